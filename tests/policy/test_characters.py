"""The character of each bot: what it does in which situation, in positions of fixed worlds and in constructed views."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from sim.event.books import Book
from sim.model.move import Move
from sim.policy.registry import SEAT_BOTS, bot_names, load_bot_rules, make_bot
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.view.view import Signal, View
from tests.making import game, play
from tests.making import scenario as made

WEAK = (
    "month-ender", "inherited", "dreamer", "panicker", "pendulum", "saver", "latecomer", "gardener", "ivory-tower",
    "firefighter", "alarmist", "harvester",
)  # fmt: skip
STRONG = ("pilot", "lookout", "captain")


@cache
def start() -> View:
    """Of the reference."""
    return game(made()).view()


def after(*attainments: float, margins: tuple[float, ...] = (), **parts: object) -> View:
    """A view after quarters with these attainments (and margins in k of each week); nothing else is as unusual."""
    worth = margins or (80.0,) * len(attainments)
    weeks = [
        Book(bookings=100 * attainment, target=100.0, margin=margin)
        for attainment, margin in zip(attainments, worth, strict=True)
        for _ in range(WEEKS_IN_QUARTER)
    ]
    view = start()
    usual = {"week": len(weeks), "quarter": len(attainments) + 1, "weeks": tuple(weeks), "cash": 9000.0}
    return replace(view, pace=replace(view.pace, load=0.73), **(usual | parts))  # type: ignore[arg-type]


def signal(weeks: float, severity: float = 1.0, index: int = 0) -> Signal:
    """A signal of the largest importance, some weeks before its strike."""
    return Signal(
        index, "technology", "Technology shift", 0, 0, weeks, weeks - 2, weeks + 2, severity, severity / 2,
        2 * severity, 1.2, 0.9, 0.0,
    )  # fmt: skip


def with_load(load: float) -> View:
    """A good year behind, and so much work in the pipeline."""
    view = after(1.0, 1.0, 1.0, 1.0)
    return replace(view, pace=replace(view.pace, load=load))


def asked(name: str, view: View) -> Move:
    """Return the move of a bot."""
    return make_bot(name, game(made()).setup.firm)(view)


def future(move: Move) -> int:
    """percent; of all three seats together."""
    return sum(move.split)


def test_every_bot_has_a_voice_and_a_way_to_beat_it() -> None:
    assert set(SEAT_BOTS) < set(bot_names())
    assert len(bot_names()) >= len(SEAT_BOTS) + 8
    assert {*WEAK, *STRONG} <= set(bot_names())
    for name in bot_names():
        rules = load_bot_rules(name)
        assert rules.name == name
        assert len(rules.summary) > 20
        assert len(rules.beat) > 20
    for of in ("title", "summary", "beat"):
        assert len({getattr(load_bot_rules(name), of) for name in bot_names()}) == len(bot_names())


def test_the_panicker_and_the_pendulum_drop_the_future_in_a_bad_quarter() -> None:
    for name in ("panicker", "pendulum"):
        good, bad = (asked(name, after(1.0, 1.0, last)) for last in (1.0, 0.8))
        assert future(bad) < 0.2 * future(good), name
    assert asked("panicker", after(1.0, 1.2)) == asked("panicker", after(1.0))
    assert future(asked("pendulum", after(1.0, 1.2))) > 1.5 * future(asked("pendulum", after(1.0)))


def test_the_saver_cuts_while_the_cash_is_low_and_when_a_quarter_earned_less() -> None:
    rich = asked("saver", after(1.0, 1.0, margins=(80.0, 81.0)))
    assert future(asked("saver", after(1.0, 1.0, margins=(80.0, 81.0), cash=500.0))) < 0.3 * future(rich)
    assert future(asked("saver", after(1.0, 1.0, margins=(80.0, 70.0)))) < 0.3 * future(rich)
    assert future(asked("saver", start())) < 0.3 * future(rich)  # so it begins late


def test_the_latecomer_moves_when_the_books_have_shown_it_for_a_year() -> None:
    before, first, late = (
        asked("latecomer", after(*a))
        for a in ((1.0,) * 5, (1.0, 1.0, 1.0, 1.0, 0.85), (1.0, 0.9, 0.85, 0.8, 0.75))
    )
    assert before == first
    assert future(late) > 3 * future(before)


def test_the_harvester_sows_until_the_last_year() -> None:
    game_length = start().quarters
    splits = [future(asked("harvester", after(*(1.0,) * q))) for q in range(game_length)]
    assert min(splits[: game_length - 4]) > 100
    assert max(splits[game_length - 4 :]) < 15


def test_the_gardener_tends_people_alone_and_the_tower_thinks_alone() -> None:
    gardener = asked("gardener", start())
    assert gardener.focus is not None
    assert gardener.focus[2] == (0, 0, 100, 0)
    assert gardener.focus[1] == (100, 0, 0)
    assert gardener.response == (0, 0, 0)
    tower = asked("ivory-tower", start())
    assert tower.split[2] > 90
    assert sum(tower.split[:2]) < 10


def test_the_firefighter_runs_only_when_it_is_too_late() -> None:
    quiet, far, near = (
        asked("firefighter", after(1.0, signals=signals)) for signals in ((), (signal(20),), (signal(6),))
    )
    assert quiet == far
    assert max(far.response) == 0
    assert min(near.response) == 100
    assert future(near) > 2 * future(far)


def test_the_alarmist_drops_everything_for_any_signal_however_small() -> None:
    calm, small = (asked("alarmist", after(1.0, signals=s)) for s in ((), (signal(40, 0.01),)))
    assert future(small) > 1.4 * future(calm)
    assert min(small.response) > 90
    assert small.concentration == 0


def test_the_strong_read_load_and_threats_and_hold_their_course_through_a_bad_quarter() -> None:
    for name in ("pilot", "captain"):
        low, usual, high = (asked(name, with_load(load)).split[0] for load in (0.5, 0.73, 0.95))
        assert low > usual > high, name
    for name in ("lookout", "captain"):
        noise, large, near = (
            asked(name, after(1.0, signals=(s,))) for s in (signal(30, 0.1), signal(30, 1.5), signal(8, 1.5))
        )
        assert noise.response < large.response < near.response, name
        assert future(noise) < future(large), name
    for name in STRONG:
        held, one_bad = (asked(name, after(1.0, 1.0, 1.0, last)) for last in (1.0, 0.7))
        assert future(one_bad) > 0.85 * future(held), name


@pytest.mark.parametrize("name", ["panicker", "pendulum", "captain"])
def test_it_shows_in_games_not_only_in_made_views(name: str) -> None:
    moved = list(_lived(name))
    behind = [future(move) for attainment, move in moved if attainment < 0.9]
    ahead = [future(move) for attainment, move in moved if attainment > 1.0]
    assert behind
    assert ahead
    if name == "captain":
        assert min(behind) > 0.6 * max(ahead)
    else:
        assert max(behind) < 0.2 * min(ahead)


def _lived(name: str) -> Iterator[tuple[float, Move]]:
    """Attainment of the last quarter and the move after it, of three games under another's hands."""
    for seed in (11, 12, 13):
        going = game(made(), seed=seed, dice=seed)
        while not going.over:
            view = going.view()
            if view.weeks:
                last = view.weeks[-WEEKS_IN_QUARTER:]
                yield sum(w.bookings for w in last) / sum(w.target for w in last), asked(name, view)
            play(going, "S20 M35 L65")
