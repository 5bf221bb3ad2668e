package dev.weir.retrieve.egress;

import dev.weir.models.lexical.DecodedViews;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Tells identifiers in addresses from data. */
final class LinkParts {
    /** Ids of shared documents and posts have up to 73 characters. */
    static final int LONG_PATH_TOKEN = 80;

    static final int LONG_QUERY_TOKEN = 40;

    private static final int LONGEST_DIGEST = 64;
    private static final double RANDOM_BITS = 4.2;
    private static final double PRINTABLE = 0.95;
    private static final int LEAST_BYTES = 9;

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9+/_=-]+");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-fA-F-]+");
    private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2})+");

    private static final Pattern JOINTS = Pattern.compile("[-_/+=]");
    private static final Pattern PLAIN = Pattern.compile("[A-Z]?[a-z]*|[A-Z]+|[0-9]+");
    private static final double PLAIN_SHARE = 0.7;
    private static final Pattern OTHER = Pattern.compile("[^A-Za-z0-9+/_=-]+");

    private LinkParts() {}

    /** The runs of digits of some encoding in a part. */
    static String[] tokens(String part) {
        return OTHER.split(part, -1);
    }

    /** Whether a part is one token of at least this length that looks random and is no digest or UUID. */
    static boolean isRandom(String part, int least) {
        if (part.length() < least || !TOKEN.matcher(part).matches()) {
            return false;
        }
        if (DIGEST.matcher(part).matches()) {
            return part.length() > LONGEST_DIGEST;
        }
        if (isSlug(part)) {
            return false;
        }
        boolean mixed =
                part.chars().anyMatch(Character::isDigit) && part.chars().anyMatch(Character::isLetter);
        return mixed && bits(part) >= Math.min(RANDOM_BITS, 0.85 * log2(part.length()));
    }

    /** Whether most of a part is words and numbers, as in titles. */
    private static boolean isSlug(String part) {
        int plain = 0;
        for (String piece : JOINTS.split(part, -1)) {
            plain += PLAIN.matcher(piece).matches() ? piece.length() : 0;
            plain++;
        }
        return plain - 1 >= PLAIN_SHARE * part.length();
    }

    /** Whether a part is base64 or hexadecimal of what people can read. */
    static boolean spellsText(String part) {
        if (!TOKEN.matcher(part).matches()) {
            return false;
        }
        if (HEX.matcher(part).matches() && isText(HexFormat.of().parseHex(part))) {
            return true;
        }
        if (isBase64OfText(part)) {
            return true;
        }
        return DecodedViews.of(part).views().stream()
                .anyMatch(view -> view.encodings().startsWith("base64")
                        || view.encodings().startsWith("hex"));
    }

    /** The most letters and digits in a row that are among runs. */
    static int longestShared(String part, LongSet runs) {
        Shared shared = new Shared(runs);
        shared.acceptAll(part);
        return shared.longest;
    }

    private static boolean isBase64OfText(String part) {
        String digits = part.replace('-', '+').replace('_', '/').replace("=", "");
        if (digits.length() % 4 == 1 || isPlainWord(part)) {
            return false;
        }
        try {
            return isText(Base64.getDecoder().decode(digits));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /** Words of lower case are base64 of something too, but of nothing that is text by more than chance. */
    private static boolean isPlainWord(String part) {
        return part.chars().noneMatch(unit -> unit >= 'A' && unit <= 'Z');
    }

    private static boolean isText(byte[] bytes) {
        if (bytes.length < LEAST_BYTES) {
            return false;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        long shown = text.codePoints()
                .filter(point -> point >= 0x20 && point != 0x7F && point != 0xFFFD && Character.isDefined(point))
                .filter(point -> point < 0x80 || Character.isLetter(point))
                .count();
        return shown >= PRINTABLE * text.codePointCount(0, text.length());
    }

    private static double bits(String token) {
        int[] counts = new int[128];
        token.chars().forEach(unit -> counts[unit & 127]++);
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / token.length();
                bits -= share * log2(share);
            }
        }
        return bits;
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    /** Measures stretches that are covered by runs. */
    private static final class Shared implements Folding.Sink {
        private final LongSet runs;
        private final RollingHash run = new RollingHash(Fingerprints.RUN);
        private int length;
        private int longest;

        Shared(LongSet runs) {
            this.runs = runs;
        }

        @Override
        public void kept(int codePoint, int start, int end) {
            boolean shared = run.accept(codePoint) && runs.contains(run.value());
            length = !shared ? 0 : length == 0 ? Fingerprints.RUN : length + 1;
            longest = Math.max(longest, length);
        }

        @Override
        public void parted() {
            run.reset();
            length = 0;
        }
    }
}
