package dev.weir.retrieve.verify;

/** What is to be known about a chunk that is served all the same. */
public sealed interface Annotation permits ScanNote, WithholdCode {
    /** The name used in output. */
    String name();

    /** One sentence for a person. */
    String text();
}
