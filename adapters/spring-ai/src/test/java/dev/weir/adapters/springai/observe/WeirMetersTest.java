package dev.weir.adapters.springai.observe;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.adapters.springai.GuardedVectorStore;
import dev.weir.adapters.springai.SpringWorld;
import dev.weir.adapters.springai.VectorStoreChunkStore;
import dev.weir.retrieve.RetrievalFirewall;
import dev.weir.retrieve.audit.AuditEvent;
import dev.weir.retrieve.behaviour.Ruling;
import dev.weir.retrieve.behaviour.Rung;
import dev.weir.retrieve.egress.EgressAction;
import dev.weir.retrieve.egress.EgressCode;
import dev.weir.retrieve.egress.StoppedAnswer;
import dev.weir.retrieve.verify.StoreBreaker;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.testkit.SealedWorld;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.document.Document;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class WeirMetersTest {
    @TempDir
    Path root;

    private SpringWorld world;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ObservationRegistry observations = ObservationRegistry.create();
    private final List<String> observed = new ArrayList<>();
    private StoreBreakers breakers;
    private StoreBreaker breaker;

    @BeforeEach
    void open() {
        world = new SpringWorld(root);
        breakers = new StoreBreakers(Duration.ofMinutes(5), world.world.clock());
        breaker = breakers.of("vectorStore");
        observations.observationConfig().observationHandler(new ObservationHandler<Observation.Context>() {
            @Override
            public void onStop(Observation.Context context) {
                observed.add(context.getName() + context.getLowCardinalityKeyValues());
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        });
        world.seal(ACME, "own", "Own text.");
        world.seal(GLOBEX, "foreign", "Foreign text.");
        Document own = world.store.similaritySearch("Own text.").getFirst();
        world.store.add(List.of(new Document("planted", own.getMetadata())));
    }

    private WeirMeters meters(TenantLabels labels) {
        return new WeirMeters(registry, world.world.heads(), labels);
    }

    private GuardedVectorStore guarded(WeirMeters meters, TenantId tenant) {
        RetrievalFirewall firewall = RetrievalFirewall.builder(
                        meters.store(VectorStoreChunkStore.over(world.store, world.world.clock())),
                        world.world.heads(),
                        meters.audit(world.events::add),
                        world.world.digests(),
                        world.world.clock())
                .breaker(breaker)
                .build();
        return GuardedVectorStore.builder(firewall, () -> world.world.scope(tenant))
                .observing(meters.around(observations))
                .build();
    }

    @Test
    void metersWhenAnsweredThenCodesDepthShortAnswersAgeAndStages() {
        world.world.clock().advance(Duration.ofMinutes(10));
        guarded(meters(TenantLabels.NONE), ACME)
                .similaritySearch(SearchRequest.builder().query("text").topK(2).build());
        guarded(meters(TenantLabels.NONE), GLOBEX)
                .similaritySearch(SearchRequest.builder().query("text").topK(1).build());

        assertThat(count("weir.withheld", "code", WithholdCode.TEXT_ALTERED.name()))
                .isEqualTo(1);
        assertThat(count("weir.answers", "outcome", "short")).isEqualTo(1);
        assertThat(count("weir.answers", "outcome", "full")).isEqualTo(1);
        assertThat(registry.get("weir.depth").summary().max()).isGreaterThanOrEqualTo(2);
        assertThat(registry.get("weir.seal.age").summary().max()).isEqualTo(600);
        for (String stage : List.of("store", "audit", "guard", "total")) {
            assertThat(registry.get("weir.stage").tag("stage", stage).timer().count())
                    .as(stage)
                    .isPositive();
        }
        assertThat(observed).hasSize(2).allSatisfy(each -> assertThat(each).startsWith("weir.answer"));
    }

    @Test
    void metersWhenNothingIsSaidThenNoTenantIsInALabel() {
        guarded(meters(TenantLabels.NONE), ACME).similaritySearch("text");
        assertThat(labels()).doesNotContain("acme", "globex");
        assertThat(observed.toString()).doesNotContain("acme", "globex");

        guarded(meters(TenantLabels.OF_THE_ASKER), ACME).similaritySearch("text");
        assertThat(labels()).contains("acme").doesNotContain("globex");
    }

    @Test
    void metersWhenARowIsOnlyCountedThenByItsCode() {
        meters(TenantLabels.NONE).counted(WithholdCode.UNSEALED);
        assertThat(count("weir.counted", "code", "UNSEALED")).isEqualTo(1);
    }

    @Test
    void metersWhenARungChangesThenCountedByWhoseAndWhereTo() {
        AuditEvent.RungChanged moved = new AuditEvent.RungChanged(
                world.world.clock().instant(),
                SealedWorld.reader(ACME, "reader"),
                "request",
                new Ruling.Change(Ruling.Whose.TENANT, Rung.LOG, Rung.BLOCK, Set.of()));
        meters(TenantLabels.NONE).audit(world.events::add).record(moved);

        assertThat(registry.get("weir.rungs")
                        .tags("whose", "TENANT", "to", "BLOCK")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(labels()).doesNotContain("acme");
        assertThat(world.events).containsExactly(moved);
    }

    @Test
    void metersWhenAnAnswerIsStoppedThenCountedByItsOutcome() {
        AuditEvent.AnswerStopped stopped = new AuditEvent.AnswerStopped(
                world.world.clock().instant(),
                new StoppedAnswer(
                        SealedWorld.reader(ACME, "reader"),
                        "request",
                        EgressAction.CUT,
                        Map.of(EgressCode.DATA_IN_LINK, 2)));
        meters(TenantLabels.NONE).audit(world.events::add).record(stopped);

        assertThat(count("weir.stopped", "outcome", "CUT")).isEqualTo(1);
        assertThat(world.events).containsExactly(stopped);
    }

    @Test
    void metersWhenAnAnswerFailsThenCountedAndTheBreakersTripsToo() {
        WeirMeters meters = meters(TenantLabels.NONE);
        breaker.trip();

        assertThat(guarded(meters, ACME).similaritySearch("text")).isEmpty();

        assertThat(count("weir.answers", "outcome", "failed")).isEqualTo(1);
        assertThat(count("weir.withheld", "code", "STORE_BREAKER_OPEN")).isEqualTo(1);
    }

    @Test
    void healthWhenTheBreakerOpensThenOutOfServiceAndNobodyIsNamed() {
        WeirMeters meters = meters(TenantLabels.OF_THE_ASKER);
        WeirHealth health = new WeirHealth(breakers, meters);
        guarded(meters, ACME).similaritySearch("text");
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(health.health().getDetails())
                .containsEntry("breakers", Map.of("vectorStore", "closed"))
                .containsEntry("short", 1L)
                .containsEntry("withheld", Map.of("TEXT_ALTERED", 1L));

        breaker.trip();
        Health open = health.health();

        assertThat(open.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(open.getDetails()).containsEntry("breakers", Map.of("vectorStore", "open"));
        assertThat(open.getDetails().toString()).doesNotContain("acme");
        world.world.clock().advance(SealedWorld.GRANT_LIFETIME);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    private double count(String name, String label, String value) {
        return registry.get(name).tag(label, value).counter().count();
    }

    private List<String> labels() {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .flatMap(id -> id.getTags().stream())
                .map(tag -> tag.getValue())
                .toList();
    }
}
