package dev.weir.benchmarks.hubs;

import dev.weir.models.embed.Embedder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Embeds each text once, many at a time. */
final class CachedEmbedder implements Embedder {
    private final Embedder embedder;
    private final Map<String, float[]> vectors = new ConcurrentHashMap<>();

    CachedEmbedder(Embedder embedder) {
        this.embedder = embedder;
    }

    @Override
    public String modelId() {
        return embedder.modelId();
    }

    @Override
    public int dimension() {
        return embedder.dimension();
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        texts.parallelStream().distinct().forEach(this::vector);
        return texts.stream().map(text -> vector(text).clone()).toList();
    }

    float[] vector(String text) {
        return vectors.computeIfAbsent(
                text, unseen -> embedder.embed(List.of(unseen)).getFirst());
    }
}
