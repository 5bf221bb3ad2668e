package dev.weir.benchmarks.behaviour;

import dev.weir.benchmarks.behaviour.Corpus.Ranking;
import java.time.Instant;

/** One question at a time, and what an index finds for it. */
record Question(Instant at, String text, Ranking found) {}
