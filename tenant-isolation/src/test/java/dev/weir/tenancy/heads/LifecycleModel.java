package dev.weir.tenancy.heads;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What ingesting, changing, revoking and erasing amount to, said in plain strings: the oracle of {@link LifecycleContract}. It
 * shares no code with the product.
 */
final class LifecycleModel {
    static final String INTACT = "INTACT";
    static final String OUT_OF_SCOPE = "OUT_OF_SCOPE";

    /** One row that was ever written. Two attempts at the same version are two contents. */
    static final class Row {
        final String tenant;
        final String document;
        final long version;
        final long content;
        final String source;
        final String batch;
        boolean stored = true;

        Row(String tenant, String document, long version, long content, String source, String batch) {
            this.tenant = tenant;
            this.document = document;
            this.version = version;
            this.content = content;
            this.source = source;
            this.batch = batch;
        }
    }

    /** What the log says of one document. */
    static final class Document {
        long version;
        long content;
        String label = "";
        int epoch;
        String contentKey = "";
        String tagKey = "";
        String stampKey = "";
        boolean erased;
        boolean suspended;
    }

    /** One tenant's log. */
    static final class Tenant {
        final Map<String, Document> documents = new HashMap<>();
        final Set<String> revoked = new HashSet<>();
        final Map<String, String> keys = new HashMap<>();
        int minimum;
        int current;
        long checkpointEnds = Long.MIN_VALUE;
    }

    final Map<String, Tenant> tenants = new HashMap<>();
    final List<Row> rows = new ArrayList<>();

    Tenant tenant(String name) {
        return tenants.computeIfAbsent(name, n -> new Tenant());
    }

    /** The document, if it has a head that is not erased. */
    boolean stands(String tenant, String document) {
        Document known = tenant(tenant).documents.get(document);
        return known != null && !known.erased;
    }

    long nextVersion(String tenant, String document) {
        Document known = tenant(tenant).documents.get(document);
        return known == null ? 1 : known.version + 1;
    }

    /** An append by a role; a checkpoint follows it while the audit key is good. */
    void append(String tenant, long now, long lifetime) {
        Tenant log = tenant(tenant);
        if (!log.revoked.contains("key:" + log.keys.get("audit"))) {
            log.checkpointEnds = now + lifetime;
        }
    }

    void publish(String tenant, String document, long version, long content, String label, int epoch) {
        Tenant log = tenant(tenant);
        boolean stood = stands(tenant, document);
        Document known = log.documents.computeIfAbsent(document, d -> new Document());
        String key = log.keys.getOrDefault("ingest", "");
        known.tagKey = stood ? known.tagKey : key;
        boolean restamped = stood && known.version == version && known.epoch != epoch;
        known.contentKey = restamped ? known.contentKey : key;
        known.stampKey = key;
        known.version = version;
        known.content = content;
        known.label = label;
        known.epoch = epoch;
        known.erased = false;
        known.suspended = false;
    }

    void relabel(String tenant, String document, String label) {
        Document known = document(tenant, document);
        known.label = label;
        known.tagKey = tenant(tenant).keys.getOrDefault("acl", "");
    }

    Document document(String tenant, String document) {
        Document known = tenant(tenant).documents.get(document);
        if (known == null) {
            throw new IllegalStateException("no document " + document);
        }
        return known;
    }

    /** What a verifier must say of a row to a reader of one tenant with these groups. */
    String expected(Row row, String reader, Set<String> groups, long now) {
        Tenant log = tenant(row.tenant);
        if (now >= log.checkpointEnds) {
            return "CHECKPOINT_EXPIRED";
        }
        Document document = log.documents.get(row.document);
        if (document == null) {
            return "UNKNOWN_DOCUMENT";
        }
        if (document.erased) {
            return "ERASED";
        }
        if (log.revoked.contains("document:" + row.document)
                || log.revoked.contains("key:" + document.contentKey)
                || log.revoked.contains("key:" + document.tagKey)
                || log.revoked.contains("key:" + document.stampKey)) {
            return "REVOKED";
        }
        if (document.suspended) {
            return "SUSPENDED";
        }
        if (log.revoked.contains("source:" + row.source) || log.revoked.contains("batch:" + row.batch)) {
            return "REVOKED";
        }
        if (document.version != row.version) {
            return "STALE_VERSION";
        }
        if (document.content != row.content) {
            return "NOT_IN_DOCUMENT";
        }
        boolean permitted = reader.equals(row.tenant)
                && (document.label.equals("tenant") || groups.contains(document.label.replace("group:", "")));
        if (!permitted) {
            return OUT_OF_SCOPE;
        }
        return document.epoch < log.minimum ? "STAMP_TOO_OLD" : INTACT;
    }
}
