package dev.weir.models.lexical;

import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Detector;
import dev.weir.models.detect.DetectorId;
import dev.weir.models.detect.Passage;
import dev.weir.models.detect.Screening;
import dev.weir.models.detect.Span;
import dev.weir.models.detect.Technique;
import dev.weir.models.lexical.LexicalScores.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Words that are Latin except for letters of another script that look Latin. */
final class MixedScriptDetector implements Detector {

    private static final DetectorId ID = new DetectorId("mixed-script/1");
    private static final double FEW = 0.3;
    private static final double MANY = 0.45;
    private static final int MANY_WORDS = 3;

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
        List<Span> words = MixedScriptWords.find(passage.text());
        double score = words.size() >= MANY_WORDS ? MANY : FEW;
        List<Hit> hits = new ArrayList<>();
        for (Span word : words) {
            hits.add(new Hit("look-alike-letters", Technique.MIXED_SCRIPT, word, score));
        }
        return LexicalScores.screening(ID, passage.channel(), hits);
    }
}
