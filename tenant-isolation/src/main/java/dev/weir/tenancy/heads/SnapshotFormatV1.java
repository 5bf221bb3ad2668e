package dev.weir.tenancy.heads;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.internal.CanonicalReader;
import dev.weir.tenancy.internal.CanonicalWriter;
import dev.weir.tenancy.internal.MalformedBytesException;
import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.keys.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bytes of adoption snapshots, format 1, as {@code docs/formats/seal-v1.md} specifies them. */
final class SnapshotFormatV1 {
    private static final byte[] DOMAIN = "dev.weir/adoption/v1\n".getBytes(StandardCharsets.US_ASCII);

    private SnapshotFormatV1() {}

    /** What a snapshot says, and by whom. */
    record Said(
            SignatureAlgorithm algorithm,
            KeyId key,
            TenantId tenant,
            String store,
            Instant signedAt,
            Instant deadline,
            List<DocumentHead> heads) {
        Said {
            heads = List.copyOf(heads);
        }
    }

    /** What a snapshot says, and its signature. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never shared
    record Signed(Said said, byte[] message, byte[] signature) {}

    /** The bytes that are signed. */
    static byte[] message(Said said) {
        CanonicalWriter out = new CanonicalWriter()
                .fixed(DOMAIN)
                .constant(said.algorithm(), LogFormatV1.ALGORITHMS)
                .fixed(said.key().bytes())
                .string(said.tenant().value())
                .string(said.store())
                .u63(said.signedAt().toEpochMilli())
                .u63(said.deadline().toEpochMilli())
                .u31(said.heads().size());
        said.heads().forEach(head -> LogFormatV1.writeHead(out, head));
        return out.toByteArray();
    }

    static byte[] signed(byte[] message, byte[] signature) {
        return new CanonicalWriter().blob(message).blob(signature).toByteArray();
    }

    static Signed decode(byte[] bytes) throws MalformedBytesException {
        CanonicalReader outer = new CanonicalReader(bytes);
        byte[] message = outer.blob();
        byte[] signature = outer.blob();
        outer.end();
        CanonicalReader in = new CanonicalReader(message);
        if (!Arrays.equals(in.fixed(DOMAIN.length), DOMAIN)) {
            throw new MalformedBytesException("the snapshot is of another format or domain");
        }
        try {
            SignatureAlgorithm algorithm = in.constant(LogFormatV1.ALGORITHMS);
            KeyId key = KeyId.fromBytes(in.fixed(KeyId.BYTES));
            TenantId tenant = new TenantId(in.string());
            String store = in.string();
            Instant signedAt = Instant.ofEpochMilli(in.u63());
            Instant deadline = Instant.ofEpochMilli(in.u63());
            int count = in.u31();
            List<DocumentHead> heads = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                heads.add(LogFormatV1.readHead(in, tenant));
            }
            in.end();
            return new Signed(new Said(algorithm, key, tenant, store, signedAt, deadline, heads), message, signature);
        } catch (IllegalArgumentException e) {
            throw new MalformedBytesException("a snapshot holds a value out of range: " + e.getMessage(), e);
        }
    }
}
