package dev.weir.benchmarks.hubs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.benchmarks.hubs.Findings.Words;
import dev.weir.benchmarks.interval.Share;
import dev.weir.ingest.admission.AdmissionScreen;
import dev.weir.ingest.admission.Arrival;
import dev.weir.ingest.admission.ArrivingChunk;
import dev.weir.ingest.admission.CampaignScreen;
import dev.weir.ingest.admission.ContradictionScreen;
import dev.weir.ingest.admission.Neighbour;
import dev.weir.ingest.admission.NeighbourLookup;
import dev.weir.ingest.admission.Sentinels;
import dev.weir.ingest.admission.SpanMaskScreen;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.SourceRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Screens that read words, over clean pages and over the texts of PoisonedRAG: five for each question that give a wrong answer,
 * with and without the question before them.
 */
final class WordTrial {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final int MASKED = 300;
    private static final int NEIGHBOURS = 5;

    private final World world;
    private final List<JsonNode> poisons;

    /** @param poisons rows with a question and adversarial texts */
    WordTrial(World world, List<JsonNode> poisons) {
        this.world = world;
        this.poisons = poisons.stream().filter(row -> row.has("adv_texts")).toList();
    }

    List<Words> all() {
        List<Words> words = new ArrayList<>();
        campaigns(words);
        contradictions(words);
        masks(words);
        return words;
    }

    private void campaigns(List<Words> words) {
        CampaignScreen clean = new CampaignScreen();
        words.add(new Words(
                "campaign",
                "clean pages, a minute apart",
                signs(clean, world.pages().stream().map(Page::text).toList())));
        for (boolean echoed : new boolean[] {false, true}) {
            int groups = 0;
            for (JsonNode poison : poisons) {
                CampaignScreen fresh = new CampaignScreen();
                groups += signs(fresh, texts(poison, echoed)).hits() > 0 ? 1 : 0;
            }
            words.add(new Words(
                    "campaign",
                    "questions with five poisons" + (echoed ? ", echoed" : ", bare"),
                    Share.wilson(groups, poisons.size())));
        }
        int copies = 0;
        for (JsonNode poison : poisons) {
            String text = texts(poison, false).getFirst();
            List<String> sprayed = List.of(text, "Note: " + text, text + " Read on.", "Update. " + text);
            copies += signs(new CampaignScreen(), sprayed).hits() > 0 ? 1 : 0;
        }
        words.add(new Words("campaign", "questions with one poison four times", Share.wilson(copies, poisons.size())));
    }

    private void contradictions(List<Words> words) {
        List<Page> pages = world.pages();
        List<float[]> vectors = world.vectors();
        NeighbourLookup others = (tenant, vector, atLeast, k) -> Space.nearest(vector, vectors, k + 1).stream()
                .skip(1)
                .map(i -> neighbour(i, pages.get(i).text()))
                .toList();
        words.add(new Words(
                "contradiction",
                "clean pages, their " + NEIGHBOURS + " neighbours trusted more",
                signs(
                        new ContradictionScreen(others),
                        pages.stream().map(Page::text).toList())));
        int found = 0;
        int all = 0;
        for (JsonNode poison : poisons) {
            List<Neighbour> gold = new ArrayList<>();
            poison.path("gold_passages").forEach(text -> gold.add(neighbour(gold.size(), text.asText())));
            Share share = signs(new ContradictionScreen((tenant, vector, atLeast, k) -> gold), texts(poison, false));
            found += share.hits();
            all += share.n();
        }
        words.add(new Words("contradiction", "poisons beside the right passage", Share.wilson(found, all)));
    }

    private void masks(List<Words> words) {
        List<float[]> asked = new ArrayList<>(world.logged());
        List<String> questions =
                poisons.stream().map(row -> row.path("question").asText()).toList();
        asked.addAll(world.embedder().embed(questions));
        Sentinels sentinels = Sentinels.of(World.TENANT, world.embedder().modelId(), asked);
        SpanMaskScreen screen =
                new SpanMaskScreen(tenant -> Optional.of(sentinels), world.embedder(), TrustTier.EXTERNAL);
        words.add(new Words(
                "span-mask",
                "clean pages",
                signs(
                        screen,
                        world.pages().stream().map(Page::text).limit(MASKED).toList())));
        for (boolean echoed : new boolean[] {false, true}) {
            List<String> first = poisons.stream()
                    .map(poison -> texts(poison, echoed).getFirst())
                    .toList();
            words.add(new Words("span-mask", "poisons" + (echoed ? ", echoed" : ", bare"), signs(screen, first)));
        }
    }

    private Share signs(AdmissionScreen screen, List<String> texts) {
        int signs = 0;
        List<float[]> vectors = world.embedder().embed(texts);
        for (int i = 0; i < texts.size(); i++) {
            Arrival arrival = new Arrival(
                    World.TENANT,
                    new DocumentId("new-" + i),
                    "uploader",
                    new SourceRef("words:source"),
                    TrustTier.EXTERNAL,
                    START.plus(Duration.ofMinutes(i)),
                    world.embedder().modelId(),
                    List.of(new ArrivingChunk(texts.get(i), vectors.get(i), ArrivingChunk.Origin.EMBEDDED)),
                    Optional.empty());
            signs += screen.screen(arrival).isEmpty() ? 0 : 1;
        }
        return Share.wilson(signs, texts.size());
    }

    private static List<String> texts(JsonNode poison, boolean echoed) {
        List<String> texts = new ArrayList<>();
        String question = poison.path("question").asText();
        poison.path("adv_texts").forEach(text -> texts.add((echoed ? question + ". " : "") + text.asText()));
        return texts;
    }

    private static Neighbour neighbour(int number, String text) {
        return new Neighbour(
                new ChunkId(World.TENANT, new DocumentId("trusted-" + number), 1, 0), TrustTier.CURATED, text);
    }
}
