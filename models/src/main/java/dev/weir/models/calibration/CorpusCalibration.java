package dev.weir.models.calibration;

import static java.util.Objects.requireNonNull;

import dev.weir.models.detect.Channel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Operating points that were set on somebody's own clean documents.
 *
 * <h2>Guarantees</h2>
 *
 * {@link #requireFor} refuses another model, tokenizer, ruleset or score calibration than the thresholds were set with, and
 * a screener puts none in force without asking it.
 *
 * <h2>Not guaranteed</h2>
 *
 * That documents to come are like those it was made on, or that those were clean.
 *
 * @param basis what the scores rest on
 * @param rate share of clean texts that may be flagged, in (0, 1)
 * @param points one for each channel that was calibrated, the body always
 * @param made when
 * @param inputs SHA-256 over the sorted digests of the documents, lower-case hex
 */
public record CorpusCalibration(CalibrationBasis basis, double rate, List<Point> points, Instant made, String inputs) {

    /** Checks ranges and that every channel stands once, the body among them. */
    public CorpusCalibration {
        requireNonNull(basis, "basis is null");
        requireNonNull(made, "made is null");
        requireNonNull(inputs, "inputs is null");
        if (!(rate > 0.0 && rate < 1.0)) {
            throw new IllegalArgumentException("rate must be in (0, 1), got " + rate);
        }
        if (!inputs.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("inputs must be 64 lower-case hex digits");
        }
        points = points.stream().sorted(Comparator.comparing(Point::channel)).toList();
        Set<Channel> seen = EnumSet.noneOf(Channel.class);
        for (Point point : points) {
            if (!seen.add(point.channel())) {
                throw new IllegalArgumentException(
                        "points names the channel " + point.channel().code() + " twice");
            }
        }
        if (!seen.contains(Channel.BODY)) {
            throw new IllegalArgumentException("points must name the channel body");
        }
    }

    /**
     * The threshold of one channel and what was seen at it.
     *
     * @param threshold lowest score that counts as flagged, in [0, 1]
     * @param texts how many chunks, or texts of another channel, there were
     * @param documents in how many documents
     * @param flagged how many of the texts reach the threshold
     * @param byTexts two-sided 95 % interval of the rate, as if the texts were independent
     * @param byDocuments two-sided 95 % interval of the rate, documents resampled
     */
    public record Point(
            Channel channel,
            double threshold,
            int texts,
            int documents,
            int flagged,
            Interval byTexts,
            Interval byDocuments) {

        /** Checks the ranges. */
        public Point {
            requireNonNull(channel, "channel is null");
            requireNonNull(byTexts, "byTexts is null");
            requireNonNull(byDocuments, "byDocuments is null");
            if (!(threshold >= 0.0 && threshold <= 1.0)) {
                throw new IllegalArgumentException("threshold must be in [0, 1], got " + threshold);
            }
            if (documents < 1 || texts < documents) {
                throw new IllegalArgumentException(
                        "texts must be >= documents >= 1, got " + texts + " and " + documents);
            }
            if (flagged < 0 || flagged > texts) {
                throw new IllegalArgumentException("flagged must be in [0, texts], got " + flagged);
            }
        }

        /** {@return the observed share of flagged texts} */
        public double observedRate() {
            return (double) flagged / texts;
        }
    }

    /** {@return a name that changes with everything a verdict depends on: {@code cal-} and 12 hex digits} */
    public String id() {
        StringBuilder all = new StringBuilder(basis + "|" + rate);
        points.forEach(point ->
                all.append('|').append(point.channel().code()).append('=').append(point.threshold()));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return "cal-" + HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    /**
     * Refuses to be used with anything else than it was made with.
     *
     * @param installed what scores rest on now
     * @throws OtherBasisException if that is not what the thresholds were set with
     */
    public void requireFor(CalibrationBasis installed) {
        String difference = basis.difference(installed);
        if (!difference.isEmpty()) {
            throw new OtherBasisException(id(), difference);
        }
    }
}
