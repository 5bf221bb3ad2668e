package dev.weir.benchmarks.hubs;

import dev.weir.ingest.admission.HubRules;
import dev.weir.ingest.admission.HubScore;
import dev.weir.ingest.admission.HubScreen;
import dev.weir.ingest.admission.Sentinels;
import java.util.ArrayList;
import java.util.List;

/**
 * A corpus in five parts: every document arrives, in turn, at the four parts that it is not in. Attacks arrive at the same
 * four parts, each at one choice of them, so that both are scored alike.
 */
final class Folds {
    private static final int FOLDS = 5;

    private final List<HubScreen> screens = new ArrayList<>();
    private final List<HubScore> clean = new ArrayList<>();

    Folds(Sentinels sentinels, HubRules rules, List<List<float[]>> documents) {
        for (int fold = 0; fold < FOLDS; fold++) {
            List<List<float[]>> there = new ArrayList<>();
            for (int i = 0; i < documents.size(); i++) {
                if (i % FOLDS != fold) {
                    there.add(documents.get(i));
                }
            }
            screens.add(World.watching(sentinels, rules, there));
        }
        for (int i = 0; i < documents.size(); i++) {
            clean.add(score(documents.get(i), i));
        }
    }

    /** Of every document of the corpus, in its order. */
    List<HubScore> clean() {
        return clean;
    }

    HubScreen screen(int turn) {
        return screens.get(turn % FOLDS);
    }

    HubScore score(List<float[]> document, int turn) {
        return screen(turn).measure(World.TENANT, document).orElseThrow();
    }

    List<HubScore> scores(List<Hub> hubs) {
        List<HubScore> scores = new ArrayList<>();
        for (Hub hub : hubs) {
            scores.add(score(hub.vectors(), scores.size()));
        }
        return scores;
    }

    /** The least score that at most a share of the clean documents reach. */
    double threshold(double share) {
        List<Double> scores = clean.stream().map(HubScore::score).sorted().toList();
        int allowed = (int) Math.floor(share * scores.size());
        // Strictly above the highest one that is too many, which ties may reach as well.
        return Math.nextUp(scores.get(scores.size() - allowed - 1));
    }

    static boolean isHeld(HubScore score) {
        return score.score() >= score.holdAt();
    }

    static boolean isNoted(HubScore score) {
        return score.score() >= score.noteAt();
    }
}
