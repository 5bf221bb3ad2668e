package dev.weir.tenancy.heads;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far one reader has followed each log, kept so that it survives a restart: what makes a rolled-back or forked log
 * visible. {@link HeadReader#saveSnapshot} puts what the reader knows beside it. Keep it where whoever can write the log
 * cannot write: it is believed. Thread-safe; not for two processes at once.
 */
public final class SeenPositions {
    private final Optional<Path> directory;
    private final Map<TenantId, LogPosition> positions = new ConcurrentHashMap<>();

    private SeenPositions(Optional<Path> directory) {
        this.directory = directory;
    }

    /** Positions that are forgotten with the process, for a reader that starts anew each time. */
    public static SeenPositions inMemory() {
        return new SeenPositions(Optional.empty());
    }

    /**
     * Positions in one small file per tenant.
     *
     * @throws HeadLogException if the directory cannot be created
     */
    public static SeenPositions inDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new HeadLogException("cannot create the directory of seen positions " + directory, e);
        }
        return new SeenPositions(Optional.of(directory));
    }

    /** The last position recorded for a tenant. */
    Optional<LogPosition> of(TenantId tenant) {
        LogPosition known = positions.get(tenant);
        if (known != null || directory.isEmpty()) {
            return Optional.ofNullable(known);
        }
        Path file = file(directory.get(), tenant);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            String[] fields =
                    Files.readString(file, StandardCharsets.US_ASCII).strip().split(" ", -1);
            if (fields.length != 2) {
                throw new HeadLogException("the file of seen positions " + file + " is damaged");
            }
            LogPosition read = new LogPosition(Long.parseLong(fields[0]), Sha256.fromHex(fields[1]));
            positions.put(tenant, read);
            return Optional.of(read);
        } catch (IOException | IllegalArgumentException e) {
            throw new HeadLogException("cannot read the file of seen positions " + file, e);
        }
    }

    /** Records that a reader has come this far. */
    void advance(TenantId tenant, LogPosition position) {
        directory.ifPresent(path -> write(file(path, tenant), position));
        positions.put(tenant, position);
    }

    /** What a reader kept of a tenant; empty if there is nothing, or it is damaged: then the whole log is read again. */
    Optional<HeadSnapshot> snapshot(TenantId tenant) {
        return directory
                .map(path -> snapshotFile(path, tenant))
                .filter(Files::exists)
                .flatMap(HeadSnapshot::read);
    }

    /** Keeps what a reader knows; in memory there is nowhere to. */
    void keep(HeadSnapshot snapshot) {
        directory.ifPresent(path -> {
            Path file = snapshotFile(path, snapshot.tenant());
            replace(file, snapshot::writeTo);
        });
    }

    private static void write(Path file, LogPosition position) {
        String line = position.sequence() + " " + position.hash().hex() + "\n";
        replace(file, next -> Files.writeString(next, line, StandardCharsets.US_ASCII));
    }

    /** Replaces a file in one step, durably. */
    private static void replace(Path file, Writing writing) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            writing.to(next);
            try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new HeadLogException("cannot write what a reader remembers to " + file, e);
        }
    }

    private static Path snapshotFile(Path directory, TenantId tenant) {
        return directory.resolve(tenant.value() + ".heads");
    }

    /** Writes a file. */
    private interface Writing {
        void to(Path file) throws IOException;
    }

    private static Path file(Path directory, TenantId tenant) {
        return directory.resolve(tenant.value() + ".seen");
    }
}
