package dev.weir.benchmarks;

import dev.weir.retrieve.egress.AnswerScope;
import dev.weir.retrieve.egress.AnswerStream;
import dev.weir.retrieve.egress.CanaryRegistry;
import dev.weir.retrieve.egress.EgressPolicy;
import dev.weir.retrieve.egress.Fingerprints;
import dev.weir.retrieve.egress.ResponseGuard;
import dev.weir.tenancy.PolicyVersion;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.ScopeResolver;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.canary.Canaries;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.policy.TenantPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * An answer in tokens of four code units and the guard before its reader: 20 canaries of each of 100 tenants, 20 passages given,
 * 20 withheld for the request, and an index of another tenant.
 */
final class GuardedAnswer {
    static final long SEED = 20_261_128;
    static final int TENANTS = 100;
    static final int CANARIES = 20;
    static final int PASSAGES = 20;
    private static final int INDEXED = 2_000;
    private static final int PASSAGE_WORDS = 200;
    private static final int TOKEN = 4;

    private static final String PARAGRAPH = """
            Members may borrow up to **ten** books at once [1]. The desk renews a loan by telephone or at
            [the catalogue](https://library.test/catalogue/renew?lang=en), unless somebody else waits for the book.

            | day | opens | closes |
            |-----|-------|--------|
            | Monday | 9:00 | 17:00 |

            ```java
            Loan loan = desk.renew(member.id(), book, Duration.ofDays(28));
            ```
            """;

    private final ResponseGuard guard;
    private final AnswerScope scope;
    private final String text;
    private final List<String> tokens = new ArrayList<>();

    private GuardedAnswer(ResponseGuard guard, AnswerScope scope, String text) {
        this.guard = guard;
        this.scope = scope;
        this.text = text;
        for (int i = 0; i < text.length(); i += TOKEN) {
            tokens.add(text.substring(i, Math.min(text.length(), i + TOKEN)));
        }
    }

    /** An ordinary answer of at least so many code units. */
    static GuardedAnswer of(int length) {
        SplittableRandom random = new SplittableRandom(SEED);
        InstantSource clock = InstantSource.fixed(Instant.EPOCH);
        Canaries canaries = new Canaries(
                (tenant, purpose, message) -> Sha256.ofText(SEED + tenant.value() + purpose.domain() + message));
        CanaryRegistry registry = new CanaryRegistry(canaries);
        for (int i = 0; i < TENANTS; i++) {
            registry.register(new TenantId("tenant-" + i), CANARIES);
        }
        TenantId tenant = new TenantId("tenant-0");
        ScopeResolver scopes = new ScopeResolver(
                TenantPolicy.of(new PolicyVersion("bench-1"), Set.of(tenant), TrustTier.INTERNAL),
                clock,
                Duration.ofHours(1));
        AnswerScope scope = AnswerScope.of(
                        scopes.resolve(new Principal("bench", tenant, Set.of(), Principal.AuthenticatedBy.SERVICE)))
                .giving(passages(random, PASSAGES))
                .withholding(Fingerprints.of(passages(random, PASSAGES)));
        Map<TenantId, Fingerprints> index =
                Map.of(new TenantId("tenant-1"), Fingerprints.of(passages(random, INDEXED)));
        ResponseGuard guard = new ResponseGuard(registry, EgressPolicy.strict(Set.of("library.test")), index);
        return new GuardedAnswer(guard, scope, PARAGRAPH.repeat(length / PARAGRAPH.length() + 1));
    }

    String check() {
        return guard.check(scope, text).text();
    }

    /** How many tokens went in when the first character came out. */
    int tokensToFirst() {
        AnswerStream stream = guard.stream(scope);
        int count = 0;
        for (String token : tokens) {
            count++;
            if (!stream.accept(token).isEmpty()) {
                break;
            }
        }
        return count;
    }

    /** What was held after each token. */
    List<Integer> held() {
        AnswerStream stream = guard.stream(scope);
        List<Integer> held = new ArrayList<>(tokens.size());
        for (String token : tokens) {
            if (stream.accept(token).length() > text.length()) {
                throw new IllegalStateException("more came out than went in");
            }
            held.add(stream.held());
        }
        return held;
    }

    int bytes() {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    int tokens() {
        return tokens.size();
    }

    private static List<String> passages(SplittableRandom random, int count) {
        List<String> passages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            StringBuilder passage = new StringBuilder();
            for (int word = 0; word < PASSAGE_WORDS; word++) {
                int letters = 2 + random.nextInt(8);
                for (int letter = 0; letter < letters; letter++) {
                    passage.append((char) ('a' + random.nextInt(26)));
                }
                passage.append(' ');
            }
            passages.add(passage.toString());
        }
        return passages;
    }
}
