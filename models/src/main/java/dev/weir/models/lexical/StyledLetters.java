package dev.weir.models.lexical;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Signs that readers take for Latin letters and no normal form turns into them. */
final class StyledLetters {

    private static final String SMALL = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡₓʏᴢ";
    private static final String TURNED = "ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    private static final int REGIONAL_A = 0x1F1E6;

    /** Letters below are Latin, with accents or without. */
    private static final int FIRST_OTHER = 0x250;

    private static final Map<Integer, Character> PLAIN = new HashMap<>();
    private static final Map<Integer, Character> UPRIGHT = new HashMap<>();

    static {
        for (int i = 0; i < LETTERS.length(); i++) {
            PLAIN.put((int) SMALL.charAt(i), LETTERS.charAt(i));
            PLAIN.put(0x1F150 + i, LETTERS.charAt(i));
            PLAIN.put(0x1F170 + i, LETTERS.charAt(i));
            PLAIN.put(REGIONAL_A + i, LETTERS.charAt(i));
            UPRIGHT.put((int) TURNED.charAt(i), LETTERS.charAt(i));
        }
        PLAIN.put((int) 'ǫ', 'q');
        PLAIN.put((int) 'ɑ', 'a');
        PLAIN.put((int) 'ɡ', 'g');
        PLAIN.put((int) 'ı', 'i');
        UPRIGHT.put((int) 'ɓ', 'g');
        UPRIGHT.put((int) 'ı', 'i');
        UPRIGHT.put((int) 'ן', 'l');
        UPRIGHT.put((int) 'ɡ', 'b');
    }

    private StyledLetters() {}

    /** Whether the character is a sign for a letter without being one. */
    static boolean isSign(int codePoint) {
        return codePoint > 0xFFFF && PLAIN.containsKey(codePoint);
    }

    /** Whether the word may be Latin letters of other shapes, or with more on them than accents. */
    static boolean isStyled(String word) {
        int marks = 0;
        boolean styled = false;
        for (int i = 0; i < word.length(); i += Character.charCount(word.codePointAt(i))) {
            int codePoint = word.codePointAt(i);
            if (codePoint < FIRST_OTHER) {
                continue;
            }
            int type = Character.getType(codePoint);
            if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
                marks++;
            } else if (PLAIN.containsKey(codePoint) || Confusables.looksLatin(codePoint)) {
                styled = true;
            } else {
                return false;
            }
        }
        return styled || marks >= 2;
    }

    /** Whether a letter of the word is drawn upside down. */
    static boolean isTurned(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) >= 0x80 && UPRIGHT.containsKey((int) word.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** The word in plain lower-case letters: without styles, accents that are stacked or struck through, and look-alikes. */
    static String plain(String word) {
        StringBuilder plain = new StringBuilder(word.length());
        NormalizedText.forModel(word).text().codePoints().forEach(codePoint -> {
            Character letter = PLAIN.get(codePoint);
            if (letter != null) {
                plain.append(letter);
            } else if (!isDrawnOver(codePoint)) {
                plain.appendCodePoint(codePoint);
            }
        });
        String folded = NormalizedText.forMatching(plain.toString()).text();
        return folded.toLowerCase(Locale.ROOT);
    }

    private static boolean isDrawnOver(int codePoint) {
        return (codePoint >= 0x20D0 && codePoint <= 0x20FF) || (codePoint >= 0x1AB0 && codePoint <= 0x1AFF);
    }

    /** The word turned by half a circle. */
    static String turned(String word) {
        StringBuilder upright = new StringBuilder(word.length());
        for (int i = word.length() - 1; i >= 0; i--) {
            Character letter = UPRIGHT.get((int) word.charAt(i));
            upright.append(letter == null ? word.charAt(i) : letter);
        }
        return upright.toString();
    }
}
