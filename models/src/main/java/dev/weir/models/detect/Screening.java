package dev.weir.models.detect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was seen in a text and what was not looked at. Equal inputs give equal screenings: the lists are
 * sorted and free of duplicates, and of the readings of one detector in one channel only the highest stays.
 *
 * @param findings what detectors reported, in document order
 * @param gaps what was not read or not judged
 * @param readings highest score of each measuring detector and channel
 * @param near where a score came near a threshold of its channel or reached it; empty if it did so nowhere or the detector
 *     does not say where
 */
public record Screening(List<Finding> findings, List<Gap> gaps, List<Reading> readings, List<Span> near) {

    private static final Screening NOTHING = new Screening(List.of(), List.of());

    /** Copies, sorts and removes duplicates. */
    public Screening {
        findings = findings.stream().distinct().sorted(Finding.ORDER).toList();
        gaps = gaps.stream().distinct().sorted(Gap.ORDER).toList();
        readings = highest(readings);
        near = near.stream().distinct().sorted().toList();
    }

    /**
     * A screening that does not say where readings come from.
     *
     * @param findings what was seen
     * @param gaps what was not looked at
     * @param readings scores
     */
    public Screening(List<Finding> findings, List<Gap> gaps, List<Reading> readings) {
        this(findings, gaps, readings, List.of());
    }

    /**
     * A screening without readings.
     *
     * @param findings what was seen
     * @param gaps what was not looked at
     */
    public Screening(List<Finding> findings, List<Gap> gaps) {
        this(findings, gaps, List.of());
    }

    /** {@return a screening that saw nothing and missed nothing} */
    public static Screening nothing() {
        return NOTHING;
    }

    /**
     * A screening that consists of one gap.
     *
     * @param gap what was not looked at
     * @return the screening
     */
    public static Screening ofGap(Gap gap) {
        return new Screening(List.of(), List.of(gap));
    }

    /**
     * Joins two screenings of the same text. Spans are kept as they are.
     *
     * @param other the other screening
     * @return everything both saw and everything either missed
     */
    public Screening merge(Screening other) {
        return mergeAll(List.of(this, other));
    }

    /**
     * Joins screenings of the same text. The order of the list does not matter.
     *
     * @param screenings any number of screenings
     * @return everything all of them saw and everything any of them missed
     */
    public static Screening mergeAll(Collection<Screening> screenings) {
        List<Finding> findings = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        List<Reading> readings = new ArrayList<>();
        List<Span> near = new ArrayList<>();
        for (Screening screening : screenings) {
            findings.addAll(screening.findings);
            gaps.addAll(screening.gaps);
            readings.addAll(screening.readings);
            near.addAll(screening.near);
        }
        return new Screening(findings, gaps, readings, near);
    }

    /** {@return whether a gap stands that forbids admission} */
    public boolean isBlocked() {
        return gaps.stream().anyMatch(Gap::isBlocking);
    }

    private static List<Reading> highest(List<Reading> readings) {
        record Key(DetectorId detector, Channel channel, String calibration) {}
        Map<Key, Reading> highest = new LinkedHashMap<>();
        for (Reading reading : readings) {
            Key key = new Key(
                    reading.detector(), reading.channel(), reading.score().calibration());
            highest.merge(key, reading, (a, b) -> a.score().value() >= b.score().value() ? a : b);
        }
        return highest.values().stream().sorted(Reading.ORDER).toList();
    }
}
