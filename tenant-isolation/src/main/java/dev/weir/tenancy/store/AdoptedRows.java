package dev.weir.tenancy.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.Provenance;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.WellFormed;
import dev.weir.tenancy.internal.CanonicalReader;
import dev.weir.tenancy.internal.CanonicalWriter;
import dev.weir.tenancy.internal.MalformedBytesException;
import dev.weir.tenancy.seal.SealedChunk;
import dev.weir.tenancy.seal.SealedDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Beside a store that was filled before Weir: which chunk each of its rows is, and the seal. Rows stay as they are; what is
 * read from here is believed no more than a row, because a verifier sees both. Thread-safe.
 *
 * <p>A search costs one look-up more.
 */
public final class AdoptedRows {
    private static final int MAX_STORE_CHARACTERS = 128;

    /** In the order of a record's bytes. */
    private static final List<String> KEPT =
            List.of(MetadataKeys.CHUNK, MetadataKeys.SOURCE, MetadataKeys.BATCH, MetadataKeys.TAG, MetadataKeys.SEAL);

    private final SharedRecords records;
    private final String store;
    private final String tenantField;

    /**
     * @param records where this is kept; they stay the caller's to close. They may be those of seals
     * @param store what the store is called, 1 to 128 characters: in one set of records, rows of two stores may have one key
     * @param tenantField the metadata key under which rows name their tenant
     * @throws IllegalArgumentException if the name is empty or too long, or the key is none that an application may filter by
     */
    public AdoptedRows(SharedRecords records, String store, String tenantField) {
        this.records = requireNonNull(records, "records is null");
        if (store.isEmpty() || store.length() > MAX_STORE_CHARACTERS) {
            throw new IllegalArgumentException(
                    "a store's name must have 1-" + MAX_STORE_CHARACTERS + " characters, got " + store.length());
        }
        this.store = WellFormed.require(store, "the store's name");
        if (!MetadataKeys.isAttribute(tenantField)) {
            throw new IllegalArgumentException(
                    "the tenant's metadata key must have 1 to 64 characters of A-Z a-z 0-9 _,"
                            + " begin with a letter and not with " + MetadataKeys.PREFIX);
        }
        this.tenantField = tenantField;
    }

    /** What the store is called. */
    public String store() {
        return store;
    }

    /** The metadata key under which rows name their tenant. */
    public String tenantField() {
        return tenantField;
    }

    /**
     * Keeps which chunks rows are, in one step, in the place of what was known of them.
     *
     * @param document all of its chunks
     * @param keys of the rows in the store, one for each chunk, in their order
     */
    public void put(SealedDocument document, List<String> keys) {
        if (keys.size() != document.chunks().size()) {
            throw new IllegalArgumentException(
                    "there must be one key for each of " + document.chunks().size() + " chunks, got " + keys.size());
        }
        String tag = document.head().tag().token();
        records.change(document.tenant(), changes -> {
            for (int i = 0; i < keys.size(); i++) {
                changes.put(name(keys.get(i)), bytes(fields(document.chunks().get(i), tag)));
            }
            return keys;
        });
    }

    /** Forgets rows. */
    public void remove(TenantId tenant, Collection<String> keys) {
        if (!keys.isEmpty()) {
            records.change(tenant, changes -> {
                keys.forEach(key -> changes.remove(name(key)));
                return keys;
            });
        }
    }

    /** What is kept of rows, as far as there is anything; by their keys. */
    public Map<String, Kept> find(TenantId tenant, Collection<String> keys) {
        Map<String, Kept> found = new HashMap<>();
        fields(Map.of(tenant, Set.copyOf(keys)))
                .getOrDefault(tenant, Map.of())
                .forEach((key, fields) -> ChunkId.parse(fields.getOrDefault(MetadataKeys.CHUNK, ""))
                        .ifPresent(chunk ->
                                found.put(key, new Kept(chunk, fields.getOrDefault(MetadataKeys.SEAL, "")))));
        return found;
    }

    /**
     * What is kept of one row.
     *
     * @param chunk that it is said to be
     * @param seal that it is said to have
     */
    public record Kept(ChunkId chunk, String seal) {
        public Kept {
            requireNonNull(chunk, "chunk is null");
            requireNonNull(seal, "seal is null");
        }
    }

    /** Changes what push-down knows of rows' tag. */
    void relabel(AccessTag tag, List<MetadataRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        Map<String, Map<String, String>> found =
                fields(Map.of(tag.tenant(), rows.stream().map(MetadataRow::key).collect(Collectors.toSet())))
                        .getOrDefault(tag.tenant(), Map.of());
        records.change(tag.tenant(), changes -> {
            found.forEach((key, fields) -> {
                fields.put(MetadataKeys.TAG, tag.token());
                changes.put(name(key), bytes(fields));
            });
            return tag;
        });
    }

    /**
     * The same rows in the same order: those that Weir wrote as they are, those that are kept here with what is kept of them,
     * and none that is neither.
     */
    List<@Nullable MetadataRow> named(List<? extends @Nullable MetadataRow> rows) {
        Map<TenantId, Set<String>> wanted = new HashMap<>();
        for (@Nullable MetadataRow row : rows) {
            if (row != null && !isOwn(row)) {
                tenant(row)
                        .ifPresent(tenant -> wanted.computeIfAbsent(tenant, each -> new HashSet<>())
                                .add(row.key()));
            }
        }
        Map<TenantId, Map<String, Map<String, String>>> found = fields(wanted);
        List<@Nullable MetadataRow> named = new ArrayList<>();
        for (@Nullable MetadataRow row : rows) {
            if (row == null || isOwn(row)) {
                named.add(row);
            } else {
                tenant(row)
                        .flatMap(tenant -> Optional.ofNullable(
                                found.getOrDefault(tenant, Map.of()).get(row.key())))
                        .ifPresent(fields -> named.add(row.adoptedAs(fields)));
            }
        }
        return named;
    }

    /** Whether the row says that Weir wrote it. One that only says so does not verify. */
    private static boolean isOwn(MetadataRow row) {
        return row.metadata().containsKey(MetadataKeys.CHUNK);
    }

    private Optional<TenantId> tenant(MetadataRow row) {
        try {
            return Optional.of(new TenantId(row.field(tenantField)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What is kept of rows, by tenant and key. */
    private Map<TenantId, Map<String, Map<String, String>>> fields(Map<TenantId, Set<String>> wanted) {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Map<String, String> keys = new HashMap<>();
        Map<TenantId, Set<String>> names = new HashMap<>();
        wanted.forEach((tenant, these) -> these.forEach(key -> {
            String name = name(key);
            keys.put(name, key);
            names.computeIfAbsent(tenant, each -> new HashSet<>()).add(name);
        }));
        Map<TenantId, Map<String, Map<String, String>>> found = new HashMap<>();
        records.findAll(names).forEach((tenant, contents) -> contents.forEach((name, content) -> fields(content)
                .filter(fields -> tenant.value().equals(fields.get(MetadataKeys.TENANT)))
                .ifPresent(fields -> found.computeIfAbsent(tenant, each -> new HashMap<>())
                        .put(requireNonNull(keys.get(name)), fields))));
        return found;
    }

    private static Map<String, String> fields(SealedChunk chunk, String tag) {
        Provenance provenance = chunk.facts().provenance();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(MetadataKeys.CHUNK, chunk.id().toString());
        fields.put(MetadataKeys.SOURCE, provenance.source().uri());
        fields.put(MetadataKeys.BATCH, provenance.batch());
        fields.put(MetadataKeys.TAG, tag);
        fields.put(MetadataKeys.SEAL, chunk.seal());
        return fields;
    }

    private static byte[] bytes(Map<String, String> fields) {
        CanonicalWriter out = new CanonicalWriter();
        for (String name : KEPT) {
            out.string(fields.getOrDefault(name, ""));
        }
        return out.toByteArray();
    }

    /** Empty for what nobody here wrote: its row is then not known. */
    private static Optional<Map<String, String>> fields(byte[] content) {
        try {
            CanonicalReader in = new CanonicalReader(content);
            Map<String, String> fields = new LinkedHashMap<>();
            for (String name : KEPT) {
                fields.put(name, in.string());
            }
            in.end();
            return ChunkId.parse(fields.getOrDefault(MetadataKeys.CHUNK, "")).map(chunk -> {
                fields.put(MetadataKeys.TENANT, chunk.tenant().value());
                fields.put(MetadataKeys.DOCUMENT, chunk.document().value());
                fields.put(MetadataKeys.VERSION, Long.toString(chunk.version()));
                return fields;
            });
        } catch (MalformedBytesException e) {
            return Optional.empty();
        }
    }

    /** A row's key may be of any length; no name of a seal has a space in it. */
    private String name(String key) {
        return "row " + Sha256.of((store + "\0" + key).getBytes(UTF_8)).hex();
    }
}
