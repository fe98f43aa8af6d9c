"""Short scenario texts for tests, and the problems reported for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.base.problems import InputError, Problem
from sim.scenario.load import LoadedScenario, parse_scenario

OWN = "format: 1\nname: trial\ntitle: A trial\n"
"""Keys that every file must have, even one that extends another."""
HEAD = OWN + "summary: For a test.\n"
"""The shortest scenario there is."""


def trial(body: str = "", folder: Path | None = None) -> LoadedScenario:
    """The scenario of `HEAD` and a body."""
    return parse_scenario(HEAD + body, "trial.yaml", folder)


def errors(text: str, folder: Path | None = None) -> tuple[Problem, ...]:
    """Return the problems of a complete text."""
    with pytest.raises(InputError) as error:
        parse_scenario(text, "trial.yaml", folder)
    return error.value.problems


def outcome(loading: Callable[[], LoadedScenario]) -> LoadedScenario | tuple[Problem, ...]:
    """Return the loaded scenario, or its problems."""
    try:
        return loading()
    except InputError as refused:
        return refused.problems


def error(body: str) -> Problem:
    """The one thing that is wrong with `HEAD` and a body."""
    (only,) = errors(HEAD + body)
    return only


def warnings(body: str) -> dict[str, Problem]:
    """Warnings of `HEAD` and a body, by path."""
    return {p.path: p for p in trial(body).warnings}
