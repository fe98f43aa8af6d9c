"""Load scenarios by name, file or text. Either the scenario is valid, or all problems are reported
with their places.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from sim.base.library import data_file, data_file_names
from sim.base.problems import InputError, Problem, SourcePlace, make_problem, quote_value, sort_problems
from sim.base.suggestions import suggest_name
from sim.base.text_files import read_text_file, require_plain_text
from sim.scenario.extends import (
    EXTENDS,
    SCENARIO_SUFFIXES,
    FileOrigin,
    GatheredFiles,
    builtin_scenario_file,
    gather_files,
)
from sim.scenario.plausibility import plausibility_warnings, unusual_value_warnings
from sim.scenario.scenario import FORMAT, Scenario
from sim.scenario.section import Section, is_number
from sim.scenario.validation import validation_problems
from sim.scenario.yaml_reader import parse_yaml
from sim.scenario.yaml_tree import tree_data, value_place

__all__ = [
    "LoadedScenario",
    "data_file",
    "load_builtin_scenarios",
    "load_scenario",
    "parse_scenario",
    "parse_section",
]

SectionT = TypeVar("SectionT", bound=Section)

WORLD_KEYS = ("quarters", "organisation", "market", "rival", "disruptions", "parameters", "steady")
"""Keys whose values affect which threshold suits a goal."""


@dataclass(frozen=True, slots=True)
class LoadedScenario:
    """A valid scenario."""

    scenario: Scenario
    warnings: tuple[Problem, ...]
    """What is unusual in it or probably unintended."""


def load_scenario(source: str) -> LoadedScenario:
    """Load a built-in scenario by name, or a file by path. A path has a separator or the suffix .yaml or .yml, or is an
    existing file. Raises InputError with all problems.
    """
    if source in data_file_names("scenarios"):
        path, origin = builtin_scenario_file(source)
        return _build_scenario(read_text_file(path, origin.label), origin)
    if not _is_path(source):
        remedy = suggest_name(
            source, data_file_names("scenarios"), "a scenario is a path to a file, or one of"
        )
        raise InputError(
            [
                make_problem(
                    SourcePlace(source, 1, 1), (), f"there is no scenario {quote_value(source)}", remedy
                )
            ]
        )
    path = Path(source)
    return _build_scenario(
        read_text_file(path, source), FileOrigin(source, path.parent, os.path.realpath(path))
    )


def parse_scenario(text: str, label: str, folder: Path | None = None) -> LoadedScenario:
    """Parse the text of a scenario, called `label` in problems. It may extend built-ins, and files in `folder` if
    given. Raises InputError with all problems.
    """
    return _build_scenario(require_plain_text(text, label), FileOrigin(label, folder, label))


def load_builtin_scenarios() -> tuple[Scenario, ...]:
    """Load all built-in scenarios, the easiest first."""
    found = [load_scenario(name).scenario for name in data_file_names("scenarios")]
    return tuple(sorted(found, key=lambda scenario: (scenario.difficulty, scenario.name)))


def parse_section(text: str, label: str, model: type[SectionT]) -> tuple[SectionT, tuple[Problem, ...]]:
    """Parse YAML text as a section of any kind. Returns it with warnings. Raises InputError with all problems."""
    root, found = parse_yaml(require_plain_text(text, label), label)
    problems = list(found)
    try:
        section = model.model_validate(tree_data(root))
    except ValidationError as error:
        raise InputError(sort_problems([*problems, *validation_problems(error, model, root)])) from None
    if problems:
        raise InputError(sort_problems(problems))
    return section, tuple(sort_problems(unusual_value_warnings(section, root)))


def _is_path(source: str) -> bool:
    if "/" in source or "\\" in source or source.lower().endswith(SCENARIO_SUFFIXES):
        return True
    return bool(source) and os.path.exists(source)  # noqa: PTH110  (pathlib raises for names that cannot be)  # pathlib raises for impossible names


def _build_scenario(text: str, origin: FileOrigin) -> LoadedScenario:
    gathered = gather_files(text, origin)
    labels = [one.label for one in gathered.origins]
    problems = [*gathered.problems, *_format_problems(gathered)]
    if len(problems) > len(
        gathered.problems
    ):  # in another version of the format, the other problems may be none
        raise InputError(sort_problems(problems, labels))
    try:
        scenario = Scenario.model_validate(tree_data(gathered.root))
    except ValidationError as error:
        problems += validation_problems(error, Scenario, gathered.root, (EXTENDS,), gathered.whole)
        raise InputError(sort_problems(problems, labels)) from None
    if problems:
        raise InputError(sort_problems(problems, labels))
    return LoadedScenario(scenario, tuple(sort_problems(_scenario_warnings(scenario, gathered), labels)))


def _format_problems(gathered: GatheredFiles) -> Iterator[Problem]:
    """Yield a problem if the scenario has another version of the format."""
    node = gathered.own.at("format")
    if node is not None and is_number(node.value) and node.value != FORMAT:
        message = f"this version of Tactegic reads format {FORMAT}, not {quote_value(node.value)}"
        yield make_problem(
            node.place, ("format",), message, f"get a version that reads it, or write `format: {FORMAT}`"
        )


def _scenario_warnings(scenario: Scenario, gathered: GatheredFiles) -> Iterator[Problem]:
    """Yield warnings, except those about a built-in scenario that this one extends."""
    first, *others = gathered.origins
    settled = {one.label for one in others if one.builtin}
    yield from (one for one in plausibility_warnings(scenario, gathered.root) if one.file not in settled)
    yield from _inherited_threshold_warnings(gathered, first)


def _inherited_threshold_warnings(gathered: GatheredFiles, first: FileOrigin) -> Iterator[Problem]:
    threshold, own = gathered.root.at("goal", "threshold"), gathered.own
    if threshold is None or threshold.value is None or threshold.place.file == first.label:
        return
    goal = own.at("goal")
    changed = [key for key in WORLD_KEYS if key in own.entries] + [
        f"goal.{key}" for key in (goal.entries if goal else ())
    ]
    if changed:
        message = (
            f"{quote_value(threshold.value)} was set for the scenario that this one extends; here "
            f"{changed[0]} differs"
        )
        remedy = "give a threshold for this one, or `threshold: null` to have it measured"
        place = value_place(own, (EXTENDS,))
        yield make_problem(place, ("goal", "threshold"), message, remedy, severity="warning")
