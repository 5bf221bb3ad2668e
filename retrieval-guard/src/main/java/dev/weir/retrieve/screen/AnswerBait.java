package dev.weir.retrieve.screen;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.TrustTier;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects to passages that speak to whoever answers instead of telling something: phrases that dictate an answer, phrases that
 * a refusal is made of (a passage that makes a model refuse jams it), and transcripts of questions and answers. A phrase that no
 * honest text holds is enough. Of the others two must stand in the passage, or one if the passage also holds
 * {@value Quorum#SPEAKS} of the question's telling words. The score is 0.5 for one such phrase and 1 for more. Phrases are
 * compared by folded words. Thread-safe.
 *
 * <p>Passages of at least the exempt tier are spared: manuals and exam papers hold such phrases.
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That bait is seen in other words, or in another language than English. What gives orders to a model is for the scan at
 * ingestion, which knows fifteen languages.
 */
public final class AnswerBait implements SetScreen {
    private final TrustTier exempt;

    /** @param exempt the lowest tier that is spared */
    public AnswerBait(TrustTier exempt) {
        this.exempt = requireNonNull(exempt, "exempt is null");
    }

    @Override
    public WithholdCode code() {
        return WithholdCode.ANSWER_BAIT;
    }

    @Override
    public List<Objection> objections(PassageSet set) {
        List<Objection> objections = new ArrayList<>();
        for (int rank = 0; rank < set.size(); rank++) {
            RankedPassage passage = set.passage(rank);
            if (passage.trust().compareTo(exempt) >= 0) {
                continue;
            }
            int weight = BaitPhrases.weight(passage.text(), set.words(rank));
            if (weight >= BaitPhrases.ENOUGH || (weight > 0 && set.coverage().share(rank) >= Quorum.SPEAKS - 1e-9)) {
                objections.add(new Objection(rank, Math.min(1, (double) weight / BaitPhrases.ENOUGH)));
            }
        }
        return objections;
    }
}
