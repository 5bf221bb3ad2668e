package dev.weir.ingest.adopt;

import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.HeadView;
import dev.weir.tenancy.seal.SealVerifier;
import dev.weir.tenancy.store.AdoptedRows;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * How much of what a head signs is among rows.
 *
 * @param isAny whether one row is what the head signs
 * @param isWhole whether the rows are all that it signs, and nothing else
 */
record Coverage(boolean isAny, boolean isWhole) {
    /** @param kept of the rows, by their keys */
    static Coverage of(DocumentHead head, List<RowText> texts, Map<String, AdoptedRows.Kept> kept, HeadView heads) {
        BitSet intact = new BitSet();
        for (RowText text : texts) {
            AdoptedRows.Kept known = kept.get(text.key());
            if (known != null) {
                Candidate row = new Candidate(known.chunk().toString(), text.text(), known.seal(), null, Map.of(), 0);
                if (SealVerifier.fault(row, head, heads).isEmpty()) {
                    intact.set(known.chunk().ordinal());
                }
            }
        }
        int signed = intact.cardinality();
        return new Coverage(signed > 0, signed == head.treeSize() && signed == texts.size());
    }
}
