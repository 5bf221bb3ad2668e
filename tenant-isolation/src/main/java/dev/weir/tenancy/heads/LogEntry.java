package dev.weir.tenancy.heads;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.chunk.WellFormed;
import dev.weir.tenancy.keys.KeyId;
import java.time.Instant;
import java.util.List;

/** What one entry of a tenant's head log says. */
public sealed interface LogEntry {
    /** Whose log it belongs in. */
    TenantId tenant();

    /**
     * These are their documents' heads from now on, all at once.
     *
     * @param heads of one tenant, each of another document, 1 to {@value #MAX_HEADS}
     */
    record Published(List<DocumentHead> heads) implements LogEntry {
        /** The most heads that one entry holds. */
        public static final int MAX_HEADS = 500;

        /** @throws IllegalArgumentException if there are none or too many, or two are of one document or of two tenants */
        public Published {
            heads = List.copyOf(heads);
            if (heads.isEmpty() || heads.size() > MAX_HEADS) {
                throw new IllegalArgumentException("an entry holds 1-" + MAX_HEADS + " heads, got " + heads.size());
            }
            if (heads.stream().map(DocumentHead::document).distinct().count() != heads.size()) {
                throw new IllegalArgumentException("the heads of one entry must be of different documents");
            }
            if (heads.stream().map(DocumentHead::tenant).distinct().count() != 1) {
                throw new IllegalArgumentException("the heads of one entry must be of one tenant");
            }
        }

        /** One document's. */
        public Published(DocumentHead head) {
            this(List.of(head));
        }

        @Override
        public TenantId tenant() {
            return heads.getFirst().tenant();
        }
    }

    /** The document was erased: no version up to the current one verifies again. */
    record Erased(TenantId tenant, DocumentId document) implements LogEntry {
        public Erased {
            requireNonNull(tenant, "tenant is null");
            requireNonNull(document, "document is null");
        }
    }

    /** The document is withheld until a later head of it is published: its successor is being looked at. */
    record Suspended(TenantId tenant, DocumentId document) implements LogEntry {
        public Suspended {
            requireNonNull(tenant, "tenant is null");
            requireNonNull(document, "document is null");
        }
    }

    /**
     * Everything of one key, source, batch or document is withheld from now on.
     *
     * @param value a key id, source URI, batch or document id, as each is spelt
     */
    record Revoked(TenantId tenant, Target target, String value) implements LogEntry {
        public Revoked {
            requireNonNull(tenant, "tenant is null");
            requireNonNull(target, "target is null");
            // A name that nothing can have would withhold nothing, without a word.
            switch (target) {
                case KEY -> new KeyId(value);
                case SOURCE -> new SourceRef(value);
                case DOCUMENT -> new DocumentId(value);
                case BATCH -> {
                    if (value.isEmpty() || value.length() > 64) {
                        throw new IllegalArgumentException("a batch has 1-64 characters, got " + value.length());
                    }
                    WellFormed.require(value, "batch");
                }
            }
        }

        /** What kind of thing is withheld. */
        public enum Target {
            KEY,
            SOURCE,
            BATCH,
            DOCUMENT
        }
    }

    /**
     * Documents whose stamp has a lower epoch are withheld until they are scanned again.
     *
     * @param epoch from 0
     */
    record MinimumStamp(TenantId tenant, int epoch) implements LogEntry {
        public MinimumStamp {
            requireNonNull(tenant, "tenant is null");
            if (epoch < 0) {
                throw new IllegalArgumentException("epoch must be >= 0, got " + epoch);
            }
        }
    }

    /**
     * Documents whose stamp has a lower epoch are served with a remark and are to be scanned again.
     *
     * @param epoch from 0
     */
    record CurrentStamp(TenantId tenant, int epoch) implements LogEntry {
        public CurrentStamp {
            requireNonNull(tenant, "tenant is null");
            if (epoch < 0) {
                throw new IllegalArgumentException("epoch must be >= 0, got " + epoch);
            }
        }
    }

    /**
     * The log up to here is whole. Its issue time is the entry's own.
     *
     * @param expiresAt from when on a reader that has seen no later checkpoint refuses the tenant, in whole milliseconds
     */
    record Checkpoint(TenantId tenant, Instant expiresAt) implements LogEntry {
        public Checkpoint {
            requireNonNull(tenant, "tenant is null");
            requireNonNull(expiresAt, "expiresAt is null");
        }
    }
}
