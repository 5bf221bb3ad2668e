package dev.weir.tenancy.seal;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.ChunkFacts;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.WellFormed;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.HeadFault;
import dev.weir.tenancy.heads.HeadLookup;
import dev.weir.tenancy.heads.HeadView;
import dev.weir.tenancy.internal.MalformedBytesException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says of each row that a store returned whether it is what was sealed, still counts, and may be read by the caller: the
 * only mint of {@link VerifiedChunk}. It checks leaf, text, vector, current head, Merkle path, scope, expiry and minimum
 * stamp, in the order of {@link SealFault}. Thread-safe; no signature is checked here, because the head view has done
 * that.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>{@link SealCheck.Intact} means: these exact bytes were sealed as this chunk of the version that is current now,
 *       and the scope permits the document's current tag.
 *   <li>A row that says anything else ends in {@link SealCheck.Broken} or {@link SealCheck.OutOfScope}, never in an
 *       exception.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That the store returned every row it should have, in the right order, or that a source tells the truth.
 */
public final class SealVerifier {
    private final HeadView heads;
    private final InstantSource clock;

    public SealVerifier(HeadView heads, InstantSource clock) {
        this.heads = requireNonNull(heads, "heads is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Checks one row for one caller.
     *
     * @param row null, if that is what the store returned, counts as a row without a seal
     */
    public SealCheck verify(@Nullable Candidate row, AccessScope scope) {
        return verify(row, scope, Stamps.FROM_MINIMUM);
    }

    /**
     * The same without the last step: a row whose scan is older than the least that is served may be intact too. Whoever
     * asks so screens the text by current rules before it goes any further.
     */
    public SealCheck verifyAnyStamp(@Nullable Candidate row, AccessScope scope) {
        return verify(row, scope, Stamps.ANY);
    }

    private SealCheck verify(@Nullable Candidate row, AccessScope scope, Stamps stamps) {
        if (row == null) {
            return new SealCheck.Broken(SealFault.UNSEALED, new SealCheck.Claim.AuditOnly("?"));
        }
        Instant now = clock.instant();
        Optional<String> seal = row.seal();
        if (seal.isEmpty() || seal.get().isEmpty()) {
            return new SealCheck.Broken(SealFault.UNSEALED, claimOf(row, scope, now));
        }
        SealFormatV1.Decoded decoded;
        try {
            decoded = SealFormatV1.decode(seal.get());
        } catch (MalformedBytesException e) {
            return new SealCheck.Broken(SealFault.MALFORMED_SEAL, claimOf(row, scope, now));
        }
        ChunkFacts facts = decoded.facts();
        ChunkId id = facts.id();
        // A copy, so that whoever made the row cannot change it between this check and its use.
        Optional<float[]> vector = row.vector().map(float[]::clone);
        Optional<SealFault> rowFault = rowFault(row, vector, facts);
        if (rowFault.isPresent()) {
            return new SealCheck.Broken(rowFault.get(), claimOf(id, scope, now));
        }
        DocumentHead head;
        switch (heads.lookup(id.tenant(), id.document())) {
            case HeadLookup.None none -> {
                return new SealCheck.Broken(faultOf(none.fault()), claimOf(id, scope, now));
            }
            case HeadLookup.Withdrawn withdrawn -> {
                return new SealCheck.Broken(faultOf(withdrawn.fault()), claimOf(id, scope, now));
            }
            case HeadLookup.Current current -> head = current.head();
        }
        Optional<SealFault> headFault = headFault(heads, decoded, head);
        if (headFault.isPresent()) {
            return new SealCheck.Broken(headFault.get(), claimOf(id, scope, now));
        }
        if (!scope.permits(head.tag(), now)) {
            return new SealCheck.OutOfScope(id);
        }
        if (!now.isBefore(head.expiresAt())) {
            return new SealCheck.Broken(SealFault.EXPIRED, claimOf(id, scope, now));
        }
        if (stamps == Stamps.FROM_MINIMUM && head.stamp().epoch() < heads.minimumEpoch(id.tenant())) {
            return new SealCheck.Broken(SealFault.STAMP_TOO_OLD, claimOf(id, scope, now));
        }
        float[] bound = facts.embedding() instanceof EmbeddingBinding.Exact ? vector.orElseThrow() : new float[0];
        return new SealCheck.Intact(
                new VerifiedChunk(facts, head, row.text().orElseThrow(), seal.get(), bound, row.score()));
    }

    /**
     * What is wrong between a row, its seal and a head, whatever the log says of that head now and whoever asks: nothing that
     * may be served comes of it.
     *
     * @param heads asked for revoked sources and batches
     */
    public static Optional<SealFault> fault(Candidate row, DocumentHead head, HeadView heads) {
        try {
            SealFormatV1.Decoded decoded = SealFormatV1.decode(row.seal().orElse(""));
            return rowFault(row, row.vector(), decoded.facts()).or(() -> headFault(heads, decoded, head));
        } catch (MalformedBytesException e) {
            return Optional.of(row.seal().isEmpty() ? SealFault.UNSEALED : SealFault.MALFORMED_SEAL);
        }
    }

    /** What is wrong between the row and its own seal. */
    private static Optional<SealFault> rowFault(Candidate row, Optional<float[]> vector, ChunkFacts facts) {
        if (!row.id().equals(Optional.of(facts.id().toString()))) {
            return Optional.of(SealFault.WRONG_ROW);
        }
        Optional<String> text = row.text();
        if (text.isEmpty()
                || WellFormed.firstFault(text.get()) >= 0
                || !Sha256.ofText(text.get()).equals(facts.text())) {
            return Optional.of(SealFault.TEXT_ALTERED);
        }
        if (facts.embedding() instanceof EmbeddingBinding.Exact exact) {
            if (vector.isEmpty()
                    || vector.get().length != exact.dimension()
                    || !EmbeddingBinding.digest(vector.get()).equals(exact.digest())) {
                return Optional.of(SealFault.VECTOR_ALTERED);
            }
        }
        return Optional.empty();
    }

    /** What is wrong between the seal and the document's current head. */
    private static Optional<SealFault> headFault(HeadView heads, SealFormatV1.Decoded decoded, DocumentHead head) {
        ChunkFacts facts = decoded.facts();
        ChunkId id = facts.id();
        if (heads.isRevoked(
                id.tenant(), facts.provenance().source(), facts.provenance().batch())) {
            return Optional.of(SealFault.REVOKED);
        }
        if (id.version() != head.version()) {
            return Optional.of(SealFault.STALE_VERSION);
        }
        boolean included = decoded.treeSize() == head.treeSize()
                && MerkleTree.includes(
                        MerkleTree.leaf(decoded.leaf()), id.ordinal(), head.treeSize(), decoded.path(), head.root());
        return included ? Optional.empty() : Optional.of(SealFault.NOT_IN_DOCUMENT);
    }

    private SealCheck.Claim claimOf(ChunkId id, AccessScope scope, Instant now) {
        boolean visible = switch (heads.lookup(id.tenant(), id.document())) {
            case HeadLookup.Current current -> scope.permits(current.head().tag(), now);
            case HeadLookup.Withdrawn withdrawn ->
                scope.permits(withdrawn.last().tag(), now);
            case HeadLookup.None none -> false;
        };
        return visible ? new SealCheck.Claim.Visible(id) : new SealCheck.Claim.AuditOnly(id.toString());
    }

    private SealCheck.Claim claimOf(Candidate row, AccessScope scope, Instant now) {
        return row.id()
                .flatMap(ChunkId::parse)
                .map(id -> claimOf(id, scope, now))
                .orElseGet(() -> new SealCheck.Claim.AuditOnly("?"));
    }

    private static SealFault faultOf(HeadFault fault) {
        return switch (fault) {
            case UNKNOWN_DOCUMENT -> SealFault.UNKNOWN_DOCUMENT;
            case ERASED -> SealFault.ERASED;
            case REVOKED_DOCUMENT, REVOKED_KEY -> SealFault.REVOKED;
            case SUSPENDED -> SealFault.SUSPENDED;
            case LOG_REFUSED -> SealFault.LOG_REFUSED;
            case CHECKPOINT_EXPIRED -> SealFault.CHECKPOINT_EXPIRED;
        };
    }

    /** Which scan stamps count. */
    private enum Stamps {
        FROM_MINIMUM,
        ANY
    }
}
