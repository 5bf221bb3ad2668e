package dev.weir.models.embed;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.weir.models.catalog.ModelArtifact;
import dev.weir.models.catalog.ModelException;
import dev.weir.models.detect.Passage;
import dev.weir.models.onnx.EncodedText;
import dev.weir.models.onnx.SessionPool;
import dev.weir.models.onnx.TextEncoder;
import dev.weir.models.onnx.WindowPlan;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The all-MiniLM-L6-v2 sentence encoder in its int8 form, 384 dimensions, inside this process and offline.
 *
 * <p>A vector is the mean over the outputs of all tokens, scaled to unit length. A text longer than the
 * model's 512 tokens is cut into full windows of that size, and the mean runs over the tokens of all windows:
 * no part of a text is left out, though tokens shared by the last two windows count twice, and such a vector
 * says less about any one part. Safe for use by several threads at once.
 */
public final class MiniLmEmbedder implements Embedder, TokenCounter, AutoCloseable {

    private static final String MODEL_ID = "all-minilm-l6-v2-q";
    private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
    private static final String MODEL_SHA256 = "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";
    private static final String TOKENIZER_SHA256 = "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0";
    private static final String OUTPUT = "last_hidden_state";
    private static final int DIMENSION = 384;
    private static final int CONTENT_TOKENS = 510;
    private static final int FRAME_TOKENS = 2;

    private final TextEncoder encoder;
    private final SessionPool sessions;

    private MiniLmEmbedder(TextEncoder encoder, SessionPool sessions) {
        this.encoder = encoder;
        this.sessions = sessions;
    }

    /**
     * Loads the model from the class path.
     *
     * @return a new embedder that the caller closes
     * @throws ModelException if a file is missing, changed or cannot be run here
     */
    public static MiniLmEmbedder open() {
        ModelArtifact model = ModelArtifact.ofResource(MODEL, MODEL_SHA256);
        ModelArtifact tokenizer = ModelArtifact.ofResource(TOKENIZER, TOKENIZER_SHA256);
        TextEncoder encoder = TextEncoder.open(tokenizer);
        try {
            int concurrency = Runtime.getRuntime().availableProcessors();
            return new MiniLmEmbedder(
                    encoder, SessionPool.open(model, concurrency, SessionPool.ENCODER_INPUTS, Set.of(OUTPUT)));
        } catch (ModelException broken) {
            encoder.close();
            throw broken;
        }
    }

    @Override
    public String modelId() {
        return MODEL_ID;
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        List<float[]> vectors = new ArrayList<>(texts.size());
        for (String text : texts) {
            vectors.add(embed(text));
        }
        return vectors;
    }

    /** {@inheritDoc} Exact: the tokens of every window, with the two around each. */
    @Override
    public long count(String text) {
        WindowPlan plan = plan(encode(text));
        if (plan.count() == 0) {
            return FRAME_TOKENS;
        }
        return (long) plan.count() * (Math.min(plan.tokens(), CONTENT_TOKENS) + FRAME_TOKENS);
    }

    private EncodedText encode(String text) {
        if (!Passage.body(text).isWellFormed()) {
            throw new IllegalArgumentException("text must be well-formed Unicode without NUL");
        }
        return encoder.encode(text);
    }

    private static WindowPlan plan(EncodedText encoded) {
        return new WindowPlan(encoded.size(), CONTENT_TOKENS, 0);
    }

    private float[] embed(String text) {
        EncodedText encoded = encode(text);
        WindowPlan plan = plan(encoded);
        double[] sum = new double[DIMENSION];
        if (plan.count() == 0) {
            addTokens(encoded, new WindowPlan.Window(0, 0), sum);
        }
        for (int i = 0; i < plan.count(); i++) {
            addTokens(encoded, plan.window(i), sum);
        }
        return unit(sum);
    }

    private void addTokens(EncodedText encoded, WindowPlan.Window window, double[] sum) {
        float[] outputs = sessions.run(encoder.framed(encoded, window), MiniLmEmbedder::outputs);
        for (int i = 0; i < outputs.length; i++) {
            sum[i % DIMENSION] += outputs[i];
        }
    }

    /** The outputs of all tokens, {@code [tokens * 384]}. */
    private static float[] outputs(OrtSession.Result result) throws OrtException {
        OnnxTensor tensor = (OnnxTensor) result.get(OUTPUT).orElseThrow();
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] outputs = new float[buffer.remaining()];
        buffer.get(outputs);
        return outputs;
    }

    // The mean differs from the sum by a factor only, which scaling to unit length removes.
    private static float[] unit(double[] sum) {
        double square = 0.0;
        for (double value : sum) {
            square += value * value;
        }
        double length = Math.sqrt(square);
        float[] unit = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            unit[i] = (float) (sum[i] / length);
        }
        return unit;
    }

    @Override
    public void close() {
        sessions.close();
        encoder.close();
    }
}
