"""The tables of all numbers of the model, from the sections' docstrings. `SURE` says how sure we are of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic.fields import FieldInfo

from sim.scenario.disruptions import DisruptionEffect, Disruptions, DisruptionType
from sim.scenario.market import RivalFirm, ScenarioMarket, Segment, SegmentStart, default_segments
from sim.scenario.organisation import LeaderFocus, ManagerFocus, Organisation, SellerFocus, StartingStocks
from sim.scenario.parameters import Parameters
from sim.scenario.scenario import Goal
from sim.scenario.section import Section, is_number
from sim.scenario.section_structure import format_plain_number, number_range
from sim.scenario.validation_messages import usual_range

MGI = "McKinsey Global Institute 2020 (supply chains), AlixPartners: a proxy"
WEEK = "Pace, Proudfoot 2005: a quarter of the week is administration"
SPAN = "CSO Insights 2015: 6 sellers a manager"

SURE: dict[str, tuple[str, str]] = {
    "stages.qualified_weeks": ("B", ""),
    "stages.proposal_weeks": ("B", ""),
    "coverage.most": ("B", ""),
    "productivity.skill": ("B", ""),
    "choice.us": ("B", ""),
    "choice.no_decision": ("A", ""),
    "choice.grown": ("B", ""),
    "value.shape": ("B", ""),
    "conversations.weeks": ("B", ""),
    "people.leave": ("A", ""),
    "people.ramp_weeks": ("A", ""),
    "spans.manager": ("A", ""),
    "organisation.hours": ("B", WEEK),
    "organisation.managers": ("A", SPAN),
    "market.segments.NAME.season": ("B", ""),
    "disruptions.types.NAME.rate": ("B", MGI),
}
"""A or B by path, and a source where the docstring has none; all others are C, also those whose docstring names where
the idea is from.
"""

TITLES: tuple[tuple[str, type[Section]], ...] = (
    ("organisation", Organisation), ("organisation.start", StartingStocks), ("organisation.focus.sellers", SellerFocus),
    ("organisation.focus.managers", ManagerFocus), ("organisation.focus.leaders", LeaderFocus),
    ("market", ScenarioMarket),
    ("market.segments.NAME", Segment), ("market.segments.NAME.start", SegmentStart), ("rival", RivalFirm),
    ("disruptions", Disruptions), ("disruptions.types.NAME", DisruptionType), ("goal", Goal),
)  # fmt: skip
"""Sections with numbers besides the laws', by path."""

HEAD = "| symbol | unit | default | possible | usual | what it is | source | sure |"


class SymbolRow(NamedTuple):
    """A number of the model."""

    path: str
    """without `parameters.`"""
    unit: str
    default: str
    possible: str
    usual: str
    meaning: str
    source: str
    sure: str

    def cells(self) -> str:
        """As a line of a table."""
        name = self.path.rpartition(".")[2]
        return f"| {' | '.join([f'`{name}`', *self[1:]])} |".replace("\n", " ")


def parameter_groups() -> Iterator[tuple[str, type[Section]]]:
    """All sections with numbers, the laws' first."""
    for key, field in Parameters.model_fields.items():
        assert isinstance(field.annotation, type)
        yield key, field.annotation
    yield from TITLES


def symbol_rows(path: str, kind: type[Section]) -> list[SymbolRow]:
    """The numbers of a section."""
    return [
        _make_row(f"{path}.{key}", field)
        for key, field in kind.model_fields.items()
        if _is_number_field(path, field)
    ]


def _is_number_field(path: str, field: FieldInfo) -> bool:
    """Whether a field is a number, or one for each segment."""
    span = number_range(field)
    default = None if field.is_required() else field.get_default(call_default_factory=True)
    listed = isinstance(default, list) and bool(default) and all(map(is_number, default))
    return span.low is not None or listed or (path == "organisation" and is_number(default))


def _make_row(path: str, field: FieldInfo) -> SymbolRow:
    unit, _, text = " ".join((field.description or "").split()).partition("; ")
    mark, more = SURE.get(path, ("C", ""))
    law = path.partition(".")[0] in Parameters.model_fields
    meaning, source = _split_unit(text) if law or (mark != "C" and not more) else (text.rstrip("."), "")
    span, ordinary = number_range(field), usual_range(field)
    return SymbolRow(
        path, unit, _default(path, field),
        _span(span.low, span.high) if span.low is not None and span.high is not None else "",
        _span(*ordinary) if ordinary else "", meaning, source or more, mark,
    )  # fmt: skip


def _split_unit(text: str) -> tuple[str, str]:
    """Meaning and source: what follows the first sentence."""
    found = re.match(r"(.*?)\. (?=[A-Z6])(.*)", text)
    return (found[1], found[2].rstrip(".")) if found else (text.rstrip("."), "")


def _span(least: float, most: float) -> str:
    return f"{format_plain_number(least)} to {format_plain_number(most)}"


def _default(path: str, field: FieldInfo) -> str:
    if path.startswith("market.segments.NAME"):
        *_, key = path.split(".")
        parts = [s.start if ".start." in path else s for s in default_segments().values()]
        values = [_format_value(getattr(part, key)) for part in parts]
        return values[0] if len(set(values)) == 1 else "; ".join(values)
    if field.is_required():
        return ""
    return _format_value(field.get_default(call_default_factory=True))


def _format_value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_format_value, value))
    return format_plain_number(value) if is_number(value) else ""


def symbols() -> Iterator[str]:
    """All tables."""
    for path, kind in parameter_groups():
        told = symbol_rows(path, kind)
        if told:
            yield from (f"### `{path}`", "", " ".join((kind.__doc__ or "").split()), "", HEAD)
            yield "|---|---|---|---|---|---|---|---|"
            yield from (row.cells() for row in told)
            yield ""
        if kind is DisruptionType:
            yield from _types()


def _types() -> Iterator[str]:
    """The default types of disruptions."""
    yield from ("The types of the reference (severity, shape, lead and chance as above):", "")
    yield from ("| type | rate | importance | effect of severity 1 |", "|---|---|---|---|")
    for name, kind in Disruptions().types.items():
        told = "; ".join(map(_effect, kind.effects))
        yield f"| `{name}` | {format_plain_number(kind.rate)} | {format_plain_number(kind.importance)} | {told} |"
    yield ""


def _effect(effect: DisruptionEffect) -> str:
    where = {"gap": True, "rival_gap": True, "accounts": True}.get(effect.on, False)
    scope = (" in all segments" if effect.scope == "all" else " in its segment") if where else ""
    return f"`{effect.on}` {effect.size:+g} (1 {effect.answer:+g} done){scope}"
