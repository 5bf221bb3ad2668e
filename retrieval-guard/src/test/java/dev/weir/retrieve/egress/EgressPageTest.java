package dev.weir.retrieve.egress;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.retrieve.GuardWorld;
import dev.weir.retrieve.RetrievalFirewall;
import dev.weir.retrieve.RetrievalRequest;
import dev.weir.retrieve.audit.AuditEvent;
import dev.weir.retrieve.audit.AuditSink;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.canary.Canaries;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.keys.TenantDigests;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.testkit.SealedWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The example of docs/egress.md compiles, runs and is the one that the page shows; its table names every code. */
class EgressPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Path SELF = Path.of("src/test/java/dev/weir/retrieve/egress/EgressPageTest.java");

    @Test
    void exampleWhenRunThenTheCanaryIsCut() {
        GuardWorld world = new GuardWorld();
        world.ingest(ACME, "hours", EgressWorld.GIVEN);
        String token = new Canaries(world.world.digests()).of(ACME, 7).token();
        RetrievalRequest request = RetrievalRequest.of(
                world.world.scope(ACME), "When does it open?", SealedWorld.vectorOf(EgressWorld.GIVEN), 3);
        StringBuilder shown = new StringBuilder();

        List<EgressFinding> findings = answer(
                ACME,
                world.store,
                world.world.heads(),
                world.events::add,
                world.world.digests(),
                world.world.clock(),
                request,
                prompt -> List.of("At ni", "ne, says ", token.substring(0, 9), token.substring(9), "."),
                shown::append);

        assertThat(shown).hasToString("At nine, says " + EgressPolicy.CUT_MARKER + ".");
        assertThat(findings).extracting(EgressFinding::subject).containsExactly("acme/7");
        AuditEvent.Answered answered = (AuditEvent.Answered) world.events.getFirst();
        StoppedAnswer stopped = new StoppedAnswer(
                request.scope().principal(), answered.requestId(), EgressAction.CUT, Map.of(EgressCode.OWN_CANARY, 1));
        assertThat(world.events)
                .containsExactly(
                        answered,
                        new AuditEvent.AnswerStopped(world.world.clock().instant(), stopped));
    }

    @Test
    void pageWhenItShowsTheExampleThenItIsThisOne() throws IOException {
        String code = Files.readAllLines(SELF).stream()
                .dropWhile(line -> !line.strip().equals("// example"))
                .skip(1)
                .takeWhile(line -> !line.strip().equals("// end"))
                .map(line -> line.replaceAll("\\s", ""))
                .collect(Collectors.joining());
        assertThat(code).isNotBlank();
        assertThat(page().replaceAll("\\s", "")).contains(code);
    }

    @Test
    void pageWhenItListsCodesThenEachWithItsActions() throws IOException {
        List<String> expected = Arrays.stream(EgressCode.values())
                .map(code ->
                        code + " " + written(EgressPolicy.standard(Set.of()).action(code)) + " "
                                + written(EgressPolicy.strict(Set.of()).action(code)))
                .toList();
        assertThat(page().lines()
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> line.split(" *\\| *", -1))
                        .map(cells -> cells[1].replace("`", "") + " " + cells[3] + " " + cells[4]))
                .containsExactlyElementsOf(expected);
    }

    private static String written(EgressAction action) {
        return switch (action) {
            case PASS -> "passes";
            case CUT -> "cut";
            case BLOCK -> "ends the answer";
        };
    }

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/egress.md"));
    }

    private static List<EgressFinding> answer(
            TenantId tenant,
            ChunkStore store,
            HeadReader heads,
            AuditSink audit,
            TenantDigests digests,
            InstantSource clock,
            RetrievalRequest request,
            Function<String, List<String>> model,
            Consumer<String> show) {
        // example
        CanaryRegistry canaries = new CanaryRegistry(new Canaries(digests));
        canaries.register(tenant, 20); // as many as were planted
        WithheldPrints prints = new WithheldPrints(10_000); // requests under way at once
        RetrievalFirewall firewall = RetrievalFirewall.builder(store, heads, audit, digests, clock)
                .refusedTexts(prints)
                .build();
        ResponseGuard guard = new ResponseGuard(canaries, EgressPolicy.standard(Set.of("*.example.com")))
                .telling(stopped -> audit.record(new AuditEvent.AnswerStopped(clock.instant(), stopped)));

        GuardedContext context = firewall.retrieve(request);
        AnswerScope scope = AnswerScope.of(request.scope(), context)
                .giving(List.of(request.query()))
                .withholding(prints.of(context));
        AnswerStream answer = guard.stream(scope);
        for (String token : model.apply(context.text())) {
            show.accept(answer.accept(token));
        }
        show.accept(answer.finish());
        List<EgressFinding> findings = answer.findings(); // places, codes and ids; not for the caller
        // end
        return findings;
    }
}
