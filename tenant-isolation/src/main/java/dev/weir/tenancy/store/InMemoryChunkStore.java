package dev.weir.tenancy.store;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.Provenance;
import dev.weir.tenancy.chunk.WellFormed;
import dev.weir.tenancy.seal.SealedChunk;
import dev.weir.tenancy.seal.SealedDocument;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A store that looks at every row: the reference that other stores are compared with. Thread-safe.
 *
 * <p>Rows are ranked by cosine similarity to the query's vector or, without one, by the share of the query's distinct
 * words that the text holds; equal scores by chunk id. A row's score depends on that row and the query alone.
 */
public final class InMemoryChunkStore implements ChunkStore {
    private static final Pattern WORD_BORDER = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final InstantSource clock;
    private final Map<String, Row> rows = new TreeMap<>();

    public InMemoryChunkStore(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public synchronized void write(WriteGrant grant, SealedDocument document, Map<String, String> attributes) {
        WriteAction action = grant.action() == WriteAction.RELEASE ? WriteAction.RELEASE : WriteAction.INGEST;
        grant.require(document.tenant(), action, clock.instant());
        Map<String, String> copy = Map.copyOf(attributes);
        copy.forEach((name, value) -> {
            ApplicationFilter.requireAttribute(name);
            WellFormed.require(value, "the value of attribute " + name);
        });
        DocumentId id = document.head().document();
        rows.values()
                .removeIf(row -> row.id().tenant().equals(document.tenant())
                        && row.id().document().equals(id)
                        && row.id().version() == document.head().version());
        String token = document.head().tag().token();
        for (SealedChunk chunk : document.chunks()) {
            rows.put(chunk.id().toString(), new Row(chunk, token, copy));
        }
    }

    @Override
    public synchronized SearchResult search(ScopedQuery query) {
        List<Candidate> found = rows.values().stream()
                .filter(row -> query.filter().matches(row.id().tenant().value(), row.token()))
                .filter(row -> query.application().matches(row::field))
                .map(row -> row.candidate(score(row, query)))
                .sorted(Comparator.comparingDouble(Candidate::score)
                        .reversed()
                        .thenComparing(row -> row.id().orElse("")))
                .limit(query.k())
                .toList();
        return new SearchResult(found, Pushdown.everything());
    }

    @Override
    public synchronized long erase(WriteGrant grant, Erasure what) {
        Predicate<Row> goes = goes(grant, what);
        long before = rows.size();
        rows.values().removeIf(goes);
        return before - rows.size();
    }

    @Override
    public synchronized void forEach(WriteGrant grant, Erasure what, Consumer<Candidate> action) {
        Predicate<Row> goes = goes(grant, what);
        rows.values().stream().filter(goes).toList().forEach(row -> action.accept(row.candidate(0)));
    }

    private Predicate<Row> goes(WriteGrant grant, Erasure what) {
        grant.require(grant.tenant(), what.action(), clock.instant());
        Predicate<Row> named = switch (what) {
            case Erasure.ByDocument by ->
                row -> by.documents().contains(row.id().document());
            case Erasure.BySource by -> row -> row.provenance().source().equals(by.source());
            case Erasure.ByBatch by -> row -> row.provenance().batch().equals(by.batch());
            case Erasure.OtherVersions by ->
                row -> row.id().document().equals(by.document()) && row.id().version() != by.keep();
        };
        return row -> row.id().tenant().equals(grant.tenant()) && named.test(row);
    }

    @Override
    public synchronized long relabel(WriteGrant grant, DocumentId document, AccessTag tag) {
        grant.require(tag.tenant(), WriteAction.RELABEL, clock.instant());
        long told = 0;
        for (Map.Entry<String, Row> entry : rows.entrySet()) {
            Row row = entry.getValue();
            if (row.id().tenant().equals(tag.tenant()) && row.id().document().equals(document)) {
                entry.setValue(new Row(row.chunk(), tag.token(), row.attributes()));
                told++;
            }
        }
        return told;
    }

    @Override
    public synchronized void forEach(BreakGlass opening, Consumer<Candidate> action) {
        requireNonNull(opening, "opening is null");
        List.copyOf(rows.values()).forEach(row -> action.accept(row.candidate(0)));
    }

    @Override
    public synchronized void close() {
        rows.clear();
    }

    private static double score(Row row, ScopedQuery query) {
        return query.vector()
                .map(vector -> cosine(vector, row.chunk().vector()))
                .orElseGet(() -> wordShare(query.text().orElse(""), row.chunk().text()));
    }

    private static double cosine(float[] a, float[] b) {
        if (a.length != b.length) {
            return -1;
        }
        double dot = 0;
        double normA = 0;
        double normB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            normA += (double) a[i] * a[i];
            normB += (double) b[i] * b[i];
        }
        double norm = Math.sqrt(normA * normB);
        return norm > 0 ? dot / norm : -1;
    }

    private static double wordShare(String query, String text) {
        Set<String> wanted = words(query);
        Set<String> there = words(text);
        long found = wanted.stream().filter(there::contains).count();
        return wanted.isEmpty() ? 0 : (double) found / wanted.size();
    }

    private static Set<String> words(String text) {
        return WORD_BORDER
                .splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }

    private record Row(SealedChunk chunk, String token, Map<String, String> attributes) {
        ChunkId id() {
            return chunk.id();
        }

        Provenance provenance() {
            return chunk.facts().provenance();
        }

        String field(String name) {
            return switch (name) {
                case ApplicationFilter.SOURCE -> provenance().source().uri();
                case ApplicationFilter.BATCH -> provenance().batch();
                case ApplicationFilter.DOCUMENT -> id().document().value();
                default -> attributes.getOrDefault(name, "");
            };
        }

        Candidate candidate(double score) {
            return new Candidate(id().toString(), chunk.text(), chunk.seal(), chunk.vector(), attributes, score);
        }
    }
}
