"""Moves typed at random, on the screen and line by line: refused with a reason, or a move that the model takes."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest

from sim.play.settings.file import change_settings
from sim.policy.notation import NotationError, parse_move
from tests.tui.driving import game, short
from tests.tui.plain.talking import record, replayed, talk
from tui.screens.play import PlayScreen

ALPHABET = "SMLsmlrcf0123456789./%, -+e"
PIECES = (*"SMLrc079/%,", "rM", "fS", "fM", "fL", "25", "100", "101", ".5", "9.1", " ", " ")
BOUNDS = (
    *("c9.1", "c9.999999", "c9", "c0.000001", "c10", "S101", "S100", "fS100/0/0", "fS100/0/1"),
    *("S2٥", "ſ25", "r100 rS0"),
)


def typed(count: int, seed: int) -> list[str]:
    """Texts over the alphabet of the notation, of its pieces, and at its bounds."""
    dice = random.Random(seed)  # noqa: S311  # keys, no secrets
    letters = ["".join(dice.choices(ALPHABET, k=dice.randint(1, 12))) for _ in range(count // 3)]
    pieces = ["".join(dice.choices(PIECES, k=dice.randint(1, 8))) for _ in range(count // 3)]
    return [*letters, *pieces, *dice.choices(BOUNDS, k=count - len(letters) - len(pieces))]


def good(text: str) -> bool:
    """Whether a text is a move by itself."""
    from tests.making import game as made

    with suppress(NotationError):
        parse_move(text, made().last_own, ((40, 30, 30), (55, 25, 20), (40, 20, 20, 20)))
        return True
    return False


async def test_moves_typed_on_the_screen() -> None:
    change_settings(lookahead=False)
    async with game() as driver:
        for text in typed(24, 1):
            await driver.type_move(text)
            judged = str(driver.app.screen.query_one("#typed-verdict").render())
            assert ("enter plays it" in judged) == (good(text) or not text.strip()), (text, judged)
            await driver.press("escape")
        for text in ("c9.1", "c9.999999"):
            await driver.type_move(text)
            await driver.sees("more than 9")
            await driver.press("enter")
            assert driver.session.game.at.number == 0
            await driver.press("escape")
        await driver.type_move("c9 S0")
        await driver.press("enter")
        await driver.until("a move was made", lambda: driver.session.game.at.number == 1)
        assert driver.on(PlayScreen)


@pytest.mark.parametrize("seed", [1, 2])
def test_moves_typed_line_by_line(home: Path, seed: int) -> None:
    change_settings(lookahead=False)
    texts = [text for text in typed(120, seed) if text.strip()]
    talked = talk(*texts, "S20", "play", scenario=short(), seed=7)
    assert "inside the program" not in talked.errors
    refused = talked.errors.count(": error: ")
    assert refused >= sum(not good(text) for text in texts) * 0.9
    assert replayed(record(home)).game.at.number >= 1
