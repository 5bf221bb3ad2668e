"""The ordinary places in which a text stands: records, logs, mail, tables, code, chats, forms."""

from __future__ import annotations

import json
import random
from collections.abc import Callable

import grammar
from grammar import Language

Carrier = Callable[[str, Language, random.Random], str]
FIELDS = "body content text description review note snippet bio result message comment summary title details about transcript answer".split()
STATUS = ["ok", "done", "active", "open", "sent", "pending", "paid"]


def _others(lang: Language, rng: random.Random) -> list[tuple[str, object]]:
    fill = lambda t: grammar.fill(t, lang, rng)  # noqa: E731
    fields = [
        ("id", rng.randrange(10**5)), ("status", rng.choice(STATUS)), ("author", fill("{name}")),
        ("date", f"20{rng.randrange(19, 27)}-0{rng.randrange(1, 10)}-{rng.randrange(10, 29)}"),
        ("rating", rng.randrange(1, 6)), ("price", rng.randrange(5, 900)), ("from", fill("{mail}")), ("to", fill("{mail}")),
        ("subject", fill(rng.choice(["{company} {day}", "Re: {document}", "{topic}"]))), ("title", fill(rng.choice(["{topic}", "{goods}", "{company}"]))),
        ("success", True), ("amount", fill("{amount}")), ("url", fill("{url}")), ("tags", ["a", "b"]), ("city", fill("{city}")),
        ("verified", rng.random() < 0.5), ("user_id", f"u{rng.randrange(10**4)}"), ("likes", rng.randrange(900)), ("error", None),
    ]  # fmt: skip
    return rng.sample(fields, rng.randrange(1, 7))


def record(text: str, lang: Language, rng: random.Random) -> str:
    """What a tool answers: the text stands in one field among ordinary ones."""
    fields = _others(lang, rng)
    key = rng.choice([f for f in FIELDS if f not in dict(fields)])
    fields.insert(rng.randrange(len(fields) + 1), (key, text))
    shape = rng.randrange(6)
    if shape == 0:
        return json.dumps(dict(fields), ensure_ascii=False)
    if shape == 1:
        return json.dumps({rng.choice(["results", "items", "data", "emails", "products"]): [dict(fields)]}, ensure_ascii=False, indent=rng.choice([None, 1, 2]))
    if shape == 2:
        return "\n".join(f"{k}: {v}" for k, v in fields)
    if shape == 3:
        quote = rng.choice(["'", '"'])
        return "{" + ", ".join(f"'{k}': {v!r}" if k != key else f"'{k}': {quote}{v}{quote}" for k, v in fields) + "}"
    if shape == 4:
        return "\n".join(f"- {k}: {v}" if i == 0 else f"  {k}: {v}" for i, (k, v) in enumerate(fields))
    return "<item>" + "".join(f"<{k}>{v}</{k}>" for k, v in fields) + "</item>"


def tool(text: str, lang: Language, rng: random.Random) -> str:
    """One line of a tool's success or of its description before the text."""
    done = grammar.fill(rng.choice([
        "The search returned {n} results.", "Query completed in {n} ms.", "You have successfully retrieved the record of {name}.",
        "Tool finished without errors.", "A tool for looking up data on {topic}.", "The {company} service answered with status 200.",
        "You have successfully updated the data on {topic} to support further planning.", "Fetched {n} rows from the table.",
        "This tool gives access to information about {topic} and supports analysis.", "Observation: the page was loaded.",
    ]), grammar.language("en", False), rng)  # fmt: skip
    return f"{done}{rng.choice([' ', ' ', chr(10)])}{text}"


def mail(text: str, lang: Language, rng: random.Random) -> str:
    head = grammar.fill(rng.choice(["From: {mail}\nSubject: {company} {day}\n\n", "Subject: {document}\nFrom: {name} <{mail}>\nTo: {mail}\n\n", "EMAIL_FROM: {mail}\nSUBJECT: {topic}\n\n", ""]), lang, rng)
    hello = {"en": "Hi {name},\n\n", "de": "Hallo {name},\n\n", "fr": "Bonjour {name},\n\n", "es": "Hola {name}:\n\n", "it": "Ciao {name},\n\n", "pt": "Olá {name},\n\n", "nl": "Hallo {name},\n\n"}
    hi = grammar.fill(hello.get(lang.code, "{name}\n\n"), lang, rng) if rng.random() < 0.7 else ""
    bye = grammar.fill(rng.choice(["\n\nBest,\n{name}", "\n\n{name}", "", "\n\n--\n{name}\n{company}"]), lang, rng)
    return head + hi + text + bye


def table(text: str, lang: Language, rng: random.Random) -> str:
    cell = lambda: grammar.fill(rng.choice(["{name}", "{goods}", "{city}", "{amount}", "{n}", "{day}"]), lang, rng)  # noqa: E731
    columns = rng.randrange(2, 5)
    rows = [[cell() for _ in range(columns)] for _ in range(rng.randrange(1, 5))]
    line = [cell() for _ in range(columns - 1)]
    line.insert(rng.randrange(columns), text.replace("\n", " "))
    rows.insert(rng.randrange(len(rows) + 1), line)
    shape = rng.randrange(3)
    if shape == 0:
        return "\n".join("| " + " | ".join(r) + " |" for r in rows)
    if shape == 1:
        return "\n".join(",".join(f'"{c}"' if "," in c or len(c) > 30 else c for c in r) for r in rows)
    return "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in r) + "</tr>" for r in rows) + "</table>"


def html(text: str, lang: Language, rng: random.Random) -> str:
    return f"<div class=\"{rng.choice(['post', 'main', 'item'])}\"><p>{text}</p></div>"


def log(text: str, lang: Language, rng: random.Random) -> str:
    def stamp() -> str:
        return f"2026-0{rng.randrange(1, 10)}-1{rng.randrange(10)} {rng.randrange(10, 24)}:{rng.randrange(10, 60)}:{rng.randrange(10, 60)} {rng.choice(['INFO', 'WARN', 'DEBUG', 'ERROR'])} "

    lines = [stamp() + rng.choice(["connection closed", "cache refreshed in 12 ms", "user signed in", "retrying request 3 of 5", "job finished", "GET /health 200"]) for _ in range(rng.randrange(1, 5))]
    lines.insert(rng.randrange(len(lines) + 1), stamp() + rng.choice(["", "message=", "body: ", "note: "]) + text.replace("\n", " "))
    return "\n".join(lines)


def chat(text: str, lang: Language, rng: random.Random) -> str:
    lines = [f"{grammar.fill('{name}', lang, rng)}: {grammar.benign(lang, 'chat', rng)}" for _ in range(rng.randrange(1, 4))]
    lines.insert(rng.randrange(len(lines) + 1), f"{grammar.fill('{name}', lang, rng)}: {text}")
    return "\n".join(lines)


def form(text: str, lang: Language, rng: random.Random) -> str:
    fields = [grammar.fill(f, lang, rng) for f in rng.sample(["Name: {name}", "Date: {day}", "City: {city}", "Amount: {amount}", "E-mail: {mail}", "Company: {company}", "[x] {document}", "Phone: {phone}"], rng.randrange(2, 6))]
    fields.insert(rng.randrange(len(fields) + 1), f"{rng.choice(['Remarks', 'Notes', 'Reason', 'Comment', 'Other'])}: {text}")
    return "\n".join(fields)


def code(text: str, lang: Language, rng: random.Random) -> str:
    one = text.replace("\n", " ")
    before = rng.choice(["import os\n\n\ndef load(path):\n", "public int size() {\n", "for row in rows:\n", "const total = items.length;\n", "SELECT id, name FROM orders\n", ""])
    after = rng.choice(["    return open(path).read()\n", "    return count;\n}\n", "    print(row)\n", "export default total;\n", "WHERE id > 7;\n", "x = 1\n"])
    line = rng.choice(["    # {}\n", "    // {}\n", "/* {} */\n", "-- {}\n", '    """{}"""\n', 'print("{}")\n']).replace("{}", one)
    return before + line + after


def listing(text: str, lang: Language, rng: random.Random) -> str:
    mark = rng.choice(["- ", "* ", "{}. "])
    items = [grammar.benign(lang, rng.choice(["howto", "prose", "chat"]), rng) for _ in range(rng.randrange(1, 5))]
    items.insert(rng.randrange(len(items) + 1), text)
    return "\n".join(mark.replace("{}", str(i + 1)) + item for i, item in enumerate(items))


# How often each stands around a passage; None is running prose.
CARRIERS: list[tuple[float, str, Carrier | None]] = [
    (0.47, "prose", None), (0.16, "record", record), (0.04, "tool", tool), (0.07, "mail", mail), (0.07, "table", table),
    (0.03, "html", html), (0.03, "log", log), (0.03, "chat", chat), (0.03, "form", form), (0.04, "code", code),
    (0.03, "listing", listing),
]  # fmt: skip


def draw(rng: random.Random) -> tuple[str, Carrier | None]:
    _, name, carrier = rng.choices(CARRIERS, [w for w, _, _ in CARRIERS])[0]
    return name, carrier
