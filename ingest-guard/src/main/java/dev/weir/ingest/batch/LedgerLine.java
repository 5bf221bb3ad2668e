package dev.weir.ingest.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.tenancy.chunk.Sha256;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/** An entry as one line: a checksum, then fields between tabs. */
final class LedgerLine {
    private static final int FIELDS = 10;

    private LedgerLine() {}

    /** The line, without its end. */
    static String of(LedgerEntry entry) {
        String body = String.join(
                "\t",
                entry.key().hex(),
                entry.tenant(),
                entry.document(),
                entry.batch(),
                entry.bytes().hex(),
                entry.outcome(),
                Integer.toString(entry.chunks()),
                Integer.toString(entry.sealed()),
                entry.ticket(),
                entry.root());
        return checksum(body) + "\t" + body;
    }

    /** The entry; empty if the line is damaged. */
    static Optional<LedgerEntry> read(String line) {
        int tab = line.indexOf('\t');
        String body = line.substring(tab + 1);
        String[] fields = body.split("\t", -1);
        if (tab < 0 || !line.substring(0, tab).equals(checksum(body)) || fields.length != FIELDS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LedgerEntry(
                    Sha256.fromHex(fields[0]),
                    fields[1],
                    fields[2],
                    fields[3],
                    Sha256.fromHex(fields[4]),
                    fields[5],
                    Integer.parseInt(fields[6]),
                    Integer.parseInt(fields[7]),
                    fields[8],
                    fields[9]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String checksum(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
