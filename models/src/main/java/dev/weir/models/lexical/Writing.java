package dev.weir.models.lexical;

/** What a way of writing does to the people who read it. */
enum Writing {
    /** Readers see through it, or a renderer resolves it: escapes in addresses, hyphenation, spaced headings. */
    ORDINARY,
    /** Readers do not see what it says: encodings and disguises. */
    CONCEALED
}
