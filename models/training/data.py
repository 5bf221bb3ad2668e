"""Reading, licensing, normalising, splitting and leak-checking the public text."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

# Upstreams inside t0_docs whose licence allows commercial use. The other families are dropped:
# multi_news, xsum, cnn_dailymail, gigaword, ag_news (publishers' text), samsum, sciq, dream
# (non-commercial), imdb, rotten, yelp, amazon_polarity, app_reviews, wiqa (no clear grant).
T0_ALLOWED = {
    "ropes", "quoref", "cosmos", "adversarial_qa", "wiki_hop", "duorc", "dbpedia", "wiki_bio",
    "kilt",
}  # fmt: skip
NON_COMMERCIAL = re.compile(r"non-?commercial|\bnc\b|-nc-|research[- ]only", re.I)

# Label noise: topical questions and requests for advice marked as attacks; no instruction in them.
DROPPED_POSITIVES = {"hinglish": "content-policy requests, not instructions to the reader"}
DROPPED_SPIKEE_TYPES = {"financial-adv", "financial-adv-chat"}

HELD_OUT_SOURCES = {"runbooks", "tribuo_docs", "github_policy"}
HELD_OUT_PERCENT = 12


@dataclass(frozen=True)
class Row:
    id: str
    source: str
    kind: str
    lang: str
    text: str
    positive: bool
    span: tuple[int, int] | None
    meta: dict = field(default_factory=dict, compare=False)


def normalise(text: str) -> str:
    """NFKC without invisible format characters: what the reader of a document cannot see."""
    if text.isascii() and text.isprintable():
        return text  # most of the text; the way below is slow
    folded = unicodedata.normalize("NFKC", text)
    return "".join(
        c for c in folded
        if c in "\n\t\r" or unicodedata.category(c) not in ("Cf", "Cc", "Cs", "Co")
        and not 0xFE00 <= ord(c) <= 0xFE0F
    )  # fmt: skip


def normalise_row(raw: dict) -> Row:
    text, span = raw["text"], raw.get("span")
    if span:
        # Normalising the three parts apart keeps the span exact when lengths change.
        before, inside, after = (
            normalise(text[: span[0]]), normalise(text[span[0] : span[1]]), normalise(text[span[1] :])
        )  # fmt: skip
        text, span = before + inside + after, (len(before), len(before) + len(inside))
    else:
        text, span = normalise(text), None
    return Row(
        raw["id"], raw["source"], raw["kind"], raw.get("lang") or "", text,
        raw["label"] == "injection", span, raw.get("meta") or {},
    )  # fmt: skip


def _raw(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            if "label" in raw:
                yield raw


def usable(raw: dict) -> bool:
    """Whether a training row may be used at all: licence first, then known label noise."""
    if NON_COMMERCIAL.search(raw.get("licence") or ""):
        return False
    meta, positive = raw.get("meta") or {}, raw["label"] == "injection"
    if raw["source"] == "t0_docs" and meta.get("family") not in T0_ALLOWED:
        return False
    if positive and raw["source"] in DROPPED_POSITIVES:
        return False
    return not (positive and meta.get("type") in DROPPED_SPIKEE_TYPES)


def load_train(folder: Path) -> list[Row]:
    files = sorted(folder.glob("*.jsonl.gz"))
    return [normalise_row(r) for f in files for r in _raw(f) if usable(r)]


def load_dev(folder: Path) -> list[Row]:
    return [normalise_row(r) for f in sorted(folder.glob("*.jsonl.gz")) for r in _raw(f)]


def manifest(folder: Path) -> list[dict]:
    """One line per source: where it came from, its licence, rows used, digest of the file."""
    table = {}
    for line in (folder.parent / "README.md").read_text(encoding="utf-8").splitlines():
        cells = [c.strip() for c in line.strip("|").split("|")]
        if len(cells) == 7 and cells[0] == folder.name:
            table[cells[1]] = cells
    entries = []
    for path in sorted(folder.glob("*.jsonl.gz")):
        rows = list(_raw(path))
        name = path.name.removesuffix(".jsonl.gz")
        repository, _, commit = table[name][6].rpartition(" @ ")
        entries.append({
            "source": name, "repository": repository, "commit": commit,
            "licence": table[name][5], "rows": len(rows), "count": sum(map(usable, rows)),
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        })  # fmt: skip
    return entries


def words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).lower())


def bucket(key: str) -> int:
    """A stable number in 0..99 for a group key."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") % 100


def payload_group(source: str, text: str, meta: dict | None = None) -> str:
    """Payloads that differ only in their slots belong together."""
    kind = (meta or {}).get("instr") or (meta or {}).get("type")
    return f"{source}:{kind}" if kind else f"payload:{' '.join(words(text)[:4])}"


def group(row: Row) -> str:
    if row.positive:
        payload = row.text[slice(*row.span)] if row.span else row.text
        return payload_group(row.source, payload, row.meta)
    if row.source == "xquad":
        return "xquad"  # the same paragraphs in twelve languages: one group
    return f"{row.source}:{row.meta.get('path') or ' '.join(words(row.text)[:12])}"


def held_out(row: Row) -> bool:
    if row.source == "xquad":
        return False
    return row.source in HELD_OUT_SOURCES or bucket(group(row)) < HELD_OUT_PERCENT


def sets_thresholds(row: Row) -> bool:
    """Of the held-out side, the half on which thresholds are set; figures come from the other half."""
    return bucket("half:" + group(row)) < 50


SHINGLE = 13


def _shingles(tokens: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(tokens[i : i + SHINGLE]) for i in range(len(tokens) - SHINGLE + 1))


class LeakIndex:
    """Finds dev texts and payloads in training text: whole after normalising, or by 13 words.

    Dev texts of fewer than six words ("hello there") prove nothing inside longer text and are
    compared with whole training texts only.
    """

    def __init__(self, dev: Iterable[Row]):
        self._whole: dict[str, str] = {}
        self._shingles: dict[tuple[str, ...], str] = {}
        for row in dev:
            for text in {row.text, row.text[slice(*row.span)] if row.span else row.text}:
                tokens = words(text)
                if tokens:
                    self._whole[" ".join(tokens)] = row.id
                for shingle in _shingles(tokens):
                    self._shingles[shingle] = row.id
        sizes = {text.count(" ") + 1 for text in self._whole}
        self._sizes = sorted(n for n in sizes if 6 <= n < SHINGLE)

    def hits(self, text: str) -> set[str]:
        tokens = words(text)
        found = {self._whole.get(" ".join(tokens))}
        found.update(self._shingles.get(s) for s in _shingles(tokens))
        for n in self._sizes:
            starts = range(len(tokens) - n + 1)
            found.update(self._whole.get(" ".join(tokens[i : i + n])) for i in starts)
        return found - {None}


def drop_leaks(rows: list[Row], dev: list[Row]) -> tuple[list[Row], int]:
    """Training rows that share text with dev go before anything is composed."""
    index = LeakIndex(dev)
    kept = [r for r in rows if not index.hits(r.text)]
    return kept, len(rows) - len(kept)


def require_no_leak(samples, dev: list[Row]) -> None:
    index = LeakIndex(dev)
    found = Counter(hit for s in samples for hit in index.hits(s.text))
    if found:
        raise SystemExit(f"dev text stands in train: {found.most_common(10)}")
