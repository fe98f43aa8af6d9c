"""No scenario that the format allows hangs a game or leaves the range of numbers: it can be played, or it is said that
it brings too much.
"""

from __future__ import annotations

import math
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from sim.event.engine import advance
from sim.event.saved_position import write_position
from sim.model.arrays import MAX_LOG
from sim.model.limits import GameLimitError
from sim.model.state import LOG_STOCKS
from sim.scenario.parameters import Parameters
from tests.event.worlds import STEADY, game
from tests.model.firms import firm_of, moves

SMALL_START = {"qualified": 2, "proposals": 2, "accounts": 20}


def bounds(field: FieldInfo) -> tuple[Any, Any]:
    """Return the lowest and the highest number that the format allows."""
    low = next(m.ge for m in field.metadata if hasattr(m, "ge"))
    high = next(m.le for m in field.metadata if hasattr(m, "le"))
    return low, high


NUMBERS = {
    (group, name): bounds(info)
    for group, section in Parameters.model_fields.items()
    for name, info in type(section.default).model_fields.items()
}


@st.composite
def extreme_parameters(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    """Set some of the laws' numbers to a limit of their range."""
    chosen = draw(st.lists(st.sampled_from(sorted(NUMBERS)), min_size=1, max_size=12, unique=True))
    found: dict[str, dict[str, Any]] = {}
    for group, name in chosen:
        found.setdefault(group, {})[name] = draw(st.sampled_from(NUMBERS[group, name]))
    return found


extreme_segments = st.fixed_dictionaries(
    {
        "weight": st.just(1.0),
        "value": st.sampled_from([0.01, 100_000.0]),
        "drift": st.sampled_from([-0.1, 0.0, 0.1]),
        "demand": st.sampled_from([0.0, 1.0, 20.0]),
        "season": st.sampled_from([[0.05, 0.05, 10.0], [1.0, 1.0, 1.0]]),
        "start": st.sampled_from([SMALL_START | {"gap": -3.0, "rival_gap": 3.0}, SMALL_START | {"gap": 3.0}]),
    }
)

strikes = st.lists(
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(
                ["slump", "boom", "technology", "rival_entry", "freeze", "exodus", "merger"]
            ),
            "week": st.integers(0, 12),
            "severity": st.sampled_from([0.01, 10.0]),
        }
    ),
    max_size=10,
)


@settings(max_examples=60)
@given(
    extreme_parameters(), extreme_segments, strikes, st.sampled_from([0.0, 10.0]), moves, st.integers(1, 3)
)
def test_extremes_can_be_played_or_are_refused(
    parameters: dict[str, Any], segment: dict[str, Any], fixed: list[Any], rho: float, move: Any, sellers: int
) -> None:
    """NumPy gives no warning either, since warnings are errors here."""
    firm = firm_of(
        organisation={"sellers": sellers},
        market={"segments": {"all": segment}, "rate_of_change": rho},
        disruptions={"fixed": fixed},
        goal={"target": 0.01},
        parameters=parameters,
    )
    with suppress(GameLimitError):
        g = game(firm, 1)
        end = advance(g.world, g.dice, g.start, move, 13).position
        assert math.isfinite(end.cash)
        assert write_position(end)  # refuses what is not finite
        for name in LOG_STOCKS:
            assert np.max(np.abs(getattr(end.stocks, name))) <= MAX_LOG


def test_more_customers_than_a_game_can_hold() -> None:
    segment = {"weight": 1.0, "value": 30.0, "drift": 0.0, "demand": 20.0}
    firm = firm_of(
        organisation={"sellers": 200},
        market={"segments": {"all": segment}},
        parameters={"arrivals": {"inbound": 10.0}},
    )
    g = game(firm, 1)
    with pytest.raises(GameLimitError, match="more customers a week than the 5,000"):
        advance(g.world, g.dice, g.start, STEADY, 1)


def test_a_history_that_leads_to_more_than_a_game_can_hold() -> None:
    segment = {"weight": 1.0, "value": 30.0, "drift": 0.0, "demand": 20.0}
    split = {"sellers": 100, "managers": 0, "leaders": 0}
    firm = firm_of(
        organisation={"sellers": 200, "history": {"split": split, "weeks": 52}},
        market={"segments": {"all": segment}},
        parameters={"arrivals": {"inbound": 10.0}},
    )
    with pytest.raises(GameLimitError, match="more items at the start than the 200,000"):
        game(firm, 1)
