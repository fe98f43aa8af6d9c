"""What `tactegic check --character` prints: a scenario's character as it is measured."""

from __future__ import annotations

from collections.abc import Iterator

from sim.base.statistics import Estimate
from sim.cli.output import format_table, say, say_json
from sim.cli.progress import Progress
from sim.research.character.adaptation_gain import AdaptationGain
from sim.research.character.effort import FULL_CHARACTER, QUICK_CHARACTER
from sim.research.character.lever_profiles import LEVER_NAMES, LeverProfile
from sim.research.character.lookahead_gain import LookaheadGain, LookaheadLead
from sim.research.character.luck_shares import LuckShares
from sim.research.character.measure import ScenarioCharacter, measure_character
from sim.research.character.outcomes import PlayerOutcome
from sim.scenario.scenario import Scenario

HEAD = ["value, k", "goal", "draw", "fired"]


def character(scenario: Scenario, quick: bool, as_json: bool) -> None:
    """Measure and print, each part as soon as it is known. Raises StoppedError."""
    progress: list[Progress] = []

    def begin(what: str) -> Progress:
        end()
        progress.append(Progress(what))
        return progress[-1]

    def end() -> None:
        for one in progress:
            one.end()
        progress.clear()

    known: ScenarioCharacter | None = None
    for now in measure_character(scenario, QUICK_CHARACTER if quick else FULL_CHARACTER, begin):
        end()
        if not as_json:
            say(*_new(known, now))
        known = now
    assert known is not None
    if as_json:
        say_json(known.to_json())
    else:
        say(*_advice(known))


def _new(known: ScenarioCharacter | None, now: ScenarioCharacter) -> Iterator[str]:
    """What has become known."""
    if known is None:
        yield from _bots(now)
    elif now.looking is not None:
        yield from _lookahead_lines(now.looking)
    elif now.adapting is not None:
        yield from _adaptive_lines(now.adapting)
    else:
        yield from _best(now)


def _bots(now: ScenarioCharacter) -> Iterator[str]:
    goal = now.scenario.goal
    yield f"{now.scenario.title}: {goal.measure} of {now.threshold:,.4g} is the goal; intervals are 95 %"
    yield ""
    yield from format_table(["", *HEAD], [_row(p) for p in now.bots])
    if now.luck is not None:
        yield from _luck(now.luck)


def _row(p: PlayerOutcome) -> list[str]:
    value = f"{p.value.value:,.0f} ({p.value.low:,.0f} to {p.value.high:,.0f})"
    return [p.name, value, *(f"{e.value:.0f} %" for e in (p.goal, p.draw, p.fired))]


def _luck(luck: LuckShares) -> Iterator[str]:
    yield ""
    yield (
        f"of the variance {_share(luck.policy)} is who plays, {_share(luck.world)} the world, "
        f"{_share(luck.dice)} the dice"
    )


def _share(e: Estimate) -> str:
    return f"{e.value:.0f} % ({e.low:.0f} to {e.high:.0f})"


def _best(now: ScenarioCharacter) -> Iterator[str]:
    move = ", ".join(f"{name} {x:.0f}" for name, x in zip(LEVER_NAMES, now.best, strict=True))
    yield ""
    yield f"best constant move, percent: {move}"
    yield ""
    settings = [f"{s.percent} %" for s in now.levers[0].settings]
    yield from format_table(["value where it is set to", *settings], [_lever(lever) for lever in now.levers])


def _lever(lever: LeverProfile) -> list[str]:
    return [lever.name, *(f"{s.more.value:+.1f} %" for s in lever.settings)]


def _adaptive_lines(a: AdaptationGain) -> Iterator[str]:
    yield ""
    yield from format_table(["", *HEAD], [_row(a.constant), _row(a.feedback)])
    yield ""
    yield f"adapting is worth {_format_signed_estimate(a.gain)} of the best constant move's value"


def _lookahead_lines(looked: LookaheadGain) -> Iterator[str]:
    yield ""
    yield f"{looked.games} games, the same worlds and dice for all"
    yield ""
    yield from format_table(["", *HEAD], [_row(p) for p in looked.players])
    yield ""
    yield f"looking ahead against as before: {_ahead(looked.inherited)}"
    yield f"against the best constant move: {_ahead(looked.constant)}"


def _ahead(a: LookaheadLead) -> str:
    return f"ahead in {_share(a.share)} of games, by {_format_signed_estimate(a.percent)}"


def _format_signed_estimate(e: Estimate) -> str:
    return f"{e.value:+.1f} % ({e.low:+.1f} to {e.high:+.1f})"


def _advice(now: ScenarioCharacter) -> Iterator[str]:
    yield ""
    if not now.advice:
        yield "nothing to look at"
    for one in now.advice:
        yield f"{one.kind.replace('_', ' ')}: {one.text}"
