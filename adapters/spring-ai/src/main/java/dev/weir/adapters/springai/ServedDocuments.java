package dev.weir.adapters.springai;

import dev.weir.retrieve.context.Citation;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.tenancy.chunk.Provenance;
import dev.weir.tenancy.seal.VerifiedChunk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.ai.document.Document;
import org.springframework.ai.vectorstore.SearchRequest;

/**
 * Makes the framework's documents of an answer. Text and metadata are rebuilt from what was sealed: nothing that a store
 * returned beside it is among them, and every formatter's mode gives the text alone.
 */
final class ServedDocuments {
    /** The audit log's name of the answer. */
    static final String REQUEST = RowKeys.PREFIX + "request";

    static final String UPLOADER = RowKeys.PREFIX + "uploader";
    static final String LOCATION = RowKeys.PREFIX + "location";
    static final String START = RowKeys.PREFIX + "start";
    static final String END = RowKeys.PREFIX + "end";
    static final String TRUST = RowKeys.PREFIX + "trust";
    static final String ATTESTER = RowKeys.PREFIX + "attester";
    static final String SCANNED_BY = RowKeys.PREFIX + "scanned_by";

    private ServedDocuments() {}

    /** The framework's threshold that lets every score through, though a cosine may be below it. */
    static boolean isAbove(double score, double minScore) {
        return minScore <= SearchRequest.SIMILARITY_THRESHOLD_ACCEPT_ALL || score >= minScore;
    }

    /** One document for each chunk that scores so much, best first. */
    static List<Document> of(GuardedContext context, double minScore) {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < context.chunks().size(); i++) {
            VerifiedChunk chunk = context.chunks().get(i).chunk();
            if (isAbove(chunk.score(), minScore) && !chunk.text().isBlank()) {
                documents.add(document(context, i));
            }
        }
        return documents;
    }

    private static Document document(GuardedContext context, int index) {
        VerifiedChunk chunk = context.chunks().get(index).chunk();
        Citation citation = context.citations().get(index);
        Provenance provenance = citation.provenance();
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put(RowKeys.CHUNK, chunk.id().toString());
        metadata.put(RowKeys.DOCUMENT, chunk.id().document().value());
        metadata.put(RowKeys.VERSION, Long.toString(chunk.id().version()));
        metadata.put(RowKeys.SOURCE, provenance.source().uri());
        metadata.put(RowKeys.BATCH, provenance.batch());
        metadata.put(UPLOADER, provenance.uploader());
        metadata.put(LOCATION, provenance.location());
        metadata.put(START, provenance.start());
        metadata.put(END, provenance.end());
        metadata.put(TRUST, citation.trust().name());
        metadata.put(ATTESTER, citation.attester());
        metadata.put(SCANNED_BY, citation.scannedBy());
        metadata.put(REQUEST, context.requestId());
        metadata.put(Served.KEY, new Served(chunk));
        return TextOnly.in(Document.builder()
                .id(chunk.id().toString())
                .text(chunk.text())
                .metadata(metadata)
                .score(chunk.score())
                .build());
    }
}
