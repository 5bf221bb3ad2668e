package dev.weir.tenancy.store;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.SourceRef;
import java.util.Set;
import java.util.stream.Collectors;

/** Which rows of one tenant are to go. There is no "all". */
public sealed interface Erasure {
    /** What a grant must allow for it. */
    default WriteAction action() {
        return switch (this) {
            case OtherVersions others -> WriteAction.INGEST;
            case ByDocument document -> WriteAction.ERASE;
            case BySource source -> WriteAction.ERASE;
            case ByBatch batch -> WriteAction.ERASE;
        };
    }

    /**
     * The removal that a filter names: documents, one source or one batch, and nothing else.
     *
     * @throws IllegalArgumentException if it names anything else
     */
    static Erasure named(ApplicationFilter filter) {
        if (filter instanceof ApplicationFilter.AnyOf anyOf) {
            boolean one = anyOf.values().size() == 1;
            String first = anyOf.values().iterator().next();
            if (anyOf.field().equals(ApplicationFilter.DOCUMENT)) {
                return new ByDocument(
                        anyOf.values().stream().map(DocumentId::new).collect(Collectors.toSet()));
            }
            if (one && anyOf.field().equals(ApplicationFilter.SOURCE)) {
                return new BySource(new SourceRef(first));
            }
            if (one && anyOf.field().equals(ApplicationFilter.BATCH)) {
                return new ByBatch(first);
            }
        }
        throw new IllegalArgumentException(
                "a removal must name weir_document, weir_source or weir_batch equal to a value, and nothing else");
    }

    /** Every version of some documents. */
    record ByDocument(Set<DocumentId> documents) implements Erasure {
        public ByDocument {
            documents = Set.copyOf(documents);
        }

        /** Every version of one document. */
        public ByDocument(DocumentId document) {
            this(Set.of(document));
        }
    }

    /** Everything of a source. */
    record BySource(SourceRef source) implements Erasure {
        public BySource {
            requireNonNull(source, "source is null");
        }
    }

    /** Everything of an ingest batch. */
    record ByBatch(String batch) implements Erasure {
        public ByBatch {
            requireNonNull(batch, "batch is null");
        }
    }

    /** What is left of a document's other versions, once {@code keep} is published. */
    record OtherVersions(DocumentId document, long keep) implements Erasure {
        public OtherVersions {
            requireNonNull(document, "document is null");
        }
    }
}
