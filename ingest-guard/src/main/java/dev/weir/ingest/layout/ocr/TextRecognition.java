package dev.weir.ingest.layout.ocr;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether words in pictures are to be read.
 *
 * @param languages as Tesseract names them, such as {@code eng}; none if pictures are not to be read; at most 10
 */
public record TextRecognition(List<String> languages) {

    private static final int MAX_LANGUAGES = 10;
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{1,19}");

    /** @throws IllegalArgumentException if there are too many languages or one is no name of a language */
    public TextRecognition {
        languages = List.copyOf(languages);
        if (languages.size() > MAX_LANGUAGES) {
            throw new IllegalArgumentException(
                    "languages must be at most " + MAX_LANGUAGES + ", got " + languages.size());
        }
        if (!languages.stream().allMatch(language -> LANGUAGE.matcher(language).matches())) {
            throw new IllegalArgumentException("a language must be a name such as eng or chi_sim");
        }
    }

    /** Pictures are not read. */
    public static TextRecognition off() {
        return new TextRecognition(List.of());
    }

    /** Pictures are read in English. */
    public static TextRecognition english() {
        return new TextRecognition(List.of("eng"));
    }

    /** Whether pictures are to be read. */
    public boolean isOn() {
        return !languages.isEmpty();
    }
}
