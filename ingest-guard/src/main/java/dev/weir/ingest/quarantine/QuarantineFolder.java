package dev.weir.ingest.quarantine;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A quarantine in a folder of its own for each tenant and ticket. Thread-safe, and safe beside other processes. Folders and
 * files are created for their owner only; secrecy from whoever may read the owner's files is not guaranteed.
 */
public final class QuarantineFolder implements QuarantineStore {
    private static final String TICKET = "ticket.json";
    private static final String BYTES = "bytes";
    private static final String RELEASE = "release.json";
    private static final String REJECTION = "rejection.json";
    private static final String UNFINISHED = ".new-";
    private static final String GOING = ".gone-";
    private static final Duration ABANDONED = Duration.ofDays(1);
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path root;
    private final InstantSource clock;
    private final Suppressions suppressions;

    private QuarantineFolder(Path root, InstantSource clock) {
        this.root = root;
        this.clock = clock;
        this.suppressions = new SuppressionFiles(root, clock);
    }

    /**
     * Opens, or creates, a quarantine.
     *
     * @throws QuarantineException if the folder cannot be created or cleared of what a crash left
     */
    public static QuarantineFolder open(Path root, InstantSource clock) {
        requireNonNull(clock, "clock is null");
        try {
            OwnerFiles.createFolder(root);
            QuarantineFolder store = new QuarantineFolder(root, clock);
            store.clearAbandoned();
            return store;
        } catch (IOException e) {
            throw new QuarantineException("cannot open the quarantine in " + root, e);
        }
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
        Optional<Review> before = find(ticket.tenant(), ticket.id());
        if (before.isPresent() && before.get().ticket().afterVersion() == ticket.afterVersion()) {
            return before;
        }
        try {
            if (before.isPresent()) {
                return Optional.of(renew(ticket));
            }
            Path folder = folder(ticket.tenant());
            OwnerFiles.createFolder(folder);
            Path next = Files.createTempDirectory(folder, UNFINISHED);
            try {
                // The ticket first, so that whatever a crash leaves says whose it is.
                OwnerFiles.write(next.resolve(TICKET), TicketFormat.write(ticket));
                if (!copy(held, next.resolve(BYTES)).equals(ticket.bytes())) {
                    return Optional.empty();
                }
                OwnerFiles.publish(next, folder.resolve(ticket.id().value()));
            } finally {
                OwnerFiles.deleteTree(next);
            }
            return Optional.of(new Review.Pending(ticket));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            // Somebody else may have held the same meanwhile.
            Optional<Review> other = find(ticket.tenant(), ticket.id());
            if (other.isPresent()) {
                return other;
            }
            throw new QuarantineException("cannot write ticket " + ticket.id() + " to " + root, e);
        }
    }

    /** The decision goes first: a crash leaves a ticket that is out of date, and holding it again renews it. */
    private Review renew(Ticket ticket) throws IOException {
        Path folder = folder(ticket.tenant()).resolve(ticket.id().value());
        Files.deleteIfExists(folder.resolve(RELEASE));
        Files.deleteIfExists(folder.resolve(REJECTION));
        Path next = folder.resolve(UNFINISHED + TICKET);
        Files.deleteIfExists(next);
        OwnerFiles.write(next, TicketFormat.write(ticket));
        OwnerFiles.publish(next, folder.resolve(TICKET));
        return new Review.Pending(ticket);
    }

    @Override
    public Optional<Review> find(TenantId tenant, TicketId id) {
        Path folder = folder(tenant).resolve(id.value());
        try {
            Ticket ticket = TicketFormat.readTicket(Files.readAllBytes(folder.resolve(TICKET)));
            if (!ticket.id().equals(id) || !ticket.tenant().equals(tenant)) {
                throw new QuarantineException("ticket " + id + " of tenant " + tenant + " holds another ticket");
            }
            return Optional.of(decided(ticket, folder));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new QuarantineException("cannot read ticket " + id + " in " + root, e);
        }
    }

    private static Review decided(Ticket ticket, Path folder) throws IOException {
        Path release = folder.resolve(RELEASE);
        if (Files.exists(release)) {
            return new Review.Released(ticket, TicketFormat.readRelease(Files.readAllBytes(release)));
        }
        Path rejection = folder.resolve(REJECTION);
        return Files.exists(rejection)
                ? new Review.Rejected(ticket, TicketFormat.readRejection(Files.readAllBytes(rejection)))
                : new Review.Pending(ticket);
    }

    @Override
    public List<TicketId> ids(TenantId tenant) {
        Path folder = folder(tenant);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.flatMap(entry -> ticketId(entry).stream()).sorted().toList();
        } catch (IOException e) {
            throw new QuarantineException("cannot list the quarantine of tenant " + tenant + " in " + root, e);
        }
    }

    @Override
    public List<Review> list(TenantId tenant) {
        List<Review> reviews = new ArrayList<>();
        ids(tenant).forEach(id -> find(tenant, id).ifPresent(reviews::add));
        reviews.sort(Comparator.comparing((Review review) -> review.ticket().heldAt())
                .thenComparing(review -> review.ticket().id()));
        return List.copyOf(reviews);
    }

    @Override
    public <T> T reading(Ticket ticket, Function<Path, T> work) {
        return work.apply(bytes(ticket));
    }

    @Override
    public String place(Ticket ticket) {
        return bytes(ticket).toString();
    }

    /** The file with a ticket's bytes. */
    public Path bytes(Ticket ticket) {
        return folder(ticket.tenant()).resolve(ticket.id().value()).resolve(BYTES);
    }

    @Override
    public void recordDecision(WriteGrant grant, Ticket ticket, Decision decision) {
        grant.require(ticket.tenant(), WriteAction.RELEASE, clock.instant());
        Path folder = folder(ticket.tenant()).resolve(ticket.id().value());
        String name = switch (decision) {
            case Release release -> RELEASE;
            case Rejection rejection -> REJECTION;
        };
        try {
            Path next = folder.resolve(UNFINISHED + name);
            Files.deleteIfExists(next);
            OwnerFiles.write(next, TicketFormat.write(decision));
            if (Files.exists(folder.resolve(name))) {
                Files.delete(next);
            } else {
                OwnerFiles.publish(next, folder.resolve(name));
            }
        } catch (IOException e) {
            throw new QuarantineException("cannot record a decision on ticket " + ticket.id() + " in " + root, e);
        }
    }

    @Override
    public Optional<Ticket> purge(WriteGrant grant, TicketId id) {
        grant.require(grant.tenant(), WriteAction.ERASE, clock.instant());
        Optional<Review> review = find(grant.tenant(), id);
        if (review.isPresent()) {
            remove(grant.tenant(), id);
        }
        return review.map(Review::ticket);
    }

    @Override
    public int purge(WriteGrant grant, Predicate<Ticket> which) {
        grant.require(grant.tenant(), WriteAction.ERASE, clock.instant());
        TenantId tenant = grant.tenant();
        List<Ticket> going =
                list(tenant).stream().map(Review::ticket).filter(which).toList();
        going.forEach(ticket -> remove(tenant, ticket.id()));
        try {
            clear(
                    folder(tenant),
                    leftover -> isGoing(leftover)
                            || ticketIn(leftover).filter(which).isPresent());
        } catch (IOException e) {
            throw new QuarantineException("cannot clear the quarantine of tenant " + tenant + " in " + root, e);
        }
        return going.size();
    }

    @Override
    public Suppressions suppressions() {
        return suppressions;
    }

    private void remove(TenantId tenant, TicketId id) {
        Path folder = folder(tenant);
        Path going = folder.resolve(GOING + id.value());
        try {
            OwnerFiles.deleteTree(going);
            OwnerFiles.publish(folder.resolve(id.value()), going);
            OwnerFiles.deleteTree(going);
        } catch (IOException e) {
            throw new QuarantineException("cannot remove ticket " + id + " from " + root, e);
        }
    }

    private static Optional<TicketId> ticketId(Path entry) {
        Path name = entry.getFileName();
        try {
            return name == null ? Optional.empty() : Optional.of(new TicketId(name.toString()));
        } catch (IllegalArgumentException e) {
            // Unfinished, or the list of suppressions.
            return Optional.empty();
        }
    }

    private Path folder(TenantId tenant) {
        return root.resolve(tenant.value());
    }

    private static Sha256 copy(HeldBytes from, Path to) throws IOException {
        try (FileChannel out = OwnerFiles.create(to)) {
            Sha256 digest = from.copyTo(BUFFER_BYTES, piece -> {
                ByteBuffer left = ByteBuffer.wrap(piece);
                while (left.hasRemaining()) {
                    out.write(left);
                }
            });
            out.force(true);
            return digest;
        }
    }

    /** What a crash left half-written; what is younger may be another process at work. */
    private void clearAbandoned() throws IOException {
        Instant before = clock.instant().minus(ABANDONED);
        try (Stream<Path> tenants = Files.list(root)) {
            for (Path tenant : tenants.filter(Files::isDirectory).toList()) {
                clear(tenant, leftover -> isGoing(leftover) || isOlder(leftover, before));
            }
        }
    }

    /** Removes leftovers of a tenant. */
    private static void clear(Path tenant, Predicate<Path> which) throws IOException {
        if (!Files.isDirectory(tenant)) {
            return;
        }
        try (Stream<Path> entries = Files.list(tenant)) {
            for (Path entry : entries.toList()) {
                if ((isGoing(entry) || isNamed(entry, UNFINISHED)) && which.test(entry)) {
                    OwnerFiles.deleteTree(entry);
                }
            }
        }
    }

    private static boolean isGoing(Path entry) {
        return isNamed(entry, GOING);
    }

    private static boolean isNamed(Path entry, String prefix) {
        Path name = entry.getFileName();
        return name != null && name.toString().startsWith(prefix);
    }

    private static boolean isOlder(Path entry, Instant than) {
        try {
            return Files.getLastModifiedTime(entry).toInstant().isBefore(than);
        } catch (IOException e) {
            // Another process has just finished it.
            return false;
        }
    }

    /** The ticket in a folder that a crash left; empty if there is none that can be read. */
    private static Optional<Ticket> ticketIn(Path leftover) {
        try {
            return Optional.of(TicketFormat.readTicket(Files.readAllBytes(leftover.resolve(TICKET))));
        } catch (IOException | QuarantineException e) {
            return Optional.empty();
        }
    }
}
