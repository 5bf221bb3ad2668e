package dev.weir.ingest.reembed;

import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.VerifiedChunk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Puts the rows of an index together into whole documents, and hands these on, several at a time. Where a store shows a
 * document's rows one after the other, as Lucene does, it holds few of them.
 */
final class Gathering implements Consumer<Candidate> {
    /** Chunks that are handed on together, unless one document has more. */
    private static final int CHUNKS = 256;

    private final Eyes eyes;
    private final Predicate<DocumentKey> wanted;
    private final ToIntFunction<VerifiedChunk> expected;
    private final Consumer<List<Whole>> next;
    private final Map<DocumentKey, List<Row>> open = new HashMap<>();
    private List<Whole> ready = new ArrayList<>();
    private int readyChunks;

    /** @param expected how many rows make the document of a chunk whole */
    Gathering(
            Eyes eyes,
            Predicate<DocumentKey> wanted,
            ToIntFunction<VerifiedChunk> expected,
            Consumer<List<Whole>> next) {
        this.eyes = eyes;
        this.wanted = wanted;
        this.expected = expected;
        this.next = next;
    }

    /** One row as verified, and as the store returned it. */
    record Row(VerifiedChunk chunk, Candidate row) {}

    /** All rows of one document that an index holds, by ordinal. */
    record Whole(DocumentKey document, List<Row> rows) {
        Whole {
            rows = rows.stream()
                    .sorted(Comparator.comparingInt(row -> row.chunk().id().ordinal()))
                    .toList();
        }

        /** The application's metadata: not sealed, and kept as the store has it. */
        Map<String, String> attributes() {
            return rows.getFirst().row().attributes();
        }
    }

    @Override
    public void accept(Candidate row) {
        if (!(eyes.check(row) instanceof SealCheck.Intact intact)) {
            return;
        }
        DocumentKey document = DocumentKey.of(intact.chunk().id());
        if (!wanted.test(document)) {
            return;
        }
        List<Row> rows = open.computeIfAbsent(document, key -> new ArrayList<>());
        rows.add(new Row(intact.chunk(), row));
        if (rows.size() == expected.applyAsInt(intact.chunk())) {
            open.remove(document);
            ready.add(new Whole(document, rows));
            readyChunks += rows.size();
            if (readyChunks >= CHUNKS) {
                handOn();
            }
        }
    }

    /** Hands on what is left. */
    void handOn() {
        List<Whole> documents = ready;
        ready = new ArrayList<>();
        readyChunks = 0;
        if (!documents.isEmpty()) {
            next.accept(documents);
        }
    }
}
