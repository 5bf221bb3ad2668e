package dev.weir.ingest.layout.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds its way in the text of a style sheet: past strings, escapes and brackets. */
record CssText(String css) {

    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:([0-9A-Fa-f]{1,6})\\s?|(.))", Pattern.DOTALL);

    /** The text with each comment replaced by a blank; a comment that never closes runs to the end. */
    static String withoutComments(String css) {
        if (!css.contains("/*")) {
            return css;
        }
        StringBuilder kept = new StringBuilder(css.length());
        int at = 0;
        while (at < css.length()) {
            char unit = css.charAt(at);
            if (unit == '"' || unit == '\'') {
                int end = endOfString(css, at);
                kept.append(css, at, end);
                at = end;
            } else if (unit == '/' && css.startsWith("/*", at)) {
                int end = css.indexOf("*/", at + 2);
                kept.append(' ');
                at = end < 0 ? css.length() : end + 2;
            } else {
                kept.append(unit);
                at++;
            }
        }
        return kept.toString();
    }

    /** A word or a string with its escapes resolved. */
    static String unescaped(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        Matcher escapes = ESCAPE.matcher(text);
        StringBuilder plain = new StringBuilder();
        while (escapes.find()) {
            String hex = escapes.group(1);
            int codePoint = hex == null ? 0 : Integer.parseInt(hex, 16);
            boolean real = Character.isValidCodePoint(codePoint) && codePoint != 0;
            String same = hex == null ? escapes.group(2) : real ? Character.toString(codePoint) : "\uFFFD";
            escapes.appendReplacement(plain, Matcher.quoteReplacement(same.equals("\n") ? "" : same));
        }
        return escapes.appendTail(plain).toString();
    }

    /** Where the first of some characters stands outside strings and brackets; the end of the text if none does. */
    int endOf(int from, String stops) {
        int depth = 0;
        int at = from;
        while (at < css.length()) {
            char unit = css.charAt(at);
            if (depth == 0 && stops.indexOf(unit) >= 0) {
                return at;
            }
            switch (unit) {
                case '\\' -> at += 2;
                case '"', '\'' -> at = endOfString(css, at);
                case '(', '[', '{' -> {
                    depth++;
                    at++;
                }
                case ')', ']', '}' -> {
                    depth = Math.max(0, depth - 1);
                    at++;
                }
                default -> at++;
            }
        }
        return css.length();
    }

    private static int endOfString(String css, int quote) {
        int at = quote + 1;
        while (at < css.length()) {
            char unit = css.charAt(at);
            if (unit == '\\') {
                at++;
            } else if (unit == css.charAt(quote)) {
                return at + 1;
            } else if (unit == '\n') {
                // A string ends with its line.
                return at;
            }
            at++;
        }
        return css.length();
    }
}
