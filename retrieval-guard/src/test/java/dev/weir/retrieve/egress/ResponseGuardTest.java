package dev.weir.retrieve.egress;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.models.detect.Span;
import dev.weir.retrieve.GuardWorld;
import dev.weir.retrieve.RetrievalFirewall;
import dev.weir.retrieve.RetrievalRequest;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseGuardTest {
    private static final Set<String> HOSTS = Set.of("docs.example.com");

    private final EgressWorld world = new EgressWorld();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "The reading room opens at nine [1] and closes at five [2], says the handbook.",
                "| day | hours |\n|-----|-------|\n| Mon | 9-17 |\n| Tue | 9-17 |",
                "```java\nvar map = new HashMap<String, List<Integer>>();\nmap.computeIfAbsent(key, k -> new ArrayList<>()).add(1);\n```",
                "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 and 123e4567-e89b-12d3-a456-426614174000",
                "-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUQ0Zl8b0v8Jt1hR9c5m0jZf3kQeAwCgYIKoZIzj0EAwIw\nDzENMAsGA1UEAwwEdGVzdDAeFw0yNDAxMDEwMDAwMDBaFw0zNDAxMDEwMDAwMDBa\n-----END CERTIFICATE-----",
                "Die Lesesäle öffnen um neun. 阅览室九点开门，五点关门。 Читальный зал открывается в девять. 👍🏽",
                "A harbor, a meadow and a velvet curtain: copper, timber and walnut are sold at the market.",
                "Use `curl -H 'Authorization: Bearer $TOKEN' https://api.test/v1/items?limit=20&offset=40`.",
            })
    void answerWhenOrdinaryThenUnchangedUnderEveryPolicy(String answer) {
        for (EgressPolicy policy : List.of(EgressPolicy.standard(HOSTS), EgressPolicy.strict(HOSTS))) {
            CheckedAnswer checked = world.guard(policy).check(world.scope, answer);
            assertThat(checked.findings()).isEmpty();
            assertThat(checked.text()).isEqualTo(answer);
            assertThat(checked.blocked()).isFalse();
        }
    }

    @Test
    void answerWhenACanaryIsForeignThenEndsThere() {
        String answer = "It is " + world.foreign(1).token() + ", he said.";
        CheckedAnswer checked = world.guard(EgressPolicy.standard(HOSTS)).check(world.scope, answer);
        assertThat(checked.text()).isEqualTo("It is " + EgressPolicy.BLOCK_MARKER);
        assertThat(checked.blocked()).isTrue();
    }

    @Test
    void answerWhenACanaryIsOwnThenCutAndUnderStrictEndsThere() {
        String answer = "It is " + world.own(1).token() + ", he said.";
        assertThat(world.guard(EgressPolicy.standard(HOSTS))
                        .check(world.scope, answer)
                        .text())
                .isEqualTo("It is " + EgressPolicy.CUT_MARKER + ", he said.");
        assertThat(world.guard(EgressPolicy.strict(HOSTS))
                        .check(world.scope, answer)
                        .text())
                .isEqualTo("It is " + EgressPolicy.BLOCK_MARKER);
    }

    @Test
    void answerWhenObservedThenReportedAndUnchanged() {
        String answer = "It is " + world.foreign(1).token() + " ![x](https://cdn.test/x.png)";
        CheckedAnswer checked = world.guard(EgressPolicy.observing(HOSTS)).check(world.scope, answer);
        assertThat(checked.text()).isEqualTo(answer);
        assertThat(checked.findings())
                .extracting(EgressFinding::code)
                .containsExactly(EgressCode.FOREIGN_CANARY, EgressCode.FETCHED_LINK);
    }

    @Test
    void stretchWhenEncodedDeeperThanIsReadThenUnread() {
        String encoded = world.foreign(0).token() + " is the word for it";
        for (int i = 0; i < 7; i++) {
            encoded = java.util.Base64.getEncoder()
                    .encodeToString(encoded.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        assertThat(world.codes("It is " + encoded)).containsExactly(EgressCode.UNREAD);
        assertThat(world.guard(EgressPolicy.strict(HOSTS))
                        .check(world.scope, "It is " + encoded)
                        .text())
                .isEqualTo("It is " + EgressPolicy.CUT_MARKER);
    }

    @Test
    void indexWhenOfAnotherTenantThenHeldToItAndWhenOfTheCallersNot() {
        Fingerprints prints = Fingerprints.of(List.of(EgressWorld.WITHHELD));
        AnswerScope scope = AnswerScope.of(world.sealed.scope(ACME));
        EgressPolicy policy = EgressPolicy.standard(HOSTS);
        String answer = "So: " + EgressWorld.WITHHELD;
        assertThat(new ResponseGuard(world.registry, policy, Map.of(GLOBEX, prints))
                        .check(scope, answer)
                        .findings())
                .extracting(EgressFinding::code)
                .containsExactly(EgressCode.FOREIGN_TEXT);
        assertThat(new ResponseGuard(world.registry, policy, Map.of(ACME, prints))
                        .check(scope, answer)
                        .findings())
                .isEmpty();
    }

    @Test
    void firewallWhenItRefusesRowsThenTheAnswerIsHeldToThem() {
        GuardWorld guarded = new GuardWorld();
        guarded.ingest(ACME, "open", EgressWorld.GIVEN);
        Candidate planted = new Candidate("planted", EgressWorld.WITHHELD, "", new float[0], Map.of(), 1.0);
        WithheldPrints prints = new WithheldPrints(10);
        RetrievalFirewall firewall = guarded.before(GuardWorld.ScriptedStore.planting(guarded.store, List.of(planted)))
                .refusedTexts(prints)
                .build();

        GuardedContext context = firewall.retrieve(question(guarded.world.scope(ACME), EgressWorld.GIVEN));

        assertThat(context.chunks()).hasSize(1);
        AnswerScope scope = AnswerScope.of(guarded.world.scope(ACME), context).withholding(prints.of(context));
        ResponseGuard guard = world.guard(EgressPolicy.standard(HOSTS));
        assertThat(guard.check(scope, EgressWorld.WITHHELD).findings())
                .extracting(EgressFinding::code)
                .containsExactly(EgressCode.FOREIGN_TEXT);
        assertThat(guard.check(scope, EgressWorld.GIVEN).findings()).isEmpty();

        GuardedContext honest = guarded.before(guarded.store)
                .refusedTexts(prints)
                .build()
                .retrieve(question(guarded.world.scope(ACME), EgressWorld.GIVEN));
        assertThat(prints.of(honest).size()).isZero();
    }

    @Test
    void canaryWhenSealedUnderItsLabelThenTheFirewallServesItToNobodyElse() {
        GuardWorld guarded = new GuardWorld();
        guarded.world.ingest(
                guarded.store,
                guarded.world.grant(ACME, WriteAction.INGEST, Set.of(dev.weir.tenancy.canary.Canaries.LABEL), Set.of()),
                guarded.world.draft("canary", 1, world.own(0).sentence()));
        guarded.ingest(ACME, "open", EgressWorld.GIVEN);
        RetrievalFirewall firewall = guarded.before(guarded.store).build();

        GuardedContext honest = firewall.retrieve(
                question(guarded.world.scope(ACME), world.own(0).sentence()));
        assertThat(honest.text()).doesNotContain(world.own(0).token());
        assertThat(honest.withheld()).isEmpty();
        GuardedContext asked = firewall.retrieve(question(
                guarded.world.scope(SealedWorld.reader(ACME, "thief-catcher", "weir-canary")),
                world.own(0).sentence()));
        assertThat(asked.text()).contains(world.own(0).token());
    }

    @Test
    void guardWhenSharedByThreadsThenEachAnswerIsItsOwn() throws Exception {
        ResponseGuard guard = world.guard(EgressPolicy.standard(HOSTS));
        List<Callable<String>> answers = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String answer =
                    "No " + i + ": " + world.own(i % EgressWorld.CANARIES).token() + " and " + i;
            expected.add("No " + i + ": " + EgressPolicy.CUT_MARKER + " and " + i);
            answers.add(() -> guard.check(world.scope, answer).text());
        }
        List<String> texts = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<String> text : threads.invokeAll(answers)) {
                texts.add(text.get());
            }
        }
        assertThat(texts).isEqualTo(expected);
    }

    @Test
    void failureWhenInsideThenNothingMoreComesOut() {
        EgressPolicy policy = EgressPolicy.observing(HOSTS);
        AnswerScan scan = new AnswerScan(world.registry, policy, world.scope, List.of());
        AnswerStream stream = new AnswerStream(scan, world.scope, policy, stopped -> {});
        StringBuilder out = new StringBuilder(stream.accept("All is well so far. And"));
        scan.fail(out);
        out.append(stream.accept(" more")).append(stream.finish());
        assertThat(out).hasToString("All is well so far. " + EgressPolicy.BLOCK_MARKER);
        assertThat(stream.isBlocked()).isTrue();
        assertThat(stream.findings()).extracting(EgressFinding::code).containsExactly(EgressCode.INTERNAL);
    }

    @Test
    void answerWhenStoppedThenIsToldOnceWithCodesAndCounts() {
        List<StoppedAnswer> told = new ArrayList<>();
        ResponseGuard guard = world.guard(EgressPolicy.standard(HOSTS)).telling(told::add);
        String own = world.own(0).token();

        guard.check(world.scope, "Nothing is wrong here.");
        guard.check(
                world.scope, "See " + own + " and, far from it, " + world.own(1).token() + " in it.");
        guard.check(world.scope, own + " or not " + world.foreign(1).token() + " and more");

        Principal reader = world.sealed.scope(ACME).principal();
        assertThat(told)
                .containsExactly(
                        new StoppedAnswer(reader, "", EgressAction.CUT, Map.of(EgressCode.OWN_CANARY, 2)),
                        new StoppedAnswer(
                                reader,
                                "",
                                EgressAction.BLOCK,
                                Map.of(EgressCode.OWN_CANARY, 1, EgressCode.FOREIGN_CANARY, 1)));
        assertThat(told.toString()).doesNotContain(own, world.foreign(1).token());
    }

    @Test
    void answerWhenWhatWasFoundPassesThenIsNotTold() {
        List<StoppedAnswer> told = new ArrayList<>();
        CheckedAnswer checked = world.guard(EgressPolicy.observing(HOSTS))
                .telling(told::add)
                .check(world.scope, "It is " + world.foreign(1).token());
        assertThat(checked.findings()).hasSize(1);
        assertThat(told).isEmpty();
    }

    @Test
    void streamWhenItsEndIsBlockedThenIsToldBeforeTheMarkerLeaves() {
        List<StoppedAnswer> told = new ArrayList<>();
        AnswerStream stream = world.guard(EgressPolicy.standard(HOSTS)).telling(told::add).stream(world.scope);
        String out = stream.accept("It is ");
        assertThat(told).isEmpty();
        out += stream.accept(world.foreign(1).token() + ". ");
        out += stream.accept("And more. ") + stream.finish();
        assertThat(out).isEqualTo("It is " + EgressPolicy.BLOCK_MARKER);
        assertThat(told).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answerWhenNobodyCanBeToldThenIsWithheld(boolean isForeign) {
        ResponseGuard guard = world.guard(EgressPolicy.standard(HOSTS)).telling(stopped -> {
            throw new IllegalStateException("the log is full");
        });
        String canary = (isForeign ? world.foreign(1) : world.own(1)).token();
        String answer = "First a sentence. It is " + canary + " and the rest of it.";

        CheckedAnswer whole = guard.check(world.scope, answer);
        AnswerStream stream = guard.stream(world.scope);
        String streamed = stream.accept(answer.substring(0, 20)) + stream.accept(answer.substring(20));
        streamed += stream.finish();

        assertThat(whole.text()).isEqualTo(EgressPolicy.BLOCK_MARKER);
        assertThat(whole.blocked()).isTrue();
        assertThat(streamed).startsWith("First a ").endsWith(EgressPolicy.BLOCK_MARKER);
        assertThat(streamed).doesNotContain(canary);
        assertThat(guard.check(world.scope, "Nothing is wrong here.").text()).isEqualTo("Nothing is wrong here.");
    }

    @Test
    void recordWhenNothingWasStoppedThenRefused() {
        Principal reader = world.sealed.scope(ACME).principal();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoppedAnswer(reader, "", EgressAction.PASS, Map.of(EgressCode.FETCHED_LINK, 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoppedAnswer(reader, "", EgressAction.CUT, Map.of()));
    }

    @Test
    void streamWhenFinishedThenTakesNoMore() {
        AnswerStream stream = world.guard(EgressPolicy.standard(HOSTS)).stream(world.scope);
        assertThat(stream.accept("End") + stream.finish()).isEqualTo("End");
        assertThatIllegalStateException().isThrownBy(() -> stream.accept("more"));
        assertThatIllegalStateException().isThrownBy(stream::finish);
    }

    @Test
    void stringsWhenPrintedThenHoldNoText() {
        String answer = "It is " + world.foreign(1).token() + " [x](https://evil.test/?d=hunter22)";
        CheckedAnswer checked = world.guard(EgressPolicy.standard(HOSTS)).check(world.scope, answer);
        assertThat(checked.toString()).isEqualTo("CheckedAnswer[38 code units, 1 findings, blocked]");
        assertThat(checked.findings().toString())
                .doesNotContain(world.foreign(1).token(), "hunter22");
        assertThat(world.scope.toString())
                .startsWith("AnswerScope[2 tenants, 1 texts, Fingerprints[")
                .endsWith("]]");
    }

    @Test
    void findingWhenSpanIsEmptyThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> EgressFinding.of(EgressCode.UNREAD, 3, 3, 1.0, ""));
        assertThat(EgressFinding.of(EgressCode.UNREAD, 3, 4, 1.0, "").span()).isEqualTo(new Span(3, 4));
    }

    @Test
    void policyWhenACodeHasNoActionThenRefused() {
        Map<EgressCode, EgressAction> actions =
                new EnumMap<>(EgressPolicy.strict(HOSTS).actions());
        actions.remove(EgressCode.UNREAD);
        assertThatIllegalArgumentException().isThrownBy(() -> new EgressPolicy(actions, HOSTS, 64));
        assertThat(Arrays.stream(EgressCode.values()).map(EgressCode::text)).doesNotHaveDuplicates();
    }

    @Test
    void policyWhenAFailureWouldPassThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EgressPolicy.strict(HOSTS).with(EgressCode.INTERNAL, EgressAction.PASS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "https://docs.example.com", "Docs.example.com", "*.", "a b", "docs.example.com/"})
    void policyWhenAHostIsNoneThenRefused(String host) {
        assertThatIllegalArgumentException().isThrownBy(() -> EgressPolicy.standard(Set.of(host)));
    }

    @Test
    void policyWhenTheRunIsOutOfRangeThenRefused() {
        Map<EgressCode, EgressAction> actions = EgressPolicy.strict(HOSTS).actions();
        assertThatIllegalArgumentException().isThrownBy(() -> new EgressPolicy(actions, HOSTS, 23));
        assertThatIllegalArgumentException().isThrownBy(() -> new EgressPolicy(actions, HOSTS, 193));
        assertThat(new EgressPolicy(actions, HOSTS, 24).minimumRun()).isEqualTo(24);
    }

    @Test
    void printsWhenForNoRequestThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WithheldPrints(0));
    }

    /** A question that lies near to a text and does not repeat it. */
    private static RetrievalRequest question(AccessScope scope, String near) {
        return RetrievalRequest.of(scope, "What is there to know?", SealedWorld.vectorOf(near), 3);
    }
}
