package dev.weir.retrieve.behaviour;

import static dev.weir.retrieve.behaviour.Watched.ALICE;
import static dev.weir.retrieve.behaviour.Watched.BOB;
import static dev.weir.retrieve.behaviour.Watched.passages;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.retrieve.behaviour.BehaviourPolicy.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each monitor fires on what it is for and stays quiet on what an ordinary reader does. */
class MonitorsTest {
    private static final long SEED = Long.getLong("test.seed", 20_261_128L);

    @Test
    void coverageOfAnHourWhenManyChunksCameThenFires() {
        Watched watched = new Watched(new Rule(Sign.COVERAGE_HOUR, 0.1, Rung.LOG));
        read(watched, 0, 150, Duration.ZERO);
        assertThat(watched.rung(ALICE)).isEqualTo(Rung.LOG);
    }

    @Test
    void coverageOfAnHourWhenTheyCameOverADayThenIsQuiet() {
        Watched watched = new Watched(new Rule(Sign.COVERAGE_HOUR, 0.1, Rung.LOG));
        read(watched, 0, 150, Duration.ofHours(1));
        assertThat(watched.rung(ALICE)).isEqualTo(Rung.NONE);
    }

    @Test
    void coverageOfADayWhenManyChunksCameThenFires() {
        Watched watched = new Watched(new Rule(Sign.COVERAGE_DAY, 0.1, Rung.LOG));
        read(watched, 0, 150, Duration.ofHours(1));
        assertThat(watched.rung(ALICE)).isEqualTo(Rung.LOG);
    }

    @Test
    void coverageOfADayWhenTheSameCameAgainAndAgainThenIsQuiet() {
        Watched watched = new Watched(new Rule(Sign.COVERAGE_DAY, 0.1, Rung.LOG));
        for (int i = 0; i < 50; i++) {
            watched.ask(ALICE, 0, 80);
        }
        assertThat(watched.rung(ALICE)).isEqualTo(Rung.NONE);
    }

    @Test
    void coverageOfAMonthWhenReadSlowlyThenFires() {
        Watched watched = new Watched(new Rule(Sign.COVERAGE_MONTH, 0.2, Rung.BLOCK));
        read(watched, 0, 250, Duration.ofHours(20));
        assertThat(watched.rung(ALICE)).isEqualTo(Rung.BLOCK);
    }

    @Test
    void coverageOfAMonthWhenReadOverAYearThenIsQuiet() {
        Watched watched = new Watched(new Rule(Sign.COVERAGE_MONTH, 0.2, Rung.BLOCK));
        read(watched, 0, 250, Duration.ofDays(14));
        assertThat(watched.rung(ALICE)).isEqualTo(Rung.NONE);
    }

    @Test
    void noveltyWhenEverythingIsNewThenFires() {
        Watched watched = new Watched(new Rule(Sign.NOVELTY, 40, Rung.LOG));
        read(watched, 0, 90, Duration.ofHours(1));
        assertThat(watched.rung(ALICE)).isEqualTo(Rung.LOG);
    }

    @Test
    void noveltyWhenAReaderComesBackToWhatHeKnowsThenIsQuiet() {
        Watched watched = new Watched(new Rule(Sign.NOVELTY, 40, Rung.LOG));
        for (int i = 0; i < 100; i++) {
            // Two of five are new.
            watched.ask(ALICE, i * 2, i * 2 + 5);
        }
        assertThat(watched.rung(ALICE)).isEqualTo(Rung.NONE);
    }

    @Test
    void probingWhenACanaryIsFoundThenFires() {
        Watched watched = new Watched(new Rule(Sign.PROBING, 5, Rung.LOWER_K));
        watched.guard.probed(ALICE, Probe.CANARY);
        assertThat(watched.rung(ALICE)).isEqualTo(Rung.LOWER_K);
        assertThat(watched.rung(BOB)).isEqualTo(Rung.NONE);
    }

    @Test
    void probingWhenScopesAreRefusedThenFires() {
        Watched watched = new Watched(new Rule(Sign.PROBING, 5, Rung.LOWER_K));
        for (int i = 0; i < 6; i++) {
            watched.guard.probed(ALICE, Probe.REFUSED_SCOPE);
        }
        assertThat(watched.rung(ALICE)).isEqualTo(Rung.LOWER_K);
    }

    @Test
    void probingWhenAScopeIsRefusedOnceADayThenIsQuiet() {
        Watched watched = new Watched(new Rule(Sign.PROBING, 5, Rung.LOWER_K));
        for (int i = 0; i < 60; i++) {
            watched.guard.probed(ALICE, Probe.REFUSED_SCOPE);
            watched.clock.advance(Duration.ofDays(1));
        }
        assertThat(watched.rung(ALICE)).isEqualTo(Rung.NONE);
    }

    @Test
    void probingWhenForeignRowsComeToOneAloneThenFires() {
        Watched watched = new Watched(new Rule(Sign.PROBING, 3, Rung.STEP_UP));
        for (int i = 0; i < 100; i++) {
            watched.ask(BOB, 0, 3);
        }
        for (int i = 0; i < 4; i++) {
            watched.ask(ALICE, new Observed("where is theirs " + i, passages(0, 2), List.of(), 1));
        }
        assertThat(watched.rung(ALICE)).isEqualTo(Rung.STEP_UP);
        assertThat(watched.rung(BOB)).isEqualTo(Rung.NONE);
    }

    @Test
    void probingWhenTheStoreReturnsForeignRowsToEverybodyThenIsQuiet() {
        Watched watched = new Watched(new Rule(Sign.PROBING, 1, Rung.STEP_UP));
        for (int i = 0; i < 100; i++) {
            watched.ask(BOB, new Observed("question " + i, passages(0, 2), List.of(), 3));
            watched.ask(ALICE, new Observed("question " + i, passages(0, 2), List.of(), 3));
        }
        assertThat(watched.rung(ALICE)).isEqualTo(Rung.NONE);
        assertThat(watched.rung(BOB)).isEqualTo(Rung.NONE);
    }

    @Test
    void continuationWhenQuestionsRepeatWhatWasServedThenFires() {
        Watched watched = new Watched(new Rule(Sign.CONTINUATION, 0.3, Rung.LOG));
        SplittableRandom random = new SplittableRandom(SEED);
        String last = words(random, 60);
        for (int i = 0; i < 20; i++) {
            String next = words(random, 60);
            watched.ask(ALICE, served(last, next));
            last = next;
        }
        assertThat(watched.rung(ALICE)).as("seed %d", SEED).isEqualTo(Rung.LOG);
    }

    @Test
    void continuationWhenQuestionsAreAboutTheSameInOtherWordsThenIsQuiet() {
        Watched watched = new Watched(new Rule(Sign.CONTINUATION, 0.3, Rung.LOG));
        SplittableRandom random = new SplittableRandom(SEED);
        String last = words(random, 60);
        for (int i = 0; i < 20; i++) {
            String next = words(random, 60);
            // Seven words in a row are no run.
            String seven = last.substring(0, nth(last, 7));
            watched.ask(ALICE, served("what of " + seven + " " + words(random, 3), next));
            last = next;
        }
        assertThat(watched.rung(ALICE)).as("seed %d", SEED).isEqualTo(Rung.NONE);
    }

    @Test
    void templateWhenOneWordChangesThenFires() {
        Watched watched = new Watched(new Rule(Sign.TEMPLATE, 0.6, Rung.LOG));
        for (int i = 0; i < 30; i++) {
            watched.ask(
                    ALICE,
                    Watched.seen(
                            "please list every record of the archive that the office keeps about person " + i, 0, 2));
        }
        assertThat(watched.rung(ALICE)).isEqualTo(Rung.LOG);
    }

    @Test
    void templateWhenTheSameQuestionIsAskedAgainOrAnotherThenIsQuiet() {
        Watched watched = new Watched(new Rule(Sign.TEMPLATE, 0.6, Rung.LOG));
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 30; i++) {
            String query = words(random, 9);
            watched.ask(ALICE, Watched.seen(query, 0, 2));
            watched.ask(ALICE, Watched.seen(query, 0, 2));
        }
        assertThat(watched.rung(ALICE)).as("seed %d", SEED).isEqualTo(Rung.NONE);
    }

    @Test
    void membershipWhenLongQuestionsFitOneChunkAloneThenFires() {
        Watched watched = new Watched(new Rule(Sign.MEMBERSHIP, 0.5, Rung.LOG));
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 20; i++) {
            watched.ask(ALICE, new Observed(words(random, 40), passages(0, 2), scores(random, 0.97), 0));
        }
        assertThat(watched.rung(ALICE)).as("seed %d", SEED).isEqualTo(Rung.LOG);
    }

    @Test
    void membershipWhenLongQuestionsFitManyChunksThenIsQuiet() {
        Watched watched = new Watched(new Rule(Sign.MEMBERSHIP, 0.5, Rung.LOG));
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 20; i++) {
            watched.ask(ALICE, new Observed(words(random, 40), passages(0, 2), scores(random, 0.47), 0));
        }
        assertThat(watched.rung(ALICE)).as("seed %d", SEED).isEqualTo(Rung.NONE);
    }

    @Test
    void machineWhenQuestionsComeLikeAClockThenFires() {
        Watched watched = new Watched(new Rule(Sign.MACHINE, 0.6, Rung.LOG));
        for (int i = 0; i < 60; i++) {
            watched.ask(ALICE, 0, 2);
        }
        assertThat(watched.rung(ALICE)).isEqualTo(Rung.LOG);
    }

    @Test
    void machineWhenQuestionsComeInFitsThenIsQuiet() {
        Watched watched = new Watched(new Rule(Sign.MACHINE, 0.6, Rung.LOG));
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 60; i++) {
            watched.ask(ALICE, 0, 2);
            watched.clock.advance(Duration.ofSeconds((long) Math.exp(random.nextDouble() * 9)));
        }
        assertThat(watched.rung(ALICE)).as("seed %d", SEED).isEqualTo(Rung.NONE);
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

    private static void read(Watched watched, int from, int to, Duration between) {
        for (int i = from; i < to; i += 10) {
            watched.clock.advance(between);
            watched.ask(ALICE, i, i + 10);
        }
    }

    private static Observed served(String query, String text) {
        return new Observed(query, List.of(new Observed.Passage(Watched.chunk(1), text)), List.of(), 0);
    }

    private static List<Double> scores(SplittableRandom random, double best) {
        List<Double> scores = new ArrayList<>(List.of(best));
        IntStream.range(0, 15).forEach(i -> scores.add(0.4 + random.nextDouble() * 0.06));
        return scores;
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
