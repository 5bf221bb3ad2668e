package dev.weir.adapters.springai;

import dev.weir.retrieve.context.GuardedContext;
import dev.weir.retrieve.context.ServedFields;
import dev.weir.tenancy.seal.VerifiedChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.ai.document.Document;
import org.springframework.ai.vectorstore.SearchRequest;

/**
 * Makes the framework's documents of an answer. Text and metadata are rebuilt from what was sealed: nothing that a store
 * returned beside it is among them, and every formatter's mode gives the text alone.
 */
final class ServedDocuments {
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
        Map<String, Object> metadata = ServedFields.of(context, index);
        metadata.put(Served.KEY, new Served(chunk));
        return TextOnly.in(Document.builder()
                .id(chunk.id().toString())
                .text(chunk.text())
                .metadata(metadata)
                .score(chunk.score())
                .build());
    }
}
