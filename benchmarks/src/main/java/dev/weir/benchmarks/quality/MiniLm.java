package dev.weir.benchmarks.quality;

import dev.weir.models.catalog.ModelArtifact;

/** The int8 files of all-MiniLM-L6-v2 that the embedder runs, pinned here as there. */
final class MiniLm {
    private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
    private static final String MODEL_SHA256 = "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";
    private static final String TOKENIZER_SHA256 = "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0";

    private MiniLm() {}

    static ModelArtifact model() {
        return ModelArtifact.ofResource(MODEL, MODEL_SHA256);
    }

    static ModelArtifact tokenizer() {
        return ModelArtifact.ofResource(TOKENIZER, TOKENIZER_SHA256);
    }
}
