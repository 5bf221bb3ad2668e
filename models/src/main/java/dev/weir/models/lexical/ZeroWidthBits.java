package dev.weir.models.lexical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Letters written in two, three or four kinds of characters without width, in whatever roles the kinds have. */
final class ZeroWidthBits {

    private static final int FEWEST = 16;

    /** A text of bits this long is enough; nobody hides a book. */
    private static final int MOST = 65_536;

    private static final int LONGEST_GROUP = 16;
    private static final List<Integer> WIDTHS = List.of(8, 7, 16);

    private ZeroWidthBits() {}

    static Optional<String> read(String characters) {
        int[] codePoints = characters.codePoints().limit(MOST).toArray();
        int[] kinds = Arrays.stream(codePoints).distinct().sorted().toArray();
        if (codePoints.length < FEWEST || kinds.length < 2 || kinds.length > 4) {
            return Optional.empty();
        }
        List<String> readings = new ArrayList<>();
        if (kinds.length == 4) {
            pairs(codePoints, kinds, readings);
        } else {
            for (int zero : kinds) {
                for (int one : kinds) {
                    if (zero != one) {
                        String bits = bits(codePoints, zero, one);
                        if (kinds.length == 2) {
                            fixed(bits, readings);
                        } else {
                            readings.add(separated(bits));
                        }
                    }
                }
            }
        }
        return readings.stream()
                .filter(ZeroWidthBits::isMessage)
                .max(Comparator.comparingDouble(ZeroWidthBits::language));
    }

    /** How much of a reading is language; kinds in wrong roles give letters too. */
    private static double language(String text) {
        String[] words = text.toLowerCase(Locale.ROOT).split("\\P{L}+", -1);
        double common = Arrays.stream(words).filter(Vocabulary::isCommon).count();
        double letters = text.chars()
                .filter(unit -> unit == ' ' || Character.isLetter(unit))
                .count();
        return common / words.length + letters / text.length();
    }

    /** {@code 0} and {@code 1} for two kinds, a blank for any other. */
    private static String bits(int[] codePoints, int zero, int one) {
        StringBuilder bits = new StringBuilder(codePoints.length);
        for (int codePoint : codePoints) {
            bits.append(codePoint == zero ? '0' : codePoint == one ? '1' : ' ');
        }
        return bits.toString();
    }

    private static void fixed(String bits, List<String> readings) {
        for (int width : WIDTHS) {
            StringBuilder units = new StringBuilder();
            byte[] bytes = new byte[bits.length() / width];
            for (int i = 0; i < bytes.length; i++) {
                int value = Integer.parseInt(bits.substring(i * width, (i + 1) * width), 2);
                bytes[i] = (byte) value;
                units.append((char) value);
            }
            (width > 8 ? Optional.of(units.toString()) : Prose.text(bytes)).ifPresent(readings::add);
        }
    }

    private static String separated(String bits) {
        return Arrays.stream(bits.strip().split(" +", -1))
                .filter(group -> !group.isEmpty() && group.length() <= LONGEST_GROUP)
                .map(group -> Character.toString((char) Integer.parseInt(group, 2)))
                .collect(Collectors.joining());
    }

    /** Two bits to a character, in every order of the four kinds. */
    private static void pairs(int[] codePoints, int[] kinds, List<String> readings) {
        for (int order = 0; order < 256; order++) {
            int[] value = {order & 3, (order >> 2) & 3, (order >> 4) & 3, (order >> 6) & 3};
            if (Arrays.stream(value).distinct().count() < 4) {
                continue;
            }
            byte[] bytes = new byte[codePoints.length / 4];
            for (int i = 0; i < bytes.length * 4; i++) {
                int kind = Arrays.binarySearch(kinds, codePoints[i]);
                bytes[i / 4] |= (byte) (value[kind] << (6 - 2 * (i % 4)));
            }
            Prose.text(bytes).ifPresent(readings::add);
        }
    }

    private static boolean isMessage(String text) {
        return text.codePoints().noneMatch(unit -> unit >= Character.MIN_SURROGATE && unit <= Character.MAX_SURROGATE)
                && text.indexOf('\0') < 0
                && text.strip().length() > 1
                && Prose.isPrintable(text)
                && text.chars().anyMatch(Character::isLetter);
    }
}
