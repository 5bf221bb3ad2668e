package dev.weir.ingest.quarantine;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.Sha256;
import java.util.regex.Pattern;

/** The name of a ticket: 32 lower-case hexadecimal digits. */
public record TicketId(String value) implements Comparable<TicketId> {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");
    private static final int LENGTH = 32;

    /** @throws IllegalArgumentException if {@code value} is not 32 lower-case hexadecimal digits */
    public TicketId {
        requireNonNull(value, "value is null");
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "ticket id must be 32 lower-case hexadecimal digits; length was " + value.length());
        }
    }

    /**
     * The id for these bytes under these rules: holding the same document again is the same ticket, a scan by other rules
     * or another model is another one.
     */
    public static TicketId of(AccessTag tag, DocumentId document, Sha256 bytes, Sha256 text, ScanStamp stamp) {
        String all = String.join(
                "\n",
                tag.canonical(),
                document.value(),
                bytes.hex(),
                text.hex(),
                Integer.toString(stamp.epoch()),
                stamp.ruleset(),
                stamp.model().hex(),
                stamp.tokenizer().hex(),
                stamp.calibration());
        return new TicketId(Sha256.ofText(all).hex().substring(0, LENGTH));
    }

    @Override
    public int compareTo(TicketId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
