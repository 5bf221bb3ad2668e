package dev.weir.retrieve.screen;

import dev.weir.models.lexical.NormalizedText;
import java.util.Arrays;

/**
 * A text as a sequence of folded words, each a 64-bit hash, and its folded beginning. Words are runs of letters and
 * digits, without case, accents, invisible characters and look-alikes; where a script puts no spaces, each character is a
 * word.
 *
 * <p>A text is folded from space to space, and only where it holds more than ASCII. Hashes are not keyed: whoever could
 * make two words collide could as well write the same word.
 */
final class Words {
    /** No words: what stands for words that have not been split yet. */
    static final Words NONE = new Words(new long[0], "");

    /** How many characters of the folded text are kept, one space between words. */
    static final int OPENING_CHARACTERS = 512;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final long[] hashes;
    private final String opening;

    private Words(long[] hashes, String opening) {
        this.hashes = hashes;
        this.opening = opening;
    }

    static Words of(String text) {
        return new Splitter(text.length()).split(text);
    }

    int size() {
        return hashes.length;
    }

    long hash(int index) {
        return hashes[index];
    }

    /** The first characters of the folded text, one space between words. */
    String opening() {
        return opening;
    }

    /** The distinct hashes of all runs of three words, ascending; of all words together, if there are fewer than three. */
    long[] shingles() {
        if (hashes.length == 0) {
            return new long[0];
        }
        int runs = Math.max(1, hashes.length - 2);
        long[] shingles = new long[runs];
        for (int i = 0; i < runs; i++) {
            long hash = FNV_OFFSET;
            for (int j = i; j < Math.min(i + 3, hashes.length); j++) {
                hash = mix(hash * FNV_PRIME + hashes[j]);
            }
            shingles[i] = hash;
        }
        Arrays.sort(shingles);
        int distinct = 1;
        for (int i = 1; i < runs; i++) {
            if (shingles[i] != shingles[distinct - 1]) {
                shingles[distinct++] = shingles[i];
            }
        }
        return distinct == runs ? shingles : Arrays.copyOf(shingles, distinct);
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 32)) * 0x9e3779b97f4a7c15L;
        return mixed ^ (mixed >>> 29);
    }

    /** Splits one text. */
    private static final class Splitter {
        private long[] hashes;
        private int count;
        private long hash = FNV_OFFSET;
        private boolean inWord;
        private int openingBeforeWord;
        private final StringBuilder opening;

        Splitter(int length) {
            hashes = new long[length / 5 + 8];
            opening = new StringBuilder(Math.min(length, OPENING_CHARACTERS));
        }

        Words split(String text) {
            int start = 0;
            for (int i = 0; i < text.length(); i++) {
                char unit = text.charAt(i);
                if (isSpace(unit)) {
                    endWord();
                    start = i + 1;
                } else if (unit >= 0x80 || unit < 0x20) {
                    i = foldRun(text, start, i);
                } else {
                    ascii(unit);
                }
            }
            endWord();
            return new Words(Arrays.copyOf(hashes, count), opening.toString());
        }

        /** Takes a run without spaces anew, folded; {@code at} is its first character that is not plain ASCII. */
        private int foldRun(String text, int start, int at) {
            int end = at;
            while (end < text.length() && !isSpace(text.charAt(end))) {
                end++;
            }
            // What was taken of the run so far are whole words and perhaps the beginning of one: fold from there.
            int from = at;
            while (from > start && isAsciiWord(text.charAt(from - 1))) {
                from--;
            }
            dropWord();
            String folded =
                    NormalizedText.forMatching(text.substring(from, end)).text();
            for (int i = 0; i < folded.length(); ) {
                int point = folded.codePointAt(i);
                if (point < 0x80) {
                    ascii((char) point);
                } else {
                    other(point);
                }
                i += Character.charCount(point);
            }
            endWord();
            return end - 1;
        }

        private void ascii(char unit) {
            if (isAsciiWord(unit)) {
                append(unit >= 'A' && unit <= 'Z' ? (char) (unit + 32) : unit);
            } else {
                endWord();
            }
        }

        private void other(int point) {
            if (isWordOfItsOwn(point)) {
                endWord();
                append(point);
                endWord();
            } else if (Character.isLetterOrDigit(point)) {
                append(point);
            } else if (Character.getType(point) != Character.NON_SPACING_MARK) {
                endWord();
            }
        }

        private void append(int point) {
            if (!inWord) {
                inWord = true;
                openingBeforeWord = opening.length();
                if (count > 0 && opening.length() < OPENING_CHARACTERS) {
                    opening.append(' ');
                }
            }
            hash = (hash ^ point) * FNV_PRIME;
            if (opening.length() < OPENING_CHARACTERS) {
                opening.appendCodePoint(point);
            }
        }

        private void endWord() {
            if (!inWord) {
                return;
            }
            if (count == hashes.length) {
                hashes = Arrays.copyOf(hashes, count * 2);
            }
            hashes[count++] = mix(hash);
            hash = FNV_OFFSET;
            inWord = false;
        }

        /** Forgets the word that has begun. */
        private void dropWord() {
            if (inWord) {
                hash = FNV_OFFSET;
                inWord = false;
                opening.setLength(openingBeforeWord);
            }
        }

        private static boolean isSpace(char unit) {
            return unit == ' ' || unit == '\n' || unit == '\r' || unit == '\t';
        }

        private static boolean isAsciiWord(char unit) {
            return (unit >= 'a' && unit <= 'z') || (unit >= 'A' && unit <= 'Z') || (unit >= '0' && unit <= '9');
        }

        private static boolean isWordOfItsOwn(int point) {
            return switch (Character.UnicodeScript.of(point)) {
                case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> Character.isLetterOrDigit(point);
                default -> false;
            };
        }
    }
}
