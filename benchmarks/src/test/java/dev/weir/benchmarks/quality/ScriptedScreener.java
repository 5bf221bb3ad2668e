package dev.weir.benchmarks.quality;

import dev.weir.models.Screener;
import dev.weir.models.ScreenerIdentity;
import dev.weir.models.calibration.Ensemble;
import dev.weir.models.calibration.OperatingPoint;
import dev.weir.models.calibration.OperatingPoints;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Detector;
import dev.weir.models.detect.DetectorId;
import dev.weir.models.detect.Evidence;
import dev.weir.models.detect.Finding;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import dev.weir.models.detect.Passage;
import dev.weir.models.detect.Reading;
import dev.weir.models.detect.Score;
import dev.weir.models.detect.Screening;
import dev.weir.models.detect.Span;
import dev.weir.models.detect.Technique;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A screener over a detector that reads its score from the text: {@code score=0.75} is what it says, 0.01 if nothing is
 * written, and the highest of several. The words {@code ATTACK...KCATTA} are the place it names, {@code RULE} is a decisive
 * rule, and {@code GAP} a blocking gap.
 */
final class ScriptedScreener {
    static final double THRESHOLD = 0.5;
    private static final String CALIBRATION = "scripted";
    private static final Pattern SCORE = Pattern.compile("score=([01]\\.\\d+)");
    private static final Pattern PLACE = Pattern.compile("ATTACK.*?KCATTA");

    private ScriptedScreener() {}

    static Screener open() {
        OperatingPoints points = new OperatingPoints(
                CALIBRATION,
                List.of(
                        new OperatingPoint(Channel.BODY, 0.01, THRESHOLD),
                        new OperatingPoint(Channel.COMMENT, 0.01, 0.9)));
        String digest = "0".repeat(64);
        return Screener.of(
                List.of(new Scripted()),
                new Ensemble(points, 0.01),
                new ScreenerIdentity("rules-scripted", "scripted", digest, digest, CALIBRATION, "jvm"));
    }

    private static final class Scripted implements Detector {
        private static final DetectorId ID = new DetectorId("scripted/1");

        @Override
        public DetectorId id() {
            return ID;
        }

        @Override
        public Set<Channel> channels() {
            return Set.of(Channel.values());
        }

        @Override
        public Screening screen(Passage passage) {
            double highest = 0.01;
            Matcher scores = SCORE.matcher(passage.text());
            while (scores.find()) {
                highest = Math.max(highest, Double.parseDouble(scores.group(1)));
            }
            Score score = new Score(highest, CALIBRATION);
            List<Finding> places = PLACE.matcher(passage.text())
                    .results()
                    .map(place -> finding(passage, Technique.LEARNED_INJECTION, place.start(), place.end(), score))
                    .toList();
            List<Finding> rules = passage.text().contains("RULE")
                    ? List.of(finding(passage, Technique.INVISIBLE_TEXT, 0, 1, new Score(0.6, "rules")))
                    : List.of();
            List<Gap> gaps = passage.text().contains("GAP") ? List.of(new Gap(GapCode.UNSCREENED, "", "")) : List.of();
            List<Finding> all = Stream.of(places, rules).flatMap(List::stream).toList();
            return new Screening(all, gaps, List.of(new Reading(ID, passage.channel(), score)));
        }

        private static Finding finding(Passage passage, Technique technique, int start, int end, Score score) {
            Span span = new Span(start, end);
            return new Finding(ID, technique, passage.channel(), span, score, new Evidence.Matched("scripted"));
        }
    }
}
