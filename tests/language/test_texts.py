"""What of a module is text: what players read, whole, and nothing that code reads."""

from __future__ import annotations

import ast

import pytest

from sim.language.texts import covered, fields, texts


def _messages(code: str, module: str = "tui.made") -> list[str]:
    return [text.message for text in texts(ast.parse(code), module)]


@pytest.mark.parametrize(
    ("code", "messages"),
    [
        ('x = "Play the move."', ["Play the move."]),
        ('x = {"again": "Try again"}["again"]', ["Try again"]),
        ('x = ("Play " "it", STRONG)', ["Play it"]),
        ('x = ("best", DIM)', ["best"]),
        ('x = f"Move {number} of {a.moves}: {said(a):>5}"', ["Move {number} of {moves}: {3}"]),
        ("x = f\"{name} is {'ready' if done else 'not ready'}\"", ["{name} is {2}", "ready", "not ready"]),
        ('x = f"{a} and {a}"', ["{a} and {2}"]),
        ('x = f"a {{brace}} in {x}"', ["a {{brace}} in {x}"]),
        ('raise Refused("this cannot be", "do that")', ["this cannot be", "do that"]),
        ('_key("a.b", "up", "↑", "go_up", "up", "A line up.")', ["up", "A line up."]),
        ('x = box("The text", id="some box", classes="a b")', ["The text"]),
    ],
)
def test_what_players_read_is_text(code: str, messages: list[str]) -> None:
    assert _messages(code) == messages


@pytest.mark.parametrize(
    "code",
    [
        '"""A module about things."""',
        'def f(x: "Some Type") -> "Some Type":\n    """It does it."""',
        'if x == "Some text": pass',
        'if x in ("one or", "the other"): pass',
        'x = d["A key"]',
        'x = "goal"',
        'x = f"#{name}"',
        'x = f"panel.{name}"',
        'x = f"{a} {b}"',
        'widget.query_one("#a .b > c d")',
        'LOG.info("engine %s is here", 3)',
        'assert x, "for us alone"',
        'raise NotImplementedError("for us alone")',
        'style = (text, f"{STRONG} underline")',
        "x = b'some bytes here'",
    ],
)
def test_what_code_reads_is_none(code: str) -> None:
    assert _messages(code) == []


def test_counted_nouns_have_their_plurals_and_stay_in_the_code() -> None:
    found = list(
        texts(ast.parse('x = counted(n, "opportunity", "opportunities"), counted(n, "deal")'), "tui.made")
    )
    assert [(text.message, text.plural) for text in found] == [
        ("opportunity", "opportunities"),
        ("deal", "deals"),
    ]


def test_single_words_are_texts_where_a_module_says_so() -> None:
    assert _messages('x = "best"', "tui.telling") == ["best"]
    assert _messages('x = "best"', "tui.other") == []


def test_only_modules_that_players_hear_are_covered() -> None:
    assert covered("tui.widgets.move")
    assert covered("sim.view.say")
    assert not covered("sim.game.record")
    assert not covered("tuition")


def test_braces_that_do_not_fit_together_are_no_fields() -> None:
    assert fields("{b} of {a}") == ["a", "b"]
    assert fields("a { b") is None
