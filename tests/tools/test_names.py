"""One name, one thing (`tools/names.py`)."""

from __future__ import annotations

import pytest

from tools.names import faults, is_participle
from tools.sizes import MAX_CLASS_LINES, classes_with_parents


def test_no_name_stands_for_two_things() -> None:
    assert list(faults()) == []


@pytest.mark.parametrize(
    ("name", "participle"),
    [
        ("told", True),
        ("_listed", True),
        ("measuring", True),
        ("read_text", False),
        ("opening", False),
        ("play", False),
    ],
)
def test_participles_are_known(name: str, participle: bool) -> None:
    assert is_participle(name) is participle


def test_no_class_is_long_with_its_parents() -> None:
    longest = classes_with_parents()[0]
    assert longest.lines <= MAX_CLASS_LINES, longest


def test_parents_count_once_each() -> None:
    found = {one.name: one for one in classes_with_parents()}
    assert found["PlayScreen"].parents == ()  # Textual's do not count
    app, parent = found["TactegicApp"], found["OrderedKeysApp"]
    assert app.lines > parent.lines > 40
