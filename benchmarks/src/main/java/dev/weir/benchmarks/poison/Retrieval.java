package dev.weir.benchmarks.poison;

import dev.weir.retrieve.screen.RankedPassage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** An exhaustive search by cosine over clean passages and what is planted among them. */
final class Retrieval {
    /** Passages that are retrieved for screens: three times as many as an answer holds. */
    static final int FETCHED = 30;

    private final List<Document> documents;
    private final List<float[]> vectors;
    private final Vectors embedding;

    Retrieval(List<Document> documents, Vectors embedding) {
        this.documents = documents;
        this.embedding = embedding;
        this.vectors = embedding.of(documents.stream().map(Document::text).toList());
    }

    /**
     * The best passages for a question, best first.
     *
     * @param planted texts that an attacker planted
     */
    List<Hit> search(String question, Trust trust, List<String> planted, Placement placement) {
        float[] asked = embedding.of(question);
        double[] scores = new double[documents.size()];
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Vectors.cosine(asked, vectors.get(i));
            order.add(i);
        }
        order.sort(Comparator.comparingDouble((Integer i) -> scores[i]).reversed());
        List<Hit> hits = new ArrayList<>();
        for (int i : order.subList(0, Math.min(FETCHED, order.size()))) {
            hits.add(new Hit(trust.passage(documents.get(i), scores[i]), vectors.get(i), false));
        }
        List<float[]> poison = embedding.of(planted);
        for (int i = 0; i < planted.size(); i++) {
            RankedPassage passage = new RankedPassage(
                    "poison/" + i,
                    planted.get(i),
                    placement.source(i),
                    placement.uploader(i),
                    placement.batch(i),
                    placement.tier(),
                    Vectors.cosine(asked, poison.get(i)));
            hits.add(new Hit(passage, poison.get(i), true));
        }
        hits.sort(Comparator.comparingDouble((Hit hit) -> hit.passage().score())
                .reversed()
                .thenComparing(hit -> hit.passage().id()));
        return List.copyOf(hits.subList(0, Math.min(FETCHED, hits.size())));
    }
}
