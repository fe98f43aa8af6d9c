"""Random keys, texts, pastes, clicks and resizes on every screen: no exception, and records that replay.

`FUZZ_SEED=3 FUZZ_ACTS=500 pytest -m validate tests/tui/test_fuzz.py` does others, and fewer of them: 2,000 acts on each
screen take half an hour of one core together, so the gate (`.ci/run`) does a tenth.
"""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
from pathlib import Path

import pytest
from textual.screen import Screen

import tui.screens
from tests.tui.fuzz_places import PLACES, Place
from tests.tui.fuzzing import Fuzz

SEED, ACTS = int(os.environ.get("FUZZ_SEED", "1")), int(os.environ.get("FUZZ_ACTS", "2000"))
"""of all acts; acts on each screen."""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths that are typed lead here."""
    monkeypatch.chdir(tmp_path)


PASSING = {"Preparing"}
"""Screens that give way by themselves, so that no key can be sent to them for long."""


def test_every_screen_has_a_place() -> None:
    modules = [
        importlib.import_module(m.name) for m in pkgutil.iter_modules(tui.screens.__path__, "tui.screens.")
    ]
    classes = {c for m in modules for c in vars(m).values() if inspect.isclass(c) and issubclass(c, Screen)}
    ours = {c for c in classes if c.__module__.startswith("tui.screens.") and not c.__subclasses__()}
    assert {c.__name__ for c in ours - {place.kind for place in PLACES}} == PASSING


@pytest.mark.validate
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name.replace(" ", "-"))
async def test_anything_is_met(place: Place) -> None:
    await Fuzz(place, SEED, ACTS).run()
