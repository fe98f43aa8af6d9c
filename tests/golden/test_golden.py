"""Golden games: what the engine does is a contract. See tools/golden.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.base.places import RECORD_SUFFIX
from sim.game.replay import replay_record
from sim.game.store import read_record
from sim.scenario.load import load_builtin_scenarios
from sim.version import ENGINE

FOLDER = Path(__file__).parent
RECORDS = sorted(FOLDER.glob(f"*{RECORD_SUFFIX}"))
EARLIER = sorted((FOLDER / "earlier").glob(f"*{RECORD_SUFFIX}"))
"""Records of November 2026, as they were written then: other defaults, no mark of their end."""


def test_every_built_in_has_one() -> None:
    assert {p.stem for p in RECORDS} == {s.name for s in load_builtin_scenarios()}


@pytest.mark.parametrize("path", RECORDS, ids=lambda p: p.stem)
def test_it_replays_figure_by_figure(path: Path) -> None:
    text = read_record(path)
    replayed = replay_record(text, path.name)
    assert replayed.engine == ENGINE
    assert replayed.differences == []
    assert replayed.figures >= 19 * replayed.moves
    assert any(len(node.children) > 1 for node in replayed.game.root.descendants())


@pytest.mark.parametrize("path", EARLIER, ids=lambda p: p.stem)
def test_a_record_of_before_replays_as_it_was_played(path: Path) -> None:
    """A record carries every number of its scenario, so a change of defaults or of keys does not touch it."""
    replayed = replay_record(read_record(path), path.name)
    assert replayed.differences == []
    assert replayed.figures >= 19 * replayed.moves > 0


def test_there_are_records_of_before() -> None:
    assert EARLIER
