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
    static final Words NONE = new Words(new long[0], "", 0);

    /** The most characters of the folded beginning that are kept: as many as a machine word has bits. */
    static final int OPENING_CHARACTERS = Long.SIZE;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** Longs of a sketch. */
    private static final int SKETCH = 16;

    private final long[] hashes;
    private final String opening;
    private final long stops;
    private long[] sketch = {};
    private long[] shingles = {};

    private Words(long[] hashes, String opening, long stops) {
        this.hashes = hashes;
        this.opening = opening;
        this.stops = stops;
    }

    static Words of(String text) {
        return new Splitter(text.length()).split(text);
    }

    /** The same words without those after the first so many, and the same beginning. */
    Words first(int most) {
        return hashes.length <= most ? this : new Words(Arrays.copyOf(hashes, most), opening, stops);
    }

    int size() {
        return hashes.length;
    }

    long hash(int index) {
        return hashes[index];
    }

    /** Whether a mark that ends a sentence or a line follows a word; known of the first 64 only. */
    boolean isStopAfter(int index) {
        return index < Long.SIZE && (stops >>> index & 1) != 0;
    }

    /** The first characters of the folded text, one space between words. */
    String opening() {
        return opening;
    }

    /** How many runs of three words there are; one, of all words together, if there are fewer than three. */
    int runs() {
        return hashes.length == 0 ? 0 : Math.max(1, hashes.length - 2);
    }

    /**
     * In how many bits two sketches differ: at most as many as there are runs of three words that only one of the two texts
     * holds.
     */
    int sketchDistance(Words other) {
        long[] mine = sketch();
        long[] theirs = other.sketch();
        int distance = 0;
        for (int i = 0; i < SKETCH; i++) {
            distance += Long.bitCount(mine[i] ^ theirs[i]);
        }
        return distance;
    }

    /** The distinct hashes of all runs of three words, ascending. */
    long[] shingles() {
        if (shingles.length == 0) {
            int runs = runs();
            long[] sorted = new long[runs];
            for (int i = 0; i < runs; i++) {
                sorted[i] = run(i);
            }
            Arrays.sort(sorted);
            int distinct = Math.min(1, runs);
            for (int i = 1; i < runs; i++) {
                if (sorted[i] != sorted[distinct - 1]) {
                    sorted[distinct++] = sorted[i];
                }
            }
            shingles = distinct == runs ? sorted : Arrays.copyOf(sorted, distinct);
        }
        return shingles;
    }

    /** One bit for each run of three words, where its hash says. */
    private long[] sketch() {
        if (sketch.length == 0) {
            long[] bits = new long[SKETCH];
            for (int i = 0; i < runs(); i++) {
                int bit = (int) (run(i) >>> 54);
                bits[bit >>> 6] |= 1L << bit;
            }
            sketch = bits;
        }
        return sketch;
    }

    private long run(int start) {
        long hash = hashes[start] * 3;
        if (start + 1 < hashes.length) {
            hash += Long.rotateLeft(hashes[start + 1], 21) * 5;
        }
        if (start + 2 < hashes.length) {
            hash += Long.rotateLeft(hashes[start + 2], 42) * 7;
        }
        return mix(hash);
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
        private long stops;
        private boolean inWord;
        private int openingBeforeWord;
        private final StringBuilder opening = new StringBuilder(OPENING_CHARACTERS + 1);

        Splitter(int length) {
            hashes = new long[length / 5 + 8];
        }

        Words split(String text) {
            char[] units = text.toCharArray();
            for (int i = 0; i < units.length; i++) {
                char unit = units[i];
                if (unit < 0x80) {
                    if (isAsciiWord(unit)) {
                        append(unit | (unit < 'a' && unit >= 'A' ? 0x20 : 0));
                    } else if (unit >= ' ' || isSpace(unit)) {
                        endWord();
                        stop(unit);
                    } else {
                        i = foldRun(units, i);
                    }
                } else if (isTypographic(unit)) {
                    endWord();
                } else {
                    i = foldRun(units, i);
                }
            }
            endWord();
            // A character of two code units may have ended beyond the limit.
            opening.setLength(Math.min(opening.length(), OPENING_CHARACTERS));
            return new Words(Arrays.copyOf(hashes, count), opening.toString(), stops);
        }

        /** Takes the word that has begun anew, folded, and what follows up to the next space. */
        private int foldRun(char[] units, int at) {
            int end = at;
            while (end < units.length && !isSpace(units[end])) {
                end++;
            }
            int from = at;
            while (from > 0 && isAsciiWord(units[from - 1])) {
                from--;
            }
            dropWord();
            String folded = NormalizedText.forMatching(new String(units, from, end - from))
                    .text();
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
                stop(unit);
            }
        }

        private void stop(char unit) {
            if (count > 0 && count <= Long.SIZE && isStop(unit)) {
                stops |= 1L << (count - 1);
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

        private static boolean isStop(char unit) {
            return switch (unit) {
                case '.', '?', '!', ':', ';', '\n' -> true;
                default -> false;
            };
        }

        /** Dashes, quotes, bullets and dots: they part words and fold to nothing else, and English is full of them. */
        private static boolean isTypographic(char unit) {
            return unit >= '\u2010' && unit <= '\u2027';
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
