package dev.weir.retrieve.testkit;

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
import dev.weir.models.detect.Passage;
import dev.weir.models.detect.Reading;
import dev.weir.models.detect.Score;
import dev.weir.models.detect.Screening;
import dev.weir.models.detect.Span;
import dev.weir.models.detect.Technique;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A detector of two words, {@code wicked payload}, with white space of any kind between them. */
public final class RiskWord implements Detector {
    private static final String CALIBRATION = "words-1";
    private static final Pattern WORDS = Pattern.compile("wicked\\s+payload");
    private static final DetectorId ID = new DetectorId("words/1");

    private RiskWord() {}

    public static Screener screener() {
        OperatingPoints points = new OperatingPoints(CALIBRATION, List.of(new OperatingPoint(Channel.BODY, 0.01, 0.8)));
        String digest = "0".repeat(64);
        return Screener.of(
                List.of(new RiskWord()),
                new Ensemble(points, 0.01),
                new ScreenerIdentity("rules:words", "words", digest, digest, CALIBRATION, "jvm"));
    }

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
        List<Finding> findings = new ArrayList<>();
        Matcher words = WORDS.matcher(passage.text());
        while (words.find()) {
            findings.add(new Finding(
                    ID,
                    Technique.LEARNED_INJECTION,
                    passage.channel(),
                    new Span(words.start(), words.end()),
                    new Score(0.95, CALIBRATION),
                    new Evidence.Classified("words", 0, 1, 0.95)));
        }
        double highest = findings.isEmpty() ? 0 : 0.95;
        return new Screening(
                findings, List.of(), List.of(new Reading(ID, passage.channel(), new Score(highest, CALIBRATION))));
    }
}
