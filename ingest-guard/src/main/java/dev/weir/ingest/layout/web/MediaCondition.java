package dev.weir.ingest.layout.web;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a media query holds on a colour screen of common size with a mouse. */
final class MediaCondition {

    private static final int MAX_LENGTH = 1_000;
    private static final Pattern FEATURE = Pattern.compile("\\(\\s*([a-z-]{1,40})\\s*(?::\\s*([^()]{1,60}))?\\)");
    private static final Pattern RANGE = Pattern.compile("\\(\\s*(width|height)\\s*([<>]=?)\\s*([^()<>=]{1,40})\\)");
    private static final Pattern TYPE = Pattern.compile("^(?:only\\s+)?([a-z]{1,20})\\b");

    private MediaCondition() {}

    /** @param query in lower case; empty for every medium */
    static boolean holds(String query) {
        if (query.isBlank()) {
            return true;
        }
        if (query.length() > MAX_LENGTH) {
            return false;
        }
        for (String alternative : query.split(",", -1)) {
            if (alternativeHolds(alternative.strip())) {
                return true;
            }
        }
        return false;
    }

    private static boolean alternativeHolds(String query) {
        if (query.startsWith("not ")) {
            return !alternativeHolds(query.substring(4).strip());
        }
        Matcher type = TYPE.matcher(query);
        if (type.find() && !type.group(1).equals("screen") && !type.group(1).equals("all")) {
            return false;
        }
        Matcher range = RANGE.matcher(query);
        while (range.find()) {
            double window = range.group(1).equals("width") ? CssLength.WINDOW_WIDTH_PX : CssLength.WINDOW_HEIGHT_PX;
            OptionalDouble limit = px(range.group(3));
            boolean smaller = range.group(2).startsWith("<");
            if (limit.isPresent() && (smaller ? window > limit.getAsDouble() : window < limit.getAsDouble())) {
                return false;
            }
        }
        Matcher features = FEATURE.matcher(query);
        while (features.find()) {
            String value = features.group(2);
            if (!featureHolds(features.group(1), value == null ? "" : value.strip())) {
                return false;
            }
        }
        return true;
    }

    private static boolean featureHolds(String name, String value) {
        return switch (name) {
            case "min-width" -> px(value).orElse(0) <= CssLength.WINDOW_WIDTH_PX;
            case "max-width" -> px(value).orElse(0) >= CssLength.WINDOW_WIDTH_PX;
            case "min-height" -> px(value).orElse(0) <= CssLength.WINDOW_HEIGHT_PX;
            case "max-height" -> px(value).orElse(0) >= CssLength.WINDOW_HEIGHT_PX;
            case "orientation" -> value.equals("landscape");
            case "hover", "any-hover" -> value.isEmpty() || value.equals("hover");
            case "pointer", "any-pointer" -> value.isEmpty() || value.equals("fine");
            case "prefers-color-scheme" -> value.equals("light");
            case "prefers-reduced-motion" -> value.equals("no-preference");
            case "color", "scripting", "update", "grid" -> !value.equals("0") && !value.equals("none");
            default -> false;
        };
    }

    private static OptionalDouble px(String value) {
        return CssLength.px(value, CssLength.ROOT_FONT_PX, 0);
    }
}
