"""Windows for training: planted payloads with exact spans, each beside its clean carrier."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass

import grammar
from data import Row, bucket, held_out, payload_group

SENTENCE_END = re.compile(r"(?<=[.!?。।؟])\s+|\n+|(?<=。)")
TASK_CUE = re.compile(
    r"\?|\b(answer|question|read|write|generate|given|extract|summari[sz]e|passage|paragraph"
    r"|article|following|below|context|background|options?|hint)\b", re.I,
)  # fmt: skip
PROSE = {"xquad", "t0_docs", "handbook_18f", "github_policy", "tribuo_docs", "garak"}
MAIN_PROSE = {"xquad", "t0_docs", "handbook_18f", "github_policy"}
MANUALS = {
    "owasp_cheatsheets", "spring_security_docs", "pagerduty", "runbooks", "tldr_pages", "recipes",
    "dair_guide", "garak_docs", "code_files",
}  # fmt: skip
PLAIN_SOURCES = {"instruct_prompts": 3, "wildguard_benign": 1, "deepset": 1}


@dataclass(frozen=True)
class Sample:
    """One text, its label, and the planted characters. `span` None means the place is unknown."""

    text: str
    label: int
    span: tuple[int, int] | None
    origin: str


@dataclass(frozen=True)
class Pool:
    """The parts one side of the split may compose from; nothing crosses sides."""

    by_source: dict[str, list[Row]]
    weights: list[int]
    attacks: list[str]
    plain: list[str]
    tasks: list[str]
    languages: list[str]


def paragraphs(row: Row) -> list[str]:
    """Document text without the task wording that some sources wrap around it."""
    blocks = [b.strip() for b in re.split(r"\n\s*\n" if row.source != "t0_docs" else r"\n", row.text)]
    if row.source != "t0_docs":
        return [b for b in blocks if len(b) >= 60]
    return [b for b in blocks if len(b) >= 150 and not TASK_CUE.search(b)]


def build_pool(rows: list[Row], want_held_out: bool) -> Pool:
    side = [r for r in rows if held_out(r) == want_held_out]
    by_source: dict[str, list[Row]] = {}
    for row in side:
        carries = row.source in PROSE | MANUALS | {"email_agent"} and row.kind != "user_prompt"
        if carries and not row.positive and paragraphs(row):
            by_source.setdefault(row.source, []).append(row)
    attacks = {
        r.text[slice(*r.span)] if r.span else r.text
        for r in side
        if r.positive and r.source in ("spikee", "garak", "giskard", "deepset")
    }
    plain = [
        r.text.strip() for r in side
        for _ in range(PLAIN_SOURCES.get(r.source, 0))
        if r.kind in ("user_prompt", "hard_negative") and 15 <= len(r.text) <= 320
    ]  # fmt: skip
    tasks = [
        t for ts in grammar.TASKS.values() for t in ts.split(";")
        if (bucket(payload_group("grammar", t)) < 12) == want_held_out
    ]  # fmt: skip
    return Pool(
        by_source, [3 if s in MAIN_PROSE else 1 for s in by_source],
        sorted(a.strip() for a in attacks if 15 <= len(a.strip()) <= 420), plain, tasks,
        sorted(grammar.FOREIGN),
    )  # fmt: skip


def excerpt(row: Row, rng: random.Random, longest: int) -> str:
    """Some consecutive sentences."""
    block = rng.choice(paragraphs(row))
    if rng.random() < 0.5 or row.source in MANUALS:
        starts = [0] + [m.end() for m in SENTENCE_END.finditer(block)]
        begin = rng.choice(starts[: max(1, len(starts) - 1)])
    else:
        begin = 0
    text = block[begin : begin + longest]
    if len(block) - begin > longest:
        ends = [m.start() for m in SENTENCE_END.finditer(text)]
        text = text[: ends[-1]] if ends and ends[-1] > 40 else text
    return text.strip()


def plant(carrier: str, insertion: str, rng: random.Random) -> tuple[str, tuple[int, int]]:
    """Insert at a sentence border; the span covers the insertion and nothing else."""
    borders = [0, len(carrier)] + [m.start() for m in SENTENCE_END.finditer(carrier)]
    at = rng.choice(borders if rng.random() < 0.6 else borders[:2])
    gap = rng.choice([" ", " ", " ", "\n", "\n\n"])
    before, after = carrier[:at].rstrip(), carrier[at:].lstrip()
    head = before + gap if before else ""
    return head + insertion + (gap + after if after else ""), (len(head), len(head) + len(insertion))


def _record(text: str, rng: random.Random) -> str:
    """Tool output: the text stands in one field among ordinary ones."""
    others = [
        ("id", rng.randrange(10**5)), ("status", rng.choice(["ok", "done", "active", "open"])),
        ("author", grammar.fill("{name}", rng)), ("date", f"2024-0{rng.randrange(1, 10)}-1{rng.randrange(10)}"),
        ("rating", rng.randrange(1, 6)), ("price", rng.randrange(5, 900)),
        ("from", grammar.fill("{mail}", rng)), ("subject", rng.choice(["Weekly update", "Your order", "Minutes", "Re: plan"])),
        ("title", rng.choice(["Overview", "Customer review", "Notes", "Listing", "Release"])),
        ("success", True), ("amount", rng.randrange(10, 5000)),
    ]  # fmt: skip
    fields = rng.sample(others, rng.randrange(1, 5))
    key = rng.choice(["body", "content", "text", "description", "review", "note", "snippet", "bio", "result", "message"])
    fields.insert(rng.randrange(len(fields) + 1), (key, text))
    shape = rng.randrange(4)
    if shape == 0:
        return json.dumps(dict(fields), ensure_ascii=False)
    if shape == 1:
        return json.dumps({"results": [dict(fields)]}, ensure_ascii=False, indent=1)
    if shape == 2:
        return "\n".join(f"{k}: {v}" for k, v in fields)
    return "{" + ", ".join(f"'{k}': {v!r}" if k != key else f"'{k}': '{v}'" for k, v in fields) + "}"


def _mail(text: str, rng: random.Random) -> str:
    name = rng.choice(grammar.NAMES)
    head = grammar.fill("From: {mail}\nSubject: {company} {day}\n\n", rng)
    return f"{head}Hi {name},\n\n{text}\n\nBest,\n{rng.choice(grammar.NAMES)}"


def _table(text: str, rng: random.Random) -> str:
    rows = [f"| {rng.choice(grammar.NAMES)} | {rng.randrange(100)} | {rng.choice(grammar.GOODS)} |" for _ in range(rng.randrange(1, 4))]
    rows.insert(rng.randrange(len(rows) + 1), f"| {rng.choice(grammar.NAMES)} | {rng.randrange(100)} | {text} |")
    return "| name | n | comment |\n|---|---|---|\n" + "\n".join(rows)


def _html(text: str, rng: random.Random) -> str:
    return f"<div class=\"{rng.choice(['post', 'main', 'item'])}\"><p>{text}</p></div>"


SHELLS: list[tuple[float, Callable[[str, random.Random], str] | None]] = [
    (0.60, None), (0.22, _record), (0.09, _mail), (0.05, _table), (0.04, _html),
]  # fmt: skip

HIDING = ["<!-- {} -->", "<!--{}-->", '<span style="display:none">{}</span>', "[{}]", '<img src="x.png" alt="{}">', "/* {} */"]
MARK = "\ue000"  # private use: normalised text never holds it


def payload(pool: Pool, rng: random.Random, language: str) -> tuple[str, str]:
    """(kind, text) of what is planted."""
    draw = rng.random()
    if language != "en" and draw < 0.7:
        code = language if language in pool.languages else rng.choice(pool.languages)
        return "foreign", grammar.foreign(code, rng)
    if draw < 0.22 and pool.attacks:
        return "attack", rng.choice(pool.attacks)
    if draw < 0.42:
        return "override", grammar.override(rng.choice(pool.tasks), rng)
    if draw < 0.78:
        return "task", grammar.plain(rng.choice(pool.tasks), rng)
    if draw < 0.82:
        return "foreign", grammar.foreign(rng.choice(pool.languages), rng)
    return "prompt", rng.choice(pool.plain)


def carrier_for(pool: Pool, rng: random.Random) -> tuple[Row, str]:
    """A clean passage; sources are drawn evenly so that no large one rules."""
    row = rng.choice(pool.by_source[rng.choices(list(pool.by_source), pool.weights)[0]])
    return row, excerpt(row, rng, int(rng.triangular(60, 520, 240)))


def pair(pool: Pool, rng: random.Random) -> tuple[Sample, Sample]:
    """A carrier with a payload, and the same carrier clean (or with a harmless twin there)."""
    row, carrier = carrier_for(pool, rng)
    kind, text = payload(pool, rng, row.lang or "en")
    shell = rng.choices([s for _, s in SHELLS], [w for w, _ in SHELLS])[0]
    if shell is _record and rng.random() < 0.35:
        carrier = ""  # many tools return nothing but the field
    hidden = rng.random() < 0.15 and shell is not _table
    cover = rng.choice(HIDING) if hidden else "{}"
    place = rng.getrandbits(32)
    frame = rng.getrandbits(32)

    def build(insertion: str | None) -> tuple[str, tuple[int, int] | None]:
        body, span = carrier, None
        if insertion is not None:
            framed = cover.replace("{}", MARK + insertion + MARK)
            body, _ = plant(carrier, framed, random.Random(place))
        whole = shell(body, random.Random(frame)) if shell else body
        if insertion is not None and MARK not in whole:  # JSON may escape the mark, never does here
            raise AssertionError("the planted text was lost")
        begin = whole.find(MARK)
        if begin >= 0:
            end = whole.index(MARK, begin + 1) - 1
            whole, span = whole.replace(MARK, ""), (begin, end)
        return whole, span

    dirty, span = build(text)
    innocent = None
    if hidden:
        innocent = grammar.fill(rng.choice(grammar.NOTES), rng)
    elif rng.random() < 0.35 or not carrier:
        innocent = grammar.twin(rng)
    clean, _ = build(innocent)
    name = f"{kind}/{shell.__name__.strip('_') if shell else 'prose'}{'/hidden' if hidden else ''}"
    return Sample(dirty, 1, span, name), Sample(clean, 0, None, "clean/" + name)


def quoted(pool: Pool, rng: random.Random) -> Sample:
    """An attack that a document quotes while it discusses it: benign."""
    row, carrier = carrier_for(pool, rng)
    text = rng.choice(pool.attacks) if rng.random() < 0.4 else grammar.override(rng.choice(pool.tasks), rng)
    quote = rng.choice(grammar.QUOTES).replace("{p}", text[:200])
    joined, _ = plant(carrier, quote, rng)
    return Sample(joined, 0, None, "quoted")


def bare_negatives(rows: list[Row], side: bool, sizes: dict[str, int], rng: random.Random) -> list[Sample]:
    out = []
    for source, size in sizes.items():
        rows_here = [r for r in rows if r.source == source and not r.positive and held_out(r) == side]
        if source == "xquad":
            rows_here = [r for r in rows_here if r.kind == "user_prompt"]
        for row in rng.sample(rows_here, min(size, len(rows_here))):
            whole = row.text.strip()
            out.append(Sample(whole, 0, None, "benign/" + source))
    return out


def bare_positives(rows: list[Row], pool: Pool, side: bool, size: int, rng: random.Random) -> list[Sample]:
    out = []
    sources = {"garak": 0.3, "jailbreak_llms": 0.2, "spikee": 0.2, "deepset": 0.2, "email_agent": 0.06, "giskard": 0.04}
    for source, share in sources.items():
        here = [r for r in rows if r.positive and r.source == source and held_out(r) == side]
        for row in rng.sample(here, min(int(size * share * 0.8), len(here))):
            known = row.span or (None if row.source == "email_agent" else (0, len(row.text)))
            out.append(Sample(row.text, 1, known, "given/" + source))
    while len(out) < size:
        text = grammar.override(rng.choice(pool.tasks), rng)
        out.append(Sample(text, 1, (0, len(text)), "given/grammar"))
    return out
