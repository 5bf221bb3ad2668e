package dev.weir.benchmarks.hubs;

import dev.weir.benchmarks.interval.Share;
import java.util.List;

/**
 * What the evaluation found: the contents of {@code hubs.json}.
 *
 * @param tuning on the small split, what was chosen among
 * @param clean documents of the other split, each arriving at the rest
 * @param hubs attacks that do not evade
 * @param evading attacks that do
 * @param sprayed documents of several chunks
 * @param drip thirty evading documents of one attacker, one after the other
 * @param floods deliveries over time
 * @param words screens that read words
 */
record Findings(
        Setup setup,
        List<Tuned> tuning,
        List<Clean> clean,
        List<Family> hubs,
        List<Evading> evading,
        List<Family> sprayed,
        Drip drip,
        List<Flood> floods,
        List<Words> words,
        Cost cost) {
    Findings {
        tuning = List.copyOf(tuning);
        clean = List.copyOf(clean);
        hubs = List.copyOf(hubs);
        evading = List.copyOf(evading);
        sprayed = List.copyOf(sprayed);
        floods = List.copyOf(floods);
        words = List.copyOf(words);
    }

    /** What was measured. */
    record Setup(
            String embedder,
            String commit,
            String java,
            String rules,
            int sentinels,
            int tunePages,
            int pages,
            int logged,
            int attackers,
            int users) {}

    /**
     * One choice on the small split.
     *
     * @param recall of hubs that reach a twentieth of the attacker's questions, the same for every choice, at 0.4 % of clean
     *     documents alerted
     */
    record Tuned(int sentinels, int neighbours, Share recall) {}

    /** How many of some clean documents are stopped by the shipped rules. */
    record Clean(String what, Share noted, Share held) {}

    /**
     * One kind of attack.
     *
     * @param reach the mean share of users' questions for which one document is among the best so many
     * @param atFifth flagged at 0.2 % of clean documents alerted
     * @param atTwoFifths flagged at 0.4 %
     * @param held by the shipped rules
     * @param widestMissed the widest reach of one that is not held, 0 if there is none
     */
    record Family(String family, double reach, Share atFifth, Share atTwoFifths, Share held, double widestMissed) {}

    /**
     * One kind of attack that evades.
     *
     * @param evades attempts that pass by the attacker's own measure; the others are in the family as well
     */
    record Evading(Share evades, Family family) {}

    /**
     * @param documents that were not held
     * @param reach share of users' questions that any of those reaches
     * @param ordinary the same for as many clean documents
     */
    record Drip(int documents, double reach, double ordinary) {}

    /**
     * One course of deliveries, many times.
     *
     * @param runs in which any document was held
     * @param held documents
     * @param before documents that came through before the first was held, mean over the runs that had one
     */
    record Flood(String course, Share runs, Share held, double before) {}

    /** How often a screen that reads words has a sign. */
    record Words(String screen, String of, Share signs) {}

    /**
     * What a document costs.
     *
     * @param embedMicros embedding one chunk, median
     * @param hubMicros measuring one chunk, median
     * @param stateBytes of one tenant
     */
    record Cost(double embedMicros, double hubMicros, long stateBytes) {}
}
