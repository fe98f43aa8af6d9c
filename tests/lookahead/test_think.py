"""The anytime search: complete snapshots from futures that no search saw, the same for the same
view, stopped at once.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from sim.base.progress import StoppedError
from sim.lookahead import anytime_search
from sim.lookahead.anytime_search import AnytimeSearch
from sim.lookahead.forecaster import HELD_OUT_SALT, SEARCH_SALT, Forecaster
from sim.lookahead.search_limit import SearchLimit
from sim.lookahead.snapshot import LookaheadSnapshot
from sim.model.move import Move
from tests.lookahead.views import imagined

GOAL = 18_000.0
SMALL = SearchLimit(futures=3000)


def thought(of: Forecaster, **parts: Any) -> list[LookaheadSnapshot]:
    """All snapshots of a small thought."""
    given: dict[str, Any] = {"threshold": GOAL, "limit": SMALL} | parts
    return list(AnytimeSearch(of, **given).snapshots())


@pytest.fixture(scope="module")
def found() -> list[LookaheadSnapshot]:
    return thought(imagined(week=91))


def test_every_snapshot_is_complete(found: list[LookaheadSnapshot]) -> None:
    for s in found:
        assert len(s.lines) == 3
        assert s.week == 91
        assert s.periods == len(s.lines[0].moves) == 5
        assert len(s.lines[0].bookings) == 5 + 4
        assert [line.score.mean for line in s.lines] == sorted((x.score.mean for x in s.lines), reverse=True)
        assert s.lines[0].difference.mean == 0
        assert set(s.nothing.moves) == {imagined(week=91).view.last_move}
        for one in s.lines:
            assert one.value.p10 <= one.value.p50 <= one.value.p90


def test_it_goes_on_and_gets_sharper(found: list[LookaheadSnapshot]) -> None:
    assert found[0].rounds == 0
    assert found[-1].rounds > 0
    assert all(a.futures < b.futures for a, b in pairwise(found))
    assert found[-1].lines[0].value.se < found[0].lines[0].value.se / 2


def test_one_view_gives_one_thought(found: list[LookaheadSnapshot]) -> None:
    again = thought(imagined(week=91))
    assert [replace(s, seconds=0) for s in again] == [replace(s, seconds=0) for s in found]


def test_figures_come_from_futures_that_the_search_did_not_see(monkeypatch: pytest.MonkeyPatch) -> None:
    """The searcher's dice and the reported ones have nothing in common, and no line is evaluated in the searcher's
    futures.
    """
    asked: list[tuple[int, bool]] = []
    block = anytime_search.Forecaster.belief.func  # type: ignore[attr-defined]  # a cached property

    def watching(of: Forecaster) -> object:
        belief = block(of)

        class Watched:
            def block(self, dice: Any, number: int, futures: int, flow: bool = False) -> Any:
                asked.append((dice.seed, flow))
                return belief.block(dice, number, futures, flow)

        return Watched()

    monkeypatch.setattr(Forecaster, "belief", property(watching))
    of = imagined(week=117)
    thought(of, limit=SearchLimit(futures=1500))
    from sim.lookahead.view_seed import view_dice

    searched, held = view_dice(of.view, SEARCH_SALT).seed, view_dice(of.view, HELD_OUT_SALT).seed
    assert searched != held
    assert {seed for seed, flow in asked if not flow} <= {searched, held}
    assert {seed for seed, flow in asked if flow} == {searched}


def test_it_stops_in_the_middle_of_a_block() -> None:
    weeks = iter(range(10_000))
    of = imagined(week=91, stop=lambda: next(weeks) > 20)
    with pytest.raises(StoppedError):
        thought(of)
    assert next(weeks) == 22


def test_a_seat_that_is_fixed_is_planned_around() -> None:
    base = Move((60, 35, 65), (30,) * 3)
    last = thought(imagined(week=117, base=base, fixed=(0,)), limit=SearchLimit(futures=1500))[-1]
    assert {move.split[0] for line in last.lines for move in line.moves} == {60}
    assert len({line.first.split for line in last.lines}) > 1


@pytest.mark.parametrize("held", [(0,), (2,)])
def test_lines_of_one_seat_leave_the_others_to_their_bot(held: tuple[int, ...]) -> None:
    last = thought(imagined(week=117, held=held), limit=SearchLimit(futures=1500), show=4)[-1]
    assert len(last.lines) == 4


def test_the_best_line_of_a_bad_habit_is_better_than_it() -> None:
    """From an all-tactical firm the search finds a line that its held-out futures clearly distinguish."""
    of = imagined(week=52, base=Move((0, 0, 0), (30,) * 3))
    last = thought(of, limit=SearchLimit(futures=4000))[-1]
    assert last.nothing.difference.mean + 5 * last.nothing.difference.se < 0


def test_no_line_is_worse_than_doing_nothing() -> None:
    """Where the lines that are shown are bad ones, the last move held to the end is the best of them."""
    of = imagined(week=91)
    thought_ = AnytimeSearch(of, GOAL)
    bad = of.horizon.constant_plans([Move((0, 0, share), (0, 0, 0)) for share in (0, 10, 20)])
    told = thought_._snapshot(bad, thought_._sample_lines(bad, 0, 200))
    assert told.lines[0] == told.nothing
    assert len(told.lines) == 3
    assert told.nothing.difference.mean == 0
    assert told.lines[1].difference.mean < 0
