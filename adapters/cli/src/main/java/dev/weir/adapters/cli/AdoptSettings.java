package dev.weir.adapters.cli;

import static java.util.Objects.requireNonNull;

import dev.weir.adapters.pgvector.PgFilledTable;
import dev.weir.ingest.adopt.RowMapping;
import dev.weir.tenancy.store.AdoptedRows;
import dev.weir.tenancy.store.FilledTable;
import dev.weir.tenancy.store.SharedRecords;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A table that was filled before Weir, and what its rows' metadata means.
 *
 * @param name what the store is called, in snapshots, beside its rows and in their batch
 * @param url such as {@code jdbc:postgresql://host:5432/application}
 * @param login a role that may read the table
 */
record AdoptSettings(
        String name, String url, PostgresSettings.Login login, PgFilledTable.Columns columns, RowMapping mapping) {
    private static final String PREFIX = "adopt.";

    /** With {@link #batch} no longer than a batch may be. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,58}");

    AdoptSettings {
        requireNonNull(name, "name is null");
        requireNonNull(url, "url is null");
        requireNonNull(login, "login is null");
        requireNonNull(columns, "columns is null");
        requireNonNull(mapping, "mapping is null");
    }

    /** Reads the section of a settings file. */
    static AdoptSettings read(YamlFile yaml, Node node) {
        Map<String, Node> map = yaml.mapping(
                node,
                PREFIX,
                Set.of(
                        "name",
                        "url",
                        "role",
                        "password-file",
                        "table",
                        "layout",
                        "key",
                        "text",
                        "tenant",
                        "source",
                        "document",
                        "order"));
        RowMapping mapping = new RowMapping(
                yaml.string(map, PREFIX, "tenant"),
                yaml.string(map, PREFIX, "source"),
                optional(yaml, map, "document"),
                optional(yaml, map, "order"));
        String name = yaml.string(map, PREFIX, "name");
        if (!NAME.matcher(name).matches()) {
            throw yaml.wrong(
                    yaml.node(map, PREFIX, "name"), "adopt.name must have 1-58 characters of a-z A-Z 0-9 . _ -");
        }
        return new AdoptSettings(
                name,
                PostgresSettings.url(yaml, node, map, PREFIX),
                PostgresSettings.Login.read(yaml, map, PREFIX),
                columns(yaml, node, map, mapping),
                mapping);
    }

    private static PgFilledTable.Columns columns(YamlFile yaml, Node node, Map<String, Node> map, RowMapping mapping) {
        String table = yaml.string(map, PREFIX, "table");
        String layout = yaml.string(map, PREFIX, "layout");
        if (!layout.equals("columns") && (map.containsKey("key") || map.containsKey("text"))) {
            throw yaml.wrong(node, "adopt.key and adopt.text are for the layout columns");
        }
        try {
            return switch (layout) {
                case "langchain4j" -> PgFilledTable.Columns.ofLangChain4j(table);
                case "spring-ai" -> PgFilledTable.Columns.ofSpringAi(table);
                case "columns" ->
                    new PgFilledTable.Columns(
                            table,
                            yaml.string(map, PREFIX, "key"),
                            yaml.string(map, PREFIX, "text"),
                            Optional.empty(),
                            fields(mapping));
                default ->
                    throw yaml.wrong(
                            yaml.node(map, PREFIX, "layout"), "adopt.layout must be langchain4j, spring-ai or columns");
            };
        } catch (IllegalArgumentException e) {
            throw new UsageException(yaml.where(node) + "adopt: " + e.getMessage(), e);
        }
    }

    private static Set<String> fields(RowMapping mapping) {
        Set<String> fields = new TreeSet<>(Set.of(mapping.tenant()));
        fields.add(mapping.source());
        mapping.document().ifPresent(fields::add);
        mapping.order().ifPresent(fields::add);
        return fields;
    }

    private static Optional<String> optional(YamlFile yaml, Map<String, Node> map, String key) {
        return map.containsKey(key) ? Optional.of(yaml.string(map, PREFIX, key)) : Optional.empty();
    }

    /** The same for every run, so that what was interrupted ends as it would have. */
    String batch() {
        return "adopt:" + name;
    }

    /** The table; the caller closes it. */
    FilledTable open() {
        return PgFilledTable.open(login.connect(url, 2), columns);
    }

    /** What is kept beside its rows. */
    AdoptedRows rows(SharedRecords records) {
        try {
            return new AdoptedRows(records, name, mapping.tenant());
        } catch (IllegalArgumentException e) {
            throw new UsageException("adopt: " + e.getMessage() + ".", e);
        }
    }
}
