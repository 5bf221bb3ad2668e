package dev.weir.adapters.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealVerifier;
import dev.weir.tenancy.store.AdoptedRows;
import dev.weir.tenancy.store.SharedRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A table of an application on the server that the tests share, and the settings that adopt it. */
final class AdoptScene implements AutoCloseable {
    private static final TenantId ACME = new TenantId("acme");
    private static final InstantSource CLOCK = InstantSource.system();

    private final Path directory;
    private final String table;
    private final Properties server = Database.running();
    private final HikariDataSource owner = new HikariDataSource();

    /** @param table in the schema {@code public} */
    AdoptScene(Path directory, String table) {
        this.directory = directory;
        this.table = table;
        owner.setJdbcUrl(server.getProperty("url"));
        owner.setUsername("weir_owner");
        owner.setPassword(server.getProperty("owner.password"));
        owner.setMaximumPoolSize(2);
    }

    /** The application's own access to its table. */
    HikariDataSource owner() {
        return owner;
    }

    /** Settings of the server, with Weir's tables empty. */
    Path settings(String name, String layout) throws IOException, SQLException {
        return more(Database.emptied(directory), name, layout);
    }

    /** The same settings for another name of the store. */
    Path renamed(Path settings, String name) throws IOException {
        return Files.writeString(
                directory.resolve(name + ".yaml"),
                Files.readString(settings).replaceFirst("  name: [a-z]+\n", "  name: " + name + "\n"));
    }

    private Path more(Path settings, String name, String layout) throws IOException {
        return Files.writeString(
                settings,
                Files.readString(settings) + "adopt:\n  name: " + name + "\n  url: " + server.getProperty("url")
                        + "\n  role: weir_application\n  password-file: " + directory.resolve("application")
                        + "\n  table: public." + table + "\n  layout: " + layout
                        + "\n  tenant: owner\n  source: url\n  order: index\n");
    }

    /** Every byte of every row, and the transaction that wrote it. */
    String state(String key) throws SQLException {
        return query(
                "SELECT md5(string_agg(t.xmin::text || t::text, ';' ORDER BY t." + key + ")) FROM " + table + " AS t");
    }

    /** The first column of the first row, if there is one. */
    String query(String sql, String... values) throws SQLException {
        try (Connection connection = owner.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            if (!statement.execute()) {
                return "";
            }
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** Those of the rows that verify for tenant {@code acme} now, by key, and which chunk each is. */
    static Map<String, String> served(Path store, Path settings, String name, Map<String, String> texts) {
        Settings read = SettingsFile.read(settings);
        Map<String, String> served = new TreeMap<>();
        try (LocalStore local = LocalStore.open(store, KeyPlace.of(store.resolve("keys"), null), read, CLOCK);
                SharedRecords seals = read.postgres().orElseThrow().seals()) {
            AccessScope scope = local.resolver().resolve(local.localUser(ACME));
            local.reader().refresh(ACME);
            SealVerifier verifier = new SealVerifier(local.reader(), CLOCK);
            new AdoptedRows(seals, name, "owner").find(ACME, texts.keySet()).forEach((key, kept) -> {
                Candidate row = new Candidate(kept.chunk().toString(), texts.get(key), kept.seal(), null, Map.of(), 1);
                if (verifier.verify(row, scope) instanceof SealCheck.Intact intact) {
                    served.put(
                            key,
                            intact.chunk().id().version() + "/"
                                    + intact.chunk().id().ordinal());
                }
            });
        }
        return served;
    }

    @Override
    public void close() {
        owner.close();
    }
}
