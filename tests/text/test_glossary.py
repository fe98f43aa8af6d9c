"""The glossary: one meaning for each word, references that lead somewhere, and a search that finds."""

from __future__ import annotations

import pytest

from sim.base.problems import InputError
from sim.scenario.load import parse_section
from sim.text.glossary import WordList, load_glossary
from sim.view.stock_labels import STOCK_LABELS


def test_every_word_has_one_meaning_and_its_references_lead_to_others() -> None:
    names = [word.word for word in load_glossary().words]
    assert len(set(names)) == len(names)
    assert names == sorted(names, key=str.lower)
    for word in load_glossary().words:
        assert word.meaning
        assert set(word.see) <= set(names) - {word.word}


def test_the_stocks_are_told_as_on_their_panel() -> None:
    for stock in STOCK_LABELS:
        told = [word for word in load_glossary().words if stock.meaning in word.meaning]
        assert len(told) == 1


@pytest.mark.parametrize("text", ["SIGHT", " sight "])
def test_a_word_is_found_however_it_is_written(text: str) -> None:
    word = load_glossary().get(text)
    assert word is not None
    assert word.word == "sight"


def test_search_puts_names_before_meanings_and_wants_every_word() -> None:
    found = [word.word for word in load_glossary().search("seat")]
    assert found[0] == "seat"
    assert set(found) > {"seat", "split"}  # that has it in its meaning
    found = [word.word for word in load_glossary().search("sight")]
    assert set(found[:3]) == {"sight", "foresight", "insight"}
    assert [w.word for w in load_glossary().search("caretaker margin")] == ["franchise value"]
    assert load_glossary().search("no such thing at all") == ()
    assert load_glossary().search("") == load_glossary().words


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("[{word: a, meaning: x, see: [b]}]", "no other word"),
        ("[{word: a, meaning: x, see: [a]}]", "no other word"),
        ("[{word: a, meaning: x}, {word: a, meaning: y}]", "a meaning already"),
        ("[{word: skill, meaning: x}]", "a meaning already"),
        ("[{word: a, meening: x}]", "meening"),
    ],
)
def test_what_is_wrong_in_the_file_is_told(words: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        parse_section(f"format: 1\nwords: {words}\n", "words.yaml", WordList)
