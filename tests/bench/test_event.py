"""The bench counts its work exactly, and the engine keeps its promise of speed and memory."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings

from bench.engine.event_engine import (
    TimedGame,
    count_acts,
    measure_event_engine,
    measure_peak_memory,
    run_bare_loop,
    time_game,
    with_sellers,
)
from bench.engine.meters import process_peak_memory
from sim.event.engine import advance
from sim.model.move import Move
from sim.scenario.load import load_scenario
from tests.event.worlds import STEADY, Game, game, games, live
from tests.model.firms import firm_of, moves

REFERENCE = load_scenario("reference").scenario


@settings(max_examples=20)
@given(games, moves)
def test_every_act_is_told(g: Game, move: Move) -> None:
    advanced = advance(g.world, g.dice, g.start, move, 26)
    assert advanced.acts == count_acts(g.start, advanced.position, advanced.facts)


def test_the_bare_loop_does_as_many_acts() -> None:
    assert run_bare_loop(13, 1000) == 1000
    assert run_bare_loop(13, 7) == 7


@pytest.fixture(scope="module")
def by_size() -> dict[int, TimedGame]:
    return {n: time_game(with_sellers(REFERENCE, n), 4, runs=1) for n in (12, 48)}


def test_work_is_linear_in_sellers_and_weeks(by_size: dict[int, TimedGame]) -> None:
    """Four times the sellers bring four times the acts, within what luck does to some thousands (5 sd: a chance of
    6e-7); so do four times the weeks, but for growth of the firm itself.
    """
    small, large = by_size[12].acts, by_size[48].acts
    assert large == pytest.approx(4 * small, abs=5 * (16 * small + large) ** 0.5)
    quarters = time_game(REFERENCE, 16, runs=1).acts
    assert quarters == pytest.approx(4 * small, rel=0.25)


def test_an_organisation_of_another_size_keeps_its_shares() -> None:
    organisation = with_sellers(REFERENCE, 30).organisation
    assert (organisation.seats, organisation.managers, organisation.leaders) == (30, 5.0, 2.5)


def test_three_years_take_at_most_half_a_second_and_little_memory() -> None:
    """Time of this process alone, best of three: what else runs on the machine does not count."""
    taken = []
    for _ in range(3):
        begun = time.process_time()
        live(game(firm_of(), 1), [STEADY] * 12)
        taken.append(time.process_time() - begun)
    assert min(taken) <= 0.5
    assert measure_peak_memory(REFERENCE) <= 50


MEMORY = """
from bench.engine.event_engine import BENCH_QUARTERS, time_game
from bench.engine.meters import process_peak_memory
from sim.scenario.load import load_scenario
time_game(load_scenario("reference").scenario, BENCH_QUARTERS[0], runs=1)
print(process_peak_memory())
"""


@pytest.mark.skipif(process_peak_memory() is None, reason="the system does not tell a process's memory")
def test_a_process_that_plays_three_years_takes_at_most_150_mb() -> None:
    found = subprocess.run([sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True)
    assert float(found.stdout) <= 150


@pytest.mark.validate
def test_the_bench_gives_figures_as_plain_values() -> None:
    found = measure_event_engine(REFERENCE, runs=1)
    plain = json.loads(json.dumps(found.to_json(), allow_nan=False))
    assert plain["reference"]["acts"] == found.reference.acts
    assert plain["acts_a_second"] == pytest.approx(found.reference.acts / found.reference.seconds)
    assert [r["quarters"] for r in plain["by_quarters"]] == [12, 24, 48]
    assert [r["sellers"] for r in plain["by_sellers"]] == [6, 12, 24, 48]
    per_week = [r.seconds / r.quarters for r in found.by_quarters]
    assert max(per_week) <= 2 * min(per_week)  # measured: within 2 %
    per_seller = [r.seconds / r.sellers for r in found.by_sellers]
    assert per_seller[-1] <= per_seller[0] * 1.5  # at most linear; measured: half
