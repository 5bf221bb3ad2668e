package dev.weir.ingest.quarantine;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.store.SharedRecords;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Documents that are held for a person, with what was found in them and what was decided. Thread-safe, and safe beside other
 * processes.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>A ticket is there with all its bytes or not at all, also after a crash; it is kept when {@link #hold} returns.
 *   <li>{@link #hold} keeps the bytes that were scanned or none; holding the same again changes nothing, unless another
 *       version of the document was published since: then what was decided before counts no more.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>Secrecy from whoever may read the place it is kept in: the bytes are not encrypted.
 */
public interface QuarantineStore {
    /**
     * Opens, or creates, a quarantine in a folder.
     *
     * @throws QuarantineException if the folder cannot be created or cleared of what a crash left
     */
    static QuarantineFolder open(Path root, InstantSource clock) {
        return QuarantineFolder.open(root, clock);
    }

    /** A quarantine in records that nodes share, which stay the caller's to close. */
    static QuarantineStore over(SharedRecords records, InstantSource clock) {
        return new SharedQuarantine(records, clock);
    }

    /**
     * Holds a document.
     *
     * @param bytes the file that was scanned; it is copied
     * @return the ticket that stands, which is the earlier one if the same was held before; empty if the file no longer
     *     has the bytes that were scanned, and nothing is held
     * @throws dev.weir.tenancy.WriteRefusedException if the grant does not allow an ingest into the ticket's tenant
     * @throws QuarantineException if it cannot be written
     */
    Optional<Review> hold(WriteGrant grant, Ticket ticket, Path bytes);

    /** Holds a document that is in memory, as {@link #hold(WriteGrant, Ticket, Path)} does a file. */
    Optional<Review> hold(WriteGrant grant, Ticket ticket, byte[] bytes);

    /** One ticket of a tenant; empty if there is none. */
    Optional<Review> find(TenantId tenant, TicketId id);

    /** The ids of a tenant's tickets, also of those that cannot be read. */
    List<TicketId> ids(TenantId tenant);

    /** All tickets of a tenant, the oldest first. */
    List<Review> list(TenantId tenant);

    /**
     * Records that a ticket was released, or that it holds something hostile; the first record of each stands.
     *
     * @throws dev.weir.tenancy.WriteRefusedException if the grant does not allow a release in the ticket's tenant
     */
    void recordDecision(WriteGrant grant, Ticket ticket, Decision decision);

    /**
     * Removes a ticket and its bytes for good. Where a document is withheld because of the ticket, it stays withheld until
     * a version of it is admitted: reject the ticket first.
     *
     * @return the ticket that went; empty if there was none
     * @throws dev.weir.tenancy.WriteRefusedException if the grant does not allow to erase
     */
    Optional<Ticket> purge(WriteGrant grant, TicketId id);

    /**
     * Removes all tickets of some kind and their bytes for good, and what a crash left of such tickets.
     *
     * @return how many went
     * @throws dev.weir.tenancy.WriteRefusedException if the grant does not allow to erase
     */
    int purge(WriteGrant grant, Predicate<Ticket> which);

    /** The findings that were accepted. */
    Suppressions suppressions();

    /**
     * What the work makes of a file with a ticket's bytes, which may be gone once the work is done. Whoever reads it compares
     * the digest with the ticket's.
     */
    <T> T reading(Ticket ticket, Function<Path, T> work);

    /** Where a ticket's bytes are, for people. */
    String place(Ticket ticket);
}
