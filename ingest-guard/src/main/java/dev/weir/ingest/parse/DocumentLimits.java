package dev.weir.ingest.parse;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.layout.ocr.TextRecognition;
import dev.weir.models.detect.GapCode;
import java.util.Optional;

/**
 * What one document may cost. Every breach is a gap of its own code, and {@link #onLimit} says what that gap means.
 *
 * @param heapBytes heap of the worker process, 64 MiB to 64 GiB
 * @param wallClockMillis time for one attempt at one document, 100 ms to one hour
 * @param cpuMillis processor time of one attempt, over all threads of the worker, 100 ms to one hour
 * @param outputChars UTF-16 code units of text over all layers, 1,000 to 100,000,000
 * @param embeddedDepth documents inside documents, 0 to 50; 0 reads no embedded document
 * @param embeddedDocuments embedded documents over all depths, 0 to 100,000
 * @param inputBytes bytes of the file, 1 to 16 GiB; a larger file is not opened by a parser
 * @param recognition whether words in pictures are read, for which half of the wall clock may be used
 */
public record DocumentLimits(
        Limit heapBytes,
        Limit wallClockMillis,
        Limit cpuMillis,
        Limit outputChars,
        Limit embeddedDepth,
        Limit embeddedDocuments,
        Limit inputBytes,
        TextRecognition recognition) {

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    /**
     * Checks every ceiling against its range.
     *
     * @throws IllegalArgumentException if one is outside
     */
    public DocumentLimits {
        requireRange(heapBytes, "heapBytes", 64 * MIB, 64 * GIB);
        requireRange(wallClockMillis, "wallClockMillis", 100, 3_600_000);
        requireRange(cpuMillis, "cpuMillis", 100, 3_600_000);
        requireRange(outputChars, "outputChars", 1_000, 100_000_000);
        requireRange(embeddedDepth, "embeddedDepth", 0, 50);
        requireRange(embeddedDocuments, "embeddedDocuments", 0, 100_000);
        requireRange(inputBytes, "inputBytes", 1, 16 * GIB);
        requireNonNull(recognition, "recognition is null");
    }

    /**
     * Limits for office documents, mails and web pages: 512 MiB heap, 120 s, 60 s of processor time, 5,000,000 code
     * units, 10 levels, 1,000 embedded documents, 100 MiB. A file over the size limit is refused, every other breach is held for review. Words in pictures are not read.
     */
    public static DocumentLimits defaults() {
        return new DocumentLimits(
                Limit.quarantine(512 * MIB),
                Limit.quarantine(120_000),
                Limit.quarantine(60_000),
                Limit.quarantine(5_000_000),
                Limit.quarantine(10),
                Limit.quarantine(1_000),
                Limit.reject(100 * MIB),
                TextRecognition.off());
    }

    /** These limits with another heap ceiling, in bytes. */
    public DocumentLimits withHeapBytes(Limit limit) {
        return new DocumentLimits(
                limit,
                wallClockMillis,
                cpuMillis,
                outputChars,
                embeddedDepth,
                embeddedDocuments,
                inputBytes,
                recognition);
    }

    /** These limits with another time ceiling, in milliseconds for one attempt. */
    public DocumentLimits withWallClockMillis(Limit limit) {
        return new DocumentLimits(
                heapBytes, limit, cpuMillis, outputChars, embeddedDepth, embeddedDocuments, inputBytes, recognition);
    }

    /** These limits with another ceiling on processor time, in milliseconds for one attempt. */
    public DocumentLimits withCpuMillis(Limit limit) {
        return new DocumentLimits(
                heapBytes,
                wallClockMillis,
                limit,
                outputChars,
                embeddedDepth,
                embeddedDocuments,
                inputBytes,
                recognition);
    }

    /** These limits with another ceiling on text, in UTF-16 code units. */
    public DocumentLimits withOutputChars(Limit limit) {
        return new DocumentLimits(
                heapBytes,
                wallClockMillis,
                cpuMillis,
                limit,
                embeddedDepth,
                embeddedDocuments,
                inputBytes,
                recognition);
    }

    /** These limits with another ceiling on nesting. */
    public DocumentLimits withEmbeddedDepth(Limit limit) {
        return new DocumentLimits(
                heapBytes, wallClockMillis, cpuMillis, outputChars, limit, embeddedDocuments, inputBytes, recognition);
    }

    /** These limits with another ceiling on the number of embedded documents. */
    public DocumentLimits withEmbeddedDocuments(Limit limit) {
        return new DocumentLimits(
                heapBytes, wallClockMillis, cpuMillis, outputChars, embeddedDepth, limit, inputBytes, recognition);
    }

    /** These limits with another ceiling on the file, in bytes. */
    public DocumentLimits withInputBytes(Limit limit) {
        return new DocumentLimits(
                heapBytes,
                wallClockMillis,
                cpuMillis,
                outputChars,
                embeddedDepth,
                embeddedDocuments,
                limit,
                recognition);
    }

    /** These limits with or without words in pictures. */
    public DocumentLimits withRecognition(TextRecognition other) {
        return new DocumentLimits(
                heapBytes,
                wallClockMillis,
                cpuMillis,
                outputChars,
                embeddedDepth,
                embeddedDocuments,
                inputBytes,
                other);
    }

    /**
     * What a gap means if it stands for a broken limit.
     *
     * @return the consequence the limit names, or empty for a gap that no limit causes
     */
    public Optional<OnLimit> onLimit(GapCode code) {
        return switch (code) {
            case LIMIT_MEMORY -> Optional.of(heapBytes.onLimit());
            case TIMED_OUT -> Optional.of(wallClockMillis.onLimit());
            case LIMIT_CPU -> Optional.of(cpuMillis.onLimit());
            case LIMIT_OUTPUT -> Optional.of(outputChars.onLimit());
            case LIMIT_DEPTH -> Optional.of(embeddedDepth.onLimit());
            case LIMIT_EMBEDDED -> Optional.of(embeddedDocuments.onLimit());
            case TOO_LARGE -> Optional.of(inputBytes.onLimit());
            case UNREADABLE,
                    UNREAD,
                    EMPTY,
                    NO_TEXT,
                    UNSUPPORTED,
                    LEFT_OUT,
                    FLAT_TEXT,
                    ENCRYPTED,
                    TYPE_MISMATCH,
                    CORRUPT,
                    TRUNCATED,
                    PARSER_FAILED,
                    MALFORMED_TEXT,
                    DETECTOR_FAILED,
                    UNSCREENED -> Optional.empty();
        };
    }

    private static void requireRange(Limit limit, String name, long min, long max) {
        requireNonNull(limit, () -> name + " is null");
        if (limit.value() < min || limit.value() > max) {
            throw new IllegalArgumentException(name + " must be " + min + " to " + max + ", got " + limit.value());
        }
    }
}
