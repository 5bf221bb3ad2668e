package dev.weir.retrieve.egress;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells where the address of a link, a picture or a definition begins, from what was written last before it. */
final class Destinations {
    /** Code units that are looked back over. */
    static final int REACH = 300;

    private static final Pattern DEFINITION = Pattern.compile("[ >\\t*+0-9.-]{0,12}\\[[^\\]\\n]{1,200}\\]:");
    private static final Pattern ATTRIBUTE = Pattern.compile(
            "(?:^|.*[\\s\"'/])(src|srcset|poster|background|data|xlink:href|lowsrc|dynsrc|href|cite|ping|action|formaction|content)"
                    + "\\s{0,9}=",
            Pattern.DOTALL);
    private static final String CLICKED = "href cite ping action formaction";
    private static final int LONGEST_ATTRIBUTE = 24;

    private final StringBuilder recent = new StringBuilder();

    /** What follows. */
    enum Kind {
        /** No address. */
        NOTHING,
        /** One that is fetched when the answer is shown. */
        FETCHED,
        /** One that somebody has to click on. */
        CLICKED,
        /** The same, and nothing but its own characters ends it. */
        BARE
    }

    void accept(char unit) {
        if (recent.length() >= 2 * REACH) {
            recent.delete(0, recent.length() - REACH);
        }
        recent.append(unit);
    }

    /** What begins behind the last character. */
    Kind next() {
        return switch (recent.charAt(recent.length() - 1)) {
            case '(' -> bracket();
            case ':' -> definition();
            case '=' -> attribute();
            default -> Kind.NOTHING;
        };
    }

    private Kind bracket() {
        int last = recent.length() - 2;
        if (last >= 0 && recent.charAt(last) == ']') {
            return isPicture(last) ? Kind.FETCHED : Kind.CLICKED;
        }
        boolean style = last >= 2
                && recent.substring(last - 2, last + 1).toLowerCase(Locale.ROOT).equals("url");
        return style ? Kind.FETCHED : Kind.NOTHING;
    }

    /** Whether the bracket that ends here began with an exclamation mark; so it did if its beginning is out of reach. */
    private boolean isPicture(int end) {
        int depth = 0;
        for (int i = end; i >= 0; i--) {
            char unit = recent.charAt(i);
            if (unit == ']') {
                depth++;
            } else if (unit == '[') {
                depth--;
                if (depth == 0) {
                    return i > 0 && recent.charAt(i - 1) == '!';
                }
            }
        }
        return true;
    }

    private Kind definition() {
        if (recent.length() < 2 || recent.charAt(recent.length() - 2) != ']') {
            return Kind.NOTHING;
        }
        int line = recent.lastIndexOf("\n") + 1;
        return DEFINITION.matcher(recent.substring(line)).matches() ? Kind.FETCHED : Kind.NOTHING;
    }

    private Kind attribute() {
        int from = Math.max(0, recent.length() - LONGEST_ATTRIBUTE);
        var matcher = ATTRIBUTE.matcher(recent.substring(from).toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Kind.NOTHING;
        }
        String name = matcher.group(1);
        return name != null && CLICKED.contains(name) ? Kind.CLICKED : Kind.FETCHED;
    }
}
