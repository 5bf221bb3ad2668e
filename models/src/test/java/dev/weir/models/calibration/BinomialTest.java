package dev.weir.models.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinomialTest {
    @Property(tries = 500)
    void tailsWhenFewTrialsThenAsByCounting(
            @ForAll @IntRange(min = 1, max = 12) int trials,
            @ForAll @IntRange(max = 12) int successes,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double rate) {
        double atLeast = 0;
        double atMost = 0;
        for (int outcome = 0; outcome < 1 << trials; outcome++) {
            int ones = Integer.bitCount(outcome);
            double probability = Math.pow(rate, ones) * Math.pow(1 - rate, trials - ones);
            atLeast += ones >= successes ? probability : 0;
            atMost += ones <= successes ? probability : 0;
        }
        assertThat(Binomial.atLeast(successes, trials, rate)).isCloseTo(atLeast, within(1e-9));
        assertThat(Binomial.atMost(successes, trials, rate)).isCloseTo(atMost, within(1e-9));
    }

    @Test
    void boundWhenNothingWasSeenThenAsTheClosedFormSays() {
        assertThat(Binomial.highestRate(0, 100, 0.05)).isCloseTo(1 - Math.pow(0.05, 0.01), within(1e-9));
        assertThat(Binomial.highestRate(5, 5, 0.05)).isEqualTo(1);
        assertThat(Binomial.highestRate(0, 0, 0.05)).isEqualTo(1);
    }

    @Property(tries = 200)
    void boundWhenAskedThenSoFewAreAsImprobableAsItSays(
            @ForAll @IntRange(min = 1, max = 5_000) int trials, @ForAll @DoubleRange(max = 0.99) double share) {
        int successes = (int) (share * trials);
        double bound = Binomial.highestRate(successes, trials, 0.05);
        assertThat(bound).isBetween((double) successes / trials, 1.0);
        assertThat(Binomial.atMost(successes, trials, bound)).isCloseTo(0.05, within(1e-6));
    }

    @Test
    void tailsWhenTermsAreTooSmallForADoubleThenStillRight() {
        assertThat(Binomial.atLeast(10, 100_000, 0.5)).isEqualTo(1);
        assertThat(Binomial.atLeast(90_000, 100_000, 0.5)).isZero();
        assertThat(Binomial.atMost(10, 100_000, 0.5)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        // Bisected over tails that were summed with whole-number coefficients, outside of this code.
        "1, 10, 0.002528579, 0.445016117",
        "5, 100, 0.016431879, 0.112834914",
        "10, 1000, 0.004805511, 0.018313243",
        "50, 100, 0.398321129, 0.601678871"
    })
    void intervalWhenAskedThenAsSummedTermByTerm(int successes, int trials, double low, double high) {
        Interval interval = Binomial.interval(successes, trials, 0.05);
        assertThat(interval.low()).isCloseTo(low, within(1e-6));
        assertThat(interval.high()).isCloseTo(high, within(1e-6));
    }

    @Test
    void intervalWhenNothingOrEverythingWasSeenThenItReachesTheEnd() {
        assertThat(Binomial.interval(0, 300, 0.05).low()).isZero();
        assertThat(Binomial.interval(0, 300, 0.05).high()).isCloseTo(1 - Math.pow(0.025, 1 / 300.0), within(1e-9));
        assertThat(Binomial.interval(7, 7, 0.05).high()).isEqualTo(1);
        assertThat(Binomial.interval(0, 0, 0.05)).isEqualTo(new Interval(0, 1));
    }
}
