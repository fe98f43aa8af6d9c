"""A position as text and back, bit for bit. JSON, so that anybody can look into it; versioned, so that nobody is
misled.

A text may come from anywhere: it is checked against the world that it is to go on in before it is believed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NoReturn

import numpy as np

from sim.event.plain import MisfitError, from_plain, to_plain
from sim.event.position import Position
from sim.model.arrays import MOST_LOG
from sim.model.conversations import AGES
from sim.model.levels import LOGS, UNIT_STOCKS
from sim.model.world import World

FORMAT = 1
"""Version of the text that this code writes and reads."""

MOST_CHARACTERS = 1 << 28
"""Characters; a longer text is no position of any game that can be held."""


class SavedError(ValueError):
    """A text that is no position, or none of this world. Says where, what is wrong, and what to do."""

    def __init__(self, place: str, problem: str, remedy: str) -> None:
        self.place, self.problem, self.remedy = place, problem, remedy
        super().__init__(f"{place} {problem}; {remedy}")


def write_position(position: Position) -> str:
    """A position as text. Every number is written so that it is read back as exactly the same."""
    document = {"tactegic": "position", "format": FORMAT, "position": to_plain(position)}
    return json.dumps(document, allow_nan=False, separators=(",", ":"))


def read_position(text: str, world: World) -> Position:
    """The position of a text, to go on in its world. Raises SavedError."""
    document = _document(text)
    try:
        position: Position = from_plain(Position, document.get("position"))
        _check(position, world)
    except MisfitError as misfit:
        remedy = "it was changed or belongs to another scenario or seed: save it again from its game"
        raise SavedError(misfit.place, misfit.problem, remedy) from None
    return position


def _document(text: str) -> dict[str, Any]:
    if len(text) > MOST_CHARACTERS:
        _no_position("is too long")
    try:
        document = json.loads(text, parse_constant=_no_constant)
    except RecursionError:
        _no_position("is nested too deeply")
    except SavedError:
        raise
    except json.JSONDecodeError as error:
        raise SavedError(
            f"line {error.lineno}, column {error.colno}", "is no JSON", "save the position again"
        ) from None
    except ValueError:  # a number of thousands of digits
        _no_position("has a number that nobody can read")
    if not isinstance(document, dict) or document.get("tactegic") != "position":
        _no_position("is no position of Tactegic")
    if document.get("format") != FORMAT or type(document["format"]) is not int:
        raise SavedError("format", f"is not {FORMAT}", "read it with the version of Tactegic that wrote it")
    return document


def _no_constant(name: str) -> NoReturn:
    _no_position(f"has a number that is not finite ({name})")


def _no_position(problem: str) -> NoReturn:
    raise SavedError("the document", problem, "give a text that `write_position` wrote")


def _check(p: Position, world: World) -> None:
    """Raise MisfitError where a position does not fit its world, so that no law meets a thing that cannot be."""
    firm = world.firm
    segments, seats = len(firm.segments), firm.seats
    _must(p.week >= 0, "week", "is before the game")
    _must(len(p.weeks) == p.week, "weeks", f"has {len(p.weeks)} books for {p.week} weeks")
    disruptions = len(world.disruptions)
    _must(len(p.watches) == disruptions, "watches", f"are not {disruptions}, one for each disruption")
    for i, watch in enumerate(p.watches):
        _must(0 <= watch.progress <= 1, f"watches[{i}].progress", "is not from 0 to 1")
    _must(np.shape(p.readings) == (3, segments), "readings", f"are not 3 by {segments}")
    for name, clock in (("proposals", p.clocks.proposals), ("accounts", p.clocks.accounts)):
        _must(len(clock) == segments, f"clocks.{name}", f"has {len(clock)} segments, not {segments}")
    _check_sellers(p, seats)
    _check_stocks(p, segments, seats)
    _check_items("deals", p.deals, segments, seats)
    _check_items("conversations", p.conversations, segments, seats)
    _check_items("accounts", p.accounts, segments, seats)
    for i, talk in enumerate(p.conversations):
        _must(0 <= talk.age < AGES, f"conversations[{i}].age", f"is not 0 to {AGES - 1}")


def _check_sellers(p: Position, seats: int) -> None:
    _must([s.seat for s in p.sellers] == list(range(seats)), "sellers", f"are not the {seats} seats in order")
    for i, seller in enumerate(p.sellers):
        _must(seller.person >= 0, f"sellers[{i}].person", "is below 0")
        _must(
            seller.name.isprintable(), f"sellers[{i}].name", "has characters that act instead of being shown"
        )
    there = [float(s.present) for s in p.sellers]
    _must(p.stocks.filled.tolist() == there, "stocks.filled", "does not say which sellers are there")


def _check_stocks(p: Position, segments: int, seats: int) -> None:
    for name, size in (("gap", segments), ("rival_gap", segments), ("filled", seats), ("ramp", seats)):
        _must(np.shape(getattr(p.stocks, name)) == (size,), f"stocks.{name}", f"has not {size} numbers")
    for name in UNIT_STOCKS:
        value = getattr(p.stocks, name)
        _must(np.ndim(value) == 0 and 0 <= value <= 1, f"stocks.{name}", "is not from 0 to 1")
    _must(np.all((p.stocks.ramp >= 0) & (p.stocks.ramp <= 1)), "stocks.ramp", "is not from 0 to 1")
    _must(np.ndim(p.stocks.felt) == 0, "stocks.felt", "is not one number")
    for name in ("demand", "slowness", "exodus"):
        _must(np.ndim(getattr(p.stocks, name)) == 0, f"stocks.{name}", "is not one number")
    for name in LOGS:
        size = np.max(np.abs(getattr(p.stocks, name)))
        _must(size <= MOST_LOG, f"stocks.{name}", f"is not within {MOST_LOG:g} log units of 0")


def _check_items(place: str, items: Iterable[Any], segments: int, seats: int) -> None:
    """Items stand in the order of their identities, each one once, in a segment and with an owner that exist."""
    last = -1
    for i, item in enumerate(items):
        _must(item.id > last, f"{place}[{i}].id", "is not in order")
        _must(0 <= item.segment < segments, f"{place}[{i}].segment", f"is not 0 to {segments - 1}")
        _must(0 <= item.owner < seats, f"{place}[{i}].owner", f"is not 0 to {seats - 1}")
        last = item.id


def _must(holds: bool | np.bool_, place: str, problem: str) -> None:
    if not holds:
        raise MisfitError(place, problem)
