package dev.weir.adapters.springai.observe;

import static java.util.Objects.requireNonNull;

import dev.weir.adapters.springai.AnswerObserver;
import dev.weir.retrieve.audit.AuditEvent;
import dev.weir.retrieve.audit.AuditSink;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.store.ChunkStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Meters of guarded stores. Thread-safe.
 *
 * <p>{@code weir.answers} by outcome ({@code full}, {@code short}, {@code failed}); {@code weir.withheld} and
 * {@code weir.counted} by code; {@code weir.stage}, the time of one answer that went to the {@code store}, the {@code audit}
 * log, the {@code guard} itself, and the {@code total}; {@code weir.depth}, rows asked of the store for each chunk wanted;
 * {@code weir.seal.age}, seconds since the log that vouches for a served chunk was last signed (seals hold no time);
 * {@code weir.breaker.trips}; {@code weir.rungs}, steps of the ladder, by whose it is and the rung it led to; {@code
 * weir.stopped}, checked answers that were cut or ended, by outcome.
 */
public final class WeirMeters {
    /** The observation around each answer. */
    public static final String ANSWER = "weir.answer";

    private static final String WITHHELD = "weir.withheld";
    private static final String CODE = "code";

    /** Set while a thread is inside {@link #around}. */
    private static final ThreadLocal<@Nullable Stages> CURRENT = new ThreadLocal<>();

    private final MeterRegistry registry;
    private final HeadReader heads;
    private final TenantLabels labels;

    public WeirMeters(MeterRegistry registry, HeadReader heads, TenantLabels labels) {
        this.registry = requireNonNull(registry, "registry is null");
        this.heads = requireNonNull(heads, "heads is null");
        this.labels = requireNonNull(labels, "labels is null");
    }

    /** The same store, timed. */
    public ChunkStore store(ChunkStore store) {
        return new MeteredStore(store, this::searched);
    }

    /** The same sink, timed, whose events are counted first. */
    public AuditSink audit(AuditSink sink) {
        requireNonNull(sink, "sink is null");
        return event -> {
            count(event);
            long start = System.nanoTime();
            try {
                sink.record(event);
            } finally {
                long nanos = System.nanoTime() - start;
                stage("audit", nanos);
                withStages(stages -> stages.elsewhereNanos += nanos);
            }
        };
    }

    /** Times answers and puts an observation around each. */
    public AnswerObserver around(ObservationRegistry observations) {
        requireNonNull(observations, "observations is null");
        return answer -> {
            Observation observation = Observation.createNotStarted(ANSWER, observations);
            return observation.observe(() -> timed(observation, answer));
        };
    }

    /** Counts a row that was served and would not be. */
    public void counted(WithholdCode code) {
        registry.counter("weir.counted", CODE, code.name()).increment();
    }

    /** What was withheld so far, by code. */
    Map<String, Long> withheld() {
        Map<String, Long> withheld = new TreeMap<>();
        registry.find(WITHHELD)
                .counters()
                .forEach(counter -> withheld.merge(
                        requireNonNull(counter.getId().getTag(CODE), "no code"), (long) counter.count(), Long::sum));
        return withheld;
    }

    /** How many answers had this outcome so far. */
    long answers(String outcome) {
        return registry.find("weir.answers").tag("outcome", outcome).counters().stream()
                .mapToLong(counter -> (long) counter.count())
                .sum();
    }

    private GuardedContext timed(Observation observation, Supplier<GuardedContext> answer) {
        Stages stages = new Stages();
        CURRENT.set(stages);
        long start = System.nanoTime();
        try {
            GuardedContext context = answer.get();
            observation.lowCardinalityKeyValue("withheld", context.withheld().isEmpty() ? "none" : "some");
            observation.lowCardinalityKeyValue("served", context.chunks().isEmpty() ? "none" : "some");
            return context;
        } finally {
            CURRENT.remove();
            long total = System.nanoTime() - start;
            stage("total", total);
            stage("guard", Math.max(0, total - stages.elsewhereNanos));
        }
    }

    private void searched(int asked, long nanos) {
        stage("store", nanos);
        withStages(stages -> {
            stages.elsewhereNanos += nanos;
            stages.asked = Math.max(stages.asked, asked);
        });
    }

    private void count(AuditEvent event) {
        switch (event) {
            case AuditEvent.Answered answered -> count(answered);
            case AuditEvent.Failed failed -> {
                answered("failed", failed.principal());
                withheld(failed.code(), failed.principal());
            }
            case AuditEvent.BreakerTripped tripped ->
                registry.counter("weir.breaker.trips").increment();
            case AuditEvent.RungChanged moved -> rung(moved);
            case AuditEvent.AnswerStopped stopped ->
                registry.counter(
                                "weir.stopped",
                                tags(stopped.principal())
                                        .and(
                                                "outcome",
                                                stopped.answer().outcome().name()))
                        .increment();
            case AuditEvent.Reviewed reviewed -> {}
            case AuditEvent.BreakGlassOpened opened -> {}
            case AuditEvent.Endorsed endorsed -> {}
        }
    }

    private void count(AuditEvent.Answered event) {
        answered(event.served().size() < event.k() ? "short" : "full", event.principal());
        event.refusals().forEach(refusal -> withheld(refusal.code(), event.principal()));
        withStages(stages -> registry.summary("weir.depth").record((double) stages.asked / event.k()));
        event.served().stream()
                .map(served -> served.chunk().tenant())
                .distinct()
                .map(tenant -> Duration.between(heads.lastSignedAt(tenant), event.at()))
                .forEach(age -> registry.summary("weir.seal.age").record((double) age.toSeconds()));
    }

    private void rung(AuditEvent.RungChanged event) {
        Tags tags = tags(event.principal()).and("whose", event.change().whose().name());
        registry.counter("weir.rungs", tags.and("to", event.change().to().name()))
                .increment();
    }

    private void answered(String outcome, Principal asker) {
        registry.counter("weir.answers", tags(asker).and("outcome", outcome)).increment();
    }

    private void withheld(WithholdCode code, Principal asker) {
        registry.counter(WITHHELD, tags(asker).and(CODE, code.name())).increment();
    }

    private Tags tags(Principal asker) {
        return switch (labels) {
            case NONE -> Tags.empty();
            case OF_THE_ASKER -> Tags.of("tenant", asker.tenant().value());
        };
    }

    private void stage(String name, long nanos) {
        registry.timer("weir.stage", "stage", name).record(nanos, TimeUnit.NANOSECONDS);
    }

    private void withStages(Consumer<Stages> action) {
        Stages stages = CURRENT.get();
        if (stages != null) {
            action.accept(stages);
        }
    }

    /** Of the answer under way on one thread. */
    private static final class Stages {
        private long elsewhereNanos;
        private int asked;
    }
}
