"""The comparison itself: it rarely reports a difference without one, detects real ones, and plants what it states."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.arrays import Array
from sim.scenario.parameters import Parameters
from tests.batch.equal.builtin import builtin
from tests.batch.equal.planted import CHANGE, NOT_OF_THE_FUTURE, constants, planted
from tests.batch.equal.played import Sample
from tests.batch.equal.scores import Scored, scored, steps
from tests.batch.equal.verdict import ALARM, Apart, apart, bound
from tests.model.chances import assert_binomial
from tests.model.firms import REFERENCE

GAMES, OTHERS, TRIALS = 20, 200, 400


def judged(columns: Array, luck: np.random.Generator) -> Apart:
    """The verdict over some scores of games, the first of which are from one engine."""
    standard = (columns - columns.mean(axis=0)) / columns.std(axis=0)
    names = [str(i) for i in range(columns.shape[1])]
    return apart("test", Scored(names, standard.astype(np.float32)), GAMES, luck, 99)


def test_equal_engines_seldom_differ_however_skewed_and_tied_scores_are() -> None:
    """False alarms occur in as many trials as stated, by exact tails."""
    luck, alarms = np.random.default_rng(1), 0
    for _ in range(TRIALS):
        rare = luck.random((GAMES + OTHERS, 5)) < 0.08
        heavy = luck.standard_gamma(0.3, (GAMES + OTHERS, 5)) ** 2
        found = judged(np.concatenate([rare, heavy, heavy[:, :1] * heavy[:, 1:]], axis=1), luck)
        alarms += found.farthest > bound([found])
    assert_binomial(alarms, TRIALS, ALARM)


@pytest.mark.parametrize("sign", [-1, 1])
def test_what_differs_is_seen_and_said_where(sign: int) -> None:
    luck = np.random.default_rng(2)
    columns = luck.standard_normal((GAMES + OTHERS, 30))
    columns[:GAMES, 7] += 2 * sign
    found = judged(columns, luck)
    assert found.farthest > bound([found])
    assert found.where.startswith("test: 7 " + ("+" if sign > 0 else "-"))


def test_steps_are_what_no_figure_before_explains() -> None:
    """They are uncorrelated with all that is given, and have one variance. Whatever follows exactly adds nothing."""
    luck = np.random.default_rng(3)
    x = luck.standard_normal((5000, 2, 3))
    x[..., 2] = 0.8 * x[..., 0] - 0.6 * x[..., 1]
    x[:, 1, 1] += x[:, 0, 1]
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    left = steps(x)
    assert np.cov(left[:, 1, :2].T) == pytest.approx(np.eye(2), abs=1e-3)
    assert abs(np.mean(left[:, 1, 1] * x[:, 0, 1])) < 1e-3
    assert np.abs(left[..., 2]).max() < 1e-3


def test_rounding_is_no_difference() -> None:
    """Figures that are equal except for the last digits give scores of 0."""
    quarters = np.full((50, 1, 1), 0.1) * (1 + 1e-14 * np.arange(50)[:, np.newaxis, np.newaxis])
    assert not scored(Sample(("same",), quarters, np.zeros((50, 0)))).columns.any()


def test_values_that_many_games_share_are_not_rounded_apart() -> None:
    """Every fifth game has one value, which one engine rounds to a number just below."""
    even = np.random.default_rng(4).random((GAMES + OTHERS, 1, 1))
    even[::5] = 2.0
    apart_ = even.copy()
    apart_[:GAMES] *= 1 - 1e-14
    found, same = (scored(Sample(("ramp",), x, np.zeros((len(x), 0)))) for x in (apart_, even))
    assert "P90 of ramp 1" in found.names
    assert found.columns == pytest.approx(same.columns, abs=1e-5)


def test_every_number_of_the_laws_has_an_error_planted() -> None:
    named = {c.name for c in constants()} | {n.removeprefix("parameters.") for n in NOT_OF_THE_FUTURE}
    assert {
        f"{group}.{name}" for group, numbers in Parameters() for name in type(numbers).model_fields
    } <= named
    assert len(named) == len(list(constants())) + len(NOT_OF_THE_FUTURE)


def test_one_constant_is_changed_and_by_as_much_as_is_said() -> None:
    base = REFERENCE.scenario.model_dump(mode="json")
    base["goal"]["target"] = REFERENCE.base_target
    for constant in constants():
        change = planted(REFERENCE.scenario, constant, CHANGE)
        assert change is not None
        off = abs(change.after / change.before - 1)
        assert off == pytest.approx(CHANGE) or isinstance(change.before, int)
        differs = set(differences(base, change.scenario.model_dump(mode="json")))
        assert differs == set(constant.places)


def differences(a: object, b: object, at: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """Paths at which two plain structures differ."""
    if isinstance(a, dict) and isinstance(b, dict):
        return [p for key in a for p in differences(a[key], b[key], (*at, key))]
    if isinstance(a, list) and isinstance(b, list):
        return [p for i, (x, y) in enumerate(zip(a, b, strict=True)) for p in differences(x, y, (*at, i))]
    return [at] if a != b else []


def test_designs_have_names_of_their_own_and_meet_every_scenario_and_cadence() -> None:
    designs = list(builtin())
    assert len({d.name for d in designs}) == len(designs)
    assert {d.cadence for d in designs} == {"month", "quarter"}
    players = {(d.scenario.name, d.moves if isinstance(d.moves, str) else "at random") for d in designs}
    for scenario in {d.scenario.name for d in designs}:
        assert {(scenario, p) for p in ("steady", "month-ender", "panicker", "at random")} <= players
