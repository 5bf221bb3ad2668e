package dev.weir.ingest.admission;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a document would replace.
 *
 * @param vouchers the subjects who vouched for it: its attester and, after a release, whoever had uploaded it; from the
 *     signed head and the quarantine, not from the store
 * @param texts of its chunks in their order, read from the store when asked for and not verified
 */
public record Replaced(Set<String> vouchers, Supplier<List<String>> texts) {
    public Replaced {
        vouchers = Set.copyOf(vouchers);
        requireNonNull(texts, "texts is null");
    }
}
