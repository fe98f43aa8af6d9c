"""The rule of characters: what is accepted can be written to a file and read back."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from sim.base.characters import clean_line, is_control_character, lookalike_key
from sim.base.problems import InputError
from sim.base.text_files import require_plain_text
from sim.game import store
from sim.game.variations import clean_line_name
from sim.play.settings.settings import Settings
from sim.scenario.load import parse_scenario, parse_section
from tests.making import DAY, game, small

REFUSED = [0x0000, 0x001B, 0x007F, 0x0085, 0x00AD, 0x061C, 0x115F, 0x200B, 0x200E, 0x2028, 0x202E, 0x2060, 0x2067,
           0x3164, 0xD800, 0xFDD0, 0xFEFF, 0xFFFE, 0xFFFF, 0x1FFFE, 0xE0041, 0x10FFFF]  # fmt: skip
KEPT = "\t\n aÄ\u0301字\u00a0\u200c\u200d\ufe0f\ufffd\U0001f600"


@pytest.mark.parametrize("code", REFUSED, ids=lambda code: f"U+{code:04X}")
def test_what_is_refused_is_refused_everywhere(code: int) -> None:
    char = chr(code)
    assert is_control_character(char)
    assert clean_line(f"a{char}b") == "ab" == clean_line_name(f"a{char}b")
    escape = f"\\U{code:08x}"
    for text in (f"a{char}b",) if code == 0xFEFF else (f"a{char}b", char):
        with pytest.raises(InputError):
            require_plain_text(text, "x")
    scenario = f'format: 1\nname: x\ntitle: "a{escape}b"\nsummary: y\ngoal: {{threshold: 1}}\n'
    with pytest.raises(InputError):
        parse_scenario(scenario, "x")
    with pytest.raises(InputError):
        parse_section(f'keymap: {{"game.takeback": "{escape}"}}\n', "settings.yaml", Settings)


def test_what_is_kept_is_kept() -> None:
    assert not any(map(is_control_character, KEPT))
    title = "".join(KEPT.split())
    with store.create_saved_game(game(small(title=title, summary=KEPT)), DAY) as saved:
        pass
    again = store.resume_saved_game(saved.path)[0]
    again.close()
    assert again.game.setup.scenario.title == title
    assert again.game.setup.scenario.summary == KEPT


def test_every_format_character_but_the_joiners_and_visible_signs_is_refused() -> None:
    kept = {
        chr(code)
        for code in range(0x110000)
        if unicodedata.category(chr(code)) == "Cf" and not is_control_character(chr(code))
    }
    assert {"\u200c", "\u200d"} < kept
    assert all(
        name.startswith(("ZERO WIDTH", "ARABIC", "SYRIAC", "KAITHI", "EGYPTIAN"))
        for name in map(unicodedata.name, kept)
    )


@pytest.mark.parametrize(
    "other", ["ann lee", "Ann  Lee", "Ann\u00a0Lee", "Ａｎｎ Lee", "A\u200dnn Lee", "Ann Lee\u200b"]
)
def test_two_sellers_cannot_look_alike(other: str, tmp_path: Path) -> None:
    assert lookalike_key(other) == lookalike_key("Ann Lee") != lookalike_key("Ann Leo")
    path = tmp_path / "x.yaml"
    names = f'["Ann Lee", "{other}"]'
    text = f"format: 1\nname: x\ntitle: X\nsummary: y\ngoal: {{threshold: 1}}\norganisation: {{sellers: {names}}}\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"another seller|control character"):
        parse_scenario(path.read_text(encoding="utf-8"), "x")
