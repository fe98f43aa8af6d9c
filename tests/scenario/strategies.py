"""Any valid scenario, for hypothesis: made from the sections' own types and ranges, so that no field is forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal, get_args, get_origin

from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from sim.base.characters import is_control_character
from sim.scenario.conditional_text import GAME_FIGURES, STRIKE_FIGURES, StrikeTextVariant, TextVariant
from sim.scenario.disruptions import (
    EFFECT_SIZE_RANGES,
    DisruptionEffect,
    Disruptions,
    DisruptionType,
    FixedDisruption,
)
from sim.scenario.market import RateStep, Segment, SegmentStart
from sim.scenario.organisation import Organisation, SeatFocus
from sim.scenario.scenario import (
    MAX_QUARTERS,
    MAX_SEAT_CHOICES,
    THRESHOLD_RANGES,
    Goal,
    Lesson,
    Scenario,
    ScenarioStory,
)
from sim.scenario.section import Section
from sim.scenario.section_structure import alternatives, number_range

Draw = Callable[[st.SearchStrategy[Any]], Any]

_CHARS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]).filter(
    lambda char: not is_control_character(char)
)
_ODD = st.sampled_from(
    [*" :#-'\"|>%&*!{}[],?@`\\~.0123456789eE+", "\u00a0", "\u200d", "\ufffd", "\U0001f600"]
)
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True) | st.sampled_from(
    ["null", "true", "no", "y", "e1"]
)
LINES = st.text(_CHARS | _ODD, min_size=1, max_size=40).filter(str.strip)
PROSE = st.text(_CHARS | _ODD | st.sampled_from("\n\t ab"), max_size=60) | st.sampled_from(
    ["a\n\nb", "a " * 90, " a\nb", "a\n  b\nc\n", "\n", "a \nb", "x" * 150, "no", "1", "# a"]
)


def numbers(field: FieldInfo, whole: bool) -> st.SearchStrategy[Any]:
    """Numbers in a field's range."""
    span = number_range(field)
    assert span.low is not None
    assert span.high is not None
    if whole:
        return st.integers(int(span.low), int(span.high))
    return st.floats(span.low, span.high)


def sections(kind: type[Section], **given: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Plain values of a section; fields that have a default are given or left out, `given` ones as they are drawn."""
    needed: dict[str, st.SearchStrategy[Any]] = {}
    free: dict[str, st.SearchStrategy[Any]] = {}
    for key, field in kind.model_fields.items():
        group = needed if field.is_required() or key in given else free
        group[key] = given[key] if key in given else _field(field)
    return st.fixed_dictionaries(needed, optional=free).map(
        lambda values: {key: value for key, value in values.items() if value is not None}
    )


def _field(field: FieldInfo) -> st.SearchStrategy[Any]:
    forms = [form for form in alternatives(field.annotation) if form is not type(None)]
    return st.one_of([_form(form, field) for form in forms])


def _form(form: Any, field: FieldInfo) -> st.SearchStrategy[Any]:
    if form is bool:
        return st.booleans()
    if form in (int, float):
        return numbers(field, whole=form is int)
    if get_origin(form) is Literal:
        return st.sampled_from(get_args(form))
    if isinstance(form, type) and issubclass(form, Section):
        return PARTS[form] if form in PARTS else sections(form)
    if get_origin(form) is list:
        (item,) = get_args(form)
        return st.lists(PARTS[item], min_size=1, max_size=2)
    assert form is str, form
    longest = next((mark.max_length for mark in field.metadata if hasattr(mark, "max_length")), 0)
    return {120: LINES, 4000: PROSE}.get(longest, NAMES)


def _focus(kind: type[Section]) -> st.SearchStrategy[dict[str, float]]:
    keys = list(kind.model_fields)
    parts = st.lists(st.integers(0, 100), min_size=len(keys), max_size=len(keys)).filter(sum)
    return parts.map(lambda found: {key: part / sum(found) for key, part in zip(keys, found, strict=True)})


def _effects() -> st.SearchStrategy[Any]:
    return st.one_of(
        [
            sections(DisruptionEffect, on=st.just(on), size=st.floats(size.low, size.high))
            for on, size in EFFECT_SIZE_RANGES.items()
        ]
    )


def _goals() -> st.SearchStrategy[Any]:
    return st.one_of(
        [
            sections(Goal, measure=st.just(measure), threshold=st.none() | st.floats(*span))
            for measure, span in THRESHOLD_RANGES.items()
        ]
    )


def _fixed(types: list[str], segments: list[str], quarters: int) -> st.SearchStrategy[Any]:
    times = {"week": 13 * quarters, "month": 3 * quarters, "quarter": quarters}
    return st.one_of(
        [
            sections(
                FixedDisruption,
                type=st.sampled_from(types),
                segment=st.none() | st.sampled_from(segments),
                **{one: st.integers(1, most) if one == unit else st.none() for one in times},
            )
            for unit, most in times.items()
        ]
    )


def _variants(kind: type[Section], figures: Iterable[str]) -> st.SearchStrategy[Any]:
    """Texts with conditions: each bound is one at least."""
    bound = st.floats(-1e9, 1e9)
    one = st.fixed_dictionaries({"below": bound}, optional={"above": bound})
    whens = st.dictionaries(st.sampled_from(sorted(figures)), one, max_size=2)
    present = {"present": st.lists(LINES, max_size=2)} if "present" in kind.model_fields else {}
    return sections(kind, when=whens, text=PROSE, **present)


def _three(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(values, min_size=3, max_size=3)


PARTS: dict[type[Section], st.SearchStrategy[Any]] = {
    kind: _focus(kind) for kind in SeatFocus.__subclasses__()
}
PARTS[Goal] = _goals()
PARTS[TextVariant] = _variants(TextVariant, GAME_FIGURES)
PARTS[StrikeTextVariant] = _variants(StrikeTextVariant, STRIKE_FIGURES)
_TEXTS = PROSE | st.lists(PARTS[TextVariant], min_size=1, max_size=2)
PARTS[ScenarioStory] = sections(
    ScenarioStory, moves=st.dictionaries(st.integers(1, 3 * MAX_QUARTERS).map(str), _TEXTS, max_size=3)
)
LEARNING = st.lists(LINES | sections(Lesson, shown=st.lists(NAMES, min_size=1, max_size=3)), max_size=3)
LEADS = st.lists(st.integers(0, 520), min_size=2, max_size=2).map(sorted)
TYPES = sections(DisruptionType, lead=LEADS, effects=st.lists(_effects(), max_size=3))
_COUNTS = st.integers(0, 50)
SEGMENTS = sections(
    Segment,
    weight=st.floats(0.01, 10),
    exposure=st.floats(0.01, 100),
    season=_three(st.floats(0.05, 10)),
    start=sections(
        SegmentStart, conversations=_three(_COUNTS), accounts=_COUNTS, qualified=_COUNTS, proposals=_COUNTS
    ),
)
STEPS = st.lists(st.integers(1, 1040), unique=True, max_size=4).flatmap(
    lambda weeks: st.tuples(*(sections(RateStep, week=st.just(week)) for week in [0, *sorted(weeks)])).map(
        list
    )
)
SELLERS = st.integers(1, 200) | st.lists(LINES, min_size=1, max_size=4, unique=True)
ORGANISATIONS = sections(Organisation, sellers=SELLERS)
OFFERED = st.permutations(["team", "leader", "manager", "seller"]).flatmap(
    lambda seats: st.integers(1, MAX_SEAT_CHOICES).map(lambda most: list(seats[:most]))
)


@st.composite
def worlds(draw: Draw) -> dict[str, Any]:
    """Quarters, market and disruptions that fit together, as plain values."""
    quarters = draw(st.integers(1, MAX_QUARTERS))
    segments = draw(st.dictionaries(NAMES, SEGMENTS, min_size=1, max_size=3))
    types = draw(st.dictionaries(NAMES | st.sampled_from(["slump", "boom"]), TYPES, max_size=3))
    fixed = st.lists(_fixed([*types, "technology"], list(segments), quarters), max_size=3)
    return {
        "quarters": quarters,
        "market": {"segments": segments, "rate_of_change": draw(st.floats(0, 10) | STEPS)},
        "disruptions": draw(sections(Disruptions, types=st.just(types), fixed=fixed)),
    }


_WORLD = dict.fromkeys(("quarters", "market", "disruptions"), st.none())
_REST = sections(Scenario, learning=LEARNING, organisation=ORGANISATIONS, seats=OFFERED, **_WORLD)


def scenarios() -> st.SearchStrategy[Scenario]:
    """A valid scenario."""
    return st.tuples(_REST, worlds()).map(lambda values: Scenario.model_validate(values[0] | values[1]))
