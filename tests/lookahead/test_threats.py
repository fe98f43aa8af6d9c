"""Threats: what would hurt, and the value of an answer."""

from __future__ import annotations

from sim.lookahead.threats import evaluate_threats, sort_by_harm
from tests.lookahead.views import firm, imagined, view


def _seed_with_signal() -> int:
    return next(seed for seed in range(1, 60) if view(seed=seed, week=52).signals)


def test_all_that_is_seen_and_every_type_that_may_come() -> None:
    seed = _seed_with_signal()
    seen = view(seed=seed, week=52)
    found = list(evaluate_threats(imagined(seed=seed, week=52)))
    assert [t.signal for t in found[: len(seen.signals)]] == [s.index for s in seen.signals]
    assert {t.type for t in found if t.signal is None} == set(firm().scenario.disruptions.types)
    for threat in found:
        assert 0 <= threat.chance <= 1
        assert (threat.answer is None) == (threat.signal is None) == (threat.weeks is None)


def test_a_boom_helps_and_the_worst_comes_first() -> None:
    found = sort_by_harm(evaluate_threats(imagined(week=52)))
    harm = {t.type: t.harm for t in found if t.signal is None}
    assert harm["boom"].mean + 3 * harm["boom"].se < 0
    assert harm["technology"].mean - 3 * harm["technology"].se > 0
    assert [t.harm.mean for t in found] == sorted((t.harm.mean for t in found), reverse=True)


def test_an_answer_is_worth_part_of_the_harm() -> None:
    seed = _seed_with_signal()
    found = next(t for t in evaluate_threats(imagined(seed=seed, week=52)) if t.signal is not None)
    assert found.answer is not None
    assert found.answer.mean > 0
