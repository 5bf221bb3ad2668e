package dev.weir.models.embed;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands before an embedder that is remote or costs money: cuts calls into batches it takes, asks again when it
 * says later, counts, and stops at a budget. Safe for use by several threads at once if the embedder is.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>No batch has more texts or tokens than the limits say, and every answer is checked as
 *       {@link Embeddings#of} does.
 *   <li>A call whose texts cost more than is left of the budget sends nothing. Calls under way at the same time
 *       never exceed the budget together.
 *   <li>A call gives every vector or fails; there is no half answer.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That a call which fails after its first batch cost nothing: what was answered is counted. Tokens are those of
 * the {@link TokenCounter}; what is billed for may be counted differently.
 */
public final class BudgetedEmbedder implements Embedder {

    private final Embedder embedder;
    private final TokenCounter counter;
    private final EmbedderLimits limits;
    private final EmbedderPatience patience;
    private final long budget;
    private final InstantSource clock;
    private final Waiting waiting;
    private final Object accounts = new Object();
    private EmbeddingUsage usage = EmbeddingUsage.NONE;
    private long reserved;

    /**
     * Puts limits before an embedder.
     *
     * @param counter counts the tokens of the embedder's model
     * @param budget tokens that may be spent through this object, zero or more
     */
    public BudgetedEmbedder(
            Embedder embedder,
            TokenCounter counter,
            EmbedderLimits limits,
            EmbedderPatience patience,
            long budget,
            InstantSource clock,
            Waiting waiting) {
        this.embedder = requireNonNull(embedder, "embedder is null");
        this.counter = requireNonNull(counter, "counter is null");
        this.limits = requireNonNull(limits, "limits is null");
        this.patience = requireNonNull(patience, "patience is null");
        if (budget < 0) {
            throw new IllegalArgumentException("budget must be >= 0, got " + budget);
        }
        this.budget = budget;
        this.clock = requireNonNull(clock, "clock is null");
        this.waiting = requireNonNull(waiting, "waiting is null");
    }

    @Override
    public String modelId() {
        return embedder.modelId();
    }

    @Override
    public int dimension() {
        return embedder.dimension();
    }

    /** {@return what was spent so far} */
    public EmbeddingUsage usage() {
        synchronized (accounts) {
            return usage;
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws TokenBudgetException if the texts cost more than is left; nothing was sent
     * @throws TextTooLongException if one text alone is more than a batch may hold; nothing was sent
     * @throws EmbedderThrottledException if the embedder still takes no more after the last attempt, or would only
     *     after the deadline
     */
    @Override
    public List<float[]> embed(List<String> texts) {
        List<Batch> batches = batches(texts);
        long wanted = batches.stream().mapToLong(Batch::tokens).sum();
        reserve(wanted);
        long unspent = wanted;
        try {
            Instant start = clock.instant();
            List<float[]> vectors = new ArrayList<>(texts.size());
            for (Batch batch : batches) {
                vectors.addAll(send(batch, start));
                unspent -= batch.tokens();
            }
            return vectors;
        } finally {
            release(unspent);
        }
    }

    private List<Batch> batches(List<String> texts) {
        List<Batch> batches = new ArrayList<>();
        List<String> open = new ArrayList<>();
        long tokens = 0;
        for (int i = 0; i < texts.size(); i++) {
            long cost = counter.count(texts.get(i));
            if (cost > limits.maxTokens()) {
                throw new TextTooLongException(modelId(), i, cost, limits.maxTokens());
            }
            if (open.size() == limits.maxTexts() || tokens + cost > limits.maxTokens()) {
                batches.add(new Batch(open, tokens));
                open = new ArrayList<>();
                tokens = 0;
            }
            open.add(texts.get(i));
            tokens += cost;
        }
        if (!open.isEmpty()) {
            batches.add(new Batch(open, tokens));
        }
        return batches;
    }

    private List<float[]> send(Batch batch, Instant start) {
        for (int attempt = 1; ; attempt++) {
            try {
                List<float[]> vectors = Embeddings.of(embedder, batch.texts());
                spend(batch);
                return vectors;
            } catch (EmbedderThrottledException later) {
                if (attempt == patience.maxAttempts() || tooLate(later, start)) {
                    throw later;
                }
                pause(later);
            }
        }
    }

    private boolean tooLate(EmbedderThrottledException later, Instant start) {
        return clock.instant().plus(later.retryAfter()).isAfter(start.plus(patience.deadline()));
    }

    private void pause(EmbedderThrottledException later) {
        try {
            waiting.await(later.retryAfter());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw later;
        }
        synchronized (accounts) {
            usage = usage.plusRetry();
        }
    }

    private void reserve(long wanted) {
        synchronized (accounts) {
            long left = budget - usage.tokens() - reserved;
            if (wanted > left) {
                throw new TokenBudgetException(modelId(), wanted, left, budget);
            }
            reserved += wanted;
        }
    }

    /** What was reserved for a batch is spent. */
    private void spend(Batch batch) {
        synchronized (accounts) {
            reserved -= batch.tokens();
            usage = usage.plusBatch(batch.texts().size(), batch.tokens());
        }
    }

    private void release(long unspent) {
        synchronized (accounts) {
            reserved -= unspent;
        }
    }

    /** Texts that are sent together. */
    private record Batch(List<String> texts, long tokens) {
        Batch {
            texts = List.copyOf(texts);
        }
    }
}
