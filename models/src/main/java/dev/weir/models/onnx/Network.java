package dev.weir.models.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.weir.models.catalog.FirstStage;
import dev.weir.models.catalog.ModelCard;
import dev.weir.models.catalog.ModelCatalog.Classifier;
import dev.weir.models.catalog.ModelException;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The encoder, whole or cut in two: the lower layers judge every window, and hand their hidden states up only where
 * they cannot clear it.
 *
 * <p>Nothing is computed twice. The hidden states stay in native memory between the two graphs.
 */
final class Network implements AutoCloseable {

    private static final Set<String> LOWER_INPUTS = Set.of("input_ids");

    private final ModelCard card;
    private final SessionPool graph;
    private final Optional<Lower> lower;

    private Network(ModelCard card, SessionPool graph, Optional<Lower> lower) {
        this.card = card;
        this.graph = graph;
        this.lower = lower;
    }

    /**
     * Loads the graphs of a classifier.
     *
     * @param classifier checked files
     * @param concurrency most windows judged at one time, {@code >= 1}
     * @return a network that the caller closes
     * @throws ModelException if a graph cannot be loaded or lacks an input or output
     */
    static Network open(Classifier classifier, int concurrency) {
        ModelCard card = classifier.card();
        Set<String> inputs =
                card.firstStage().map(stage -> Set.of(stage.hidden())).orElse(SessionPool.ENCODER_INPUTS);
        Set<String> outputs = Set.of(card.outputs().chunk(), card.outputs().tokens());
        SessionPool graph = SessionPool.open(classifier.model(), concurrency, inputs, outputs);
        try {
            Optional<Lower> lower = card.firstStage()
                    .map(stage -> new Lower(
                            stage,
                            SessionPool.open(
                                    classifier.firstStage().orElseThrow(),
                                    concurrency,
                                    LOWER_INPUTS,
                                    Set.of(stage.output(), stage.hidden()))));
            return new Network(card, graph, lower);
        } catch (ModelException broken) {
            graph.close();
            throw broken;
        }
    }

    /**
     * Judges one window.
     *
     * @param framed its token ids between the two special tokens
     * @return what the encoder says, or empty if its lower layers cleared the window
     */
    Optional<Output> judge(long[] framed) {
        if (lower.isEmpty()) {
            return Optional.of(graph.run(framed, this::read));
        }
        FirstStage stage = lower.orElseThrow().stage();
        return lower.orElseThrow().graph().run(framed, below -> {
            float[] logit = floats(below, stage.output());
            if (logit.length != 1) {
                throw new IllegalStateException("the first stage must give one logit, got " + logit.length);
            }
            if (stage.clears(logit[0])) {
                return Optional.empty();
            }
            OnnxTensor hidden = (OnnxTensor) below.get(stage.hidden()).orElseThrow();
            return Optional.of(graph.run(Map.of(stage.hidden(), hidden), this::read));
        });
    }

    /** {@return name, version and architecture of the inference runtime} */
    String runtime() {
        return graph.runtime();
    }

    private Output read(OrtSession.Result result) throws OrtException {
        float[] chunk = floats(result, card.outputs().chunk());
        float[] tokens = floats(result, card.outputs().tokens());
        if (chunk.length != 1) {
            throw new IllegalStateException("model " + card.id() + " must give one logit, got " + chunk.length);
        }
        return new Output(chunk[0], tokens);
    }

    private static float[] floats(OrtSession.Result result, String name) throws OrtException {
        OnnxTensor tensor = (OnnxTensor) result.get(name).orElseThrow();
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    @Override
    public void close() {
        lower.ifPresent(stage -> stage.graph().close());
        graph.close();
    }

    private record Lower(FirstStage stage, SessionPool graph) {}

    /** What the encoder said about one window; token logits are {@code [tokens + 2]}. */
    static final class Output {

        private final double logit;
        private final float[] tokenLogits;

        Output(double logit, float[] tokenLogits) {
            this.logit = logit;
            this.tokenLogits = tokenLogits;
        }

        double logit() {
            return logit;
        }

        float[] tokenLogits() {
            return tokenLogits;
        }
    }
}
