package dev.weir.retrieve.verify;

import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.store.SearchResult;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Gets the texts of rows that a store returned and the gate refused, so that an answer can be checked for them: an SPI.
 * Implementations must be thread-safe and must not keep texts; an exception withholds the whole answer.
 */
@FunctionalInterface
public interface RefusedTexts {
    /** Keeps nothing. */
    RefusedTexts NONE = (requestId, texts) -> {};

    /** Takes the texts of one request, before it is answered. */
    void refused(String requestId, Set<String> texts);

    /** The texts of rows that are not those of any verified chunk. */
    static Set<String> of(SearchResult result, List<GatedChunk> verified) {
        Set<String> texts = new LinkedHashSet<>();
        for (Candidate row : result.rows()) {
            if (row != null) {
                row.text().ifPresent(texts::add);
            }
        }
        verified.forEach(each -> texts.remove(each.chunk().text()));
        return texts;
    }
}
