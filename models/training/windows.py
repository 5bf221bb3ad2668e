"""Token windows: the same cut for training, evaluation and the Java side."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

WINDOW = 256  # tokens, [CLS] and [SEP] included
OVERLAP = 64  # tokens that neighbouring windows share
CONTENT = WINDOW - 2
MIN_SEEN = 12  # payload tokens that make a window positive when the payload is longer


@dataclass(frozen=True)
class Window:
    ids: np.ndarray
    tokens: np.ndarray | None  # 1 where planted, None where the place is unknown
    label: int
    origin: str


def content_ids(tokenizer: Tokenizer, text: str) -> tuple[list[int], list[tuple[int, int]]]:
    encoding = tokenizer.encode(text, add_special_tokens=False)
    return encoding.ids, encoding.offsets


def framed(tokenizer: Tokenizer, ids: list[int]) -> np.ndarray:
    return np.array(
        [tokenizer.token_to_id("[CLS]"), *ids, tokenizer.token_to_id("[SEP]")], dtype=np.int64
    )


def starts(length: int, content: int = CONTENT, overlap: int = OVERLAP) -> list[int]:
    """Window starts that cover every token; the last window ends at the last token."""
    if length <= content:
        return [0]
    found = list(range(0, length - content, content - overlap))
    return [*found, length - content]


def split(tokenizer: Tokenizer, text: str) -> list[np.ndarray]:
    ids, _ = content_ids(tokenizer, text)
    return [framed(tokenizer, ids[s : s + CONTENT]) for s in starts(len(ids))]


def planted(offsets: list[tuple[int, int]], span: tuple[int, int]) -> list[int]:
    """1 for every token that shares a character with the span."""
    return [int(b < span[1] and e > span[0] and e > b) for b, e in offsets]


def training_window(tokenizer: Tokenizer, sample, rng: random.Random) -> Window | None:
    """One window of a sample; of a positive one it holds enough of the payload to be one.

    Most are cut to half the length that is used later: steps cost less, and payloads get cut at borders.
    """
    content = CONTENT if rng.random() < 0.3 else CONTENT // 2
    ids, offsets = content_ids(tokenizer, sample.text)
    if not ids:
        return None
    marks = planted(offsets, sample.span) if sample.span else [0] * len(ids)
    low, high = 0, max(0, len(ids) - content)
    if sample.label and sample.span:
        inside = [i for i, m in enumerate(marks) if m]
        if not inside:
            return None
        seen = min(len(inside), max(MIN_SEEN, content // 3))
        low = min(max(low, inside[0] + seen - content), high)
        high = max(min(high, inside[-1] + 1 - seen), low)
    start = rng.randint(low, high)
    known = not (sample.label and sample.span is None)
    tokens = np.array([0, *marks[start : start + content], 0], dtype=np.float32) if known else None
    return Window(framed(tokenizer, ids[start : start + content]), tokens, sample.label, sample.origin)
