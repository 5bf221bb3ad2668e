package dev.weir.ingest;

import dev.weir.tenancy.WriteGrant;

/**
 * A submission that was read, screened and judged under a write grant, and of which nothing is stored yet. Only
 * {@link IngestGuard#judge} makes one. Holds the whole text; printing it prints none.
 */
public final class JudgedSubmission {
    private final Submission submission;
    private final WriteGrant grant;
    private final Assessed assessed;

    JudgedSubmission(Submission submission, WriteGrant grant, Assessed assessed) {
        this.submission = submission;
        this.grant = grant;
        this.assessed = assessed;
    }

    /** What the scan said. */
    public DocumentReport report() {
        return assessed.report();
    }

    /** UTF-16 code units of everything that was extracted. */
    public long textLength() {
        return assessed.textLength();
    }

    Submission submission() {
        return submission;
    }

    WriteGrant grant() {
        return grant;
    }

    Assessed assessed() {
        return assessed;
    }
}
