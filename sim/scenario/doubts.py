"""Warnings: numbers outside their usual range, and what is possible but can hardly be meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sim.base.problems import Path, Problem, problem
from sim.scenario.anatomy import plainly, section_parts
from sim.scenario.disruptions import SIZES, WEEKS_IN_MONTHS, default_types
from sim.scenario.market import Segment, default_segments
from sim.scenario.organisation import REFERENCE_SELLERS
from sim.scenario.parameters import Parameters
from sim.scenario.scenario import FRANCHISE_WEEKS, REFERENCE_TARGET, Scenario
from sim.scenario.section import Fault, Section, is_number
from sim.scenario.telling import never_told
from sim.scenario.tree import SourceNode, key_place, value_place
from sim.scenario.wording import unit, usual_range

FAR_TARGET = 3.0
"""ratio; a target this many times too high or too low is hardly meant."""
ODD_SEASON = (0.6, 1.6)
"""ratio; means of the three seasons outside these are hardly meant: seasons shift decisions, they add none."""


def unusual(section: Section, root: SourceNode) -> Iterator[Problem]:
    """Warnings of numbers outside their usual range."""
    for part in section_parts(type(section), section):
        for key, field in part.kind.model_fields.items():
            value, ordinary = part.values[key], usual_range(field)
            number = len(value) if isinstance(value, list) and key == "sellers" else value
            if ordinary is None or not is_number(number) or ordinary[0] <= number <= ordinary[1]:
                continue
            what = f"{plainly(number)} is unusual" + (f" ({unit(field)})" if unit(field) else "")
            remedy = f"usual are {plainly(ordinary[0])} to {plainly(ordinary[1])}; leave it if you mean it"
            yield _warning(root, (*part.path, key), what, remedy)


def doubts(scenario: Scenario, root: SourceNode) -> Iterator[Problem]:
    """Warnings of a whole scenario."""
    yield from unusual(scenario, root)
    for doubt in _DOUBTS:
        for path, message, remedy in doubt(scenario):
            yield _warning(root, path, message, remedy)


def _warning(root: SourceNode, path: Path, message: str, remedy: str) -> Problem:
    # what is told of a key, as of a move's number, stands at the key
    of_a_move = path[:2] == ("story", "moves") and len(path) == 3
    place = (key_place if of_a_move else value_place)(root, path)
    return problem(place, path, message, remedy, severity="warning")


def _story_after_the_end(scenario: Scenario) -> Iterator[Fault]:
    last = scenario.quarters * len(WEEKS_IN_MONTHS)
    for move in scenario.story.moves:
        if move > last:
            message = f"the game has {last} moves even by the month"
            yield (
                ("story", "moves", str(move)),
                message,
                "give it the number of a move that comes, or remove it",
            )


def _never_told(scenario: Scenario) -> Iterator[Fault]:
    story, disruptions = scenario.story, scenario.disruptions
    texts: list[tuple[Path, object]] = [(("story", "moves", str(n)), text) for n, text in story.moves.items()]
    texts += [(("story", "end", name), getattr(story.end, name)) for name in ("goal", "draw", "fired")]
    texts += [(("disruptions", "types", n, "story"), kind.story) for n, kind in disruptions.types.items()]
    texts += [(("disruptions", "fixed", i, "story"), one.story) for i, one in enumerate(disruptions.fixed)]
    for path, text in texts:
        for place in never_told(text):
            message = "is never told: the text before it has no conditions"
            yield (*path, place), message, "put the text without conditions last"


def _strike_after_the_end(scenario: Scenario) -> Iterator[Fault]:
    for i, fixed in enumerate(scenario.disruptions.fixed):
        if fixed.strikes >= scenario.weeks:
            message = f"strikes in week {fixed.strikes}, after the last move"
            remedy = f"only the year after the game feels it; let it strike before week {scenario.weeks}"
            yield ("disruptions", "fixed", i), message, remedy


def _types_that_do_nothing(scenario: Scenario) -> Iterator[Fault]:
    usual_types = default_types()
    fixed = {one.type for one in scenario.disruptions.fixed}
    for name, kind in scenario.disruptions.types.items():
        where: Path = ("disruptions", "types", name)
        if not kind.effects:
            yield (
                where,
                "does nothing when it strikes",
                "give it `effects`, or set its `rate` to 0 or `null` it",
            )
        if name not in usual_types and kind.rate == 0 and name not in fixed:
            yield where, "never comes", "give it a `rate` (strikes a year), or fix one in `disruptions.fixed`"


def _odd_effects(scenario: Scenario) -> Iterator[Fault]:
    for name, kind in scenario.disruptions.types.items():
        for i, effect in enumerate(kind.effects):
            most = SIZES[effect.on].usual
            if abs(effect.size) > most:
                message = f"{plainly(effect.size)} is unusual for the quantity '{effect.on}'"
                remedy = f"usual are changes of up to {plainly(most)}; leave it if you mean it"
                yield ("disruptions", "types", name, "effects", i, "size"), message, remedy


def _steps_after_the_end(scenario: Scenario) -> Iterator[Fault]:
    rate, end = scenario.market.rate_of_change, scenario.weeks + FRANCHISE_WEEKS
    for i, step in enumerate(rate if isinstance(rate, list) else []):
        if step.week >= end:
            message = f"begins in week {step.week}, after the game and its franchise year"
            yield ("market", "rate_of_change", i), message, f"let it begin before week {end}, or remove it"


def _odd_seasons(scenario: Scenario) -> Iterator[Fault]:
    for name, segment in scenario.market.segments.items():
        mean = sum(segment.season) / len(segment.season)
        if not ODD_SEASON[0] <= mean <= ODD_SEASON[1]:
            message = f"the three factors have a mean of {mean:.2g}"
            remedy = "give factors around 1, as in [0.78, 0.96, 1.21]; `parameters.stages` makes deals slower or faster"
            yield ("market", "segments", name, "season"), message, remedy


def _seats_of_nobody(scenario: Scenario) -> Iterator[Fault]:
    there = {"manager": scenario.organisation.managers, "leader": scenario.organisation.leaders}
    for i, seat in enumerate(scenario.seats):
        if there.get(seat) == 0:
            remedy = f"give the organisation {seat}s, or take the seat from the list"
            yield (
                ("seats", i),
                f"the organisation has no {seat}s, so nothing can be done from this seat",
                remedy,
            )


def _worth(segments: dict[str, Segment]) -> float:
    """k; what a customer's demand is worth on average."""
    weights = sum(s.weight for s in segments.values())
    return sum(s.weight * s.demand * s.value for s in segments.values()) / weights


def _far_target(scenario: Scenario) -> Iterator[Fault]:
    """No guess is made where deals are won otherwise than usually."""
    usual, parameters = Parameters(), scenario.parameters
    if (parameters.stages, parameters.choice) != (usual.stages, usual.choice):
        return
    size = scenario.organisation.seats / REFERENCE_SELLERS
    by_size = REFERENCE_TARGET * size
    target = by_size if scenario.goal.target is None else scenario.goal.target
    likely = by_size * _worth(scenario.market.segments) / _worth(default_segments())
    if likely > 0 and 1 / FAR_TARGET <= target / likely <= FAR_TARGET:
        return
    remedy = f"a firm of this size books about {likely:.3g} k a week in such segments"
    if scenario.goal.target is None:
        message = f"none is given, and the usual one for this size is {target:.3g} k a week"
        yield ("goal", "target"), message, f"{remedy}; give a target"
    else:
        yield (
            ("goal", "target"),
            f"{plainly(target)} k a week is far off",
            f"{remedy}; leave it if you mean it",
        )


def _poor_from_the_start(scenario: Scenario) -> Iterator[Fault]:
    start = scenario.organisation.start
    cash = start.cash * scenario.organisation.seats / start.sellers
    if cash <= scenario.goal.cash_floor:
        message = f"the firm starts with {plainly(round(cash, 1))} k, which is not above the floor"
        yield ("goal", "cash_floor"), message, "lower the floor, or give the firm more cash at the start"


def _share_of_no_rival(scenario: Scenario) -> Iterator[Fault]:
    if scenario.goal.measure == "share" and scenario.rival.presence == 0:
        message = "the rival takes part in no decision, so our share is always 1"
        yield ("goal", "measure"), message, "give the rival a `presence`, or set the goal on something else"


_DOUBTS: tuple[Callable[[Scenario], Iterator[Fault]], ...] = (
    _story_after_the_end,
    _never_told,
    _strike_after_the_end,
    _types_that_do_nothing,
    _odd_effects,
    _steps_after_the_end,
    _odd_seasons,
    _seats_of_nobody,
    _far_target,
    _poor_from_the_start,
    _share_of_no_rival,
)
