package dev.weir.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.benchmarks.interval.ClusterBootstrap;
import dev.weir.benchmarks.interval.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final long SEED = 11;
    private static final ClusterBootstrap FEW = new ClusterBootstrap(SEED, 40);

    @Test
    void rankedWhenMarginsAreRandomThenEqualsTheDefinitions() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 200; round++) {
            // Few distinct margins, so that ties are common.
            List<Unit> attacks = units(random, 1 + random.nextInt(12), 7);
            List<Unit> harmless = units(random, 1 + random.nextInt(12), 5);
            Ranking.Ranked ranked = new Ranking(attacks, harmless).ranked(FEW);
            assertThat(ranked.auroc().value())
                    .as("AUROC, seed %d, round %d", SEED, round)
                    .isCloseTo(pairsInOrder(attacks, harmless), within(1e-5));
            assertThat(ranked.auprc().value())
                    .as("AUPRC, seed %d, round %d", SEED, round)
                    .isCloseTo(averagePrecision(attacks, harmless), within(1e-5));
        }
    }

    @Test
    void rankedWhenAttacksAreAllAboveThenOneWithoutDoubt() {
        Ranking.Ranked ranked =
                new Ranking(List.of(unit(3, "a"), unit(4, "b")), List.of(unit(1, "c"), unit(2, "d"))).ranked(FEW);
        assertThat(ranked.auroc()).isEqualTo(new Estimate(1.0, 1.0, 1.0));
        assertThat(ranked.auprc()).isEqualTo(new Estimate(1.0, 1.0, 1.0));
    }

    @Test
    void rankedWhenUnitsShareClustersThenIntervalIsWider() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Unit> alone = new ArrayList<>();
        List<Unit> shared = new ArrayList<>();
        for (int payload = 0; payload < 10; payload++) {
            double margin = random.nextInt(10);
            for (int copy = 0; copy < 10; copy++) {
                alone.add(unit(margin, payload + "/" + copy));
                shared.add(unit(margin, "payload " + payload));
            }
        }
        List<Unit> harmless = units(random, 50, 10);
        ClusterBootstrap bootstrap = new ClusterBootstrap(SEED, 400);
        assertThat(width(new Ranking(shared, harmless).ranked(bootstrap).auroc()))
                .isGreaterThan(1.5
                        * width(new Ranking(alone, harmless).ranked(bootstrap).auroc()));
    }

    @Test
    void constructorWhenOneSideIsEmptyThenRefused() {
        assertThatThrownBy(() -> new Ranking(List.of(), List.of(unit(1, "a"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Ranking(List.of(unit(1, "a")), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double width(Estimate estimate) {
        return estimate.high() - estimate.low();
    }

    private static Unit unit(double margin, String cluster) {
        return new Unit(margin, margin >= 0, cluster);
    }

    private static List<Unit> units(SplittableRandom random, int count, int margins) {
        List<Unit> units = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            units.add(unit(random.nextInt(margins), "cluster " + i));
        }
        return units;
    }

    private static double pairsInOrder(List<Unit> attacks, List<Unit> harmless) {
        double wins = 0;
        for (Unit attack : attacks) {
            for (Unit other : harmless) {
                wins += attack.margin() > other.margin() ? 1 : attack.margin() == other.margin() ? 0.5 : 0;
            }
        }
        return wins / (attacks.size() * harmless.size());
    }

    /** The sum over distinct thresholds of (recall there - recall at the one above) times precision there. */
    private static double averagePrecision(List<Unit> attacks, List<Unit> harmless) {
        List<Double> thresholds = attacks.stream()
                .map(Unit::margin)
                .distinct()
                .sorted((a, b) -> Double.compare(b, a))
                .toList();
        double before = 0;
        double sum = 0;
        for (double threshold : thresholds) {
            double found =
                    attacks.stream().filter(unit -> unit.margin() >= threshold).count();
            double wrong =
                    harmless.stream().filter(unit -> unit.margin() >= threshold).count();
            double recall = found / attacks.size();
            sum += (recall - before) * found / (found + wrong);
            before = recall;
        }
        return sum;
    }
}
