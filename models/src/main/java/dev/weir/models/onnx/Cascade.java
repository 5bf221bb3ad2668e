package dev.weir.models.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.weir.models.catalog.FirstStage;
import dev.weir.models.catalog.ModelCatalog.Classifier;
import dev.weir.models.onnx.WindowPlan.Window;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.Set;

/**
 * The first stage: one cheap pass over all tokens of a text says which windows the encoder need not see.
 *
 * <p>Its convolutions see a few tokens to either side, so a text is run in stretches that overlap by more than that:
 * memory stays bounded and no token sees a border that is not the text's.
 */
final class Cascade implements AutoCloseable {

    private static final String INPUT = "input_ids";
    private static final int STRETCH = 4096;

    /** Tokens at the inner ends of a stretch whose logits are not used; a multiple of what the network sees. */
    private static final int MARGIN = 32;

    private final FirstStage stage;
    private final SessionPool sessions;

    private Cascade(FirstStage stage, SessionPool sessions) {
        this.stage = stage;
        this.sessions = sessions;
    }

    /** Loads the first stage of a classifier, if it has one. */
    static Optional<Cascade> open(Classifier classifier, int concurrency) {
        return classifier.card().firstStage().map(stage -> {
            Set<String> outputs = Set.of(stage.output());
            return new Cascade(
                    stage,
                    SessionPool.open(classifier.firstStage().orElseThrow(), concurrency, Set.of(INPUT), outputs));
        });
    }

    /** Runs the first stage over a whole text. */
    Profile profile(EncodedText text) {
        float[] logits = new float[text.size()];
        int start = 0;
        while (start < logits.length) {
            int end = Math.min(start + STRETCH, logits.length);
            int from = Math.max(0, start - MARGIN);
            int to = Math.min(logits.length, end + MARGIN);
            float[] stretch = sessions.run(text.ids(from, to), this::read);
            if (stretch.length != to - from) {
                throw new IllegalStateException(
                        "the first stage must give " + (to - from) + " logits, got " + stretch.length);
            }
            System.arraycopy(stretch, start - from, logits, start, end - start);
            start = end;
        }
        return new Profile(stage, logits);
    }

    private float[] read(OrtSession.Result result) throws OrtException {
        OnnxTensor tensor = (OnnxTensor) result.get(stage.output()).orElseThrow();
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    @Override
    public void close() {
        sessions.close();
    }

    /** What the first stage said about one text, a logit for each token. */
    static final class Profile {

        private final FirstStage stage;
        private final float[] logits;

        Profile(FirstStage stage, float[] logits) {
            this.stage = stage;
            this.logits = logits;
        }

        /** Whether no token of the window reaches the threshold. A logit that is not a number reaches it. */
        boolean clears(Window window) {
            for (int token = window.start(); token < window.end(); token++) {
                if (!(logits[token] < stage.threshold())) {
                    return false;
                }
            }
            return true;
        }

        double clearedScore() {
            return stage.clearedScore();
        }
    }
}
