"""The board some quarters ahead: nothing is lost between columns, and it is the average of games."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.lookahead.draft_effects import FLOW_FUTURES, evaluate_draft
from sim.view.board import make_board
from sim.view.expected_board import ExpectedPipeline, expect_pipeline, expected_board
from sim.view.item_counts import count_view_items
from sim.view.view import View
from tests.lookahead.views import imagined
from tests.making import game, play, small


def _now(view: View) -> ExpectedPipeline:
    return expect_pipeline(view.week, count_view_items(view))


def test_every_piece_is_in_one_column() -> None:
    of = play(game(), "S25 M35 L65")
    view = of.view()
    at = _now(view)
    seen, there = expected_board(view, at).total.cells, make_board(view, "segments").total.cells
    for kind in ("proposals", "qualified", "conversations"):
        there_are = sum(getattr(cell, kind) for cell in there)
        assert sum(getattr(cell, kind) for cell in seen) == pytest.approx(there_are, abs=3)  # whole pieces
    assert sum(at.proposals) == sum(deal.stage == "proposal" for deal in view.deals)
    assert [sum(ages) for ages in at.conversations] == [
        sum(talk.segment == segment for talk in view.conversations) for segment in range(len(view.segments))
    ]


def test_means_over_futures_and_plans() -> None:
    of = play(game(), "S25 M35 L65")
    counts = count_view_items(of.view())
    many = replace(
        counts, **{name: np.stack([[getattr(counts, name)], [getattr(counts, name) * 3]]) for name in
                   ("proposals", "qualified", "conversations")}
    )  # fmt: skip
    assert expect_pipeline(13, many).proposals == pytest.approx(
        [2 * n for n in expect_pipeline(13, counts).proposals]
    )


def test_one_for_each_quarter_to_the_end_and_a_dream_ripens_more() -> None:
    of = imagined()
    base = of.horizon.base
    calm = next(evaluate_draft(of, base, 10_000.0)).boards
    assert [at.week for at in calm] == list(range(65, of.firm.scenario.weeks + 1, 13))
    assert calm == of.expected_boards(base, FLOW_FUTURES)
    dream = of.expected_boards(replace(base, split=(80, 60, 90)), FLOW_FUTURES)
    assert sum(map(sum, dream[-1].conversations)) > sum(map(sum, calm[-1].conversations))
    assert sum(dream[-1].proposals) != sum(calm[-1].proposals)


@pytest.mark.validate
def test_games_come_to_what_was_expected() -> None:
    """Mean of twenty games one quarter later, compared with the flow from their common start."""
    scenario = small(disruptions={"types": {}})
    found = [play(game(scenario, seed=s, dice=s), "S25 M35 L65").view() for s in range(20)]
    start = game(scenario, seed=0, dice=0)
    from sim.lookahead.requests import LookaheadPosition

    move = start.parse_typed_move("S25 M35 L65")
    view = start.view()
    of = LookaheadPosition(start.setup.firm, view, "quarter", start.held, 1000.0, move).forecaster(
        lambda: False
    )
    expected = of.expected_boards(move, 200)[0]
    deals = [len(v.deals) for v in found]
    told = sum(expected.proposals) + sum(expected.qualified)
    error = float(np.std(deals, ddof=1)) / np.sqrt(len(deals))
    assert abs(float(np.mean(deals)) - told) < 4 * error + 1
