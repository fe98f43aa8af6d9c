"""tools/sensitivity.py: levers, effects that are known, going on after a stop."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.research.results_log import ResultsLog
from sim.scenario.load import load_scenario
from sim.scenario.parameters import Parameters
from tools import sensitivity
from tools.pages import sensitivity as page

near = pytest.approx

LEVERS = {lever.name: lever for lever in sensitivity.parameter_levers(load_scenario("reference").scenario)}
TINY = sensitivity.SensitivityEffort(futures=3, morris=2, trajectories=2, points=12, climb=2)
TWO = ("money.recurring", "choice.us")


def test_every_number_of_the_laws_is_a_lever() -> None:
    groups = dict(Parameters())
    assert {f"{group}.{key}" for group, part in groups.items() for key, _ in part} <= set(LEVERS)


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("pressure.bite", [0.6], [0.9]),
        ("choice.us", [-1.65], [-1.25]),  # log odds have no zero
        ("window.after_weeks", [16], [24]),  # whole numbers stay whole
        ("rival.presence", [0.8], [1.0]),  # no more than all
        ("market.segments.*.value", [24, 32, 44], [36, 48, 66]),
        ("goal.target", [75.04], [112.56]),  # the reference's own, where a scenario gives none
    ],
)
def test_a_lever_moves_by_a_fifth_within_what_is_possible(
    name: str, low: list[float], high: list[float]
) -> None:
    assert LEVERS[name].told(-1) == near(low)
    assert LEVERS[name].told(1) == near(high)


def made(effects: dict[str, float]) -> dict[str, Any]:
    """Settings of a world in which every measure is linear in the levels, and all samples agree."""
    every = [LEVERS[name] for name in effects]

    def told(job: Any) -> dict[str, Any]:
        figure = 100 + sum(effect * job.levels.get(name, 0.0) for name, effect in effects.items())
        row = [figure] * (1 + sensitivity.SAMPLES)
        return {"found": dict.fromkeys(sensitivity.MEASURES, row), "seconds": 0.0}

    found = {job.key: told(job) for job in sensitivity.sensitivity_jobs(every, TINY)}
    made_of: dict[str, Any] = sensitivity.collect_result(every, [20.0, 30.0, 80.0, 50.0], found, TINY)
    return made_of


def test_effects_of_a_linear_world_are_its_slopes() -> None:
    """One at a time from the base, Morris over the whole range, without spread or luck."""
    told = made({"pressure.bite": 3.0, "choice.us": -2.0, "rival.pace": 0.0})
    for lever, slope in zip(told["levers"], (3, -2, 0), strict=True):
        one, morris = lever["one"]["apart"], lever["morris"]["apart"]
        assert one == near({"low": -slope, "high": slope, "error": 0.0})
        assert morris == near(
            {"mu": 2 * slope, "mu_star": 2 * abs(slope), "sigma": 0.0, "luck": 0.0}, abs=1e-9
        )


def test_what_is_within_luck_is_no_change() -> None:
    lever = {"one": {"apart": {"low": -1.0, "high": 1.0, "error": 1.01}}}
    assert page.largest_change(lever, "apart") == 0
    lever["one"]["apart"]["error"] = 0.9
    assert page.largest_change(lever, "apart") == 2


def test_it_runs_and_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    work = tmp_path / "work.jsonl"
    whole = sensitivity.measure_sensitivity(work, 1, TINY, TWO)
    lines = work.read_text(encoding="utf-8").splitlines(keepends=True)
    assert len(lines) == 1 + 1 + 4 + 2 * 3  # the base's best split, the base, two levers, two trajectories
    work.write_text("".join(lines[:5]) + lines[5][:40], encoding="utf-8")
    again = sensitivity.measure_sensitivity(work, 1, TINY, TWO)
    for one in (whole, again):
        del one["seconds"]
    assert again == whole
    with ResultsLog(work) as log:
        assert len(log.documents) == len(lines)
    assert json.loads(sensitivity.format_document(whole)) == whole
    recurring = next(lever for lever in whole["levers"] if lever["name"] == "money.recurring")
    low, high = recurring["one"]["apart"]["low"], recurring["one"]["apart"]["high"]
    assert low < 0 < high  # margin of accounts is worth something
    assert -low == near(high, rel=1e-3)  # and is linear: it moves no behaviour
    assert recurring["one"]["fired"]["high"] == 0
    assert "<svg" in page.draw_picture(whole | {"seconds": 1})
    assert "`money.recurring`" in "\n".join(page.table_lines(whole | {"seconds": 1}))


def test_work_of_other_moves_is_refused(tmp_path: Path) -> None:
    work = tmp_path / "work.jsonl"
    work.write_text(
        json.dumps({"key": "best", "best": [20, 30, 80, 50], "points": 99}) + "\n", encoding="utf-8"
    )
    with pytest.raises(ValueError, match="99 moves"):
        sensitivity.measure_sensitivity(work, 1, TINY, TWO)


def test_trajectories_change_one_lever_a_step() -> None:
    rows = sensitivity.trajectories(["a", "b", "c"], 2)
    moved = (np.diff(rows, axis=0) != 0).sum(axis=1)
    assert moved.tolist()[:3] == [1, 1, 1]
    assert np.abs(rows).max() <= 1
    more = sensitivity.trajectories(["a", "b", "c"], 3)
    assert np.array_equal(more[: len(rows)], rows)  # so what was measured stays of use


def test_what_was_measured_is_of_these_numbers() -> None:
    """A lever that is new, gone or moved otherwise has to be measured again."""
    told = {
        lever["name"]: (lever["low"], lever["default"], lever["high"]) for lever in page.document()["levers"]
    }
    assert told == {name: tuple(lever.told(x) for x in (-1, 0, 1)) for name, lever in LEVERS.items()}


def test_the_five_numbers_are_among_those_that_matter_most() -> None:
    """Each lever named there is one of the fifteen that move the value most, or of the ten of a seat's best split."""
    section = page.page().partition("## The five numbers")[2].partition("\n## ")[0]
    items = re.findall(r"^\d\. .*?(?=^\d\. |\n\n|\Z)", section, re.MULTILINE | re.DOTALL)
    assert len(items) == 5
    named = {name for item in items for name in re.findall(r"`([\w.*]+)`", item) if "." in name} - {
        "model.md"
    }
    levers = page.document()["levers"]
    most = {lever["name"] for lever in page.largest_levers(levers, "apart", 15)}
    most |= {lever["name"] for seat in page.SEATS for lever in page.largest_levers(levers, seat, 10)}
    assert named <= most
    assert len(named) >= 10


def test_money_moves_the_value_and_no_split_as_the_page_says() -> None:
    money = [lever for lever in page.document()["levers"] if lever["name"].startswith("money.")]
    assert {lever["name"] for lever in page.largest_levers(page.document()["levers"], "apart", 1)} == {
        "money.recurring"
    }
    ends = [abs(lever["one"][seat][end]) for lever in money for seat in page.SEATS for end in ("low", "high")]
    assert max(ends) < 1.5
