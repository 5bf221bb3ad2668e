package dev.weir.models.lexical;

import dev.weir.models.lexical.Decoders.Decoded;
import dev.weir.models.lexical.InPlace.Replacement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes written as hexadecimal digits: in one run, or as pairs with blanks, colons, commas or {@code 0x} in between. */
final class HexRuns {

    private static final Pattern RUN = Pattern.compile("(?<![0-9a-fA-F])(?:[0-9a-fA-F]{2}){4,8000}(?![0-9a-fA-F])");
    private static final Pattern PAIR =
            Pattern.compile("(?<![0-9a-zA-Z\\\\%])(?:0x)?([0-9a-fA-F]{2})h?(?![0-9a-zA-Z])");

    /** So many pairs are an encoding if they give prose; fewer if they give a word that is known. */
    private static final int FEWEST_PAIRS = 12;

    private static final int FEWEST_LETTERS = 4;
    private static final int BETWEEN_PAIRS = 2;

    private HexRuns() {}

    static List<Decoded> decode(String text) {
        List<Decoded> found = new ArrayList<>();
        List<Replacement> words = new ArrayList<>();
        Matcher run = RUN.matcher(text);
        while (run.find()) {
            bytes(run.group(), run.start(), run.end(), found, words);
        }
        pairs(text, found, words);
        found.addAll(InPlace.views(text, words, "hex", Writing.CONCEALED));
        return found;
    }

    private static void pairs(String text, List<Decoded> found, List<Replacement> words) {
        Matcher matcher = PAIR.matcher(text);
        StringBuilder digits = new StringBuilder();
        int start = 0;
        int end = 0;
        while (matcher.find()) {
            if (matcher.start() - end > BETWEEN_PAIRS) {
                bytes(digits.toString(), start, end, found, words);
                digits.setLength(0);
                start = matcher.start();
            }
            digits.append(matcher.group(1));
            end = matcher.end();
        }
        bytes(digits.toString(), start, end, found, words);
    }

    private static void bytes(String digits, int start, int end, List<Decoded> found, List<Replacement> inPlace) {
        if (digits.length() < 2 * FEWEST_LETTERS) {
            return;
        }
        Optional<String> text = Prose.text(HexFormat.of().parseHex(digits));
        Optional<Decoded> prose =
                digits.length() < 2 * FEWEST_PAIRS ? Optional.empty() : Decoders.prose(text, start, end, "hex");
        if (prose.isPresent()) {
            found.add(prose.get());
            return;
        }
        text.flatMap(HexRuns::known).ifPresent(words -> inPlace.add(new Replacement(start, end, words)));
    }

    /** The text if it has a word that is known, with blanks where words stand without. */
    private static Optional<String> known(String text) {
        List<String> words = new ArrayList<>();
        boolean known = false;
        for (String word : text.strip().split("[^A-Za-z]+", -1)) {
            String segmented = Vocabulary.segmented(word.toLowerCase(Locale.ROOT));
            boolean split = segmented.indexOf(' ') >= 0;
            words.add(split ? segmented : word);
            for (String part : segmented.split(" ", -1)) {
                known |= part.length() >= FEWEST_LETTERS && Vocabulary.isCommon(part);
            }
        }
        return known ? Optional.of(String.join(" ", words)) : Optional.empty();
    }
}
