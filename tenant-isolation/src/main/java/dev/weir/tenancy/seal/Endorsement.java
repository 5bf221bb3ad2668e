package dev.weir.tenancy.seal;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRefusedException;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.HeadLogWriter;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.heads.LogEntry;
import dev.weir.tenancy.heads.Vouching;
import dev.weir.tenancy.internal.MalformedBytesException;
import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.keys.KeyRole;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way back after a key was revoked: what it vouched for is withheld until a reviewer endorses it, which publishes the
 * same heads again under keys that count. Show it every row of the store with {@link #look}, then {@link #publish}. For one
 * use; not thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>A head is published again only if the store holds every row that it signs, unchanged, and no row of that version
 *       which it does not sign.
 *   <li>Nothing but the signatures is new: not content, audience, trust or scan stamp. What was erased, revoked by itself,
 *       by source or by batch, or suspended stays so.
 *   <li>Until the keys that were revoked are all replaced, a document stays withheld, however far this came.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That the content is good, or the audience right. Whoever held the revoked key may have published what they liked, rows
 * and head together, and such a document is whole. Only a person who has looked can say otherwise.
 */
public final class Endorsement {
    /** The most documents that are recorded and published at a time. */
    public static final int STEP = LogEntry.Published.MAX_HEADS;

    private final HeadReader heads;
    private final TenantId tenant;
    private final What what;
    private final Map<DocumentId, Review> reviews = new TreeMap<>();

    /** What a reviewer has looked at. */
    public sealed interface What {
        /** One document. */
        record OneDocument(DocumentId document) implements What {
            public OneDocument {
                requireNonNull(document, "document is null");
            }
        }

        /** Every document all of whose rows are from one source, of those that need it. */
        record OneSource(SourceRef source) implements What {
            public OneSource {
                requireNonNull(source, "source is null");
            }
        }

        /** Every document of the tenant, of those that need it. */
        record EveryDocument() implements What {}
    }

    /**
     * Begins with what the log says now.
     *
     * @throws WriteRefusedException if the tenant's log is not in order
     */
    public Endorsement(HeadReader heads, TenantId tenant, What what) {
        this.heads = requireNonNull(heads, "heads is null");
        this.tenant = requireNonNull(tenant, "tenant is null");
        this.what = requireNonNull(what, "what is null");
        heads.refresh(tenant);
        heads.fault(tenant).ifPresent(fault -> {
            throw new WriteRefusedException("the head log of tenant " + tenant + " is not in order: " + fault.text());
        });
        if (what instanceof What.OneDocument one) {
            reviews.put(one.document(), review(one.document()));
        } else {
            heads.forEachHead(tenant, head -> {
                Review review = review(head.document());
                if (!review.missing.isEmpty()) {
                    reviews.put(head.document(), review);
                }
            });
        }
    }

    /** Takes a row of the store, in any order; rows of other tenants and documents are passed over. */
    public void look(Candidate row) {
        Optional<ChunkId> id = row.id()
                .flatMap(ChunkId::parse)
                .filter(claimed -> claimed.tenant().equals(tenant));
        Review review = id.map(claimed -> reviews.get(claimed.document())).orElse(null);
        if (review != null) {
            review.look(row, id.orElseThrow());
        }
    }

    /**
     * Publishes the heads of what was found whole, at most {@link #STEP} at a time.
     *
     * @param content a reviewer's leave to release, for heads whose content nobody vouches for any more
     * @param audience the same reviewer's leave to relabel, for heads whose audience nobody vouches for any more
     * @param record writes a step's heads to the audit log before they are published; if it throws, they are not
     * @throws WriteRefusedException if a grant does not cover it; earlier steps stay
     * @throws dev.weir.tenancy.keys.KeyUnavailableException if there is no key to sign with that counts
     */
    public EndorsementReport publish(
            HeadLogWriter writer, WriteGrant content, WriteGrant audience, Consumer<List<DocumentHead>> record) {
        if (content.action() != WriteAction.RELEASE || audience.action() != WriteAction.RELABEL) {
            throw new WriteRefusedException("endorsing needs leave to release content and leave to relabel");
        }
        Map<DocumentId, EndorsementRefusal> refused = new TreeMap<>();
        List<Review> whole = new ArrayList<>();
        reviews.forEach((document, review) -> {
            if (what instanceof What.OneSource && !review.isNamed) {
                return;
            }
            review.refusal().ifPresentOrElse(refusal -> refused.put(document, refusal), () -> whole.add(review));
        });
        List<DocumentHead> endorsed = new ArrayList<>(whole.size());
        for (int from = 0; from < whole.size(); from += STEP) {
            List<Review> step = whole.subList(from, Math.min(whole.size(), from + STEP));
            List<DocumentHead> all = step.stream().map(Review::head).toList();
            record.accept(all);
            publish(writer, audience, missing(step, KeyRole.ACL));
            publish(writer, content, missing(step, KeyRole.INGEST));
            endorsed.addAll(all);
        }
        return new EndorsementReport(endorsed, refused);
    }

    /** Publishes heads in one entry, or in halves where they are too long for one. */
    private static void publish(HeadLogWriter writer, WriteGrant grant, List<DocumentHead> heads) {
        try {
            writer.publish(grant, heads);
        } catch (IllegalArgumentException e) {
            if (heads.size() < 2) {
                throw e;
            }
            publish(writer, grant, heads.subList(0, heads.size() / 2));
            publish(writer, grant, heads.subList(heads.size() / 2, heads.size()));
        }
    }

    private static List<DocumentHead> missing(List<Review> step, KeyRole role) {
        return step.stream()
                .filter(review -> review.missing.contains(role))
                .map(Review::head)
                .toList();
    }

    private Review review(DocumentId document) {
        return new Review(heads.vouching(tenant, document).orElse(null));
    }

    /** What is known of one document. */
    private final class Review {
        private final @Nullable Vouching vouching;
        private final Set<KeyRole> missing = EnumSet.noneOf(KeyRole.class);
        private final BitSet intact = new BitSet();
        private boolean isNamed;
        private boolean hasAltered;
        private boolean hasRevoked;
        private boolean hasOtherSource;
        private boolean hasOtherVersion;

        Review(@Nullable Vouching vouching) {
            this.vouching = vouching;
            if (vouching != null) {
                miss(vouching.contentKey(), KeyRole.INGEST);
                miss(vouching.tagKey(), KeyRole.ACL);
                miss(vouching.stampKey(), KeyRole.INGEST);
            }
        }

        private void miss(KeyId key, KeyRole role) {
            if (heads.isRevoked(tenant, key)) {
                missing.add(role);
            }
        }

        DocumentHead head() {
            return requireNonNull(vouching, "an unknown document has no head").head();
        }

        void look(Candidate row, ChunkId id) {
            if (vouching == null) {
                return;
            }
            if (id.version() != head().version()) {
                hasOtherVersion = true;
                return;
            }
            Optional<SealFault> fault = SealVerifier.fault(row, head(), heads);
            if (fault.isPresent()) {
                hasRevoked |= fault.get() == SealFault.REVOKED;
                hasAltered |= fault.get() != SealFault.REVOKED;
                return;
            }
            intact.set(id.ordinal());
            if (what instanceof What.OneSource one) {
                boolean isOfSource = source(row).filter(one.source()::equals).isPresent();
                isNamed |= isOfSource;
                hasOtherSource |= !isOfSource;
            }
        }

        Optional<EndorsementRefusal> refusal() {
            if (vouching == null) {
                return Optional.of(EndorsementRefusal.UNKNOWN_DOCUMENT);
            }
            if (vouching.fault().isPresent()) {
                return vouching.fault().map(EndorsementRefusal::of);
            }
            if (hasRevoked) {
                return Optional.of(EndorsementRefusal.REVOKED);
            }
            if (missing.isEmpty()) {
                return Optional.of(EndorsementRefusal.NOT_NEEDED);
            }
            if (hasAltered) {
                return Optional.of(EndorsementRefusal.ROW_ALTERED);
            }
            if (hasOtherSource) {
                return Optional.of(EndorsementRefusal.OTHER_SOURCE);
            }
            if (intact.isEmpty() && hasOtherVersion) {
                return Optional.of(EndorsementRefusal.SUPERSEDED);
            }
            return intact.cardinality() == head().treeSize()
                    ? Optional.empty()
                    : Optional.of(EndorsementRefusal.ROW_MISSING);
        }

        private static Optional<SourceRef> source(Candidate row) {
            try {
                return Optional.of(SealFormatV1.decode(row.seal().orElse(""))
                        .facts()
                        .provenance()
                        .source());
            } catch (MalformedBytesException e) {
                return Optional.empty();
            }
        }
    }
}
