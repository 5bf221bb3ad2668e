package dev.weir.ingest.parse;

import java.nio.file.Path;

/**
 * One document for a worker.
 *
 * @param id echoed in the answer, so that an answer left over from before is noticed
 */
record WorkerRequest(long id, Path file, String name, String declaredMediaType) {}
