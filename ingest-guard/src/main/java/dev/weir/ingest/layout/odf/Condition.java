package dev.weir.ingest.layout.odf;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Conditions under which text is hidden, as far as they can be told without laying the document out. */
final class Condition {

    /** What a condition comes to. */
    enum Truth {
        YES,
        NO,
        UNKNOWN
    }

    private static final int MAX_CHARS = 2_000;
    private static final Pattern DIALECT = Pattern.compile("\\A[a-z]{1,10}:(?!:)");
    private static final Pattern COMPARED = Pattern.compile("(\"[^\"]*\"|[\\w.+-]+)\\s*"
            + "(==|!=|<=|>=|<|>|=|\\bEQ\\b|\\bNEQ\\b|\\bLEQ\\b|\\bGEQ\\b|\\bL\\b|\\bG\\b)\\s*(\"[^\"]*\"|[\\w.+-]+)");

    private Condition() {}

    /** @param values what fields of the document hold, by name */
    static Truth of(String condition, Map<String, String> values) {
        if (condition.length() > MAX_CHARS) {
            return Truth.UNKNOWN;
        }
        String plain = DIALECT.matcher(condition.strip()).replaceFirst("").strip();
        while (plain.length() > 1 && plain.startsWith("(") && plain.indexOf(')') == plain.length() - 1) {
            plain = plain.substring(1, plain.length() - 1).strip();
        }
        Matcher parts = COMPARED.matcher(plain);
        if (parts.matches()) {
            return compared(value(parts.group(1), values), parts.group(2), value(parts.group(3), values));
        }
        String value = value(plain, values);
        if (value == null) {
            return plain.isEmpty() ? Truth.NO : Truth.UNKNOWN;
        }
        Double number = number(value);
        return truth(number == null ? !value.isEmpty() : number != 0);
    }

    private static Truth truth(boolean is) {
        return is ? Truth.YES : Truth.NO;
    }

    private static Truth compared(@Nullable String one, String operator, @Nullable String other) {
        if (one == null || other == null) {
            return Truth.UNKNOWN;
        }
        Double left = number(one);
        Double right = number(other);
        int order = left == null || right == null ? one.compareTo(other) : left.compareTo(right);
        return truth(
                switch (operator) {
                    case "==", "=", "EQ" -> order == 0;
                    case "!=", "NEQ" -> order != 0;
                    case "<", "L" -> order < 0;
                    case ">", "G" -> order > 0;
                    case "<=", "LEQ" -> order <= 0;
                    default -> order >= 0;
                });
    }

    private static @Nullable String value(String term, Map<String, String> values) {
        if (term.length() > 1 && term.startsWith("\"") && term.indexOf('"', 1) == term.length() - 1) {
            return term.substring(1, term.length() - 1);
        }
        if (term.equalsIgnoreCase("true")) {
            return "1";
        }
        if (term.equalsIgnoreCase("false")) {
            return "0";
        }
        return number(term) == null ? values.get(term) : term;
    }

    private static @Nullable Double number(String text) {
        try {
            return text.isEmpty() || Character.isLetter(text.charAt(text.length() - 1)) ? null : Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
