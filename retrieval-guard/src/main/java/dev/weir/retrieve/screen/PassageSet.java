package dev.weir.retrieve.screen;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A question and the passages found for it, best first. For one thread: words are split on first use. */
public final class PassageSet {
    /** The words of a question that count, the first: what screens cost grows with them. */
    static final int MAX_QUESTION_WORDS = 256;

    private final String query;
    private final Words queryWords;
    private final List<Entry> entries;
    private @Nullable Coverage coverage;

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
        requireNonNull(query, "query is null");
        return new PassageSet(query, Words.of(query).first(MAX_QUESTION_WORDS), entries);
    }

    /** The same set without the passages that have these places in the set that came in first. */
    PassageSet without(BitSet origins) {
        List<Entry> left = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            if (!origins.get(entry.origin)) {
                left.add(entry);
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

    /** The ranks of all passages, the most trusted first, among equals the highest ranked. */
    List<Integer> byTrust() {
        List<Integer> ranks = new ArrayList<>(size());
        for (int rank = 0; rank < size(); rank++) {
            ranks.add(rank);
        }
        ranks.sort(Comparator.comparing((Integer rank) -> passage(rank).trust()).reversed());
        return ranks;
    }

    /** How much each passage says of what is asked. */
    Coverage coverage() {
        if (coverage == null) {
            coverage = Coverage.of(this);
        }
        return coverage;
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
