package dev.weir.ingest.layout.office;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A colour, or that it is not known.
 *
 * @param rgb red, green and blue in eight bits each, or -1 if it cannot be told
 */
public record Colour(int rgb) {

    public static final Colour UNKNOWN = new Colour(-1);
    public static final Colour WHITE = new Colour(0xFFFFFF);

    /** Text that stands out less is not read. */
    private static final double MIN_CONTRAST = 1.2;

    private static final Map<String, Integer> NAMES = Map.ofEntries(
            Map.entry("black", 0),
            Map.entry("blue", 0x0000FF),
            Map.entry("cyan", 0x00FFFF),
            Map.entry("green", 0x00FF00),
            Map.entry("magenta", 0xFF00FF),
            Map.entry("red", 0xFF0000),
            Map.entry("yellow", 0xFFFF00),
            Map.entry("white", 0xFFFFFF),
            Map.entry("darkBlue", 0x000080),
            Map.entry("darkCyan", 0x008080),
            Map.entry("darkGreen", 0x008000),
            Map.entry("darkMagenta", 0x800080),
            Map.entry("darkRed", 0x800000),
            Map.entry("darkYellow", 0x808000),
            Map.entry("darkGray", 0x808080),
            Map.entry("lightGray", 0xC0C0C0));

    public boolean isKnown() {
        return rgb >= 0;
    }

    /** Six hexadecimal digits, the last six of eight, with or without a sign before them, or a name. */
    public static Colour of(@Nullable String value) {
        if (value == null) {
            return UNKNOWN;
        }
        String digits = value.startsWith("#") ? value.substring(1) : value;
        int blank = digits.indexOf(' ');
        digits = blank > 0 ? digits.substring(0, blank) : digits;
        if (digits.length() == 6 || digits.length() == 8) {
            try {
                return new Colour(Integer.parseUnsignedInt(digits, 16) & 0xFFFFFF);
            } catch (NumberFormatException e) {
                return named(digits);
            }
        }
        return named(digits);
    }

    private static Colour named(String name) {
        Integer rgb = NAMES.get(name);
        return rgb == null ? UNKNOWN : new Colour(rgb);
    }

    /** Lighter for a positive share, darker for a negative one, -1 to 1. */
    public Colour tinted(double share) {
        return isKnown() ? new Colour(tint(16, share) << 16 | tint(8, share) << 8 | tint(0, share)) : this;
    }

    private int tint(int shift, double share) {
        int value = rgb >> shift & 0xFF;
        double tinted = share < 0 ? value * (1 + share) : value + (255 - value) * share;
        return (int) Math.round(Math.clamp(tinted, 0, 255));
    }

    /** Whether text of this colour cannot be told from the ground it stands on. Never so if either is not known. */
    public boolean isLostOn(Colour ground) {
        if (!isKnown() || !ground.isKnown()) {
            return false;
        }
        double one = luminance();
        double other = ground.luminance();
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05) < MIN_CONTRAST;
    }

    private double luminance() {
        return 0.2126 * linear(rgb >> 16 & 0xFF) + 0.7152 * linear(rgb >> 8 & 0xFF) + 0.0722 * linear(rgb & 0xFF);
    }

    private static double linear(int value) {
        double share = value / 255.0;
        return share <= 0.03928 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
