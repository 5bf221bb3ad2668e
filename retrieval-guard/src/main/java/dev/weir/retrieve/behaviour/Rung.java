package dev.weir.retrieve.behaviour;

/** A step of the ladder of responses; each does what those below it do as well. The names are written to the audit log. */
public enum Rung {
    /** Nothing is out of the ordinary. */
    NONE,
    /** The audit log is told. */
    LOG,
    /** Answers are short. */
    LOWER_K,
    /** An answer holds few chunks that this principal was not served lately. */
    CAP_NEW,
    /** Nothing is answered until the application has asked the person to prove who he is. */
    STEP_UP,
    /** Nothing is answered. */
    BLOCK;

    /** Whether this is {@code other} or above it. */
    public boolean isAtLeast(Rung other) {
        return compareTo(other) >= 0;
    }

    static Rung higher(Rung one, Rung other) {
        return one.isAtLeast(other) ? one : other;
    }

    static Rung lower(Rung one, Rung other) {
        return one.isAtLeast(other) ? other : one;
    }
}
