"""Everything of ours that is said can be in another language: in one that nobody speaks no word of ours is left."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from sim.language.catalogue import FOLDER
from sim.policy.registry import BOTS
from sim.view.words import glossary
from tests.tui import pseudo
from tui.plain.commands import COMMANDS

ROOT = Path(__file__).parents[2]

WORD = re.compile(r"(?<![^\W_])[A-Za-z]{3,}(?![^\W_])")
"""A word with no letter of the other language."""

KEYS = {
    "enter",
    "esc",
    "pgup",
    "pgdn",
    "tab",
    "home",
    "end",
    "space",
    "shift",
    "ctrl",
    "escape",
    "backspace",
    "delete",
}
"""Names of keys, which are as they stand on keyboards."""


PLANS = ("protect", "close", "answer", "sow", "watch", "mend")
OTHERS = ("error", "notation", "usual", "adsf", "inherited")
"""Words that are typed, or stand before an error for programs to find."""


def _environment(folder: Path) -> dict[str, str]:
    pseudo.write(folder)
    return os.environ | {FOLDER: str(folder), "LANGUAGE": pseudo.LANGUAGE, "PYTHONPATH": str(ROOT)}


def _left(text: str, foreign: set[str]) -> list[str]:
    return sorted(set(WORD.findall(text)) - foreign - KEYS)


def test_no_word_is_left(tmp_path: Path, home: Path) -> None:
    """On the menu and what it leads to, on the play screen with all panels, looked ahead, and on what lies over it; nor
    line by line, but for names that are typed.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tests.tui.saying"],
        cwd=ROOT, env=_environment(tmp_path / "words"), capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = json.loads(done.stdout)
    foreign = {*told["foreign"], *WORD.findall(f"{home} settings.yaml crm inherited")}
    assert {"menu", "panel 1 at 80", "panel 9 at 120", "tree at 120"} <= told["said"].keys()
    assert all(len(text) > 500 for text in told["said"].values())
    typed = {word for c in COMMANDS for word in WORD.findall(f"{c.name} {c.short} {c.takes}")}
    typed |= {word for name in (*BOTS, *PLANS, *OTHERS) for word in WORD.findall(name)}
    plain = _left(told["said"].pop("line by line"), foreign | typed)
    assert not plain
    left = {name: _left(text, foreign) for name, text in told["said"].items()}
    assert not {name: words for name, words in left.items() if words}


def test_the_glossary_is_found_in_english_and_in_the_language(tmp_path: Path) -> None:
    code = (
        "from sim.view.words import glossary; from tui.words import FIRST, first_words; g = glossary()\n"
        "assert len(first_words()) == len(FIRST); print(g.get('sight').word, g.get(g.get('sight').word).see)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=_environment(tmp_path / "words"),
        capture_output=True,
        text=True,
        check=True,
    )
    sight = glossary().get("sight")
    assert sight is not None
    assert (
        done.stdout.strip() == f"{pseudo.accented('sight')} {[pseudo.accented(word) for word in sight.see]}"
    )
