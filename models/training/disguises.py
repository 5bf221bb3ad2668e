"""The ways in which an attacker writes a sentence so that a filter does not read it, one function each.

Detectors must see through all of them, so they are for evaluation; training sees plain text.
"""

from __future__ import annotations

import base64
import codecs
import random
import urllib.parse
from collections.abc import Callable

LEET = str.maketrans("aeiost", "431057")
CYRILLIC = str.maketrans("aceiopxyABCEHKMOPTX", "асеіорхуАВСЕНКМОРТХ")
ZERO_WIDTH = ("\u200b", "\u200c", "\u200d", "\u2060")


def as_base64(text: str, rng: random.Random) -> str:
    return base64.b64encode(text.encode()).decode()


def as_hex(text: str, rng: random.Random) -> str:
    return text.encode().hex(rng.choice([" ", ":"])) if rng.random() < 0.3 else text.encode().hex()


def as_url(text: str, rng: random.Random) -> str:
    return "".join(f"%{b:02X}" for b in text.encode()) if rng.random() < 0.5 else urllib.parse.quote(text, safe="")


def as_entities(text: str, rng: random.Random) -> str:
    form = rng.choice(["&#{};", "&#x{:x};"])
    return "".join(form.format(ord(c)) for c in text)


def as_rot13(text: str, rng: random.Random) -> str:
    return codecs.encode(text, "rot13")


def as_leet(text: str, rng: random.Random) -> str:
    return text.translate(LEET)


def as_tags(text: str, rng: random.Random) -> str:
    return "".join(chr(0xE0000 + ord(c)) for c in text if ord(c) < 128)


def as_variation_selectors(text: str, rng: random.Random) -> str:
    return "😊" + "".join(chr(0xFE00 + b) if b < 16 else chr(0xE0100 + b - 16) for b in text.encode())


def with_zero_width(text: str, rng: random.Random) -> str:
    return "".join(c + (rng.choice(ZERO_WIDTH) if c.isalpha() and rng.random() < 0.5 else "") for c in text)


def with_bidi(text: str, rng: random.Random) -> str:
    return "\u202e" + text[::-1] + "\u202c"


def reversed_text(text: str, rng: random.Random) -> str:
    return text[::-1]


def with_homoglyphs(text: str, rng: random.Random) -> str:
    return text.translate(CYRILLIC)


def full_width(text: str, rng: random.Random) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if 0x20 < ord(c) < 0x7F else c for c in text)


def split_words(text: str, rng: random.Random) -> str:
    joint = rng.choice([" ", "-", "."])
    return ("  " if joint == " " else " ").join(joint.join(word) for word in text.split(" "))


FAMILIES: dict[str, Callable[[str, random.Random], str]] = {
    "base64": as_base64, "hex": as_hex, "url": as_url, "html-entities": as_entities, "rot13": as_rot13,
    "leetspeak": as_leet, "tag-characters": as_tags, "variation-selectors": as_variation_selectors,
    "zero-width": with_zero_width, "bidi": with_bidi, "reversed": reversed_text, "homoglyphs": with_homoglyphs,
    "full-width": full_width, "split-words": split_words,
}  # fmt: skip
