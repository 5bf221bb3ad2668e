package dev.weir.benchmarks.poison;

import java.util.List;

/**
 * A way of poisoning.
 *
 * @param name as the tables show it
 * @param writer makes the texts that are planted against a question
 */
record Attack(String name, Writer writer) {
    /** Makes texts. */
    @FunctionalInterface
    interface Writer {
        /**
         * The texts for a question, at most {@code n}; none if the attack has nothing against it.
         *
         * @param n how many passages the attacker can afford, 1 to 5
         */
        List<String> texts(Question question, int n);
    }

    List<String> texts(Question question, int n) {
        List<String> texts = writer.texts(question, n);
        return texts.subList(0, Math.min(n, texts.size()));
    }
}
