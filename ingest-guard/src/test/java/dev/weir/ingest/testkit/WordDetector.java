package dev.weir.ingest.testkit;

import dev.weir.models.Screener;
import dev.weir.models.ScreenerIdentity;
import dev.weir.models.calibration.Ensemble;
import dev.weir.models.calibration.OperatingPoint;
import dev.weir.models.calibration.OperatingPoints;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Detector;
import dev.weir.models.detect.DetectorId;
import dev.weir.models.detect.Evidence;
import dev.weir.models.detect.Finding;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import dev.weir.models.detect.Passage;
import dev.weir.models.detect.Reading;
import dev.weir.models.detect.Score;
import dev.weir.models.detect.Screening;
import dev.weir.models.detect.Span;
import dev.weir.models.detect.Technique;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A classifier of one word: {@code risk42} scores 0.42, wherever it stands; words may be joined by white space of any
 * kind, so that one can lie across a cut ({@code risk} at the end of a segment, {@code 42} at the start of the next). Like
 * the real one it reports its highest score, and a finding only from its reporting threshold upwards. The word
 * {@code unscreenable} is a gap, {@code whisper} a reading of 0.95 without a place, {@code wide70} a score that only texts of at
 * most 1,400 code units get, and {@code near59} one that says where it came near a threshold. {@code stray10} and {@code
 * override10} are findings of a fixed rule and no readings.
 */
public final class WordDetector implements Detector {
    public static final String CALIBRATION = "words-1";
    /** Threshold of the body at 1 % false alarms, from which on findings are reported. */
    public static final double THRESHOLD = 0.8;

    private static final Pattern WORD = Pattern.compile("(risk|zap|wide|near|stray|override)\\s*([0-9]{2})");
    private static final int WIDE = 1_400;

    private final DetectorId id;

    /** The detector as most tests know it. */
    public WordDetector() {
        this("words/1");
    }

    /** The same under another name or version. */
    public WordDetector(String id) {
        this.id = new DetectorId(id);
    }

    /** A screener that asks this detector alone. */
    public static Screener screener() {
        return screener(new WordDetector());
    }

    /** A screener that asks this one alone; the identity of its rules names it. */
    public static Screener screener(WordDetector detector) {
        OperatingPoints points = new OperatingPoints(
                CALIBRATION,
                List.of(
                        new OperatingPoint(Channel.BODY, 0.01, THRESHOLD),
                        new OperatingPoint(Channel.BODY, 0.02, 0.7),
                        new OperatingPoint(Channel.HIDDEN, 0.01, 0.6)));
        String digest = "0".repeat(64);
        return Screener.of(
                List.of(detector),
                new Ensemble(points, 0.01),
                new ScreenerIdentity("rules:" + detector.id.value(), "words", digest, digest, CALIBRATION, "jvm"));
    }

    @Override
    public DetectorId id() {
        return id;
    }

    @Override
    public Set<Channel> channels() {
        return Set.of(Channel.values());
    }

    @Override
    public Screening screen(Passage passage) {
        List<Finding> findings = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        List<Span> near = new ArrayList<>();
        double highest = 0;
        Matcher words = WORD.matcher(passage.text());
        while (words.find()) {
            if (words.group(1).equals("wide") && passage.text().length() > WIDE) {
                continue;
            }
            double score = Integer.parseInt(words.group(2)) / 100.0;
            if (words.group(1).equals("stray") || words.group(1).equals("override")) {
                findings.add(ofRule(passage, words, score));
                continue;
            }
            highest = Math.max(highest, score);
            if (words.group(1).equals("near")) {
                near.add(new Span(words.start(), words.end()));
            }
            if (score >= 0.6) {
                Technique technique =
                        words.group(1).equals("zap") ? Technique.INVISIBLE_TEXT : Technique.LEARNED_INJECTION;
                findings.add(new Finding(
                        id,
                        technique,
                        passage.channel(),
                        new Span(words.start(), words.end()),
                        new Score(score, CALIBRATION),
                        new Evidence.Classified("words", 0, 1, score)));
            }
        }
        if (passage.text().contains("whisper")) {
            highest = Math.max(highest, 0.95);
        }
        if (passage.text().contains("unscreenable")) {
            gaps.add(new Gap(GapCode.UNSCREENED, "", "the word says so"));
        }
        return new Screening(
                findings, gaps, List.of(new Reading(id, passage.channel(), new Score(highest, CALIBRATION))), near);
    }

    private Finding ofRule(Passage passage, Matcher words, double score) {
        Technique technique =
                words.group(1).equals("stray") ? Technique.INVISIBLE_TEXT : Technique.INSTRUCTION_OVERRIDE;
        return new Finding(
                id,
                technique,
                passage.channel(),
                new Span(words.start(), words.end()),
                new Score(score, "rules-1"),
                new Evidence.Matched(words.group(1)));
    }
}
