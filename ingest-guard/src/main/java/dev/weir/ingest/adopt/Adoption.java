package dev.weir.ingest.adopt;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.ChunkScanner;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.HeadLogException;
import dev.weir.tenancy.seal.Sealer;
import dev.weir.tenancy.store.FilledTable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Scans the rows of a store that was filled before Weir and seals what is clean, in a table beside it. For one thread; owns
 * nothing it was given.
 *
 * <p>A document is all rows of a tenant with one name. It is judged whole, across its rows, and adopted whole or not at all;
 * rows that cannot be read as rows of a document are left out and reported one by one.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>No row of the store is written.
 *   <li>What is sealed has tier {@link TrustTier#ADOPTED} at most, and the grant's principal as the one who attests the mapping.
 *   <li>Seals come first and the head last: after a crash a document is adopted, or counts as it did before; where rows had
 *       changed it counts for nothing until the next run. That goes on, scanning again nothing that is adopted, unless its rows
 *       or the rules have changed.
 *   <li>A document that the log knows from elsewhere, or has erased or revoked, is left as it is.
 *   <li>Texts of one document, or of {@value #ROWS_AT_ONCE} rows of small ones, are in memory at once.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>That tenant and source are what metadata says: a person attests that.
 *   <li>Anything of vectors: whoever made them decides what is found.
 *   <li>What was hidden in a document and never became a row.
 * </ul>
 */
public final class Adoption {
    /** The most rows that one document may have. */
    public static final int MAX_ROWS = 10_000;

    /** The most text that one document may have, in bytes of UTF-8. */
    public static final int MAX_TEXT_BYTES = FilledTable.MAX_TEXT_BYTES;

    static final int ROWS_AT_ONCE = 500;

    private final ChunkScanner scanner;
    private final RowMapping mapping;
    private final AdoptionTargets targets;
    private final Sealer sealer;

    public Adoption(ChunkScanner scanner, RowMapping mapping, AdoptionTargets targets, InstantSource clock) {
        this.scanner = requireNonNull(scanner, "scanner is null");
        this.mapping = requireNonNull(mapping, "mapping is null");
        this.targets = requireNonNull(targets, "targets is null");
        this.sealer = new Sealer(targets.digests(), clock);
    }

    /**
     * Adopts what a tenant has in the store.
     *
     * @param batch that seals name, to revoke all of it by
     * @param grants leave to ingest from a source
     * @throws HeadLogException if the tenant's log is refused or has no current checkpoint
     * @throws RuntimeException of store, records, head log or keys if one of them is broken; another run goes on
     */
    public AdoptionSummary adopt(
            TenantId tenant, String batch, Function<SourceRef, WriteGrant> grants, AdoptionListener listener) {
        return run(tenant, batch, grants, listener, null).run();
    }

    /**
     * Says what {@link #adopt} would do, and keeps beside the rows what a snapshot of it needs to count. The log is not
     * written, so none of it counts by itself. Documents that the log knows are not looked at.
     *
     * @param deadline until when a snapshot shall count, in whole milliseconds
     * @throws RuntimeException as for {@link #adopt}
     */
    public Rehearsal rehearse(
            TenantId tenant,
            String batch,
            Function<SourceRef, WriteGrant> grants,
            Instant deadline,
            AdoptionListener listener) {
        AdoptionRun run = run(tenant, batch, grants, listener, deadline);
        AdoptionSummary summary = run.run();
        return new Rehearsal(summary, run.heads());
    }

    private AdoptionRun run(
            TenantId tenant,
            String batch,
            Function<SourceRef, WriteGrant> grants,
            AdoptionListener listener,
            @Nullable Instant deadline) {
        return new AdoptionRun(scanner, mapping, targets, sealer, tenant, batch, grants, listener, deadline);
    }
}
