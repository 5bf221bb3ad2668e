package dev.weir.models.lexical;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Kinds of escapes. In each pattern the groups are: an octet in hexadecimal, a character in hexadecimal, or the rest. */
enum Escapes {
    PERCENT("percent", '%', "%(?:([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))"),
    BACKSLASH(
            "backslash",
            '\\',
            "\\\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|u\\{([0-9a-fA-F]{1,6})\\}|([0-3][0-7]{2})|[nrt])"),
    ENTITY(
            "html-entity",
            '&',
            "&(?:#[xX]0{0,6}([0-9a-fA-F]{1,6});?|#0{0,6}([0-9]{1,7});?|([A-Za-z][A-Za-z0-9]{1,10});)"),
    CODE_POINT("code-point", '+', "[Uu]\\+([0-9a-fA-F]{4,6})(?![0-9a-zA-Z])[ ,]?");

    private final String encoding;
    private final char mark;
    private final Pattern pattern;

    Escapes(String encoding, char mark, String pattern) {
        this.encoding = encoding;
        this.mark = mark;
        this.pattern = Pattern.compile(pattern);
    }

    String encoding() {
        return encoding;
    }

    /** A character without which there is no such escape. */
    char mark() {
        return mark;
    }

    Pattern pattern() {
        return pattern;
    }

    /** The text with its escapes resolved; what cannot be resolved stays. */
    String unescape(String text) {
        StringBuilder clear = new StringBuilder(text.length());
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        Matcher matcher = pattern.matcher(text);
        int done = 0;
        while (matcher.find()) {
            if (matcher.start() > done) {
                flush(octets, clear);
                clear.append(text, done, matcher.start());
            }
            @Nullable String octet = this == PERCENT || this == BACKSLASH ? matcher.group(1) : null;
            if (octet != null) {
                octets.write(Integer.parseInt(octet, 16));
            } else {
                flush(octets, clear);
                clear.append(character(matcher));
            }
            done = matcher.end();
        }
        flush(octets, clear);
        return wellFormed(clear.append(text, done, text.length()).toString());
    }

    /** Escapes can spell half a surrogate pair, and NUL. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    private static void flush(ByteArrayOutputStream octets, StringBuilder clear) {
        if (octets.size() > 0) {
            clear.append(octets.toString(StandardCharsets.UTF_8));
            octets.reset();
        }
    }

    private String character(Matcher matcher) {
        return switch (this) {
            case PERCENT -> Character.toString((char) Integer.parseInt(matcher.group(2), 16));
            case BACKSLASH -> backslash(matcher);
            case ENTITY -> entity(matcher);
            case CODE_POINT -> ofCode(matcher.group(1), 16);
        };
    }

    private static String backslash(Matcher matcher) {
        for (int hex = 2; hex <= 4; hex++) {
            if (matcher.group(hex) != null) {
                return ofCode(matcher.group(hex), 16);
            }
        }
        return matcher.group(5) != null ? ofCode(matcher.group(5), 8) : " ";
    }

    private static String entity(Matcher matcher) {
        if (matcher.group(1) != null) {
            return ofCode(matcher.group(1), 16);
        }
        if (matcher.group(2) != null) {
            return ofCode(matcher.group(2), 10);
        }
        return NamedEntities.character(matcher.group(3)).orElse(matcher.group());
    }

    private static String ofCode(String digits, int radix) {
        long code = Long.parseLong(digits, radix);
        return code <= Character.MAX_CODE_POINT ? Character.toString((int) code) : "\uFFFD";
    }
}
