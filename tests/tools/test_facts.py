"""tools/facts.py counts a game as its books and positions do, and as a hand does in a small one."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from math import log
from typing import Any

import pytest

from sim.event import facts as fact
from sim.event.books import sum_books
from sim.event.opening import opening_position
from sim.event.position import Position
from sim.game.play_out import play_out
from sim.model.firm import Firm
from sim.model.random_streams import RandomStreams
from sim.model.world import World
from sim.policy.registry import make_policy
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.scenario.load import load_scenario
from tests.model import page
from tests.model.firms import REFERENCE, firm_of
from tools import facts
from tools.pages.facts import MEASURED, range_verdict

near = pytest.approx
SEED = 1_799_999


@cache
def game() -> tuple[Firm, Any, Position, Position]:
    """A game of the reference under `steady`: what the tool keeps, and its first and last position by another way."""
    firm = Firm(load_scenario("reference").scenario)
    world, dice, mover = World(firm, SEED), RandomStreams(SEED), make_policy("steady", firm, "quarter")
    end = play_out(world, dice, mover, "quarter", firm.scenario.weeks)
    return firm, facts.play_game(world, dice, mover), opening_position(world, dice), end


def test_counts_are_those_of_the_books() -> None:
    firm, lived, start, end = game()
    c: Any = facts.count_game(firm, lived)
    book = sum_books(end.weeks)
    ended = book.won + book.lost_to_rival + book.no_decision + book.disqualified + book.dropped
    stages = [Counter(deal.stage for deal in at.deals)["proposal"] for at in (start, end)]
    proposals = stages[0] + book.proposed - stages[1]
    assert c.won == (book.won, ended)
    assert c.won_proposals == (book.won, proposals)
    assert c.won_grown[0] == book.won_grown
    assert c.undecided == (book.no_decision, proposals)
    assert c.undecided_lost == (book.no_decision, proposals - book.won)
    assert c.leavers[0] == book.left
    assert sum(c.values) == near(book.bookings)
    by_month = [sum(b.won for w, b in enumerate(end.weeks) if w % 13 in month) for month in MONTHS]
    assert list(c.months) == by_month


MONTHS = (range(4), range(4, 8), range(8, 13))
"""Weeks of a quarter."""


def test_a_quarter_s_start_is_the_pages() -> None:
    """Coverage and hours in week 0, from the page's numbers."""
    firm, lived, *_ = game()
    q = lived.quarters[0]
    worth = sum(n * deal for n, deal in zip((35 + 23, 20 + 13, 12 + 8), page.DEAL, strict=True))
    month_of = [0] * 4 + [1] * 4 + [2] * 5
    target = sum(page.target(page.Size(12, 2, 1), week, month_of[week]) for week in range(WEEKS_IN_QUARTER))
    assert q.coverage == near(worth * (1 + 0.2 * 0.46) / target)
    hours = 28 * (1 + 0.2 * 0.48) * (1 + 0.6 * 0.45) * 12 * 0.95
    split = firm.scenario.steady.sellers / 100
    part = min((1.3 * 67 + 4 * 44) / (hours * (1 - split)), 0.72)
    assert q.selling == near(28 * (1 - split) * part / 40)
    assert q.prospecting == near(28 * (1 - split) * (1 - part))


def of(kind: type, time: float, item: int = 0, seller: str = "Ann", **more: Any) -> Any:
    return kind(time=time, item=item, customer="c", segment=0, seller=seller, **more)


def test_a_small_game_by_hand() -> None:
    """Two sellers, two years; the second seat is empty for five weeks of the first year."""
    firm = firm_of(organisation={"sellers": 2})
    told = (
        fact.SellerLeft(10.0, 1, "Bob"),
        fact.SellerHired(15.0, 1, "Cid"),
        of(fact.DealArrived, 20.0, 1, grown=False),
        of(fact.ConversationBegun, 4.0, 2),
        of(fact.DealArrived, 50.0, 2, grown=True),
        of(fact.DealWon, 30.0, 1, value=50.0, grown=False),
        of(fact.DealWon, 60.0, 2, "Cid", value=80.0, grown=True),
        of(fact.DealLost, 61.0, 3, to="no decision"),
        of(fact.DealLost, 62.0, 4, to="rival"),
        of(fact.DealDropped, 63.0, 5, stage="proposal"),
        of(fact.DealDropped, 64.0, 6, stage="qualified"),
        of(fact.DealDisqualified, 65.0, 7),
    )
    lived = facts.PlayedGame(told, (), (("Ann", "Bob"), ("Ann", "Cid")), 104)
    c: Any = facts.count_game(firm, lived)
    year = sum(firm.target(week) for week in range(52)) / 2
    next_year = sum(firm.target(week) for week in range(52, 104)) / 2
    assert list(c.attainments) == near([50 / year, 80 / next_year, 0.0])
    assert c.leavers == (1, near((2 * 104 - 5) / 52))
    assert list(c.cycles) == near([70.0, 70.0])
    assert list(c.talks) == near([7 * 56.0])
    assert c.won == (2, 7)
    assert c.won_proposals == (2, 5)
    assert c.won_grown == (1, 1)
    assert c.undecided == (1, 5)
    assert c.undecided_lost == (1, 3)
    assert sum(c.months) == 2


def test_figures_pool_games() -> None:
    firm, lived, *_ = game()
    one = facts.count_game(firm, lived)
    assert facts.ratio_of_sums("won")([one, one]) == near(one.won[0] / one.won[1])
    assert facts.month_share(2)([one]) == near(one.months[2] / sum(one.months))
    rows = {row.name: row.ours([one]) for row in facts.FACT_ROWS}
    over = sum(a >= 1 for a in one.attainments) / len(one.attainments)
    assert rows["sellers at or over quota in a year"] == near(100 * over)


def test_a_hire_ramps_as_the_law_says() -> None:
    """Ramp k grows by (1 - k) / 22 a week from .35: .1 is left of .65 after log(.1 / .65) / log(21 / 22) weeks."""
    weeks = log(0.1 / 0.65) / log(21 / 22)
    months = facts.ramp_months(REFERENCE)
    assert weeks * 12 / 52 <= months < (weeks + 1) * 12 / 52


@pytest.mark.parametrize(
    ("figure", "word"), [(1.0, "fits"), (0.9, "too low"), (2.1, "too high"), (2.0, "fits")]
)
def test_a_verdict_is_told_from_the_range(figure: float, word: str) -> None:
    assert range_verdict(figure, 1.0, 2.0) == word


def test_it_measures_with_few_games() -> None:
    document = facts.measure_facts(2)
    assert json.loads(json.dumps(document)) == document
    assert len(document["rows"]) == len(facts.FACT_ROWS) + 1
    for row in document["rows"]:
        for figure, low, high in row["ours"].values():
            assert low <= figure * (1 + 1e-3)
            assert high >= low


def test_what_was_measured_is_what_the_tool_compares() -> None:
    document = json.loads(MEASURED.read_text(encoding="utf-8"))
    told = [(r["name"], r["unit"], r["low"], r["high"], r["source"], r["sure"]) for r in document["rows"]]
    rows = [(r.name, r.unit, r.low, r.high, r.source, r.sure) for r in facts.FACT_ROWS]
    assert told == [*rows, facts.RAMP_ROW]


@pytest.mark.full
def test_what_was_measured_comes_out_again() -> None:
    assert facts.measure_facts(facts.WORLDS) == json.loads(MEASURED.read_text(encoding="utf-8"))
