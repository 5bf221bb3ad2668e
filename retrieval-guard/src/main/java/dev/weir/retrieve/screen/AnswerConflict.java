package dev.weir.retrieve.screen;

import dev.weir.retrieve.verify.WithholdCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Objects to passages of different known sources that speak to the question and state different things near its words: both state
 * numbers, or both state names, and have none in common. A passage speaks to the question as in {@link Quorum}. The score is
 * that of the less telling of the two. At most {@value #MAX_COMPARED} passages are compared, the highest ranked. Thread-safe.
 *
 * <p>This is a hint for whoever reads the answer and not a ground for withholding: honest sources differ too, and which of
 * two is wrong cannot be seen in them.
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That a contradiction is seen which is not one of numbers and capitalised names, or that passages which state different
 * things contradict each other.
 */
public final class AnswerConflict implements SetScreen {
    private static final int MAX_COMPARED = 20;

    @Override
    public WithholdCode code() {
        return WithholdCode.ANSWER_CONFLICT;
    }

    @Override
    public List<Objection> objections(PassageSet set) {
        List<Integer> speaking = new ArrayList<>();
        for (int rank = 0; rank < set.size() && speaking.size() < MAX_COMPARED; rank++) {
            if (set.coverage().share(rank) >= Quorum.SPEAKS - 1e-9) {
                speaking.add(rank);
            }
        }
        List<Objection> objections = new ArrayList<>();
        if (speaking.size() < 2) {
            return objections;
        }
        Set<String> question = Values.wordsOf(set.query());
        List<Values> values = speaking.stream()
                .map(rank -> Values.near(question, set.passage(rank).text()))
                .toList();
        for (int i = 0; i < speaking.size(); i++) {
            double score = 0;
            for (int j = 0; j < speaking.size(); j++) {
                if (isOtherSource(set, speaking.get(i), speaking.get(j))
                        && values.get(i).differ(values.get(j))) {
                    double share = Math.min(
                            set.coverage().share(speaking.get(i)),
                            set.coverage().share(speaking.get(j)));
                    score = Math.max(score, share);
                }
            }
            if (score > 0) {
                objections.add(new Objection(speaking.get(i), score));
            }
        }
        return objections;
    }

    private static boolean isOtherSource(PassageSet set, int one, int other) {
        String source = set.passage(one).source();
        String others = set.passage(other).source();
        return !source.isEmpty() && !others.isEmpty() && !source.equals(others);
    }
}
