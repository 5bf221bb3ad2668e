package dev.weir.tenancy.heads;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.internal.CanonicalReader;
import dev.weir.tenancy.internal.CanonicalWriter;
import dev.weir.tenancy.internal.MalformedBytesException;
import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.keys.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The bytes of head-log entries, format 1, as {@code docs/formats/seal-v1.md} specifies them. */
final class LogFormatV1 {
    /** Opens every signed message, so that a signature means nothing anywhere else. */
    static final byte[] DOMAIN = "dev.weir/head-log/v1\n".getBytes(StandardCharsets.US_ASCII);

    /** The largest entry that is read, in bytes. */
    static final int MAX_ENTRY_BYTES = 512 * 1024;

    static final List<SignatureAlgorithm> ALGORITHMS =
            List.of(SignatureAlgorithm.ED25519, SignatureAlgorithm.ECDSA_P256);
    /** Codes stay what they are; the order of the tiers is the enum's. */
    private static final List<TrustTier> TRUST =
            List.of(TrustTier.UNKNOWN, TrustTier.EXTERNAL, TrustTier.INTERNAL, TrustTier.CURATED, TrustTier.ADOPTED);

    private static final List<ScanStamp.Outcome> OUTCOMES = List.of(
            ScanStamp.Outcome.ADMITTED,
            ScanStamp.Outcome.PARTIAL,
            ScanStamp.Outcome.REDACTED,
            ScanStamp.Outcome.RELEASED);
    private static final List<LogEntry.Revoked.Target> TARGETS = List.of(
            LogEntry.Revoked.Target.KEY,
            LogEntry.Revoked.Target.SOURCE,
            LogEntry.Revoked.Target.BATCH,
            LogEntry.Revoked.Target.DOCUMENT);

    private LogFormatV1() {}

    /** The bytes that are signed. */
    static byte[] message(LogPosition tail, Instant at, KeyId key, SignatureAlgorithm algorithm, LogEntry entry) {
        CanonicalWriter out = new CanonicalWriter()
                .fixed(DOMAIN)
                .constant(algorithm, ALGORITHMS)
                .fixed(key.bytes())
                .string(entry.tenant().value())
                .u63(tail.sequence() + 1)
                .fixed(tail.hash().bytes())
                .u63(at.toEpochMilli());
        switch (entry) {
            case LogEntry.Published published -> {
                out.u8(0).u16(published.heads().size());
                published.heads().forEach(head -> writeHead(out, head));
            }
            case LogEntry.Erased erased -> out.u8(1).string(erased.document().value());
            case LogEntry.Revoked revoked ->
                out.u8(2).constant(revoked.target(), TARGETS).string(revoked.value());
            case LogEntry.MinimumStamp minimum -> out.u8(3).u31(minimum.epoch());
            case LogEntry.Checkpoint checkpoint ->
                out.u8(4).u63(checkpoint.expiresAt().toEpochMilli());
            case LogEntry.Suspended suspended ->
                out.u8(5).string(suspended.document().value());
            case LogEntry.CurrentStamp current -> out.u8(6).u31(current.epoch());
        }
        return out.toByteArray();
    }

    /** A whole entry: the message and its signature. */
    static byte[] entry(byte[] message, byte[] signature) {
        return new CanonicalWriter().blob(message).blob(signature).toByteArray();
    }

    /** The bytes of a head without its tenant, as a snapshot keeps them. */
    static byte[] head(DocumentHead head) {
        CanonicalWriter out = new CanonicalWriter();
        writeHead(out, head);
        return out.toByteArray();
    }

    static DocumentHead head(byte[] bytes, TenantId tenant) throws MalformedBytesException {
        try {
            CanonicalReader in = new CanonicalReader(bytes);
            DocumentHead head = readHead(in, tenant);
            in.end();
            return head;
        } catch (IllegalArgumentException e) {
            throw new MalformedBytesException("a head holds a value out of range: " + e.getMessage(), e);
        }
    }

    static SignedEntry decode(byte[] bytes) throws MalformedBytesException {
        if (bytes.length > MAX_ENTRY_BYTES) {
            throw new MalformedBytesException("an entry has at most " + MAX_ENTRY_BYTES + " bytes");
        }
        CanonicalReader outer = new CanonicalReader(bytes);
        byte[] message = outer.blob();
        byte[] signature = outer.blob();
        outer.end();
        CanonicalReader in = new CanonicalReader(message);
        if (!Arrays.equals(in.fixed(DOMAIN.length), DOMAIN)) {
            throw new MalformedBytesException("the entry is of another format or domain");
        }
        try {
            SignatureAlgorithm algorithm = in.constant(ALGORITHMS);
            KeyId key = KeyId.fromBytes(in.fixed(KeyId.BYTES));
            TenantId tenant = new TenantId(in.string());
            long sequence = in.u63();
            Sha256 previous = Sha256.fromBytes(in.fixed(Sha256.BYTES));
            Instant at = Instant.ofEpochMilli(in.u63());
            LogEntry entry = switch (in.u8()) {
                case 0 -> new LogEntry.Published(readHeads(in, tenant));
                case 1 -> new LogEntry.Erased(tenant, new DocumentId(in.string()));
                case 2 -> new LogEntry.Revoked(tenant, in.constant(TARGETS), in.string());
                case 3 -> new LogEntry.MinimumStamp(tenant, in.u31());
                case 4 -> new LogEntry.Checkpoint(tenant, Instant.ofEpochMilli(in.u63()));
                case 5 -> new LogEntry.Suspended(tenant, new DocumentId(in.string()));
                case 6 -> new LogEntry.CurrentStamp(tenant, in.u31());
                default -> throw new MalformedBytesException("unknown kind of entry");
            };
            in.end();
            return new SignedEntry(sequence, previous, at, key, algorithm, entry, message, signature);
        } catch (IllegalArgumentException e) {
            throw new MalformedBytesException("an entry holds a value out of range: " + e.getMessage(), e);
        }
    }

    static void writeHead(CanonicalWriter out, DocumentHead head) {
        out.string(head.document().value())
                .u63(head.version())
                .u31(head.treeSize())
                .fixed(head.root().bytes())
                .strings(names(head.tag().labels()))
                .strings(names(head.tag().clearances()))
                .constant(head.trust(), TRUST)
                .string(head.attester())
                .u63(head.expiresAt().toEpochMilli());
        ScanStamp stamp = head.stamp();
        out.u31(stamp.epoch())
                .string(stamp.ruleset())
                .fixed(stamp.model().bytes())
                .fixed(stamp.tokenizer().bytes())
                .string(stamp.calibration())
                .string(stamp.runtime())
                .constant(stamp.outcome(), OUTCOMES)
                .u16(stamp.worstScore());
    }

    private static List<DocumentHead> readHeads(CanonicalReader in, TenantId tenant) throws MalformedBytesException {
        int count = in.u16();
        List<DocumentHead> heads = new ArrayList<>(Math.min(count, LogEntry.Published.MAX_HEADS));
        for (int i = 0; i < count; i++) {
            heads.add(readHead(in, tenant));
        }
        return heads;
    }

    static DocumentHead readHead(CanonicalReader in, TenantId tenant) throws MalformedBytesException {
        DocumentId document = new DocumentId(in.string());
        long version = in.u63();
        int treeSize = in.u31();
        Sha256 root = Sha256.fromBytes(in.fixed(Sha256.BYTES));
        AccessTag tag = new AccessTag(tenant, labels(in.strings()), labels(in.strings()));
        TrustTier trust = in.constant(TRUST);
        String attester = in.string();
        Instant expiresAt = Instant.ofEpochMilli(in.u63());
        ScanStamp stamp = new ScanStamp(
                in.u31(),
                in.string(),
                Sha256.fromBytes(in.fixed(Sha256.BYTES)),
                Sha256.fromBytes(in.fixed(Sha256.BYTES)),
                in.string(),
                in.string(),
                in.constant(OUTCOMES),
                in.u16());
        return new DocumentHead(tag, document, version, treeSize, root, trust, attester, expiresAt, stamp);
    }

    private static List<String> names(Collection<Label> labels) {
        return labels.stream().map(Label::value).toList();
    }

    private static Set<Label> labels(List<String> names) {
        return names.stream().map(Label::new).collect(Collectors.toUnmodifiableSet());
    }
}
