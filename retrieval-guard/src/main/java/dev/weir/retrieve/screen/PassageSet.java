package dev.weir.retrieve.screen;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A question and the passages found for it, best first. For one thread: words are split on first use. */
public final class PassageSet {
    private final String query;
    private final Words queryWords;
    private final List<Entry> entries;

    private PassageSet(String query, Words queryWords, List<Entry> entries) {
        this.query = query;
        this.queryWords = queryWords;
        this.entries = entries;
    }

    static PassageSet of(String query, List<RankedPassage> passages) {
        List<Entry> entries = new ArrayList<>(passages.size());
        for (int i = 0; i < passages.size(); i++) {
            entries.add(new Entry(i, passages.get(i)));
        }
        return new PassageSet(requireNonNull(query, "query is null"), Words.of(query), entries);
    }

    /** The same set without some of its passages. */
    PassageSet without(BitSet ranks) {
        List<Entry> left = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            if (!ranks.get(i)) {
                left.add(entries.get(i));
            }
        }
        return new PassageSet(query, queryWords, left);
    }

    public String query() {
        return query;
    }

    public int size() {
        return entries.size();
    }

    /** The passage with this rank, from 0. */
    public RankedPassage passage(int rank) {
        return entries.get(rank).passage;
    }

    Words queryWords() {
        return queryWords;
    }

    Words words(int rank) {
        return entries.get(rank).words();
    }

    /** The place of a passage in the set that came in first. */
    int origin(int rank) {
        return entries.get(rank).origin;
    }

    private static final class Entry {
        private final int origin;
        private final RankedPassage passage;
        private Words words = Words.NONE;

        Entry(int origin, RankedPassage passage) {
            this.origin = origin;
            this.passage = passage;
        }

        Words words() {
            if (words == Words.NONE) {
                words = Words.of(passage.text());
            }
            return words;
        }
    }
}
