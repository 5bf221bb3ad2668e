package dev.weir.benchmarks.stores;

/** Where seals lie. */
enum Seals {
    IN_ROWS,
    BESIDE
}
