"""The three sizes of the study: for `make test`, for `make validate` and for `make validate-full`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context

from sim.cli.progress import Progress
from tests.batch.equal import labs
from tests.batch.equal.builtin import builtin
from tests.batch.equal.design import Design
from tests.batch.equal.planted import constants
from tests.batch.equal.study import Equality, Found, equality, events, searched


@dataclass(frozen=True)
class Form:
    """How much is played and planted."""

    games: int
    """of the event engine, of each design of a built-in scenario;"""
    every: int
    """of which designs every so many-th is taken."""
    labs: dict[str, int]
    """games of each of the laboratories."""
    hunted: Sequence[str] = ()
    """laboratories in which planted errors are looked for, in this order."""
    every_constant: int = 1
    """of the constants every so many-th has an error planted."""
    relabellings: int = 999
    explained: bool = False
    """whether it is worked out how far missed errors shift what."""

    def designs(self) -> list[tuple[Design, int]]:
        """All designs and how many games of each."""
        made = [(made, self.labs[made.name]) for lab in labs.LABS if (made := lab()).name in self.labs]
        return [*((d, self.games) for d in list(builtin())[:: self.every]), *made]


FAST = Form(games=6, every=15, labs={"watchful": 40, "worlds": 200})
SOME = Form(
    games=6,
    every=28,
    labs={"threatened": 60, "skilled": 4, "pressed": 4, "watchful": 20, "worlds": 600, "restless": 10},
    hunted=("threatened", "worlds"),
    every_constant=12,
)
FULL = Form(
    games=80,
    every=1,
    labs={
        "threatened": 2400,
        "skilled": 1200,
        "pressed": 1000,
        "watchful": 3000,
        "worlds": 16000,
        "restless": 1500,
    },
    hunted=("threatened", "worlds", "watchful", "skilled", "pressed", "restless"),
    explained=True,
)


@dataclass(frozen=True)
class Studied:
    """What a form of the study came to."""

    form: Form
    equality: Equality
    found: list[Found]


def study(form: Form, pool: Executor | None = None) -> Studied:
    """Play, compare, plant, and report progress."""
    asked = form.designs()
    samples = events(asked, pool, Progress("games of the event engine, pieces"))
    verdict = equality([d for d, _ in asked], samples, form.relabellings, pool, Progress("designs compared"))
    by_name = {design.name: (design, sample) for (design, _), sample in zip(asked, samples, strict=True)}
    hunted = [by_name[name] for name in form.hunted]
    planted = list(constants())[:: form.every_constant] if hunted else []
    limit, explained = verdict.bound, form.explained
    found = searched(planted, hunted, limit, pool, Progress("planted errors"), explained=explained)
    return Studied(form, verdict, found)


@contextmanager
def two_processes() -> Iterator[Executor]:
    """A pool whose processes start anew, whatever runs here."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        yield pool
