package dev.weir.models.embed;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;

/** A remote embedder that keeps its limits and answers as it is told: it throttles, or gives a wrong vector. */
final class ScriptedEmbedder implements Embedder {
    static final String MODEL = "scripted/1";
    static final int DIMENSION = 3;

    /** What was sent, batch by batch. */
    final List<List<String>> sent = new ArrayList<>();

    private final Deque<Duration> throttles = new ArrayDeque<>();
    private UnaryOperator<List<float[]>> lie = vectors -> vectors;

    /** Says "later" to the next call. */
    ScriptedEmbedder throttle(Duration retryAfter) {
        throttles.add(retryAfter);
        return this;
    }

    ScriptedEmbedder answering(UnaryOperator<List<float[]>> change) {
        lie = change;
        return this;
    }

    /** Not of unit length, and different for different texts. */
    static float[] vectorOf(String text) {
        return new float[] {text.length(), text.hashCode() % 1_000, 7};
    }

    @Override
    public String modelId() {
        return MODEL;
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        sent.add(List.copyOf(texts));
        Duration later = throttles.poll();
        if (later != null) {
            throw new EmbedderThrottledException(MODEL, later);
        }
        return lie.apply(texts.stream().map(ScriptedEmbedder::vectorOf).toList());
    }
}
