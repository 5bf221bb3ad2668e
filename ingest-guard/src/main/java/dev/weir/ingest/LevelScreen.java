package dev.weir.ingest;

import dev.weir.ingest.parse.Layer;
import dev.weir.ingest.segment.Segment;
import dev.weir.models.Assessment;
import dev.weir.models.Screener;
import dev.weir.models.calibration.CleanDocument;
import dev.weir.models.calibration.CleanText;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Finding;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.Passage;
import dev.weir.models.detect.Reading;
import dev.weir.models.detect.Screening;
import dev.weir.models.detect.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures one document as {@link DocumentScreen} would judge it, without a threshold: for every segment, and every other
 * layer as a whole, the highest threshold at which it would be flagged. Not for use by several threads.
 *
 * <p>A segment is flagged by its own score, by a finding in the whole layer that touches it, or because the layer is flagged
 * and nobody can say where. It is looked at alone whatever the layer scores, so a level may be above the threshold that
 * {@link DocumentScreen} would come to, and never below.
 */
final class LevelScreen {
    private final Screener screener;
    private final List<CleanText> texts = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private double highest;

    LevelScreen(Screener screener) {
        this.screener = screener;
    }

    void measure(List<CutLayer> layers) {
        CutLayer.eachAssessed(layers, screener, (cut, whole) -> measure(cut.layer(), cut.segments(), noted(whole)));
    }

    private void measure(Layer layer, List<Segment> cut, Screening whole) {
        double level = level(whole, layer.channel());
        highest = Math.max(highest, level);
        if (layer.channel() != Channel.BODY) {
            texts.add(new CleanText(
                    layer.channel(), layer.location(), 0, layer.text().length(), level));
            return;
        }
        List<CleanText> measured = new ArrayList<>();
        for (Segment segment : cut) {
            double own = cut.size() == 1 ? level : level(assess(segment.text(), layer.channel()), layer.channel());
            Span span = new Span(segment.start(), segment.end());
            for (Finding finding : whole.findings()) {
                if (finding.span().overlaps(span)) {
                    own = Math.max(own, level(finding, layer.channel()));
                }
            }
            measured.add(new CleanText(layer.channel(), layer.location(), segment.start(), segment.end(), own));
        }
        boolean located = measured.stream().anyMatch(text -> text.level() >= level);
        boolean flagged = screener.ensemble().risk(whole, layer.channel()).flagged();
        if (flagged && !located) {
            measured.replaceAll(
                    text -> new CleanText(text.channel(), text.location(), text.start(), text.end(), level));
        }
        texts.addAll(measured);
    }

    List<Gap> gaps() {
        return gaps;
    }

    CleanDocument document(String name, String sha256) {
        return new CleanDocument(name, sha256, texts, highest);
    }

    private Screening assess(String text, Channel channel) {
        return noted(screener.assess(new Passage(text, channel)));
    }

    private Screening noted(Assessment assessment) {
        gaps.addAll(assessment.gaps());
        return assessment.screening();
    }

    private double level(Screening seen, Channel channel) {
        return screener.ensemble().level(seen, channel);
    }

    /** The level of a text in which nothing but this was seen. */
    private double level(Finding finding, Channel channel) {
        Reading reading = new Reading(finding.detector(), finding.channel(), finding.score());
        return level(new Screening(List.of(finding), List.of(), List.of(reading)), channel);
    }
}
