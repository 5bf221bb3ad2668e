package dev.weir.ingest.layout.web;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/**
 * One selector, for jsoup's engine. That engine knows more than CSS does, so only what both know gets through to it: no
 * regular expressions, and no states that a page is not in when it opens.
 *
 * @param specificity comparable
 * @param pseudo {@code before}, {@code after} or empty
 * @param key what an element must be to match at all: {@code #id}, {@code .class}, a tag name, or {@code *}; in lower case
 * @param steps how many elements a check may have to look at
 */
record PageSelector(Evaluator evaluator, int specificity, String pseudo, String key, int steps) {

    /** What became of a selector. */
    sealed interface Reading {
        /** It can be matched. */
        record Usable(PageSelector selector) implements Reading {}

        /** It matches nothing on a page that was just opened. */
        record Idle() implements Reading {}

        /** It is not understood. */
        record Unknown() implements Reading {}
    }

    private static final int MAX_LENGTH = 500;
    private static final String DYNAMIC = "hover|focus|focus-within|focus-visible|active|visited|target|target-within"
            + "|playing|paused|fullscreen|modal|user-invalid|user-valid|invalid|out-of-range|popover-open|autofill|default"
            + "|indeterminate|-webkit-autofill|-moz-focusring|host|host-context|picture-in-picture|past|future|current";

    private static final Pattern NOT_DYNAMIC = Pattern.compile(":not\\(\\s*:(?:" + DYNAMIC + ")\\s*\\)");
    private static final Pattern DYNAMIC_STATE = Pattern.compile(":(?:" + DYNAMIC + ")(?![\\w-])");
    private static final Pattern GENERATED = Pattern.compile("::?(before|after)\\s*$", Pattern.CASE_INSENSITIVE);
    private static final Pattern OTHER_PSEUDO_ELEMENT =
            Pattern.compile("::[\\w-]+|:(?:first-line|first-letter)(?![\\w-])", Pattern.CASE_INSENSITIVE);

    private static final Pattern PSEUDO = Pattern.compile(":([\\w-]+)");
    private static final Pattern COMMON = Pattern.compile("first-child|last-child|only-child|first-of-type|last-of-type"
            + "|only-of-type|nth-child|nth-last-child|nth-of-type|nth-last-of-type|not|is|empty|root");

    private static final Pattern LINK = Pattern.compile(":link(?![\\w-])");
    private static final Pattern STATE = Pattern.compile(":(checked|disabled|required|open)(?![\\w-])");
    private static final Pattern USUAL_STATE = Pattern.compile(":(enabled|optional|defined|valid|in-range)(?![\\w-])");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(?:[0-9A-Fa-f]{1,6}\\s?|.)", Pattern.DOTALL);
    private static final Pattern BRACKETS = Pattern.compile("\\[[^\\[\\]]*\\]");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("\\[\\s*[\\w-]+\\s*(?:[*^$|]?=\\s*(?:\"[^\"\\\\~]*\"|'[^'\\\\~]*'|[\\w-]+)\\s*)?\\]");

    private static final Pattern WORD_OF_CLASS = Pattern.compile("\\[\\s*class\\s*~=\\s*[\"']?([\\w-]+)[\"']?\\s*\\]");
    private static final Pattern ANY_CASE = Pattern.compile("\\s+[isIS]\\s*\\]");
    private static final Pattern ARGUMENT = Pattern.compile("\\([^()]*\\)");
    private static final Pattern LAST_STEP = Pattern.compile("[\\s>+~]([^\\s>+~]+)$");
    private static final Pattern ID = Pattern.compile("#((?:[\\w-]|[^\\x00-\\x7f]|\\\\.)+)");
    private static final Pattern CLASS = Pattern.compile("\\.((?:[\\w-]|[^\\x00-\\x7f]|\\\\.)+)");
    private static final Pattern TAG = Pattern.compile("^([A-Za-z][\\w-]*)");
    private static final Pattern SPECIFIC = Pattern.compile("#[\\w-]|[.:\\[][\\w\\s-]|(?:^|[\\s>+~(])[A-Za-z]");
    private static final Pattern STEP = Pattern.compile("\\s*[>+~]\\s*|\\s+");

    /** Reads one selector, without a comma at its top level. */
    static Reading of(String written) {
        String css = written.strip();
        if (css.isEmpty() || css.length() > MAX_LENGTH) {
            return new Reading.Unknown();
        }
        // Most selectors have none of what most of these expressions look for.
        Matcher generated = GENERATED.matcher(css);
        String pseudo = "";
        if (css.indexOf(':') >= 0 && generated.find()) {
            pseudo = generated.group(1).toLowerCase(Locale.ROOT);
            css = css.substring(0, generated.start());
            css = css.isEmpty() || ">+~ ".indexOf(css.charAt(css.length() - 1)) >= 0 ? css + '*' : css;
        }
        String bare = withoutEscapes(css);
        if (OTHER_PSEUDO_ELEMENT.matcher(bare).find()) {
            return new Reading.Idle();
        }
        css = translated(css);
        bare = withoutEscapes(css);
        if (DYNAMIC_STATE.matcher(bare).find()) {
            return new Reading.Idle();
        }
        if (!isCommon(bare)) {
            return new Reading.Unknown();
        }
        try {
            return new Reading.Usable(
                    new PageSelector(Selector.evaluatorOf(css), specificity(bare), pseudo, keyOf(css), (int)
                            STEP.matcher(bare).results().count()));
        } catch (IllegalStateException | IllegalArgumentException e) {
            // jsoup's ways to say that it cannot read a selector.
            return new Reading.Unknown();
        }
    }

    /**
     * What a page must have somewhere for a selector to match at all, as {@link #key} is written. Empty, which says nothing, for a
     * selector with more to it than names, classes, ids and steps.
     */
    static Set<String> needs(String css) {
        Set<String> needed = new HashSet<>();
        int at = 0;
        while (at < css.length()) {
            char unit = css.charAt(at);
            boolean marked = unit == '.' || unit == '#';
            int end = at + (marked ? 1 : 0);
            while (end < css.length() && isPlain(css.charAt(end))) {
                end++;
            }
            if (end > at + (marked ? 1 : 0)) {
                needed.add(css.substring(at, end).toLowerCase(Locale.ROOT));
                at = end;
            } else if (" \t\n\r\f>+~*".indexOf(unit) >= 0) {
                at++;
            } else {
                return Set.of();
            }
        }
        return needed;
    }

    private static boolean isPlain(char unit) {
        return (unit >= 'a' && unit <= 'z')
                || (unit >= 'A' && unit <= 'Z')
                || (unit >= '0' && unit <= '9')
                || unit == '-'
                || unit == '_';
    }

    private static String withoutEscapes(String css) {
        return css.indexOf('\\') < 0 ? css : ESCAPED.matcher(css).replaceAll("x");
    }

    private static String withoutBrackets(String css, String instead) {
        return css.indexOf('[') < 0 ? css : BRACKETS.matcher(css).replaceAll(instead);
    }

    private static String translated(String css) {
        if (css.indexOf(':') < 0 && css.indexOf('[') < 0) {
            return css;
        }
        String plain = NOT_DYNAMIC.matcher(css).replaceAll("");
        plain = plain.replace(":where(", ":is(").replace(":matches(", ":is(").replace(":-webkit-any(", ":is(");
        plain = LINK.matcher(plain.replace(":any-link", "[href]")).replaceAll("[href]");
        plain = STATE.matcher(plain).replaceAll("[$1]");
        plain = USUAL_STATE.matcher(plain).replaceAll("");
        plain = WORD_OF_CLASS.matcher(plain).replaceAll(".$1");
        plain = ANY_CASE.matcher(plain).replaceAll("]");
        return plain.isEmpty() ? "*" : plain;
    }

    private static boolean isCommon(String css) {
        if (css.indexOf('|') < 0
                && css.indexOf('!') < 0
                && css.indexOf('@') < 0
                && css.indexOf(':') < 0
                && css.indexOf('[') < 0) {
            return true;
        }
        Matcher brackets = BRACKETS.matcher(css);
        while (brackets.find()) {
            if (!ATTRIBUTE.matcher(brackets.group()).matches()) {
                return false;
            }
        }
        String outside = withoutBrackets(css, "");
        Matcher pseudo = PSEUDO.matcher(outside);
        while (pseudo.find()) {
            if (!COMMON.matcher(pseudo.group(1).toLowerCase(Locale.ROOT)).matches()) {
                return false;
            }
        }
        return outside.indexOf('|') < 0 && outside.indexOf('!') < 0 && outside.indexOf('@') < 0;
    }

    private static int specificity(String bare) {
        int ids = 0;
        int classes = 0;
        int tags = 0;
        Matcher parts = SPECIFIC.matcher(withoutBrackets(bare, "[a]"));
        while (parts.find()) {
            switch (parts.group().charAt(0)) {
                case '#' -> ids++;
                case '.', ':', '[' -> classes++;
                default -> tags++;
            }
        }
        return Math.min(ids, 99) * 10_000 + Math.min(classes, 99) * 100 + Math.min(tags, 99);
    }

    private static String keyOf(String css) {
        String open = withoutBrackets(css, "");
        for (int i = 0; i < 4 && open.indexOf('(') >= 0; i++) {
            open = ARGUMENT.matcher(open).replaceAll("");
        }
        if (open.indexOf('(') >= 0) {
            return "*";
        }
        Matcher last = LAST_STEP.matcher(open.strip());
        String step = last.find() ? last.group(1) : open.strip();
        return first(ID, "#", step)
                .or(() -> first(CLASS, ".", step))
                .or(() -> first(TAG, "", step))
                .orElse("*");
    }

    private static Optional<String> first(Pattern pattern, String prefix, String step) {
        Matcher found = pattern.matcher(step);
        return found.find()
                ? Optional.of(prefix + CssText.unescaped(found.group(1)).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }
}
