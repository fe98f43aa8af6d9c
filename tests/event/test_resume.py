"""The resume law: a game at once is the game resumed from every saved position, bit for bit; and a move is felt from
the week in which it is made, not before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.base.library import data_file_names
from sim.event.engine import advance
from sim.event.facts import Fact
from sim.event.position import Position
from sim.event.saved_position import read_position, write_position
from sim.model.calendar import moves_in_quarter, period_weeks
from sim.model.firm import Firm
from sim.model.move import Move
from sim.scenario.load import load_scenario
from sim.scenario.organisation import Cadence
from tests.event.worlds import Game, cadences, game, games, lines, live, same, weeks_of
from tests.model.firms import firm_of

LINE = [
    Move((24, 33, 65), (30, 30, 30)),
    Move((0, 10, 90), (100, 0, 50), ((20, 30, 50), (40, 30, 30), (10, 40, 30, 20)), 2.0),
    Move((60, 60, 60), (0, 0, 100), None, 0.0),
    Move((5, 0, 0), (10, 10, 10)),
]


def resumed(g: Game, line: Sequence[Move], cadence: Cadence) -> tuple[Position, list[Fact]]:
    """Simulate every period from the text of the position before it."""
    at, facts = g.start, list[Fact]()
    for move in line:
        loaded = read_position(write_position(at), g.world)
        advanced = advance(g.world, g.dice, loaded, move, period_weeks(loaded.week, cadence))
        at = advanced.position
        facts += advanced.facts
    return at, facts


VARIANTS: dict[str, dict[str, Any]] = {
    "reference": {},
    "one seller": {"organisation": {"sellers": 1, "managers": 1 / 6, "leaders": 1 / 12, "cadence": "month"}},
    "forty sellers": {"organisation": {"sellers": 40, "managers": 6.0, "leaders": 3.0}},
    "turbulent": {"market": {"rate_of_change": 2.0}, "disruptions": {"rate": 2.0}},
    "with a history": {
        "organisation": {"history": {"split": {"sellers": 15, "managers": 25, "leaders": 40}, "weeks": 80}}
    },
    "types of its own": {
        "disruptions": {
            "types": {
                "fire": {
                    "title": "Fire",
                    "rate": 3.0,
                    "chance": 0.5,
                    "lead": [0, 6],
                    "effects": [
                        {"on": "accounts", "size": 0.2, "scope": "all"},
                        {"on": "cash", "size": -50.0},
                    ],
                }
            },
            "fixed": [{"type": "fire", "week": 3}, {"type": "merger", "quarter": 2, "severity": 3.0}],
        }
    },
    "leavers": {"parameters": {"people": {"leave": 0.1, "hire_weeks": 2.0}}},
}


@pytest.mark.parametrize("name", VARIANTS)
@pytest.mark.parametrize(("cadence", "quarters"), [("quarter", 12), ("month", 4)])
def test_twelve_quarters_at_once_are_twelve_resumed(name: str, cadence: Cadence, quarters: int) -> None:
    assert_resumes(firm_of(**VARIANTS[name]), quarters, cadence)


@pytest.mark.parametrize("name", data_file_names("scenarios"))
def test_every_built_in_scenario_resumes(name: str) -> None:
    """Play in the game's own cadence. The variants above use both."""
    scenario = load_scenario(name).scenario
    assert_resumes(Firm(scenario), scenario.quarters, scenario.organisation.cadence)


def assert_resumes(firm: Firm, quarters: int, cadence: Cadence) -> None:
    """Simulate all weeks in one run, and every period from the saved position of the previous one."""
    g, periods = game(firm, 7), quarters * moves_in_quarter(cadence)
    at_once = advance(g.world, g.dice, g.start, LINE[1], 13 * quarters)
    piecewise, facts = resumed(g, [LINE[1]] * periods, cadence)
    assert same(at_once.position, piecewise)
    assert list(at_once.facts) == facts


@pytest.mark.parametrize("cadence", ["quarter", "month"])
def test_a_game_of_many_moves_resumes(cadence: Cadence) -> None:
    g, line = game(firm_of(), 8), LINE * (1 if cadence == "quarter" else 3)
    whole, facts = live(g, line, cadence)
    again, told = resumed(g, line, cadence)
    assert same(whole, again)
    assert facts == told


@settings(max_examples=12)
@given(games, lines(3), cadences)
def test_week_by_week_is_the_same_game(g: Game, line: list[Move], cadence: Cadence) -> None:
    whole, facts = live(g, line, cadence)
    at, told = g.start, list[Fact]()
    for week in weeks_of(g, line, cadence):
        loaded = read_position(write_position(week.before), g.world)
        advanced = advance(g.world, g.dice, loaded, _move_of(line, cadence, loaded.week), 1)
        assert same(advanced.position, week.after)
        at = advanced.position
        told += advanced.facts
    assert same(whole, at)
    assert facts == told


def _move_of(line: Sequence[Move], cadence: Cadence, week: int) -> Move:
    end = 0
    for move in line:
        end += period_weeks(end, cadence)
        if week < end:
            return move
    raise AssertionError("the line is over")


@settings(max_examples=15)
@given(games, lines(), lines(), st.integers(0, 3))
def test_another_move_changes_nothing_before_it(
    g: Game, line: list[Move], other: list[Move], kept: int
) -> None:
    """Lines with the same first moves have the same events until they differ."""
    first = line[:kept]
    _, before = live(g, first)
    end, facts = live(g, [*first, *other])
    assert facts[: len(before)] == before
    middle, _ = live(g, first)
    assert end.weeks[: middle.week] == middle.weeks


def test_a_run_leaves_its_position_alone() -> None:
    g = game(firm_of(), 3)
    text = write_position(g.start)
    advance(g.world, g.dice, g.start, LINE[0], 26)
    assert write_position(g.start) == text
