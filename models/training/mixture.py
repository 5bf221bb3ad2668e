"""What the classifier learns from, and in which shares."""

from __future__ import annotations

import random

import compose
import data
import grammar

GIVEN_BENIGN = {
    "owasp_cheatsheets": 6, "dair_guide": 9, "spring_security_docs": 5, "garak_docs": 2,
    "pagerduty": 3, "tldr_pages": 9, "code_files": 5, "recipes": 3, "handbook_18f": 6, "github_policy": 3,
    "t0_docs": 8, "wildguard_benign": 8, "instruct_prompts": 6, "deepset": 4, "bitext_support": 2,
    "hinglish": 2, "xquad": 5, "spikee": 1, "garak": 3,
}  # fmt: skip
FOREIGN = grammar.CODES[1:]


def make_samples(rows: list[data.Row], pool: compose.Pool, size: int, seed: int) -> list[compose.Sample]:
    """About `size` samples: two thirds composed pairs, the rest as the sources and the grammar give them."""
    rng = random.Random(seed)

    def codes(share_of_english: float, count: float):
        for i in range(int(count)):
            yield "en" if rng.random() < share_of_english else FOREIGN[i % len(FOREIGN)]

    samples = [s for code in codes(0.5, size * 0.345) for s in compose.pair(pool, rng, code)]
    samples += [compose.quoted(pool, rng, code) for code in codes(0.6, size * 0.045)]
    samples += [compose.harmless(pool, rng, code) for code in codes(0.5, size * 0.05)]
    # Evenly over the languages: what looks like an order differs from one to the next.
    samples += [compose.everyday_text(pool, rng, code) for code in codes(0.15, size * 0.055)]
    samples += [compose.alone(pool, rng, code) for code in codes(0.5, size * 0.03)]
    samples += compose.given_attacks(rows, pool.held_out, int(size * 0.04), rng)
    unit = size * 0.09 / sum(GIVEN_BENIGN.values())
    sizes = {s: int(n * unit) for s, n in GIVEN_BENIGN.items()}
    samples += compose.given_benign(rows, pool.held_out, sizes, rng)
    rng.shuffle(samples)
    return samples
