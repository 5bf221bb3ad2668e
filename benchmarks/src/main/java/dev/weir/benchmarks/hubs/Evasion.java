package dev.weir.benchmarks.hubs;

import dev.weir.ingest.admission.HubRules;
import dev.weir.ingest.admission.HubScore;
import dev.weir.ingest.admission.HubScreen;
import dev.weir.ingest.admission.Sentinels;
import java.util.ArrayList;
import java.util.List;

/** Attackers who know rules and corpus, and more or less of the sentinels. */
final class Evasion {
    /** Near the mean of what is hit the first steps lead hardly anywhere; exactly there they lead nowhere, and he gives up. */
    private static final int MOST_STEPS = 2_000;

    private static final int HALVINGS = 8;
    private static final double STEP = 0.05;

    /** Of the limit in hits, what is spent on half of the sentinels. */
    private static final double SPENT = 0.4;

    private final List<float[]> pages;
    private final List<float[]> log;
    private final Reach onLog;
    private final int sentinels;
    private final HubScreen guessed;
    private final double limitInHits;
    private int turn;

    /** @param sentinels the real ones: their number is all that is used of them */
    Evasion(World world, HubRules rules, Sentinels sentinels, Attacks attacks) {
        this.pages = world.vectors();
        this.log = world.logged();
        this.onLog = new Reach(log, pages, rules.neighbours());
        this.sentinels = sentinels.size();
        List<float[]> own = world.attackers();
        this.guessed = World.watching(
                Sentinels.of(World.TENANT, sentinels.model(), own.subList(0, Math.min(sentinels.size(), own.size()))),
                rules,
                world.documents());
        this.limitInHits = limitInHits(attacks.widest(world.attackers().getFirst()));
    }

    /**
     * Where an attempt ended.
     *
     * @param evades whether the attacker's own measure lets it pass; he would not submit another
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Tried(float[] vector, boolean evades) {}

    /**
     * For whoever stole the log that half of the sentinels are of: away from the questions in it until a hub hits so few of
     * them that its share of the sentinels cannot be noticed.
     */
    Tried knowingTheLog(float[] hub) {
        double allowed = allowedOfLog();
        float[] now = hub;
        for (int step = 0; step < MOST_STEPS; step++) {
            List<float[]> hit = new ArrayList<>();
            onLog.of(now).stream().forEach(i -> hit.add(log.get(i)));
            if (hit.size() <= allowed) {
                return new Tried(now, true);
            }
            now = Space.mix(now, -STEP, Space.mean(hit));
        }
        return new Tried(now, false);
    }

    /** How many questions of the log may be hit. */
    double allowedOfLog() {
        return SPENT * limitInHits * log.size() / (sentinels / 2.0);
    }

    /** As near to a hub as passes with sentinels of his own, the rest an ordinary page. */
    Tried guessing(float[] hub) {
        float[] page = pages.get(turn++ % pages.size());
        double passes = 0;
        double fails = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (passes + fails) / 2;
            if (passes(blend(hub, page, middle))) {
                passes = middle;
            } else {
                fails = middle;
            }
        }
        float[] last = blend(hub, page, passes);
        // An ordinary page may be no start: some are near to everything.
        return new Tried(last, passes(last));
    }

    private boolean passes(float[] vector) {
        HubScore score = score(vector);
        return score.score() < score.noteAt();
    }

    private static float[] blend(float[] hub, float[] page, double share) {
        float[] part = page.clone();
        for (int i = 0; i < part.length; i++) {
            part[i] *= (float) (1 - share);
        }
        return Space.mix(part, share, hub);
    }

    private HubScore score(float[] vector) {
        return guessed.measure(World.TENANT, List.of(vector)).orElseThrow();
    }

    /** The score is linear in hits: two documents tell it. */
    private double limitInHits(float[] wide) {
        HubScore high = score(wide);
        for (float[] page : pages) {
            HubScore low = score(page);
            if (low.most() != high.most()) {
                double perHit = (high.chunk() - low.chunk()) / (high.most() - low.most());
                return low.most() + (low.holdAt() - low.chunk()) / perHit;
            }
        }
        throw new IllegalStateException("all documents have as many hits");
    }
}
