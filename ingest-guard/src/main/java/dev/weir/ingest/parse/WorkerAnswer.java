package dev.weir.ingest.parse;

/** What a worker says about the request with this id. */
record WorkerAnswer(long id, Extraction extraction) {}
