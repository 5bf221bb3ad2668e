import random

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

import windows
from compose import Sample

VOCABULARY = {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2} | {f"w{i}": i + 3 for i in range(1400)}


@pytest.fixture
def tokenizer() -> Tokenizer:
    made = Tokenizer(models.WordLevel(VOCABULARY, "[UNK]"))
    made.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return made


@pytest.mark.parametrize("length", [0, 1, 253, 254, 255, 444, 445, 1000])
def test_starts_when_any_length_then_every_token_is_covered(length):
    begins = windows.starts(length)
    covered = {i for s in begins for i in range(s, min(length, s + windows.CONTENT))}
    assert covered == set(range(length))
    assert begins == sorted(set(begins))


def test_starts_when_long_then_neighbours_share_the_overlap():
    begins = windows.starts(1000)
    assert all(b - a <= windows.CONTENT - windows.OVERLAP for a, b in zip(begins, begins[1:]))


def test_split_when_long_then_windows_fit(tokenizer):
    parts = windows.split(tokenizer, " ".join(f"w{i}" for i in range(500)))
    assert all(len(p) <= windows.WINDOW and p[0] == 1 and p[-1] == 2 for p in parts)


def test_training_window_when_payload_is_anywhere_then_enough_of_it_is_seen(tokenizer):
    words = [f"w{i}" for i in range(400)]
    rng = random.Random(9)
    for _ in range(300):
        first = rng.randrange(0, 390)
        last = rng.randrange(first + 1, min(400, first + 150))
        begin = len(" ".join(words[:first])) + (1 if first else 0)
        text = " ".join(words)
        end = len(" ".join(words[:last]))
        window = windows.training_window(tokenizer, Sample(text, 1, (begin, end), "t"), rng)
        seen = int(window.tokens.sum())
        assert seen >= min(last - first, windows.MIN_SEEN)
        marked = window.ids[window.tokens == 1]
        assert all(first <= i - 3 < last for i in marked)


def test_training_window_when_place_is_unknown_then_no_token_labels(tokenizer):
    window = windows.training_window(tokenizer, Sample("w1 w2", 1, None, "t"), random.Random(1))
    assert window.tokens is None and window.label == 1
