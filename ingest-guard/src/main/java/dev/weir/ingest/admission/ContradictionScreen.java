package dev.weir.ingest.admission;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.verdict.CorpusSign;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.tenancy.TrustTier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Objects to a document with a sentence that is about the same as one in a more trusted chunk near to it and has another
 * number or month, or the same ones and the opposite sign. The sign names the chunk. Stateless; thread-safe as its look-up is.
 *
 * <h2>Guarantees</h2>
 *
 * <p>Only chunks of the same tenant and a higher tier are compared with, whatever the look-up returns.
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>That a contradiction in other words is seen, or one of names, or of negations that are not English.
 *   <li>That the more trusted text is right: prices and dates change.
 *   <li>That a higher chunk is compared with if five others are nearer.
 * </ul>
 */
public final class ContradictionScreen implements AdmissionScreen {
    private static final int NEIGHBOURS = 5;

    /** Sentences that share so many of their words are about the same. */
    private static final double ALIKE = 0.6;

    private final NeighbourLookup lookup;

    public ContradictionScreen(NeighbourLookup lookup) {
        this.lookup = requireNonNull(lookup, "lookup is null");
    }

    @Override
    public String id() {
        return "contradiction/1";
    }

    @Override
    public List<CorpusSign> screen(Arrival arrival) {
        Optional<TrustTier> higher = Arrays.stream(TrustTier.values())
                .filter(tier -> tier.compareTo(arrival.trust()) > 0)
                .findFirst();
        return higher.map(atLeast -> contradictions(arrival, atLeast)).orElse(List.of());
    }

    private List<CorpusSign> contradictions(Arrival arrival, TrustTier atLeast) {
        List<CorpusSign> signs = new ArrayList<>();
        for (ArrivingChunk chunk : arrival.chunks()) {
            List<Claim> claims = Claim.of(chunk.text());
            if (claims.isEmpty()) {
                continue;
            }
            for (Neighbour neighbour : lookup.nearest(arrival.tenant(), chunk.vector(), atLeast, NEIGHBOURS)) {
                boolean counts = neighbour.id().tenant().equals(arrival.tenant())
                        && !neighbour.id().document().equals(arrival.document())
                        && neighbour.trust().compareTo(arrival.trust()) > 0;
                double alike = counts ? likest(claims, Claim.of(neighbour.text())) : 0;
                if (alike >= ALIKE) {
                    signs.add(new CorpusSign(
                            RationaleCode.CONTRADICTS_TRUSTED,
                            alike,
                            ALIKE,
                            CorpusSign.Effect.HOLDS,
                            neighbour.id().toString()));
                }
            }
        }
        return signs.stream().distinct().toList();
    }

    /** How alike the two most alike claims are that contradict each other; 0 if none do. */
    private static double likest(List<Claim> claims, List<Claim> others) {
        double most = 0;
        for (Claim claim : claims) {
            for (Claim other : others) {
                if (claim.contradicts(other)) {
                    most = Math.max(most, claim.likeness(other));
                }
            }
        }
        return most;
    }
}
