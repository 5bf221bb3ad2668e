package dev.weir.ingest.admission;

import static java.util.Objects.requireNonNull;

import dev.weir.models.embed.Embedder;
import dev.weir.models.embed.Embeddings;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.keys.TenantDigests;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/**
 * Questions of one tenant that stand for all it may ask, as vectors: what a new document is measured by. Immutable and
 * thread-safe. It keeps no text, and printing it prints none.
 *
 * <h2>Guarantees</h2>
 *
 * <p>Which questions are picked depends on the tenant's secret key and on the period: of many more than are wanted nobody can
 * say without the key which they are, and another period picks others.
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That they are secret where there is little to pick from: of fewer questions than half of the size all are taken, in every
 * period. That they are what will be asked. Whoever puts questions into the log that is handed over is picked as often as anybody:
 * hand over at most a few of each principal.
 */
public final class Sentinels {
    private static final int MAX_WORDS = 24;

    private final TenantId tenant;
    private final String model;
    private final float[] vectors;
    private final int dimension;

    private Sentinels(TenantId tenant, String model, float[] vectors, int dimension) {
        this.tenant = tenant;
        this.model = model;
        this.vectors = vectors;
        this.dimension = dimension;
    }

    /**
     * Picks and embeds sentinels. Half are past questions, if there are so many; the rest are sentences of chunks. Of either
     * kind, those with the least keyed digests are taken, so that everybody's guess is as good.
     *
     * @param period a number that grows with time: another one picks anew
     * @param questions that were asked of the tenant
     * @param chunks texts of the tenant's documents
     * @param size how many, at least 1; fewer if there are not so many
     * @throws IllegalArgumentException if there is nothing to pick from
     * @throws dev.weir.models.embed.EmbeddingException if there are no vectors now
     */
    public static Sentinels pick(
            TenantId tenant,
            long period,
            List<String> questions,
            List<String> chunks,
            int size,
            TenantDigests digests,
            Embedder embedder) {
        if (size < 1) {
            throw new IllegalArgumentException("size must be >= 1, got " + size);
        }
        Draw draw = new Draw(tenant, period, digests);
        List<Draw.Drawn> asked = draw.from(questions);
        List<Draw.Drawn> read = draw.from(chunks);
        int fromChunks = Math.min(read.size(), Math.max(size / 2, size - asked.size()));
        LinkedHashSet<String> texts = new LinkedHashSet<>();
        asked.stream().limit(size - (long) fromChunks).forEach(drawn -> texts.add(drawn.text()));
        // Two chunks may give the same sentence.
        for (Draw.Drawn drawn : read) {
            if (texts.size() < size) {
                texts.add(sentenceOf(drawn));
            }
        }
        return of(tenant, embedder.modelId(), Embeddings.of(embedder, List.copyOf(texts)));
    }

    /**
     * Sentinels that somebody else picked and embedded.
     *
     * @param vectors at least one, all of one length, not all zero; copied
     * @throws IllegalArgumentException if there is none, or they differ in length
     */
    public static Sentinels of(TenantId tenant, String model, List<float[]> vectors) {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(model, "model is null");
        if (vectors.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to pick sentinels from");
        }
        int dimension = vectors.getFirst().length;
        float[] all = new float[vectors.size() * dimension];
        for (int i = 0; i < vectors.size(); i++) {
            float[] unit = Vectors.unit(vectors.get(i));
            if (unit.length != dimension) {
                throw new IllegalArgumentException(
                        "sentinels must have " + dimension + " dimensions, got " + unit.length);
            }
            System.arraycopy(unit, 0, all, i * dimension, dimension);
        }
        return new Sentinels(tenant, model, all, dimension);
    }

    public TenantId tenant() {
        return tenant;
    }

    /** The embedder's id. */
    public String model() {
        return model;
    }

    public int size() {
        return vectors.length / dimension;
    }

    /**
     * Cosines of a vector with each sentinel.
     *
     * @throws IllegalArgumentException if it has another dimension
     */
    float[] similarities(float[] vector) {
        float[] unit = Vectors.unit(vector);
        if (unit.length != dimension) {
            throw new IllegalArgumentException("the vector must have " + dimension + " dimensions, got " + unit.length);
        }
        float[] similarities = new float[size()];
        for (int i = 0; i < similarities.length; i++) {
            similarities[i] = Vectors.dot(unit, 0, vectors, i * dimension, dimension);
        }
        return similarities;
    }

    /** How many and of what, never which. */
    @Override
    public String toString() {
        return "Sentinels[" + size() + " of tenant " + tenant + ", " + model + "]";
    }

    /** A sentence of a chunk, the digest says which; its first words, as a question is short. */
    private static String sentenceOf(Draw.Drawn drawn) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        breaks.setText(drawn.text());
        List<String> sentences = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            String sentence = drawn.text().substring(start, end).strip();
            if (!sentence.isEmpty()) {
                sentences.add(sentence);
            }
            start = end;
        }
        String sentence = sentences.get((int) (drawn.number() % sentences.size()));
        String[] words = sentence.split("\\s+", MAX_WORDS + 1);
        return words.length <= MAX_WORDS
                ? sentence
                : String.join(" ", List.of(words).subList(0, MAX_WORDS));
    }

    /** Texts in an order that only the tenant's key knows. */
    private record Draw(TenantId tenant, long period, TenantDigests digests) {
        List<Drawn> from(List<String> texts) {
            return new LinkedHashSet<>(texts)
                    .stream()
                            .filter(text -> !text.isBlank())
                            .map(text -> new Drawn(
                                    text,
                                    digests.digest(
                                            tenant, TenantDigests.Purpose.PICK, "sentinel\n" + period + "\n" + text)))
                            .sorted((a, b) ->
                                    a.digest().hex().compareTo(b.digest().hex()))
                            .toList();
        }

        record Drawn(String text, Sha256 digest) {
            /** Not the digits that the order is by. */
            long number() {
                return Long.parseLong(digest.hex().substring(49), 16);
            }
        }
    }
}
