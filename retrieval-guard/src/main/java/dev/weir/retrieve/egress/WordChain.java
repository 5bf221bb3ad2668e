package dev.weir.retrieve.egress;

import dev.weir.tenancy.canary.Canaries;
import java.util.Arrays;
import java.util.List;

/**
 * Follows letters and counts how many words of a list stand one behind the other, at each of the places where words of one
 * length can begin.
 */
final class WordChain {
    private static final int LETTERS = Canaries.WORD_LETTERS;
    private static final int DEAD = -1;

    /** A word list as a tree: for each node and letter the next node, 0 for none. */
    static final class Words {
        private final int[][] next;

        private Words(int[][] next) {
            this.next = next;
        }

        static Words of(List<String> words) {
            int[][] next = new int[words.size() * LETTERS + 1][];
            next[0] = new int[26];
            int nodes = 1;
            for (String word : words) {
                int node = 0;
                for (int i = 0; i < LETTERS; i++) {
                    int letter = word.charAt(i) - 'a';
                    if (next[node][letter] == 0) {
                        next[node][letter] = nodes;
                        next[nodes] = new int[26];
                        nodes++;
                    }
                    node = next[node][letter];
                }
            }
            return new Words(Arrays.copyOf(next, nodes));
        }

        private int step(int node, int letter) {
            int to = next[node][letter];
            return to == 0 ? DEAD : to;
        }
    }

    private final Words words;

    /** For each place, the node of the word that is being read there. */
    private final int[] nodes = new int[LETTERS];

    /** For each place, the words read before that one. */
    private final int[] chains = new int[LETTERS];

    private int letters;

    WordChain(Words words) {
        this.words = words;
        reset();
    }

    void reset() {
        Arrays.fill(nodes, DEAD);
        Arrays.fill(chains, 0);
        letters = 0;
    }

    /** Takes a letter from 0 to 25; whether it completes a canary's number of words. */
    boolean accept(int letter) {
        int begins = letters % LETTERS;
        nodes[begins] = 0;
        letters++;
        boolean complete = false;
        for (int place = 0; place < LETTERS; place++) {
            if (nodes[place] == DEAD) {
                continue;
            }
            nodes[place] = words.step(nodes[place], letter);
            if (nodes[place] == DEAD) {
                chains[place] = 0;
            } else if (place == letters % LETTERS) {
                chains[place]++;
                complete |= chains[place] >= Canaries.WORDS;
            }
        }
        return complete;
    }

    /** How many of the last letters may belong to a canary that is not complete. */
    int open() {
        int open = 0;
        for (int place = 0; place < LETTERS; place++) {
            if (nodes[place] != DEAD) {
                int before = Math.min(chains[place], Canaries.WORDS - 1);
                open = Math.max(open, before * LETTERS + Math.floorMod(letters - place, LETTERS));
            }
        }
        return open;
    }
}
