"""Everyday texts that shout, command, repeat or hold no sentence at all, and plant nothing: the calm side of the world.

Each kind has its name, which stands in the composition's counts. The phrases are in `languages/*.toml`; what belongs
to no language (markup, symbols, words in scripts that none of the fifteen uses) is here and is split the same way.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import grammar
from grammar import Language

QUOTES = {
    "en": ["“”", '""', "‘’"], "de": ["„“", "»«", '""'], "fr": ["«»", "“”", '""'], "es": ["«»", "“”", '""'],
    "pt": ["“”", "«»", '""'], "it": ["«»", "“”", '""'], "nl": ["‘’", "“”", '""'], "pl": ["„”", "«»", '""'],
    "ru": ["«»", "„“", '""'], "tr": ["“”", "«»", '""'], "ar": ["«»", "“”", '""'], "hi": ["“”", "‘’", '""'],
    "zh": ["“”", "「」", "『』"], "ja": ["「」", "『』"], "ko": ["“”", '""', "「」"],
}  # fmt: skip
DASHED = {"en", "fr", "es", "pt", "it", "pl", "ru", "tr", "ar"}  # where a dash may open a line of dialogue
SECOND_DASH = {"es", "pt", "it", "pl", "ru"}  # where one also stands before "he said"
DASH_AFTER_QUOTES = {"pl", "ru"}

RIGHT_TO_LEFT = "שלום תודה בוקר ספרייה רחוב ירושלים לחם ילדים سلام کتابخانه خوش شکریہ باغ دوست بازار".split()
SCRIPT_WORDS = "γεια θάλασσα βιβλίο καλημέρα สวัสดี ขอบคุณ ตลาด გამარჯობა წიგნი բարեւ գիրք বই নমস্কার வணக்கம் நன்றி ಧನ್ಯವಾದ മഴ ਸਤਿ ሰላም ขนม བཀྲ ສະບາຍດີ မင်္ဂလာပါ ជំរាបសួរ сәлем світ здраво".split()
MARKUP = [
    "<b>@@</b>", "<h2>@@</h2>", "</div></div>@@", "<li>@@<li>@@", "&nbsp;&nbsp;@@&nbsp;", "&lt;p&gt;@@&lt;/p&gt;", "[[File:img-7.jpg|thumb|@@]]",
    "{{clear}} @@ {{end}}", "== @@ ==", "'''@@'''", "**@@**", "## @@ ##", "\\section{@@}", "\\textbf{@@} \\\\", "\\begin{center} @@ \\end{center}",
    "{\\rtf1\\ansi @@\\par}", "@@<br/><br/>", "<td>@@</td><td></td>", "[b]@@[/b]", "[url=#top]@@[/url]", "%PDF-1.4 @@ endobj", "<![CDATA[@@]]>",
    "<!-- /wp:heading --> @@", "@@ [edit]", "@@ [1][2]", ":-- | --: | @@", "<a href=\"#\">@@</a> |", "<?xml version=\"1.0\"?> @@", ".. note:: @@",
    ".TH @@ 1", "<span class=\"x\">@@</span>", "&#8226; @@ &#8226; @@", "=20@@=", "@@\\n\\t@@", "<w:t>@@</w:t>", "<center><font size=2>@@</font></center>",
]  # fmt: skip
ESCAPES = ["=C3=A9", "&amp;", "\\u00e9", "%20", "\\t", "\\r\\n", "U+20AC", "0x0A", "&#233;", "ÃŒ", "\\x1b[0m", "=?utf-8?Q?=E2=82=AC?=", "%E4%BD%A0", "\\\\", "ï»¿", "&quot;"]
SYMBOLS = "★★★☆☆ →→→ ←↑→↓ ■□■□ ●○●○ ♠♥♦♣ ♪♫♪ ✓✓✗ ∑∏∫ ≤≥≠ ±½¼ §§ ¶ † ‡ * * * ---- ==== ~~~~ ____ .... //// |||| <<< >>> +-+-+ ┌──┐ └──┘ ░▒▓█ ☀☁☂ ⚀⚁⚂ ①②③ αβγδ ℃℉ €£¥₹ ©®™ ♔♕♖ ⠿⠿ ((())) [[]] #### @@@@ ^^^^ ?!?! :-) :D <3 ¯\\_(ツ)_/¯ 🙂🎉 🚲🚲🚲 ❄❄".split()
UNITS = "kg g mg km m cm mm l ml km/h m/s °C % kWh V A Hz MHz MB GB hPa lux dB rpm N·m m² m³ ppm".split()


def _pick(lang: Language, kind: str, rng: random.Random, most: int, least: int = 1) -> list[str]:
    """Some different phrases of a list, filled."""
    phrases = lang.benign[kind]
    count = min(rng.randint(least, most), len(phrases))
    return [grammar.fill(p, lang, rng) for p in rng.sample(phrases, count)]


def _own(strings: list[str], lang: Language, rng: random.Random) -> str:
    return rng.choice(grammar.half(strings, lang.held_out))


def _others(lang: Language, rng: random.Random, count: int) -> list[Language]:
    codes = rng.sample([c for c in grammar.CODES if c != lang.code], count)
    return [grammar.language(c, lang.held_out) for c in codes]


def _listed(kind: str, most: int) -> Callable[[Language, random.Random], str]:
    """Sentences of one list: running, on lines of their own, or numbered."""

    def build(lang: Language, rng: random.Random) -> str:
        chosen = _pick(lang, kind, rng, 1 if rng.random() < 0.4 else most)
        shape = rng.random()
        if shape < 0.5:
            return grammar.blank(lang).join(chosen)
        if shape < 0.75:
            return "\n".join(chosen)
        mark = rng.choice(["{}. ", "- ", "• ", "* ", "{}) "])
        return "\n".join(mark.replace("{}", str(i + 1)) + s for i, s in enumerate(chosen))

    return build


def _speech(lang: Language, line: str, tag: str, dash: str, quotes: str) -> str:
    """A line of dialogue, with or without who says it."""
    if lang.code in ("ja", "zh") and quotes:
        line = line.removesuffix("。") if lang.code == "ja" else line
        return quotes[0] + line + quotes[1] + (tag + "。" if tag else "")
    if tag and lang.code not in ("zh", "ko") and line.endswith((".", "।")):
        line = line[:-1] + ("،" if lang.code == "ar" else ",")
    if quotes:
        inner = f" {line} " if lang.code == "fr" and quotes == "«»" else line
        spoken = quotes[0] + inner + quotes[1]
    else:
        spoken = f"{dash} {line}"
    between = f" {dash} " if lang.code in (DASH_AFTER_QUOTES if quotes else SECOND_DASH) else " "
    return spoken + (between + tag + grammar.stop(lang) if tag else "")


def fiction(lang: Language, rng: random.Random) -> str:
    """A scene: characters command, beg, threaten and pray, and somebody tells it."""
    lines = _pick(lang, "line", rng, 15, 2)
    told = _pick(lang, "narration", rng, len(lines))
    layout = rng.choices(("quotes", "dash", "play"), (6, 4 if lang.code in DASHED else 0, 1))[0]
    dash, quotes = rng.choice("—–"), rng.choice(QUOTES[lang.code]) if layout == "quotes" else ""
    scene = []
    for line in lines:
        if layout == "play":
            scene.append(f"{grammar.fill('{name}', lang, rng).upper()}: {line}")
            continue
        tag = grammar.fill(rng.choice(lang.benign["tag"]), lang, rng) if rng.random() < 0.5 else ""
        scene.append(_speech(lang, line, tag, dash, quotes))
        if told and rng.random() < 0.4:
            scene.append(told.pop())
    joint = rng.choice(["\n", "\n\n", "\n" if layout != "quotes" else grammar.blank(lang)])
    return joint.join([*told[:1], *scene])


def fragments(lang: Language, rng: random.Random) -> str:
    """What stands on slides, signs, menus, forms and in cells: no sentences."""
    parts = _pick(lang, "heading", rng, 9)
    shape = rng.randrange(6)
    if shape == 0:
        return parts[0]
    if shape == 1:
        mark = rng.choice(["• ", "- ", "– ", "\t", ""])
        return "\n".join([parts[0], *(mark + p for p in parts[1:])])
    if shape == 2:
        return rng.choice([" | ", " · ", " / ", " > ", "\t", "  "]).join(parts)
    if shape == 3:
        return "\n".join(rng.choice(["{}: ____", "{}:", "[ ] {}", "{} *"]).replace("{}", p) for p in parts)
    if shape == 4:
        return "\n".join(f"| {p} | {rng.randrange(1000)} | {rng.choice(['', '-', 'x', '0', '100 %'])} |" for p in parts)
    return rng.choice([". ", " ", " & "]).join(parts)


def repetition(lang: Language, rng: random.Random) -> str:
    """One sentence over and over, as in test files and fillers."""
    kind = rng.choice(("parallel", "notice", "prose", "greeting", "song", "heading"))
    sentence = rng.choice(list(lang.parallel.values())) if kind == "parallel" else _pick(lang, kind, rng, 1)[0]
    times = min(rng.randrange(2, 31), max(2, 900 // len(sentence)))
    if rng.random() < 0.2:
        return "\n".join(f"{i + 1} {sentence}" for i in range(times))
    return rng.choice([" ", grammar.blank(lang), "\n", "\n\n"]).join([sentence] * times)


def parallel(lang: Language, rng: random.Random) -> str:
    """The same sentences in two or more languages."""
    spoken = [lang, *_others(lang, rng, rng.randrange(1, 6))]
    keys = rng.sample(sorted(lang.parallel), rng.randint(1, min(3, len(lang.parallel))))
    shape = rng.randrange(4)
    rows = [[(one.code, one.parallel[key]) for one in spoken] for key in keys]
    if shape == 0:
        return "\n".join(f"{code}: {text}" for row in rows for code, text in row)
    if shape == 1:
        return "\n".join(" / ".join(text for _, text in row) for row in rows)
    if shape == 2:
        return "\n".join("| " + " | ".join(text for _, text in row) + " |" for row in rows)
    return "\n".join(text for row in rows for _, text in row)


def greetings(lang: Language, rng: random.Random) -> str:
    """Greetings of several scripts on one line, at times with a price or a number."""
    spoken = [lang, *_others(lang, rng, rng.randrange(1, 5))]
    parts = [_pick(one, "greeting", rng, 1)[0] for one in spoken]
    rng.shuffle(parts)
    if rng.random() < 0.4:
        parts.append(_own(rng.choice((RIGHT_TO_LEFT, SCRIPT_WORDS)), lang, rng))
    if rng.random() < 0.4:
        parts.append(grammar.fill(rng.choice(["{amount}", "{amount}.", "{n} × {amount}", "{n} %"]), lang, rng))
    return rng.choice([" ", ", ", ". ", " / ", "\n", " – "]).join(parts)


def foreign(lang: Language, rng: random.Random) -> str:
    """An ordinary passage with words of another script in it."""
    words = grammar.paragraph(lang, rng, rng.randrange(1, 5)).split(" ")
    for _ in range(rng.randrange(1, 4)):
        other = _others(lang, rng, 1)[0]
        # Pages mix in right-to-left words more often than the count of such languages says.
        word = _own(rng.choice((RIGHT_TO_LEFT, SCRIPT_WORDS)), lang, rng)
        if rng.random() < 0.5:
            word = _pick(other, rng.choice(("heading", "greeting")), rng, 1)[0]
        words.insert(rng.randrange(len(words) + 1), rng.choice(["{}", "({})", '"{}"', "[{}]", "{},"]).replace("{}", word))
    return " ".join(words)


def _coordinate(rng: random.Random) -> str:
    north, east = rng.uniform(-80, 80), rng.uniform(-170, 170)
    return rng.choice([
        f"{abs(north):.4f}° {'N' if north > 0 else 'S'}, {abs(east):.4f}° {'E' if east > 0 else 'W'}",
        f"{north:.6f},{east:.6f}", f"({north:.2f}; {east:.2f})", f"lat={north:.5f} lon={east:.5f}",
        f"{abs(north):.0f}°{rng.randrange(60)}'{rng.randrange(60)}\" {abs(east):.0f}°{rng.randrange(60)}'{rng.randrange(60)}\"",
    ])  # fmt: skip


def symbols(lang: Language, rng: random.Random) -> str:
    """Rows of signs, numbers, units and places."""
    signs = grammar.half(SYMBOLS, lang.held_out)
    measure = lambda: f"{rng.choice([rng.randrange(1000), round(rng.uniform(0, 100), rng.randrange(1, 4))])} {rng.choice(UNITS)}"  # noqa: E731
    cells: list[Callable[[], str]] = [
        lambda: rng.choice(signs), measure, lambda: _coordinate(rng), lambda: str(rng.randrange(10**rng.randrange(1, 9))),
        lambda: f"{rng.uniform(-9, 9):.3f}", lambda: f"{rng.randrange(256):02x}{rng.randrange(256):02X}",
        lambda: f"{rng.randrange(24):02}:{rng.randrange(60):02}", lambda: grammar.fill("{amount}", lang, rng),
        lambda: f"{rng.choice('ABCXYZ')}{rng.randrange(99)}",
    ]  # fmt: skip
    cell, joint = rng.choice(cells), rng.choice([" ", "  ", "\t", ", ", " | ", ";"])
    width = rng.randrange(1, 9)
    rows = [joint.join(cell() if rng.random() < 0.8 else rng.choice(cells)() for _ in range(width)) for _ in range(rng.randrange(1, 9))]
    head = _pick(lang, "heading", rng, 1) if rng.random() < 0.3 else []
    return "\n".join(head + rows)


def markup(lang: Language, rng: random.Random) -> str:
    """What converters leave behind around a heading or a notice."""

    def piece() -> str:
        frame = _own(MARKUP, lang, rng)
        while "@@" in frame:
            frame = frame.replace("@@", _pick(lang, rng.choice(("heading", "heading", "notice")), rng, 1)[0], 1)
        return frame

    return rng.choice([" ", "\n", ""]).join(piece() for _ in range(rng.randrange(1, 6)))


def encodings(lang: Language, rng: random.Random) -> str:
    """Remarks about lines, characters and files, at times with what they speak of."""
    parts = _pick(lang, "encoding", rng, 4)
    if rng.random() < 0.4:
        parts.insert(rng.randrange(len(parts) + 1), " ".join(_own(ESCAPES, lang, rng) for _ in range(rng.randrange(1, 4))))
    return rng.choice([grammar.blank(lang), "\n"]).join(parts)


# Every kind with how often it is drawn.
KINDS: dict[str, tuple[float, Callable[[Language, random.Random], str]]] = {
    "notice": (12, _listed("notice", 4)), "invitation": (7, _listed("invitation", 3)), "fiction": (24, fiction),
    "fragments": (11, fragments), "repetition": (6, repetition), "parallel": (4, parallel), "greeting": (4, greetings),
    "foreign": (4, foreign), "symbols": (5, symbols), "markup": (4, markup), "encoding": (5, encodings),
    "recipe": (3, _listed("recipe", 7)), "sport": (3, _listed("sport", 6)), "song": (3, _listed("song", 8)),
    "proverb": (3, _listed("proverb", 4)), "game": (3, _listed("game", 6)), "exercise": (4, _listed("exercise", 7)),
    "safety": (5, _listed("safety", 7)), "household": (4, _listed("household", 4)),
}  # fmt: skip
# Lists whose single phrases may stand where a payload would.
SINGLE = ("notice", "invitation", "line", "heading", "encoding", "recipe", "sport", "song", "proverb", "game", "exercise", "safety", "household")


def draw(lang: Language, rng: random.Random) -> tuple[str, str]:
    """(kind, text)."""
    kind = rng.choices(list(KINDS), [weight for weight, _ in KINDS.values()])[0]
    return kind, grammar.tidy(KINDS[kind][1](lang, rng))


def sentence(lang: Language, rng: random.Random) -> tuple[str, str]:
    """(list, one of its phrases)."""
    kind = rng.choice(SINGLE)
    return kind, grammar.benign(lang, kind, rng)
