package dev.weir.ingest.layout.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One declaration of a style, with shorthands already taken apart.
 *
 * @param name in lower case
 * @param value in lower case, but for generated text and variables
 */
record Declaration(String name, String value, boolean important) {

    /** What can keep text from being seen. The others are dropped when they are read. */
    private static final Set<String> KNOWN = Set.of(
            ("display visibility opacity font-size color background-color background-image position left top right"
                            + " bottom margin-left margin-top text-indent transform translate scale clip clip-path width height"
                            + " max-width max-height overflow-x overflow-y content white-space filter content-visibility text-shadow"
                            + " -webkit-text-fill-color -webkit-text-stroke background-clip -webkit-background-clip fill"
                            + " fill-opacity mix-blend-mode padding-top padding-bottom")
                    .split(" "));

    private static final int MAX_VALUE_LENGTH = 4_000;
    private static final int MAX_DECLARATIONS = 1_000;
    private static final Pattern IMPORTANT = Pattern.compile("!\\s*important\\s*$", Pattern.CASE_INSENSITIVE);
    private static final Pattern FONT_SIZE =
            Pattern.compile("(?:^|\\s)([0-9.]{1,12}(?:px|pt|r?em|%|ex|ch|v[wh]|cm|mm|in|pc)?)(?:/|\\s|$)");

    private static final Pattern IMAGE =
            Pattern.compile("url\\(|gradient\\(|image-set\\(|image\\(|element\\(|paint\\(");

    /** Reads the declarations of a {@code style} attribute or of a rule without nested rules. */
    static List<Declaration> list(String css) {
        List<Declaration> declarations = new ArrayList<>();
        CssText text = new CssText(css);
        int at = 0;
        while (at < css.length() && declarations.size() < MAX_DECLARATIONS) {
            int end = text.endOf(at, ";");
            one(css.substring(at, end), declarations);
            at = end + 1;
        }
        return declarations;
    }

    /** Reads one declaration; what is not one, or says nothing here, adds nothing. */
    static void one(String css, List<Declaration> into) {
        int colon = css.indexOf(':');
        if (colon < 1 || css.length() > MAX_VALUE_LENGTH) {
            return;
        }
        String name = CssText.unescaped(css.substring(0, colon).strip());
        String raw = css.substring(colon + 1);
        Matcher mark = IMPORTANT.matcher(raw);
        boolean important = mark.find();
        String value = (important ? raw.substring(0, mark.start()) : raw).strip();
        if (name.startsWith("--")) {
            into.add(new Declaration(name, value, important));
            return;
        }
        String key = name.toLowerCase(Locale.ROOT);
        String lower = CssText.unescaped(value).toLowerCase(Locale.ROOT);
        switch (key) {
            case "background" -> background(lower, important, into);
            case "font" -> {
                Matcher size = FONT_SIZE.matcher(lower);
                if (size.find()) {
                    into.add(new Declaration("font-size", size.group(1), important));
                } else if (lower.contains("var(")) {
                    into.add(new Declaration("font-size", lower, important));
                }
            }
            case "overflow" -> {
                String[] axes = lower.split("\\s+", -1);
                into.add(new Declaration("overflow-x", axes[0], important));
                into.add(new Declaration("overflow-y", axes[axes.length - 1], important));
            }
            case "margin", "inset", "padding" -> sides(key, lower, important, into);
            case "content" -> into.add(new Declaration(key, value, important));
            default -> {
                if (KNOWN.contains(key)) {
                    into.add(new Declaration(key, lower, important));
                }
            }
        }
    }

    private static void background(String value, boolean important, List<Declaration> into) {
        String color = "transparent";
        if (CssColor.of(value).isPresent() || value.contains("var(")) {
            color = value;
        } else {
            CssText text = new CssText(value);
            int at = 0;
            while (at < value.length()) {
                int end = text.endOf(at, " ");
                String token = value.substring(at, end);
                if (CssColor.of(token).isPresent() || token.equals("currentcolor") || token.equals("inherit")) {
                    color = token;
                } else if (token.contains("(") && !IMAGE.matcher(token).find()) {
                    // A colour written in a way that is not known: neither it nor what is behind it can be judged.
                    color = "unknown";
                }
                at = end + 1;
            }
        }
        into.add(new Declaration("background-color", color, important));
        into.add(new Declaration("background-image", IMAGE.matcher(value).find() ? "url()" : "none", important));
    }

    private static void sides(String name, String value, boolean important, List<Declaration> into) {
        String[] sides = value.split("\\s+", -1);
        String prefix = name.equals("inset") ? "" : name + '-';
        String right = sides.length > 1 ? sides[1] : sides[0];
        into.add(new Declaration(prefix + "top", sides[0], important));
        into.add(new Declaration(prefix + "left", sides.length > 3 ? sides[3] : right, important));
        into.add(new Declaration(prefix + "right", right, important));
        into.add(new Declaration(prefix + "bottom", sides.length > 2 ? sides[2] : sides[0], important));
    }
}
