package dev.weir.ingest.admission;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.verdict.CorpusSign;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.tenancy.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Objects to documents that would be found by unusually many of a tenant's secret sentinel questions: by one chunk, a hub, or
 * by all its chunks together, spraying. A score is robust, (hits − median) / (1.4826 · max(MAD, 1)) over what the tenant has;
 * its limit is a fixed one, or higher where more of the tenant's own documents reach that than the budget allows: some honest
 * documents are near to everything. Thread-safe; memory as {@link Sentinels} and 4 bytes for each of their k best scores.
 *
 * <p>{@link #watch} begins, and again with sentinels of a later period rotates: it replaces everything known of the tenant.
 * Call it once a week and after a change of embedder.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>A tenant is measured by its own sentinels and its own documents only.
 *   <li>Of the documents given to {@link #watch}, at most the budget's share has a score at which a new one is held.
 *   <li>A tenant without sentinels, with too few documents, or with another embedder is not passed over silently: the sign says
 *       {@code not-measured}.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>That sentinels stay secret from whoever may submit documents and reads the scores of their signs: a score counts hits, and
 *       tells after some tries which way to go. Show scores to reviewers only.
 *   <li>That anything is held after a start and before {@link #watch}: documents pass, noted as {@code not-measured}.
 *   <li>That few hits are harmless: a document for one question is no hub.
 *   <li>That a corpus is free of hubs: those that were there before {@code watch} are what others are compared with.
 *   <li>That a document which was erased or replaced is forgotten before the next {@code watch}.
 * </ul>
 *
 * <p>After Hub detection at admission (arXiv 2606.19692) and HubScan (arXiv 2602.22427).
 */
public final class HubScreen implements AdmissionScreen {
    private final HubRules rules;
    private final Map<TenantId, HubIndex> tenants = new ConcurrentHashMap<>();

    public HubScreen(HubRules rules) {
        this.rules = requireNonNull(rules, "rules is null");
    }

    /**
     * Measures a tenant's documents by new sentinels, and new documents by both from then on. What is admitted meanwhile is
     * measured, and learnt at the next call.
     *
     * @param corpus vectors of the chunks of each document that counts, verified; gone through twice
     * @throws IllegalArgumentException if a vector has another dimension than the sentinels
     */
    public void watch(Sentinels sentinels, Iterable<List<float[]>> corpus) {
        tenants.put(sentinels.tenant(), HubIndex.over(sentinels, rules, corpus));
    }

    /** The sentinels in force; empty if the tenant has none. */
    public Optional<Sentinels> sentinels(TenantId tenant) {
        return index(tenant).map(HubIndex::sentinels);
    }

    /**
     * The score of a document that the tenant does not have; empty if it has no sentinels or too few documents.
     *
     * @param document vectors of its chunks, at least one
     */
    public Optional<HubScore> measure(TenantId tenant, List<float[]> document) {
        return index(tenant)
                .filter(index -> index.documents() >= rules.fewestDocuments())
                .map(index -> index.measure(document));
    }

    @Override
    public String id() {
        return "hubs/1:" + rules;
    }

    @Override
    public List<CorpusSign> screen(Arrival arrival) {
        Optional<HubScore> measured = sentinels(arrival.tenant())
                .filter(sentinels -> sentinels.model().equals(arrival.model()))
                .flatMap(sentinels -> measure(arrival.tenant(), vectors(arrival)));
        if (measured.isEmpty()) {
            return List.of(CorpusSign.of(RationaleCode.NOT_MEASURED, 0, 0, CorpusSign.Effect.NOTED));
        }
        HubScore score = measured.get();
        RationaleCode code = score.isSprayed() ? RationaleCode.SPRAYED : RationaleCode.HUB;
        if (score.score() >= score.holdAt()) {
            return List.of(CorpusSign.of(code, score.score(), score.holdAt(), CorpusSign.Effect.HOLDS));
        }
        return score.score() >= score.noteAt()
                ? List.of(CorpusSign.of(code, score.score(), score.noteAt(), CorpusSign.Effect.NOTED))
                : List.of();
    }

    /** A replaced document is in the account already; another version does not weigh twice. */
    @Override
    public void admitted(Arrival arrival) {
        if (arrival.replaced().isEmpty()) {
            index(arrival.tenant())
                    .filter(index -> index.sentinels().model().equals(arrival.model()))
                    .ifPresent(index -> index.add(vectors(arrival)));
        }
    }

    private Optional<HubIndex> index(TenantId tenant) {
        return Optional.ofNullable(tenants.get(tenant));
    }

    private static List<float[]> vectors(Arrival arrival) {
        return arrival.chunks().stream().map(ArrivingChunk::vector).toList();
    }
}
