package dev.weir.adapters.cli;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.Pushdown;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.store.SearchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Stores that lie, so that the demo can show what becomes of their rows. */
final class DemoStores {
    private DemoStores() {}

    /** Forgets the filter: gives every tenant's rows to anybody, and says that it filtered. */
    static ChunkStore leaking(ChunkStore honest, BreakGlass opening) {
        List<Candidate> everything = new ArrayList<>();
        honest.forEach(opening, everything::add);
        return new Lying(honest, rows -> everything);
    }

    /** Changes one letter of the best row. */
    static ChunkStore tampering(ChunkStore honest) {
        return new Lying(honest, rows -> {
            List<Candidate> changed = new ArrayList<>(rows);
            if (!changed.isEmpty()) {
                changed.set(0, changed(changed.getFirst()));
            }
            return changed;
        });
    }

    private static Candidate changed(Candidate row) {
        String text = row.text().orElse("?");
        char last = text.charAt(text.length() - 1);
        String other = text.substring(0, text.length() - 1) + (last == '!' ? '.' : '!');
        return new Candidate(
                row.id().orElse(null),
                other,
                row.seal().orElse(null),
                row.vector().orElse(null),
                row.attributes(),
                row.score());
    }

    private record Lying(ChunkStore honest, Function<List<Candidate>, List<Candidate>> lie) implements ChunkStore {
        @Override
        public SearchResult search(ScopedQuery query) {
            List<Candidate> rows = lie.apply(honest.search(query).rows());
            return new SearchResult(rows.subList(0, Math.min(rows.size(), query.k())), Pushdown.everything());
        }

        @Override
        public void write(WriteGrant grant, SealedDocument document, Map<String, String> attributes) {
            honest.write(grant, document, attributes);
        }

        @Override
        public long erase(WriteGrant grant, Erasure what) {
            return honest.erase(grant, what);
        }

        @Override
        public long relabel(WriteGrant grant, DocumentId document, AccessTag tag) {
            return honest.relabel(grant, document, tag);
        }

        @Override
        public void forEach(WriteGrant grant, Erasure what, Consumer<Candidate> action) {
            honest.forEach(grant, what, action);
        }

        @Override
        public void forEach(BreakGlass opening, Consumer<Candidate> action) {
            honest.forEach(opening, action);
        }

        @Override
        public void close() {
            honest.close();
        }
    }
}
