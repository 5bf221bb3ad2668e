package dev.weir.ingest.admission;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.verdict.CorpusSign;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.models.embed.Embedder;
import dev.weir.models.embed.Embeddings;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Objects to a chunk of a little-trusted document that is near to a question by one stretch alone: without that stretch the
 * chunk is far from its nearest sentinel, without any other it is as near as before. It costs eight embeddings for each of at
 * most four chunks, those nearest to a sentinel. Stateless; thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <p>A tenant is measured by its own sentinels only; where there are none, the sign says {@code not-measured}.
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>That it sees a stretch that lies on a cut between two of the eight, or the same stretch twice.
 *   <li>That it says anything of a chunk of fewer than 24 words, or in a script that is written without spaces.
 *   <li>That an honest page with a question for a title is spared.
 * </ul>
 *
 * <p>After RAGMask (arXiv 2512.24268).
 */
public final class SpanMaskScreen implements AdmissionScreen {
    private static final int CHUNKS = 4;

    private static final int SPANS = 8;
    private static final int FEWEST_WORDS = 3 * SPANS;
    private static final Pattern BLANKS = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final double COLLAPSE = 0.35;
    private static final double UNMOVED = 0.05;

    private final Function<TenantId, Optional<Sentinels>> sentinels;
    private final Embedder embedder;
    private final TrustTier upTo;

    /**
     * @param sentinels of a tenant, such as {@code HubScreen::sentinels}
     * @param embedder of the index
     * @param upTo the highest tier that is looked at
     */
    public SpanMaskScreen(Function<TenantId, Optional<Sentinels>> sentinels, Embedder embedder, TrustTier upTo) {
        this.sentinels = requireNonNull(sentinels, "sentinels is null");
        this.embedder = requireNonNull(embedder, "embedder is null");
        this.upTo = requireNonNull(upTo, "upTo is null");
    }

    @Override
    public String id() {
        return "span-mask/1:" + upTo;
    }

    @Override
    public List<CorpusSign> screen(Arrival arrival) {
        if (arrival.trust().compareTo(upTo) > 0) {
            return List.of();
        }
        Optional<Sentinels> known =
                sentinels.apply(arrival.tenant()).filter(each -> each.model().equals(embedder.modelId()));
        if (known.isEmpty()) {
            return List.of(CorpusSign.of(RationaleCode.NOT_MEASURED, 0, 0, CorpusSign.Effect.NOTED));
        }
        List<Near> near = new ArrayList<>();
        for (ArrivingChunk chunk : arrival.chunks()) {
            near.add(Near.of(chunk, known.get()));
        }
        near.sort(Comparator.comparingDouble(Near::similarity).reversed());
        double worst = 0;
        for (Near each : near.subList(0, Math.min(CHUNKS, near.size()))) {
            worst = Math.max(worst, collapse(each, known.get()));
        }
        return worst >= COLLAPSE
                ? List.of(CorpusSign.of(RationaleCode.SPAN_CARRIED, worst, COLLAPSE, CorpusSign.Effect.HOLDS))
                : List.of();
    }

    /** The share of the similarity that goes with one span; 0 if more than one matters. */
    private double collapse(Near near, Sentinels known) {
        List<String> rest = withoutEach(near.chunk().text());
        if (rest.isEmpty() || near.similarity() <= 0) {
            return 0;
        }
        double[] drops = new double[rest.size()];
        List<float[]> vectors = Embeddings.of(embedder, rest);
        for (int i = 0; i < drops.length; i++) {
            float without = known.similarities(vectors.get(i))[near.sentinel()];
            drops[i] = 1 - without / (double) near.similarity();
        }
        Arrays.sort(drops);
        return drops[(drops.length - 1) / 2] <= UNMOVED ? drops[drops.length - 1] : 0;
    }

    /** A text without each of its spans in turn; empty if it is too short to have any. */
    private static List<String> withoutEach(String text) {
        List<String> words = List.of(BLANKS.split(text.strip()));
        List<String> rest = new ArrayList<>();
        if (words.size() >= FEWEST_WORDS) {
            for (int span = 0; span < SPANS; span++) {
                List<String> left = new ArrayList<>(words.subList(0, span * words.size() / SPANS));
                left.addAll(words.subList((span + 1) * words.size() / SPANS, words.size()));
                rest.add(String.join(" ", left));
            }
        }
        return rest;
    }

    /** A chunk and the sentinel it is nearest to. */
    private record Near(ArrivingChunk chunk, int sentinel, float similarity) {
        static Near of(ArrivingChunk chunk, Sentinels known) {
            float[] similarities = known.similarities(chunk.vector());
            int nearest = 0;
            for (int i = 1; i < similarities.length; i++) {
                nearest = similarities[i] > similarities[nearest] ? i : nearest;
            }
            return new Near(chunk, nearest, similarities[nearest]);
        }
    }
}
