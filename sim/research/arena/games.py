"""Games of an arena: all policies play the same worlds with the same dice, at the cadence of the scenario.

Game i of a policy is played in scenario i mod k of k scenarios, so that more games extend fewer ones, and each scenario
gets its share.
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
"""Seed of the first world; the others follow. No tuning and no claim uses these seeds."""


@dataclass(frozen=True, slots=True)
class ArenaContest:
    """A scenario in which policies compete."""

    label: str
    """Name or path of the scenario, as the user gave it."""
    scenario: Scenario
    goal: float
    """In the unit of the goal's measure; threshold of the goal."""
    hash: str
    """The scenario's `world_hash`."""

    @property
    def cadence(self) -> Cadence:
        """The cadence of the scenario."""
        return self.scenario.organisation.cadence


def make_contest(label: str, scenario: Scenario, goal: float) -> ArenaContest:
    """Make the contest in a scenario."""
    return ArenaContest(label, scenario, goal, world_hash(scenario))


LINE_BEGINNING = '{"scenario": '
"""The beginning of every game's line in a log."""


@dataclass(frozen=True, slots=True)
class ArenaJob:
    """A game to play."""

    contest: ArenaContest
    policy: str
    does: str
    """What the policy does, from `describe_policy`."""
    seed: int


class ArenaGame(Section):
    """A game that was played, with everything that its result depends on."""

    scenario: str
    """Name or path of the scenario."""
    hash: str
    """The scenario's `world_hash`."""
    engine: int
    """Version of the engine."""
    goal: float
    """In the unit of the goal's measure; threshold of the goal."""
    seed: int
    """Seed of world and dice."""
    policy: str
    """Name of the policy, as the user gave it."""
    does: str
    """What the policy does, from `describe_policy`."""
    value: float
    """k; margin and franchise value, or after a firing the margin up to it."""
    ending: Ending
    """goal, draw or fired."""

    @property
    def key(self) -> tuple[str, int, str]:
        """Scenario, world and policy, which identify a game."""
        return self.hash, self.seed, self.policy


def play_in_world(scenario: Scenario, name: str, seed: int, goal: float) -> Replication:
    """Play a game of a policy; the seed is that of the world and of the dice."""
    firm, cadence = Firm(scenario), scenario.organisation.cadence
    return next(iter(simulate_worlds(firm, make_policy(name, firm, cadence), [seed], cadence, goal)))


def play_job(job: ArenaJob) -> ArenaGame:
    """Play a game of the arena."""
    contest = job.contest
    result = play_in_world(contest.scenario, job.policy, job.seed, contest.goal).result
    return ArenaGame(
        scenario=contest.label, hash=contest.hash, engine=ENGINE, goal=contest.goal, seed=job.seed,
        policy=job.policy, does=job.does, value=float(result.value), ending=result.ending,
    )  # fmt: skip


def describe_policy(policy: Policy) -> str:
    """What a policy does, without its name and texts: policies with the same description play the same. Raises
    PolicyError for a policy whose games cannot be repeated.
    """
    if isinstance(policy, LookaheadPolicy):
        if policy.futures is None:
            remedy = "give it futures, as in lookahead:500"
            raise PolicyError("a search by the clock plays differently each time", remedy)
        objective = "value" if policy.threshold is None else "score"
        return f"lookahead {policy.futures} {policy.quarters or 'all'} {objective}"
    if isinstance(policy, ConstantPolicy):
        return format_move(policy.move)
    if isinstance(policy, RulesPolicy):
        text = policy.rules.model_dump_json(include={"move", "rules"})
        return f"rules {hashlib.sha256(text.encode()).hexdigest()[:16]}"
    return type(policy).__name__


def arena_jobs(contests: Sequence[ArenaContest], policies: Sequence[str], games: int) -> list[ArenaJob]:
    """The games of each policy, with the scenarios in turn. Within a world the slowest policies come first. Raises
    PolicyError and InputError for a policy that cannot be made.
    """
    jobs: list[ArenaJob] = []
    described = [_describe_policies(contest, policies) for contest in contests]
    for number in range(games):
        turn, i = divmod(number, len(contests))
        jobs += [ArenaJob(contests[i], name, does, FIRST_WORLD_SEED + turn) for name, does in described[i]]
    return jobs


def _describe_policies(contest: ArenaContest, policies: Sequence[str]) -> list[tuple[str, str]]:
    """Name and description of each policy in a scenario, those that search most first."""
    firm = Firm(contest.scenario)
    made = [(name, make_policy(name, firm, contest.cadence)) for name in policies]
    made.sort(key=lambda one: -(one[1].futures or 0) if isinstance(one[1], LookaheadPolicy) else 0)
    return [(name, describe_policy(policy)) for name, policy in made]


def play_all(
    jobs: Sequence[ArenaJob], cores: int, log: ResultsLog | None, progress: ProgressCallback | None = None
) -> list[ArenaGame]:
    """All games, in the order of the jobs. Those that are not in the log are played and added to it. Raises InputError
    if the log has other games under the same names, PlaceError, StoppedError.
    """
    games = known_games(log, jobs) if log is not None else {}
    missing = [job for job in jobs if _job_key(job) not in games]
    report_progress(progress, len(jobs) - len(missing), len(jobs))
    with closing(run_jobs(play_job, missing, cores)) as playing:
        for job, game in playing:
            games[_job_key(job)] = game
            if log is not None:
                log.add(game.model_dump())
            report_progress(progress, len(games), len(jobs))
    return [games[_job_key(job)] for job in jobs]


def _job_key(job: ArenaJob) -> tuple[str, int, str]:
    return job.contest.hash, job.seed, job.policy


def known_games(log: ResultsLog, jobs: Iterable[ArenaJob]) -> dict[tuple[str, int, str], ArenaGame]:
    """The games of some jobs that are in a log. Other games in it are ignored."""
    wanted = {_job_key(job): job for job in jobs}
    hashes = {job.contest.label: job.contest.hash for job in wanted.values()}
    games: dict[tuple[str, int, str], ArenaGame] = {}
    label = str(log.path)
    for number, document in enumerate(log.documents, 1):
        game = _read_game(document, label, number)
        if hashes.get(game.scenario, game.hash) != game.hash:
            raise line_error(
                label, number, f"here {quote_value(game.scenario)} is another version of that scenario"
            )
        if game.key in wanted:
            _check_same_game(game, wanted[game.key], label, number)
            if games.setdefault(game.key, game) != game:
                raise line_error(label, number, "this game is there twice, with different results")
    return games


def _check_same_game(game: ArenaGame, job: ArenaJob, label: str, number: int) -> None:
    if (game.engine, game.goal) != (ENGINE, job.contest.goal):
        raise line_error(label, number, "this game was played with another engine, or for another goal")
    if game.does != job.does:
        raise line_error(label, number, f"here {quote_value(game.policy)} is another version of that policy")


def _read_game(document: Mapping[str, Any], label: str, number: int) -> ArenaGame:
    try:
        return ArenaGame.model_validate(document)
    except ValidationError:
        raise line_error(label, number, "this line is not a game of an arena") from None
