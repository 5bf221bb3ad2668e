package dev.weir.models.lexical;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts in canonical composition. */
public final class ComposedText {
    private static final Pattern PILE = Pattern.compile("\\p{M}{256}");

    private ComposedText() {}

    /**
     * A text in normal form C, but for piles of marks longer than any writing has: work on one is quadratic, so they are cut,
     * and each piece is composed by itself. What comes out is canonically equivalent to the text in any case.
     */
    public static String of(String text) {
        StringBuilder composed = new StringBuilder(text.length());
        Matcher pile = PILE.matcher(text);
        int done = 0;
        while (pile.find()) {
            composed.append(Normalizer.normalize(text.substring(done, pile.end()), Normalizer.Form.NFC));
            done = pile.end();
        }
        return composed.append(Normalizer.normalize(text.substring(done), Normalizer.Form.NFC))
                .toString();
    }
}
