package dev.weir.models.lexical;

import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Detector;
import dev.weir.models.detect.DetectorId;
import dev.weir.models.detect.Passage;
import dev.weir.models.detect.Screening;
import dev.weir.models.detect.Technique;
import dev.weir.models.lexical.LexicalScores.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Matches rules against the folded text. Every repetition in a rule is bounded, so matching is linear. */
final class PatternDetector implements Detector {

    /**
     * A rule over folded text.
     *
     * @param name stable name
     * @param technique what a match means
     * @param pattern over {@link NormalizedText#forMatching}
     * @param open score where people read the text
     * @param concealed score where they do not
     */
    record Rule(String name, Technique technique, Pattern pattern, double open, double concealed) {}

    private final DetectorId id;
    private final List<Rule> rules;

    PatternDetector(String id, List<Rule> rules) {
        this.id = new DetectorId(id);
        this.rules = List.copyOf(rules);
    }

    @Override
    public DetectorId id() {
        return id;
    }

    @Override
    public Set<Channel> channels() {
        return LexicalScores.ALL_CHANNELS;
    }

    @Override
    public Screening screen(Passage passage) {
        NormalizedText folded = NormalizedText.forMatching(passage.text());
        boolean concealed = LexicalScores.isConcealed(passage.channel());
        List<Hit> hits = new ArrayList<>();
        for (Rule rule : rules) {
            Matcher matcher = rule.pattern().matcher(folded.text());
            while (matcher.find()) {
                hits.add(new Hit(
                        rule.name(),
                        rule.technique(),
                        folded.original(matcher.start(), matcher.end()),
                        concealed ? rule.concealed() : rule.open()));
            }
        }
        return LexicalScores.screening(id, passage.channel(), hits);
    }
}
