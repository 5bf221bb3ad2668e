package dev.weir.tenancy.canary;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.SourceRef;
import java.util.List;

/**
 * One canary of one tenant. Only {@link Canaries} makes one. Immutable.
 *
 * <p>It looks like a reference that an archive gives: {@value Canaries#WORDS} ordinary words, joined by hyphens.
 */
public final class Canary {
    private static final List<String> SENTENCES = List.of(
            "The signed copy is filed under the reference %s and may be asked for at the front desk.",
            "Questions about this entry go to the registry, which lists it as %s since the last revision.",
            "In the old index this note appears as %s; both names mean the same folder.",
            "Please quote %s when you return the binder to the shelf in the reading room.",
            "The draft was renamed to %s before the yearly inventory and has not changed since.",
            "Minutes of that meeting are kept as %s, together with the list of those who attended.",
            "The spare key to the cabinet hangs on the hook that is marked %s.",
            "Under the working title %s the plan was first shown to the committee in spring.");

    private final TenantId tenant;
    private final int number;
    private final String token;
    private final int sentence;

    Canary(TenantId tenant, int number, List<String> words, int sentence) {
        this.tenant = requireNonNull(tenant, "tenant is null");
        this.number = number;
        this.token = String.join("-", words);
        this.sentence = Math.floorMod(sentence, SENTENCES.size());
    }

    public TenantId tenant() {
        return tenant;
    }

    /** Which of the tenant's canaries it is, from 0. */
    public int number() {
        return number;
    }

    /** The words, joined by hyphens. A secret of the tenant: neither logs nor messages hold it. */
    public String token() {
        return token;
    }

    /** A sentence around the token that looks like one of a note. */
    public String sentence() {
        return SENTENCES.get(sentence).replace("%s", token);
    }

    /** Where a document that holds it says that it is from. */
    public SourceRef source() {
        return new SourceRef("weir-canary:/" + number);
    }

    /** Tenant and number, never the words. */
    @Override
    public String toString() {
        return "Canary[" + tenant + ", " + number + "]";
    }
}
