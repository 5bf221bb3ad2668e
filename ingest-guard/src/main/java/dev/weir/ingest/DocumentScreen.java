package dev.weir.ingest;

import dev.weir.ingest.layout.Origin;
import dev.weir.ingest.parse.Layer;
import dev.weir.ingest.quarantine.HeldFinding;
import dev.weir.ingest.segment.Segment;
import dev.weir.ingest.verdict.LocatedFinding;
import dev.weir.ingest.verdict.ScreenedLayer;
import dev.weir.ingest.verdict.ScreenedSegment;
import dev.weir.ingest.verdict.VerdictPolicy;
import dev.weir.models.Assessment;
import dev.weir.models.Screener;
import dev.weir.models.calibration.Ensemble;
import dev.weir.models.calibration.OperatingPoint;
import dev.weir.models.calibration.Risk;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Finding;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.Passage;
import dev.weir.models.detect.Reading;
import dev.weir.models.detect.Score;
import dev.weir.models.detect.Screening;
import dev.weir.models.detect.SideBySide;
import dev.weir.models.detect.Span;
import dev.weir.models.detect.Technique;
import dev.weir.tenancy.chunk.Sha256;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Screens one document. Not for use by several threads.
 *
 * <p>Every layer is screened whole, once: its windows overlap and do not stop at the cuts between segments, so a payload
 * cannot hide at one, and findings are mapped to the segments they touch. A segment is judged by itself as well, in the
 * form in which it would be returned, if its layer comes near a threshold and something in the segment is why or may be.
 * Elsewhere a second look would cost as much as the first and see less of the text around.
 */
final class DocumentScreen {
    private static final int MAX_EXCERPTS = 200;
    private static final int MAX_GAP_LOCATION = 400;

    private final Screener screener;
    private final VerdictPolicy policy;
    private final Predicate<HeldFinding> acceptance;

    private final List<ScreenedLayer> layers = new ArrayList<>();
    private final List<ScreenedSegment> segments = new ArrayList<>();
    private final List<HeldFinding> findings = new ArrayList<>();
    private final List<LocatedFinding> accepted = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final Map<LocatedFinding, Origin> origins = new LinkedHashMap<>();
    private final Map<LocatedFinding, Excerpt> excerpts = new LinkedHashMap<>();

    DocumentScreen(Screener screener, VerdictPolicy policy, Predicate<HeldFinding> acceptance) {
        this.screener = screener;
        this.policy = policy;
        this.acceptance = acceptance;
    }

    /** Screens layers and, of body text, the segments that were cut from it. */
    void screen(List<CutLayer> layers) {
        CutLayer.eachAssessed(layers, screener, (cut, whole) -> screen(cut.layer(), cut.segments(), whole));
    }

    private void screen(Layer layer, List<Segment> cut, Assessment whole) {
        LayerView view = new LayerView(layer, cut);
        Screening seen = view.noted(whole);
        List<Finding> standing = new ArrayList<>();
        List<Finding> dropped = new ArrayList<>();
        for (Finding finding : seen.findings()) {
            (view.record(finding) ? dropped : standing).add(finding);
        }
        Risk risk = risk(layer.channel(), without(seen, dropped));
        layers.add(new ScreenedLayer(layer.location(), layer.channel(), risk, layer.concealments()));
        if (!cut.isEmpty()) {
            segments.addAll(view.segments(standing, dropped, risk, seen));
        }
    }

    List<ScreenedLayer> layers() {
        return layers;
    }

    List<ScreenedSegment> segments() {
        return segments;
    }

    List<HeldFinding> findings() {
        return findings;
    }

    List<LocatedFinding> accepted() {
        return accepted;
    }

    List<Gap> gaps() {
        return gaps;
    }

    Map<LocatedFinding, Origin> origins() {
        return origins;
    }

    Map<LocatedFinding, Excerpt> excerpts() {
        return excerpts;
    }

    /** The risk that is furthest above or least below its threshold; of no text at all, the lowest there is. */
    Risk worst() {
        return layers.stream()
                .map(ScreenedLayer::risk)
                .max(Comparator.comparingDouble(DocumentScreen::margin))
                .orElseGet(() -> risk(Channel.BODY, Screening.nothing()));
    }

    /** Whether a text that is about to be sealed instead of another one is free of gaps and below its threshold. */
    boolean passes(String text) {
        Screening seen = screener.assess(Passage.body(text)).screening();
        return !seen.isBlocked() && !risk(Channel.BODY, seen).flagged();
    }

    private Risk risk(Channel channel, Screening screening) {
        return ensemble(channel).risk(screening, channel);
    }

    private Ensemble ensemble(Channel channel) {
        return new Ensemble(screener.ensemble().operatingPoints(), policy.falsePositiveRate(channel));
    }

    /** Whether a finding reaches its threshold by itself. */
    private boolean isDecisive(Finding finding, Channel channel) {
        OperatingPoint point =
                screener.ensemble().operatingPoints().at(finding.channel(), policy.falsePositiveRate(channel));
        Score score = finding.score();
        boolean measured =
                score.calibration().equals(screener.ensemble().operatingPoints().calibrationId());
        return score.value() >= (measured ? point.threshold() : Ensemble.DECISIVE);
    }

    /** A screening as if some findings had not been made; a reading that rests on one falls to what is left. */
    private static Screening without(Screening seen, List<Finding> dropped) {
        if (dropped.isEmpty()) {
            return seen;
        }
        List<Finding> left = seen.findings().stream()
                .filter(finding -> !dropped.contains(finding))
                .toList();
        List<Reading> readings = new ArrayList<>();
        for (Reading reading : seen.readings()) {
            if (dropped.stream().noneMatch(finding -> explains(finding, reading))) {
                readings.add(reading);
            } else {
                left.stream()
                        .filter(finding -> explains(finding, reading))
                        .forEach(finding ->
                                readings.add(new Reading(reading.detector(), reading.channel(), finding.score())));
            }
        }
        return new Screening(left, seen.gaps(), readings);
    }

    private static boolean explains(Finding finding, Reading reading) {
        return finding.detector().equals(reading.detector())
                && finding.channel() == reading.channel()
                && finding.score().calibration().equals(reading.score().calibration());
    }

    /** The most that a text can have in which no score was near a threshold. */
    private Risk farFromAny(Risk whole) {
        Score score = whole.score();
        double most = Math.min(nearFrom(whole.operatingPoint().channel()), score.value());
        return new Risk(new Score(most, score.calibration()), whole.operatingPoint());
    }

    private double nearFrom(Channel channel) {
        return screener.ensemble().operatingPoints().nearFrom(channel);
    }

    /**
     * Where a closer look may find more: near a threshold, and where a finding may raise a reading. A supporting finding
     * is neither; it cannot change a risk.
     */
    private static List<Span> doubtful(Screening seen) {
        return Stream.concat(
                        seen.near().stream(),
                        seen.findings().stream().filter(DocumentScreen::raises).map(Finding::span))
                .toList();
    }

    private static boolean raises(Finding finding) {
        return finding.technique() == Technique.INSTRUCTION_OVERRIDE
                || finding.score().value() >= Ensemble.DECISIVE;
    }

    /** Whether a reading came near a threshold and its detector did not say where. */
    private boolean isNearSomewhere(Screening seen) {
        return seen.near().isEmpty()
                && seen.readings().stream().anyMatch(reading -> reading.score().value() >= nearFrom(reading.channel()));
    }

    private static double margin(Risk risk) {
        return risk.score().value() - risk.operatingPoint().threshold();
    }

    private static Risk higher(Risk a, Risk b) {
        return margin(a) >= margin(b) ? a : b;
    }

    private static Span spanOf(Segment segment) {
        return new Span(segment.start(), segment.end());
    }

    private static boolean sameSort(Finding a, Finding b) {
        return a.detector().equals(b.detector())
                && a.technique() == b.technique()
                && a.span().overlaps(b.span());
    }

    /** One layer and the segments that were cut from it. */
    private final class LayerView {
        private final Layer layer;
        private final List<Segment> cut;
        private final Map<String, Sha256> digests = new HashMap<>();

        LayerView(Layer layer, List<Segment> cut) {
            this.layer = layer;
            this.cut = cut;
        }

        Assessment assess(String text) {
            return screener.assess(new Passage(text, layer.channel()));
        }

        /** Notes what was not judged. */
        Screening noted(Assessment assessment) {
            for (Gap gap : assessment.gaps()) {
                String place = layer.location() + "#" + layer.channel().code()
                        + (gap.location().isEmpty() ? "" : ":" + gap.location());
                gaps.add(new Gap(
                        gap.code(), place.substring(0, Math.min(place.length(), MAX_GAP_LOCATION)), gap.detail()));
            }
            return assessment.screening();
        }

        /** Notes a finding of this layer; true if it was accepted earlier. */
        boolean record(Finding finding) {
            LocatedFinding located = new LocatedFinding(layer.location(), finding);
            HeldFinding held = new HeldFinding(located, around(finding.span()));
            findings.add(held);
            Span span = finding.span();
            layer.originsAt(span.start(), span.end()).stream()
                    .findFirst()
                    .ifPresent(origin -> origins.put(located, origin));
            if (excerpts.size() < MAX_EXCERPTS) {
                excerpts.put(located, Excerpt.of(layer.text(), span.start(), span.end()));
            }
            boolean isAccepted = acceptance.test(held);
            if (isAccepted) {
                accepted.add(located);
            }
            return isAccepted;
        }

        /** Of the segments that a span touches; of the whole layer where none are cut from it or none is touched. */
        private List<Sha256> around(Span span) {
            List<Sha256> texts = cut.stream()
                    .filter(segment -> spanOf(segment).overlaps(span))
                    .map(segment -> digest(segment.text()))
                    .toList();
            return texts.isEmpty() ? List.of(digest(layer.text())) : texts;
        }

        /** Many findings may stand in one long text. */
        private Sha256 digest(String text) {
            return digests.computeIfAbsent(text, TextDigest::ofNormalised);
        }

        List<ScreenedSegment> segments(List<Finding> standing, List<Finding> dropped, Risk whole, Screening seen) {
            boolean second = cut.size() > 1 && whole.score().value() >= nearFrom(layer.channel());
            boolean everywhere = isNearSomewhere(seen);
            List<Span> doubtful = doubtful(seen);
            Predicate<Segment> alone =
                    segment -> second && (everywhere || doubtful.stream().anyMatch(spanOf(segment)::overlaps));
            List<ScreenedSegment> judged = new ArrayList<>();
            try (SideBySide<Segment, Assessment> looks =
                    SideBySide.begin(cut.stream().filter(alone), segment -> assess(segment.text()))) {
                for (Segment segment : cut) {
                    List<Finding> decisive = decisive(segment, standing);
                    Risk risk = second ? farFromAny(whole) : whole;
                    if (alone.test(segment)) {
                        risk = alone(segment, noted(looks.get(segment)), standing, dropped, decisive);
                    }
                    judged.add(new ScreenedSegment(
                            segment.ordinal(),
                            segment.location(),
                            spanOf(segment),
                            decisive.isEmpty() ? risk : higher(risk, whole),
                            decisive));
                }
            }
            if (whole.flagged() && judged.stream().noneMatch(ScreenedSegment::flagged)) {
                // Something in the layer is flagged and nobody can say where: then all of it is.
                judged.replaceAll(segment -> new ScreenedSegment(
                        segment.ordinal(), segment.location(), segment.span(), whole, segment.decisive()));
            }
            return judged;
        }

        private List<Finding> decisive(Segment segment, List<Finding> standing) {
            List<Finding> decisive = new ArrayList<>();
            for (Finding finding : standing) {
                if (finding.span().overlaps(spanOf(segment)) && isDecisive(finding, layer.channel())) {
                    decisive.add(finding);
                }
            }
            return decisive;
        }

        /** The risk of a segment by itself; findings that the whole layer did not show are noted. */
        private Risk alone(
                Segment segment,
                Screening seen,
                List<Finding> standing,
                List<Finding> dropped,
                List<Finding> decisive) {
            List<Finding> excused = new ArrayList<>();
            for (Finding finding : seen.findings()) {
                Finding placed = finding.at(new Span(
                        finding.span().start() + segment.start(), finding.span().end() + segment.start()));
                if (dropped.stream().anyMatch(other -> sameSort(other, placed))) {
                    excused.add(finding);
                } else if (standing.stream().noneMatch(other -> sameSort(other, placed))) {
                    if (record(placed)) {
                        excused.add(finding);
                    } else if (isDecisive(placed, layer.channel())) {
                        decisive.add(placed);
                    }
                }
            }
            return risk(layer.channel(), without(seen, excused));
        }
    }
}
