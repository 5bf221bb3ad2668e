package dev.weir.ingest;

import dev.weir.ingest.segment.Segment;
import dev.weir.tenancy.chunk.Redaction;
import java.util.List;

/** A segment in the form in which it would be embedded and sealed: as it was read, or as it was screened again. */
final class ReadySegment {
    private final Segment segment;
    private final String text;
    private final List<Redaction> redactions;

    private ReadySegment(Segment segment, String text, List<Redaction> redactions) {
        this.segment = segment;
        this.text = text;
        this.redactions = List.copyOf(redactions);
    }

    static ReadySegment asRead(Segment segment) {
        return new ReadySegment(segment, segment.text(), List.of());
    }

    static ReadySegment redacted(Segment segment, String text, List<Redaction> redactions) {
        return new ReadySegment(segment, text, redactions);
    }

    Segment segment() {
        return segment;
    }

    /** What is embedded, sealed and returned. */
    String text() {
        return text;
    }

    List<Redaction> redactions() {
        return redactions;
    }
}
