"""The floor draws once for every law of the model that needs a draw, with the parameters of a reference run."""

from __future__ import annotations

import numpy as np
import pytest

from bench.engine import draw_floor
from bench.engine.draw_floor import draw_all, draw_calls
from bench.engine.workload import BenchWorkload
from sim.batch.engine import BatchWeek
from sim.batch.state import BatchState
from sim.scenario.load import load_scenario
from tools.pages import model

WEEKLY = {
    "arrivals": "New opportunities**",
    "Q acting": "Stages",
    "Q's split": "Stages",
    "P acting": "Stages",
    "dropped or moved": "Stages",
    "P's decision": "Decision",
    "sizes": "Value",
    "accounts leaving": "account**",
    "conversations begun": "Conversations",
    "ages": "Conversations",
    "grown": "Conversations",
    "sellers leaving": "People",
    "seats filled": "People",
}
"""Draws of a week, and the law of the page."""


def test_every_law_is_drawn() -> None:
    every = draw_calls(10)
    assert {call.law for call in every if call.weekly} == set(WEEKLY)
    page = model.page()
    for law in WEEKLY.values():
        assert f"**{law}" in page
    once = {call.law.removeprefix("timelines: ") for call in every if not call.weekly}
    assert once == {
        "strikes", "weeks", "severities", "segments", "leads", "false alarms", "thresholds", "readings",
        "merger",
    }  # fmt: skip


def test_draws_have_the_shapes_of_a_run() -> None:
    shapes = {call.law: np.shape(call.draw()) for call in draw_calls(10)}
    by_segment, by_origin = (10, 3), (10, 3, 2)
    assert shapes["arrivals"] == shapes["conversations begun"] == shapes["accounts leaving"] == by_segment
    assert shapes["Q acting"] == shapes["P's decision"] == shapes["sizes"] == by_origin
    assert shapes["ages"] == (10, 3, 3)
    assert shapes["sellers leaving"] == shapes["seats filled"] == (10,)
    assert shapes["timelines: severities"] == (round(10 * sum(draw_floor.STRIKES) * draw_floor.YEARS),)


def test_calls_are_counted() -> None:
    every = draw_calls(5)
    once = sum(not call.weekly for call in every)
    assert draw_all(every, weeks=3) == once + 3 * (len(every) - once)


def test_parameters_are_those_of_a_reference_run() -> None:
    """Within what luck and rounding do to 300 futures: hundredths."""
    found: dict[str, list[np.ndarray]] = {}

    def note(week: BatchWeek, state: BatchState) -> None:
        counts, stocks = state.counts, state.stocks
        for name in ("qualified", "proposals", "conversations", "accounts"):
            found.setdefault(name, []).append(getattr(counts, name).mean(axis=(0, 1)))
        found.setdefault("filled", []).append(stocks.filled.sum(axis=-1).mean())
        found.setdefault("wins", []).append(week.acted.flows.won.mean(axis=(0, 1)))

    work = BenchWorkload(load_scenario("reference").scenario)
    work.play(work.block(300), note)
    means = {name: np.mean(values, axis=0) for name, values in found.items()}
    for name, given in (
        ("qualified", draw_floor.QUALIFIED),
        ("proposals", draw_floor.PROPOSALS),
        ("conversations", draw_floor.CONVERSATIONS),
        ("accounts", draw_floor.ACCOUNTS),
        ("filled", draw_floor.FILLED),
    ):
        assert means[name] == pytest.approx(np.array(given), rel=0.1), name
    won = draw_floor.PROPOSAL_ACTS * draw_floor.DECIDED * np.array(draw_floor.PROPOSALS) * draw_floor.WON
    assert means["wins"] == pytest.approx(won, rel=0.1)
