"""One name, one thing (`tools/names.py`)."""

from __future__ import annotations

import pytest

from tools.names import faults, is_participle


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
