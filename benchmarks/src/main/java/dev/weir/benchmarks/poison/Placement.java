package dev.weir.benchmarks.poison;

import dev.weir.tenancy.TrustTier;

/** From where poison comes. */
enum Placement {
    /** One document, one uploader, one batch. */
    ONE_SOURCE("one source", TrustTier.UNKNOWN, false, false),
    /** A document and a batch for each passage, a day apart, by one uploader: a slow drip. */
    ONE_UPLOADER("one uploader, slowly", TrustTier.UNKNOWN, true, false),
    /** Document, uploader and batch of its own for each passage. */
    MANY("as many sources", TrustTier.UNKNOWN, true, true),
    /** The same, from known sources outside. */
    MANY_EXTERNAL("as many external sources", TrustTier.EXTERNAL, true, true),
    /** The same, from inside. */
    MANY_INTERNAL("as many internal sources", TrustTier.INTERNAL, true, true),
    /** The same, reviewed: a corrupt curator. */
    MANY_CURATED("as many curated sources", TrustTier.CURATED, true, true);

    private final String text;
    private final TrustTier tier;
    private final boolean manySources;
    private final boolean manyUploaders;

    Placement(String text, TrustTier tier, boolean manySources, boolean manyUploaders) {
        this.text = text;
        this.tier = tier;
        this.manySources = manySources;
        this.manyUploaders = manyUploaders;
    }

    String text() {
        return text;
    }

    TrustTier tier() {
        return tier;
    }

    String source(int passage) {
        return "poison/" + (manySources ? passage : 0);
    }

    String uploader(int passage) {
        return "mallory-" + (manyUploaders ? passage : 0);
    }

    String batch(int passage) {
        return "poison-batch-" + (manySources ? passage : 0);
    }
}
