"""Goals, results and their measures as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, get_args

from sim.game.outcome import Ending, Result
from sim.scenario.scenario import GoalMeasure
from sim.text.figures import format_money, format_percent

if TYPE_CHECKING:
    from sim.game.game import Game
    from sim.game.game_tree import GameNode
    from sim.game.store import SavedGameEntry

ENDING_HEADLINES: dict[Ending, str] = {
    "goal": "The goal is reached",
    "draw": "A draw: you are still here, without the goal",
    "fired": "The directors have fired you",
}
"""How games end, in words."""

RESULT_WORDS = {"1-0": "goal reached", "1/2-1/2": "draw", "0-1": "fired"}
"""Results of records, in words."""

PROGRESS_LABELS: dict[GoalMeasure, str] = {
    "value": "margin so far", "bookings": "bookings so far", "margin": "margin so far", "accounts": "customers now",
    "share": "share now", "health": "health now",
}  # fmt: skip
"""What is reached of a goal before the end; of a value the margin, without the year after the end."""

MEASURE_TITLES: dict[GoalMeasure, str] = {
    "value": "value: margin plus the year after the end",
    "bookings": "bookings of the whole game",
    "margin": "margin of the whole game",
    "accounts": "customers at the end",
    "share": "share of deals against the rival, last four quarters",
    "health": "health of the firm: mean of its stocks",
}

_RATIOS: tuple[GoalMeasure, ...] = ("share", "health")


def format_measure(measure: GoalMeasure, value: float) -> str:
    """A value of a measure as text."""
    if measure in _RATIOS:
        return format_percent(value)
    return f"{round(value):,}" if measure == "accounts" else format_money(value)


def format_reached(r: Result) -> str:
    """What a game reached, against its goal."""
    missing, text = r.threshold - r.reached, format_measure(r.measure, r.reached)
    if missing > 0:
        return f"{text}, {format_measure(r.measure, missing)} short"
    return (
        f"{text}, the goal is passed"
        if r.fired is None
        else f"{text}, as much as the goal, before the firing"
    )


def format_game_value(game: SavedGameEntry) -> str:
    """What a saved game that is over was worth: value where the goal is in money, else what was reached of the goal."""
    measure = next((known for known in get_args(GoalMeasure) if known == game.measure), None)
    if measure is None or game.value is None or game.reached is None:
        return ""
    money_ = measure not in (*_RATIOS, "accounts")
    return format_money(game.value) if money_ else format_measure(measure, game.reached)


def format_rank(game: SavedGameEntry) -> str:
    """The place of a saved game among those who played in the same world and dice: `3 of 9`."""
    return "" if game.rank is None else f"{game.rank[0]} of {game.rank[1]}"


def result_rows(
    measure: GoalMeasure,
) -> Iterator[tuple[str, Callable[[Result], float], Callable[[float], str]]]:
    """What a result is told by: margin and year after sum to the value; and what the goal is set on, where that is
    something else.
    """
    yield "margin", lambda r: r.margin, format_money
    yield "year after", lambda r: r.franchise, format_money
    yield "value", lambda r: r.value, format_money
    if measure not in ("value", "margin"):
        yield measure, lambda r: r.reached, lambda x: format_measure(measure, x)


def describe_outcome(game: Game, end: GameNode) -> str:
    """What a line came to: how it ended and what it reached, or what it has so far."""
    if end.result is None:
        measure = game.setup.scenario.goal.measure
        return f"{PROGRESS_LABELS[measure]} {format_measure(measure, game.value_reached(end))}"
    headline, r = ENDING_HEADLINES[end.result.ending], end.result
    return f"{headline[0].lower()}{headline[1:]}, {r.measure} {format_measure(r.measure, r.reached)}"
