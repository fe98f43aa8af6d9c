"""Warnings about numbers outside their usual range, and about what is possible but probably unintended."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sim.base.problems import KeyPath, Problem, make_problem
from sim.scenario.conditional_text import unreachable_variants
from sim.scenario.disruptions import EFFECT_SIZE_RANGES, WEEKS_IN_MONTHS, default_types
from sim.scenario.market import Segment, default_segments
from sim.scenario.organisation import REFERENCE_SELLERS
from sim.scenario.parameters import Parameters
from sim.scenario.scenario import FRANCHISE_WEEKS, REFERENCE_TARGET, Scenario
from sim.scenario.section import Fault, Section, is_number
from sim.scenario.section_structure import format_plain_number, walk_sections
from sim.scenario.validation_messages import field_unit, usual_range
from sim.scenario.yaml_tree import YamlNode, key_place, value_place

IMPLAUSIBLE_TARGET_RATIO = 3.0
"""Ratio by which a target that is too high or too low is probably unintended."""
PLAUSIBLE_SEASON_MEANS = (0.6, 1.6)
"""Usual range of the mean of the three seasons. Seasons shift decisions in time and should add none."""


def unusual_value_warnings(section: Section, root: YamlNode) -> Iterator[Problem]:
    """Yield warnings about numbers outside their usual range."""
    for part in walk_sections(type(section), section):
        for key, field in part.kind.model_fields.items():
            value, ordinary = part.values[key], usual_range(field)
            number = len(value) if isinstance(value, list) and key == "sellers" else value
            if ordinary is None or not is_number(number) or ordinary[0] <= number <= ordinary[1]:
                continue
            what = f"{format_plain_number(number)} is unusual" + (
                f" ({field_unit(field)})" if field_unit(field) else ""
            )
            remedy = (
                f"the usual range is {format_plain_number(ordinary[0])} to {format_plain_number(ordinary[1])}; "
                "ignore this if intended"
            )
            yield _make_warning(root, (*part.path, key), what, remedy)


def plausibility_warnings(scenario: Scenario, root: YamlNode) -> Iterator[Problem]:
    """Yield all warnings about a scenario."""
    yield from unusual_value_warnings(scenario, root)
    for doubt in _CHECKS:
        for path, message, remedy in doubt(scenario):
            yield _make_warning(root, path, message, remedy)


def _make_warning(root: YamlNode, path: KeyPath, message: str, remedy: str) -> Problem:
    # messages about a key, such as a move's number, get the place of the key
    of_a_move = path[:2] == ("story", "moves") and len(path) == 3
    place = (key_place if of_a_move else value_place)(root, path)
    return make_problem(place, path, message, remedy, severity="warning")


def _check_story_moves(scenario: Scenario) -> Iterator[Fault]:
    last = scenario.quarters * len(WEEKS_IN_MONTHS)
    for move in scenario.story.moves:
        if move > last:
            message = f"the game has {last} moves even by the month"
            yield (
                ("story", "moves", str(move)),
                message,
                "give it the number of an existing move, or remove it",
            )


def _check_unreachable_texts(scenario: Scenario) -> Iterator[Fault]:
    story, disruptions = scenario.story, scenario.disruptions
    texts: list[tuple[KeyPath, object]] = [
        (("story", "moves", str(n)), text) for n, text in story.moves.items()
    ]
    texts += [(("story", "end", name), getattr(story.end, name)) for name in ("goal", "draw", "fired")]
    texts += [(("disruptions", "types", n, "story"), kind.story) for n, kind in disruptions.types.items()]
    texts += [(("disruptions", "fixed", i, "story"), one.story) for i, one in enumerate(disruptions.fixed)]
    for path, text in texts:
        for place in unreachable_variants(text):
            message = "is never shown: the text before it has no conditions"
            yield (*path, place), message, "put the text without conditions last"


def _check_late_strikes(scenario: Scenario) -> Iterator[Fault]:
    for i, fixed in enumerate(scenario.disruptions.fixed):
        if fixed.strikes >= scenario.weeks:
            message = f"strikes in week {fixed.strikes}, after the last move"
            remedy = f"it affects only the year after the game; let it strike before week {scenario.weeks}"
            yield ("disruptions", "fixed", i), message, remedy


def _check_idle_types(scenario: Scenario) -> Iterator[Fault]:
    usual_types = default_types()
    fixed = {one.type for one in scenario.disruptions.fixed}
    for name, kind in scenario.disruptions.types.items():
        where: KeyPath = ("disruptions", "types", name)
        if not kind.effects:
            yield (
                where,
                "does nothing when it strikes",
                "give it `effects`, or or turn it off with a `rate` of 0 or `null`",
            )
        if name not in usual_types and kind.rate == 0 and name not in fixed:
            yield (
                where,
                "never occurs",
                "give it a `rate` (strikes a year), or fix one in `disruptions.fixed`",
            )


def _check_effect_sizes(scenario: Scenario) -> Iterator[Fault]:
    for name, kind in scenario.disruptions.types.items():
        for i, effect in enumerate(kind.effects):
            usual = EFFECT_SIZE_RANGES[effect.on].usual
            if abs(effect.size) > usual:
                message = f"{format_plain_number(effect.size)} is unusual for the quantity '{effect.on}'"
                remedy = f"the usual range is up to {format_plain_number(usual)}; ignore this if intended"
                yield ("disruptions", "types", name, "effects", i, "size"), message, remedy


def _check_late_rate_steps(scenario: Scenario) -> Iterator[Fault]:
    rate, end = scenario.market.rate_of_change, scenario.weeks + FRANCHISE_WEEKS
    for i, step in enumerate(rate if isinstance(rate, list) else []):
        if step.week >= end:
            message = f"begins in week {step.week}, after the game and its franchise year"
            yield ("market", "rate_of_change", i), message, f"let it begin before week {end}, or remove it"


def _check_season_means(scenario: Scenario) -> Iterator[Fault]:
    for name, segment in scenario.market.segments.items():
        mean = sum(segment.season) / len(segment.season)
        if not PLAUSIBLE_SEASON_MEANS[0] <= mean <= PLAUSIBLE_SEASON_MEANS[1]:
            message = f"the three factors have a mean of {mean:.2g}"
            remedy = "give factors around 1, as in [0.78, 0.96, 1.21]; `parameters.stages` makes deals slower or faster"
            yield ("market", "segments", name, "season"), message, remedy


def _check_empty_seats(scenario: Scenario) -> Iterator[Fault]:
    numbers = {"manager": scenario.organisation.managers, "leader": scenario.organisation.leaders}
    for i, seat in enumerate(scenario.seats):
        if numbers.get(seat) == 0:
            remedy = f"give the organisation {seat}s, or remove the seat from the list"
            yield (
                ("seats", i),
                f"the organisation has no {seat}s, so nothing can be done from this seat",
                remedy,
            )


def _mean_deal_value(segments: dict[str, Segment]) -> float:
    """Mean value in k of a customer's demand."""
    weights = sum(s.weight for s in segments.values())
    return sum(s.weight * s.demand * s.value for s in segments.values()) / weights


def _check_target(scenario: Scenario) -> Iterator[Fault]:
    """Check the target. No estimate is made if deals are won by unusual parameters."""
    usual, parameters = Parameters(), scenario.parameters
    if (parameters.stages, parameters.choice) != (usual.stages, usual.choice):
        return
    size = scenario.organisation.seats / REFERENCE_SELLERS
    by_size = REFERENCE_TARGET * size
    target = by_size if scenario.goal.target is None else scenario.goal.target
    likely = by_size * _mean_deal_value(scenario.market.segments) / _mean_deal_value(default_segments())
    if likely > 0 and 1 / IMPLAUSIBLE_TARGET_RATIO <= target / likely <= IMPLAUSIBLE_TARGET_RATIO:
        return
    remedy = f"a firm of this size books about {likely:.3g} k a week in such segments"
    if scenario.goal.target is None:
        message = f"none is given, and the usual one for this size is {target:.3g} k a week"
        yield ("goal", "target"), message, f"{remedy}; give a target"
    else:
        yield (
            ("goal", "target"),
            f"{format_plain_number(target)} k a week is far off",
            f"{remedy}; ignore this if intended",
        )


def _check_starting_cash(scenario: Scenario) -> Iterator[Fault]:
    start = scenario.organisation.start
    cash = start.cash * scenario.organisation.seats / start.sellers
    if cash <= scenario.goal.cash_floor:
        message = (
            f"the firm starts with {format_plain_number(round(cash, 1))} k, which is not above the floor"
        )
        yield ("goal", "cash_floor"), message, "lower the floor, or give the firm more cash at the start"


def _check_share_goal(scenario: Scenario) -> Iterator[Fault]:
    if scenario.goal.measure == "share" and scenario.rival.presence == 0:
        message = "the rival takes part in no decision, so our share is always 1"
        yield ("goal", "measure"), message, "give the rival a `presence`, or set the goal on something else"


_CHECKS: tuple[Callable[[Scenario], Iterator[Fault]], ...] = (
    _check_story_moves,
    _check_unreachable_texts,
    _check_late_strikes,
    _check_idle_types,
    _check_effect_sizes,
    _check_late_rate_steps,
    _check_season_means,
    _check_empty_seats,
    _check_target,
    _check_starting_cash,
    _check_share_goal,
)
