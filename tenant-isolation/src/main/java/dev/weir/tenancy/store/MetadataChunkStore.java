package dev.weir.tenancy.store;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.WellFormed;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.seal.SealedDocument;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A store of somebody else's as a store of sealed chunks: one row a chunk, push-down fields as strings in its metadata, and the
 * seal there too or beside it. Thread-safe if the store is; the store stays the caller's, and closing this closes nothing.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Nothing is removed but rows that were read first and whose tenant, document, source or batch is the one named.
 *   <li>Within one such object a version is replaced in one step for its readers. A failure half-way leaves the old rows, or
 *       old and new ones, of which verification serves each chunk once.
 *   <li>The application's filter is checked here again, and a search never becomes wider because it found too little.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>That the store is exact, durable or complete: an approximate index may hide rows from searches, from
 *       {@link #forEach} and so from an erasure. What the head log withdrew does not verify in any case.
 *   <li>That two objects over one store, or two processes, see each other's writes in one step.
 * </ul>
 *
 * @param <F> the store's filters
 */
public abstract class MetadataChunkStore<F> implements ChunkStore {
    /** How many rows may be listed at once, if nothing else is said. */
    public static final int MAX_ROWS = 1_000_000;

    private static final int SEALS_AT_ONCE = 1_000;

    /** A null in the place of a row: one without anything, for the gate to refuse. */
    private static final Candidate NOTHING = new Candidate(null, null, null, null, Map.of(), 0);

    private final MetadataTable<F> table;
    private final MetadataRows<F> rows;
    private final Filtering filtering;
    private final int maxRows;
    private final @Nullable SealsBeside beside;
    private final @Nullable AdoptedRows adopted;
    private final InstantSource clock;
    private final ReadWriteLock changes = new ReentrantReadWriteLock();

    /**
     * @param maxRows the most rows that a listing reads, at least {@link ScopedQuery#MAX_K}; beyond it, it fails
     * @param seals where seals are kept, or null for the rows' metadata
     * @param adopted what is known of rows that were there before, or null if there are none
     */
    protected MetadataChunkStore(
            MetadataTable<F> table,
            Filtering filtering,
            int maxRows,
            @Nullable SharedRecords seals,
            @Nullable AdoptedRows adopted,
            InstantSource clock) {
        if (maxRows < ScopedQuery.MAX_K) {
            throw new IllegalArgumentException("maxRows must be >= " + ScopedQuery.MAX_K + ", got " + maxRows);
        }
        this.table = requireNonNull(table, "table is null");
        this.filtering = requireNonNull(filtering, "filtering is null");
        this.rows = new MetadataRows<>(table, filtering, maxRows, adopted);
        this.maxRows = maxRows;
        this.beside = seals == null ? null : new SealsBeside(seals);
        this.adopted = adopted;
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException also if an attribute's name begins with {@code weir_} or is one that the store writes
     *     over, a value is not well-formed, or the store can keep no such chunk
     * @throws StoreException also if this store cannot keep a chunk so that it verifies
     */
    @Override
    public final void write(WriteGrant grant, SealedDocument document, Map<String, String> attributes) {
        WriteAction action = grant.action() == WriteAction.RELEASE ? WriteAction.RELEASE : WriteAction.INGEST;
        grant.require(document.tenant(), action, clock.instant());
        Map<String, String> kept = Map.copyOf(attributes);
        kept.forEach(this::requireAttribute);
        document.chunks().forEach(table::requireStorable);
        DocumentHead head = document.head();
        List<MetadataRow> added = document.chunks().stream()
                .map(chunk -> MetadataRow.of(chunk, head.tag().token(), kept, table.keepsVectors()))
                .map(row -> beside == null ? row : row.unsealed())
                .toList();
        TenantId tenant = document.tenant();
        F version = table.ofVersion(tenant, head.document(), head.version());
        holding(changes.writeLock(), () -> {
            Set<String> keys = rows.add(added);
            if (beside != null) {
                beside.replace(document);
            }
            return rows.removeAll(
                    version,
                    row -> !keys.contains(row.key())
                            && row.chunk()
                                    .filter(id -> id.tenant().equals(tenant)
                                            && id.document().equals(head.document())
                                            && id.version() == head.version())
                                    .isPresent());
        });
    }

    @Override
    public final long erase(WriteGrant grant, Erasure what) {
        grant.require(grant.tenant(), what.action(), clock.instant());
        if (isEmpty(what)) {
            return 0;
        }
        F filter = orAdopted(table.of(grant.tenant(), what), grant.tenant(), what);
        return holding(changes.writeLock(), () -> {
            MetadataRows.Removal removal = rows.removeAll(filter, row -> row.isNamedBy(grant.tenant(), what), going -> {
                if (beside != null) {
                    beside.remove(
                            grant.tenant(),
                            going.stream().flatMap(row -> row.chunk().stream()).collect(Collectors.toSet()));
                }
            });
            if (removal.stillShown() > 0) {
                throw new StoreException(table.name() + " still shows rows that it was told to remove");
            }
            if (adopted != null) {
                // Last: without it, another try would not find the rows. With it, that finds what a crash left of them.
                adopted.erase(grant.tenant(), what);
            }
            return removal.rows();
        });
    }

    /**
     * {@inheritDoc} The rows are added again under their new tag; a store that embeds texts embeds them again. Those that were
     * there before stay as they are, and what is kept beside them changes.
     */
    @Override
    public final long relabel(WriteGrant grant, DocumentId document, AccessTag tag) {
        grant.require(tag.tenant(), WriteAction.RELABEL, clock.instant());
        Erasure all = new Erasure.ByDocument(document);
        F filter = orAdopted(table.ofDocument(tag.tenant(), document), tag.tenant(), all);
        return holding(changes.writeLock(), () -> {
            List<MetadataRow> found = rows.list(filter, row -> row.isNamedBy(tag.tenant(), all));
            if (adopted != null) {
                adopted.relabel(
                        tag, found.stream().filter(MetadataRow::isAdopted).toList());
            }
            List<MetadataRow> before =
                    found.stream().filter(row -> !row.isAdopted()).toList();
            if (before.isEmpty()) {
                return (long) found.size();
            }
            if (table.keepsVectors()
                    && before.stream().anyMatch(row -> row.vector().isEmpty())) {
                throw new StoreException(table.name() + " returns no vectors, so a row's tag cannot be rewritten;"
                        + " ingest the document again under its new labels");
            }
            rows.add(before.stream().map(row -> row.relabelled(tag.token())).toList());
            Set<String> keys = before.stream().map(MetadataRow::key).collect(Collectors.toSet());
            rows.removeAll(filter, row -> keys.contains(row.key()));
            return (long) found.size();
        });
    }

    @Override
    public final void forEach(WriteGrant grant, Erasure what, Consumer<Candidate> action) {
        grant.require(grant.tenant(), what.action(), clock.instant());
        if (!isEmpty(what)) {
            F filter = orAdopted(table.of(grant.tenant(), what), grant.tenant(), what);
            show(listed(filter, row -> row.isNamedBy(grant.tenant(), what)), action);
        }
    }

    @Override
    public final void forEach(BreakGlass opening, Consumer<Candidate> action) {
        requireNonNull(opening, "opening is null");
        show(listed(null, row -> true), action);
    }

    private void show(List<MetadataRow> shown, Consumer<Candidate> action) {
        for (int from = 0; from < shown.size(); from += SEALS_AT_ONCE) {
            List<MetadataRow> some = shown.subList(from, Math.min(shown.size(), from + SEALS_AT_ONCE));
            sealed(some.stream().map(row -> row.candidate(0)).toList()).forEach(action);
        }
    }

    /** The same rows, with the seals that are kept beside them. */
    protected final List<Candidate> sealed(List<Candidate> found) {
        return beside == null ? List.copyOf(found) : beside.sealed(found);
    }

    @Override
    public final void close() {}

    /** The metadata key under which rows that were there before name their tenant; empty if there are none. */
    protected final Optional<String> tenantField() {
        return Optional.ofNullable(adopted).map(AdoptedRows::tenantField);
    }

    /** What is looked through for rows: all that the tenant had before, if what is named is of it. */
    private F orAdopted(F filter, TenantId tenant, Erasure what) {
        return adopted == null || !adopted.isKept(tenant, what)
                ? filter
                : table.orOf(filter, adopted.tenantField(), tenant.value());
    }

    /** What a search is to tell the store: the filter, or null where the rows are filtered here. */
    protected final @Nullable F told(F filter) {
        return filtering == Filtering.IN_STORE ? filter : null;
    }

    /**
     * The first rows of a ranking that answer a query; those whose chunks have no vector come last. Asks for more while rows
     * are dropped here, and never without the filter.
     *
     * @param ranking the best rows, as many as it is given
     */
    protected final List<Candidate> nearest(
            ScopedQuery query, IntFunction<List<? extends @Nullable MetadataRow>> ranking) {
        // A tenant whose rows are not adopted yet must not have all of them read for each question.
        int most = adopted == null ? maxRows : ScopedQuery.MAX_K;
        return holding(changes.readLock(), () -> {
            for (int asked = query.k(); ; asked = (int) Math.min(4L * asked, most)) {
                List<? extends @Nullable MetadataRow> ranked = ranking.apply(asked);
                List<Candidate> found = new ArrayList<>();
                List<Candidate> withoutVector = new ArrayList<>();
                for (@Nullable MetadataRow row : adopted == null ? ranked : adopted.named(ranked)) {
                    if (row == null) {
                        found.add(NOTHING);
                    } else if (answers(row, query)) {
                        if (row.hasVector()) {
                            found.add(row.candidate(row.score()));
                        } else {
                            withoutVector.add(row.candidate(-1));
                        }
                    }
                }
                if (found.size() >= query.k() || ranked.size() < asked || asked == most) {
                    found.addAll(withoutVector);
                    return sealed(found.subList(0, Math.min(query.k(), found.size())));
                }
            }
        });
    }

    /** Every row that the predicate takes, of those that the filter names; null names every row. */
    protected final List<MetadataRow> listed(@Nullable F filter, Predicate<MetadataRow> taken) {
        return holding(changes.readLock(), () -> rows.list(filter, taken));
    }

    /** Whether a row lies in what was asked, as far as it says so itself. */
    protected final boolean answers(MetadataRow row, ScopedQuery query) {
        // Of a row that was there before, the store was told the tenant and nothing else.
        boolean inScope = (filtering == Filtering.IN_STORE && !row.isAdopted())
                || query.filter().matches(row.field(MetadataKeys.TENANT), row.field(MetadataKeys.TAG));
        return inScope && row.matches(query.application());
    }

    private void requireAttribute(String name, String value) {
        ApplicationFilter.requireAttribute(name);
        if (MetadataKeys.isReserved(name) || table.isOverwritten(name)) {
            throw new IllegalArgumentException("an attribute's name must not begin with " + MetadataKeys.PREFIX
                    + ", nor be one that stores overwrite");
        }
        WellFormed.require(value, "the value of attribute " + name);
    }

    private static boolean isEmpty(Erasure what) {
        return what instanceof Erasure.ByDocument by && by.documents().isEmpty();
    }

    private static <T> T holding(Lock lock, Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
