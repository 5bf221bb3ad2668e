package dev.weir.retrieve.screen;

import static java.util.Objects.requireNonNull;

import dev.weir.models.Assessment;
import dev.weir.models.Screener;
import dev.weir.models.detect.Passage;
import dev.weir.retrieve.screen.VerdictCache.Verdict;
import dev.weir.retrieve.verify.Rescreening;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.seal.VerifiedChunk;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Screens, at query time and by the current rules, verified chunks whose scan is too old to count, and questions of whoever
 * is watched. Thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>A chunk passes only if the rules judged all of its text and flagged none of it. A gap, an exception, a budget that
 *       is used up, and rules that cannot be loaded withhold the chunk, and nothing but the chunk.
 *   <li>The rules are loaded when the first such chunk or question comes; without one, neither model nor runtime is needed.
 *   <li>One request gets one answer for one chunk.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>What a scan of the whole document sees: a chunk is judged by itself. So this is for the time until the document is
 * scanned again, and not instead of it. What reviewers accepted is not known here.
 */
public final class PassageScreen implements AutoCloseable {
    private static final Logger LOG = System.getLogger(PassageScreen.class.getName());

    private final Supplier<Screener> opening;
    private final VerdictCache cache;
    private final Budget budget;
    private final InstantSource clock;
    private boolean asked;
    private @Nullable Screener screener;

    /** @param opening loads the rules, at most once; what it made is closed with this */
    public PassageScreen(Supplier<Screener> opening, VerdictCache cache, Budget budget, InstantSource clock) {
        this.opening = requireNonNull(opening, "opening is null");
        this.cache = requireNonNull(cache, "cache is null");
        this.budget = requireNonNull(budget, "budget is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * What one request may spend on texts whose verdict is not known yet. A text that was begun is judged to its end.
     *
     * @param chunks the most texts, at least 1
     * @param time no text is begun once so much has passed since the first, more than zero
     */
    public record Budget(int chunks, Duration time) {
        /** 20 chunks, as many as a large answer holds, within a second. */
        public static final Budget STANDARD = new Budget(20, Duration.ofSeconds(1));

        /** @throws IllegalArgumentException if either is not positive */
        public Budget {
            if (chunks < 1) {
                throw new IllegalArgumentException("chunks must be >= 1, got " + chunks);
            }
            if (!time.isPositive()) {
                throw new IllegalArgumentException("time must be > 0, got " + time);
            }
        }
    }

    /** Begins a request with a budget of its own; for one thread. */
    public Rescreening begin() {
        return new Request();
    }

    /**
     * How near a question comes to being flagged: its risk over the threshold. What could not be judged counts as flagged.
     *
     * @return from 0 to 1, which is flagged; 0 if the rules cannot be had
     */
    public double suspicion(String question) {
        if (question.isBlank()) {
            return 0;
        }
        try {
            return rules().map(rules -> suspicion(rules.assess(Passage.body(question))))
                    .orElse(0.0);
        } catch (RuntimeException | LinkageError e) {
            LOG.log(
                    Level.ERROR,
                    "a question could not be screened: {0}",
                    e.getClass().getName());
            return 1;
        }
    }

    private static double suspicion(Assessment assessment) {
        if (!assessment.gaps().isEmpty() || assessment.risk().flagged()) {
            return 1;
        }
        return assessment.risk().score().value()
                / assessment.risk().operatingPoint().threshold();
    }

    @Override
    public synchronized void close() {
        asked = true;
        if (screener != null) {
            screener.close();
            screener = null;
        }
    }

    /** The rules; empty if they cannot be had. */
    private synchronized Optional<Screener> rules() {
        if (!asked) {
            asked = true;
            try {
                screener = requireNonNull(opening.get(), "screener is null");
            } catch (RuntimeException | LinkageError e) {
                LOG.log(Level.ERROR, "chunks with an old scan are withheld: the rules cannot be loaded", e);
            }
        }
        return Optional.ofNullable(screener);
    }

    /** The state of one request. */
    private final class Request implements Rescreening {
        private final Map<ChunkId, Optional<WithholdCode>> answers = new HashMap<>();
        private int screened;
        private @Nullable Instant until;

        @Override
        public Optional<WithholdCode> objection(VerifiedChunk chunk) {
            Optional<WithholdCode> known = answers.get(chunk.id());
            if (known != null) {
                return known;
            }
            Optional<WithholdCode> answer = answer(chunk);
            answers.put(chunk.id(), answer);
            return answer;
        }

        private Optional<WithholdCode> answer(VerifiedChunk chunk) {
            try {
                Optional<Verdict> verdict = rules().flatMap(rules -> verdict(rules, chunk));
                return verdict.isEmpty() ? Optional.of(WithholdCode.STAMP_TOO_OLD) : code(verdict.get());
            } catch (RuntimeException | LinkageError e) {
                LOG.log(
                        Level.ERROR,
                        "chunk {0} could not be screened: {1}",
                        chunk.id(),
                        e.getClass().getName());
                return Optional.of(WithholdCode.STAMP_TOO_OLD);
            }
        }

        private Optional<Verdict> verdict(Screener rules, VerifiedChunk chunk) {
            VerdictCache.Key key = new VerdictCache.Key(
                    chunk.id().tenant(),
                    chunk.facts().text(),
                    rules.identity(),
                    rules.ensemble().falsePositiveRate());
            Optional<Verdict> known = cache.find(key);
            if (known.isPresent() || !mayScreen()) {
                return known;
            }
            screened++;
            Assessment assessment = rules.assess(Passage.body(chunk.text()));
            if (!assessment.gaps().isEmpty()) {
                return Optional.empty();
            }
            Verdict verdict = assessment.risk().flagged() ? Verdict.FLAGGED : Verdict.CLEAN;
            cache.keep(key, verdict);
            return Optional.of(verdict);
        }

        private boolean mayScreen() {
            Instant now = clock.instant();
            if (until == null) {
                until = now.plus(budget.time());
            }
            return screened < budget.chunks() && now.isBefore(until);
        }
    }

    private static Optional<WithholdCode> code(Verdict verdict) {
        return switch (verdict) {
            case CLEAN -> Optional.empty();
            case FLAGGED -> Optional.of(WithholdCode.RESCREEN_FLAGGED);
        };
    }
}
