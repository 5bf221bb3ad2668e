package dev.weir.retrieve.behaviour;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How somebody asks: the signs that only annotate. Each share is an exponentially weighted mean over questions, with the
 * weight {@value #WEIGHT} for the latest. Not thread-safe.
 */
final class Habits {
    /** The most bytes that {@link #write} writes. */
    static final int MAX_BYTES =
            2 + Habits.RUNS * 4 + 4 + Habits.QUERIES * QueryWords.SKETCH * 2 + 3 * 8 + Fading.BYTES + Rhythm.BYTES;

    /** Of the latest question in a mean. */
    static final double WEIGHT = 1.0 / 16;

    private static final int RUNS = 192;
    private static final int QUERIES = 8;
    /** Values of a sketch that agree in a question made from a template: a Jaccard similarity of about 0.6. */
    private static final int ALIKE = 10;

    private static final int LONG_QUERY_WORDS = 30;
    private static final int LEAST_SCORES = 8;
    /** What ninety-nine in a hundred ordinary questions stay below. */
    private static final double ORDINARY_SUSPICION = 0.4;
    /** The 99.9 % point of the standard Gumbel distribution: {@code -ln(-ln 0.999)}. */
    private static final double GUMBEL_999 = 6.907;

    private static final double EULER = 0.5772156649;
    private final Recents runs = new Recents(RUNS);
    private final short[][] queries = new short[QUERIES][QueryWords.SKETCH];
    private int asked;
    private double continuation;
    private double template;
    private double membership;
    private final Fading injection = new Fading(Duration.ofHours(1));
    private final Rhythm rhythm = new Rhythm();

    /** Takes one question and what it is answered with. */
    void take(Observed seen, long key, Instant at) {
        long[] words = QueryWords.prints(seen.query(), key);
        continuation = mean(continuation, repeats(words) ? 1 : 0);
        template = mean(template, isFromTemplate(QueryWords.sketch(words), words.length) ? 1 : 0);
        membership = mean(membership, words.length >= LONG_QUERY_WORDS && isOutlier(seen.scores()) ? 1 : 0);
        injection.add(
                Math.max(0, seen.suspicion() - ORDINARY_SUSPICION) / (1 - ORDINARY_SUSPICION), at.getEpochSecond());
        asked++;
        int served = 0;
        for (Observed.Passage passage : seen.passages()) {
            long[] text = QueryWords.prints(passage.text(), key);
            served += text.length;
            for (int run : QueryWords.runs(text)) {
                if (QueryWords.isSampled(run)) {
                    runs.add(run);
                }
            }
        }
        rhythm.take(served, at);
    }

    /** Puts the signs' values in. */
    void signs(Map<Sign, Double> values, long now) {
        values.put(Sign.CONTINUATION, continuation);
        values.put(Sign.TEMPLATE, template);
        values.put(Sign.MEMBERSHIP, membership);
        values.put(Sign.INJECTION, injection.at(now));
        rhythm.signs(values);
    }

    private boolean repeats(long[] words) {
        for (int run : QueryWords.runs(words)) {
            if (QueryWords.isSampled(run) && runs.contains(run)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of the last questions is alike but not the same; the question is remembered. */
    private boolean isFromTemplate(short[] sketch, int words) {
        boolean alike = false;
        for (int i = 0; i < Math.min(asked, QUERIES); i++) {
            int same = 0;
            for (int j = 0; j < QueryWords.SKETCH; j++) {
                same += queries[i][j] == sketch[j] ? 1 : 0;
            }
            alike |= words > 0 && same >= ALIKE && same < QueryWords.SKETCH;
        }
        queries[asked % QUERIES] = sketch;
        return alike;
    }

    /**
     * Whether the best score is beyond what a Gumbel distribution fitted to the others by moments reaches once in a thousand
     * times (after Mirabel, arXiv 2505.22061).
     */
    static boolean isOutlier(List<Double> scores) {
        int others = scores.size() - 1;
        if (others < LEAST_SCORES) {
            return false;
        }
        double best = scores.stream().mapToDouble(each -> each).max().orElse(0);
        double sum = scores.stream().mapToDouble(each -> each).sum() - best;
        double mean = sum / others;
        double squares = scores.stream()
                        .mapToDouble(each -> (each - mean) * (each - mean))
                        .sum()
                - (best - mean) * (best - mean);
        double beta = Math.sqrt(Math.max(0, squares) / others * 6) / Math.PI;
        return beta > 0 && (best - (mean - EULER * beta)) / beta > GUMBEL_999;
    }

    static double mean(double before, double value) {
        return before + WEIGHT * (value - before);
    }

    void write(ByteBuffer out) {
        runs.write(out);
        out.putInt(asked);
        for (short[] query : queries) {
            for (short value : query) {
                out.putShort(value);
            }
        }
        out.putDouble(continuation).putDouble(template).putDouble(membership);
        injection.write(out);
        rhythm.write(out);
    }

    /** @throws IllegalArgumentException if the bytes were written otherwise */
    void read(ByteBuffer in) {
        runs.read(in);
        asked = in.getInt();
        if (asked < 0) {
            throw new IllegalArgumentException("asked must be >= 0, got " + asked);
        }
        for (short[] query : queries) {
            for (int i = 0; i < query.length; i++) {
                query[i] = in.getShort();
            }
        }
        continuation = in.getDouble();
        template = in.getDouble();
        membership = in.getDouble();
        injection.read(in);
        rhythm.read(in);
    }
}
