package dev.weir.ingest.layout.rtf;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of fonts: which charset each has, and which show signs in the place of letters. */
final class RtfFonts {

    private static final int MAX_FONTS = 10_000;
    private static final int MAX_NAME_LENGTH = 200;
    private static final String SIGNS = "(wingdings.*|webdings|symbol|zapf ?dingbats|mt extra|marlett)";

    private final Map<Integer, Charset> charsets = new HashMap<>();
    private final Set<Integer> signs = new HashSet<>();
    private final StringBuilder name = new StringBuilder();
    private int font = -1;
    private int fallback = -1;
    private Charset page = RtfCharsets.LATIN;

    /** A control word in the table. */
    void word(String word, int number) {
        switch (word) {
            case "f" -> {
                font = number;
                name.setLength(0);
            }
            case "fcharset" -> charset(RtfCharsets.font(number));
            case "cpg" -> charset(RtfCharsets.page(number));
            default -> {
                // How the font looks.
            }
        }
    }

    /** {@return whether the word says which charset the document has} */
    boolean header(String word, int number) {
        switch (word) {
            case "ansi" -> page = RtfCharsets.LATIN;
            case "mac" -> page = RtfCharsets.page(10_000);
            case "pc" -> page = RtfCharsets.page(437);
            case "pca" -> page = RtfCharsets.page(850);
            case "ansicpg" -> page = RtfCharsets.page(number);
            case "deff" -> fallback = number;
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Text of the table: names, each with a semicolon behind it. */
    void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != ';') {
                if (name.length() < MAX_NAME_LENGTH) {
                    name.append(text.charAt(i));
                }
            } else {
                String plain = name.toString().strip().toLowerCase(Locale.ROOT);
                name.setLength(0);
                if (plain.matches(SIGNS) && signs.size() < MAX_FONTS) {
                    signs.add(font);
                }
            }
        }
    }

    /** The charset of text in a font. */
    Charset charset(@Nullable Integer number) {
        Charset own = number == null ? null : charsets.get(number);
        return own != null ? own : charsets.getOrDefault(fallback, page);
    }

    /** Whether a font has signs where others have letters. */
    boolean showsSigns(@Nullable Integer number) {
        return number != null && signs.contains(number);
    }

    private void charset(@Nullable Charset charset) {
        if (charset != null && charsets.size() < MAX_FONTS) {
            charsets.put(font, charset);
        }
    }
}
