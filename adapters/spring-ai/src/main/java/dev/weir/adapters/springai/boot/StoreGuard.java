package dev.weir.adapters.springai.boot;

import dev.weir.adapters.springai.CountedSearch;
import dev.weir.adapters.springai.GuardedIngestor;
import dev.weir.adapters.springai.GuardedVectorStore;
import dev.weir.adapters.springai.PrincipalResolver;
import dev.weir.adapters.springai.VectorStoreChunkStore;
import dev.weir.adapters.springai.observe.StoreBreakers;
import dev.weir.adapters.springai.observe.WeirMeters;
import dev.weir.retrieve.RetrievalFirewall;
import dev.weir.retrieve.audit.AuditSink;
import dev.weir.retrieve.verify.StoreBreaker;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.ScopeResolver;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.keys.TenantDigests;
import dev.weir.tenancy.store.ChunkStore;
import io.micrometer.observation.ObservationRegistry;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.beans.factory.ObjectProvider;

/** Builds the guard of one store out of an application's beans. */
final class StoreGuard {
    private final WeirProperties properties;
    private final Parts parts;
    private final ObjectProvider<FirewallCustomizer> customizers;
    private final ObjectProvider<WeirMeters> meters;
    private final ObjectProvider<ObservationRegistry> observations;
    private final ObjectProvider<GuardedWrites> writes;

    /** What no guard can do without; the application defines each as a bean. */
    record Parts(
            HeadReader heads,
            AuditSink audit,
            TenantDigests digests,
            ScopeResolver scopes,
            PrincipalResolver principals,
            StoreBreakers breakers,
            InstantSource clock) {
        Supplier<AccessScope> scopesOfTheAsker() {
            return principals.scopes(scopes);
        }
    }

    StoreGuard(
            WeirProperties properties,
            Parts parts,
            ObjectProvider<FirewallCustomizer> customizers,
            ObjectProvider<WeirMeters> meters,
            ObjectProvider<ObservationRegistry> observations,
            ObjectProvider<GuardedWrites> writes) {
        this.properties = properties;
        this.parts = parts;
        this.customizers = customizers;
        this.meters = meters;
        this.observations = observations;
        this.writes = writes;
    }

    /** @param name of the store's bean */
    GuardedVectorStore guard(VectorStore plain, String name) {
        ChunkStore chunks =
                metered(VectorStoreChunkStore.over(plain, properties.filtering(), properties.maxRows(), parts.clock()));
        GuardedVectorStore.Builder guarded =
                GuardedVectorStore.builder(firewall(chunks, parts.breakers().of(name)), parts.scopesOfTheAsker());
        meters.ifAvailable(present ->
                guarded.observing(present.around(observations.getIfAvailable(() -> ObservationRegistry.NOOP))));
        writes.ifAvailable(present -> guarded.writing(
                        GuardedIngestor.builder(present.guard(chunks), present.grants(), properties.batch())
                                .build())
                .erasing(present.eraser(chunks), present.grants()));
        Set<String> counting = properties.counting().tenants();
        if (!counting.isEmpty()) {
            guarded.countingFor(new CountedSearch(
                    plain,
                    properties.counting().tenantKey(),
                    properties.counting().ids(),
                    parts.heads(),
                    parts.clock(),
                    counted()));
        }
        return guarded.build();
    }

    /** A firewall as the one before a store, before rows at hand, which are of no store that could be asked again. */
    RetrievalFirewall firewall(ChunkStore rows) {
        return firewall(rows, StoreBreaker.untilReset(parts.clock()));
    }

    private RetrievalFirewall firewall(ChunkStore rows, StoreBreaker breaker) {
        WeirMeters present = meters.getIfAvailable();
        AuditSink audit = present == null ? parts.audit() : present.audit(parts.audit());
        RetrievalFirewall.Builder firewall = RetrievalFirewall.builder(
                        rows, parts.heads(), audit, parts.digests(), parts.clock())
                .breaker(breaker)
                .screens(properties.screens().screens())
                .mode(properties.mode());
        customizers.orderedStream().forEach(customizer -> customizer.customize(firewall));
        return firewall.build();
    }

    Supplier<AccessScope> scopesOfTheAsker() {
        return parts.scopesOfTheAsker();
    }

    private ChunkStore metered(ChunkStore chunks) {
        WeirMeters present = meters.getIfAvailable();
        return present == null ? chunks : present.store(chunks);
    }

    private Consumer<WithholdCode> counted() {
        WeirMeters present = meters.getIfAvailable();
        return present == null ? code -> {} : present::counted;
    }
}
