"""Modules in another language: the same code with other literals; what does not fit stays English."""

from __future__ import annotations

import ast
import gettext
import os
import subprocess
import sys
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from sim.language.catalogue import DOMAIN
from sim.language.install import translate

ROOT = Path(__file__).parents[2]


def _catalogue(said: Mapping[Any, Any], language: str = "de") -> bytes:
    found = Catalog(locale=language)
    for message, translation in said.items():
        found.add(message, translation)
    file = BytesIO()
    write_mo(file, found)
    return file.getvalue()


def _run(code: str, said: Mapping[str, str], **names: object) -> object:
    """`x` after the code has run in a language."""
    tree = ast.parse(code)
    translate(tree, "tui.made", gettext.GNUTranslations(BytesIO(_catalogue(said))))
    space: dict[str, object] = dict(names)
    exec(compile(tree, "made", "exec"), space)  # noqa: S102  # the code is the test's
    return space["x"]


def test_literals_are_in_the_language() -> None:
    assert _run('x = "Play the move."', {"Play the move.": "Spiele den Zug."}) == "Spiele den Zug."
    assert _run('x = "Play the move."', {}) == "Play the move."


def test_values_of_a_text_may_stand_in_another_order_and_keep_their_format() -> None:
    said = {"{share} of {2} hours": "Von {2} Stunden {share}"}
    assert _run('x = f"{share:.1f} of {max(n, 3)} hours"', said, share=0.25, n=1) == "Von 3 Stunden 0.2"


@pytest.mark.parametrize(
    "wrong", ["{move} Züge", "Züge {", "{0}", "{number.__class__} Züge", "{number} {number}"]
)
def test_a_translation_with_other_values_is_passed_over(wrong: str) -> None:
    assert _run('x = f"{number} moves left"', {"{number} moves left": wrong}, number=3) == "3 moves left"


def test_a_translation_is_never_code() -> None:
    for wrong in ("{number!r}", "{number:>9}", "{__import__('os').getpid()}", "{number:{number}}"):
        said = {"{number} moves left": wrong}
        assert _run('x = f"{number} moves left"', said, number=3) == "3 moves left"


def _says(folder: Path, language: str = "de") -> str:
    """What a process of its own says."""
    code = "from sim.view.say import counted; print(counted(2, 'deal'), counted(1, 'deal'))"
    environment = os.environ | {
        "LANGUAGE": language,
        "TACTEGIC_TRANSLATIONS": str(folder),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    return done.stdout.strip()


def _place(folder: Path, content: bytes) -> None:
    place = folder / "de" / "LC_MESSAGES" / f"{DOMAIN}.mo"
    place.parent.mkdir(parents=True)
    place.write_bytes(content)


def test_nouns_have_the_plurals_of_the_language(tmp_path: Path) -> None:
    _place(tmp_path, _catalogue({("deal", "deals"): ("Abschluss", "Abschlüsse")}))
    assert _says(tmp_path) == "2 Abschlüsse 1 Abschluss"
    assert _says(tmp_path, "fr") == "2 deals 1 deal"


@pytest.mark.parametrize("content", [b"", b"no catalogue", b"\xde\x12\x04\x95" + b"\xff" * 40])
def test_a_broken_catalogue_is_none(content: bytes, tmp_path: Path) -> None:
    _place(tmp_path, content)
    assert _says(tmp_path) == "2 deals 1 deal"
