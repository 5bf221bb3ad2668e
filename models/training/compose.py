"""Texts for training and evaluation: planted payloads with exact spans, each beside its clean carrier."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

import carriers
import everyday
import grammar
from data import Row, held_out
from grammar import Language

SENTENCE_END = re.compile(r"(?<=[.!?。।؟])\s+|\n+|(?<=。)")
TASK_CUE = re.compile(
    r"\?|\b(answer|question|read|write|generate|given|extract|summari[sz]e|passage|paragraph"
    r"|article|following|below|context|background|options?|hint)\b", re.I,
)  # fmt: skip
# How often passages of a source carry a payload; sources not named here never do.
CARRIER_WEIGHTS = {
    "t0_docs": 5, "xquad": 4, "handbook_18f": 3, "github_policy": 3, "garak": 1, "owasp_cheatsheets": 1,
    "spring_security_docs": 1, "pagerduty": 1, "tldr_pages": 2, "recipes": 1, "dair_guide": 2,
    "garak_docs": 0.5, "code_files": 1, "email_agent": 1, "runbooks": 1, "tribuo_docs": 1,
}  # fmt: skip
MANUALS = {
    "owasp_cheatsheets", "spring_security_docs", "pagerduty", "runbooks", "tldr_pages", "recipes",
    "dair_guide", "garak_docs", "code_files",
}  # fmt: skip
PROMPT_SOURCES = {"instruct_prompts": 3, "wildguard_benign": 1, "deepset": 1}
EVERYDAY_PASSAGES = 0.3  # of the passages written by the grammar: payloads are planted there as well
EVERYDAY_IN_PLACE = 0.16  # of the harmless sentences that stand where a payload would
MARK = "\ue000"  # private use: normalised text never holds it


@dataclass(frozen=True)
class Sample:
    """One text, its label, and the planted characters. `span` None means the place is unknown."""

    text: str
    label: int
    span: tuple[int, int] | None
    origin: str
    lang: str = "en"


@dataclass(frozen=True)
class Pool:
    """The parts one side of the split may compose from; nothing crosses sides."""

    by_lang: dict[str, dict[str, list[Row]]]
    attacks: list[str]
    prompts: list[str]
    held_out: bool

    def language(self, code: str) -> Language:
        return grammar.language(code, self.held_out)


def paragraphs(row: Row) -> list[str]:
    """Document text without the task wording that some sources wrap around it."""
    blocks = [b.strip() for b in re.split(r"\n\s*\n" if row.source != "t0_docs" else r"\n", row.text)]
    if row.source != "t0_docs":
        return [b for b in blocks if len(b) >= 60]
    return [b for b in blocks if len(b) >= 150 and not TASK_CUE.search(b)]


def build_pool(rows: list[Row], want_held_out: bool) -> Pool:
    side = [r for r in rows if held_out(r) == want_held_out]
    by_lang: dict[str, dict[str, list[Row]]] = {code: {} for code in grammar.CODES}
    for row in side:
        carries = row.source in CARRIER_WEIGHTS and row.kind != "user_prompt" and not row.positive
        if carries and row.lang in by_lang and paragraphs(row):
            by_lang[row.lang].setdefault(row.source, []).append(row)
    attacks = {
        r.text[slice(*r.span)] if r.span else r.text
        for r in side
        if r.positive and r.source in ("spikee", "garak", "giskard", "deepset")
    }
    prompts = [
        r.text.strip() for r in side
        for _ in range(PROMPT_SOURCES.get(r.source, 0))
        if r.kind in ("user_prompt", "hard_negative") and 15 <= len(r.text) <= 320
    ]  # fmt: skip
    short = sorted(a.strip() for a in attacks if 15 <= len(a.strip()) <= 500)
    return Pool(by_lang, short, prompts, want_held_out)


def excerpt(row: Row, rng: random.Random, longest: int) -> str:
    """Some consecutive sentences, over several paragraphs where one is too short."""
    blocks = paragraphs(row)
    first = rng.randrange(len(blocks))
    block = "\n\n".join(blocks[first:]) if longest > 500 else blocks[first]
    starts = [0] + [m.end() for m in SENTENCE_END.finditer(block[: max(1, len(block) - 60)])]
    begin = rng.choice(starts[:-1] or [0]) if rng.random() < 0.6 else 0
    text = block[begin : begin + longest]
    if len(block) - begin > longest:
        ends = [m.start() for m in SENTENCE_END.finditer(text)]
        text = text[: ends[-1]] if ends and ends[-1] > 40 else text
    return text.strip()


def plant(carrier: str, insertion: str, rng: random.Random) -> tuple[str, tuple[int, int]]:
    """Insert at a sentence border; the span covers the insertion and nothing else."""
    borders = [0, len(carrier)] + [m.start() for m in SENTENCE_END.finditer(carrier)]
    at = rng.choice(borders if rng.random() < 0.7 else borders[:2])
    gap = rng.choice([" ", " ", " ", "\n", "\n\n"])
    before, after = carrier[:at].rstrip(), carrier[at:].lstrip()
    head = before + gap if before else ""
    return head + insertion + (gap + after if after else ""), (len(head), len(head) + len(insertion))


HIDING = ["<!-- {} -->", "<!--{}-->", '<span style="display:none">{}</span>', "[{}]", '<img src="x.png" alt="{}">', "/* {} */", "({})", "<span style='font-size:1px;color:#fff'>{}</span>"]
NOTES = ["TODO: update this section", "reviewed by {name}", "header image goes here", "end of navigation", "tracking pixel removed", "version {n}.{n}", "generated on {day}", "copyright {company}", "see ticket {n}", "translated from the German edition", "this block is filled by the template", "menu starts", "{topic}", "photo of {city}", "chart of {document}"]  # fmt: skip


def payload(pool: Pool, rng: random.Random, code: str) -> tuple[str, str]:
    """(kind, text) of what is planted. The kind's first part is `override`, `task` or `attack`."""
    lang = pool.language(code)
    draw = rng.random()
    if code == "en":
        if draw < 0.17 and pool.attacks:
            return "attack", rng.choice(pool.attacks)
        if draw < 0.36:
            kind, text = grammar.override(lang, rng)
            return f"override-{kind}", text
        if draw < 0.80:
            kind, text = grammar.plain(lang, rng)
            return f"task-{kind}", text
        return "task-prompt", rng.choice(pool.prompts)
    if draw < 0.5:
        kind, text = grammar.override(lang, rng)
        return f"override-{kind}", text
    kind, text = grammar.plain(lang, rng)
    return f"task-{kind}", text


def passage(pool: Pool, rng: random.Random, code: str) -> tuple[str, str]:
    """(source, clean text). Sources are drawn by weight so that no large one rules."""
    sources = pool.by_lang[code]
    if not sources or rng.random() < (0.18 if code == "en" else 0.45):
        if rng.random() < EVERYDAY_PASSAGES:
            kind, text = everyday.draw(pool.language(code), rng)
            return f"everyday-{kind}", text
        return "grammar", grammar.paragraph(pool.language(code), rng, rng.randrange(1, 7))
    source = rng.choices(list(sources), [CARRIER_WEIGHTS[s] for s in sources])[0]
    longest = int(rng.triangular(60, 1000, 260)) if code not in ("zh", "ja", "ko") else int(rng.triangular(30, 300, 110))
    return source, excerpt(rng.choice(sources[source]), rng, longest)


def pair(pool: Pool, rng: random.Random, code: str) -> tuple[Sample, Sample]:
    """A carrier with a payload, and the same carrier clean or with a harmless sentence in that place."""
    lang = pool.language(code)
    source, carrier = passage(pool, rng, code)
    # Attackers write English into foreign text and the other way round.
    other = code
    if rng.random() < 0.12:
        other = "en" if code != "en" else rng.choice(grammar.CODES[1:])
    kind, text = payload(pool, rng, other)
    shell_name, shell = carriers.draw(rng)
    if shell is not None and rng.random() < 0.35:
        carrier = ""  # many tools return nothing but the field
    hidden = rng.random() < 0.14 and shell_name not in ("table", "code")
    cover = rng.choice(HIDING) if hidden else "{}"
    place, frame = rng.getrandbits(32), rng.getrandbits(32)

    def build(insertion: str | None) -> tuple[str, tuple[int, int] | None]:
        body, span = carrier, None
        if insertion is not None:
            body, _ = plant(carrier, cover.replace("{}", MARK + insertion + MARK), random.Random(place))
        whole = shell(body, lang, random.Random(frame)) if shell else body
        begin = whole.find(MARK)
        if begin >= 0:
            end = whole.index(MARK, begin + 1) - 1
            whole, span = whole.replace(MARK, ""), (begin, end)
        elif insertion is not None:
            raise AssertionError("the planted text was lost")
        return whole, span

    dirty, span = build(text)
    name = f"{kind}/{shell_name}{'/hidden' if hidden else ''}"
    # An everyday kind is counted by its own name.
    clean_name = f"{source}/carrier" if source.startswith("everyday") and carrier else "clean/" + name
    innocent = None
    if hidden:
        innocent = grammar.fill(rng.choice(NOTES), lang, rng)
    elif rng.random() < 0.45 or not carrier:
        # What stands in the payload's place is ordinary there: the same words said to people, or about things.
        if rng.random() < EVERYDAY_IN_PLACE:
            listed, innocent = everyday.sentence(lang, rng)
            clean_name = f"everyday-{listed}/in place"
        else:
            innocent = grammar.benign(lang, rng.choices(("twin", "trigger", "chat", "prose", "about"), (3, 4, 2, 1, 1))[0], rng)
    clean, _ = build(innocent)
    return Sample(dirty, 1, span, name, other), Sample(clean, 0, None, clean_name, code)


def quoted(pool: Pool, rng: random.Random, code: str) -> Sample:
    """A document that discusses attacks and quotes one: benign."""
    lang = pool.language(code)
    _, carrier = passage(pool, rng, code)
    if code == "en" and pool.attacks and rng.random() < 0.35:
        text = rng.choice(pool.attacks)[:220]
    else:
        text = (grammar.override if rng.random() < 0.7 else grammar.plain)(lang, rng)[1]
    quote = grammar.quotation(lang, rng, text)
    if rng.random() < 0.6:
        about = grammar.benign(lang, "about", rng)
        quote = f"{about} {quote}" if rng.random() < 0.5 else f"{quote} {about}"
    joined, _ = plant(carrier if rng.random() < 0.6 else "", quote, rng)
    return Sample(joined, 0, None, "quoted", code)


def harmless(pool: Pool, rng: random.Random, code: str) -> Sample:
    """Trigger words said to people, on their own or among other sentences."""
    lang = pool.language(code)
    count = rng.choice((1, 1, 1, 2, 3))
    kinds = rng.choices(("twin", "trigger", "about", "howto", "chat", "prose"), (3, 5, 2, 2, 2, 1), k=count)
    text = " ".join(grammar.benign(lang, k, rng) for k in kinds)
    if rng.random() < 0.3:
        _, carrier = passage(pool, rng, code)
        text, _ = plant(carrier, text, rng)
    return Sample(text, 0, None, f"harmless/{kinds[0]}", code)


def everyday_text(pool: Pool, rng: random.Random, code: str) -> Sample:
    """A short text of an everyday kind, on its own or inside a document."""
    kind, text = everyday.draw(pool.language(code), rng)
    place = "alone"
    if rng.random() < 0.3:
        place = "planted"
        text, _ = plant(passage(pool, rng, code)[1], text, rng)
    return Sample(text, 0, None, f"everyday-{kind}/{place}", code)


def alone(pool: Pool, rng: random.Random, code: str) -> Sample:
    """A payload with nothing around it, as in a comment, a title or a decoded text."""
    lang = pool.language(code)
    if rng.random() < 0.6:
        kind, text = grammar.override(lang, rng)
        kind = f"override-{kind}"
    else:
        kind, text = grammar.plain(lang, rng, grammar.AGENT_TASKS)
        kind = f"task-{kind}"
    return Sample(text, 1, (0, len(text)), f"{kind}/alone", code)


def given_benign(rows: list[Row], side: bool, sizes: dict[str, int], rng: random.Random) -> list[Sample]:
    out = []
    for source, size in sizes.items():
        here = [r for r in rows if r.source == source and not r.positive and held_out(r) == side]
        if source == "xquad":
            here = [r for r in here if r.kind == "user_prompt"]
        for row in rng.sample(here, min(size, len(here))):
            out.append(Sample(row.text.strip(), 0, None, "benign/" + source, row.lang))
    return out


GIVEN_ATTACKS = {"garak": 0.34, "jailbreak_llms": 0.22, "spikee": 0.2, "deepset": 0.14, "email_agent": 0.06, "giskard": 0.04}


def given_attacks(rows: list[Row], side: bool, size: int, rng: random.Random) -> list[Sample]:
    out = []
    for source, share in GIVEN_ATTACKS.items():
        here = [r for r in rows if r.positive and r.source == source and held_out(r) == side]
        for row in rng.sample(here, min(int(size * share), len(here))):
            known = row.span or (None if row.source == "email_agent" else (0, len(row.text)))
            out.append(Sample(row.text, 1, known, "given/" + source, row.lang))
    return out
