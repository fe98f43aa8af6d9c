"""The lookahead as a policy: by name, a function of the view, and worth its futures."""

from __future__ import annotations

import pytest

from sim.lookahead.policy import LookaheadPolicy, parse_lookahead_policy, split_budget
from sim.lookahead.strengths import STRENGTHS
from sim.policy.registry import PolicyError, make_policy
from tests.lookahead.views import firm, view


def test_it_is_named_like_any_policy() -> None:
    assert make_policy("lookahead:500", firm()) == LookaheadPolicy(firm(), "quarter", 500)
    assert make_policy("lookahead", firm(), "month") == LookaheadPolicy(firm(), "month", 2000)
    assert parse_lookahead_policy("2.5s", firm(), "quarter") == LookaheadPolicy(firm(), "quarter", None, 2.5)
    assert parse_lookahead_policy("300:4q", firm(), "quarter").quarters == 4
    assert parse_lookahead_policy("300:score", firm(), "quarter").threshold == firm().scenario.goal.threshold


@pytest.mark.parametrize(
    "text", ["0", "-1", "x", "5m", "1e9", "99999999999", "100:", "100:score:4q", "100:0q", "s"]
)
def test_a_wrong_name_is_told_with_a_remedy(text: str) -> None:
    with pytest.raises(PolicyError, match="lookahead:2000"):
        parse_lookahead_policy(text, firm(), "quarter")


@pytest.mark.parametrize("futures", [30, 100, 599, 600, 2000, 10_000, 500_000])
def test_a_budget_is_kept(futures: int) -> None:
    spent = split_budget(futures)
    assert spent.rounds * spent.plans * spent.futures <= max(futures, 3 * 6 * 4)
    assert spent.rounds * spent.plans * spent.futures > 0.6 * futures


@pytest.mark.parametrize("ending", ["", ":score", ":2q"])
def test_one_view_one_move(ending: str) -> None:
    acts = make_policy(f"lookahead:120{ending}", firm())
    assert acts(view(week=117)) == acts(view(week=117))


def test_who_looks_at_the_next_quarter_alone_drops_the_future() -> None:
    short, far = (make_policy(f"lookahead:800{ending}", firm())(view(week=52)) for ending in (":1q", ""))
    assert sum(short.split) + 30 < sum(far.split)


def test_seconds_give_a_move_too() -> None:
    assert make_policy("lookahead:0.01s", firm())(view(week=143)).split


def test_masters_are_lookaheads_that_think_more_and_more() -> None:
    found = [make_policy(name, firm()) for name in STRENGTHS]
    assert list(STRENGTHS) == ["apprentice", "master", "grandmaster"]
    searches = [one for one in found if isinstance(one, LookaheadPolicy)]
    assert len(searches) == 3
    futures = [one.futures or 0 for one in searches]
    ahead = [one.quarters or 99 for one in searches]
    assert futures == sorted(set(futures))
    assert ahead == sorted(set(ahead))
    assert searches[-1].quarters is None  # to the end, and the year after it
    with pytest.raises(PolicyError, match="lookahead:300"):
        make_policy("master:3", firm())
