"""Write a position as text and read it back, bit for bit.

It is JSON, so that people can inspect it, and has a version. A text may come from anywhere, so it is checked against
the world in which it is to continue.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NoReturn

import numpy as np

from sim.base.errors import UserError
from sim.event.plain_values import InvalidValueError, from_plain, to_plain
from sim.event.position import Position
from sim.model.arrays import MAX_LOG
from sim.model.conversations import AGES
from sim.model.state import LOG_STOCKS, UNIT_STOCKS
from sim.model.world import World

POSITION_FORMAT = 1
"""Version of the text that this code writes and reads."""

MAX_POSITION_CHARACTERS = 1 << 28
"""Maximum number of characters; positions of real games are shorter."""


class SavedPositionError(UserError, ValueError):
    """A text that is not a position of this world."""

    def __init__(self, place: str, problem: str, remedy: str) -> None:
        self.place, self.problem = place, problem
        super().__init__(f"{place} {problem}", remedy)


def write_position(position: Position) -> str:
    """Write a position as text, with exact numbers."""
    document = {"tactegic": "position", "format": POSITION_FORMAT, "position": to_plain(position)}
    return json.dumps(document, allow_nan=False, separators=(",", ":"))


def read_position(text: str, world: World) -> Position:
    """Read a position to continue in a world. Raises SavedPositionError."""
    document = _parse_document(text)
    try:
        position: Position = from_plain(Position, document.get("position"))
        _check_position(position, world)
    except InvalidValueError as error:
        remedy = "it was changed or belongs to another scenario or seed: save it again from its game"
        raise SavedPositionError(error.place, error.problem, remedy) from None
    return position


def _parse_document(text: str) -> dict[str, Any]:
    if len(text) > MAX_POSITION_CHARACTERS:
        _refuse_text("is too long")
    try:
        document = json.loads(text, parse_constant=_refuse_constant)
    except RecursionError:
        _refuse_text("is nested too deeply")
    except SavedPositionError:
        raise
    except json.JSONDecodeError as error:
        raise SavedPositionError(
            f"line {error.lineno}, column {error.colno}", "is not JSON", "save the position again"
        ) from None
    except ValueError:  # a number with thousands of digits
        _refuse_text("has a number with too many digits")
    if not isinstance(document, dict) or document.get("tactegic") != "position":
        _refuse_text("is not a position of Tactegic")
    if document.get("format") != POSITION_FORMAT or type(document["format"]) is not int:
        raise SavedPositionError(
            "format", f"is not {POSITION_FORMAT}", "read it with the version of Tactegic that wrote it"
        )
    return document


def _refuse_constant(name: str) -> NoReturn:
    _refuse_text(f"has a number that is not finite ({name})")


def _refuse_text(problem: str) -> NoReturn:
    raise SavedPositionError("the document", problem, "give a text that `write_position` wrote")


def _check_position(p: Position, world: World) -> None:
    """Raise InvalidValueError if a position does not fit its world, so that the laws never see impossible values."""
    firm = world.firm
    segments, seats = len(firm.segments), firm.seats
    _require(p.week >= 0, "week", "is before the game")
    _require(len(p.weeks) == p.week, "weeks", f"has {len(p.weeks)} books for {p.week} weeks")
    disruptions = len(world.disruptions)
    _require(len(p.watches) == disruptions, "watches", f"are not {disruptions}, one for each disruption")
    for i, watch in enumerate(p.watches):
        _require(0 <= watch.progress <= 1, f"watches[{i}].progress", "is not from 0 to 1")
    _require(np.shape(p.readings) == (3, segments), "readings", f"are not 3 by {segments}")
    for name, clock in (("proposals", p.clocks.proposals), ("accounts", p.clocks.accounts)):
        _require(len(clock) == segments, f"clocks.{name}", f"has {len(clock)} segments, not {segments}")
    _check_sellers(p, seats)
    _check_stocks(p, segments, seats)
    _check_items("deals", p.deals, segments, seats)
    _check_items("conversations", p.conversations, segments, seats)
    _check_items("accounts", p.accounts, segments, seats)
    for i, talk in enumerate(p.conversations):
        _require(0 <= talk.age < AGES, f"conversations[{i}].age", f"is not 0 to {AGES - 1}")


def _check_sellers(p: Position, seats: int) -> None:
    _require(
        [s.seat for s in p.sellers] == list(range(seats)), "sellers", f"are not the {seats} seats in order"
    )
    for i, seller in enumerate(p.sellers):
        _require(seller.person >= 0, f"sellers[{i}].person", "is below 0")
        _require(seller.name.isprintable(), f"sellers[{i}].name", "has control characters")
    present = [float(s.present) for s in p.sellers]
    _require(p.stocks.filled.tolist() == present, "stocks.filled", "does not match the sellers present")


def _check_stocks(p: Position, segments: int, seats: int) -> None:
    for name, size in (("gap", segments), ("rival_gap", segments), ("filled", seats), ("ramp", seats)):
        _require(
            np.shape(getattr(p.stocks, name)) == (size,), f"stocks.{name}", f"does not have {size} numbers"
        )
    for name in UNIT_STOCKS:
        value = getattr(p.stocks, name)
        _require(np.ndim(value) == 0 and 0 <= value <= 1, f"stocks.{name}", "is not from 0 to 1")
    _require(np.all((p.stocks.ramp >= 0) & (p.stocks.ramp <= 1)), "stocks.ramp", "is not from 0 to 1")
    _require(np.ndim(p.stocks.felt) == 0, "stocks.felt", "is not one number")
    for name in ("demand", "slowness", "exodus"):
        _require(np.ndim(getattr(p.stocks, name)) == 0, f"stocks.{name}", "is not one number")
    for name in LOG_STOCKS:
        size = np.max(np.abs(getattr(p.stocks, name)))
        _require(size <= MAX_LOG, f"stocks.{name}", f"is not within {MAX_LOG:g} log units of 0")


def _check_items(place: str, items: Iterable[Any], segments: int, seats: int) -> None:
    """Check that items are in order of their identities, each once, with segments and owners that exist."""
    last = -1
    for i, item in enumerate(items):
        _require(item.id > last, f"{place}[{i}].id", "is not in order")
        _require(0 <= item.segment < segments, f"{place}[{i}].segment", f"is not 0 to {segments - 1}")
        _require(0 <= item.owner < seats, f"{place}[{i}].owner", f"is not 0 to {seats - 1}")
        last = item.id


def _require(holds: bool | np.bool_, place: str, problem: str) -> None:
    if not holds:
        raise InvalidValueError(place, problem)
