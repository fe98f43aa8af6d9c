"""Games of an arena: everybody plays the same worlds with the same dice, at the cadence of the scenario.

Game i of a policy is played in scenario i mod k of k: more games go on from fewer, and every scenario gets its share.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from sim.base.problems import quote_value
from sim.base.processes import run_jobs
from sim.base.progress import ProgressCallback, report_progress
from sim.game.outcome import Ending
from sim.game.simulation import Replication, simulate_worlds
from sim.lookahead.policy import LookaheadPolicy
from sim.model.firm import Firm
from sim.policy.notation import format_move
from sim.policy.policy import ConstantPolicy, Policy
from sim.policy.registry import PolicyError, make_policy
from sim.policy.rules import RulesPolicy
from sim.research.results_log import ResultsLog, line_error
from sim.scenario.organisation import Cadence
from sim.scenario.resolved import world_hash
from sim.scenario.scenario import Scenario
from sim.scenario.section import Section
from sim.version import ENGINE

FIRST_WORLD_SEED = 3_000_001
"""Seed of the first world; others follow. No tuning and no claim uses these."""


@dataclass(frozen=True, slots=True)
class ArenaContest:
    """A scenario that is played."""

    label: str
    """name or path, as it was given."""
    scenario: Scenario
    goal: float
    """in the measure's unit; threshold."""
    hash: str
    """of all in the scenario that is played: not of its texts."""

    @property
    def cadence(self) -> Cadence:
        """The scenario's."""
        return self.scenario.organisation.cadence


def make_contest(label: str, scenario: Scenario, goal: float) -> ArenaContest:
    """A scenario with its goal."""
    return ArenaContest(label, scenario, goal, world_hash(scenario))


LINE_BEGINNING = '{"scenario": '
"""Of every game as a line of a file."""


@dataclass(frozen=True, slots=True)
class ArenaJob:
    """A game to play."""

    contest: ArenaContest
    policy: str
    does: str
    """what the policy does, as `doing` says it."""
    seed: int


class ArenaGame(Section):
    """A game that was played, and all on which its result depends."""

    scenario: str
    """name or path."""
    hash: str
    """of the scenario."""
    engine: int
    """version."""
    goal: float
    """in the measure's unit; threshold."""
    seed: int
    """of world and dice."""
    policy: str
    """as it was named."""
    does: str
    """what it does, as `doing` says it."""
    value: float
    """k; margin and franchise value, of who was fired the margin until then."""
    ending: Ending
    """goal, draw or fired."""

    @property
    def key(self) -> tuple[str, int, str]:
        """Scenario, world and policy: what there is one game of."""
        return self.hash, self.seed, self.policy


def play_in_world(scenario: Scenario, name: str, seed: int, goal: float) -> Replication:
    """A game of a policy in a world, the seed being also that of the dice."""
    firm, cadence = Firm(scenario), scenario.organisation.cadence
    return next(iter(simulate_worlds(firm, make_policy(name, firm, cadence), [seed], cadence, goal)))


def play_job(job: ArenaJob) -> ArenaGame:
    """Play a game."""
    c = job.contest
    result = play_in_world(c.scenario, job.policy, job.seed, c.goal).result
    return ArenaGame(
        scenario=c.label, hash=c.hash, engine=ENGINE, goal=c.goal, seed=job.seed, policy=job.policy,
        does=job.does, value=float(result.value), ending=result.ending,
    )  # fmt: skip


def describe_policy(acts: Policy) -> str:
    """What a policy does, apart from its name and words: two with the same play the same. Raises PolicyError for one
    that plays otherwise on another machine.
    """
    if isinstance(acts, LookaheadPolicy):
        if acts.futures is None:
            remedy = "give it futures, as in lookahead:500"
            raise PolicyError("a search by the clock plays otherwise each time", remedy)
        return f"lookahead {acts.futures} {acts.quarters or 'all'} {'value' if acts.threshold is None else 'score'}"
    if isinstance(acts, ConstantPolicy):
        return format_move(acts.move)
    if isinstance(acts, RulesPolicy):
        text = acts.rules.model_dump_json(include={"move", "rules"})
        return f"rules {hashlib.sha256(text.encode()).hexdigest()[:16]}"
    return type(acts).__name__


def arena_jobs(contests: Sequence[ArenaContest], policies: Sequence[str], games: int) -> list[ArenaJob]:
    """So many games of each policy, dealt out to the scenarios in turn; in a world the longest first. Raises
    PolicyError and InputError for a policy that cannot be had.
    """
    found: list[ArenaJob] = []
    ready = [_prepare_policies(c, policies) for c in contests]
    for number in range(games):
        turn, place = divmod(number, len(contests))
        found += [
            ArenaJob(contests[place], name, does, FIRST_WORLD_SEED + turn) for name, does in ready[place]
        ]
    return found


def _prepare_policies(c: ArenaContest, policies: Sequence[str]) -> list[tuple[str, str]]:
    """Each policy and what it does in a scenario, the searching ones first."""
    firm = Firm(c.scenario)
    made = [(name, make_policy(name, firm, c.cadence)) for name in policies]
    made.sort(key=lambda one: -(one[1].futures or 0) if isinstance(one[1], LookaheadPolicy) else 0)
    return [(name, describe_policy(acts)) for name, acts in made]


def play_all(
    todo: Sequence[ArenaJob], cores: int, kept: ResultsLog | None, progress: ProgressCallback | None = None
) -> list[ArenaGame]:
    """All games, in the order of the jobs: those that a file has, and the others, each written as it is played. Raises
    InputError for a file with games of something else under the same names, PlaceError, StoppedError.
    """
    found = known_games(kept, todo) if kept is not None else {}
    left = [job for job in todo if _job_key(job) not in found]
    report_progress(progress, len(todo) - len(left), len(todo))
    with closing(run_jobs(play_job, left, cores)) as playing:
        for job, game in playing:
            found[_job_key(job)] = game
            if kept is not None:
                kept.add(game.model_dump())
            report_progress(progress, len(found), len(todo))
    return [found[_job_key(job)] for job in todo]


def _job_key(job: ArenaJob) -> tuple[str, int, str]:
    return job.contest.hash, job.seed, job.policy


def known_games(kept: ResultsLog, todo: Iterable[ArenaJob]) -> dict[tuple[str, int, str], ArenaGame]:
    """Those of the games to play that a file has. Others in it (more games, scenarios, policies) are left alone."""
    wanted = {_job_key(job): job for job in todo}
    hashes = {job.contest.label: job.contest.hash for job in wanted.values()}
    found: dict[tuple[str, int, str], ArenaGame] = {}
    for number, document in enumerate(kept.documents, 1):
        game, label = _read_game(document, str(kept.path), number), str(kept.path)
        if hashes.get(game.scenario, game.hash) != game.hash:
            raise line_error(
                label, number, f"here {quote_value(game.scenario)} is another version of that scenario"
            )
        if game.key in wanted:
            _check_same_game(game, wanted[game.key], label, number)
            if found.setdefault(game.key, game) != game:
                raise line_error(label, number, "this game is there twice, with different results")
    return found


def _check_same_game(game: ArenaGame, job: ArenaJob, label: str, number: int) -> None:
    if (game.engine, game.goal) != (ENGINE, job.contest.goal):
        raise line_error(label, number, "this game was played with another engine, or for another goal")
    if game.does != job.does:
        raise line_error(label, number, f"here {quote_value(game.policy)} is another version of that policy")


def _read_game(document: Mapping[str, Any], label: str, number: int) -> ArenaGame:
    try:
        return ArenaGame.model_validate(document)
    except ValidationError:
        raise line_error(label, number, "this line is no game of an arena") from None
