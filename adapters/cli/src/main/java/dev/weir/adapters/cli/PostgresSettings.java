package dev.weir.adapters.cli;

import dev.weir.adapters.pgvector.PgConnections;
import dev.weir.adapters.pgvector.PgRecords;
import dev.weir.adapters.pgvector.PgVectorChunkStore;
import dev.weir.ingest.batch.ScanLedger;
import dev.weir.ingest.quarantine.QuarantineStore;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.SharedRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Where chunks, ledger and quarantine are, if not in the store's directory. Everything else of a store stays there.
 *
 * @param url such as {@code jdbc:postgresql://host:5432/weir}
 * @param operator the role that reads across tenants, which {@code weir verify} needs
 */
record PostgresSettings(String url, Login application, Optional<Login> operator) {
    private static final int CONNECTIONS = 8;

    /** A role, and the file whose first line is its password. */
    record Login(String role, Path passwordFile) {
        /** Role and password's file below a key of a settings file. */
        static Login read(YamlFile yaml, Map<String, Node> map, String prefix) {
            return new Login(yaml.string(map, prefix, "role"), Path.of(yaml.string(map, prefix, "password-file")));
        }

        PgConnections connect(String url, int connections) {
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

    /** The URL below a key of a settings file. */
    static String url(YamlFile yaml, Node node, Map<String, Node> map, String prefix) {
        String url = yaml.string(map, prefix, "url");
        if (!url.startsWith("jdbc:postgresql:")) {
            throw yaml.wrong(node, prefix + "url must begin with jdbc:postgresql:");
        }
        return url;
    }

    /**
     * Opens what nodes share of a store.
     *
     * @throws UsageException if the directory has some of it: its documents would be missing from every answer, or what is held
     *     from every list
     */
    LocalStore.Places open(Path directory, InstantSource clock) {
        requireEmpty(directory);
        List<Runnable> closing = new ArrayList<>();
        try {
            ChunkStore chunks = chunks(closing, clock);
            SharedRecords held = held();
            closing.add(held::close);
            return new Shared(this, chunks, held, QuarantineStore.over(held, clock));
        } catch (RuntimeException e) {
            closing.reversed().forEach(Runnable::run);
            throw e;
        }
    }

    /** What is held for a person; the caller closes it. */
    SharedRecords held() {
        return PgRecords.open(application.connect(url, 2), PgRecords.Kind.QUARANTINE);
    }

    /** Seals of rows that lie elsewhere; the caller closes it. */
    SharedRecords seals() {
        return PgRecords.open(application.connect(url, 2), PgRecords.Kind.SEALS);
    }

    private ChunkStore chunks(List<Runnable> closing, InstantSource clock) {
        PgConnections connections = application.connect(url, CONNECTIONS);
        closing.add(connections::close);
        if (operator.isEmpty()) {
            return PgVectorChunkStore.open(connections, clock);
        }
        PgConnections across = operator.get().connect(url, 1);
        closing.add(across::close);
        return PgVectorChunkStore.open(connections, across, clock);
    }

    private static void requireEmpty(Path directory) {
        if (!IndexPointer.present(directory).isEmpty()) {
            throw new UsageException(
                    "the store in " + directory + " keeps its chunks in an index there, and the settings"
                            + " name a Postgres database; ingest into another directory, or leave out \"postgres\".");
        }
        for (String kept : List.of(LocalStore.LEDGER, LocalStore.QUARANTINE)) {
            if (Files.exists(directory.resolve(kept))) {
                throw new UsageException("the store in " + directory + " keeps its " + kept + " there, and the settings"
                        + " name a Postgres database; use another directory, or leave out \"postgres\".");
            }
        }
    }

    /** What is in the database. */
    private record Shared(PostgresSettings settings, ChunkStore chunks, SharedRecords held, QuarantineStore quarantine)
            implements LocalStore.Places {
        @Override
        public ScanLedger ledger(TenantId tenant) {
            return ScanLedger.over(
                    PgRecords.open(settings.application.connect(settings.url, 2), PgRecords.Kind.LEDGER), tenant);
        }

        @Override
        public void close() {
            held.close();
            chunks.close();
        }
    }
}
