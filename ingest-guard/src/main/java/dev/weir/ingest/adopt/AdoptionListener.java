package dev.weir.ingest.adopt;

/** Follows a run. Called by the thread that runs it. */
public interface AdoptionListener {
    /** A row that is of no document, or cannot be sealed. */
    void held(HeldRow row);

    /** The store was looked through, and this many documents of the tenant are there. */
    void found(int documents);

    /** One document is done: what became of it is in the log. */
    void finished(AdoptedDocument document);
}
