"""Random keys, texts, pastes, clicks and resizes on every screen: no exception, and records that replay.

`FUZZ_SEED=3 FUZZ_ACTS=2000 pytest -m validate tests/tui/test_fuzz.py` does others, and more of them.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.tui.fuzz_places import PLACES, Place
from tests.tui.fuzzing import Fuzz

SEED, ACTS = int(os.environ.get("FUZZ_SEED", "1")), int(os.environ.get("FUZZ_ACTS", "200"))
FULL_ACTS = 2_000
"""acts on each screen: in `make validate`, and in full."""

EACH = pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name.replace(" ", "-"))


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths that are typed lead here."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.validate
@EACH
async def test_anything_is_met(place: Place) -> None:
    await Fuzz(place, SEED, ACTS).run()


@pytest.mark.full
@EACH
async def test_anything_is_met_two_thousand_times(place: Place) -> None:
    await Fuzz(place, SEED, FULL_ACTS).run()
