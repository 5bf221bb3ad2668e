package dev.weir.benchmarks.quality;

import java.util.Comparator;
import java.util.List;

/** Whose verdict is counted. */
enum Judge {
    /** The whole screener: rules, classifier and decoded text. */
    SCREENER,
    /** The classifier alone, on the text as it stands. */
    CLASSIFIER;

    double margin(Verdict verdict) {
        return switch (this) {
            case SCREENER -> verdict.margin();
            case CLASSIFIER -> verdict.classifierMargin();
        };
    }

    boolean flags(Verdict verdict) {
        return switch (this) {
            case SCREENER -> verdict.flagged();
            case CLASSIFIER -> verdict.classifierFlagged();
        };
    }

    /** The verdict that flags most. */
    Verdict highest(List<Verdict> verdicts) {
        return verdicts.stream().max(Comparator.comparingDouble(this::margin)).orElseThrow();
    }
}
