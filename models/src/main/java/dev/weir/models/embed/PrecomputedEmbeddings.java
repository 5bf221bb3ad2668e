package dev.weir.models.embed;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Vectors that somebody brings along with texts, by the digest of the text that each is for. Immutable and
 * thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <p>A vector is used for a text only if it was brought for exactly that text, and only by an embedder of the same
 * model and dimension.
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That a vector is what the model gives for its text: whoever brings vectors decides what their chunks are found
 * by.
 */
public final class PrecomputedEmbeddings {

    private static final PrecomputedEmbeddings NONE = new PrecomputedEmbeddings("none", 1, Map.of());
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private final String modelId;
    private final int dimension;
    private final Map<String, float[]> vectors;

    private PrecomputedEmbeddings(String modelId, int dimension, Map<String, float[]> vectors) {
        this.modelId = modelId;
        this.dimension = dimension;
        this.vectors = vectors;
    }

    /** {@return no vectors: everything is embedded} */
    public static PrecomputedEmbeddings none() {
        return NONE;
    }

    /**
     * Takes vectors of one model; they are copied.
     *
     * @param modelId as {@link Embedder#modelId()}
     * @param dimension of every vector
     * @param vectors by the SHA-256 of the text's UTF-8, 64 lower-case hexadecimal digits
     * @throws IllegalArgumentException if a digest is not one
     * @throws EmbedderContractException if a vector is not finite, of another dimension, or all zero
     */
    public static PrecomputedEmbeddings of(String modelId, int dimension, Map<String, float[]> vectors) {
        requireNonNull(modelId, "modelId is null");
        Map<String, float[]> copies = new HashMap<>();
        vectors.forEach((digest, vector) -> {
            if (!DIGEST.matcher(digest).matches()) {
                throw new IllegalArgumentException(
                        "a text's digest has 64 lower-case hexadecimal digits, got " + digest.length() + " characters");
            }
            float[] copy = vector.clone();
            Embeddings.require(modelId, dimension, copy, "digest " + digest);
            copies.put(digest, copy);
        });
        return new PrecomputedEmbeddings(modelId, dimension, copies);
    }

    /** {@return how many vectors there are} */
    public int size() {
        return vectors.size();
    }

    /** {@return whether a vector was brought for exactly this text} */
    public boolean isFor(String text) {
        return !vectors.isEmpty() && vectors.containsKey(sha256(text));
    }

    /**
     * An embedder that uses these vectors, and another one for every other text.
     *
     * @param embedder of the index; {@link #noEmbedder} if there is none
     * @throws OtherModelException if these vectors are of another model or dimension
     */
    public Embedder over(Embedder embedder) {
        if (vectors.isEmpty()) {
            return embedder;
        }
        if (!modelId.equals(embedder.modelId()) || dimension != embedder.dimension()) {
            throw new OtherModelException(modelId, dimension, embedder);
        }
        return new Over(embedder);
    }

    /** An embedder that embeds nothing: for an index that takes only vectors which are brought along. */
    public static Embedder noEmbedder(String modelId, int dimension) {
        return new NoEmbedder(modelId, dimension);
    }

    private float @Nullable [] vectorOf(String text) {
        float[] vector = vectors.get(sha256(text));
        return vector == null ? null : vector.clone();
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** These vectors where there is one, the embedder's elsewhere. */
    private final class Over implements Embedder {
        private final Embedder embedder;

        Over(Embedder embedder) {
            this.embedder = embedder;
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
            Map<Integer, float[]> brought = new HashMap<>();
            List<Integer> missing = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                float[] vector = vectorOf(texts.get(i));
                if (vector == null) {
                    missing.add(i);
                } else {
                    brought.put(i, vector);
                }
            }
            List<float[]> made = embedMissing(texts, missing);
            List<float[]> all = new ArrayList<>(texts.size());
            for (int i = 0, next = 0; i < texts.size(); i++) {
                float[] vector = brought.get(i);
                all.add(vector == null ? made.get(next++) : vector);
            }
            return all;
        }

        private List<float[]> embedMissing(List<String> texts, List<Integer> missing) {
            try {
                return Embeddings.of(embedder, missing.stream().map(texts::get).toList());
            } catch (MissingVectorException e) {
                throw new MissingVectorException(modelId, missing.get(e.index()));
            }
        }
    }

    private record NoEmbedder(String modelId, int dimension) implements Embedder {
        @Override
        public List<float[]> embed(List<String> texts) {
            if (!texts.isEmpty()) {
                throw new MissingVectorException(modelId, 0);
            }
            return List.of();
        }
    }
}
