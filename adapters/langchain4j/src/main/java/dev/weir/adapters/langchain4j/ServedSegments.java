package dev.weir.adapters.langchain4j;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.retrieve.context.ServedFields;
import dev.weir.tenancy.seal.VerifiedChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes the framework's values of an answer. Text and metadata are rebuilt from what was sealed: nothing that a store
 * returned beside it is among them, and neither the seal nor the tag is.
 */
final class ServedSegments {
    private ServedSegments() {}

    /** One match for each chunk that scores so much, best first. */
    static List<EmbeddingMatch<TextSegment>> matches(GuardedContext context, double minScore) {
        List<EmbeddingMatch<TextSegment>> matches = new ArrayList<>();
        for (int i = 0; i < context.chunks().size(); i++) {
            VerifiedChunk chunk = context.chunks().get(i).chunk();
            if (isServed(chunk, minScore)) {
                matches.add(new EmbeddingMatch<>(
                        chunk.score(),
                        chunk.id().toString(),
                        chunk.vector()
                                .map(vector -> Embedding.from(vector.clone()))
                                .orElse(null),
                        segment(context, i)));
            }
        }
        return matches;
    }

    /** One content for each chunk that scores so much, best first. */
    static List<Content> contents(GuardedContext context, double minScore) {
        List<Content> contents = new ArrayList<>();
        for (int i = 0; i < context.chunks().size(); i++) {
            VerifiedChunk chunk = context.chunks().get(i).chunk();
            if (isServed(chunk, minScore)) {
                contents.add(Content.from(
                        segment(context, i),
                        Map.of(
                                ContentMetadata.SCORE,
                                chunk.score(),
                                ContentMetadata.EMBEDDING_ID,
                                chunk.id().toString())));
            }
        }
        return contents;
    }

    /** A blank text is no segment, and a score that is no number is above nothing. */
    private static boolean isServed(VerifiedChunk chunk, double minScore) {
        return chunk.score() >= minScore && !chunk.text().isBlank();
    }

    private static TextSegment segment(GuardedContext context, int index) {
        VerifiedChunk chunk = context.chunks().get(index).chunk();
        return TextSegment.from(chunk.text(), Metadata.from(ServedFields.of(context, index)));
    }
}
