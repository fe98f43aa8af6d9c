"""tools/calibration.py: slopes and errors that are known, going on after a stop."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tools import calibration
from tools.pages import calibration as page

FUTURES = 100_000


def games(number: int, steep: float, high: float, seed: int = 1) -> list[dict[str, Any]]:
    """Games whose goal is reached with log odds of `steep` times those that are said, and whose value lies `high` under
    the forecast, with three forecasts each.
    """
    stream = np.random.default_rng(seed)
    found = []
    for _ in range(number):
        logit, value = 1.5 * stream.standard_normal(), 1000 * stream.standard_normal()
        said = 1 / (1 + np.exp(-logit))
        found.append(
            {
                "forecasts": [[week, said, 18_000 + value + high] for week in (13, 26, 52)],
                "goal": bool(stream.random() < 1 / (1 + np.exp(-steep * logit))),
                "value": 18_000 + value + 500 * stream.standard_normal(),
            }
        )
    return found


@pytest.mark.parametrize("steep", [0.5, 1.0])
def test_slopes_are_found_within_their_errors(steep: float) -> None:
    """Within 3.3 standard errors: a false alarm in a thousand; and errors are of games, not of forecasts."""
    told = calibration.summarise_scenario("x", games(2000, steep, 300.0), FUTURES)
    slope, error = told["goal_slope"]
    assert abs(slope - steep) < 3.3 * error
    assert 0.03 < error < 0.1
    slope, error = told["value_slope"]
    assert abs(slope - 1) < 3.3 * error
    assert error == pytest.approx(0.5 / 2000**0.5, rel=0.15)
    assert abs(told["value_error"][0] - 300) < 3.3 * told["value_error"][1]
    assert told["value_error"][1] == pytest.approx(500 / 2000**0.5, rel=0.15)


def test_chances_that_come_true_have_no_error_of_calibration() -> None:
    right, flat = (calibration.summarise_scenario("x", games(4000, s, 0.0), FUTURES) for s in (1.0, 0.0))
    assert right["calibration_error"] < 0.03
    assert flat["calibration_error"] > 0.2
    assert [week["week"] for week in right["weeks"]] == [13, 26, 52]


def test_it_plays_and_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    work = tmp_path / "work.jsonl"
    whole = calibration.measure_calibration(work, ["first_signal"], 8, 8)
    lines = work.read_text(encoding="utf-8").splitlines(keepends=True)
    assert len(lines) == 8
    work.write_text("".join(lines[:5]) + lines[5][:40], encoding="utf-8")
    again = calibration.measure_calibration(work, ["first_signal"], 8, 8)
    for one in (whole, again):
        del one["seconds"]
    assert json.loads(json.dumps(again)) == json.loads(json.dumps(whole))


def test_every_scenario_with_fixed_disruptions_is_measured() -> None:
    fixed = {"cascade", "false_alarms", "first_signal", "golden_years", "overtake", "the_entrant"}
    assert set(calibration.measured_scenarios()) == fixed | set(calibration.SINGLE_SCENARIOS)


def test_what_was_measured_is_every_scenario() -> None:
    told = [one["scenario"] for one in page.document()["scenarios"]]
    assert [name for name in told if "," not in name] == calibration.measured_scenarios()
