package dev.weir.benchmarks.parsing;

/** A way to read a document. */
enum Way {
    /** Tika as it comes, in the process that asks. */
    PLAIN_TIKA,
    /** Weir's passes in one process, which nothing contains and whose answers nobody checks. */
    PASSES,
    /** Weir's passes as the product runs them: a copy, a worker with limits, a checked answer. */
    CONTAINED
}
