package dev.weir.adapters.cli;

/** What the process ends with; part of the command line's contract. */
enum ExitCode {
    /** Done, and nothing was stopped. */
    DONE(0),
    /** Done, and something was quarantined, rejected or withheld. */
    STOPPED(1),
    /** Wrong usage or a broken environment; the message says what to do next. */
    USAGE(2),
    /** An invariant broke: a foreign row, a broken seal. */
    BROKEN(3);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** The graver of the two. */
    ExitCode and(ExitCode other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
