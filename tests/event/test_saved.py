"""Positions as text: they are exact and have a version, and foreign or broken texts are refused
with place and remedy.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.event.engine import advance
from sim.event.position import Position
from sim.event.saved_position import POSITION_FORMAT, SavedPositionError, read_position, write_position
from sim.model.limits import GameLimitError
from sim.model.move import Move
from tests.event.worlds import STEADY, Game, game, games, lines, live
from tests.model.firms import firm_of

GAME = game(firm_of(), 6)
PLAYED = advance(GAME.world, GAME.dice, GAME.start, STEADY, 39).position
TEXT = write_position(PLAYED)


def identical(a: Any, b: Any) -> bool:
    """Whether values are equal in every bit and type, compared by Python's representation of the text's parts."""
    return repr(json.loads(a)) == repr(json.loads(b))


@settings(max_examples=20)
@given(games, lines(2))
def test_what_is_read_is_what_was_written(g: Game, line: list[Move]) -> None:
    end, _ = live(g, line)
    for position in (g.start, end):
        text = write_position(position)
        read = read_position(text, g.world)
        assert write_position(read) == text
        assert read.deals == position.deals
        assert read.conversations == position.conversations
        assert read.accounts == position.accounts
        assert read.sellers == position.sellers
        assert read.watches == position.watches
        assert read.clocks == position.clocks
        assert read.weeks == position.weeks
        for name in type(position.stocks).__slots__:
            found, given_ = getattr(read.stocks, name), getattr(position.stocks, name)
            assert (found == given_).all() if hasattr(found, "all") else found == given_


floats = st.floats(allow_nan=False, allow_infinity=False)


@settings(max_examples=40)
@given(floats, floats, st.floats(0, 1))
def test_every_number_keeps_every_bit(cash: float, reading: float, stock: float) -> None:

    stocks = replace(PLAYED.stocks, insight=stock)
    readings = PLAYED.readings + 0.0
    readings[1, 2] = reading
    read = read_position(
        write_position(replace(PLAYED, cash=cash, stocks=stocks, readings=readings)), GAME.world
    )
    assert [read.cash.hex(), float(read.readings[1, 2]).hex()] == [cash.hex(), reading.hex()]
    assert float(read.stocks.insight).hex() == stock.hex()


def refused(text: str) -> SavedPositionError:
    with pytest.raises(SavedPositionError) as caught:
        read_position(text, GAME.world)
    assert caught.value.remedy
    return caught.value


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is not JSON"),
        ("{", "is not JSON"),
        ("[]", "not a position of Tactegic"),
        ("null", "not a position of Tactegic"),
        ('{"position": {}}', "not a position of Tactegic"),
        ('{"tactegic": "position", "format": 1}', "is not a mapping"),
        ('{"tactegic": "position", "format": 1, "position": {}}', "has no 'week'"),
        ('{"tactegic": "position", "format": true, "position": {}}', "is not 1"),
        ('{"tactegic": "position", "position": {}}', "is not 1"),
        ("[" * 100_000, "nested too deeply"),
        ('{"tactegic": ' + "9" * 5000 + "}", "a number with too many digits"),
        ("[NaN]", "not finite"),
        ("[-Infinity]", "not finite"),
    ],
)
def test_foreign_texts_are_refused(text: str, problem: str) -> None:
    assert problem in str(refused(text))


def test_another_format_is_named() -> None:
    error = refused(TEXT.replace(f'"format":{POSITION_FORMAT}', '"format":2'))
    assert (error.place, error.problem) == ("format", f"is not {POSITION_FORMAT}")
    assert "version" in error.remedy


def changed(change: Callable[[dict[str, Any]], None]) -> str:
    document = json.loads(TEXT)
    change(document["position"])
    return json.dumps(document)


def put(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """Set a value by its path."""

    def change(position: Any) -> None:
        *before, last = path.split(".")
        for key in before:
            position = position[int(key)] if isinstance(position, list) else position[key]
        position[int(last) if isinstance(position, list) else last] = value

    return change


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("week", 38, "weeks"),
        ("week", "39", "week"),
        ("week", -1, "week"),
        ("week", True, "week"),
        ("week", 2**70, "week"),
        ("cash", None, "cash"),
        ("cash", 10**400, "cash"),
        ("extra", 1, "the document"),
        ("stocks.insight", 1.5, "stocks.insight"),
        ("stocks.insight", [0.5], "stocks.insight"),
        ("stocks.felt", [1.0], "stocks.felt"),
        ("stocks.gap", [0.1, 0.2], "stocks.gap"),
        ("stocks.gap", 0.1, "stocks.gap"),
        ("stocks.gap", [[0.1], [0.2, 0.3]], "stocks.gap"),
        ("stocks.gap", [], "stocks.gap"),
        ("stocks.ramp", [0.5] * 11, "stocks.ramp"),
        ("stocks.filled", [0.5] * 12, "stocks.filled"),
        ("readings.0", [1.0], "readings"),
        ("sellers.3.seat", 4, "sellers"),
        ("sellers.3.person", -1, "sellers[3].person"),
        ("sellers.3.name", "\x1b[31mred", "sellers[3].name"),
        ("sellers.3.present", 1, "sellers[3].present"),
        ("deals.0.stage", "closed", "deals[0].stage"),
        ("deals.0.stage", 5, "deals[0].stage"),
        ("deals.1.id", 0, "deals[1].id"),
        ("deals.0.segment", 3, "deals[0].segment"),
        ("deals.0.owner", 12, "deals[0].owner"),
        ("deals.0.luck.owner", "x", "deals[0].luck.owner"),
        ("conversations.0.age", 3, "conversations[0].age"),
        ("conversations.0.waits", [1.0], "conversations[0].waits"),
        ("accounts.0", 7, "accounts[0]"),
        ("clocks.accounts", [1.0], "clocks.accounts"),
        ("watches.0.progress", 1.01, "watches[0].progress"),
        ("watches.0.seen", 1.5, "watches[0].seen"),
        ("watches", [], "watches"),
        ("fired_for", "boredom", "fired_for"),
        ("weeks.0.won", 0.5, "weeks[0].won"),
    ],
)
def test_what_was_changed_is_found(path: str, value: Any, place: str) -> None:
    error = refused(changed(put(path, value)))
    assert error.place.startswith(place), error


def test_a_key_too_few_is_named() -> None:
    error = refused(changed(lambda p: p["deals"][2].pop("due")))
    assert str(error).startswith("deals[2] has no 'due'")


def test_a_position_of_another_scenario_or_seed_is_refused() -> None:
    other = game(firm_of(organisation={"sellers": 5}), 6)
    with pytest.raises(SavedPositionError, match="another scenario or seed"):
        read_position(TEXT, other.world)


@settings(max_examples=80)
@given(st.data())
def test_any_one_change_is_refused_or_can_be_lived(data: st.DataObject) -> None:
    """Whatever replaces any one value, the text is refused or the game continues from it."""
    document = json.loads(TEXT)
    here: Any = document["position"]
    while True:
        keys: list[Any] = list(here) if isinstance(here, dict) else list(range(len(here)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(here[key], dict | list) or not here[key]:
            break
        here = here[key]
    here[key] = data.draw(
        st.none()
        | st.booleans()
        | st.integers(-(2**64), 2**64)
        | st.floats(-1e6, 1e6)
        | st.text()
        | st.just([])
    )
    try:
        position = read_position(json.dumps(document), GAME.world)
    except SavedPositionError:
        return
    with suppress(GameLimitError):
        assert isinstance(advance(GAME.world, GAME.dice, position, STEADY, 1).position, Position)
