package dev.weir.retrieve;

import dev.weir.models.Screener;
import dev.weir.models.ScreenerIdentity;
import dev.weir.models.calibration.Ensemble;
import dev.weir.models.calibration.OperatingPoint;
import dev.weir.models.calibration.OperatingPoints;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Detector;
import dev.weir.models.detect.DetectorId;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import dev.weir.models.detect.Passage;
import dev.weir.models.detect.Reading;
import dev.weir.models.detect.Score;
import dev.weir.models.detect.Screening;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Rules of one detector that remembers what it was shown: a text with the word {@code poison} is flagged, one with
 * {@code unreadable} is a gap, {@code crash} throws and {@code missing} is a class that is not there.
 */
public final class CountingRules implements Detector {
    private static final String CALIBRATION = "counting-1";
    private static final DetectorId ID = new DetectorId("counting/1");

    /** Every text that was judged, in order. */
    public final List<String> seen = new ArrayList<>();
    /** How often the rules were loaded. */
    public int loaded;

    private final String model;

    public CountingRules() {
        this("model-1");
    }

    /** Rules that differ in their model. */
    public CountingRules(String model) {
        this.model = model;
    }

    /** Loads the rules. */
    public Screener screener() {
        loaded++;
        String digest = "0".repeat(64);
        OperatingPoints points = new OperatingPoints(CALIBRATION, List.of(new OperatingPoint(Channel.BODY, 0.01, 0.5)));
        return Screener.of(
                List.of(this),
                new Ensemble(points, 0.01),
                new ScreenerIdentity("counting-rules", model, digest, digest, CALIBRATION, "jvm"));
    }

    @Override
    public DetectorId id() {
        return ID;
    }

    @Override
    public Set<Channel> channels() {
        return Set.of(Channel.BODY);
    }

    @Override
    public Screening screen(Passage passage) {
        seen.add(passage.text());
        if (passage.text().contains("crash")) {
            throw new IllegalStateException("the detector crashed");
        }
        if (passage.text().contains("missing")) {
            throw new NoClassDefFoundError("a class is not there");
        }
        List<Gap> gaps = passage.text().contains("unreadable")
                ? List.of(new Gap(GapCode.UNSCREENED, "", "the word says so"))
                : List.of();
        double score = passage.text().contains("poison") ? 0.9 : 0.1;
        return new Screening(List.of(), gaps, List.of(new Reading(ID, Channel.BODY, new Score(score, CALIBRATION))));
    }
}
