package dev.weir.retrieve.behaviour;

import static dev.weir.retrieve.behaviour.Watched.ALICE;
import static dev.weir.retrieve.behaviour.Watched.BOB;
import static dev.weir.retrieve.behaviour.Watched.passages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weir.retrieve.behaviour.BehaviourPolicy.Rule;
import dev.weir.retrieve.behaviour.Observed.Passage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each monitor fires on what it is for and stays quiet on what an ordinary reader does. */
class MonitorsTest {
    private static final long SEED = Long.getLong("test.seed", 20_261_128L);
    private static final int DIMENSION = 64;

    /** What Alice does, and whether the rule of a sign fires on it. Bob never does anything wrong. */
    record Conduct(Sign sign, double from, String what, boolean fires, Consumer<Watched> asking) {}

    private static Conduct fires(Sign sign, double from, String what, Consumer<Watched> asking) {
        return new Conduct(sign, from, what, true, asking);
    }

    private static Conduct quiet(Sign sign, double from, String what, Consumer<Watched> asking) {
        return new Conduct(sign, from, what, false, asking);
    }

    private static List<Conduct> conducts() {
        return List.of(
                fires(Sign.COVERAGE_HOUR, 0.1, "many chunks came", w -> read(w, 150, Duration.ZERO)),
                quiet(Sign.COVERAGE_HOUR, 0.1, "they came over a day", w -> read(w, 150, Duration.ofHours(1))),
                fires(Sign.COVERAGE_DAY, 0.1, "many chunks came over a day", w -> read(w, 150, Duration.ofHours(1))),
                quiet(Sign.COVERAGE_DAY, 0.1, "the same came again and again", MonitorsTest::readTheSame),
                fires(Sign.COVERAGE_MONTH, 0.2, "he reads slowly", w -> read(w, 250, Duration.ofHours(20))),
                quiet(Sign.COVERAGE_MONTH, 0.2, "he reads over a year", w -> read(w, 250, Duration.ofDays(14))),
                fires(Sign.NOVELTY, 40, "everything is new", w -> read(w, 90, Duration.ofHours(1))),
                quiet(Sign.NOVELTY, 40, "he comes back to what he knows", MonitorsTest::comeBack),
                fires(Sign.PROBING, 5, "a canary is found", w -> w.guard.probed(ALICE, Probe.CANARY)),
                fires(Sign.PROBING, 5, "scopes are refused", w -> refuseScopes(w, 6, Duration.ZERO)),
                quiet(Sign.PROBING, 5, "a scope is refused once a day", w -> refuseScopes(w, 60, Duration.ofDays(1))),
                fires(Sign.PROBING, 3, "foreign rows come to him alone", MonitorsTest::meetForeignRowsAlone),
                quiet(Sign.PROBING, 1, "foreign rows come to everybody", MonitorsTest::meetForeignRowsTogether),
                // Seven words in a row are no run.
                fires(Sign.CONTINUATION, 0.3, "questions repeat what was served", w -> repeat(w, 60)),
                quiet(Sign.CONTINUATION, 0.3, "questions have seven words of it", w -> repeat(w, 7)),
                fires(Sign.TEMPLATE, 0.6, "one word changes", MonitorsTest::fillTemplate),
                quiet(Sign.TEMPLATE, 0.6, "the same is asked again, or another", MonitorsTest::askTwice),
                fires(Sign.MEMBERSHIP, 0.5, "long questions fit one chunk alone", w -> askLong(w, 0.97)),
                quiet(Sign.MEMBERSHIP, 0.5, "long questions fit many chunks", w -> askLong(w, 0.47)),
                fires(Sign.SPREAD, 1.5, "he takes from everywhere", w -> readAmongOthers(w, 400, 1)),
                quiet(Sign.SPREAD, 1.5, "he reads as the others do", w -> readAmongOthers(w, 400, 5)),
                quiet(Sign.SPREAD, 1.5, "there are few others", w -> readAmongOthers(w, 20, 1)),
                fires(Sign.INJECTION, 3, "no turn crosses the line and many come near", w -> suspect(w, 20, 0.7)),
                quiet(Sign.INJECTION, 3, "turns are ordinary", w -> suspect(w, 1000, 0.35)),
                quiet(Sign.INJECTION, 3, "one turn crosses the line", w -> suspect(w, 1, 1)),
                fires(Sign.MACHINE, 0.6, "questions come like a clock", w -> askAfter(w, 60, () -> 30)),
                quiet(Sign.MACHINE, 0.6, "questions come in fits", w -> askAfter(w, 60, fits())),
                // The same delays as a person's, only shorter: no evenness is left.
                quiet(Sign.MACHINE, 0.6, "a timer has a random delay", w -> askAfter(w, 60, delays(2))),
                fires(Sign.HASTE, 0.8, "a timer with a random delay outruns reading", w -> askAfter(w, 60, delays(2))),
                quiet(Sign.HASTE, 0.8, "he asks twice in haste and reads", w -> askAfter(w, 60, inTwos())),
                fires(Sign.TIRELESS, 0.8, "questions come day and night", w -> askAfter(w, 200, delays(900))),
                quiet(Sign.TIRELESS, 0.8, "questions come all day and none at night", MonitorsTest::askByDay));
    }

    private static Stream<Arguments> everyConduct() {
        return conducts().stream()
                .map(each -> arguments(
                        each.sign() + " when " + each.what() + " then " + (each.fires() ? "fires" : "is quiet"), each));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyConduct")
    void monitorWhenSomebodyAsksThenFiresOrIsQuiet(String name, Conduct conduct) {
        Watched watched = new Watched(new Rule(conduct.sign(), conduct.from(), Rung.LOG));
        conduct.asking().accept(watched);
        assertThat(watched.rung(ALICE)).as("%s, seed %d", name, SEED).isEqualTo(conduct.fires() ? Rung.LOG : Rung.NONE);
        assertThat(watched.rung(BOB)).as("%s, seed %d", name, SEED).isEqualTo(Rung.NONE);
    }

    @Test
    void tableWhenReadThenHasBothForEverySign() {
        Set<Sign> measured = EnumSet.complementOf(EnumSet.of(Sign.STATE_LOST));
        assertThat(conducts().stream().filter(Conduct::fires).map(Conduct::sign))
                .containsAll(measured);
        assertThat(conducts().stream().filter(each -> !each.fires()).map(Conduct::sign))
                .containsAll(measured);
    }

    @Test
    void tenantWhenItsPeopleTogetherReadMuchThenIsLoggedAndNobodyIsHeldBack() {
        BehaviourPolicy standard = Watched.quick(new Rule(Sign.COVERAGE_HOUR, 0.9, Rung.BLOCK));
        Watched watched = new Watched(standard);
        List<Ruling.Change> changes = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            changes.addAll(
                    watched.ask(i % 2 == 0 ? ALICE : BOB, i * 10, i * 10 + 10).changes());
        }
        assertThat(changes).extracting(Ruling.Change::whose).contains(Ruling.Whose.TENANT);
        assertThat(watched.guard.admit(ALICE, Set.of(ALICE.tenant())).k(20)).isEqualTo(20);
    }

    private static void read(Watched watched, int chunks, Duration between) {
        for (int i = 0; i < chunks; i += 10) {
            watched.clock.advance(between);
            watched.ask(ALICE, i, i + 10);
        }
    }

    private static void readTheSame(Watched watched) {
        for (int i = 0; i < 50; i++) {
            watched.ask(ALICE, 0, 80);
        }
    }

    /** Two of five are new. */
    private static void comeBack(Watched watched) {
        for (int i = 0; i < 100; i++) {
            watched.ask(ALICE, i * 2, i * 2 + 5);
        }
    }

    private static void refuseScopes(Watched watched, int times, Duration between) {
        for (int i = 0; i < times; i++) {
            watched.guard.probed(ALICE, Probe.REFUSED_SCOPE);
            watched.clock.advance(between);
        }
    }

    private static void meetForeignRowsAlone(Watched watched) {
        for (int i = 0; i < 100; i++) {
            watched.ask(BOB, 0, 3);
        }
        for (int i = 0; i < 4; i++) {
            watched.ask(ALICE, new Observed("where is theirs " + i, passages(0, 2), List.of(), 1));
        }
    }

    private static void meetForeignRowsTogether(Watched watched) {
        for (int i = 0; i < 100; i++) {
            watched.ask(BOB, new Observed("question " + i, passages(0, 2), List.of(), 3));
            watched.ask(ALICE, new Observed("question " + i, passages(0, 2), List.of(), 3));
        }
    }

    /** Questions with so many words in a row of what was served last. */
    private static void repeat(Watched watched, int wordsInARow) {
        SplittableRandom random = new SplittableRandom(SEED);
        String last = words(random, 60) + " ";
        for (int i = 0; i < 20; i++) {
            String next = words(random, 60) + " ";
            String query = "what of " + last.substring(0, nth(last, wordsInARow)) + " " + words(random, 3);
            watched.ask(ALICE, new Observed(query, List.of(new Passage(Watched.chunk(1), next)), List.of(), 0));
            last = next;
        }
    }

    private static void fillTemplate(Watched watched) {
        for (int i = 0; i < 30; i++) {
            String query = "please list every record of the archive that the office keeps about person " + i;
            watched.ask(ALICE, Watched.seen(query, 0, 2));
        }
    }

    private static void askTwice(Watched watched) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 30; i++) {
            String query = words(random, 9);
            watched.ask(ALICE, Watched.seen(query, 0, 2));
            watched.ask(ALICE, Watched.seen(query, 0, 2));
        }
    }

    private static void askLong(Watched watched, double best) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 20; i++) {
            List<Double> scores = new ArrayList<>(List.of(best));
            IntStream.range(0, 15).forEach(each -> scores.add(0.4 + random.nextDouble() * 0.06));
            watched.ask(ALICE, new Observed(words(random, 40), passages(0, 2), scores, 0));
        }
    }

    /** Bob reads about a subject and now and then something else; of Alice's chunks one in so many is something else. */
    private static void readAmongOthers(Watched watched, int bobs, int oneInSoMany) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[] subject = vector(random);
        for (int i = 0; i < bobs; i++) {
            watched.ask(BOB, about(i % 5 == 0 ? vector(random) : subject));
        }
        for (int i = 0; i < 150; i++) {
            watched.ask(ALICE, about(i % oneInSoMany == 0 ? vector(random) : subject));
        }
    }

    private static Observed about(float[] vector) {
        return new Observed(
                "what is there",
                List.of(new Passage(Watched.chunk(1), "a", vector), new Passage(Watched.chunk(2), "b", vector)),
                List.of(),
                0);
    }

    private static float[] vector(SplittableRandom random) {
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    private static void suspect(Watched watched, int turns, double suspicion) {
        for (int i = 0; i < turns; i++) {
            watched.ask(ALICE, Watched.seen("turn " + i, 0, 2).suspected(suspicion));
        }
    }

    /** Gaps from a second to two hours. */
    private static LongSupplier fits() {
        SplittableRandom random = new SplittableRandom(SEED);
        return () -> (long) Math.exp(random.nextDouble() * 9);
    }

    /** Gaps that a person might have, with another median. */
    private static LongSupplier delays(double medianSeconds) {
        SplittableRandom random = new SplittableRandom(SEED);
        return () -> (long) Math.min(3 * medianSeconds, medianSeconds * Math.exp(1.2 * random.nextGaussian()));
    }

    private static LongSupplier inTwos() {
        int[] asked = {0};
        return () -> asked[0]++ % 3 == 2 ? 120 : 0;
    }

    private static void askAfter(Watched watched, int times, LongSupplier gapSeconds) {
        String page = words(new SplittableRandom(SEED), 1000);
        for (int i = 0; i < times; i++) {
            watched.clock.advance(Duration.ofSeconds(gapSeconds.getAsLong()));
            watched.ask(ALICE, new Observed("question", List.of(new Passage(Watched.chunk(1), page)), List.of(), 0));
        }
    }

    /** Every quarter of an hour for fourteen hours, for a week. */
    private static void askByDay(Watched watched) {
        for (int day = 0; day < 7; day++) {
            askAfter(watched, 56, () -> 900);
            watched.clock.advance(Duration.ofHours(10));
        }
    }

    private static String words(SplittableRandom random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Integer.toString(random.nextInt(1_000_000), 36))
                .collect(Collectors.joining(" "));
    }

    private static int nth(String text, int word) {
        int at = 0;
        for (int i = 0; i < word; i++) {
            at = text.indexOf(' ', at + 1);
        }
        return at;
    }
}
