package dev.weir.benchmarks.poison;

import java.util.List;

/**
 * A question that poison is for, or that clean sets are made for.
 *
 * @param correct the correct answer, empty if it is not known
 * @param incorrect the answer that poison argues for, empty if nobody attacks the question
 * @param poison five passages that argue for it (PoisonedRAG's I), or none
 * @param gold id of the passage that answers the question, empty if it is not known
 */
record Question(String text, String correct, String incorrect, List<String> poison, String gold) {
    Question {
        poison = List.copyOf(poison);
    }
}
