package dev.weir.models.calibration;

/** Exact tails of the binomial distribution and the bounds of Clopper and Pearson (1934) that follow from them. */
public final class Binomial {
    private static final int BISECTIONS = 60;

    private Binomial() {}

    /** The probability of at least so many successes. */
    public static double atLeast(int successes, int trials, double rate) {
        if (successes <= 0) {
            return 1;
        }
        return successes > trials * rate ? sumUp(successes, trials, rate) : 1 - sumDown(successes - 1, trials, rate);
    }

    /** The probability of at most so many successes. */
    public static double atMost(int successes, int trials, double rate) {
        if (successes >= trials) {
            return 1;
        }
        return successes < trials * rate ? sumDown(successes, trials, rate) : 1 - sumUp(successes + 1, trials, rate);
    }

    /**
     * The highest rate at which so few successes are not yet improbable: a one-sided bound.
     *
     * @param error probability that the true rate is above it, in (0, 1)
     */
    public static double highestRate(int successes, int trials, double error) {
        double low = trials == 0 ? 1 : (double) successes / trials;
        double high = 1;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (atMost(successes, trials, middle) > error) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /**
     * The range of rates that so many successes do not contradict, two-sided.
     *
     * @param error probability that the true rate is outside, half of it on each side, in (0, 1)
     */
    public static Interval interval(int successes, int trials, double error) {
        return new Interval(
                1 - highestRate(trials - successes, trials, error / 2), highestRate(successes, trials, error / 2));
    }

    private static double sumUp(int from, int trials, double rate) {
        if (rate >= 1) {
            return 1;
        }
        double term = exactly(from, trials, rate);
        double sum = 0;
        for (int i = from; i <= trials && term > 0; i++) {
            sum += term;
            term *= (double) (trials - i) / (i + 1) * (rate / (1 - rate));
        }
        return Math.min(1, sum);
    }

    private static double sumDown(int from, int trials, double rate) {
        if (rate >= 1) {
            return 0;
        }
        double term = exactly(from, trials, rate);
        double sum = 0;
        for (int i = from; i >= 0 && term > 0; i--) {
            sum += term;
            term *= (double) i / (trials - i + 1) * ((1 - rate) / rate);
        }
        return Math.min(1, sum);
    }

    /** By logarithms, as factors of large numbers do not fit. */
    private static double exactly(int successes, int trials, double rate) {
        double log = successes * Math.log(rate) + (trials - successes) * Math.log1p(-rate);
        int fewer = Math.min(successes, trials - successes);
        for (int i = 1; i <= fewer; i++) {
            log += Math.log((double) (trials - fewer + i) / i);
        }
        return Math.exp(log);
    }
}
