package dev.weir.ingest.reembed;

import dev.weir.tenancy.heads.DocumentHead;

/** Hears how far a re-embedding is. */
public interface ReembedListener {
    /** A stage begins, with so many documents to do. */
    void begins(IndexPair.Stage stage, int documents);

    /** A document is through the stage: its new head is published. */
    void finished(DocumentHead head);
}
