package dev.weir.retrieve.egress;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;

import dev.weir.models.detect.Span;
import dev.weir.tenancy.canary.Canaries;
import dev.weir.tenancy.canary.Canary;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Two tenants with registered canaries, one text withheld and one given, and a caller of the first tenant. */
final class EgressWorld {
    static final int CANARIES = 20;
    static final String WITHHELD =
            "The merger with Northwind closes on the ninth of May at a price of forty two dollars a"
                    + " share, and the board will announce it together with the results of the first quarter in Lisbon.";
    static final String GIVEN =
            "Reading rooms open at nine in the morning and close at five; members may bring guests on"
                    + " Saturdays if the guests sign the book at the front desk before they enter the building.";

    final SealedWorld sealed = SealedWorld.inMemory();
    final Canaries canaries = new Canaries(sealed.digests());
    final CanaryRegistry registry = new CanaryRegistry(canaries);
    final AnswerScope scope = AnswerScope.of(sealed.scope(ACME))
            .giving(List.of(GIVEN))
            .withholding(Fingerprints.of(List.of(WITHHELD, GIVEN)));

    EgressWorld() {
        registry.register(ACME, CANARIES);
        registry.register(GLOBEX, CANARIES);
    }

    Canary own(int number) {
        return canaries.of(ACME, number);
    }

    Canary foreign(int number) {
        return canaries.of(GLOBEX, number);
    }

    ResponseGuard guard(EgressPolicy policy) {
        return new ResponseGuard(registry, policy, Map.of());
    }

    /** Everything is reported and nothing is changed. */
    List<EgressFinding> found(String answer) {
        return guard(EgressPolicy.observing(Set.of("docs.example.com", "*.example.org")))
                .check(scope, answer)
                .findings();
    }

    List<EgressCode> codes(String answer) {
        return found(answer).stream().map(EgressFinding::code).toList();
    }

    /** What a policy makes of an answer, from the whole text and the findings alone. */
    static String render(EgressPolicy policy, String answer, List<EgressFinding> findings) {
        List<Span> cuts = new ArrayList<>();
        int end = answer.length();
        String tail = "";
        for (EgressFinding finding : findings) {
            EgressAction action = policy.action(finding.code());
            if (action == EgressAction.CUT) {
                cuts.add(finding.span());
            } else if (action == EgressAction.BLOCK && tail.isEmpty()) {
                end = finding.span().start();
                tail = EgressPolicy.BLOCK_MARKER;
            }
        }
        StringBuilder out = new StringBuilder();
        boolean cutting = false;
        for (int i = 0; i < end; i++) {
            int at = i;
            boolean cut = cuts.stream().anyMatch(span -> span.start() <= at && at < span.end());
            if (cut && !cutting) {
                out.append(EgressPolicy.CUT_MARKER);
            } else if (!cut) {
                out.append(answer.charAt(i));
            }
            cutting = cut;
        }
        return out + tail;
    }
}
