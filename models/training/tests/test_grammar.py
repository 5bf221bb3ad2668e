import random
import re
import tomllib

import pytest

import grammar

SLOT = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("code", grammar.CODES)
def test_language_when_split_then_sides_share_no_phrase_and_lose_none(code):
    raw = tomllib.loads((grammar.FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    train, held = grammar.language(code, False), grammar.language(code, True)
    for section, side in (("attack", "attack"), ("task", "tasks"), ("benign", "benign")):
        for name, phrases in raw[section].items():
            one, other = getattr(train, side)[name], getattr(held, side)[name]
            assert one and other
            assert not set(one) & set(other)
            assert set(one) | set(other) == set(phrases)


@pytest.mark.parametrize("code", grammar.CODES)
def test_fill_when_any_phrase_then_no_slot_is_left(code):
    rng = random.Random(1)
    for held_out in (False, True):
        lang = grammar.language(code, held_out)
        for table in (lang.tasks, lang.benign):
            for phrases in table.values():
                for phrase in phrases:
                    filled = grammar.fill(phrase.replace("{quote}", "q"), lang, rng)
                    assert not SLOT.search(filled) and filled


@pytest.mark.parametrize("code", grammar.CODES)
def test_phrases_when_read_then_places_for_tasks_and_quotes_are_where_they_belong(code):
    lang = grammar.language(code, False)
    for wrapper in (*grammar.WRAPPERS, "completion"):
        assert all(("{task}" in p) != ("{Task}" in p) for p in lang.attack[wrapper])
    assert not any("{task}" in p or "{Task}" in p for p in lang.attack["secrecy"])
    assert all("{quote}" in p for p in lang.benign["quote"])
    assert not any("{quote}" in p for name, ps in lang.benign.items() if name != "quote" for p in ps)
    assert set(grammar.TASKS) == set(lang.tasks)


def test_plain_when_drawn_then_differs_from_call_to_call_and_repeats_with_the_seed():
    lang = grammar.language("en", False)
    one = [grammar.plain(lang, random.Random(i)) for i in range(50)]
    assert one == [grammar.plain(lang, random.Random(i)) for i in range(50)]
    assert len({text for _, text in one}) > 40


def test_quotation_when_attack_holds_braces_then_it_is_kept_as_it_is():
    lang = grammar.language("en", False)
    assert "{mail} {quote}" in grammar.quotation(lang, random.Random(1), "{mail} {quote}")


def test_capital_when_turkish_then_its_dot_stays():
    assert grammar.capital(grammar.language("tr", False), "iki bilet al") == "İki bilet al"
    assert grammar.capital(grammar.language("de", False), "ich") == "Ich"


def test_override_when_japanese_then_sentences_stand_without_a_blank():
    lang, rng = grammar.language("ja", False), random.Random(5)
    assert not any("。 " in grammar.override(lang, rng)[1] for _ in range(400))
