"""What all tests share: a home of their own, and scenarios as they are loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.game.places import HOME
from sim.scenario.load import load
from sim.scenario.scenario import Scenario


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh folder for a user's files; no test touches the real one."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv(HOME, str(folder))
    return folder


@pytest.fixture(scope="session")
def reference() -> Scenario:
    """The reference scenario."""
    return load("reference").scenario
