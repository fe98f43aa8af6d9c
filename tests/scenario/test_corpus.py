"""Every broken file of the corpus is refused at its place, in plain words with a remedy; its neighbour is read."""

from __future__ import annotations

import re

import pytest
import yaml

from sim.base.characters import is_control_character
from sim.base.problems import InputError, Problem
from sim.scenario import yaml_reader
from sim.scenario.load import load_scenario, parse_scenario
from tests.scenario.corpus_files import BROKEN, CORPUS, Broken

JARGON = re.compile(
    r"pydantic|validat|valid (string|integer|number|dict|list)|\bint\b|\bstr\b|\bfloat\b|\bdict\b|NoneType|Input should"
    r"|\bNone\b|\bTrue\b|\bFalse\b|Traceback|sim\.|union|\bctx\b"
)


def refused(broken: Broken) -> tuple[Problem, ...]:
    """Its problems, loaded as a person does: by its path."""
    with pytest.raises(InputError) as error:
        load_scenario(str(broken.path))
    return error.value.problems


def test_the_corpus_is_large_enough() -> None:
    assert len(CORPUS) >= 60


@pytest.mark.parametrize("broken", CORPUS, ids=lambda b: b.path.stem)
def test_broken_file_gets_its_place_and_words(broken: Broken) -> None:
    said = refused(broken)
    fitting = [p for p in said if broken.says in f"{p.path}: {p.message}; {p.remedy}"]
    assert fitting, f"nothing says {broken.says!r}: " + "\n".join(map(str, said))
    assert broken.at in [(p.line, p.column) for p in fitting], "\n".join(map(str, fitting))


@pytest.mark.parametrize("broken", CORPUS, ids=lambda b: b.path.stem)
def test_problems_are_plain_whole_and_harmless(broken: Broken) -> None:
    for p in refused(broken):
        assert p.severity == "error"
        assert p.file == str(broken.path)
        assert p.line >= 1
        assert p.column >= 1
        assert p.message
        assert p.remedy
        own = re.sub(r"!!\S+", "", f"{p.message}; {p.remedy}")  # without the file's own tags
        assert not JARGON.search(own), str(p)
        assert not any(is_control_character(char) or char == "\n" for char in str(p)), str(p)


@pytest.mark.parametrize("broken", CORPUS, ids=lambda b: b.path.stem)
def test_one_mistake_is_told_once(broken: Broken) -> None:
    said = refused(broken)
    assert len({(p.line, p.column, p.path, p.message) for p in said}) == len(said)
    assert len(said) <= 3, "\n".join(map(str, said))


@pytest.mark.parametrize("broken", CORPUS, ids=lambda b: b.path.stem)
def test_valid_neighbour_is_read(broken: Broken) -> None:
    loaded = parse_scenario(broken.mended, "neighbour", BROKEN)
    assert loaded.scenario.format == 1


@pytest.mark.parametrize("broken", CORPUS, ids=lambda b: b.path.stem)
def test_the_reader_in_python_refuses_the_same(broken: Broken, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_reader, "_LOADER", yaml.SafeLoader)
    assert refused(broken)
    assert parse_scenario(broken.mended, "neighbour", BROKEN)
