package dev.weir.ingest.layout.web;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A colour in sRGB.
 *
 * @param red 0 to 1
 * @param green 0 to 1
 * @param blue 0 to 1
 * @param alpha 0 for nothing to 1 for opaque
 */
record CssColor(double red, double green, double blue, double alpha) {

    static final CssColor WHITE = new CssColor(1, 1, 1, 1);
    static final CssColor BLACK = new CssColor(0, 0, 0, 1);
    static final CssColor NOTHING = new CssColor(0, 0, 0, 0);

    private static final Pattern HEX = Pattern.compile("#?([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})");
    private static final Pattern FUNCTION = Pattern.compile("(rgb|hsl)a?\\(([^()]{1,100})\\)");
    private static final Pattern SEPARATOR = Pattern.compile("[\\s,/]+");

    private static final Map<String, CssColor> NAMED = named("""
            aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc bisque ffe4c4
            black 000000 blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a burlywood deb887 cadetblue 5f9ea0
            chartreuse 7fff00 chocolate d2691e coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff
            darkblue 00008b darkcyan 008b8b darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkgrey a9a9a9
            darkkhaki bdb76b darkmagenta 8b008b darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred 8b0000
            darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b darkslategray 2f4f4f darkslategrey 2f4f4f
            darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff dimgray 696969 dimgrey 696969
            dodgerblue 1e90ff firebrick b22222 floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc
            ghostwhite f8f8ff gold ffd700 goldenrod daa520 gray 808080 green 008000 greenyellow adff2f grey 808080
            honeydew f0fff0 hotpink ff69b4 indianred cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa
            lavenderblush fff0f5 lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6 lightcoral f08080 lightcyan e0ffff
            lightgoldenrodyellow fafad2 lightgray d3d3d3 lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1
            lightsalmon ffa07a lightseagreen 20b2aa lightskyblue 87cefa lightslategray 778899 lightslategrey 778899
            lightsteelblue b0c4de lightyellow ffffe0 lime 00ff00 limegreen 32cd32 linen faf0e6 magenta ff00ff maroon 800000
            mediumaquamarine 66cdaa mediumblue 0000cd mediumorchid ba55d3 mediumpurple 9370db mediumseagreen 3cb371
            mediumslateblue 7b68ee mediumspringgreen 00fa9a mediumturquoise 48d1cc mediumvioletred c71585
            midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5 navajowhite ffdead navy 000080
            oldlace fdf5e6 olive 808000 olivedrab 6b8e23 orange ffa500 orangered ff4500 orchid da70d6 palegoldenrod eee8aa
            palegreen 98fb98 paleturquoise afeeee palevioletred db7093 papayawhip ffefd5 peachpuff ffdab9 peru cd853f
            pink ffc0cb plum dda0dd powderblue b0e0e6 purple 800080 rebeccapurple 663399 red ff0000 rosybrown bc8f8f
            royalblue 4169e1 saddlebrown 8b4513 salmon fa8072 sandybrown f4a460 seagreen 2e8b57 seashell fff5ee
            sienna a0522d silver c0c0c0 skyblue 87ceeb slateblue 6a5acd slategray 708090 slategrey 708090 snow fffafa
            springgreen 00ff7f steelblue 4682b4 tan d2b48c teal 008080 thistle d8bfd8 tomato ff6347 turquoise 40e0d0
            violet ee82ee wheat f5deb3 white ffffff whitesmoke f5f5f5 yellow ffff00 yellowgreen 9acd32
            """);

    /** Reads a colour as a style sheet or an attribute writes it; nothing if it is of a kind that is not known. */
    static Optional<CssColor> of(String css) {
        String value = css.strip().toLowerCase(Locale.ROOT);
        if (value.equals("transparent")) {
            return Optional.of(NOTHING);
        }
        CssColor named = NAMED.get(value);
        if (named != null) {
            return Optional.of(named);
        }
        Matcher hex = HEX.matcher(value);
        if (hex.matches()) {
            return Optional.of(hex(hex.group(1)));
        }
        Matcher function = FUNCTION.matcher(value);
        return function.matches() ? function(function.group(1), function.group(2)) : Optional.empty();
    }

    /** What shows when this colour is painted over an opaque one. */
    CssColor over(CssColor behind) {
        return new CssColor(mix(red, behind.red), mix(green, behind.green), mix(blue, behind.blue), 1);
    }

    CssColor withAlpha(double factor) {
        return new CssColor(red, green, blue, alpha * factor);
    }

    /** The contrast ratio of WCAG 2, 1 for the same brightness to 21. */
    double contrastTo(CssColor other) {
        double one = luminance() + 0.05;
        double two = other.luminance() + 0.05;
        return Math.max(one, two) / Math.min(one, two);
    }

    /** How far apart in the channel that differs most; red and green of one brightness are apart. */
    double distanceTo(CssColor other) {
        return Math.max(
                Math.abs(red - other.red), Math.max(Math.abs(green - other.green), Math.abs(blue - other.blue)));
    }

    private double mix(double own, double behind) {
        return own * alpha + behind * (1 - alpha);
    }

    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }

    private static CssColor hex(String digits) {
        int width = digits.length() <= 4 ? 1 : 2;
        double[] channels = {0, 0, 0, 1};
        for (int i = 0; i * width < digits.length(); i++) {
            String part = digits.substring(i * width, (i + 1) * width);
            channels[i] = Integer.parseInt(width == 1 ? part + part : part, 16) / 255.0;
        }
        return new CssColor(channels[0], channels[1], channels[2], channels[3]);
    }

    private static Optional<CssColor> function(String name, String arguments) {
        String[] parts = SEPARATOR.split(arguments.strip(), -1);
        if (parts.length < 3 || parts.length > 4) {
            return Optional.empty();
        }
        try {
            double alpha = parts.length == 4 ? number(parts[3], 1) : 1;
            if (name.equals("rgb")) {
                return Optional.of(new CssColor(
                        clamp(number(parts[0], 255) / 255),
                        clamp(number(parts[1], 255) / 255),
                        clamp(number(parts[2], 255) / 255),
                        clamp(alpha)));
            }
            return Optional.of(hsl(degrees(parts[0]), clamp(number(parts[1], 1)), clamp(number(parts[2], 1)), alpha));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static CssColor hsl(double degrees, double saturation, double lightness, double alpha) {
        double chroma = saturation * Math.min(lightness, 1 - lightness);
        double[] channels = new double[3];
        int[] shifts = {0, 8, 4};
        for (int i = 0; i < 3; i++) {
            double k = (shifts[i] + degrees / 30) % 12;
            channels[i] = clamp(lightness - chroma * Math.max(-1, Math.min(Math.min(k - 3, 9 - k), 1)));
        }
        return new CssColor(channels[0], channels[1], channels[2], clamp(alpha));
    }

    private static double degrees(String text) {
        String bare = text.endsWith("deg") ? text.substring(0, text.length() - 3) : text;
        double degrees = Double.parseDouble(bare) % 360;
        return degrees < 0 ? degrees + 360 : degrees;
    }

    private static double number(String text, double whole) {
        if (text.equals("none")) {
            return 0;
        }
        return text.endsWith("%")
                ? Double.parseDouble(text.substring(0, text.length() - 1)) * whole / 100
                : Double.parseDouble(text);
    }

    private static double clamp(double value) {
        return Math.max(0, Math.min(1, value));
    }

    private static Map<String, CssColor> named(String table) {
        String[] words = table.strip().split("\\s+", -1);
        Map<String, CssColor> colors = new HashMap<>();
        for (int i = 0; i + 1 < words.length; i += 2) {
            colors.put(words[i], hex(words[i + 1]));
        }
        return Map.copyOf(colors);
    }
}
