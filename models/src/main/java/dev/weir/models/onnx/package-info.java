/**
 * Runs neural models in this process, over all of a text.
 *
 * <p>The entry point is {@link dev.weir.models.onnx.OnnxDetector}; {@link dev.weir.models.onnx.TextEncoder},
 * {@link dev.weir.models.onnx.WindowPlan} and {@link dev.weir.models.onnx.SessionPool} are its parts and also
 * serve the embedder. The invariant is full coverage: every token of a text of any length is in at least one
 * window, nothing is truncated or padded, and each window is run by itself so that a score never depends on
 * what is judged beside it. The threat it answers is a payload placed where a scanner stops looking.
 */
@NullMarked
package dev.weir.models.onnx;

import org.jspecify.annotations.NullMarked;
