package dev.weir.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.benchmarks.interval.ClusterBootstrap;
import dev.weir.benchmarks.interval.Clusters;
import dev.weir.benchmarks.interval.Estimate;
import dev.weir.benchmarks.interval.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalsTest {
    private static final long SEED = 12;
    private static final ClusterBootstrap BOOTSTRAP = new ClusterBootstrap(SEED, 1_000);

    /** Newcombe 1998, table I, method 3, and the closed forms for none and all of ten. */
    @ParameterizedTest
    @CsvSource({
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0, 20, 0.0000, 0.1611",
        "1, 29, 0.0061, 0.1718",
        "0, 10, 0.0000, 0.2775",
        "10, 10, 0.7225, 1.0000"
    })
    void wilsonWhenPublishedThenEqual(int hits, int n, double low, double high) {
        Share share = Share.wilson(hits, n);
        assertThat(share.low()).isCloseTo(low, within(5e-5));
        assertThat(share.high()).isCloseTo(high, within(5e-5));
    }

    @Test
    void wilsonWhenNothingWasCountedThenAnythingIsPossible() {
        assertThat(Share.wilson(0, 0)).isEqualTo(new Share(0, 0, 0.0, 0.0, 1.0, Share.IntervalKind.WILSON));
    }

    @Test
    void shareWhenMoreHitsThanValuesThenRefused() {
        assertThatThrownBy(() -> Share.wilson(3, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void meanWhenDrawnFromAKnownRateThenIntervalHoldsItNearlyAlways() {
        SplittableRandom random = new SplittableRandom(SEED);
        int held = 0;
        int trials = 200;
        for (int trial = 0; trial < trials; trial++) {
            Estimate estimate = BOOTSTRAP.mean(values(random, 200, 0.3), alone(200));
            assertThat(estimate.value()).isBetween(estimate.low(), estimate.high());
            held += estimate.low() <= 0.3 && 0.3 <= estimate.high() ? 1 : 0;
        }
        assertThat(held).as("of %d, seed %d", trials, SEED).isBetween(175, 200);
    }

    @Test
    void meanWhenThereAreMoreValuesThenIntervalShrinks() {
        SplittableRandom random = new SplittableRandom(SEED);
        Estimate few = BOOTSTRAP.mean(values(random, 100, 0.5), alone(100));
        Estimate many = BOOTSTRAP.mean(values(random, 1_600, 0.5), alone(1_600));
        // A quarter in theory.
        assertThat(many.high() - many.low()).isLessThan((few.high() - few.low()) / 3);
    }

    @Test
    void meanWhenAskedTwiceThenTheSame() {
        List<Double> values = values(new SplittableRandom(SEED), 50, 0.5);
        assertThat(BOOTSTRAP.mean(values, alone(50))).isEqualTo(BOOTSTRAP.mean(values, alone(50)));
    }

    @Test
    void shareWhenValuesShareClustersThenTheBootstrapIsTheWiderOne() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Boolean> counted = new ArrayList<>();
        List<String> shared = new ArrayList<>();
        List<String> alone = new ArrayList<>();
        for (int payload = 0; payload < 20; payload++) {
            boolean found = random.nextBoolean();
            for (int copy = 0; copy < 20; copy++) {
                counted.add(found);
                shared.add("payload " + payload);
                alone.add(payload + "/" + copy);
            }
        }
        Share clustered = Share.of(counted, shared, BOOTSTRAP);
        Share naive = Share.of(counted, alone, BOOTSTRAP);
        assertThat(clustered.by()).isEqualTo(Share.IntervalKind.BOOTSTRAP);
        // The square root of twenty in theory.
        assertThat(clustered.high() - clustered.low()).isGreaterThan(3 * (naive.high() - naive.low()));
    }

    @Test
    void shareWhenNothingCountsThenWilsonIsTheWiderOne() {
        Share share = Share.of(List.of(false, false, false), List.of("a", "b", "c"), BOOTSTRAP);
        assertThat(share.by()).isEqualTo(Share.IntervalKind.WILSON);
        assertThat(share.high()).isGreaterThan(0.5);
    }

    @Test
    void bootstrapWhenResamplesAreTooFewForItsPercentilesThenRefused() {
        assertThatThrownBy(() -> new ClusterBootstrap(SEED, 39)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Clusters alone(int count) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add("value " + i);
        }
        return Clusters.of(keys);
    }

    private static List<Double> values(SplittableRandom random, int count, double rate) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(random.nextDouble() < rate ? 1.0 : 0.0);
        }
        return values;
    }
}
