package dev.weir.benchmarks.behaviour;

import dev.weir.benchmarks.Zipf;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * An honest reader. On six working days of ten he asks; how often is log-normal with a median of six and a deviation of 0.9,
 * at most 200, so that one day in a thousand has about a hundred questions. Half of what he looks for is what everybody does, by
 * Zipf's law over one order of the corpus; the other half is near his own subject, by Zipf's law over its neighbours. Gaps
 * are log-normal with a median of three minutes.
 */
final class Reader {
    static final int K = 8;
    static final double ACTIVE = 0.6;
    static final double MEDIAN_QUESTIONS = 6;
    static final double DEVIATION = 0.9;
    static final int MOST_QUESTIONS = 200;

    private static final int SUBJECTS = 40;

    private final Corpus corpus;
    private final Zipf ranks;
    private final int[] everybodys;
    private final int[] own;
    private final SplittableRandom random;

    private Reader(Corpus corpus, Zipf ranks, int[] everybodys, int[] own, SplittableRandom random) {
        this.corpus = corpus;
        this.ranks = ranks;
        this.everybodys = everybodys;
        this.own = own;
        this.random = random;
    }

    /** What all readers have in common. */
    static final class Readership {
        private final Corpus corpus;
        private final Zipf ranks;
        private final int[] everybodys;
        private final int[][] subjects = new int[SUBJECTS][];
        private final long seed;

        Readership(Corpus corpus, long seed) {
            this.corpus = corpus;
            this.ranks = new Zipf(corpus.size());
            this.seed = seed;
            SplittableRandom random = new SplittableRandom(seed);
            this.everybodys = permutation(corpus.size(), random);
            for (int i = 0; i < SUBJECTS; i++) {
                subjects[i] = corpus.neighbours(random.nextInt(corpus.size()));
            }
        }

        private static int[] permutation(int size, SplittableRandom random) {
            int[] order = IntStream.range(0, size).toArray();
            for (int i = size - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                int moved = order[i];
                order[i] = order[other];
                order[other] = moved;
            }
            return order;
        }

        Reader reader(int number) {
            SplittableRandom random = new SplittableRandom(seed + 7919L * (number + 1));
            return new Reader(corpus, ranks, everybodys, subjects[random.nextInt(SUBJECTS)], random);
        }
    }

    /** The questions of one day, none on a day off. */
    List<Question> day(Instant midnight) {
        List<Question> questions = new ArrayList<>();
        if (random.nextDouble() >= ACTIVE) {
            return questions;
        }
        int count = (int) Math.clamp(
                Math.round(MEDIAN_QUESTIONS * Math.exp(DEVIATION * random.nextGaussian())), 1L, (long) MOST_QUESTIONS);
        Instant at = midnight.plus(Duration.ofMinutes(8 * 60L + random.nextInt(90)));
        for (int i = 0; i < count; i++) {
            int[] order = random.nextBoolean() ? everybodys : own;
            int chunk = order[ranks.draw(random)];
            questions.add(new Question(at, corpus.title(chunk), corpus.byTitle(chunk)));
            long gap = Math.clamp(Math.round(180 * Math.exp(1.2 * random.nextGaussian())), 5L, 3600L);
            at = at.plusSeconds(Math.min(gap, 28_800L / count));
        }
        return questions;
    }
}
