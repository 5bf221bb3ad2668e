package dev.weir.tenancy.heads;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.internal.MalformedBytesException;
import dev.weir.tenancy.keys.KeyId;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one reader knows of one tenant at one place of its log, as a file of its own: a header, the state, and the SHA-256
 * of both. The digest finds damage, not people: the file is as trusted as the reader's own memory.
 *
 * @param position up to where the log was read
 * @param lastSignedAt when the entry there was signed
 * @param keys the keys that signed anything, and when they first and last did
 */
record HeadSnapshot(
        TenantId tenant, LogPosition position, Instant lastSignedAt, Map<KeyId, Use> keys, TenantHeads heads) {
    private static final byte[] HEADER = "WEIR-HEADS 1\n".getBytes(US_ASCII);
    private static final int BUFFER_BYTES = 1 << 16;

    /** The first and last time at which a key signed. */
    record Use(Instant first, Instant last) {}

    void writeTo(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (OutputStream raw = Files.newOutputStream(file)) {
            DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(new DigestOutputStream(raw, digest), BUFFER_BYTES));
            out.write(HEADER);
            out.writeUTF(tenant.value());
            out.writeLong(position.sequence());
            out.write(position.hash().bytes());
            out.writeLong(lastSignedAt.toEpochMilli());
            out.writeInt(keys.size());
            for (Map.Entry<KeyId, Use> use : keys.entrySet()) {
                out.write(use.getKey().bytes());
                out.writeLong(use.getValue().first().toEpochMilli());
                out.writeLong(use.getValue().last().toEpochMilli());
            }
            heads.writeTo(out);
            out.flush();
            raw.write(digest.digest());
        }
    }

    /** Reads what {@link #writeTo} wrote; empty if it is damaged. */
    static Optional<HeadSnapshot> read(Path file) {
        try {
            return isWhole(file) ? Optional.of(decode(file)) : Optional.empty();
        } catch (IOException e) {
            throw new HeadLogException("cannot read what a reader remembers from " + file, e);
        } catch (MalformedBytesException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isWhole(Path file) throws IOException {
        long content = Files.size(file) - Sha256.BYTES;
        if (content < HEADER.length) {
            return false;
        }
        MessageDigest digest = sha256();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
                DigestInputStream digested = new DigestInputStream(in, digest)) {
            byte[] header = digested.readNBytes(HEADER.length);
            byte[] buffer = new byte[BUFFER_BYTES];
            long left = content - HEADER.length;
            while (left > 0) {
                int read = digested.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    return false;
                }
                left -= read;
            }
            return Arrays.equals(header, HEADER) && MessageDigest.isEqual(digest.digest(), in.readNBytes(Sha256.BYTES));
        }
    }

    private static HeadSnapshot decode(Path file) throws IOException, MalformedBytesException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES))) {
            in.skipNBytes(HEADER.length);
            TenantId tenant = new TenantId(in.readUTF());
            LogPosition position = new LogPosition(in.readLong(), Sha256.fromBytes(in.readNBytes(Sha256.BYTES)));
            Instant lastSignedAt = Instant.ofEpochMilli(in.readLong());
            int count = in.readInt();
            Map<KeyId, Use> keys = new HashMap<>();
            for (int i = 0; i < count; i++) {
                KeyId key = KeyId.fromBytes(in.readNBytes(KeyId.BYTES));
                keys.put(key, new Use(Instant.ofEpochMilli(in.readLong()), Instant.ofEpochMilli(in.readLong())));
            }
            return new HeadSnapshot(tenant, position, lastSignedAt, keys, TenantHeads.readFrom(in, tenant));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
