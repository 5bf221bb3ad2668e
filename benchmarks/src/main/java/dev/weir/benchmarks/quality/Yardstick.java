package dev.weir.benchmarks.quality;

import java.util.List;

/**
 * The chunks of bodies of ordinary documents in a run, which are what attacks are ranked against and what fixed rates of false positives mean.
 *
 * @param judge whose verdicts they are
 * @param ordinary the chunks, clustered by what makes the fewest clusters of them
 * @param thousandth the threshold at 0.1 %
 * @param hundredth the threshold at 1 %
 */
record Yardstick(Judge judge, List<Unit> ordinary, Threshold thousandth, Threshold hundredth) {

    /** Copies the list. */
    Yardstick {
        ordinary = List.copyOf(ordinary);
    }

    /**
     * Takes the thresholds.
     *
     * @param documents the bodies of ordinary documents of all sources, at least one
     */
    static Yardstick of(Judge judge, List<Judged> documents) {
        if (documents.isEmpty()) {
            throw new IllegalArgumentException("no example is the body of an ordinary document (kind document, or"
                    + " meta.role ordinary), so there is nothing to take thresholds from");
        }
        Dependence dependence = Dependence.strongest(documents);
        List<Unit> ordinary = documents.stream()
                .flatMap(each -> each.chunks().stream()
                        .map(chunk -> new Unit(
                                judge.margin(chunk.verdict()), judge.flags(chunk.verdict()), dependence.of(each))))
                .toList();
        List<Double> margins = ordinary.stream().map(Unit::margin).toList();
        return new Yardstick(
                judge,
                ordinary,
                Threshold.of(margins, Evaluation.THOUSANDTH),
                Threshold.of(margins, Evaluation.HUNDREDTH));
    }

    List<Threshold> thresholds() {
        return List.of(thousandth, hundredth);
    }
}
