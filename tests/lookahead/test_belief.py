"""A team's belief: from its view alone, exact where it knows, and as certain as it states."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from sim.batch.timeline import UNSEEN
from sim.lookahead.belief import MARKET_STOCKS, Belief
from sim.lookahead.seen_disruptions import severity_posterior, strike_week_chances
from sim.lookahead.view_seed import view_dice
from sim.model.random_streams import RandomStreams
from sim.view.item_counts import count_position_items, count_view_items
from sim.view.view import View
from tests.lookahead.views import firm, position, view
from tests.model.chances import assert_mean

FUTURES = 400


def test_another_view_has_other_dice() -> None:
    seen = view()
    assert view_dice(seen) == view_dice(replace(seen))
    assert view_dice(seen) != view_dice(replace(seen, cash=seen.cash + 1))
    assert view_dice(seen, 1) != view_dice(seen, 2)


@pytest.mark.parametrize("week", [0, 13, 56])
def test_what_is_known_is_known(week: int) -> None:
    at, seen = position("reference", 1, week), view(week=week)
    start = Belief(firm(), seen).block(RandomStreams(1), 0, 8).start
    known = count_position_items(firm(), at)
    for f in fields(known):
        assert np.array_equal(getattr(count_view_items(seen), f.name), getattr(known, f.name)), f.name
    for name in (
        "relationships",
        "insight",
        "foresight",
        "culture",
        "skill",
        "offering_live",
        "burnout",
        "felt",
    ):
        assert getattr(start.stocks, name) == getattr(at.stocks, name)
    assert start.cash == at.cash
    assert start.stocks.ramp == pytest.approx(at.stocks.ramp)
    assert np.asarray(start.stocks.slowness) == pytest.approx(at.stocks.slowness)
    assert np.asarray(start.stocks.exodus) == pytest.approx(at.stocks.exodus)
    assert start.earned == pytest.approx(sum(book.margin for book in at.weeks))


@pytest.mark.parametrize("name", ["reference", "changing_gear", "cascade"])
def test_the_market_of_today_follows_from_its_start_the_news_and_what_was_offered(name: str) -> None:
    for seed, week in ((3, 4), (11, 26), (3, 60), (11, 100), (3, 143)):
        at = position(name, seed, week)
        stocks = Belief(firm(name), view(name, seed, week)).block(RandomStreams(1), 0, 1).start.stocks
        for quantity in MARKET_STOCKS:
            known, true = (np.asarray(getattr(s, quantity)) for s in (stocks, at.stocks))
            assert known == pytest.approx(true, abs=1e-9), quantity


def test_what_is_not_seen_comes_by_the_worlds_rates_less_what_would_have_been_seen() -> None:
    seen = view(week=0)
    t = Belief(firm(), seen).block(RandomStreams(3), 0, 3000).timeline
    kinds = list(firm().scenario.disruptions.types.values())
    years = (firm().scenario.weeks + 52 - firm().parameters.shocks.calm_weeks) / 52
    mean = sum(kind.rate for kind in kinds) * years
    numbers = np.bincount(t.future, minlength=3000).tolist()
    assert_mean(numbers, mean, float(np.std(numbers)))  # the pace may change: wider than Poisson's
    watched = replace(view(week=52), signals=(), struck=())
    later = Belief(firm(), watched).block(RandomStreams(3), 0, 3000).timeline
    soon = (later.strike < 52 + 10).sum() / 3000
    unwatched = tuple(replace(book, noticing=0.0) for book in watched.weeks)
    blind = Belief(firm(), replace(watched, weeks=unwatched)).block(RandomStreams(3), 0, 3000).timeline
    assert soon < 0.6 * (blind.strike < 52 + 10).sum() / 3000


def _with_signals(week: int) -> View:
    """The first view with a signal of that week."""
    for seed in range(1, 60):
        seen = view(seed=seed, week=week)
        if seen.signals:
            return seen
    raise AssertionError("no world shows a signal")


def test_a_signal_is_believed_in_every_future_and_read_there_as_it_is_read_now() -> None:
    seen = _with_signals(52)
    t = Belief(firm(), seen).block(RandomStreams(9), 0, FUTURES).timeline
    for signal in seen.signals:
        rows = (t.seen == signal.seen) & (t.segment == signal.segment)
        assert rows.sum() % FUTURES == 0
        assert (t.strike[rows] >= seen.week).all()
        left = t.strike[rows] - seen.week
        p = firm().parameters.signals
        error = p.noise * (1 - seen.stocks.foresight) * np.sqrt(left / p.noise_weeks)
        read = t.severity[rows] * np.exp(t.luck_severity[rows] * error)
        if rows.sum() == FUTURES:
            assert read[left > 0] == pytest.approx(signal.severity, rel=1e-6)
    assert (t.seen != UNSEEN).sum() == len(seen.signals) * FUTURES


def test_a_reading_of_now_is_a_strike_of_now() -> None:
    seen = _with_signals(52)
    signal = replace(seen.signals[0], weeks_left=0.0)
    weeks, chance = strike_week_chances(firm(), seen, signal)
    assert weeks.tolist() == [0.0]
    assert chance.tolist() == [1.0]


def test_a_sharp_reading_is_believed_and_a_blurred_one_is_drawn_to_what_is_usual() -> None:
    kind = firm().scenario.disruptions.types["slump"]

    def mean(error: float) -> float:
        logs, passed = severity_posterior(kind, 3.0, error)
        return float(np.sum(np.diff(passed) * np.exp((logs[1:] + logs[:-1]) / 2)))

    assert mean(1e-4) == pytest.approx(3.0, rel=1e-3)
    assert kind.severity < mean(0.5) < 3.0
    assert mean(3.0) == pytest.approx(kind.severity, rel=0.15)
