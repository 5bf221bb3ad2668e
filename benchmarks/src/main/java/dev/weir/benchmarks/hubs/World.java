package dev.weir.benchmarks.hubs;

import dev.weir.ingest.admission.HubRules;
import dev.weir.ingest.admission.HubScreen;
import dev.weir.ingest.admission.Sentinels;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.keys.TenantDigests;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * One split: pages, and questions about them in three parts that share none. What was logged is what sentinels are picked from,
 * attackers make their hubs of others, and what users will ask is a third part that nobody saw.
 */
final class World {
    static final TenantId TENANT = new TenantId("hubs");

    private static final TenantDigests DIGESTS =
            (tenant, purpose, message) -> Sha256.ofText("hubs\n" + purpose.domain() + tenant + "\n" + message);

    private final CachedEmbedder embedder;
    private final List<Page> pages;
    private final List<float[]> vectors = new ArrayList<>();
    private final List<List<String>> questions = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

    World(List<Page> pages, CachedEmbedder embedder) {
        this.pages = List.copyOf(pages);
        this.embedder = embedder;
        embedder.embed(pages.stream().map(Page::text).toList()).forEach(vector -> vectors.add(Space.unit(vector)));
        for (Page page : pages) {
            for (String question : page.questions()) {
                questions
                        .get(Page.hundredth("question\n" + question) % questions.size())
                        .add(question);
            }
        }
        embedder.embed(questions.stream().flatMap(Collection::stream).toList());
    }

    List<Page> pages() {
        return pages;
    }

    /** Of the pages, in their order, of length 1. */
    List<float[]> vectors() {
        return vectors;
    }

    List<String> attackersTexts() {
        return questions.get(1);
    }

    List<float[]> logged() {
        return vectors(questions.get(0));
    }

    List<float[]> attackers() {
        return vectors(questions.get(1));
    }

    List<float[]> users() {
        return vectors(questions.get(2));
    }

    CachedEmbedder embedder() {
        return embedder;
    }

    /** As the product picks them. */
    Sentinels sentinels(int size) {
        return Sentinels.pick(
                TENANT, 1, questions.get(0), pages.stream().map(Page::text).toList(), size, DIGESTS, embedder);
    }

    /** A screen that watches documents, each a list of vectors. */
    static HubScreen watching(Sentinels sentinels, HubRules rules, List<List<float[]>> documents) {
        HubScreen screen = new HubScreen(rules);
        screen.watch(sentinels, documents);
        return screen;
    }

    /** Each page a document of its own. */
    List<List<float[]>> documents() {
        return vectors.stream().map(List::of).toList();
    }

    private List<float[]> vectors(List<String> texts) {
        return texts.stream().map(text -> Space.unit(embedder.vector(text))).toList();
    }
}
