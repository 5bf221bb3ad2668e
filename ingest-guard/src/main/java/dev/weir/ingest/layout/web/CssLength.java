package dev.weir.ingest.layout.web;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of style sheets in pixels, on a window of a common size. */
final class CssLength {

    static final double WINDOW_WIDTH_PX = 1_280;
    static final double WINDOW_HEIGHT_PX = 800;
    static final double ROOT_FONT_PX = 16;

    private static final Pattern LENGTH =
            Pattern.compile("([+-]?(?:[0-9]{1,12}(?:\\.[0-9]{0,12})?|\\.[0-9]{1,12}))([a-z%]{0,4})");
    private static final Pattern SUM = Pattern.compile("calc\\(([^()]{1,200})\\)");
    private static final Pattern TERM_END = Pattern.compile("\\s+(?=[+-]\\s)");

    private CssLength() {}

    /**
     * Reads a length.
     *
     * @param css in lower case
     * @param emPx what {@code 1em} is
     * @param wholePx what {@code 100%} is
     * @return pixels, or nothing if it is not a length or one of a kind that is not known
     */
    static OptionalDouble px(String css, double emPx, double wholePx) {
        String value = css.strip();
        Matcher sum = SUM.matcher(value);
        if (!sum.matches()) {
            return term(value, emPx, wholePx);
        }
        double total = 0;
        for (String part : TERM_END.split(sum.group(1).strip(), -1)) {
            boolean negative = part.startsWith("- ");
            OptionalDouble term =
                    term(part.startsWith("+ ") || negative ? part.substring(2).strip() : part, emPx, wholePx);
            if (term.isEmpty()) {
                return OptionalDouble.empty();
            }
            total += negative ? -term.getAsDouble() : term.getAsDouble();
        }
        return OptionalDouble.of(total);
    }

    private static OptionalDouble term(String value, double emPx, double wholePx) {
        Matcher length = LENGTH.matcher(value);
        if (!length.matches()) {
            return OptionalDouble.empty();
        }
        double factor = switch (length.group(2)) {
            case "", "px" -> 1;
            case "em" -> emPx;
            case "ex", "ch" -> emPx / 2;
            case "rem" -> ROOT_FONT_PX;
            case "%" -> wholePx / 100;
            case "vw", "svw", "lvw", "dvw", "vi" -> WINDOW_WIDTH_PX / 100;
            case "vh", "svh", "lvh", "dvh", "vb" -> WINDOW_HEIGHT_PX / 100;
            case "vmin" -> WINDOW_HEIGHT_PX / 100;
            case "vmax" -> WINDOW_WIDTH_PX / 100;
            case "pt" -> 96 / 72.0;
            case "pc" -> 16;
            case "in" -> 96;
            case "cm" -> 96 / 2.54;
            case "mm" -> 96 / 25.4;
            case "q" -> 96 / 101.6;
            default -> Double.NaN;
        };
        double px = Double.parseDouble(length.group(1)) * factor;
        return Double.isNaN(px) ? OptionalDouble.empty() : OptionalDouble.of(px);
    }
}
