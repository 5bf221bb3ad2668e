package dev.weir.benchmarks.hubs;

import dev.weir.ingest.admission.HubRules;
import dev.weir.ingest.admission.HubScore;
import dev.weir.ingest.admission.HubScreen;
import dev.weir.ingest.admission.Sentinels;
import java.util.ArrayList;
import java.util.List;

/** Attackers who know rules and corpus, and more or less of the sentinels. */
final class Evasion {
    private static final int STEPS = 60;
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
     * For whoever stole the log that half of the sentinels are of: away from the questions in it until a hub hits so few of
     * them that its share of the sentinels cannot be noticed.
     */
    float[] knowingTheLog(float[] hub) {
        double allowed = SPENT * limitInHits * log.size() / (sentinels / 2.0);
        float[] now = hub;
        for (int step = 0; step < STEPS; step++) {
            List<float[]> hit = new ArrayList<>();
            onLog.of(now).stream().forEach(i -> hit.add(log.get(i)));
            if (hit.size() <= allowed) {
                return now;
            }
            now = Space.mix(now, -STEP, Space.mean(hit));
        }
        return now;
    }

    /** As near to a hub as passes with sentinels of his own, the rest an ordinary page. */
    float[] guessing(float[] hub) {
        float[] page = pages.get(turn++ % pages.size());
        double passes = 0;
        double fails = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (passes + fails) / 2;
            HubScore score = score(blend(hub, page, middle));
            if (score.score() < score.noteAt()) {
                passes = middle;
            } else {
                fails = middle;
            }
        }
        return blend(hub, page, passes);
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
