package dev.weir.models.lexical;

import dev.weir.models.detect.Channel;
import dev.weir.models.detect.DetectorId;
import dev.weir.models.detect.Evidence;
import dev.weir.models.detect.Finding;
import dev.weir.models.detect.Score;
import dev.weir.models.detect.Screening;
import dev.weir.models.detect.Span;
import dev.weir.models.detect.Technique;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Shared parts of the rule-based detectors: their calibration, their channels and a bounded list of findings. */
final class LexicalScores {

    static final String CALIBRATION = "lexical-1";
    static final Set<Channel> ALL_CHANNELS = Set.of(Channel.values());

    /** So many findings of one rule are listed one by one; the rest of a text becomes one finding. */
    static final int MAX_FINDINGS = 64;

    private LexicalScores() {}

    /** Whether nobody reads this channel, so that instructions in it have no innocent reader. */
    static boolean isConcealed(Channel channel) {
        return switch (channel) {
            case HIDDEN, METADATA, ALT_TEXT, DECODED -> true;
            case BODY, COMMENT -> false;
        };
    }

    /** A rule's hit before it becomes a finding. */
    record Hit(String rule, Technique technique, Span span, double score) {

        Hit join(Hit later) {
            return new Hit(rule, technique, span.hull(later.span), Math.max(score, later.score));
        }
    }

    /** Turns hits into findings; beyond the cap the remaining hits of a rule are joined, never dropped. */
    static Screening screening(DetectorId detector, Channel channel, List<Hit> hits) {
        List<Hit> sorted = new ArrayList<>(hits);
        sorted.sort(Comparator.comparing(Hit::rule).thenComparing(Hit::span));
        List<Hit> kept = new ArrayList<>();
        int ofRule = 0;
        for (Hit hit : sorted) {
            boolean sameRule = !kept.isEmpty() && kept.getLast().rule().equals(hit.rule());
            ofRule = sameRule ? ofRule + 1 : 1;
            if (ofRule > MAX_FINDINGS) {
                kept.add(kept.removeLast().join(hit));
            } else {
                kept.add(hit);
            }
        }
        List<Finding> findings = new ArrayList<>();
        for (Hit hit : kept) {
            findings.add(new Finding(
                    detector,
                    hit.technique(),
                    channel,
                    hit.span(),
                    new Score(hit.score(), CALIBRATION),
                    new Evidence.Matched(hit.rule())));
        }
        return new Screening(findings, List.of());
    }
}
