package dev.weir.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.retrieve.RetrievalFirewall;
import dev.weir.retrieve.RetrievalRequest;
import dev.weir.retrieve.audit.AuditSink;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.tenancy.AccessPolicy;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.PolicyVersion;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.ScopeResolver;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.heads.FileHeadLog;
import dev.weir.tenancy.heads.HeadLog;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.heads.SeenPositions;
import dev.weir.tenancy.keys.KeyDirectory;
import dev.weir.tenancy.policy.TenantPolicy;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.InMemoryChunkStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's example compiles, runs and is the one that the README shows. */
class ReadmeTest {
    private static final Path ROOT = Path.of("../..");

    @TempDir
    private Path directory = Path.of("");

    private final List<Object> shown = new ArrayList<>();

    @Test
    void exampleWhenRunThenAnswersWithinTheScope() {
        InstantSource clock = InstantSource.system();
        KeyDirectory keys = KeyDirectory.create(directory.resolve("keys"), clock);
        TenantId acme = new TenantId("acme");
        keys.ensureTenant(acme);
        AccessPolicy policy = TenantPolicy.of(new PolicyVersion("1"), Set.of(acme), TrustTier.INTERNAL);
        Principal user = new Principal("ann", acme, Set.of(), Principal.AuthenticatedBy.VERIFIED_TOKEN);
        GuardedContext context = answer(
                policy,
                FileHeadLog.open(directory.resolve("heads")),
                keys,
                directory.resolve("seen"),
                new InMemoryChunkStore(clock),
                event -> shown.add(event.at()),
                clock,
                user,
                "How many holidays are there?",
                new float[] {1, 0});
        assertThat(context.chunks()).isEmpty();
        assertThat(shown).as("the audit event").hasSize(1);
    }

    @Test
    void readmeWhenItShowsTheExampleThenItIsThisOne() throws IOException {
        String code =
                Files.readAllLines(ROOT.resolve("adapters/cli/src/test/java/dev/weir/adapters/cli/ReadmeTest.java"))
                        .stream()
                        .dropWhile(line -> !line.strip().equals("// example"))
                        .skip(1)
                        .takeWhile(line -> !line.strip().equals("// end"))
                        .map(line -> line.replaceAll("\\s", ""))
                        .collect(Collectors.joining());
        String readme = Files.readAllLines(ROOT.resolve("README.md")).stream()
                .map(line -> line.replaceAll("\\s", ""))
                .collect(Collectors.joining());
        assertThat(code).isNotBlank();
        assertThat(readme).contains(code);
    }

    private GuardedContext answer(
            AccessPolicy policy,
            HeadLog log,
            KeyDirectory keys,
            Path seen,
            ChunkStore store,
            AuditSink audit,
            InstantSource clock,
            Principal user,
            String question,
            float[] vector) {
        // example
        HeadReader heads =
                new HeadReader(log, keys::trusted, SeenPositions.inDirectory(seen), clock, Duration.ofSeconds(1));
        ScopeResolver scopes = new ScopeResolver(policy, clock, Duration.ofMinutes(5));
        RetrievalFirewall firewall =
                RetrievalFirewall.builder(store, heads, audit, keys, clock).build();

        AccessScope scope = scopes.resolve(user); // the only way to a scope
        GuardedContext context = firewall.retrieve(RetrievalRequest.of(scope, question, vector, 8));

        show(context.text()); // fenced and numbered: verified, screened chunks and nothing else
        context.citations().forEach(cited -> show(cited.provenance().source(), cited.scannedBy()));
        context.withheld().forEach(withheld -> show(withheld.code()));
        // end
        return context;
    }

    private void show(Object... things) {
        assertThat(things).doesNotContainNull();
    }
}
