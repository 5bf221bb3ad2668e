package dev.weir.benchmarks.poison;

import static java.util.Objects.requireNonNull;

import dev.weir.models.embed.Embedder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Vectors of unit length of texts, each made once. For one thread. */
final class Vectors {
    private static final int BATCH = 16;

    private final Embedder embedder;
    private final Map<String, float[]> known = new HashMap<>();

    Vectors(Embedder embedder) {
        this.embedder = embedder;
    }

    /** The vectors of texts, in their order; not copies. */
    List<float[]> of(List<String> texts) {
        List<String> missing = texts.stream()
                .distinct()
                .filter(text -> !known.containsKey(text))
                .toList();
        for (int i = 0; i < missing.size(); i += BATCH) {
            List<String> batch = missing.subList(i, Math.min(missing.size(), i + BATCH));
            List<float[]> vectors = embedder.embed(batch);
            for (int j = 0; j < batch.size(); j++) {
                known.put(batch.get(j), unit(vectors.get(j)));
            }
        }
        List<float[]> vectors = new ArrayList<>();
        texts.forEach(text -> vectors.add(requireNonNull(known.get(text), "not embedded")));
        return vectors;
    }

    float[] of(String text) {
        return of(List.of(text)).getFirst();
    }

    static double cosine(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private static float[] unit(float[] vector) {
        double length = Math.sqrt(cosine(vector, vector));
        float[] unit = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return unit;
    }
}
