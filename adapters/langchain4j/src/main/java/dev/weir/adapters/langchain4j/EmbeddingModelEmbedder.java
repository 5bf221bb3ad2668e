package dev.weir.adapters.langchain4j;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.weir.models.embed.Embedder;
import java.util.List;

/**
 * The application's embedding model as an {@link Embedder}. It is given texts alone, without metadata. Thread-safe if the
 * model is.
 */
public final class EmbeddingModelEmbedder implements Embedder {
    private final EmbeddingModel model;
    private final String modelId;
    private final int dimension;

    /**
     * Names a model.
     *
     * @param modelId bound into seals, 1 to 64 characters: change it whenever the model's vectors change
     * @param dimension of its vectors, from 1 to 65,535
     */
    public EmbeddingModelEmbedder(EmbeddingModel model, String modelId, int dimension) {
        this.model = requireNonNull(model, "model is null");
        this.modelId = requireNonNull(modelId, "modelId is null");
        this.dimension = dimension;
    }

    @Override
    public String modelId() {
        return modelId;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        if (texts.isEmpty()) {
            return List.of();
        }
        List<TextSegment> segments = texts.stream().map(TextSegment::from).toList();
        return model.embedAll(segments).content().stream()
                .map(Embedding::vector)
                .map(float[]::clone)
                .toList();
    }
}
