package dev.weir.adapters.springai;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.RetrievalRequest;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.retrieve.verify.Withheld;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealVerifier;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.MetadataKeys;
import dev.weir.tenancy.store.MetadataRow;
import dev.weir.tenancy.store.ScopeFilter;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.store.StoreException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.document.Document;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.ai.vectorstore.filter.Filter;

/**
 * The way in, tenant by tenant: for those named here tenancy is enforced, and what seals and screens would withhold is counted
 * and served all the same. Thread-safe if the store is.
 *
 * <p>A row is the asker's tenant's if the application's own metadata key says so, word for word; or, once Weir wrote it, if its
 * tenant and tag lie inside the scope. One that names nobody is nobody's.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>A row whose seal names a tenant outside the scope is dropped, whatever its metadata says.
 *   <li>Nothing is served where the scope has expired, the answer could not be recorded or the store's breaker is open.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>Anything about a row without a seal but what its metadata says of itself: whoever writes to the store writes that too.
 */
public final class CountedSearch {
    /** What an answer may say of itself here and be given: both are about seals. */
    private static final Set<WithholdCode> ABOUT_SEALS =
            EnumSet.of(WithholdCode.LOG_REFUSED, WithholdCode.CHECKPOINT_EXPIRED);

    private final DocumentTable rows;
    private final String tenantKey;
    private final Set<TenantId> tenants;
    private final HeadReader heads;
    private final SealVerifier verifier;
    private final InstantSource clock;
    private final Consumer<WithholdCode> counted;

    /**
     * Names tenants.
     *
     * @param plain the store that a guarded one stands before
     * @param tenantKey of the application's metadata, where its rows hold the name of their tenant as a string
     * @param counted hears the code of each row that is served and would not be
     * @throws IllegalArgumentException if the key is no attribute's name, or begins with {@code weir_}
     */
    public CountedSearch(
            VectorStore plain,
            String tenantKey,
            Set<TenantId> tenants,
            HeadReader heads,
            InstantSource clock,
            Consumer<WithholdCode> counted) {
        if (!ApplicationFilters.isAttribute(tenantKey)) {
            throw new IllegalArgumentException(
                    "the key of tenants must be 1-64 characters of A-Z a-z 0-9 _, begin with a"
                            + " letter and not with " + MetadataKeys.PREFIX);
        }
        this.rows = new DocumentTable(requireNonNull(plain, "plain is null"));
        this.tenantKey = tenantKey;
        this.tenants = Set.copyOf(tenants);
        this.heads = requireNonNull(heads, "heads is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.counted = requireNonNull(counted, "counted is null");
        this.verifier = new SealVerifier(heads, clock);
    }

    /** Whether the asker's tenant is one of those named. */
    boolean isFor(AccessScope scope) {
        return tenants.contains(scope.principal().tenant());
    }

    /**
     * What the plain store has for a request that the firewall has answered.
     *
     * @param answer of the firewall; where it failed, so does this
     */
    List<Document> search(RetrievalRequest request, double minScore, GuardedContext answer) {
        boolean failed = answer.withheld().stream()
                .anyMatch(each -> each instanceof Withheld.OfAnswer of && !ABOUT_SEALS.contains(of.code()));
        if (failed) {
            return List.of();
        }
        try {
            return nearest(request, minScore);
        } catch (StoreException e) {
            counted.accept(WithholdCode.STORE_FAILED);
            return List.of();
        }
    }

    private List<Document> nearest(RetrievalRequest request, double minScore) {
        ScopeFilter scope = ScopedQuery.byText(
                        request.scope(), heads, clock.instant(), request.query(), request.k(), request.filter())
                .filter();
        Filter.Expression filter = filter(request, scope);
        for (int asked = request.k(); ; asked = Math.min(4 * asked, ScopedQuery.MAX_K)) {
            List<? extends @Nullable Document> found = rows.nearest(request.query(), filter, asked);
            List<Document> own = new ArrayList<>();
            for (@Nullable Document each : found) {
                if (each != null && each.isText() && isOwn(DocumentTable.row(each), request, scope)) {
                    own.add(each);
                }
            }
            if (own.size() >= request.k() || found.size() < asked || asked == ScopedQuery.MAX_K) {
                return served(own.subList(0, Math.min(request.k(), own.size())), request.scope(), minScore);
            }
        }
    }

    private Filter.Expression filter(RetrievalRequest request, ScopeFilter scope) {
        Filter.Expression named =
                RowFilter.equal(tenantKey, request.scope().principal().tenant().value());
        Filter.Expression own =
                scope.isEmpty() ? named : RowFilter.or(named, RowFilter.of(scope, ApplicationFilter.everything()));
        return RowFilter.of(request.filter())
                .map(part -> RowFilter.and(own, part))
                .orElse(own);
    }

    private boolean isOwn(MetadataRow row, RetrievalRequest request, ScopeFilter scope) {
        Map<String, Object> metadata = row.metadata();
        boolean sealed = metadata.keySet().stream().anyMatch(MetadataKeys::isReserved);
        boolean own = sealed
                ? scope.matches(row.field(MetadataKeys.TENANT), row.field(MetadataKeys.TAG))
                : request.scope().principal().tenant().value().equals(metadata.get(tenantKey));
        return own
                && request.filter()
                        .matches(field -> ApplicationFilters.canonical(metadata.get(MetadataKeys.ofField(field)))
                                .orElse(""));
    }

    private List<Document> served(List<Document> own, AccessScope scope, double minScore) {
        List<Document> served = new ArrayList<>();
        for (Document each : own) {
            MetadataRow row = DocumentTable.row(each);
            if (!isOutside(row, scope) && ServedDocuments.isAbove(row.score(), minScore)) {
                served.add(DocumentTable.plain(each));
            }
        }
        return served;
    }

    /** Whether a row's seal is another tenant's; counts what is wrong with it otherwise. */
    private boolean isOutside(MetadataRow row, AccessScope scope) {
        return switch (verifier.verify(row.candidate(row.score()), scope)) {
            case SealCheck.Intact intact -> false;
            case SealCheck.OutOfScope out -> {
                counted.accept(WithholdCode.OUT_OF_SCOPE);
                yield true;
            }
            case SealCheck.Broken broken -> {
                counted.accept(WithholdCode.of(broken.fault()));
                yield broken.claim() instanceof SealCheck.Claim.AuditOnly hidden
                        && ChunkId.parse(hidden.key())
                                .filter(id -> !scope.tenants().contains(id.tenant()))
                                .isPresent();
            }
        };
    }
}
