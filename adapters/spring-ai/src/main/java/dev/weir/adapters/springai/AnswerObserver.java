package dev.weir.adapters.springai;

import dev.weir.retrieve.context.GuardedContext;
import java.util.function.Supplier;

/** Stands around every answer of a guarded store: for measuring and tracing. It is given the answer and cannot make one. */
@FunctionalInterface
public interface AnswerObserver {
    /** Calls {@code answer} once and returns what it returned. */
    GuardedContext observe(Supplier<GuardedContext> answer);
}
