package dev.weir.adapters.springai;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.springframework.ai.document.Document;
import org.springframework.ai.document.MetadataMode;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

/**
 * A model whose vectors are sums over the words of a text, which embeds documents with all their metadata as models of the
 * framework's may, and keeps every text that it was given.
 */
public final class WordsModel implements EmbeddingModel {
    private static final int DIMENSION = 64;
    private static final Pattern BORDER = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final MetadataMode mode;
    public final List<String> given = Collections.synchronizedList(new ArrayList<>());

    public WordsModel() {
        this(MetadataMode.ALL);
    }

    /** @param mode what of a document's metadata the model wants */
    public WordsModel(MetadataMode mode) {
        this.mode = mode;
    }

    @Override
    public EmbeddingResponse call(EmbeddingRequest request) {
        List<Embedding> embeddings = new ArrayList<>();
        for (String text : request.getInstructions()) {
            given.add(text);
            embeddings.add(new Embedding(vectorOf(text), embeddings.size()));
        }
        return new EmbeddingResponse(embeddings);
    }

    @Override
    public float[] embed(Document document) {
        return embed(getEmbeddingContent(document));
    }

    @Override
    public String getEmbeddingContent(Document document) {
        return document.getFormattedContent(mode);
    }

    @Override
    public int dimensions() {
        return DIMENSION;
    }

    static float[] vectorOf(String text) {
        float[] vector = new float[DIMENSION];
        vector[0] = 0.001f;
        BORDER.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .forEach(word -> {
                    SplittableRandom random = new SplittableRandom(word.hashCode());
                    for (int i = 0; i < DIMENSION; i++) {
                        vector[i] += (float) random.nextGaussian();
                    }
                });
        return vector;
    }
}
