"""A move changes no draws of what it does not affect: disruptions, customers and luck stay the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.event.engine import advance
from sim.event.facts import ConversationBegun, DealArrived, DealWon, DisruptionStruck, Fact
from sim.event.saved_position import write_position
from sim.model.move import Move
from tests.event.worlds import STEADY, TACTICAL, Game, game, games, lines, live, same
from tests.model.firms import firm_of, moves, percent

seeds = st.integers(0, 2**40)


Strike = tuple[float, int, str, int, float]


def struck(facts: Sequence[Fact], until: float) -> list[Strike]:
    """Return what struck before a time. How well it was answered is up to the team."""
    return [
        (f.time, f.index, f.title, f.segment, f.severity)
        for f in facts
        if isinstance(f, DisruptionStruck) and f.time < until
    ]


def won(g: Game, move: Move) -> dict[int, float]:
    """Return the value in k of each win of the first week."""
    return {f.item: f.value for f in first_week(g, move) if isinstance(f, DealWon)}


def first_week(g: Game, move: Move) -> tuple[Fact, ...]:
    return advance(g.world, g.dice, g.start, move, 1).facts


@settings(max_examples=15)
@given(games, lines(), lines())
def test_the_same_disruptions_strike(g: Game, line: list[Move], other: list[Move]) -> None:
    until = 13.0 * min(len(line), len(other))
    assert struck(live(g, line)[1], until) == struck(live(g, other)[1], until)


def came(facts: tuple[Fact, ...], kind: type[DealArrived | ConversationBegun]) -> dict[int, tuple[int, str]]:
    """Return the arrivals and their origins."""
    return {f.item: (f.segment, f.customer) for f in facts if isinstance(f, kind)}


@settings(max_examples=40)
@given(seeds, percent, percent)
def test_more_effort_adds_customers_and_replaces_none(seed: int, a: int, b: int) -> None:
    """In the first week, where all else is equal: who comes under less prospecting comes under more too, and no
    later.
    """
    few_hours, many_hours = max(a, b), min(a, b)  # strategic share of sellers
    g = game(firm_of(), seed)
    few = advance(g.world, g.dice, g.start, Move((few_hours, 20, 20), (0, 0, 0)), 1).facts
    many = advance(g.world, g.dice, g.start, Move((many_hours, 20, 20), (0, 0, 0)), 1).facts
    assert came(few, DealArrived).items() <= came(many, DealArrived).items()
    times = {f.item: f.time for f in many if isinstance(f, DealArrived)}
    assert all(times[f.item] <= f.time for f in few if isinstance(f, DealArrived))
    assert came(many, ConversationBegun).items() <= came(few, ConversationBegun).items()


@settings(max_examples=15)
@given(seeds, moves, moves)
def test_the_same_customers_have_the_same_luck_whatever_is_done(seed: int, one: Move, other: Move) -> None:
    """The luck of every opportunity and conversation that is open in both games is the same."""
    g = game(firm_of(), seed)
    ends = [advance(g.world, g.dice, g.start, move, 13).position for move in (one, other)]
    lucks = [{d.id: (d.segment, d.luck) for d in end.deals} for end in ends]
    both = lucks[0].keys() & lucks[1].keys()
    assert all(lucks[0][item] == lucks[1][item] for item in both)
    talks = [{c.id: (c.segment, c.grows, c.luck) for c in end.conversations} for end in ends]
    assert all(talks[0][item] == talks[1][item] for item in talks[0].keys() & talks[1].keys())


@settings(max_examples=20)
@given(seeds, percent, percent)
def test_the_same_deal_has_the_same_size(seed: int, a: int, b: int) -> None:
    """In the first week the mean value is the same under any move, so a win in both games has the same size."""
    g = game(firm_of(), seed)
    wins = [won(g, Move((sellers, 20, 40), (0, 0, 0))) for sellers in (a, b)]
    both = wins[0].keys() & wins[1].keys()
    assert all(wins[0][item] == wins[1][item] for item in both)


@settings(max_examples=10)
@given(seeds)
def test_no_two_items_share_a_number(seed: int) -> None:
    """All luck is drawn for one item alone (53 bits: a coincidence among 10,000 numbers has probability 6e-9)."""
    g = game(firm_of(), seed)
    end = advance(g.world, g.dice, g.start, Move((60, 20, 20), (0, 0, 0)), 13).position
    deals = {d.id: d.luck for d in (*g.start.deals, *end.deals)}
    open_ = deals | {c.id: c.luck for c in (*g.start.conversations, *end.conversations)}
    numbers = [
        number for luck in open_.values() for number in (getattr(luck, name) for name in type(luck).__slots__)
    ]
    assert len(set(numbers)) == len(numbers)
    stays = [a.due for a in g.start.accounts] + [s.due for s in g.start.sellers]
    assert len(set(stays)) == len(stays)


def test_more_help_only_turns_losses_into_wins() -> None:
    """The luck of a decision is one number: whatever is won with less help is also won with more."""
    more = 0
    for seed in range(60):
        g = game(firm_of(), seed)
        alone, helped = (won(g, Move((20, m, m), (0, 0, 0))).keys() for m in (100, 0))
        assert alone <= helped
        more += len(helped - alone)
    assert more > 0


def test_two_seeds_are_two_games_and_world_and_dice_are_two_things() -> None:
    firm = firm_of()
    base, facts = live(game(firm, 1, 1), [STEADY] * 4)
    for seed, dice in ((2, 2), (1, 2), (2, 1)):
        other, _ = live(game(firm, seed, dice), [STEADY] * 4)
        assert not same(base, other)
    _, other_dice = live(game(firm, 1, 2), [STEADY] * 4)
    _, other_world = live(game(firm, 2, 1), [STEADY] * 4)
    assert struck(facts, 52) == struck(other_dice, 52)
    assert struck(facts, 52) != struck(other_world, 52)


RUN = """
import sys
from tests.event.worlds import STEADY, TACTICAL, game, live
from tests.model.firms import firm_of
from sim.event.saved_position import write_position
end, facts = live(game(firm_of(), 11), [STEADY, TACTICAL] * 2)
print(repr(facts)); print(write_position(end))
"""


def test_one_seed_is_one_game_in_every_process() -> None:
    end, facts = live(game(firm_of(), 11), [STEADY, TACTICAL] * 2)
    expected = f"{facts!r}\n{write_position(end)}\n"
    for hash_seed in ("0", "1", "4711"):
        environment = os.environ | {"PYTHONHASHSEED": hash_seed}
        found = subprocess.run(
            [sys.executable, "-c", RUN], env=environment, capture_output=True, text=True, check=True
        )
        assert found.stdout == expected
    assert json.loads(write_position(end))["format"] == 1
