package dev.weir.retrieve.context;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.screen.ScreenedChunk;
import dev.weir.retrieve.verify.Annotation;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.Provenance;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.heads.DocumentHead;
import java.util.HexFormat;
import java.util.List;

/**
 * Where one passage of a context comes from, by what it was scanned and by whom it was sealed; all of it read from the
 * chunk's seal and its document's signed head.
 *
 * @param number of the passage in the context, from 1
 * @param text digest of the chunk's exact text
 * @param stamp of the scan that is in force for the document
 * @param attester who vouches for the content
 * @param annotations what else is to be known about the chunk
 */
public record Citation(
        int number,
        ChunkId chunk,
        Sha256 text,
        Provenance provenance,
        TrustTier trust,
        ScanStamp stamp,
        String attester,
        List<Annotation> annotations) {
    private static final int MODEL_DIGITS = 12;

    /** @throws IllegalArgumentException if {@code number} is below 1 */
    public Citation {
        requireNonNull(chunk, "chunk is null");
        requireNonNull(text, "text is null");
        requireNonNull(provenance, "provenance is null");
        requireNonNull(trust, "trust is null");
        requireNonNull(stamp, "stamp is null");
        requireNonNull(attester, "attester is null");
        annotations = List.copyOf(annotations);
        if (number < 1) {
            throw new IllegalArgumentException("number must be >= 1, got " + number);
        }
    }

    static Citation of(int number, ScreenedChunk screened) {
        DocumentHead head = screened.chunk().head();
        return new Citation(
                number,
                screened.chunk().id(),
                screened.chunk().facts().text(),
                screened.chunk().facts().provenance(),
                head.trust(),
                head.stamp(),
                head.attester(),
                screened.annotations());
    }

    /** Rules and model of the scan in a few characters: {@code rules 3, model 0123456789ab}. */
    public String scannedBy() {
        long leading = stamp.model().w0() >>> (Long.SIZE - 4 * MODEL_DIGITS);
        return "rules " + stamp.epoch() + ", model " + HexFormat.of().toHexDigits(leading, MODEL_DIGITS);
    }
}
