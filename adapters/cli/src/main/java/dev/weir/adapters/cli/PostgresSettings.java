package dev.weir.adapters.cli;

import dev.weir.adapters.pgvector.PgConnections;
import dev.weir.adapters.pgvector.PgVectorChunkStore;
import dev.weir.tenancy.store.ChunkStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Where chunks are, if not in the store's directory. Everything else of a store stays there.
 *
 * @param url such as {@code jdbc:postgresql://host:5432/weir}
 * @param operator the role that reads across tenants, which {@code weir verify} needs
 */
record PostgresSettings(String url, Login application, Optional<Login> operator) {
    private static final int CONNECTIONS = 8;

    /** A role, and the file whose first line is its password. */
    record Login(String role, Path passwordFile) {
        private PgConnections connect(String url, int connections) {
            try {
                String password = Files.readString(passwordFile, StandardCharsets.UTF_8)
                        .lines()
                        .findFirst()
                        .orElse("");
                return PgConnections.pooled(url, role, password, connections);
            } catch (IOException e) {
                throw new UsageException("cannot read the password of role " + role + " from " + passwordFile + ".", e);
            }
        }
    }

    /**
     * Opens the chunks of a store.
     *
     * @throws UsageException if the directory has an index of its own: its documents would be missing from every answer
     */
    ChunkStore open(Path directory, InstantSource clock) {
        if (!IndexPointer.present(directory).isEmpty()) {
            throw new UsageException(
                    "the store in " + directory + " keeps its chunks in an index there, and the settings"
                            + " name a Postgres database; ingest into another directory, or leave out \"postgres\".");
        }
        PgConnections connections = application.connect(url, CONNECTIONS);
        return operator.isPresent()
                ? PgVectorChunkStore.open(connections, operator.get().connect(url, 1), clock)
                : PgVectorChunkStore.open(connections, clock);
    }
}
