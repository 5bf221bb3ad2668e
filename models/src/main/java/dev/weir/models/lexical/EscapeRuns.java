package dev.weir.models.lexical;

import dev.weir.models.lexical.Decoders.Decoded;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Characters written as numbers: hexadecimal digits, percent, backslash and HTML escapes. */
final class EscapeRuns {

    /** So many escapes, no further apart than {@link #NEAR}, are an encoding and not punctuation. */
    private static final int FEWEST = 6;

    private static final int NEAR = 16;

    private static final Pattern HEX = Pattern.compile("(?<![0-9a-fA-F])(?:[0-9a-fA-F]{2}){12,8000}(?![0-9a-fA-F])");
    private static final Pattern HEX_PAIR = Pattern.compile("(?<![0-9a-zA-Z])(?:0x)?([0-9a-fA-F]{2})(?![0-9a-zA-Z])");

    /** So many pairs of hexadecimal digits, with at most two characters in between, are an encoding. */
    private static final int FEWEST_PAIRS = 12;

    private static final int BETWEEN_PAIRS = 2;

    private static final Pattern PERCENT = Pattern.compile("%([0-9a-fA-F]{2})");
    private static final Pattern BACKSLASH = Pattern.compile("\\\\(?:x([0-9a-fA-F]{2})|u\\{?([0-9a-fA-F]{4,6})\\}?)");
    private static final Pattern ENTITY = Pattern.compile("&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));");

    private EscapeRuns() {}

    static List<Decoded> decode(String text) {
        List<Decoded> found = new ArrayList<>();
        hexRuns(text, found);
        hexPairs(text, found);
        escapes(text, PERCENT, "percent", found);
        escapes(text, BACKSLASH, "backslash", found);
        escapes(text, ENTITY, "html-entity", found);
        return found;
    }

    private static void hexRuns(String text, List<Decoded> found) {
        Matcher matcher = HEX.matcher(text);
        while (matcher.find()) {
            hex(matcher.group(), matcher.start(), matcher.end(), found);
        }
    }

    private static void hexPairs(String text, List<Decoded> found) {
        Matcher matcher = HEX_PAIR.matcher(text);
        StringBuilder digits = new StringBuilder();
        int start = 0;
        int end = 0;
        while (matcher.find()) {
            if (matcher.start() - end > BETWEEN_PAIRS) {
                pairs(digits, start, end, found);
                start = matcher.start();
            }
            digits.append(matcher.group(1));
            end = matcher.end();
        }
        pairs(digits, start, end, found);
    }

    private static void pairs(StringBuilder digits, int start, int end, List<Decoded> found) {
        if (digits.length() >= 2 * FEWEST_PAIRS) {
            hex(digits.toString(), start, end, found);
        }
        digits.setLength(0);
    }

    private static void hex(String digits, int start, int end, List<Decoded> found) {
        Decoders.prose(Prose.utf8(HexFormat.of().parseHex(digits)), start, end, "hex")
                .ifPresent(found::add);
    }

    private static void escapes(String text, Pattern pattern, String encoding, List<Decoded> found) {
        Matcher matcher = pattern.matcher(text);
        int start = -1;
        int end = -1;
        int count = 0;
        while (matcher.find()) {
            if (start >= 0 && matcher.start() - end > NEAR) {
                region(text, pattern, encoding, start, end, count, found);
                start = -1;
                count = 0;
            }
            start = start < 0 ? matcher.start() : start;
            end = matcher.end();
            count++;
        }
        region(text, pattern, encoding, start, end, count, found);
    }

    private static void region(
            String text, Pattern pattern, String encoding, int start, int end, int count, List<Decoded> found) {
        if (count < FEWEST) {
            return;
        }
        int from = start;
        while (from > 0 && start - from < NEAR && !Character.isWhitespace(text.charAt(from - 1))) {
            from--;
        }
        int to = end;
        while (to < text.length() && to - end < NEAR && !Character.isWhitespace(text.charAt(to))) {
            to++;
        }
        Decoders.prose(unescape(text.substring(from, to), pattern), from, to, encoding)
                .ifPresent(found::add);
    }

    private static Optional<String> unescape(String region, Pattern pattern) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher matcher = pattern.matcher(region);
        int done = 0;
        while (matcher.find()) {
            bytes.writeBytes(region.substring(done, matcher.start()).getBytes(StandardCharsets.UTF_8));
            String octet = pattern == ENTITY ? null : matcher.group(1);
            if (octet != null) {
                bytes.write(Integer.parseInt(octet, 16));
            } else {
                bytes.writeBytes(character(matcher, pattern));
            }
            done = matcher.end();
        }
        bytes.writeBytes(region.substring(done).getBytes(StandardCharsets.UTF_8));
        return Prose.utf8(bytes.toByteArray());
    }

    private static byte[] character(Matcher matcher, Pattern pattern) {
        String hex = pattern == ENTITY ? matcher.group(1) : matcher.group(2);
        int codePoint = hex == null ? Integer.parseInt(matcher.group(2)) : Integer.parseInt(hex, 16);
        boolean isText = Character.isValidCodePoint(codePoint)
                && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
        return (isText ? Character.toString(codePoint) : "\uFFFD").getBytes(StandardCharsets.UTF_8);
    }
}
