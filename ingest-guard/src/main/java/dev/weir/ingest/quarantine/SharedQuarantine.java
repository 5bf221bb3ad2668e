package dev.weir.ingest.quarantine;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.store.SharedRecords;
import dev.weir.tenancy.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A quarantine in records that nodes share: one for the ticket, one for each decision, and the bytes in pieces. Each change is
 * one step, so that a crash leaves a ticket whole or not at all.
 */
final class SharedQuarantine implements QuarantineStore {
    private static final String TICKET = "ticket/";
    private static final String RELEASE = "release/";
    private static final String REJECTION = "rejection/";
    private static final String BYTES = "bytes/";
    private static final int PIECE_BYTES = 1 << 20;

    private final SharedRecords records;
    private final InstantSource clock;
    private final Suppressions suppressions;

    SharedQuarantine(SharedRecords records, InstantSource clock) {
        this.records = requireNonNull(records, "records is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.suppressions = new SharedSuppressions(records, clock);
    }

    @Override
    public Optional<Review> hold(WriteGrant grant, Ticket ticket, Path bytes) {
        return hold(grant, ticket, () -> Files.newInputStream(bytes));
    }

    @Override
    public Optional<Review> hold(WriteGrant grant, Ticket ticket, byte[] bytes) {
        return hold(grant, ticket, () -> new ByteArrayInputStream(bytes));
    }

    private Optional<Review> hold(WriteGrant grant, Ticket ticket, HeldBytes held) {
        grant.require(ticket.tenant(), WriteAction.INGEST, clock.instant());
        try {
            return Optional.of(access(
                    "write ticket " + ticket.id(),
                    () -> records.change(ticket.tenant(), changes -> hold(changes, ticket, held))));
        } catch (OtherBytesException e) {
            return Optional.empty();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return Optional.empty();
            }
            throw new QuarantineException("cannot read what ticket " + ticket.id() + " is to hold", e);
        }
    }

    private static Review hold(SharedRecords.Changes changes, Ticket ticket, HeldBytes held) {
        String id = ticket.id().value();
        Optional<Review> before = review(changes::find, ticket.tenant(), ticket.id());
        if (before.isPresent() && before.get().ticket().afterVersion() == ticket.afterVersion()) {
            return before.get();
        }
        if (before.isPresent()) {
            changes.remove(RELEASE + id);
            changes.remove(REJECTION + id);
        } else {
            keep(changes, ticket, held);
        }
        changes.put(TICKET + id, TicketFormat.write(ticket));
        return new Review.Pending(ticket);
    }

    private static void keep(SharedRecords.Changes changes, Ticket ticket, HeldBytes held) {
        try {
            List<String> names = new ArrayList<>();
            boolean same = held.copyTo(PIECE_BYTES, piece -> {
                        names.add(BYTES + ticket.id().value() + "/"
                                + HexFormat.of().toHexDigits(names.size()));
                        changes.put(names.getLast(), piece);
                    })
                    .equals(ticket.bytes());
            if (!same) {
                throw new OtherBytesException();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<Review> find(TenantId tenant, TicketId id) {
        return access("read ticket " + id, () -> review(name -> records.find(tenant, name), tenant, id));
    }

    private static Optional<Review> review(Function<String, Optional<byte[]>> records, TenantId tenant, TicketId id) {
        Optional<byte[]> content = records.apply(TICKET + id.value());
        if (content.isEmpty()) {
            return Optional.empty();
        }
        Ticket ticket = TicketFormat.readTicket(content.get());
        if (!ticket.id().equals(id) || !ticket.tenant().equals(tenant)) {
            throw new QuarantineException("ticket " + id + " of tenant " + tenant + " holds another ticket");
        }
        Optional<byte[]> release = records.apply(RELEASE + id.value());
        if (release.isPresent()) {
            return Optional.of(new Review.Released(ticket, TicketFormat.readRelease(release.get())));
        }
        return Optional.of(records.apply(REJECTION + id.value())
                .<Review>map(rejection -> new Review.Rejected(ticket, TicketFormat.readRejection(rejection)))
                .orElseGet(() -> new Review.Pending(ticket)));
    }

    @Override
    public List<TicketId> ids(TenantId tenant) {
        return access(
                "list the quarantine of tenant " + tenant,
                () -> records.list(tenant, TICKET).keySet().stream()
                        .map(name -> new TicketId(name.substring(TICKET.length())))
                        .sorted()
                        .toList());
    }

    @Override
    public List<Review> list(TenantId tenant) {
        return ids(tenant).stream()
                .flatMap(id -> find(tenant, id).stream())
                .sorted(Comparator.comparing((Review review) -> review.ticket().heldAt())
                        .thenComparing(review -> review.ticket().id()))
                .toList();
    }

    /** {@inheritDoc} It is a file of its owner's that goes when the work is done. */
    @Override
    public <T> T reading(Ticket ticket, Function<Path, T> work) {
        try {
            Path file = Files.createTempFile("weir-held-", "");
            try {
                write(ticket, file);
                return work.apply(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new QuarantineException("cannot read the bytes of ticket " + ticket.id(), e);
        }
    }

    private void write(Ticket ticket, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            String pieces = BYTES + ticket.id().value() + "/";
            for (int i = 0; ; i++) {
                String name = pieces + HexFormat.of().toHexDigits(i);
                Optional<byte[]> piece =
                        access("read ticket " + ticket.id(), () -> records.find(ticket.tenant(), name));
                if (piece.isEmpty()) {
                    return;
                }
                out.write(piece.get());
            }
        }
    }

    @Override
    public String place(Ticket ticket) {
        return "in the database";
    }

    @Override
    public void recordDecision(WriteGrant grant, Ticket ticket, Decision decision) {
        grant.require(ticket.tenant(), WriteAction.RELEASE, clock.instant());
        String kind = switch (decision) {
            case Release release -> RELEASE;
            case Rejection rejection -> REJECTION;
        };
        String name = kind + ticket.id().value();
        access(
                "record a decision on ticket " + ticket.id(),
                () -> records.change(ticket.tenant(), changes -> {
                    if (changes.find(TICKET + ticket.id().value()).isEmpty()) {
                        throw new QuarantineException("there is no ticket " + ticket.id() + " to record a decision on");
                    }
                    if (changes.find(name).isEmpty()) {
                        changes.put(name, TicketFormat.write(decision));
                    }
                    return name;
                }));
    }

    @Override
    public Optional<Ticket> purge(WriteGrant grant, TicketId id) {
        grant.require(grant.tenant(), WriteAction.ERASE, clock.instant());
        return access(
                "remove ticket " + id,
                () -> records.change(grant.tenant(), changes -> {
                    Optional<Review> review = review(changes::find, grant.tenant(), id);
                    review.ifPresent(going -> remove(changes, id));
                    return review.map(Review::ticket);
                }));
    }

    @Override
    public int purge(WriteGrant grant, Predicate<Ticket> which) {
        grant.require(grant.tenant(), WriteAction.ERASE, clock.instant());
        return access(
                "remove tickets of tenant " + grant.tenant(),
                () -> records.change(grant.tenant(), changes -> {
                    List<Ticket> going = changes.list(TICKET).values().stream()
                            .map(TicketFormat::readTicket)
                            .filter(which)
                            .toList();
                    going.forEach(ticket -> remove(changes, ticket.id()));
                    return going.size();
                }));
    }

    @Override
    public Suppressions suppressions() {
        return suppressions;
    }

    private static void remove(SharedRecords.Changes changes, TicketId id) {
        changes.remove(TICKET + id.value());
        changes.remove(RELEASE + id.value());
        changes.remove(REJECTION + id.value());
        changes.removeAll(BYTES + id.value() + "/");
    }

    static <T> T access(String attempt, Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreException e) {
            throw new QuarantineException("cannot " + attempt, e);
        }
    }

    /** Undoes a change: the file no longer has the bytes that were scanned. */
    private static final class OtherBytesException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
