package dev.weir.tenancy.testkit;

/** One way in which a store that keeps metadata beside texts breaks its promises. */
public enum RowLie {
    /** Returns any rows of any tenant. */
    IGNORES_FILTER,
    /** Returns only rows that lie outside the filter. */
    ONLY_FOREIGN_ROWS,
    /** Writes the fields of a row inside the filter, all but seal and chunk id, into one outside. */
    FORGES_FIELDS,
    /** Gives a row outside the filter, seal and all, the chunk id of one inside. */
    FORGES_CHUNK_IDS,
    /** Puts another row's seal on a row. */
    SWAPS_SEALS,
    /** Puts another row's text on a row. */
    SWAPS_TEXTS,
    /** Puts another row's vector on a row. */
    SWAPS_VECTORS,
    /** Puts the text of a row outside the filter on one inside, by the field that holds blank texts. */
    HIDES_TEXT_IN_METADATA,
    /** Cuts the text short. */
    TRUNCATES_TEXT,
    /** Changes one character of the seal. */
    FLIPS_SEAL,
    /** Flips one bit of the vector. */
    FLIPS_VECTOR,
    /** Returns rows without metadata. */
    NO_METADATA,
    /** Returns metadata whose strings became numbers. */
    NUMBERS_FOR_STRINGS,
    /** Returns rows without text and metadata. */
    NULL_SEGMENTS,
    /** Returns rows without a vector. */
    NULL_VECTORS,
    /** Claims that rows have no vector. */
    DENIES_VECTORS,
    /** Returns null in the place of rows. */
    NULL_ROWS,
    /** Returns null in the place of the answer. */
    NULL_RESULT,
    /** Fails with an exception of its own. */
    THROWS,
    /** Returns more rows than it was asked for, the surplus from anywhere. */
    TOO_MANY,
    /** Returns every row several times. */
    DUPLICATES,
    /** Returns scores that are NaN or infinite. */
    ODD_SCORES,
    /** Returns nothing. */
    NOTHING
}
