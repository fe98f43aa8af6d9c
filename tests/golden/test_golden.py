"""Golden games: what the engine does is a contract. See tools/golden.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.game.places import SUFFIX
from sim.game.replay import replay
from sim.game.store import read_record
from sim.scenario.load import builtin_scenarios
from sim.version import ENGINE

FOLDER = Path(__file__).parent
RECORDS = sorted(FOLDER.glob(f"*{SUFFIX}"))


def test_every_built_in_has_one() -> None:
    assert {p.stem for p in RECORDS} == {s.name for s in builtin_scenarios()}


@pytest.mark.parametrize("path", RECORDS, ids=lambda p: p.stem)
def test_it_replays_figure_by_figure(path: Path) -> None:
    text = read_record(path)
    replayed = replay(text, path.name)
    assert replayed.engine == ENGINE
    assert replayed.differences == []
    assert replayed.figures >= 19 * replayed.moves
    assert any(len(node.children) > 1 for node in replayed.game.root.descendants())
