package dev.weir.ingest.verdict;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.parse.DocumentLimits;
import dev.weir.models.calibration.OperatingPoint;
import dev.weir.models.calibration.Risk;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.DetectorId;
import dev.weir.models.detect.Evidence;
import dev.weir.models.detect.Finding;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import dev.weir.models.detect.Score;
import dev.weir.models.detect.Span;
import dev.weir.models.detect.Technique;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.chunk.SourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Screened documents of ten code units a segment. */
final class ScreenedFixture {
    static final SourceRef SOURCE = new SourceRef("test:document");
    private static final int LENGTH = 10;

    private final List<ScreenedLayer> layers = new ArrayList<>();
    private final List<ScreenedSegment> segments = new ArrayList<>();
    private final List<LocatedFinding> findings = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private DocumentLimits limits = DocumentLimits.defaults();

    ScreenedFixture segments(int clean, int flagged) {
        for (int i = 0; i < clean; i++) {
            add(0.1, Technique.LEARNED_INJECTION);
        }
        for (int i = 0; i < flagged; i++) {
            add(0.9, Technique.LEARNED_INJECTION);
        }
        return this;
    }

    ScreenedFixture add(double score, Technique technique) {
        int start = segments.size() * LENGTH;
        Finding finding = finding(Channel.BODY, technique, score, new Span(start, start + 4));
        boolean flagged = score >= 0.5;
        if (flagged) {
            findings.add(new LocatedFinding("/", finding));
        }
        segments.add(new ScreenedSegment(
                segments.size(),
                "/",
                new Span(start, start + LENGTH),
                risk(Channel.BODY, score),
                flagged ? List.of(finding) : List.of()));
        return this;
    }

    ScreenedFixture layer(Channel channel, double score, Concealment... reasons) {
        layers.add(new ScreenedLayer("/", channel, risk(channel, score), Set.of(reasons)));
        if (score >= 0.5) {
            findings.add(new LocatedFinding("/", finding(channel, Technique.LEARNED_INJECTION, score, new Span(0, 4))));
        }
        return this;
    }

    ScreenedFixture gap(GapCode code, String location) {
        gaps.add(new Gap(code, location, ""));
        return this;
    }

    ScreenedFixture limits(DocumentLimits other) {
        limits = other;
        return this;
    }

    ScreenedDocument document() {
        return new ScreenedDocument(SOURCE, TrustTier.UNKNOWN, limits, layers, segments, findings, List.of(), gaps);
    }

    static Risk risk(Channel channel, double score) {
        return new Risk(new Score(score, "test"), new OperatingPoint(channel, 0.01, 0.5));
    }

    private static Finding finding(Channel channel, Technique technique, double score, Span span) {
        return new Finding(
                new DetectorId("test/1"),
                technique,
                channel,
                span,
                new Score(score, "test"),
                new Evidence.Matched("test"));
    }
}
