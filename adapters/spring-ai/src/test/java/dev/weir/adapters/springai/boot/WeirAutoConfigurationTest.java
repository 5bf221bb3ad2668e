package dev.weir.adapters.springai.boot;

import static dev.weir.adapters.springai.SpringWorld.texts;
import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weir.adapters.springai.GuardedVectorStore;
import dev.weir.adapters.springai.LyingVectorStore;
import dev.weir.adapters.springai.PrincipalResolver;
import dev.weir.adapters.springai.SpringWorld;
import dev.weir.adapters.springai.VerifyingPostProcessor;
import dev.weir.adapters.springai.observe.WeirHealth;
import dev.weir.adapters.springai.observe.WeirMeters;
import dev.weir.adapters.springai.security.AuthorityPrincipalResolver;
import dev.weir.retrieve.audit.AuditEvent;
import dev.weir.retrieve.audit.AuditSink;
import dev.weir.tenancy.ScopeResolver;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.keys.TenantDigests;
import dev.weir.tenancy.testkit.RowLie;
import dev.weir.tenancy.testkit.SealedWorld;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.document.Document;
import org.springframework.ai.rag.Query;
import org.springframework.ai.rag.postretrieval.document.DocumentPostProcessor;
import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

/** Spring Boot 4.1 over Spring AI 2.0. */
class WeirAutoConfigurationTest {
    @TempDir
    Path root;

    private SpringWorld world;
    private ApplicationContextRunner runner;

    /** A part of an application that was written before Weir came. */
    record Assistant(VectorStore store) {}

    @BeforeEach
    void open() {
        world = new SpringWorld(root);
        world.seal(ACME, "own", "The salary bands are public.");
        world.seal(GLOBEX, "foreign", "The merger is secret.");
        runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(WeirAutoConfiguration.class))
                .withBean("vectorStore", VectorStore.class, () -> world.store)
                .withBean(Assistant.class)
                .withBean(HeadReader.class, world.world::heads)
                .withBean(AuditSink.class, () -> world.events::add)
                .withBean(TenantDigests.class, world.world::digests)
                .withBean(ScopeResolver.class, world.world::scopes)
                .withBean(InstantSource.class, () -> world.world.clock());
    }

    @AfterEach
    void clear() {
        SecurityContextHolder.clearContext();
    }

    private static void authenticate(TenantId tenant) {
        SecurityContextHolder.setContext(new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                "reader", null, AuthorityUtils.createAuthorityList("TENANT_" + tenant))));
    }

    private static PrincipalResolver resolver(TenantId tenant) {
        return () -> SealedWorld.reader(tenant, "reader");
    }

    @Test
    void autoConfigurationWhenPackagedThenBootFindsIt() {
        assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()))
                .contains(WeirAutoConfiguration.class.getName());
    }

    @Test
    void storeWhenTheApplicationDefinesOneThenEverybodyIsHandedAGuardedOne() {
        runner.run(context -> {
            VectorStore handed = context.getBean(Assistant.class).store();
            assertThat(handed).isInstanceOf(GuardedVectorStore.class).isSameAs(context.getBean(VectorStore.class));
            authenticate(ACME);
            assertThat(texts(handed.similaritySearch("merger"))).containsExactly("The salary bands are public.");
            authenticate(GLOBEX);
            assertThat(texts(handed.similaritySearch("merger"))).containsExactly("The merger is secret.");
        });
    }

    @Test
    void storeWhenItsBreakerTripsThenOtherStoresStillAnswer() {
        VectorStore lying = new LyingVectorStore(world.store, RowLie.IGNORES_FILTER, 1);
        runner.withBean("other", VectorStore.class, () -> lying, definition -> definition.setAutowireCandidate(false))
                .run(context -> {
                    authenticate(ACME);
                    VectorStore first = context.getBean("vectorStore", VectorStore.class);
                    VectorStore other = context.getBean("other", VectorStore.class);
                    assertThat(other.similaritySearch("merger")).isEmpty();
                    assertThat(world.events).anyMatch(AuditEvent.BreakerTripped.class::isInstance);
                    assertThat(texts(first.similaritySearch("merger"))).containsExactly("The salary bands are public.");
                });
    }

    @Test
    void storeWhenNobodyIsAuthenticatedThenNothingIsRead() {
        runner.run(context -> {
            VectorStore handed = context.getBean(VectorStore.class);
            assertThat(catchThrowable(() -> handed.similaritySearch("merger")))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(world.events).isEmpty();
        });
    }

    @Test
    void storeWhenSomebodyAsksForItsOwnClassThenTheStartFails() {
        runner.withBean("simple", SimpleVectorStore.class, () -> world.store)
                .withBean(OfTheClass.class)
                .run(context -> assertThat(context).hasFailed());
    }

    /** Wants the store itself. */
    record OfTheClass(SimpleVectorStore store) {}

    @ParameterizedTest
    @ValueSource(
            classes = {HeadReader.class, AuditSink.class, TenantDigests.class, ScopeResolver.class, InstantSource.class
            })
    void partWhenMissingThenTheStartFails(Class<?> missing) {
        ApplicationContextRunner bare = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(WeirAutoConfiguration.class))
                .withBean("vectorStore", VectorStore.class, () -> world.store);
        Map<Class<?>, Supplier<?>> parts = Map.of(
                HeadReader.class, world.world::heads,
                AuditSink.class, () -> (AuditSink) world.events::add,
                TenantDigests.class, world.world::digests,
                ScopeResolver.class, world.world::scopes,
                InstantSource.class, () -> world.world.clock());
        for (Map.Entry<Class<?>, Supplier<?>> part : parts.entrySet()) {
            if (part.getKey() != missing) {
                bare = with(bare, part.getKey(), part.getValue());
            }
        }
        bare.run(context -> assertThat(context).hasFailed());
    }

    @SuppressWarnings("unchecked")
    private static <T> ApplicationContextRunner with(ApplicationContextRunner bare, Class<T> type, Supplier<?> bean) {
        return bare.withBean(type, (Supplier<T>) bean);
    }

    @Test
    void principalsWhenTheApplicationResolvesThemItselfThenSpringSecurityIsNotAsked() {
        runner.withBean(PrincipalResolver.class, () -> resolver(GLOBEX)).run(context -> {
            assertThat(context).doesNotHaveBean(AuthorityPrincipalResolver.class);
            assertThat(texts(context.getBean(VectorStore.class).similaritySearch("bands")))
                    .containsExactly("The merger is secret.");
        });
    }

    @Test
    void storesWhenSwitchedOffOrNamedThenTheyStayAsTheyAre() {
        runner.withPropertyValues("weir.enabled=false")
                .run(context -> assertThat(context.getBean(VectorStore.class)).isSameAs(world.store));
        runner.withPropertyValues("weir.unguarded-stores=vectorStore")
                .run(context -> assertThat(context.getBean(VectorStore.class)).isSameAs(world.store));
        runner.withPropertyValues("weir.unguarded-stores=other")
                .run(context -> assertThat(context.getBean(VectorStore.class)).isNotSameAs(world.store));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weir.filterin=here",
                "weir.filtering=nowhere",
                "weir.mode=off",
                "weir.max-rows=1",
                "weir.breaker-open-for=0s",
                "weir.counting.tenants=Not A Tenant",
                "weir.security.tenant-authority=GROUP_"
            })
    void propertyWhenItIsNoneOrHasNoSuchValueThenTheStartFails(String property) {
        runner.withPropertyValues(property).run(context -> assertThat(context).hasFailed());
    }

    @Test
    void tenantWhenCountedByPropertyThenItsOldRowsAreServedAndNobodyElses() {
        world.store.add(List.of(
                new Document("Old text of acme.", Map.of("customer", "acme")),
                new Document("Old text of globex.", Map.of("customer", "globex"))));
        runner.withPropertyValues("weir.counting.tenants=acme", "weir.counting.tenant-key=customer")
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> {
                    VectorStore handed = context.getBean(VectorStore.class);
                    authenticate(ACME);
                    assertThat(texts(handed.similaritySearch("text")))
                            .containsExactlyInAnyOrder("Old text of acme.", "The salary bands are public.");
                    authenticate(GLOBEX);
                    assertThat(texts(handed.similaritySearch("text"))).containsExactly("The merger is secret.");
                    assertThat(context.getBean(MeterRegistry.class)
                                    .get("weir.counted")
                                    .counter()
                                    .count())
                            .isEqualTo(1);
                });
    }

    @Test
    void writesWhenTheirPartsAreThereThenScannedSealedAndErased() {
        PrincipalResolver loader = resolver(ACME);
        runner.withBean(PrincipalResolver.class, () -> loader)
                .withBean(
                        GuardedWrites.class,
                        () -> new GuardedWrites(
                                world.scanner(),
                                world.world.heads(),
                                world.world.writer(),
                                world.world.digests(),
                                world.quarantine(),
                                loader.grants(world.world.scopes()),
                                world.world.clock()))
                .run(context -> {
                    VectorStore handed = context.getBean(VectorStore.class);
                    handed.add(List.of(new Document("A page on quokkas.", Map.of("source", "page"))));
                    assertThat(texts(handed.similaritySearch("quokkas"))).contains("A page on quokkas.");
                    handed.delete("weir_source == 'page'");
                    assertThat(texts(handed.similaritySearch("quokkas"))).doesNotContain("A page on quokkas.");
                });
        runner.run(context -> assertThat(
                        catchThrowable(() -> context.getBean(VectorStore.class).add(List.of(new Document("x")))))
                .isInstanceOf(UnsupportedOperationException.class));
    }

    @Test
    void metersAndHealthWhenThereIsARegistryThenTheyAreThere() {
        runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            authenticate(ACME);
            VectorStore handed = context.getBean(VectorStore.class);
            assertThat(texts(handed.similaritySearch("bands"))).hasSize(1);
            assertThat(context.getBean(WeirHealth.class).health().getDetails()).containsEntry("short", 1L);
            assertThat(context.getBean(MeterRegistry.class)
                            .get("weir.stage")
                            .tag("stage", "store")
                            .timer()
                            .count())
                    .isPositive();
        });
        runner.run(
                context -> assertThat(context).doesNotHaveBean(WeirMeters.class).doesNotHaveBean(WeirHealth.class));
    }

    @Test
    void postProcessorWhenTheApplicationRetrievesThenItIsThereAndVerifies() {
        runner.run(context -> {
            authenticate(ACME);
            List<Document> plain = world.store.similaritySearch("merger or salary");
            assertThat(plain).hasSize(2);
            assertThat(texts(context.getBean(VerifyingPostProcessor.class).process(new Query("merger"), plain)))
                    .containsExactly("The salary bands are public.");
        });
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                MeterRegistry.class,
                HealthIndicator.class,
                DocumentPostProcessor.class,
                SecurityContextHolder.class
            })
    void libraryWhenItIsNotThereThenTheRestIs(Class<?> optional) {
        runner.withClassLoader(new FilteredClassLoader(optional.getPackageName()))
                .withBean(PrincipalResolver.class, () -> resolver(ACME))
                .run(context -> assertThat(
                                texts(context.getBean(VectorStore.class).similaritySearch("merger")))
                        .containsExactly("The salary bands are public."));
    }
}
