package dev.weir.adapters.springai;

import static dev.weir.adapters.springai.SpringWorld.texts;
import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.adapters.springai.boot.WeirAutoConfiguration;
import dev.weir.retrieve.RetrievalFirewall;
import dev.weir.retrieve.audit.AuditSink;
import dev.weir.tenancy.AccessPolicy;
import dev.weir.tenancy.ScopeResolver;
import dev.weir.tenancy.heads.FileHeadLog;
import dev.weir.tenancy.heads.HeadLog;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.heads.SeenPositions;
import dev.weir.tenancy.keys.KeyDirectory;
import dev.weir.tenancy.keys.TenantDigests;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.testkit.SealedWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The examples of docs/spring-ai.md compile, run and are those that the page shows. */
class SpringAiPageTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path SELF = Path.of("src/test/java/dev/weir/adapters/springai/SpringAiPageTest.java");

    @TempDir
    Path root;

    /** An application's beans. */
    @Configuration(proxyBeanMethods = false)
    static class Beans {
        private final Path seen;

        Beans(Path seen) {
            this.seen = seen;
        }

        // example
        @Bean
        InstantSource clock() {
            return InstantSource.system();
        }

        @Bean
        HeadReader heads(HeadLog log, KeyDirectory keys, InstantSource clock) {
            return new HeadReader(log, keys::trusted, SeenPositions.inDirectory(seen), clock, Duration.ofSeconds(1));
        }

        @Bean
        ScopeResolver scopes(AccessPolicy policy, InstantSource clock) {
            return new ScopeResolver(policy, clock, Duration.ofMinutes(5));
        }
        // end
    }

    @Test
    void applicationWhenItDefinesTheBeansThenItStartsAndItsStoreIsGuarded() {
        SpringWorld world = new SpringWorld(root);
        KeyDirectory keys = KeyDirectory.create(root.resolve("keys"), InstantSource.system());
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(WeirAutoConfiguration.class))
                .withBean(Path.class, () -> root.resolve("seen"))
                .withBean(KeyDirectory.class, () -> keys)
                .withBean(HeadLog.class, () -> FileHeadLog.open(root.resolve("heads")))
                .withBean(AccessPolicy.class, SealedWorld::twoTenants)
                .withBean(AuditSink.class, () -> world.events::add)
                .withBean(VectorStore.class, () -> world.store)
                .withUserConfiguration(Beans.class)
                .run(context -> assertThat(context.getBean(VectorStore.class)).isInstanceOf(GuardedVectorStore.class));
    }

    @Test
    void storeWhenWrappedByHandThenTheAskersTenantOnly() {
        SpringWorld world = new SpringWorld(root);
        world.seal(ACME, "own", "The salary bands are public.");
        world.seal(GLOBEX, "foreign", "The merger is secret.");
        VectorStore guarded = guarded(
                world.store,
                world.world.heads(),
                world.events::add,
                world.world.digests(),
                () -> SealedWorld.reader(ACME, "reader"),
                world.world.scopes(),
                world.world.clock());

        assertThat(texts(guarded.similaritySearch("merger"))).containsExactly("The salary bands are public.");
    }

    @Test
    void pageWhenItShowsExamplesThenTheyAreThese() throws IOException {
        List<String> examples = new ArrayList<>();
        StringBuilder example = new StringBuilder();
        boolean inside = false;
        for (String line : Files.readAllLines(SELF)) {
            if (line.strip().equals("// end") && inside) {
                examples.add(example.toString());
                example.setLength(0);
                inside = false;
            }
            if (inside) {
                example.append(line.replaceAll("\\s", ""));
            }
            inside |= line.strip().equals("// example");
        }
        String page = Files.readString(ROOT.resolve("docs/spring-ai.md")).replaceAll("\\s", "");

        assertThat(examples).hasSize(2).allSatisfy(each -> assertThat(page).contains(each));
        String readme = Files.readString(ROOT.resolve("README.md")).replaceAll("\\s", "");
        assertThat(examples)
                .as("the line that wraps a store")
                .anySatisfy(each -> assertThat(readme).contains(each.substring(0, each.indexOf(';') + 1)));
    }

    private static VectorStore guarded(
            VectorStore store,
            HeadReader heads,
            AuditSink audit,
            TenantDigests digests,
            PrincipalResolver principals,
            ScopeResolver scopes,
            InstantSource clock) {
        // example
        ChunkStore chunks = VectorStoreChunkStore.over(store, clock);
        RetrievalFirewall firewall =
                RetrievalFirewall.builder(chunks, heads, audit, digests, clock).build();
        VectorStore guarded =
                GuardedVectorStore.builder(firewall, principals.scopes(scopes)).build();
        // end
        return guarded;
    }
}
