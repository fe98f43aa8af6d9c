"""What all tests share: a home of their own, and scenarios as they are loaded."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from sim.base.places import HOME_VARIABLE
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario


def pytest_configure() -> None:
    """Receive Ctrl-C: a shell starts background commands with it ignored, and every process that a test starts would
    inherit that. No test fails for the time that an example takes.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    # how long an example takes is the machine's affair
    settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("tests")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh folder for a user's files; no test touches the real one."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv(HOME_VARIABLE, str(folder))
    return folder


@pytest.fixture(scope="session")
def reference() -> Scenario:
    """The reference scenario."""
    return load_scenario("reference").scenario
