package dev.weir.ingest;

import dev.weir.ingest.segment.Segment;
import dev.weir.ingest.verdict.Verdict;
import dev.weir.models.detect.Span;
import dev.weir.tenancy.chunk.ChunkFacts;
import dev.weir.tenancy.chunk.Redaction;
import dev.weir.tenancy.chunk.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Replaces spans of a segment by a visible marker and remembers what stood there by its digest. */
final class Redactor {
    /** What a reader sees instead. */
    static final String MARKER = "[redacted]";

    private Redactor() {}

    /**
     * The segment without the spans that are cut from it; empty if there are more of them than a seal can hold or nothing
     * but markers would be left.
     */
    static Optional<ReadySegment> redact(Segment segment, List<Verdict.Cut> cuts) {
        List<Span> spans = merged(segment, cuts);
        if (spans.size() > ChunkFacts.MAX_REDACTIONS) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        List<Redaction> redactions = new ArrayList<>();
        int from = 0;
        int kept = 0;
        for (Span span : spans) {
            text.append(segment.text(), from, span.start());
            kept += segment.text().substring(from, span.start()).strip().length();
            int start = text.length();
            text.append(MARKER);
            redactions.add(new Redaction(
                    start, text.length(), Sha256.ofText(segment.text().substring(span.start(), span.end()))));
            from = span.end();
        }
        text.append(segment.text(), from, segment.text().length());
        kept += segment.text().substring(from).strip().length();
        return kept == 0 ? Optional.empty() : Optional.of(ReadySegment.redacted(segment, text.toString(), redactions));
    }

    /** The cuts of one segment in its own offsets, joined where they touch, never inside a surrogate pair. */
    private static List<Span> merged(Segment segment, List<Verdict.Cut> cuts) {
        List<Span> spans = new ArrayList<>();
        for (Span span : cuts.stream()
                .filter(cut -> cut.segment() == segment.ordinal())
                .map(cut -> within(segment, cut.span()))
                .filter(span -> span.length() > 0)
                .sorted()
                .toList()) {
            if (!spans.isEmpty() && span.start() <= spans.getLast().end()) {
                spans.add(spans.removeLast().hull(span));
            } else {
                spans.add(span);
            }
        }
        return spans;
    }

    private static Span within(Segment segment, Span span) {
        String text = segment.text();
        int start = Math.clamp((long) span.start() - segment.start(), 0, text.length());
        int end = Math.clamp((long) span.end() - segment.start(), start, text.length());
        if (start > 0 && start < text.length() && Character.isLowSurrogate(text.charAt(start))) {
            start--;
        }
        if (end > start && end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
            end++;
        }
        return new Span(start, end);
    }
}
