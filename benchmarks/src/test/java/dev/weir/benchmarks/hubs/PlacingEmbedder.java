package dev.weir.benchmarks.hubs;

import dev.weir.models.embed.Embedder;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Puts texts where a test says. */
record PlacingEmbedder(int dimension, Function<String, float[]> place) implements Embedder {
    /** A vector for each word, drawn by its hash; a text's is their sum, so that texts are near by the words they share. */
    static PlacingEmbedder byWords(int dimension) {
        return new PlacingEmbedder(dimension, text -> {
            float[] sum = new float[dimension];
            for (String word : text.toLowerCase(Locale.ROOT).strip().split("[^\\p{L}\\p{N}]+", -1)) {
                SplittableRandom random = new SplittableRandom(word.hashCode() * 0x9E3779B97F4A7C15L);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += (float) (random.nextDouble() - 0.5);
                }
            }
            return sum;
        });
    }

    @Override
    public String modelId() {
        return "placing/1";
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        return texts.stream().map(place).toList();
    }
}
