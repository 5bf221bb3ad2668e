package dev.weir.retrieve.egress;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.context.GuardedContext;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Who gets an answer, what he was given for it, and what was withheld from him. Immutable; it holds the texts that were
 * given for as long as it lives.
 */
public final class AnswerScope {
    private final Principal principal;
    private final Set<TenantId> tenants;
    private final String requestId;
    private final List<String> given;
    private final LongSet givenRuns;
    private final Fingerprints withheld;

    private AnswerScope(
            Principal principal,
            Set<TenantId> tenants,
            String requestId,
            List<String> given,
            LongSet givenRuns,
            Fingerprints withheld) {
        this.principal = principal;
        this.tenants = Set.copyOf(tenants);
        this.requestId = requestId;
        this.given = List.copyOf(given);
        this.givenRuns = givenRuns;
        this.withheld = withheld;
    }

    /** An answer for which nothing was looked up. */
    public static AnswerScope of(AccessScope scope) {
        return of(scope, "");
    }

    private static AnswerScope of(AccessScope scope, String requestId) {
        return new AnswerScope(
                scope.principal(), scope.tenants(), requestId, List.of(), new LongSet(), Fingerprints.none());
    }

    /** An answer made from a context. */
    public static AnswerScope of(AccessScope scope, GuardedContext context) {
        return of(scope, context.requestId())
                .giving(context.chunks().stream()
                        .map(each -> each.chunk().text())
                        .toList());
    }

    /** The same with more texts that the caller has: his question, say, or the conversation so far. */
    public AnswerScope giving(List<String> texts) {
        List<String> all = new ArrayList<>(given);
        all.addAll(texts);
        return new AnswerScope(principal, tenants, requestId, all, Fingerprints.everyRunOf(all), withheld);
    }

    /** The same with what was withheld for this request, in place of what was named before. */
    public AnswerScope withholding(Fingerprints texts) {
        return new AnswerScope(principal, tenants, requestId, given, givenRuns, requireNonNull(texts, "texts is null"));
    }

    Principal principal() {
        return principal;
    }

    String requestId() {
        return requestId;
    }

    Set<TenantId> tenants() {
        return tenants;
    }

    Fingerprints withheld() {
        return withheld;
    }

    LongSet givenRuns() {
        return givenRuns;
    }

    /** Whether a text that the caller was given says exactly this. */
    boolean gave(String part) {
        return given.stream().anyMatch(text -> text.contains(part));
    }

    /** Counts, never the texts. */
    @Override
    public String toString() {
        return "AnswerScope[" + tenants.size() + " tenants, " + given.size() + " texts, " + withheld + "]";
    }
}
