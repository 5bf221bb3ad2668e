package dev.weir.tenancy.testkit;

/** One way in which a store breaks its promises. Names say what a suite caught. */
public enum Lie {
    /** Returns any rows of any tenant, old and erased ones too. */
    IGNORES_FILTER,
    /** Returns only rows that lie outside the filter. */
    ONLY_FOREIGN_ROWS,
    /** Puts another row's seal on a row. */
    SWAPS_SEALS,
    /** Puts another row's text on a row. */
    SWAPS_TEXTS,
    /** Puts another row's vector on a row. */
    SWAPS_VECTORS,
    /** Puts the text of a row outside the filter on a row inside, key and seal untouched. */
    FOREIGN_TEXT_UNDER_OWN_SEAL,
    /** Gives a row outside the filter, whole, the key of a row inside. */
    FOREIGN_ROW_UNDER_OWN_KEY,
    /** Writes the caller's tenant into the key of a row outside the filter. */
    FOREIGN_ROW_UNDER_FORGED_TENANT,
    /** Flips one bit of the text's UTF-16. */
    FLIPS_TEXT,
    /** Cuts the text short. */
    TRUNCATES_TEXT,
    /** Changes one character of the seal. */
    FLIPS_SEAL,
    /** Flips one bit of the vector. */
    FLIPS_VECTOR,
    /** Returns rows of replaced versions and erased documents. */
    REPLAYS_OLD_ROWS,
    /** Returns the key with blank, doubled, array-like, padded or upper-case tenants. */
    ODD_KEYS,
    /** Returns rows without a key. */
    NULL_KEYS,
    /** Returns rows without a text. */
    NULL_TEXTS,
    /** Returns rows without a seal, or with an empty one. */
    NULL_SEALS,
    /** Returns rows without a vector. */
    NULL_VECTORS,
    /** Returns null in the place of rows. */
    NULL_ROWS,
    /** Returns null in the place of the whole answer. */
    NULL_RESULT,
    /** Fails with an exception of its own on every other query. */
    THROWS,
    /** Returns more than k rows, the surplus from anywhere. */
    TOO_MANY,
    /** Returns nothing. */
    NOTHING,
    /** Returns every row several times. */
    DUPLICATES,
    /** Returns NaN and infinite scores, in the wrong order. */
    ODD_SCORES
}
