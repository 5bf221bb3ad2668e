package dev.weir.retrieve.screen;

/** Whether set screens act or only tell. Tenancy and seals are enforced in both modes. */
public enum Mode {
    /** Screens withhold and reorder, as their rules say. */
    ENFORCE,
    /** Screens annotate; the answer holds what it would hold without them. For trying rules out. */
    OBSERVE
}
