package dev.weir.models.calibration;

import dev.weir.models.detect.Channel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Documents that are taken for clean, and the operating points that follow from them.
 *
 * <h2>Guarantees</h2>
 *
 * At a threshold that {@link #calibrate} sets, at most the chosen share of the texts of that channel is flagged. The same
 * documents give the same thresholds and intervals, whatever their order.
 *
 * <h2>Not guaranteed</h2>
 *
 * That the documents are clean, or that others are like them: the intervals tell of chance only.
 */
public final class CleanCorpus {

    private static final double ERROR = 0.05;
    private static final int RESAMPLES = 2_000;
    /** A fixed seed, so that the same documents give the same interval. */
    private static final long SEED = 20_130_719;

    private final List<CleanDocument> documents;

    private CleanCorpus(List<CleanDocument> documents) {
        this.documents = documents;
    }

    /**
     * A corpus; documents with the same bytes count once.
     *
     * @param documents in any order
     * @return the corpus
     */
    public static CleanCorpus of(List<CleanDocument> documents) {
        Set<String> seen = new TreeSet<>();
        return new CleanCorpus(documents.stream()
                .sorted(Comparator.comparing(CleanDocument::sha256).thenComparing(CleanDocument::name))
                .filter(document -> seen.add(document.sha256()))
                .toList());
    }

    /**
     * How many clean texts a rate takes, so that not even one being flagged says something (the rule of three).
     *
     * @param rate in (0, 1)
     * @return {@code 3 / rate}, rounded up
     */
    public static int needed(double rate) {
        // A division such as 3 / 0.01 is not exact.
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(3.0 / rate - 1e-9));
    }

    /** {@return the documents, by digest} */
    public List<CleanDocument> documents() {
        return documents;
    }

    /**
     * Counts the texts of a channel.
     *
     * @param channel the channel
     * @return how many chunks, or texts of another channel, there are
     */
    public int texts(Channel channel) {
        return documents.stream()
                .mapToInt(document -> levels(document, channel).length)
                .sum();
    }

    /**
     * Sets the lowest thresholds at which no more than a share of the texts is flagged.
     *
     * @param basis what the levels rest on
     * @param rate the share, in (0, 1)
     * @param channels the channels to set, the body among them
     * @param floor no threshold is set below those of this one, if present
     * @param now when
     * @return the operating points
     * @throws UnreachableRateException if a channel has too few texts for the rate, or too many that are flagged at any
     *     threshold
     */
    public CorpusCalibration calibrate(
            CalibrationBasis basis,
            double rate,
            Set<Channel> channels,
            Optional<CorpusCalibration> floor,
            Instant now) {
        List<CorpusCalibration.Point> points = new ArrayList<>();
        for (Channel channel : new TreeSet<>(channels)) {
            double lowest = floor.stream()
                    .flatMap(earlier -> earlier.points().stream())
                    .filter(point -> point.channel() == channel)
                    .mapToDouble(CorpusCalibration.Point::threshold)
                    .max()
                    .orElse(0.0);
            double threshold = Math.max(lowest, threshold(channel, rate));
            points.add(point(channel, threshold));
        }
        return new CorpusCalibration(basis, rate, points, now, inputs());
    }

    private double threshold(Channel channel, double rate) {
        double[] levels = documents.stream()
                .flatMapToDouble(document -> Arrays.stream(levels(document, channel)))
                .sorted()
                .toArray();
        if (levels.length < needed(rate)) {
            throw UnreachableRateException.tooFew("the channel " + channel.code(), levels.length, rate, needed(rate));
        }
        int allowed = (int) Math.floor(rate * levels.length + 1e-9);
        double highestUnflagged = levels[levels.length - 1 - allowed];
        if (highestUnflagged >= 1.0) {
            int decided =
                    (int) Arrays.stream(levels).filter(level -> level >= 1.0).count();
            throw UnreachableRateException.decidedByRules("the channel " + channel.code(), decided, allowed);
        }
        return Math.nextUp(highestUnflagged);
    }

    private CorpusCalibration.Point point(Channel channel, double threshold) {
        List<int[]> counts = new ArrayList<>();
        int texts = 0;
        int flagged = 0;
        for (CleanDocument document : documents) {
            double[] levels = levels(document, channel);
            if (levels.length > 0) {
                int over = (int) Arrays.stream(levels)
                        .filter(level -> level >= threshold)
                        .count();
                counts.add(new int[] {levels.length, over});
                texts += levels.length;
                flagged += over;
            }
        }
        return new CorpusCalibration.Point(
                channel,
                threshold,
                texts,
                counts.size(),
                flagged,
                Binomial.interval(flagged, texts, ERROR),
                resampled(counts));
    }

    /** Percentiles of the rate over samples of whole documents, since the texts of one document are alike. */
    private static Interval resampled(List<int[]> counts) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] rates = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            long texts = 0;
            long flagged = 0;
            for (int j = 0; j < counts.size(); j++) {
                int[] drawn = counts.get(random.nextInt(counts.size()));
                texts += drawn[0];
                flagged += drawn[1];
            }
            rates[i] = (double) flagged / texts;
        }
        Arrays.sort(rates);
        int cut = (int) (RESAMPLES * ERROR / 2);
        return new Interval(rates[cut], rates[RESAMPLES - 1 - cut]);
    }

    /**
     * What a rate of chunks means for documents of some length: how many runs of so many chunks of one document hold a
     * flagged one.
     *
     * @param chunks length of a run, at least 1
     * @param runs how many runs without overlap the documents have
     * @param flagged how many of them hold a flagged chunk
     * @param ifIndependent the share there would be if chunks were flagged independently of each other
     */
    public record Runs(int chunks, int runs, int flagged, double ifIndependent) {}

    /**
     * Counts runs of chunks.
     *
     * @param calibration the operating points in force
     * @param chunks length of a run, at least 1
     * @return the counts; no runs if no document is so long
     */
    public Runs runs(CorpusCalibration calibration, int chunks) {
        CorpusCalibration.Point body = body(calibration);
        int runs = 0;
        int flagged = 0;
        for (CleanDocument document : documents) {
            double[] levels = levels(document, Channel.BODY);
            for (int start = 0; start + chunks <= levels.length; start += chunks) {
                runs++;
                flagged += Arrays.stream(levels, start, start + chunks).anyMatch(level -> level >= body.threshold())
                        ? 1
                        : 0;
            }
        }
        return new Runs(chunks, runs, flagged, 1.0 - Math.pow(1.0 - body.observedRate(), chunks));
    }

    /**
     * Counts the documents that somebody would have to look at.
     *
     * @param calibration the operating points in force
     * @return how many documents hold a text that reaches the threshold of a calibrated channel
     */
    public int flaggedDocuments(CorpusCalibration calibration) {
        return (int) documents.stream()
                .filter(document -> document.texts().stream()
                        .anyMatch(text -> calibration.points().stream()
                                .anyMatch(point ->
                                        point.channel() == text.channel() && text.level() >= point.threshold())))
                .count();
    }

    /**
     * A text and its document.
     *
     * @param document the document
     * @param text one of its texts
     */
    public record Located(CleanDocument document, CleanText text) {}

    /**
     * The texts that come nearest to being flagged, so that somebody can look whether they are clean.
     *
     * @param most how many at most
     * @return the highest first
     */
    public List<Located> highest(int most) {
        return documents.stream()
                .flatMap(document -> document.texts().stream().map(text -> new Located(document, text)))
                .sorted(Comparator.comparingDouble(
                                (Located located) -> -located.text().level())
                        .thenComparing(located -> located.document().sha256())
                        .thenComparing(located -> located.text().location())
                        .thenComparingInt(located -> located.text().start()))
                .limit(most)
                .toList();
    }

    private static CorpusCalibration.Point body(CorpusCalibration calibration) {
        return calibration.points().stream()
                .filter(point -> point.channel() == Channel.BODY)
                .findFirst()
                .orElseThrow();
    }

    private static double[] levels(CleanDocument document, Channel channel) {
        return document.texts().stream()
                .filter(text -> text.channel() == channel)
                .mapToDouble(CleanText::level)
                .toArray();
    }

    private String inputs() {
        try {
            MessageDigest all = MessageDigest.getInstance("SHA-256");
            documents.forEach(document -> all.update((document.sha256() + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(all.digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
