package dev.weir.benchmarks.hubs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.benchmarks.hubs.Findings.Tuned;
import dev.weir.ingest.admission.HubRules;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Attackers and tuning in small worlds of made-up pages. */
class EvasionTest {
    private static final HubRules RULES = new HubRules(10, 3, 6, 0.02, 0.004, 100);
    private static final int PAGES = 200;
    private static final String PAGE = "This page begins here";

    private final SplittableRandom random = new SplittableRandom(3);

    @Test
    void tuningWhenNeighboursDifferThenEveryRowJudgesTheSameHubs() {
        List<Tuned> tuning = HubsCommand.tuning(ofSubjects(20, "Read"), RULES);
        assertThat(tuning).extracting(Tuned::neighbours).contains(10, 20, 40);
        assertThat(tuning.getFirst().recall().n()).isPositive();
        assertThat(tuning)
                .allSatisfy(tuned -> assertThat(tuned.recall().n())
                        .isEqualTo(tuning.getFirst().recall().n()));
    }

    @Test
    void whoKnowsTheLogWhenHeBeginsAtTheMeanOfWhatHeHitsThenMovesUntilHeHitsFewEnough() {
        World world = ofSubjects(40, "The page of a book that tells of");
        Evasion evasion = evasion(world);
        Reach onLog = new Reach(world.logged(), world.vectors(), RULES.neighbours());
        List<float[]> hubs = world.attackers().stream()
                .map(seed -> meanOfWhatItHits(seed, onLog, world.logged()))
                .filter(hub -> onLog.of(hub).cardinality() > evasion.allowedOfLog())
                .limit(20)
                .toList();
        assertThat(hubs).hasSize(20);
        for (float[] hub : hubs) {
            Evasion.Tried tried = evasion.knowingTheLog(hub);
            assertThat(tried.evades()).isTrue();
            assertThat((double) onLog.of(tried.vector()).cardinality()).isLessThanOrEqualTo(evasion.allowedOfLog());
        }
    }

    @Test
    void whoKnowsTheLogWhenHisHubHitsFewQuestionsThenIsThereAlready() {
        World world = ofSubjects(40, "The page of a book that tells of");
        Evasion evasion = evasion(world);
        Reach onLog = new Reach(world.logged(), world.vectors(), RULES.neighbours());
        float[] page = world.vectors().stream()
                .filter(vector -> onLog.of(vector).cardinality() <= evasion.allowedOfLog())
                .findFirst()
                .orElseThrow();
        Evasion.Tried tried = evasion.knowingTheLog(page);
        assertThat(tried.evades()).isTrue();
        assertThat(tried.vector()).isSameAs(page);
    }

    /** Wherever a vector lies that is not among the pages, it is nearer to half of the questions than any page. */
    @Test
    void whoKnowsTheLogWhenThereIsNoWayOutThenDoesNotPassForOneWhoEvades() {
        World world = allAround();
        Evasion.Tried tried = evasion(world).knowingTheLog(world.attackers().getFirst());
        assertThat(tried.evades()).isFalse();
    }

    @Test
    void whoGuessesWhenHisOwnSentinelsLetHimPassThenEvades() {
        World world = ofSubjects(40, "The page of a book that tells of");
        Evasion evasion = evasion(world);
        List<Evasion.Tried> tried =
                world.attackers().subList(0, 20).stream().map(evasion::guessing).toList();
        assertThat(tried).anyMatch(Evasion.Tried::evades);
    }

    private static Evasion evasion(World world) {
        return new Evasion(world, RULES, world.sentinels(200), new Attacks(world));
    }

    /** Where the mean of what a vector hits is the vector itself. */
    private static float[] meanOfWhatItHits(float[] seed, Reach reach, List<float[]> questions) {
        float[] now = seed;
        for (int i = 0; i < 100; i++) {
            List<float[]> hit = reach.of(now).stream().mapToObj(questions::get).toList();
            now = hit.isEmpty() ? now : Space.mean(hit);
        }
        return now;
    }

    /** Pages of a subject share words, and all share the beginnings of their sentences. */
    private World ofSubjects(int subjects, String beginning) {
        List<Page> pages = IntStream.range(0, PAGES)
                .mapToObj(number -> page(
                        number,
                        IntStream.range(0, 3)
                                .mapToObj(sentence -> beginning + " " + words(number % subjects, 6) + ".")
                                .collect(Collectors.joining(" "))))
                .toList();
        return new World(pages, new CachedEmbedder(PlacingEmbedder.byWords(64)));
    }

    private String words(int subject, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "s" + subject + "w" + random.nextInt(20))
                .collect(Collectors.joining(" "));
    }

    /** Questions lie all around a circle, pages close together on it. */
    private static World allAround() {
        List<Page> pages = new ArrayList<>();
        for (int number = 0; number < PAGES; number++) {
            pages.add(page(
                    number, PAGE + " and is number " + number + ". What is asked of number " + number + " is this."));
        }
        return new World(
                pages,
                new CachedEmbedder(new PlacingEmbedder(
                        2,
                        text -> text.startsWith(PAGE) && text.contains("asked")
                                ? at(1e-5 * text.hashCode() / Integer.MAX_VALUE)
                                : at(Math.PI * text.hashCode() / Integer.MAX_VALUE))));
    }

    private static float[] at(double angle) {
        return new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
    }

    private static Page page(int number, String text) {
        return new Page("page-" + number, text);
    }
}
