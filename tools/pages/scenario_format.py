"""scenario_format.md: every key of a scenario, from the typed sections that read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from sim.scenario.conditional_text import (
    GAME_FIGURES,
    STRIKE_FIGURES,
    FigureBounds,
    StrikeTextVariant,
    TextVariant,
)
from sim.scenario.scenario import Scenario
from sim.scenario.section import Section, is_number
from sim.scenario.section_structure import NumberRange, alternatives, format_plain_number, number_range
from sim.scenario.validation_messages import usual_range

HEAD = """\
# Every key of a scenario

What a scenario file may contain, section by section: meaning, possible range, the usual range outside which `check`
warns, and the value where a key is left out. [Writing scenarios](../writing_scenarios.md) explains how they are used.
This page is made by `python tools/reference.py` from the program; do not edit it.
"""
NAMED = {"segments": "NAME", "types": "NAME", "moves": "NUMBER", "when": "FIGURE"}
ONCE = (TextVariant, StrikeTextVariant, FigureBounds)
"""Sections that stand in many places, and once on the page."""


def page() -> str:
    """The page as Markdown: the tables of all sections, from the outside in."""
    found = list(_sections(Scenario, ()))
    kinds = [kind for _, kind in found]
    shown = [one for i, one in enumerate(found) if one[1] not in ONCE or one[1] not in kinds[:i]]
    tables = [line for path, kind in shown for line in _table(path, kind)]
    return "\n".join([HEAD, *tables, *_figures()])


def _sections(kind: type[Section], path: tuple[str, ...]) -> Iterator[tuple[str, type[Section]]]:
    yield ".".join(path), kind
    for key, field in kind.model_fields.items():
        for inner, end in _inner(field.annotation):
            name = key + end if end == "[]" else key
            yield from _sections(inner, (*path, name, *([NAMED[key]] if end == "{}" else [])))


def _inner(annotation: Any) -> Iterator[tuple[type[Section], str]]:
    for form in alternatives(annotation):
        if isinstance(form, type) and issubclass(form, Section):
            yield form, ""
        for item in get_args(form)[-1:] if get_origin(form) in (list, dict) else ():
            for kind, _ in _inner(item):
                yield kind, "[]" if get_origin(form) is list else "{}"


def _table(path: str, kind: type[Section]) -> Iterator[str]:
    yield f"## {f'`{path}`' if path else 'The whole'}"
    yield ""
    yield " ".join((kind.__doc__ or "").split())
    yield ""
    yield "| key | what it is | possible | usual | without it |"
    yield "|---|---|---|---|---|"
    for key, field in kind.model_fields.items():
        cells = [f"`{key}`", _about(field), _possible(field), _usual(field), _default(field)]
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
    yield ""


def _about(field: FieldInfo) -> str:
    kinds = [
        form
        for form in alternatives(field.annotation)
        if isinstance(form, type) and issubclass(form, Section)
    ]
    return field.description or (" ".join((kinds[0].__doc__ or "").split()) if kinds else "")


def _possible(field: FieldInfo) -> str:
    forms = list(alternatives(field.annotation))
    words = [str(one) for form in forms if get_origin(form) is Literal for one in get_args(form)]
    inside = 1 if any(get_origin(form) is list for form in forms) and not {int, float} & set(forms) else 0
    span = number_range(field, inside)
    return ", ".join(words) or _span(span)


def _span(span: NumberRange) -> str:
    if span.low is None or span.high is None:
        return ""
    return f"{format_plain_number(span.low)} to {format_plain_number(span.high)}"


def _usual(field: FieldInfo) -> str:
    ordinary = usual_range(field)
    return f"{format_plain_number(ordinary[0])} to {format_plain_number(ordinary[1])}" if ordinary else ""


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "must be there"
    value = field.get_default(call_default_factory=True)
    if is_number(value):
        return format_plain_number(value)
    if isinstance(value, str):
        return value
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else ""


def _figures() -> Iterator[str]:
    """What conditions of a story can ask for."""
    for title, figures in (("of a game", GAME_FIGURES), ("of a strike", STRIKE_FIGURES)):
        yield from (f"## Figures {title}", "", f"What `when` in a text {title} can ask for.", "")
        yield from ("| figure | what it is |", "|---|---|")
        yield from (f"| `{name}` | {meaning} |" for name, meaning in figures.items())
        yield ""
