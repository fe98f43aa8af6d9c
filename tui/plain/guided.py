"""Tutorials line by line: a guide tells one idea a move, and goes on with what the player does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.base.problems import quote_value
from sim.play.first_start import is_first_start, remember_start
from sim.play.guide_progress import GuideProgress
from sim.play.start import open_tutorial
from sim.scenario.guide import Guide, GuideStep, find_guide, load_guides
from sim.text.figures import count_noun
from tui.plain.foreseeing import parse_whole
from tui.plain.opening import CHOICES, MEASURING, open_game
from tui.plain.session import PlainSession, refusal

END = "end"

WELCOME = (
    "This is your first time here. The tutorial leads you through two short years, with one idea a move. It takes "
    "about {minutes} minutes; `guide end` leaves it at any time, and `tutorial` starts it again."
)
OFFER = "Start with it? yes or no; an empty line means yes."
OFFERED = "`tutorial 1` starts it."
YES, NO = ("", "y", "yes"), ("n", "no")


def tutorial(desk: PlainSession, text: str = "") -> Iterator[str]:
    """The tutorials, or one of them from its start."""
    every = load_guides()
    if text:
        yield from _begin_guide(desk, every[parse_whole(text, "tutorials", 1, len(every)) - 1])
        return
    for number, guide_ in enumerate(every, start=1):
        long = f"about {count_noun(guide_.minutes, 'minute')}, {count_noun(len(guide_.steps), 'step')}"
        yield f"{number}: {guide_.title}, {long}. {guide_.about}"
    yield "`tutorial 1` starts the first."


def _begin_guide(desk: PlainSession, guide_: Guide) -> Iterator[str]:
    yield from open_game(desk, lambda tell: open_tutorial(guide_, tell), MEASURING)
    yield from _step_lines(desk)


def guide(desk: PlainSession, text: str = "") -> Iterator[str]:
    """Go on with the guide; where it waits, what for; where there is none, begin the one of this scenario."""
    session = desk.game
    if text and text.lower() != END:
        raise refusal(f"`guide` knows only `guide {END}`", "`tutorial` lists the tutorials")
    if text:
        if desk.guiding is None:
            raise refusal("there is no guide to end", "`tutorial` lists the tutorials")
        desk.guiding = None
        yield "The guide has ended; the game goes on. `guide` starts it again."
    elif desk.guiding is None:
        found = find_guide(session.game.setup.scenario)
        if found is None:
            raise refusal("there is no guide to this scenario", "`tutorial` lists those that have one")
        desk.guiding = GuideProgress(found, desk.doing)
        yield from _step_lines(desk)
    else:
        desk.guiding.go_on()
        yield from _step_lines(desk)


def follow_guide(desk: PlainSession, command: str) -> Iterator[str]:
    """After a command: go on with the guide where that is what it has waited for."""
    guiding = desk.guiding
    if guiding is None or guiding.step is None:
        return
    before = guiding.step
    guiding.mark_opened(command)
    guiding.follow(desk.doing)
    if guiding.step is before and before.open == command:
        guiding.go_on()  # what it opens was heard
    if guiding.step is not before:
        yield from _step_lines(desk)


def _step_lines(desk: PlainSession) -> Iterator[str]:
    """The step; behind the last one that the guide is over."""
    guiding = desk.guiding
    assert guiding is not None
    step = guiding.step
    if step is None:
        desk.guiding = None
        over = guiding.guide
        yield f"The guide is over. {_flat(over.plain_over or over.over)}"
        return
    place, of = guiding.place
    yield f"Guide {place} of {of}, {step.title}: {_flat(step.plain_text or step.text)}"
    yield _do(step)


def _do(step: GuideStep) -> str:
    return step.plain_do or step.do


def _flat(text: str) -> str:
    return " ".join(text.split())


# a first start


@dataclass(frozen=True)
class Offer:
    """The question of a first start; a command in place of an answer is carried out."""

    prompt: str = "Tutorial"
    loose: bool = True

    def answer(self, desk: PlainSession, text: str) -> Iterator[str]:
        """To the tutorial, or to the start."""
        if text.lower() not in (*YES, *NO):
            raise refusal(f"{quote_value(text)} is neither", "write yes or no, or any command")
        desk.asking = None
        if text.lower() in YES:
            yield from _begin_guide(desk, load_guides()[0])
        else:
            yield CHOICES


def offer_tutorial(desk: PlainSession, *, ask: bool) -> Iterator[str]:
    """At a first start, the tutorial: as a question where somebody is there to answer."""
    if not is_first_start():
        return
    yield WELCOME.format(minutes=sum(one.minutes for one in load_guides()))
    yield OFFER if ask else OFFERED
    if ask:
        remember_start()
        desk.asking = Offer()
