package dev.weir.models.lexical;

import dev.weir.models.detect.Span;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds words whose letters are mostly Latin, the rest being letters of another script that look Latin. A
 * Greek letter at either end of a word is a symbol in the sciences and does not count.
 */
final class MixedScriptWords {

    private MixedScriptWords() {}

    static List<Span> find(String text) {
        List<Span> words = new ArrayList<>();
        int start = 0;
        boolean foreign = false;
        int index = 0;
        while (index < text.length()) {
            int codePoint = text.codePointAt(index);
            boolean inWord = Character.isLetter(codePoint) || Invisibles.isInvisible(codePoint);
            if (!inWord) {
                if (foreign && isMixed(text.substring(start, index))) {
                    words.add(new Span(start, index));
                }
                start = index + Character.charCount(codePoint);
                foreign = false;
            } else if (codePoint > 0x24F) {
                foreign |= Confusables.looksLatin(codePoint) && !isCompatibilityForm(codePoint);
            }
            index += Character.charCount(codePoint);
        }
        if (foreign && isMixed(text.substring(start))) {
            words.add(new Span(start, text.length()));
        }
        return words;
    }

    private static boolean isMixed(String word) {
        int[] letters = word.codePoints().filter(Character::isLetter).toArray();
        int latin = 0;
        int lookAlikes = 0;
        for (int i = 0; i < letters.length; i++) {
            UnicodeScript script = UnicodeScript.of(letters[i]);
            if (script == UnicodeScript.LATIN) {
                latin++;
            } else if (!Confusables.looksLatin(letters[i])) {
                return false;
            } else if (script != UnicodeScript.GREEK || (i > 0 && i < letters.length - 1)) {
                lookAlikes++;
            }
        }
        return lookAlikes > 0 && latin >= lookAlikes && letters.length > 2;
    }

    // Styled Latin letters fold to plain ones everywhere and are a fashion, not a disguise.
    private static boolean isCompatibilityForm(int codePoint) {
        return (codePoint >= 0xFF00 && codePoint <= 0xFFEF)
                || (codePoint >= 0x1D400 && codePoint <= 0x1D7FF)
                || (codePoint >= 0x2100 && codePoint <= 0x214F);
    }
}
