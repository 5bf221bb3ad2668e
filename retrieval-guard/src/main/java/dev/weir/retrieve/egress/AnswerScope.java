package dev.weir.retrieve.egress;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.context.GuardedContext;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Who gets an answer, what he was given for it, and what was withheld from him. Immutable; it holds the texts that were
 * given for as long as it lives.
 */
public final class AnswerScope {
    private final Set<TenantId> tenants;
    private final List<String> given;
    private final LongSet givenRuns;
    private final Fingerprints withheld;

    private AnswerScope(Set<TenantId> tenants, List<String> given, LongSet givenRuns, Fingerprints withheld) {
        this.tenants = Set.copyOf(tenants);
        this.given = List.copyOf(given);
        this.givenRuns = givenRuns;
        this.withheld = withheld;
    }

    /** An answer for which nothing was looked up. */
    public static AnswerScope of(AccessScope scope) {
        return new AnswerScope(scope.tenants(), List.of(), new LongSet(), Fingerprints.none());
    }

    /** An answer made from a context. */
    public static AnswerScope of(AccessScope scope, GuardedContext context) {
        return of(scope)
                .giving(context.chunks().stream()
                        .map(each -> each.chunk().text())
                        .toList());
    }

    /** The same with more texts that the caller has: his question, say, or the conversation so far. */
    public AnswerScope giving(List<String> texts) {
        List<String> all = new ArrayList<>(given);
        all.addAll(texts);
        return new AnswerScope(tenants, all, Fingerprints.everyRunOf(all), withheld);
    }

    /** The same with what was withheld for this request, in place of what was named before. */
    public AnswerScope withholding(Fingerprints texts) {
        return new AnswerScope(tenants, given, givenRuns, requireNonNull(texts, "texts is null"));
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
