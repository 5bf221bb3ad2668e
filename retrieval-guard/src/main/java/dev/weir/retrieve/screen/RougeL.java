package dev.weir.retrieve.screen;

import java.util.Arrays;

/**
 * The ROUGE-L F measure of pairs of texts (Lin 2004): 2 l / (m + n), where l is the length of the longest sequence of words
 * that both hold in the same order, not necessarily side by side, and m and n are their lengths. Only the first
 * {@value #MAX_WORDS} words of each count. The sequence is found 64 words at a time (Hyyrö 2004). For one thread.
 */
final class RougeL {
    /** Words of a text that are compared. */
    static final int MAX_WORDS = 384;

    private static final int[] NO_WORDS = {};

    private final int[][] texts;
    private final long[] masks;
    private final long[] row = new long[MAX_WORDS / Long.SIZE];
    private int[] loaded = NO_WORDS;
    private int blocks;

    private RougeL(int[][] texts, int vocabulary) {
        this.texts = texts;
        this.masks = new long[vocabulary * row.length];
    }

    /** Prepares the texts of a set. */
    static RougeL of(PassageSet set) {
        int most = 0;
        for (int rank = 0; rank < set.size(); rank++) {
            most += Math.min(MAX_WORDS, set.words(rank).size());
        }
        Numbering numbering = new Numbering(most);
        int[][] texts = new int[set.size()][];
        for (int rank = 0; rank < set.size(); rank++) {
            Words words = set.words(rank);
            texts[rank] = new int[Math.min(MAX_WORDS, words.size())];
            for (int i = 0; i < texts[rank].length; i++) {
                texts[rank][i] = numbering.of(words.hash(i));
            }
        }
        return new RougeL(texts, numbering.count);
    }

    /** Compares what follows with this text. */
    void load(int text) {
        for (int word : loaded) {
            Arrays.fill(masks, word * row.length, (word + 1) * row.length, 0);
        }
        loaded = texts[text];
        blocks = (loaded.length + Long.SIZE - 1) / Long.SIZE;
        for (int i = 0; i < loaded.length; i++) {
            masks[loaded[i] * row.length + i / Long.SIZE] |= 1L << i;
        }
    }

    /**
     * The measure of the loaded text and another, or 0 if it is below {@code least}.
     *
     * @param least above 0
     */
    double with(int text, double least) {
        int[] other = texts[text];
        int words = loaded.length + other.length;
        if (words == 0 || 2.0 * Math.min(loaded.length, other.length) < least * words - 1e-9) {
            return 0;
        }
        // No longer sequence than there are words of the other text that the loaded one holds somewhere.
        int known = 0;
        for (int word : other) {
            known += isLoaded(word) ? 1 : 0;
        }
        if (2.0 * known < least * words - 1e-9) {
            return 0;
        }
        double measure = 2.0 * longest(other) / words;
        return measure >= least - 1e-9 ? measure : 0;
    }

    private boolean isLoaded(int word) {
        long any = 0;
        for (int block = 0, at = word * row.length; block < blocks; block++) {
            any |= masks[at + block];
        }
        return any != 0;
    }

    /** The zeros of the row count the sequence. */
    private int longest(int[] other) {
        Arrays.fill(row, 0, blocks, -1L);
        for (int word : other) {
            long carry = 0;
            for (int block = 0, at = word * row.length; block < blocks; block++) {
                long bits = row[block];
                long match = bits & masks[at + block];
                long sum = bits + match + carry;
                carry = ((bits & match) | ((bits | match) & ~sum)) >>> (Long.SIZE - 1);
                row[block] = sum | (bits & ~match);
            }
        }
        int length = 0;
        for (int block = 0; block < blocks; block++) {
            int used = Math.min(Long.SIZE, loaded.length - block * Long.SIZE);
            long mask = used == Long.SIZE ? -1L : (1L << used) - 1;
            length += Long.bitCount(~row[block] & mask);
        }
        return length;
    }

    /** Small numbers for the words of a set, in the order in which they come. */
    private static final class Numbering {
        private final long[] words;
        private final int[] numbers;
        private final int mask;
        private int count;

        /** @param most words that there can be */
        Numbering(int most) {
            int places = Integer.highestOneBit(Math.max(8, most)) * 4;
            this.words = new long[places];
            this.numbers = new int[places];
            this.mask = places - 1;
        }

        int of(long word) {
            int place = (int) word & mask;
            while (numbers[place] != 0) {
                if (words[place] == word) {
                    return numbers[place] - 1;
                }
                place = (place + 1) & mask;
            }
            words[place] = word;
            numbers[place] = ++count;
            return count - 1;
        }
    }
}
