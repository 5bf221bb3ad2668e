package dev.weir.ingest.layout.pdf;

import dev.weir.models.lexical.NormalizedText;
import java.util.Locale;

/** Compares texts by their letters and digits. */
final class PdfWords {

    private PdfWords() {}

    /** The letters, digits and marks of a text, in one form. */
    static String squeezed(CharSequence text) {
        StringBuilder kept = new StringBuilder();
        String plain = NormalizedText.forModel(text.toString()).text().toLowerCase(Locale.ROOT);
        plain.codePoints()
                .filter(PdfWords::isSaid)
                .filter(codePoint -> Character.getType(codePoint) != Character.PRIVATE_USE)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isSaid(int codePoint) {
        return Character.isLetterOrDigit(codePoint)
                || Character.getType(codePoint) == Character.OTHER_SYMBOL
                || Character.getType(codePoint) == Character.MATH_SYMBOL
                || Character.getType(codePoint) == Character.CURRENCY_SYMBOL;
    }

    /** Whether what is said in place of a text has words of its own: another order of the same letters is no difference. */
    static boolean differ(CharSequence said, CharSequence shown) {
        String one = squeezed(said);
        String other = squeezed(shown);
        return !one.isEmpty() && !one.equals(other) && !sorted(one).equals(sorted(other));
    }

    private static String sorted(String text) {
        return text.codePoints()
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
