package dev.weir.ingest.layout.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the rules of a style sheet that apply on a screen. Conditions are decided for a window on a desk; rules of print, of
 * animations and of fonts are left out.
 */
final class SheetReader {

    /**
     * A rule for one selector.
     *
     * @param selector as written
     */
    record Rule(String selector, List<Declaration> declarations) {}

    private static final int MAX_NESTING = 8;
    private static final int MAX_SELECTORS = 200;

    /** Of a selector that is put together from those around it. */
    private static final int MAX_LENGTH = 2_000;

    private static final int MAX_IMPORTS = 50;
    private static final Pattern IMPORT =
            Pattern.compile("@import\\s+(?:url\\(\\s*)?[\"']?([^\"')\\s]{1,500})[\"']?\\s*\\)?(.*)", Pattern.DOTALL);

    private final int maxRules;
    private final int maxChars;
    private final List<Rule> rules = new ArrayList<>();
    private StyleSheets nearby = StyleSheets.NONE;
    private int chars;
    private int imports;
    private boolean cutOff;
    private boolean lacksImports;

    SheetReader(int maxRules, int maxChars) {
        this.maxRules = maxRules;
        this.maxChars = maxChars;
    }

    /** All rules so far, in order. */
    List<Rule> rules() {
        return rules;
    }

    /** Whether there were more rules or text than the limit, or deeper ones. */
    boolean isCutOff() {
        return cutOff;
    }

    /** Whether a sheet names another one that is not at hand. */
    boolean lacksImports() {
        return lacksImports;
    }

    void read(StyleSheets.Sheet sheet) {
        read(sheet, 0);
    }

    private void read(StyleSheets.Sheet sheet, int depth) {
        chars += sheet.css().length();
        if (chars > maxChars) {
            cutOff = true;
            return;
        }
        StyleSheets outer = nearby;
        nearby = sheet.nearby();
        String css = CssText.withoutComments(sheet.css()).replace("<!--", " ").replace("-->", " ");
        block(css, List.of(), depth);
        nearby = outer;
    }

    private void read(String statement, int depth) {
        Matcher named = IMPORT.matcher(statement);
        if (depth >= MAX_NESTING || imports >= MAX_IMPORTS) {
            cutOff = true;
        } else if (!named.matches()) {
            lacksImports = true;
        } else if (MediaCondition.holds(named.group(2).strip().toLowerCase(Locale.ROOT))) {
            imports++;
            Optional<StyleSheets.Sheet> sheet = nearby.find(named.group(1));
            sheet.ifPresent(found -> read(found, depth + 1));
            lacksImports |= sheet.isEmpty();
        }
    }

    /** A list of rules and, inside a rule, of declarations. */
    private void block(String css, List<String> outer, int depth) {
        CssText text = new CssText(css);
        List<Declaration> own = new ArrayList<>();
        int at = 0;
        while (at < css.length()) {
            int end = text.endOf(at, ";{}");
            String prelude = css.substring(at, end).strip();
            boolean opens = end < css.length() && css.charAt(end) == '{';
            if (opens) {
                int close = text.endOf(end + 1, "}");
                nested(prelude, css.substring(end + 1, close), outer, depth);
                at = close + 1;
            } else {
                if (prelude.startsWith("@")) {
                    if (prelude.regionMatches(true, 1, "import", 0, 6)) {
                        read("@import" + prelude.substring(7), depth);
                    }
                } else if (!outer.isEmpty()) {
                    Declaration.one(prelude, own);
                }
                at = end + 1;
            }
        }
        if (!own.isEmpty()) {
            for (String selector : outer) {
                if (rules.size() >= maxRules) {
                    cutOff = true;
                    return;
                }
                rules.add(new Rule(selector, own));
            }
        }
    }

    private void nested(String prelude, String body, List<String> outer, int depth) {
        if (depth >= MAX_NESTING) {
            cutOff = true;
            return;
        }
        if (!prelude.startsWith("@")) {
            block(body, under(outer, selectors(prelude)), depth + 1);
            return;
        }
        int end = 1;
        while (end < prelude.length() && (Character.isLetter(prelude.charAt(end)) || prelude.charAt(end) == '-')) {
            end++;
        }
        String condition = prelude.substring(end).strip().toLowerCase(Locale.ROOT);
        boolean applies = switch (prelude.substring(1, end).toLowerCase(Locale.ROOT)) {
            case "media" -> MediaCondition.holds(condition);
            case "supports" -> !condition.startsWith("not");
            case "layer" -> true;
            default -> false;
        };
        if (applies) {
            block(body, outer, depth + 1);
        }
    }

    private List<String> selectors(String prelude) {
        List<String> selectors = new ArrayList<>();
        CssText text = new CssText(prelude);
        int at = 0;
        while (at < prelude.length()) {
            if (selectors.size() >= MAX_SELECTORS) {
                cutOff = true;
                return selectors;
            }
            int end = text.endOf(at, ",");
            selectors.add(prelude.substring(at, end).strip());
            at = end + 1;
        }
        return selectors;
    }

    private List<String> under(List<String> outer, List<String> inner) {
        if (outer.isEmpty()) {
            return inner;
        }
        List<String> combined = new ArrayList<>();
        for (String parent : outer) {
            for (String child : inner) {
                long marks = child.chars().filter(unit -> unit == '&').count();
                if (combined.size() >= MAX_SELECTORS || child.length() + (marks + 1) * parent.length() > MAX_LENGTH) {
                    cutOff = true;
                    return combined;
                }
                combined.add(marks > 0 ? child.replace("&", parent) : parent + ' ' + child);
            }
        }
        return combined;
    }
}
