"""A guide follows the player: forward when what it waits for has happened, and back with a takeback."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.base.problems import InputError
from sim.model.move import Move
from sim.play.guide_progress import GuideProgress, PlayerProgress
from sim.scenario.guide import Guide, GuideStep, SliderMinimums, find_guide, load_guides
from sim.scenario.load import load_scenario, parse_section
from tests.making import scenario

AT_ZERO = Move(split=(0, 0, 0), response=(0, 0, 0))
TEAM = (0, 1, 2)


def _step(move: int, title: str, **waits: object) -> GuideStep:
    return GuideStep(move=move, title=title, text="Text.", about="board", do="Do.", **waits)  # type: ignore[arg-type]


GUIDE = Guide(
    format=1,
    scenario="made",
    seed=7,
    title="A guide",
    about="Things.",
    minutes=5,
    over="Over.",
    steps=[
        _step(1, "read"),
        _step(1, "open", open="news"),
        _step(1, "reach", reach=SliderMinimums(leaders=50, response=20)),
        _step(1, "play", play=True),
        _step(2, "second"),
        _step(2, "play again", play=True),
        _step(3, "end"),
    ],
)


def _doing(
    played: int = 0, leaders: int = 0, response: int = 0, held: tuple[int, ...] = TEAM
) -> PlayerProgress:
    draft = replace(AT_ZERO, split=(0, 0, leaders), response=(response,) * 3)
    return PlayerProgress(played, draft, held)


def _title(guiding: GuideProgress) -> str | None:
    return None if guiding.step is None else guiding.step.title


def test_each_step_waits_for_what_it_says() -> None:
    guiding = GuideProgress(GUIDE, _doing())
    assert not guiding.follow(_doing(leaders=90, response=90))
    assert guiding.go_on()
    assert _title(guiding) == "open"
    assert not guiding.go_on()
    guiding.mark_opened("books")
    assert not guiding.follow(_doing())
    assert guiding.panel_to_open == "news"
    guiding.mark_opened("news")
    assert not guiding.follow(_doing(leaders=50, response=19))
    assert not guiding.waits  # it is there to be looked at
    assert guiding.go_on()
    assert _title(guiding) == "reach"
    assert guiding.follow(_doing(leaders=50, response=20))
    assert not guiding.go_on()
    assert guiding.follow(_doing(played=1))
    assert _title(guiding) == "second"


def test_a_player_who_plays_ahead_is_met_at_the_next_move() -> None:
    guiding = GuideProgress(GUIDE, _doing())
    guiding.follow(_doing(played=1))
    assert _title(guiding) == "second"
    guiding.follow(_doing(played=2))
    assert _title(guiding) == "end"
    assert guiding.go_on()
    assert guiding.step is None
    assert not guiding.follow(_doing(played=2))


def test_a_takeback_leads_back_to_the_first_step_of_that_move() -> None:
    guiding = GuideProgress(GUIDE, _doing(played=2))
    guiding.follow(_doing(played=1))
    assert _title(guiding) == "second"
    guiding.follow(_doing(played=0))
    assert _title(guiding) == "read"


def test_what_was_opened_before_a_step_does_not_count_for_it() -> None:
    guiding = GuideProgress(GUIDE, _doing())
    guiding.mark_opened("news")
    guiding.go_on()
    guiding.follow(_doing())
    assert _title(guiding) == "open"


def test_only_seats_that_are_held_have_to_move() -> None:
    guiding = GuideProgress(GUIDE, _doing())
    guiding.go_on()
    guiding.mark_opened("news")
    guiding.go_on()
    guiding.follow(_doing(held=(0,)))
    assert _title(guiding) == "reach"  # the response is the player's
    guiding.follow(_doing(response=20, held=(0,)))
    assert _title(guiding) == "play"


def test_who_ends_it_is_left_alone() -> None:
    guiding = GuideProgress(GUIDE, _doing())
    guiding.end()
    assert guiding.step is None
    assert not guiding.follow(_doing(played=2))


@pytest.mark.parametrize("guide", load_guides(), ids=lambda g: g.scenario)
def test_a_built_in_guide_leads_through_every_move_of_its_scenario(guide: Guide) -> None:
    led = load_scenario(guide.scenario).scenario
    assert find_guide(led) == guide
    assert [step.move for step in guide.steps if step.play] == list(range(1, led.quarters + 1))
    assert guide.steps[-1].move == led.quarters + 1


def test_most_scenarios_have_no_guide() -> None:
    assert find_guide(scenario()) is None


HEAD = "format: 1\nscenario: a\nseed: 7\ntitle: A\nabout: B\nminutes: 5\nover: C\nsteps:\n"
STEP = "  - {{move: {0}, title: T, text: U, about: board, do: D{1}}}\n"


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ([(2, ", play: true"), (1, "")], "later move"),
        ([(1, ""), (2, "")], "play: true"),
        ([(1, ", play: true"), (1, "")], "play: false"),
        ([(1, ", open: news, reach: {leaders: 5}")], "more than one thing"),
        ([(1, ", opne: news")], "opne"),
    ],
)
def test_what_is_wrong_in_a_guide_is_told(steps: list[tuple[int, str]], told: str) -> None:
    text = HEAD + "".join(STEP.format(*step) for step in steps)
    with pytest.raises(InputError, match=told):
        parse_section(text, "guide.yaml", Guide)
