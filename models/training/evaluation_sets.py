"""Writes the composed sets that `benchmarks/quality` measures the product with.

Everything comes from the held-out side: documents, payloads and phrases that neither network has seen, and
documents that no threshold was set on. One gzipped JSON Lines file a set, in the format of the data folder with
`meta.family`, `meta.payload` and `meta.carrier` (what stays together in a bootstrap), `meta.channel` and
`meta.document`.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
from pathlib import Path

import calibrate
import compose
import data
import disguises
import grammar

SEED = 4711


def key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


class Sets:
    def __init__(self, out: Path):
        self._out = out
        self._sizes: dict[str, int] = {}

    def write(self, name: str, rows: list[dict]) -> None:
        self._out.mkdir(parents=True, exist_ok=True)
        with gzip.GzipFile(self._out / f"{name}.jsonl.gz", "wb", mtime=0) as file:
            for i, row in enumerate(rows):
                line = {"id": f"{name}-{i}", "source": f"composed/{name}", "licence": "see the manifest", "lang": "en", **row}
                file.write((json.dumps(line, ensure_ascii=False) + "\n").encode())
        self._sizes[name] = len(rows)

    def sizes(self) -> dict[str, int]:
        return self._sizes


def injected(sample: compose.Sample, family: str, kind: str = "document_with_injection", **meta) -> dict:
    payload = sample.text[slice(*sample.span)]
    rest = sample.text[: sample.span[0]] + sample.text[sample.span[1] :]
    parts = sample.origin.split("/")
    return {
        "text": sample.text, "label": "injection", "kind": kind, "lang": sample.lang, "span": list(sample.span),
        "meta": {"family": family, "payload": key(payload), "carrier": key(rest), "wording": parts[0], "place": "/".join(parts[1:]), **meta},
    }  # fmt: skip


def harmless(text: str, kind: str, family: str, lang: str = "en", **meta) -> dict:
    return {"text": text, "label": "benign", "kind": kind, "lang": lang, "meta": {"family": family, "carrier": key(text), **meta}}


def pairs_of(pool: compose.Pool, rng: random.Random, code: str, prefix: str, count: int) -> list[compose.Sample]:
    found = []
    while len(found) < count:
        dirty, _ = compose.pair(pool, rng, code)
        if dirty.origin.startswith(prefix) and dirty.lang == code:
            found.append(dirty)
    return found


def obfuscated(pool: compose.Pool, rng: random.Random, family: str, count: int) -> list[dict]:
    rows = []
    for _ in range(count):
        _, carrier = compose.passage(pool, rng, "en")
        wording, payload = grammar.override(pool.language("en"), rng)
        disguised = disguises.FAMILIES[family](payload, rng)
        text, span = compose.plant(carrier, disguised, rng)
        sample = compose.Sample(text, 1, span, f"override-{wording}/prose")
        rows.append(injected(sample, family))
    return rows


def documents(rows: list[data.Row], clean: Path) -> dict[str, list[dict]]:
    """Whole documents of the evaluation half: pieces of one file belong to one document."""
    found: dict[str, list[dict]] = {"ordinary": [], "discussing": []}
    discussing = {"dair_guide", "garak_docs", "owasp_cheatsheets"}
    for row in rows:
        if row.positive or not data.held_out(row) or data.sets_thresholds(row) or row.kind == "user_prompt":
            continue
        if row.source not in compose.CARRIER_WEIGHTS or row.lang not in grammar.CODES:
            continue
        text = "\n".join(compose.paragraphs(row)) if row.source == "t0_docs" else row.text
        if text.strip():
            kind = "discussing" if row.source in discussing else "ordinary"
            found[kind].append(harmless(text, "hard_negative" if kind == "discussing" else "document", row.source, row.lang, document=key(data.group(row))))
    with gzip.open(clean, "rt", encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            found["ordinary"].append(harmless(data.normalise(raw["text"]), "document", "rag_corpus", raw.get("lang") or "en", document=key(raw["id"])))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train/, dev/ and rag_corpus/")
    parser.add_argument("--out", type=Path, required=True, help="folder for the sets")
    args = parser.parse_args()
    rng = random.Random(SEED)
    rows, _ = data.drop_leaks(data.load_train(args.data / "train"), data.load_dev(args.data / "dev"))
    pool = compose.build_pool([r for r in rows if not data.held_out(r) or not data.sets_thresholds(r)], True)
    sets = Sets(args.out)

    sets.write("override", [injected(s, "override") for s in pairs_of(pool, rng, "en", "override", 600)])
    sets.write("task", [injected(s, s.origin.split("/")[0]) for s in pairs_of(pool, rng, "en", "task", 800)])
    sets.write("public-attacks", [injected(s, "attack") for s in pairs_of(pool, rng, "en", "attack", 200)])
    for code in grammar.CODES:
        found = [injected(s, "override") for s in pairs_of(pool, rng, code, "override", 100)]
        found += [injected(s, "task") for s in pairs_of(pool, rng, code, "task", 60)]
        sets.write(f"language-{code}", found)
    for family in disguises.FAMILIES:
        sets.write(f"disguise-{family}", obfuscated(pool, rng, family, 100))
    for name, members in documents(rows, args.data / "rag_corpus" / "clean_corpus.jsonl.gz").items():
        sets.write(name, members)
    quoted = [compose.quoted(pool, rng, "en" if i % 2 else grammar.CODES[i // 2 % 15]) for i in range(500)]
    sets.write("quoting", [harmless(s.text, "hard_negative", "quoting", s.lang, role="discusses") for s in quoted])
    twins = [compose.harmless(pool, rng, "en" if i % 2 else grammar.CODES[i // 2 % 15]) for i in range(800)]
    sets.write("trigger-words", [harmless(s.text, "hard_negative", "trigger-words", s.lang) for s in twins])
    for channel, texts in calibrate.clean_by_channel(rows, pool, rng, False).items():
        code = channel.lower().replace("_", "-")
        found = [harmless(t, "document", "channel", "en", channel=code) for t in texts[:500]]
        for i in range(120):
            alone = compose.alone(pool, rng, "en" if i % 2 else grammar.CODES[i // 2 % 15])
            found.append(injected(alone, "channel", "bare_attack_payload", channel=code))
        sets.write(f"channel-{code}", found)
    print(json.dumps(sets.sizes(), indent=1))


if __name__ == "__main__":
    main()
