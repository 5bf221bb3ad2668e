package dev.weir.tenancy.store;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a store says it did with the parts of a query's filter: a claim, checked row by row afterwards.
 *
 * @param enforced parts that every returned row satisfies, as far as the store knows
 * @param residual parts that the store could not express
 */
public record Pushdown(Set<Part> enforced, Set<Part> residual) {
    /** @throws IllegalArgumentException if a part is in neither set or in both */
    public Pushdown {
        enforced = Set.copyOf(enforced);
        residual = Set.copyOf(residual);
        Set<Part> all = EnumSet.noneOf(Part.class);
        all.addAll(enforced);
        all.addAll(residual);
        if (all.size() != Part.values().length || enforced.size() + residual.size() != all.size()) {
            throw new IllegalArgumentException("each part of the filter must be either enforced or residual");
        }
    }

    /** The claim that everything was enforced. */
    public static Pushdown everything() {
        return new Pushdown(EnumSet.allOf(Part.class), Set.of());
    }

    /** A part of a query's filter. */
    public enum Part {
        /** The tenants of the scope. */
        TENANT,
        /** The access tags that the scope permits. */
        TAG,
        /** The application's own filter. */
        APPLICATION
    }
}
