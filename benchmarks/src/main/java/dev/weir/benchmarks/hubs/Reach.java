package dev.weir.benchmarks.hubs;

import java.util.BitSet;
import java.util.List;

/** For which questions a vector would be among the best so many. */
final class Reach {
    private final List<float[]> questions;
    private final float[] least;

    /** @param neighbours how many pages answer a question */
    Reach(List<float[]> questions, List<float[]> pages, int neighbours) {
        this.questions = questions;
        this.least = new float[questions.size()];
        for (int i = 0; i < least.length; i++) {
            int last = Space.nearest(questions.get(i), pages, neighbours).getLast();
            least[i] = Space.dot(questions.get(i), pages.get(last));
        }
    }

    BitSet of(float[] vector) {
        BitSet reached = new BitSet(least.length);
        for (int i = 0; i < least.length; i++) {
            if (Space.dot(vector, questions.get(i)) >= least[i]) {
                reached.set(i);
            }
        }
        return reached;
    }

    BitSet of(List<float[]> document) {
        BitSet reached = new BitSet(least.length);
        document.forEach(vector -> reached.or(of(vector)));
        return reached;
    }

    double share(List<float[]> document) {
        return (double) of(document).cardinality() / least.length;
    }
}
