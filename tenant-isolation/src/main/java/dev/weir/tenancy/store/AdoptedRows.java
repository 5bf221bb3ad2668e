package dev.weir.tenancy.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.Provenance;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.WellFormed;
import dev.weir.tenancy.seal.SealedDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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

    private final SharedRecords records;
    private final String store;
    private final String documents;
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
        this.documents = "doc " + Sha256.ofText(store).hex().substring(0, 32) + " ";
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
     * Keeps which chunks rows are, in one step, in the place of what was known of them and of the document's other rows.
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
        DocumentId id = document.head().document();
        Provenance provenance = document.chunks().getFirst().facts().provenance();
        DocumentRows kept = new DocumentRows(
                provenance.source().uri(),
                provenance.batch(),
                keys.stream().map(this::digest).toList());
        records.change(document.tenant(), changes -> {
            removeRows(changes, id, row -> true);
            for (int i = 0; i < keys.size(); i++) {
                changes.put(
                        name(digest(keys.get(i))),
                        AdoptedRow.bytes(AdoptedRow.of(document.chunks().get(i), tag)));
            }
            changes.put(documents + id, kept.bytes());
            return id;
        });
    }

    /**
     * Forgets a document that is in no log, and rows.
     *
     * @param keys of rows, whatever document they are said to be of
     */
    public void forget(TenantId tenant, DocumentId document, Collection<String> keys) {
        records.change(tenant, changes -> {
            removeRows(changes, document, row -> true);
            changes.remove(documents + document);
            keys.forEach(key -> changes.remove(name(digest(key))));
            return document;
        });
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

    /** Whether anything is kept of what an erasure names, be its rows there or not. */
    boolean isKept(TenantId tenant, Erasure what) {
        return !documentsOf(tenant, what).isEmpty();
    }

    /** Forgets what an erasure names, be its rows there or not. */
    void erase(TenantId tenant, Erasure what) {
        Set<DocumentId> named = documentsOf(tenant, what);
        if (named.isEmpty()) {
            return;
        }
        records.change(tenant, changes -> {
            for (DocumentId document : named) {
                boolean areAllGone = removeRows(
                        changes,
                        document,
                        fields -> new MetadataRow("", null, Map.of(), null, 0)
                                .adoptedAs(fields)
                                .isNamedBy(tenant, what));
                if (areAllGone) {
                    changes.remove(documents + document);
                }
            }
            return named;
        });
    }

    private Set<DocumentId> documentsOf(TenantId tenant, Erasure what) {
        Map<String, byte[]> contents = switch (what) {
            case Erasure.ByDocument by -> contents(tenant, by.documents());
            case Erasure.OtherVersions by -> contents(tenant, Set.of(by.document()));
            case Erasure.BySource by -> records.list(tenant, documents);
            case Erasure.ByBatch by -> records.list(tenant, documents);
        };
        Set<DocumentId> named = new HashSet<>();
        contents.forEach((name, content) -> {
            DocumentId document = new DocumentId(name.substring(documents.length()));
            DocumentRows.read(content)
                    .filter(kept -> kept.isNamedBy(document, what))
                    .ifPresent(kept -> named.add(document));
        });
        return named;
    }

    private Map<String, byte[]> contents(TenantId tenant, Set<DocumentId> these) {
        Set<String> names = these.stream().map(id -> documents + id).collect(Collectors.toSet());
        return records.findAll(Map.of(tenant, names)).getOrDefault(tenant, Map.of());
    }

    /**
     * Removes what is kept of those rows of a document that a test takes. What is another document's by now stays.
     *
     * @return whether no row is left
     */
    private boolean removeRows(
            SharedRecords.Changes changes, DocumentId document, Predicate<Map<String, String>> taken) {
        boolean areAllGone = true;
        for (Sha256 row : changes.find(documents + document)
                .flatMap(DocumentRows::read)
                .map(DocumentRows::rows)
                .orElse(List.of())) {
            Optional<Map<String, String>> fields = changes.find(name(row))
                    .flatMap(AdoptedRow::read)
                    .filter(kept -> document.value().equals(kept.get(MetadataKeys.DOCUMENT)));
            if (fields.filter(taken).isPresent()) {
                changes.remove(name(row));
            } else if (fields.isPresent()) {
                areAllGone = false;
            }
        }
        return areAllGone;
    }

    /** Changes what push-down knows of rows' tag. */
    void relabel(AccessTag tag, List<MetadataRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        Map<String, Map<String, String>> found = fields(
                        Map.of(tag.tenant(), rows.stream().map(MetadataRow::key).collect(Collectors.toSet())))
                .getOrDefault(tag.tenant(), Map.of());
        records.change(tag.tenant(), changes -> {
            found.forEach((key, fields) -> {
                fields.put(MetadataKeys.TAG, tag.token());
                changes.put(name(digest(key)), AdoptedRow.bytes(fields));
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
            String name = name(digest(key));
            keys.put(name, key);
            names.computeIfAbsent(tenant, each -> new HashSet<>()).add(name);
        }));
        Map<TenantId, Map<String, Map<String, String>>> found = new HashMap<>();
        records.findAll(names)
                .forEach((tenant, contents) -> contents.forEach((name, content) -> AdoptedRow.read(content)
                        .filter(fields -> tenant.value().equals(fields.get(MetadataKeys.TENANT)))
                        .ifPresent(fields -> found.computeIfAbsent(tenant, each -> new HashMap<>())
                                .put(requireNonNull(keys.get(name)), fields))));
        return found;
    }

    /** A row's key may be of any length, and rows of two stores may have one. */
    private Sha256 digest(String key) {
        return Sha256.of((store + "\0" + key).getBytes(UTF_8));
    }

    /** No name of a seal has a space in it. */
    private static String name(Sha256 row) {
        return "row " + row.hex();
    }
}
