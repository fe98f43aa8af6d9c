"""Summaries over many worlds."""

from __future__ import annotations

import numpy as np
import pytest

from sim.game.simulation import simulate_worlds, summarise_replications
from sim.model.firm import Firm
from sim.policy.registry import make_policy
from tests.making import game, play, small


def test_a_world_of_a_simulation_is_the_game_of_its_seed() -> None:
    of = small(goal={"patience": 0.0, "cash_floor": -1e6})
    (played,) = simulate_worlds(Firm(of), make_policy("S25,M35,L65", Firm(of)), [7], "quarter", 100.0)
    going = game(of, threshold=100.0)
    while not going.over:
        play(going, "S25 M35 L65")
    assert going.result == played.result
    assert sum(q.bookings for q in played.quarters) == pytest.approx(
        sum(b.bookings for b in going.at.position.weeks)
    )


def test_it_goes_on_after_a_firing_but_values_stop_there() -> None:
    of = small(goal={"cash_floor": 1e5})
    (played,) = simulate_worlds(Firm(of), make_policy("S0,M0,L0", Firm(of)), [1], "quarter", 0.0)
    assert played.result.ending == "fired"
    assert len(played.quarters) == 4
    assert all(q.bookings > 0 for q in played.quarters)
    assert played.result.value == pytest.approx(played.quarters[0].margin)


def test_a_summary_is_the_worlds_added_up() -> None:
    of = small(goal={"patience": 0.55})
    played = list(simulate_worlds(Firm(of), make_policy("steady", Firm(of)), range(1, 13), "month", 1400.0))
    summary = summarise_replications(played)
    endings = [p.result.ending for p in played]
    assert (summary.goal, summary.draw, summary.fired) == tuple(
        endings.count(e) / 12 for e in ("goal", "draw", "fired")
    )
    values = [p.result.value for p in played]
    assert summary.value == pytest.approx((np.mean(values), np.std(values, ddof=1)))
    second = [p.quarters[1] for p in played]
    assert summary.quarters[1].wins == pytest.approx(np.mean([b.won for b in second]))
    mean, low, high = summary.quarters[1].bookings
    bookings = sorted(b.bookings for b in second)
    assert mean == pytest.approx(np.mean(bookings))
    assert bookings[1] <= low <= bookings[2]
    assert bookings[9] <= high <= bookings[10]


def test_cadence_does_not_matter_to_a_constant_move() -> None:
    of = small()
    by_quarter, by_month = (
        list(simulate_worlds(Firm(of), make_policy("S30,M30,L30", Firm(of)), [3, 4], cadence, 0.0))
        for cadence in ("quarter", "month")
    )
    assert by_quarter == by_month
