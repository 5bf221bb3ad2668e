package dev.weir.ingest.quarantine;

import dev.weir.tenancy.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Suppressions, one file each. */
final class SuppressionFiles extends Suppressions {
    private static final String FOLDER = "suppressions";
    private static final String SUFFIX = ".json";

    private final Path root;

    SuppressionFiles(Path root, InstantSource clock) {
        super(clock);
        this.root = root;
    }

    @Override
    void keep(TenantId tenant, String digest, byte[] content) {
        Path folder = folder(tenant);
        Path file = folder.resolve(digest + SUFFIX);
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

    @Override
    List<byte[]> contents(TenantId tenant) {
        Path folder = folder(tenant);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<byte[]> found = new ArrayList<>();
            for (Path file :
                    files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList()) {
                found.add(Files.readAllBytes(file));
            }
            return found;
        } catch (IOException e) {
            throw new QuarantineException("cannot read the suppressions in " + folder, e);
        }
    }

    /** {@inheritDoc} Also what a crash left of such ones. */
    @Override
    int drop(TenantId tenant, Predicate<Suppression> which) {
        Path folder = folder(tenant);
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

    private Path folder(TenantId tenant) {
        return root.resolve(tenant.value()).resolve(FOLDER);
    }
}
