package dev.weir.ingest.layout.web;

import dev.weir.ingest.layout.Concealment;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Derives how an element looks from how its parent does and from the values that won for it. */
final class LookRules {

    private static final double FAR_PX = -999;
    private static final double FAR_RIGHT_PX = 5_000;

    /** A box of one pixel is how pages hide what only screen readers shall read. */
    private static final double NO_SIZE_PX = 1;

    private static final double MUCH_PADDING_PX = 20;
    private static final int MAX_VARIABLES = 2_000;
    private static final int MAX_VARIABLE_LENGTH = 1_000;
    private static final int MAX_SUBSTITUTIONS = 10;

    private static final Pattern VARIABLE = Pattern.compile("var\\(\\s*(--[\\w-]{1,100})\\s*(?:,([^()]*))?\\)");
    private static final Pattern TRANSLATION =
            Pattern.compile("translate(x|y|3d)?\\(([^(),]{1,40})(?:,([^(),]{1,40}))?(?:,[^(),]{1,40})?\\)");

    private static final String NOTHING = "(?:0+(?:\\.0*)?|\\.0+)%?";
    private static final Pattern NO_SCALE = Pattern.compile(
            "scale(?:x|y|3d)?\\(\\s*" + NOTHING + "\\s*[,)]|scale\\([^(),]+,\\s*" + NOTHING + "\\s*\\)");

    private static final Pattern ZERO = Pattern.compile(NOTHING);
    private static final Pattern NUMBERS =
            Pattern.compile("[+-]?(?:[0-9]{1,9}(?:\\.[0-9]{0,9})?|\\.[0-9]{1,9})[a-z%]{0,4}");
    private static final Pattern NO_FILTER = Pattern.compile("opacity\\(\\s*" + NOTHING + "\\s*\\)");
    private static final Set<String> MOVED = Set.of("absolute", "fixed", "relative", "sticky", "-webkit-sticky");
    private static final Set<String> LIFTED = Set.of("absolute", "fixed");
    private static final Set<String> KEPT_SPACE = Set.of("pre", "pre-wrap", "pre-line", "break-spaces");

    private final Map<String, String> values;
    private final Look parent;
    private final Map<String, String> variables;
    private final double fontPx;

    private LookRules(Look parent, Map<String, String> values) {
        this.parent = parent;
        this.values = values;
        this.variables = variables(parent, values);
        this.fontPx = fontPx();
    }

    /**
     * Derives a look.
     *
     * @param overPictures whether what an element is lifted onto may be a picture
     */
    static Look derive(Look parent, Map<String, String> values, boolean overPictures) {
        return values.isEmpty() ? parent : new LookRules(parent, values).look(overPictures);
    }

    private Look look(boolean overPictures) {
        EnumSet<Concealment> lasting = EnumSet.noneOf(Concealment.class);
        lasting.addAll(parent.lasting());
        addReasons(lasting);
        String visibility = value("visibility");
        boolean invisible = switch (visibility) {
            case "hidden", "collapse" -> true;
            case "visible", "initial" -> false;
            default -> parent.invisible();
        };
        String space = value("white-space");
        boolean inherits = space.isEmpty() || space.equals("inherit");
        boolean keeps = inherits ? parent.preformatted() : KEPT_SPACE.contains(space);
        String shadow = value("text-shadow");
        String stroke = value("-webkit-text-stroke");
        boolean stroked = !stroke.isEmpty() && !stroke.startsWith("0");
        boolean outlined = stroked || (shadow.isEmpty() ? parent.outlined() : !shadow.startsWith("none"));
        boolean filled = (value("background-clip") + value("-webkit-background-clip")).contains("text");
        double opacity = parent.opacity() * number("opacity", 1);
        return new Look(
                lasting,
                invisible,
                fontPx,
                opacity,
                length("text-indent", CssLength.WINDOW_WIDTH_PX).orElse(parent.indentPx()),
                keeps,
                outlined || filled,
                color(),
                background(overPictures),
                variables);
    }

    private void addReasons(EnumSet<Concealment> reasons) {
        if (value("display").equals("none") || value("content-visibility").equals("hidden")) {
            reasons.add(Concealment.CSS_HIDDEN);
        }
        if (isFarAway()) {
            reasons.addAll(Set.of(Concealment.OFF_PAGE, Concealment.CSS_HIDDEN));
        }
        if (isClipped() || hasNoBox()) {
            reasons.addAll(Set.of(Concealment.CLIPPED, Concealment.CSS_HIDDEN));
        }
        if (NO_FILTER.matcher(value("filter")).find()) {
            reasons.addAll(Set.of(Concealment.TRANSPARENT, Concealment.CSS_HIDDEN));
        }
        String scale = value("scale");
        boolean shrunk = NO_SCALE.matcher(value("transform")).find()
                || (!scale.isEmpty() && ZERO.matcher(scale.split("\\s+", -1)[0]).matches());
        if (shrunk) {
            reasons.addAll(Set.of(Concealment.TINY_GLYPH, Concealment.CSS_HIDDEN));
        }
    }

    private boolean isFarAway() {
        boolean moved = MOVED.contains(value("position"));
        if (moved) {
            double left = length("left", CssLength.WINDOW_WIDTH_PX).orElse(0);
            double top = length("top", CssLength.WINDOW_HEIGHT_PX).orElse(0);
            double right = length("right", CssLength.WINDOW_WIDTH_PX).orElse(0);
            double bottom = length("bottom", CssLength.WINDOW_HEIGHT_PX).orElse(0);
            boolean far = left <= FAR_PX || top <= FAR_PX || right <= FAR_PX || bottom <= FAR_PX;
            if (far || left >= FAR_RIGHT_PX || right >= FAR_RIGHT_PX) {
                return true;
            }
        }
        boolean pushed = length("margin-left", CssLength.WINDOW_WIDTH_PX).orElse(0) <= FAR_PX
                || length("margin-top", CssLength.WINDOW_WIDTH_PX).orElse(0) <= FAR_PX;
        String translate = value("translate");
        boolean shifted = false;
        if (!translate.isEmpty()) {
            for (String axis : translate.split("\\s+", -1)) {
                shifted |= isFar(axis);
            }
        }
        Matcher translation = TRANSLATION.matcher(value("transform"));
        while (translation.find()) {
            shifted |= isFar(translation.group(2)) || (translation.group(3) != null && isFar(translation.group(3)));
        }
        return pushed || shifted;
    }

    private boolean isFar(String axis) {
        // A percentage is one of the element, not of the window, and a screenful of it is a slide that waits its turn.
        double px = CssLength.px(axis, fontPx, CssLength.WINDOW_WIDTH_PX / 2).orElse(0);
        return px <= FAR_PX || px >= FAR_RIGHT_PX;
    }

    private boolean isClipped() {
        String clip = value("clip");
        if (clip.startsWith("rect(") && LIFTED.contains(value("position"))) {
            double[] sides = numbers(clip);
            return sides.length == 4 && (sides[2] - sides[0] <= NO_SIZE_PX || sides[1] - sides[3] <= NO_SIZE_PX);
        }
        String path = value("clip-path");
        if (path.startsWith("inset(")) {
            double[] sides = percents(path);
            return switch (sides.length) {
                case 1 -> sides[0] >= 50;
                case 2, 3 -> sides[0] + sides[sides.length == 3 ? 2 : 0] >= 100 || 2 * sides[1] >= 100;
                case 4 -> sides[0] + sides[2] >= 100 || sides[1] + sides[3] >= 100;
                default -> false;
            };
        }
        if (path.startsWith("circle(") || path.startsWith("ellipse(")) {
            double[] radii = numbers(path);
            return radii.length > 0 && radii[0] == 0;
        }
        if (path.startsWith("polygon(")) {
            double[] points = numbers(path);
            return points.length > 1 && (spread(points, 0) == 0 || spread(points, 1) == 0);
        }
        return false;
    }

    private boolean hasNoBox() {
        // A box without height that is all padding is how pages keep the shape of a film.
        boolean padded = length("padding-top", 100).orElse(0) > MUCH_PADDING_PX
                || length("padding-bottom", 100).orElse(0) > MUCH_PADDING_PX;
        return (cuts("overflow-y") && !padded && (isNothing("height") || isNothing("max-height")))
                || (cuts("overflow-x") && (isNothing("width") || isNothing("max-width")));
    }

    private boolean cuts(String axis) {
        String overflow = value(axis);
        return overflow.equals("hidden") || overflow.equals("clip");
    }

    private boolean isNothing(String dimension) {
        OptionalDouble size = length(dimension, 100);
        return size.isPresent() && size.getAsDouble() <= NO_SIZE_PX && size.getAsDouble() >= 0;
    }

    private double fontPx() {
        String size = value("font-size");
        double fallback = parent.fontPx();
        return switch (size) {
            case "", "inherit" -> fallback;
            case "xx-small" -> 9;
            case "x-small" -> 10;
            case "small" -> 13;
            case "medium", "initial" -> CssLength.ROOT_FONT_PX;
            case "large" -> 18;
            case "x-large" -> 24;
            case "xx-large", "xxx-large" -> 32;
            case "smaller" -> fallback / 1.2;
            case "larger" -> fallback * 1.2;
            default -> CssLength.px(size, fallback, fallback).orElse(fallback);
        };
    }

    private @Nullable CssColor color() {
        String fill = value("-webkit-text-fill-color");
        String name = fill.isEmpty() || fill.equals("currentcolor") ? value("color") : fill;
        return switch (name) {
            case "", "inherit", "unset", "currentcolor" -> parent.color();
            case "initial", "canvastext" -> CssColor.BLACK;
            default -> CssColor.of(name).orElse(null);
        };
    }

    private @Nullable CssColor background(boolean overPictures) {
        String image = value("background-image");
        if (!image.isEmpty() && !image.equals("none") && !image.equals("initial")) {
            return null;
        }
        @Nullable CssColor behind = parent.background();
        if (overPictures && LIFTED.contains(value("position"))) {
            behind = null;
        }
        String blend = value("mix-blend-mode");
        if (!blend.isEmpty() && !blend.equals("normal")) {
            return null;
        }
        String name = value("background-color");
        return switch (name) {
            case "", "none", "initial", "unset", "transparent" -> behind;
            case "inherit" -> parent.background();
            case "currentcolor" -> color();
            default -> painted(CssColor.of(name).orElse(null), behind);
        };
    }

    private static @Nullable CssColor painted(@Nullable CssColor own, @Nullable CssColor behind) {
        if (own == null || own.alpha() == 1) {
            return own;
        }
        return behind == null ? null : own.over(behind);
    }

    private double number(String property, double fallback) {
        String text = value(property);
        boolean percent = text.endsWith("%");
        try {
            double number = text.isEmpty() ? fallback : Double.parseDouble(percent ? text.replace("%", "") : text);
            return Math.max(0, Math.min(1, percent ? number / 100 : number));
        } catch (NumberFormatException e) {
            return fallback;
        }
    }

    private OptionalDouble length(String property, double wholePx) {
        String text = value(property);
        return text.isEmpty() ? OptionalDouble.empty() : CssLength.px(text, fontPx, wholePx);
    }

    private double[] numbers(String text) {
        return NUMBERS.matcher(text)
                .results()
                .mapToDouble(match -> CssLength.px(match.group(), fontPx, 100).orElse(0))
                .limit(200)
                .toArray();
    }

    /** What an inset takes of each side; only shares of the box say how much is left of it. */
    private static double[] percents(String text) {
        return NUMBERS.matcher(text)
                .results()
                .map(match -> match.group())
                .mapToDouble(
                        side -> side.endsWith("%") ? CssLength.px(side, 0, 100).orElse(0) : 0)
                .limit(4)
                .toArray();
    }

    private static double spread(double[] points, int from) {
        double least = points[from];
        double most = points[from];
        for (int i = from; i < points.length; i += 2) {
            least = Math.min(least, points[i]);
            most = Math.max(most, points[i]);
        }
        return most - least;
    }

    private String value(String property) {
        String value = values.getOrDefault(property, "");
        for (int i = 0; i < MAX_SUBSTITUTIONS && value.contains("var("); i++) {
            Matcher variable = VARIABLE.matcher(value);
            if (!variable.find()) {
                return "unknown";
            }
            String fallback = variable.group(2) == null ? "" : variable.group(2);
            String replacement =
                    variables.getOrDefault(variable.group(1), fallback).strip();
            value = value.substring(0, variable.start()) + replacement + value.substring(variable.end());
            if (value.length() > MAX_VARIABLE_LENGTH) {
                return "unknown";
            }
        }
        return value;
    }

    private static Map<String, String> variables(Look parent, Map<String, String> values) {
        Map<String, String> own = new HashMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith("--") && value.length() <= MAX_VARIABLE_LENGTH) {
                own.put(name, value.toLowerCase(Locale.ROOT));
            }
        });
        if (own.isEmpty() || parent.variables().size() + own.size() > MAX_VARIABLES) {
            return parent.variables();
        }
        Map<String, String> all = new HashMap<>(parent.variables());
        all.putAll(own);
        return all;
    }
}
