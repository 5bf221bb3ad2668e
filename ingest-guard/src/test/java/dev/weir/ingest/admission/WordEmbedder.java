package dev.weir.ingest.admission;

import dev.weir.models.embed.Embedder;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** A vector for each word, drawn by its hash; a text's is their sum, so that texts are near by the words they share. */
final class WordEmbedder implements Embedder {
    static final String MODEL = "words/1";

    @Override
    public String modelId() {
        return MODEL;
    }

    @Override
    public int dimension() {
        return 128;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        return texts.stream().map(WordEmbedder::vectorOf).toList();
    }

    static float[] vectorOf(String text) {
        float[] sum = new float[128];
        for (String word : text.toLowerCase(Locale.ROOT).strip().split("[^\\p{L}\\p{N}]+", -1)) {
            SplittableRandom random = new SplittableRandom(word.hashCode() * 0x9E3779B97F4A7C15L);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += (float) (random.nextDouble() - 0.5);
            }
        }
        return sum;
    }
}
