package dev.weir.models.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.weir.models.catalog.ModelArtifact;
import dev.weir.models.catalog.ModelContractException;
import dev.weir.models.catalog.ModelUnavailableException;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * A loaded graph that a bounded number of threads may run at once, each run on one core.
 *
 * <p>The weights are loaded once and shared: the runtime allows concurrent runs of one session, and a second
 * copy would only cost memory. Windows are run one at a time because batching gains nothing on a processor
 * and would let padding change scores.
 */
public final class SessionPool implements AutoCloseable {

    /** What encoders of the BERT family take. */
    public static final Set<String> ENCODER_INPUTS = Set.of("input_ids", "attention_mask", "token_type_ids");

    private final String name;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Set<String> inputs;
    private final Semaphore permits;

    private SessionPool(
            String name, OrtEnvironment environment, OrtSession session, Set<String> inputs, int concurrency) {
        this.name = name;
        this.environment = environment;
        this.session = session;
        this.inputs = Set.copyOf(inputs);
        this.permits = new Semaphore(concurrency);
    }

    /**
     * Loads a graph.
     *
     * @param model the checked graph
     * @param concurrency most runs at one time, {@code >= 1}
     * @param inputs names the graph must take
     * @param outputs names the graph must offer
     * @return the pool
     * @throws ModelContractException if the graph cannot be loaded or lacks an input or output
     * @throws ModelUnavailableException if the native runtime is missing or does not start
     */
    public static SessionPool open(ModelArtifact model, int concurrency, Set<String> inputs, Set<String> outputs) {
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency must be >= 1, got " + concurrency);
        }
        OrtSession session;
        OrtEnvironment environment;
        try {
            environment = OrtEnvironment.getEnvironment();
            environment.setTelemetry(false);
            session = load(environment, model);
        } catch (OrtException failure) {
            throw new ModelContractException(model.name(), "cannot be loaded by the runtime", failure);
        } catch (LinkageError failure) {
            throw new ModelUnavailableException(
                    "ONNX Runtime is not on the class path, or its native part cannot be loaded", failure);
        }
        SessionPool pool = new SessionPool(model.name(), environment, session, inputs, concurrency);
        try {
            pool.requireNames("inputs", session.getInputNames(), inputs);
            pool.requireNames("outputs", session.getOutputNames(), outputs);
            return pool;
        } catch (ModelContractException broken) {
            pool.close();
            throw broken;
        }
    }

    private static OrtSession load(OrtEnvironment environment, ModelArtifact model) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setDeterministicCompute(true);
            // Lengths differ from run to run, so patterns recorded for one would only be kept and never used.
            options.setMemoryPatternOptimization(false);
            return environment.createSession(model.bytes(), options);
        }
    }

    private void requireNames(String what, Set<String> present, Set<String> required) {
        if (!present.containsAll(required)) {
            throw new ModelContractException(
                    name,
                    what + " must include " + required.stream().sorted().toList() + ", got "
                            + present.stream().sorted().toList());
        }
    }

    /** Reads what a run put out, before its native memory is freed. */
    @FunctionalInterface
    public interface Reader<T> {

        /**
         * Copies what is needed out of the result.
         *
         * @param result the outputs, valid during the call only
         * @return the copy
         * @throws OrtException if an output cannot be read
         */
        T read(OrtSession.Result result) throws OrtException;
    }

    /**
     * Runs a graph that takes {@link #ENCODER_INPUTS}, or some of them, int64 {@code [1, tokens]}, over one sequence,
     * waiting while as many as allowed are running.
     *
     * @param ids token ids, with the special tokens if the graph needs them, not empty
     * @param reader copies the outputs
     * @param <T> what is read
     * @return what the reader read
     * @throws IllegalStateException if the runtime fails
     */
    public <T> T run(long[] ids, Reader<T> reader) {
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1L);
        long[] shape = {1, ids.length};
        try (OnnxTensor input = tensor(ids, shape);
                OnnxTensor mask = tensor(ones, shape);
                OnnxTensor types = tensor(new long[ids.length], shape)) {
            Map<String, OnnxTensor> fed = new LinkedHashMap<>();
            fed.put("input_ids", input);
            fed.put("attention_mask", mask);
            fed.put("token_type_ids", types);
            fed.keySet().retainAll(inputs);
            return run(fed, reader);
        } catch (OrtException failure) {
            throw new IllegalStateException("model " + name + " could not be run", failure);
        }
    }

    /** Runs what another graph put out, waiting while as many as allowed are running. */
    <T> T run(Map<String, OnnxTensor> fed, Reader<T> reader) {
        permits.acquireUninterruptibly();
        try (OrtSession.Result result = session.run(fed)) {
            return reader.read(result);
        } catch (OrtException failure) {
            throw new IllegalStateException("model " + name + " could not be run", failure);
        } finally {
            permits.release();
        }
    }

    private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
    }

    /** {@return name, version and architecture of the inference runtime, on which scores may depend} */
    public String runtime() {
        return "onnxruntime-" + environment.getVersion() + "-cpu-" + System.getProperty("os.arch", "unknown");
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException failure) {
            throw new IllegalStateException("model " + name + " could not be closed", failure);
        }
    }
}
