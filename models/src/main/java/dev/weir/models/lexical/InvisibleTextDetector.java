package dev.weir.models.lexical;

import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Detector;
import dev.weir.models.detect.DetectorId;
import dev.weir.models.detect.Passage;
import dev.weir.models.detect.Screening;
import dev.weir.models.detect.Span;
import dev.weir.models.detect.Technique;
import dev.weir.models.lexical.InvisibleRuns.Run;
import dev.weir.models.lexical.LexicalScores.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Characters that are not shown, outside the uses that writing systems have for them. */
final class InvisibleTextDetector implements Detector {

    private static final DetectorId ID = new DetectorId("invisible-text/3");

    /** Runs that are no further apart than this are one hit. */
    private static final int NEAR = 8;

    private static final int MESSAGE = 4;
    private static final int BITS = 8;

    @Override
    public DetectorId id() {
        return ID;
    }

    @Override
    public Set<Channel> channels() {
        return LexicalScores.ALL_CHANNELS;
    }

    @Override
    public Screening screen(Passage passage) {
        List<Hit> hits = new ArrayList<>();
        List<Run> group = new ArrayList<>();
        for (Run run : InvisibleRuns.find(passage.text())) {
            if (!group.isEmpty()
                    && (group.getLast().kind() != run.kind()
                            || run.start() - group.getLast().end() > NEAR)) {
                hits.add(judge(group));
                group.clear();
            }
            group.add(run);
        }
        if (!group.isEmpty()) {
            hits.add(judge(group));
        }
        return LexicalScores.screening(ID, passage.channel(), hits);
    }

    private static Hit judge(List<Run> group) {
        int characters = 0;
        int splits = 0;
        for (Run run : group) {
            characters += run.count();
            splits += run.splitsWord() ? 1 : 0;
        }
        return switch (group.getFirst().kind()) {
            case TAGS -> hit(group, "tag-characters", characters >= MESSAGE ? 0.95 : 0.6);
            case SELECTORS -> selectors(group, characters);
            case ZERO_WIDTH -> zeroWidth(group, splits);
            case SOFT_HYPHEN -> splits >= 3 ? hit(group, "letters-split", 0.7) : hit(group, "stray-soft-hyphen", 0.1);
            case BIDI_OVERRIDE -> hit(group, "direction-override", 0.45);
            case BIDI_MARK -> hit(group, "stray-direction-mark", 0.1);
            case FILLER -> hit(group, "blank-letter", 0.3);
            case OTHER -> hit(group, "stray-invisible", 0.1);
        };
    }

    private static Hit selectors(List<Run> group, int characters) {
        if (group.stream().anyMatch(run -> HiddenMessages.isContentCredential(run.characters()))) {
            // Whoever reads documents takes out those that verify.
            return hit(group, "content-credential-unverified", 0.95);
        }
        return characters >= MESSAGE
                ? hit(group, "variation-selector-message", 0.95)
                : hit(group, "stray-variation-selector", characters > 1 ? 0.4 : 0.15);
    }

    private static Hit zeroWidth(List<Run> group, int splits) {
        boolean carriesBits = group.stream()
                .anyMatch(run -> run.count() >= BITS
                        && run.characters().codePoints().distinct().count() > 1);
        if (carriesBits) {
            return hit(group, "zero-width-message", 0.9);
        }
        return splits >= 3 ? hit(group, "letters-split", 0.7) : hit(group, "stray-zero-width", splits > 0 ? 0.2 : 0.1);
    }

    private static Hit hit(List<Run> group, String rule, double score) {
        Span span = new Span(group.getFirst().start(), group.getLast().end());
        return new Hit(rule, Technique.INVISIBLE_TEXT, span, score);
    }
}
