"""Random keys, texts, pastes, clicks and resizes on every screen: no exception, and records that replay.

`FUZZ_SEED=3 FUZZ_ACTS=500 pytest -m validate tests/tui/test_fuzz.py` does others, and fewer of them: 2,000 acts on each
screen take half an hour of one core together, so the gate (`.ci/run`) does a tenth.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.tui.fuzz_places import PLACES, Place
from tests.tui.fuzzing import Fuzz

SEED, ACTS = int(os.environ.get("FUZZ_SEED", "1")), int(os.environ.get("FUZZ_ACTS", "2000"))
"""of all acts; acts on each screen."""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths that are typed lead here."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.validate
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name.replace(" ", "-"))
async def test_anything_is_met(place: Place) -> None:
    await Fuzz(place, SEED, ACTS).run()
