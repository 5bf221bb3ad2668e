package dev.weir.ingest.quarantine;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Findings that somebody accepted, one file each. Thread-safe, and safe beside other processes.
 *
 * <h2>Guarantees</h2>
 *
 * <p>A suppression counts for its own tenant, source, detector and technique, for the very text it was given for, and
 * until it expires; nothing else is suppressed by it. A finding is accepted if all text it stands in is, so that a later
 * version of a detector may mark less or more of a text that was accepted and none that was not.
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That accepting was right: a suppressed text is admitted although a detector objects.
 */
public final class Suppressions {
    private static final String FOLDER = "suppressions";
    private static final String SUFFIX = ".json";

    private final Path root;
    private final InstantSource clock;

    Suppressions(Path root, InstantSource clock) {
        this.root = root;
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Accepts a finding. The uploader of a ticket cannot: they would wave their own document through.
     *
     * @param ticket the ticket the finding is from
     * @throws dev.weir.tenancy.WriteRefusedException if the grant allows no release in the tenant
     * @throws IllegalArgumentException if the suppression is not the grant holder's, has expired, or is the uploader's own
     */
    public void add(WriteGrant grant, Ticket ticket, Suppression suppression) {
        grant.require(suppression.tenant(), WriteAction.RELEASE, clock.instant());
        String subject = grant.principal().subject();
        if (!suppression.owner().equals(subject)) {
            throw new IllegalArgumentException("the owner of a suppression is whoever adds it");
        }
        if (ticket.uploader().equals(subject)) {
            throw new IllegalArgumentException("the uploader cannot accept findings in ticket " + ticket.id());
        }
        if (!suppression.tenant().equals(ticket.tenant())
                || !suppression.source().equals(ticket.source())) {
            throw new IllegalArgumentException(
                    "the suppression is not for the tenant and source of ticket " + ticket.id());
        }
        if (!clock.instant().isBefore(suppression.expiresAt())) {
            throw new IllegalArgumentException("the suppression has expired already");
        }
        byte[] content = TicketFormat.write(suppression);
        Path folder = folder(suppression.tenant());
        Path file = folder.resolve(Sha256.of(content).hex() + SUFFIX);
        try {
            OwnerFiles.createFolder(folder);
            if (!Files.exists(file)) {
                Path next = Files.createTempDirectory(folder, ".new-");
                try {
                    OwnerFiles.write(next.resolve(SUFFIX), content);
                    OwnerFiles.publish(next.resolve(SUFFIX), file);
                } finally {
                    OwnerFiles.deleteTree(next);
                }
            }
        } catch (IOException e) {
            throw new QuarantineException("cannot write a suppression to " + folder, e);
        }
    }

    /** All suppressions of a tenant, expired ones included. */
    public List<Suppression> list(TenantId tenant) {
        Path folder = folder(tenant);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Suppression> found = new ArrayList<>();
            for (Path file :
                    files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList()) {
                found.add(TicketFormat.readSuppression(Files.readAllBytes(file)));
            }
            return List.copyOf(found);
        } catch (IOException e) {
            throw new QuarantineException("cannot read the suppressions in " + folder, e);
        }
    }

    /**
     * Removes all suppressions of some kind for good, and what a crash left of such ones.
     *
     * @return how many went
     * @throws dev.weir.tenancy.WriteRefusedException if the grant does not allow to erase
     */
    public int remove(WriteGrant grant, Predicate<Suppression> which) {
        grant.require(grant.tenant(), WriteAction.ERASE, clock.instant());
        Path folder = folder(grant.tenant());
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            int removed = 0;
            for (Path entry : entries.toList()) {
                if (Files.isDirectory(entry)) {
                    if (unfinished(entry).filter(which).isPresent()) {
                        OwnerFiles.deleteTree(entry);
                    }
                } else if (which.test(TicketFormat.readSuppression(Files.readAllBytes(entry)))) {
                    Files.delete(entry);
                    removed++;
                }
            }
            return removed;
        } catch (IOException e) {
            throw new QuarantineException("cannot remove suppressions from " + folder, e);
        }
    }

    /** What a crash left half-written, as far as it can be read. */
    private static Optional<Suppression> unfinished(Path folder) {
        try {
            return Optional.of(TicketFormat.readSuppression(Files.readAllBytes(folder.resolve(SUFFIX))));
        } catch (IOException | QuarantineException e) {
            // Another process has just finished it, or the crash came before its first byte was whole.
            return Optional.empty();
        }
    }

    /** What is accepted now, for one tenant and source. */
    public Predicate<HeldFinding> accepted(TenantId tenant, SourceRef source) {
        List<Suppression> all = list(tenant);
        return finding -> {
            Instant now = clock.instant();
            Set<Sha256> texts = all.stream()
                    .filter(one -> one.isFor(tenant, source, finding, now))
                    .flatMap(one -> one.texts().stream())
                    .collect(Collectors.toSet());
            return texts.containsAll(finding.texts());
        };
    }

    /** The digest of what is accepted now, for one tenant and source: a verdict that knew something else is out of date. */
    public Sha256 digest(TenantId tenant, SourceRef source) {
        Instant now = clock.instant();
        return Sha256.of(list(tenant).stream()
                .filter(one -> one.source().equals(source) && now.isBefore(one.expiresAt()))
                .map(TicketFormat::write)
                .toArray(byte[][]::new));
    }

    private Path folder(TenantId tenant) {
        return root.resolve(tenant.value()).resolve(FOLDER);
    }
}
