package dev.weir.benchmarks.hubs;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Makes hubs out of the questions that an attacker knows. He knows the corpus as well, and how many passages an answer holds; what
 * a screen looks at is none of his business here, so that any two screens are asked about the same hubs.
 */
final class Attacks {
    static final int EACH = 100;

    /** Passages of an answer. */
    static final int ANSWER = 10;

    private static final double WIDE = 0.05;
    private static final int ROUNDS = 12;
    private static final int FEWEST_WITH_TRIGGER = 8;

    private final World world;
    private final List<float[]> questions;
    private final Reach reach;
    private final SplittableRandom random = new SplittableRandom(20261128);

    Attacks(World world) {
        this.world = world;
        this.questions = world.attackers();
        this.reach = new Reach(questions, world.vectors(), ANSWER);
    }

    /** All that do not try to evade. */
    List<Hub> plain() {
        List<Hub> hubs = new ArrayList<>();
        for (int m : new int[] {50, 200, 1_000}) {
            int size = Math.min(m, questions.size());
            for (int i = 0; i < EACH; i++) {
                hubs.add(Hub.of(
                        "mean of " + size + " drawn questions", Space.mean(Space.draw(questions, size, random))));
            }
        }
        for (int m : new int[] {50, 200}) {
            for (float[] seed : Space.draw(questions, EACH, random)) {
                hubs.add(Hub.of("mean of the " + m + " questions nearest to one", around(seed, m)));
            }
        }
        Space.draw(questions, EACH, random).forEach(seed -> hubs.add(Hub.of("widest reach", widest(seed))));
        hubs.addAll(triggers());
        hubs.addAll(texts());
        return hubs;
    }

    /** Of those, the ones that reach at least a twentieth of the questions that the attacker knows. */
    List<Hub> wide() {
        return plain().stream()
                .filter(hub -> reach.share(hub.vectors()) >= WIDE)
                .toList();
    }

    /** Hubs with the widest reach that an attacker finds from a start: the mean of what it reaches, again and again. */
    float[] widest(float[] seed) {
        float[] best = around(seed, 50);
        float[] now = best;
        int most = reach.of(best).cardinality();
        for (int round = 0; round < ROUNDS; round++) {
            List<float[]> reached = new ArrayList<>();
            reach.of(now).stream().forEach(i -> reached.add(questions.get(i)));
            if (reached.isEmpty()) {
                return best;
            }
            now = Space.mean(reached);
            int count = reach.of(now).cardinality();
            if (count > most) {
                most = count;
                best = now;
            }
        }
        return best;
    }

    /** Starts for hubs. */
    List<float[]> seeds(int count) {
        return Space.draw(questions, count, random);
    }

    /** Documents whose every chunk is for another question. */
    List<Hub> sprayed(int chunks) {
        List<Hub> hubs = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            hubs.add(new Hub("a question in each of " + chunks + " chunks", Space.draw(questions, chunks, random)));
            List<float[]> small = new ArrayList<>();
            Space.draw(questions, chunks, random).forEach(seed -> small.add(around(seed, 10)));
            hubs.add(new Hub("ten questions in each of " + chunks + " chunks", small));
        }
        return hubs;
    }

    private float[] around(float[] seed, int m) {
        return Space.mean(
                Space.nearest(seed, questions, m).stream().map(questions::get).toList());
    }

    /** The mean of all questions with one word, for each word that is rare and not too rare. */
    private List<Hub> triggers() {
        Map<String, BitSet> words = new HashMap<>();
        for (int i = 0; i < questions.size(); i++) {
            for (String word :
                    world.attackersTexts().get(i).toLowerCase(Locale.ROOT).split("[^\\p{L}]+", -1)) {
                if (word.length() > 3) {
                    words.computeIfAbsent(word, unused -> new BitSet()).set(i);
                }
            }
        }
        List<Hub> hubs = new ArrayList<>();
        new TreeMap<>(words).forEach((word, with) -> {
            if (with.cardinality() >= FEWEST_WITH_TRIGGER && with.cardinality() <= questions.size() / 20) {
                hubs.add(Hub.of(
                        "mean of the questions with one word",
                        Space.mean(with.stream().mapToObj(questions::get).toList())));
            }
        });
        return Space.draw(hubs, EACH, random);
    }

    /** What can be done without access to vectors: a text that is twenty questions of one kind, one after the other. */
    private List<Hub> texts() {
        List<String> texts = new ArrayList<>();
        for (float[] seed : seeds(EACH)) {
            List<String> lines = Space.nearest(seed, questions, 20).stream()
                    .map(world.attackersTexts()::get)
                    .toList();
            texts.add(String.join("\n", lines));
        }
        return world.embedder().embed(texts).stream()
                .map(vector -> Hub.of("text of the 20 questions nearest to one", Space.unit(vector)))
                .toList();
    }
}
