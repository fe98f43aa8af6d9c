"""Nothing with a rate of zero happens, and a firm without items can be played."""

from __future__ import annotations

from typing import Any

import pytest

from sim.event.engine import advance
from sim.event.facts import (
    AccountLeft,
    ConversationBegun,
    DealArrived,
    DealDropped,
    DealLost,
    DealProposed,
    DealWon,
    DisruptionAnswered,
    DisruptionNoticed,
    DisruptionStruck,
    Fact,
    QuarterClosed,
    SellerHired,
    SellerLeft,
)
from sim.model.move import Move
from tests.event.worlds import STEADY, TACTICAL, Game, game, live
from tests.model.firms import firm_of

EAGER: dict[str, Any] = {"disruptions": {"rate": 5.0}}


def told(
    kind: type[Fact] | tuple[type[Fact], ...], parameters: dict[str, Any], move: Move = STEADY
) -> list[Fact]:
    g = game(firm_of(parameters=parameters, **EAGER), 5)
    return [f for f in live(g, [move] * 4)[1] if isinstance(f, kind)]


BUSY = Move((95, 0, 0), (0, 0, 0))
"""A move that leaves no time for deals."""

NEVER: dict[str, tuple[Any, dict[str, Any]]] = {
    "nobody comes": (
        DealArrived,
        {"arrivals": {"inbound": 0.0, "prospecting": 0.0}, "conversations": {"grow": 0.0}},
    ),
    "nobody talks": (ConversationBegun, {"conversations": {"begin": 0.0}}),
    "nothing is noticed": ((DisruptionNoticed, DisruptionAnswered), {"signals": {"notice": 0.0}}),
    "no seller leaves": ((SellerLeft, SellerHired), {"people": {"leave": 0.0}}),
    "nothing is neglected": (DealDropped, {"stages": {"neglect": 0.0}}),
    "no proposal is written": (DealProposed, {"stages": {"proposal_share": 0.0}}),
}


@pytest.mark.parametrize("name", NEVER)
def test_what_has_no_rate_does_not_happen(name: str) -> None:
    kinds, parameters = NEVER[name]
    move = BUSY if kinds is DealDropped else STEADY
    assert told(kinds, parameters, move) == []
    assert told(kinds, {}, move), "but else it does"


def test_accounts_stay_where_nothing_takes_them() -> None:
    firm = firm_of(parameters={"accounts": {"leave": 0.0}}, disruptions={"rate": 0.0})
    end, facts = live(game(firm, 5), [TACTICAL] * 4)
    assert not any(isinstance(f, AccountLeft | DisruptionStruck) for f in facts)
    assert len(end.accounts) == 318 + 174 + 94 + sum(isinstance(f, DealWon) for f in facts)


def test_without_a_rival_nothing_is_lost_to_it() -> None:
    end, facts = live(game(firm_of(rival={"presence": 0.0}), 5), [STEADY] * 4)
    assert not [f for f in facts if isinstance(f, DealLost) and f.to == "rival"]
    assert any(isinstance(f, DealLost) for f in facts)
    assert sum(week.lost_to_rival for week in end.weeks) == 0


def nobody() -> Game:
    segment = {
        "weight": 1.0, "value": 30.0, "drift": 0.0,
        "start": {"qualified": 0, "proposals": 0, "conversations": [0, 0, 0], "accounts": 0},
    }  # fmt: skip
    firm = firm_of(
        market={"segments": {"none": segment}},
        disruptions={"rate": 0.0},
        parameters={
            "arrivals": {"inbound": 0.0, "prospecting": 0.0},
            "conversations": {"begin": 0.0},
            "people": {"leave": 0.0},
        },
    )
    return game(firm, 1)


def test_an_empty_firm_only_costs() -> None:
    g = nobody()
    end, facts = live(g, [STEADY] * 2)
    assert all(isinstance(f, QuarterClosed) or type(f).__name__ == "TeamFired" for f in facts)
    weekly = 2.9 * 12 + 4.3 * 2 + 8.0
    assert end.cash == pytest.approx(300 - 26 * weekly)
    assert end.fired == 1  # 300 k last not even one quarter


def test_a_clock_that_stands_makes_nothing_due() -> None:
    """All time is strategic, so stages do not move (coverage 0), and nothing is neglected: every opportunity stays."""
    g = game(firm_of(parameters={"pressure": {"bite": 0.0}, "stages": {"neglect": 0.0}}), 2)
    advanced = advance(g.world, g.dice, g.start, Move((100, 0, 0), (0, 0, 0)), 13)
    assert not any(isinstance(f, DealWon | DealLost | DealDropped) for f in advanced.facts)
    before = {d.id: d.stage for d in g.start.deals}
    after = {d.id: d.stage for d in advanced.position.deals}
    assert before.items() <= after.items()
