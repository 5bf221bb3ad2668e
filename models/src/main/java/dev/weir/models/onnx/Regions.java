package dev.weir.models.onnx;

import dev.weir.models.detect.Finding;
import java.util.ArrayList;
import java.util.List;

/** Joins findings that overlapping windows reported for the same place. */
final class Regions {

    private Regions() {}

    /** One finding for each run of overlapping spans, with the score and evidence of the highest. */
    static List<Finding> join(List<Finding> findings) {
        List<Finding> joined = new ArrayList<>();
        for (Finding finding : findings.stream().sorted(Finding.ORDER).toList()) {
            if (!joined.isEmpty() && joined.getLast().span().overlaps(finding.span())) {
                Finding last = joined.removeLast();
                Finding higher = finding.score().value() > last.score().value() ? finding : last;
                joined.add(higher.at(last.span().hull(finding.span())));
            } else {
                joined.add(finding);
            }
        }
        return joined;
    }
}
