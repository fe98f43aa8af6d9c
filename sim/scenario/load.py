"""From a name, a file or a text to a valid scenario, or to every problem that it has, each with its place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from sim.base.library import data_file, names
from sim.base.problems import InputError, Place, Problem, in_order, problem, show_value
from sim.base.reading import harmless, read_text
from sim.base.suggest import did_you_mean
from sim.scenario.complaints import complaints
from sim.scenario.doubts import doubts, unusual
from sim.scenario.extends import EXTENDS, SUFFIXES, Gathered, Origin, builtin, gather
from sim.scenario.scenario import FORMAT, Scenario
from sim.scenario.section import Section, is_number
from sim.scenario.source import parse
from sim.scenario.tree import data, value_place

__all__ = ["LoadedScenario", "builtin_scenarios", "data_file", "load", "loads", "read_model"]

SectionT = TypeVar("SectionT", bound=Section)

WORLD = ("quarters", "organisation", "market", "rival", "disruptions", "parameters", "steady")
"""Keys on which it depends what threshold fits a goal."""


@dataclass(frozen=True, slots=True)
class LoadedScenario:
    """A valid scenario."""

    scenario: Scenario
    warnings: tuple[Problem, ...]
    """what is unusual in it, or can hardly be meant."""


def load(source: str) -> LoadedScenario:
    """The scenario of a built-in's name or a file's path. A path has a separator or the suffix .yaml or .yml, or there
    is a file of that name. Raises InputError with every problem.
    """
    if source in names("scenarios"):
        path, origin = builtin(source)
        return _load_text(read_text(path, origin.label), origin)
    if not _is_path(source):
        remedy = did_you_mean(source, names("scenarios"), "a scenario is a path to a file, or one of")
        raise InputError(
            [problem(Place(source, 1, 1), (), f"there is no scenario {show_value(source)}", remedy)]
        )
    path = Path(source)
    return _load_text(read_text(path, source), Origin(source, path.parent, os.path.realpath(path)))


def loads(text: str, label: str, folder: Path | None = None) -> LoadedScenario:
    """The scenario of a text, called `label` in problems. It may extend built-ins, and files of `folder` if one is
    given. Raises InputError with every problem.
    """
    return _load_text(harmless(text, label), Origin(label, folder, label))


def builtin_scenarios() -> tuple[Scenario, ...]:
    """All built-in scenarios, the easiest first."""
    found = [load(name).scenario for name in names("scenarios")]
    return tuple(sorted(found, key=lambda scenario: (scenario.difficulty, scenario.name)))


def read_model(text: str, label: str, model: type[SectionT]) -> tuple[SectionT, tuple[Problem, ...]]:
    """A YAML text as a section of any kind, and what is unusual in it. Raises InputError with every problem."""
    root, found = parse(harmless(text, label), label)
    problems = list(found)
    try:
        section = model.model_validate(data(root))
    except ValidationError as error:
        raise InputError(in_order([*problems, *complaints(error, model, root)])) from None
    if problems:
        raise InputError(in_order(problems))
    return section, tuple(in_order(unusual(section, root)))


def _is_path(source: str) -> bool:
    if "/" in source or "\\" in source or source.lower().endswith(SUFFIXES):
        return True
    return bool(source) and os.path.exists(source)  # noqa: PTH110  (pathlib raises for names that cannot be)


def _load_text(text: str, origin: Origin) -> LoadedScenario:
    gathered = gather(text, origin)
    labels = [one.label for one in gathered.origins]
    problems = [*gathered.problems, *_other_format(gathered)]
    if len(problems) > len(gathered.problems):  # whatever else is wrong may be right in that format
        raise InputError(in_order(problems, labels))
    try:
        scenario = Scenario.model_validate(data(gathered.root))
    except ValidationError as error:
        problems += complaints(error, Scenario, gathered.root, (EXTENDS,), gathered.whole)
        raise InputError(in_order(problems, labels)) from None
    if problems:
        raise InputError(in_order(problems, labels))
    return LoadedScenario(scenario, tuple(in_order(_warnings(scenario, gathered), labels)))


def _other_format(gathered: Gathered) -> Iterator[Problem]:
    """The problem of a scenario in another version of the format."""
    node = gathered.own.at("format")
    if node is not None and is_number(node.value) and node.value != FORMAT:
        message = f"this version of Tactegic reads format {FORMAT}, not {show_value(node.value)}"
        yield problem(
            node.place, ("format",), message, f"get a version that reads it, or write `format: {FORMAT}`"
        )


def _warnings(scenario: Scenario, gathered: Gathered) -> Iterator[Problem]:
    """Warnings, but not of what stands in a built-in that the scenario extends."""
    first, *others = gathered.origins
    settled = {one.label for one in others if one.builtin}
    yield from (one for one in doubts(scenario, gathered.root) if one.file not in settled)
    yield from _threshold_of_another_world(gathered, first)


def _threshold_of_another_world(gathered: Gathered, first: Origin) -> Iterator[Problem]:
    threshold, own = gathered.root.at("goal", "threshold"), gathered.own
    if threshold is None or threshold.value is None or threshold.place.file == first.label:
        return
    goal = own.at("goal")
    changed = [key for key in WORLD if key in own.entries] + [
        f"goal.{key}" for key in (goal.entries if goal else ())
    ]
    if changed:
        message = (
            f"{show_value(threshold.value)} was set for the scenario that this one extends; here "
            f"{changed[0]} differs"
        )
        remedy = "give a threshold for this one, or `threshold: null` to have it measured"
        place = value_place(own, (EXTENDS,))
        yield problem(place, ("goal", "threshold"), message, remedy, severity="warning")
