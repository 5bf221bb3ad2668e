package dev.weir.models.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every detector, always; see {@link Detectors#union(List)}. */
final class UnionDetector implements Detector {

    private static final DetectorId ID = new DetectorId("union/1");

    private final List<Detector> detectors;
    private final Set<Channel> channels;

    UnionDetector(List<Detector> detectors) {
        if (detectors.isEmpty()) {
            throw new IllegalArgumentException("at least one detector is needed, got none");
        }
        Set<DetectorId> ids = new TreeSet<>();
        Set<Channel> covered = EnumSet.noneOf(Channel.class);
        for (Detector detector : detectors) {
            if (!ids.add(detector.id())) {
                throw new IllegalArgumentException("detector ids must be distinct, got twice " + detector.id());
            }
            if (detector.channels().isEmpty()) {
                throw new IllegalArgumentException("detector " + detector.id() + " covers no channel");
            }
            covered.addAll(detector.channels());
        }
        this.detectors =
                detectors.stream().sorted(Comparator.comparing(Detector::id)).toList();
        this.channels = Set.copyOf(covered);
    }

    @Override
    public DetectorId id() {
        return ID;
    }

    @Override
    public Set<Channel> channels() {
        return channels;
    }

    @Override
    public Screening screen(Passage passage) {
        List<Screening> screenings = new ArrayList<>();
        for (Detector detector : detectors) {
            if (detector.channels().contains(passage.channel())) {
                screenings.add(screenSafely(detector, passage));
            }
        }
        if (screenings.isEmpty()) {
            return Screening.ofGap(new Gap(
                    GapCode.UNSCREENED,
                    "",
                    "no detector covers channel " + passage.channel().code()));
        }
        return Screening.mergeAll(screenings);
    }

    // A regular expression over hostile text may exhaust the stack; that is the text's doing, not the machine's.
    private static Screening screenSafely(Detector detector, Passage passage) {
        @Nullable Screening screening;
        try {
            screening = detector.screen(passage);
        } catch (RuntimeException | StackOverflowError failure) {
            return failed(detector, failure.getClass().getSimpleName());
        }
        // Detectors come from third parties, so the contract is checked and not assumed.
        if (screening == null) {
            return failed(detector, "returned null");
        }
        boolean outside = Stream.concat(screening.findings().stream().map(Finding::span), screening.near().stream())
                .anyMatch(span -> span.end() > passage.text().length());
        return outside ? failed(detector, "named a place outside the text") : screening;
    }

    private static Screening failed(Detector detector, String why) {
        return Screening.ofGap(new Gap(GapCode.DETECTOR_FAILED, "", detector.id() + ": " + why));
    }
}
