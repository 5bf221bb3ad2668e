package dev.weir.adapters.springai.boot;

import dev.weir.adapters.springai.PrincipalResolver;
import dev.weir.adapters.springai.VerifyingPostProcessor;
import dev.weir.adapters.springai.observe.StoreBreakers;
import dev.weir.adapters.springai.observe.WeirHealth;
import dev.weir.adapters.springai.observe.WeirMeters;
import dev.weir.adapters.springai.security.AuthorityPrincipalResolver;
import dev.weir.retrieve.audit.AuditSink;
import dev.weir.tenancy.ScopeResolver;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.keys.TenantDigests;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.time.InstantSource;
import org.springframework.ai.rag.postretrieval.document.DocumentPostProcessor;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Guards every {@code VectorStore} bean. The application defines {@link HeadReader}, {@link AuditSink}, {@link TenantDigests},
 * {@link ScopeResolver}, an {@link InstantSource} and, where Spring Security is not there, a {@link PrincipalResolver};
 * {@link GuardedWrites} if stores are written through Weir. One that is missing stops the start.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
        })
@ConditionalOnClass(VectorStore.class)
@ConditionalOnProperty(prefix = "weir", name = "enabled", havingValue = "true", matchIfMissing = true)
@EnableConfigurationProperties(WeirProperties.class)
public class WeirAutoConfiguration {
    @Bean
    static GuardingPostProcessor weirGuardingPostProcessor(
            ObjectProvider<WeirProperties> properties, ObjectProvider<StoreGuard> guards) {
        return new GuardingPostProcessor(properties, guards);
    }

    @Bean
    @ConditionalOnMissingBean
    StoreBreakers weirStoreBreakers(WeirProperties properties, InstantSource clock) {
        return new StoreBreakers(properties.breakerOpenFor(), clock);
    }

    @Bean
    StoreGuard weirStoreGuard(
            WeirProperties properties,
            HeadReader heads,
            AuditSink audit,
            TenantDigests digests,
            ScopeResolver scopes,
            PrincipalResolver principals,
            StoreBreakers breakers,
            InstantSource clock,
            Optionals optionals) {
        return new StoreGuard(
                properties,
                new StoreGuard.Parts(heads, audit, digests, scopes, principals, breakers, clock),
                optionals.customizers(),
                optionals.meters(),
                optionals.observations(),
                optionals.writes());
    }

    @Bean
    Optionals weirOptionals(
            ObjectProvider<FirewallCustomizer> customizers,
            ObjectProvider<WeirMeters> meters,
            ObjectProvider<ObservationRegistry> observations,
            ObjectProvider<GuardedWrites> writes) {
        return new Optionals(customizers, meters, observations, writes);
    }

    /** What a guard can do without. */
    record Optionals(
            ObjectProvider<FirewallCustomizer> customizers,
            ObjectProvider<WeirMeters> meters,
            ObjectProvider<ObservationRegistry> observations,
            ObjectProvider<GuardedWrites> writes) {}

    /** Who asks, where Spring Security is there and the application does not say it otherwise. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(SecurityContextHolder.class)
    static class OfSpringSecurity {
        @Bean
        @ConditionalOnMissingBean(PrincipalResolver.class)
        AuthorityPrincipalResolver weirPrincipalResolver(WeirProperties properties) {
            return new AuthorityPrincipalResolver(
                    properties.security().tenantAuthority(),
                    properties.security().groupAuthority());
        }
    }

    /** The last post-processor of an application's retrieval, where there is one. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(DocumentPostProcessor.class)
    static class OfRetrieval {
        @Bean
        @ConditionalOnMissingBean
        VerifyingPostProcessor weirVerifyingPostProcessor(StoreGuard guard) {
            return new VerifyingPostProcessor(guard::firewall, guard.scopesOfTheAsker());
        }
    }

    /** Meters, where the application has a registry. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    @ConditionalOnBean(MeterRegistry.class)
    static class OfMeters {
        @Bean
        @ConditionalOnMissingBean
        WeirMeters weirMeters(MeterRegistry registry, HeadReader heads, WeirProperties properties) {
            return new WeirMeters(registry, heads, properties.tenantLabels());
        }
    }

    /** Health, where meters are. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HealthIndicator.class, MeterRegistry.class})
    @ConditionalOnBean(MeterRegistry.class)
    static class OfHealth {
        @Bean
        @ConditionalOnMissingBean(name = "weirHealthIndicator")
        WeirHealth weirHealthIndicator(StoreBreakers breakers, WeirMeters meters) {
            return new WeirHealth(breakers, meters);
        }
    }
}
