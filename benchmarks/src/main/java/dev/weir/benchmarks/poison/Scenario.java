package dev.weir.benchmarks.poison;

/**
 * An attack, how much of it is planted, from where, and whom the clean passages are from.
 *
 * @param part of the page, such as {@code published}
 * @param n passages that the attacker plants, at least 1
 */
record Scenario(String part, Attack attack, int n, Placement placement, Trust trust) {
    String name() {
        return attack.name() + ", " + n + " from " + (n == 1 ? tier() : placement.text());
    }

    private String tier() {
        return switch (placement.tier()) {
            case UNKNOWN -> "an unknown source";
            case ADOPTED -> "an adopted source";
            case EXTERNAL -> "an external source";
            case INTERNAL -> "an internal source";
            case CURATED -> "a curated source";
        };
    }
}
