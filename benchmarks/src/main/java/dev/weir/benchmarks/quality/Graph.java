package dev.weir.benchmarks.quality;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A graph that runs one sequence at a time on one core, with the session options of the product. It is here because the
 * product's own pool asks for inputs that not every rival has.
 */
final class Graph implements AutoCloseable {
    private static final Set<String> KNOWN = Set.of("input_ids", "attention_mask", "token_type_ids");

    private final OrtEnvironment environment;
    private final OrtSession session;

    private Graph(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
    }

    /**
     * Loads a graph.
     *
     * @param name where it came from, for messages
     * @throws IllegalArgumentException if it is no graph, or asks for an input that is not known here
     */
    static Graph open(String name, byte[] model) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            environment.setTelemetry(false);
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setDeterministicCompute(true);
            options.setMemoryPatternOptimization(false);
            OrtSession session = environment.createSession(model, options);
            if (!KNOWN.containsAll(session.getInputNames())) {
                session.close();
                throw new IllegalArgumentException(name + " asks for an input other than " + KNOWN);
            }
            return new Graph(environment, session);
        } catch (OrtException failure) {
            throw new IllegalArgumentException(name + " cannot be loaded as a graph", failure);
        }
    }

    /** Runs it over one sequence, with its special tokens, and drops what it puts out. */
    void run(long[] ids) {
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1L);
        long[] shape = {1, ids.length};
        try (OnnxTensor tokens = tensor(ids, shape);
                OnnxTensor mask = tensor(ones, shape);
                OnnxTensor types = tensor(new long[ids.length], shape)) {
            Map<String, OnnxTensor> all = new LinkedHashMap<>();
            all.put("input_ids", tokens);
            all.put("attention_mask", mask);
            all.put("token_type_ids", types);
            all.keySet().retainAll(session.getInputNames());
            session.run(all).close();
        } catch (OrtException failure) {
            throw new IllegalStateException("a graph could not be run", failure);
        }
    }

    private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException failure) {
            throw new IllegalStateException("a graph could not be closed", failure);
        }
    }
}
