package dev.weir.ingest.parse;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Tells a fault of Weir's code from one of the libraries below it. */
final class ThrownByWeir {

    private static final String OWN = "dev.weir.";
    private static final int DEEPEST_OVERFLOW = 100;
    private static final int MAX_CAUSES = 10;

    private ThrownByWeir() {}

    /** Whether the exception or one of its causes is unchecked and comes from Weir's code or from what that asked of Java. */
    static boolean is(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            if (cause instanceof StackOverflowError overflow && overflows(overflow)) {
                return true;
            }
            if (cause instanceof RuntimeException && isOwn(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isOwn(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .map(StackTraceElement::getClassName)
                .filter(name -> !isJava(name))
                .findFirst()
                .filter(name -> name.startsWith(OWN))
                .isPresent();
    }

    private static boolean isJava(String name) {
        return name.startsWith("java.")
                || name.startsWith("javax.")
                || name.startsWith("jdk.")
                || name.startsWith("sun.");
    }

    private static boolean overflows(StackOverflowError failure) {
        return Arrays.stream(failure.getStackTrace())
                .limit(DEEPEST_OVERFLOW)
                .anyMatch(frame -> frame.getClassName().startsWith(OWN));
    }
}
