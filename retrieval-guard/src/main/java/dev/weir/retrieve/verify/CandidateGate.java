package dev.weir.retrieve.verify;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.heads.HeadView;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealFault;
import dev.weir.tenancy.seal.SealVerifier;
import dev.weir.tenancy.seal.VerifiedChunk;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.Pushdown;
import dev.weir.tenancy.store.SearchResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one door between a store and everything behind it. Thread-safe.
 *
 * <p>Rows are taken in the store's order, at most as many as were asked for. Of each row it is asked, in this order:
 * whether it is there at all, whether its seal holds and still counts, and whether the scope permits it (all three
 * answered by {@link SealVerifier}, in the order of {@link SealFault}), and last whether its chunk has come already. So
 * a broken copy of a chunk never hides an intact one. The scan's age is asked last of a row: a chunk that is verified in
 * everything else and whose scan is too old to count, or whose head is provisional, is put to the request's
 * {@link Rescreening}. What the application's own
 * filter does not match is left out here where the store says that it could not express it; it was not asked for, so nothing
 * is said of it.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Every row that passes was verified, whatever the store says that it filtered.
 *   <li>Nothing a row holds makes this class throw.
 *   <li>{@link GateResult#withheld()} depends only on rows that name a document the caller may read, and on the state of
 *       the logs of the scope's tenants.
 * </ul>
 *
 * <h2>What fails the store</h2>
 *
 * <p>Exactly this: a row whose seal is intact and current, whose tenant is named by no grant of the scope, in a result
 * whose push-down says that {@link Pushdown.Part#TENANT} is enforced. A row that only claims a foreign tenant has no
 * intact seal and is dropped; so is an intact row of a tenant of the scope whose tag is not permitted, because right
 * after a relabel an honest store may not have heard of it.
 */
public final class CandidateGate {
    private final SealVerifier verifier;
    private final HeadView heads;

    /** @param heads the ones that the verifier goes by */
    public CandidateGate(SealVerifier verifier, HeadView heads) {
        this.verifier = requireNonNull(verifier, "verifier is null");
        this.heads = requireNonNull(heads, "heads is null");
    }

    /**
     * Checks the rows of one search.
     *
     * @param asked how many rows the store was asked for
     * @param filter the application's own
     * @param rescreening of the request that the search is for
     */
    public GateResult check(
            SearchResult result, int asked, AccessScope scope, ApplicationFilter filter, Rescreening rescreening) {
        List<? extends @Nullable Candidate> rows = result.rows();
        Sorting sorting = new Sorting(scope, result.pushdown(), filter, rescreening);
        for (@Nullable Candidate row : rows.subList(0, Math.min(asked, rows.size()))) {
            if (row == null) {
                sorting.refuse(Refusal.NO_ROW, WithholdCode.NULL_ROW);
            } else {
                sorting.take(verifier.verifyAnyStamp(row, scope), row);
            }
        }
        if (rows.size() > asked) {
            sorting.refuse(Refusal.NO_ROW, WithholdCode.SURPLUS_ROWS);
        }
        return sorting.result();
    }

    /** The state of one check. */
    private final class Sorting {
        private final Rescreening rescreening;
        private final Set<TenantId> tenants;
        private final boolean claimsTenant;
        private final ApplicationFilter left;
        private final Set<ChunkId> seen = new HashSet<>();
        private final List<GatedChunk> chunks = new ArrayList<>();
        private final Set<Withheld> withheld = new LinkedHashSet<>();
        private final List<Refusal> refusals = new ArrayList<>();
        private final List<ChunkId> foreign = new ArrayList<>();

        Sorting(AccessScope scope, Pushdown pushdown, ApplicationFilter filter, Rescreening rescreening) {
            this.rescreening = rescreening;
            this.tenants = scope.tenants();
            this.claimsTenant = pushdown.enforced().contains(Pushdown.Part.TENANT);
            this.left =
                    pushdown.residual().contains(Pushdown.Part.APPLICATION) ? filter : ApplicationFilter.everything();
        }

        void take(SealCheck check, Candidate row) {
            switch (check) {
                case SealCheck.Intact intact -> {
                    if (left.matches(field -> fieldOf(intact.chunk(), row, field))) {
                        takeIntact(intact.chunk());
                    }
                }
                case SealCheck.OutOfScope out -> takeOutOfScope(out.chunk());
                case SealCheck.Broken broken -> takeBroken(WithholdCode.of(broken.fault()), broken.claim());
            }
        }

        /** Built-in fields are what was sealed, whatever the row says. */
        private String fieldOf(VerifiedChunk chunk, Candidate row, String field) {
            return switch (field) {
                case ApplicationFilter.SOURCE ->
                    chunk.facts().provenance().source().uri();
                case ApplicationFilter.BATCH -> chunk.facts().provenance().batch();
                case ApplicationFilter.DOCUMENT -> chunk.id().document().value();
                default ->
                    requireNonNullElse(
                            requireNonNullElse(row.attributes(), Map.<String, String>of())
                                    .get(field),
                            "");
            };
        }

        private void pass(VerifiedChunk chunk, Optional<ScanNote> note) {
            if (seen.add(chunk.id())) {
                chunks.add(new GatedChunk(chunk, note));
            } else {
                refuse(chunk.id().toString(), WithholdCode.DUPLICATE_ROW);
            }
        }

        private void takeIntact(VerifiedChunk chunk) {
            int epoch = chunk.head().stamp().epoch();
            if (heads.isProvisional(chunk.head())) {
                rescreening
                        .objection(chunk)
                        .map(code -> code == WithholdCode.STAMP_TOO_OLD ? WithholdCode.SNAPSHOT_UNSCREENED : code)
                        .ifPresentOrElse(
                                code -> takeBroken(code, new SealCheck.Claim.Visible(chunk.id())),
                                () -> pass(chunk, Optional.of(ScanNote.SNAPSHOT)));
            } else if (epoch < heads.minimumEpoch(chunk.id().tenant())) {
                rescreening
                        .objection(chunk)
                        .ifPresentOrElse(
                                code -> takeBroken(code, new SealCheck.Claim.Visible(chunk.id())),
                                () -> pass(chunk, Optional.of(ScanNote.RESCREENED)));
            } else {
                boolean old = epoch < heads.currentEpoch(chunk.id().tenant());
                pass(chunk, old ? Optional.of(ScanNote.OLD_SCAN) : Optional.empty());
            }
        }

        private void takeOutOfScope(ChunkId chunk) {
            if (tenants.contains(chunk.tenant())) {
                refuse(chunk.toString(), WithholdCode.OUT_OF_SCOPE);
                return;
            }
            refuse(chunk.toString(), WithholdCode.FOREIGN_TENANT);
            if (claimsTenant) {
                foreign.add(chunk);
            }
        }

        private void takeBroken(WithholdCode code, SealCheck.Claim claim) {
            switch (claim) {
                case SealCheck.Claim.Visible visible -> {
                    refuse(visible.chunk().toString(), code);
                    withheld.add(new Withheld.OfChunk(visible.chunk(), code));
                }
                case SealCheck.Claim.AuditOnly hidden -> {
                    refuse(hidden.key(), code);
                    // The state of a log that the scope names is no row: the caller may know why nothing comes.
                    boolean aboutLog = code == WithholdCode.LOG_REFUSED || code == WithholdCode.CHECKPOINT_EXPIRED;
                    if (aboutLog
                            && ChunkId.parse(hidden.key())
                                    .filter(id -> tenants.contains(id.tenant()))
                                    .isPresent()) {
                        withheld.add(new Withheld.OfAnswer(code));
                    }
                }
            }
        }

        void refuse(String row, WithholdCode code) {
            refusals.add(new Refusal(row, code));
        }

        GateResult result() {
            // A chunk that came intact as well is not withheld, whatever else claimed to be it.
            withheld.removeIf(each -> each instanceof Withheld.OfChunk of && seen.contains(of.chunk()));
            return new GateResult(chunks, List.copyOf(withheld), refusals, foreign);
        }
    }
}
