import random
import tomllib
from collections import Counter

import pytest

import compose
import everyday
import grammar
import mixture
from data import normalise
from test_compose import ROWS

LISTS = {
    "trigger", "notice", "invitation", "narration", "line", "tag", "heading", "greeting", "encoding", "recipe", "sport",
    "song", "proverb", "game", "exercise", "safety", "household",
}  # fmt: skip


@pytest.mark.parametrize("code", grammar.CODES)
def test_lists_when_read_then_every_kind_is_there_with_enough_phrases_and_none_twice(code):
    raw = tomllib.loads((grammar.FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    assert LISTS <= set(raw["benign"])
    assert len(raw["benign"]["trigger"]) >= (150 if code == "en" else 60)
    for name in LISTS:
        assert len(raw["benign"][name]) >= 10
    # A phrase in two lists could be held out in one and trained on in the other.
    everywhere = Counter(p for phrases in raw["benign"].values() for p in phrases)
    assert [p for p, count in everywhere.items() if count > 1] == []


def test_parallel_when_split_then_the_same_sentences_are_held_out_in_every_language():
    for held_out in (False, True):
        assert len({frozenset(grammar.language(c, held_out).parallel) for c in grammar.CODES}) == 1
    assert not set(grammar.language("en", False).parallel) & set(grammar.language("de", True).parallel)


@pytest.mark.parametrize("code", grammar.CODES)
def test_build_when_any_kind_then_text_is_normalised_and_no_slot_is_left(code):
    rng = random.Random(1)
    for held_out in (False, True):
        lang = grammar.language(code, held_out)
        for kind, (_, build) in everyday.KINDS.items():
            for _ in range(25):
                text = grammar.tidy(build(lang, rng))
                assert text and text == normalise(text) and len(text) < 3000, kind
                assert "{name}" not in text and "{n}" not in text and "@@ " not in text.replace("@@@@", "")


def test_draw_when_repeated_then_every_kind_occurs_and_the_seed_decides():
    lang = grammar.language("tr", False)
    one = [everyday.draw(lang, random.Random(i)) for i in range(600)]
    assert one == [everyday.draw(lang, random.Random(i)) for i in range(600)]
    assert {kind for kind, _ in one} == set(everyday.KINDS)


def test_sides_when_drawn_then_no_phrase_of_the_held_out_side_is_in_training():
    for code in grammar.CODES:
        held, rng = grammar.language(code, True), random.Random(2)
        kept = "\n".join(everyday.draw(grammar.language(code, False), rng)[1] for _ in range(400))
        for kind in ("notice", "safety", "encoding", "line"):
            assert not any(normalise(p) in kept for p in held.benign[kind] if "{" not in p and len(p) > 18)


@pytest.mark.parametrize("code, mark", [("ja", "「"), ("fr", "«"), ("ru", "—"), ("zh", "「"), ("en", "“"), ("pl", "„")])
def test_fiction_when_composed_then_the_language_s_marks_of_dialogue_occur(code, mark):
    rng = random.Random(3)
    scenes = [everyday.fiction(grammar.language(code, False), rng) for _ in range(60)]
    assert any(mark in s for s in scenes)
    assert all(2 <= len([p for p in s.splitlines() if p]) <= 40 or " " in s or code in ("ja", "zh") for s in scenes)


def test_repetition_when_composed_then_one_sentence_stands_again_and_again():
    rng, lang = random.Random(4), grammar.language("es", False)
    texts = [everyday.repetition(lang, rng) for _ in range(50)]
    assert all(Counter(t.replace("\n", " ").split(" ")).most_common(1)[0][1] >= 2 for t in texts)


def test_speech_when_somebody_says_it_then_punctuation_follows_the_language():
    speech = everyday._speech
    en, ja, ru = (grammar.language(c, False) for c in ("en", "ja", "ru"))
    assert speech(en, "Burn it.", "she said", "—", "“”") == "“Burn it,” she said."
    assert speech(ja, "来い。", "と言った", "—", "「」") == "「来い」と言った。"
    assert speech(ru, "Стой!", "крикнул он", "—", "") == "— Стой! — крикнул он."


def test_pair_when_carrier_is_everyday_then_payloads_are_planted_there_as_well():
    pool, rng = compose.build_pool(ROWS, False), random.Random(5)
    clean = [compose.pair(pool, rng, "de")[1].origin for _ in range(400)]
    assert any(o.startswith("everyday-") and o.endswith("/carrier") for o in clean)
    assert any(o.startswith("everyday-") and o.endswith("/in place") for o in clean)


def test_samples_when_made_then_everyday_kinds_have_their_share_and_every_language_has_some():
    samples = mixture.make_samples(ROWS, compose.build_pool(ROWS, False), 3000, 1)
    benign = [s for s in samples if not s.label]
    share = sum(s.origin.startswith("everyday-") for s in benign) / len(benign)
    assert 0.15 < share < 0.29  # more than of the real sources: these rows hold no document in other languages
    assert {s.lang for s in benign if s.origin.startswith("everyday-")} == set(grammar.CODES)
