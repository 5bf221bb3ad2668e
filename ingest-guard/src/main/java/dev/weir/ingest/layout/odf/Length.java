package dev.weir.ingest.layout.odf;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lengths as OpenDocument writes them. */
final class Length {

    static final double EMU_PER_INCH = 914_400;
    static final double EMU_PER_POINT = EMU_PER_INCH / 72;

    private static final Pattern LENGTH = Pattern.compile("\\s*(-?[0-9]{0,9}(?:\\.[0-9]{0,12})?)([a-z%]{0,4})\\s*");

    private Length() {}

    /** A length in English Metric Units; not a number if it is none or a share of something. */
    static double emu(@Nullable String value) {
        Matcher length = LENGTH.matcher(value == null ? "" : value);
        double factor = length.matches()
                ? switch (length.group(2)) {
                    case "in", "inch" -> EMU_PER_INCH;
                    case "cm" -> EMU_PER_INCH / 2.54;
                    case "mm" -> EMU_PER_INCH / 25.4;
                    case "pt" -> EMU_PER_POINT;
                    case "pc" -> 12 * EMU_PER_POINT;
                    case "px" -> EMU_PER_INCH / 96;
                    case "m" -> EMU_PER_INCH / 0.0254;
                    default -> Double.NaN;
                }
                : Double.NaN;
        return Double.isNaN(factor) ? Double.NaN : number(length.group(1)) * factor;
    }

    static double points(@Nullable String value) {
        return emu(value) / EMU_PER_POINT;
    }

    /** The share that a percentage says, 1 for {@code 100%}; not a number if it is none. */
    static double share(@Nullable String value) {
        Matcher length = LENGTH.matcher(value == null ? "" : value);
        return length.matches() && length.group(2).equals("%") ? number(length.group(1)) / 100 : Double.NaN;
    }

    private static double number(String digits) {
        try {
            return Double.parseDouble(digits);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
