"""`tactegic bench --ui`: what it reads off a terminal, and what it tells. Its bars are for a machine that rests."""

from __future__ import annotations

import json
import os
import re
import signal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.screen import report as bench_ui
from bench.screen.figures import BenchFigure, UiBench
from bench.screen.measure import BenchSize, measure_screen
from bench.screen.screen import Screen
from bench.screen.terminal import EMPTY, Terminal
from bench.screen.usage import family, seconds
from sim.base.progress import ProgressCallback
from sim.cli.main import main

WRITTEN = (
    "old\x1b[2J\x1b[?1049h\x1b]0;a title\x07\x1b[1;1H\x1b[38;2;1;2;3mab\x1b[0m\x1b[2;3H一c"
    "\x1b[3;1Hx\r\nyz\x1b[9;9Hout"
)
STANDS = "ab    \n  一c \nx     \nyz    "


@given(st.lists(st.integers(0, len(WRITTEN.encode())), max_size=8))
def test_what_stands_on_a_screen_however_the_writing_is_cut(cuts: list[int]) -> None:
    written, screen = WRITTEN.encode(), Screen(6, 4)
    for start, end in pairwise(sorted({0, *cuts, len(written)})):
        screen.write(written[start:end])
    assert screen.text == STANDS


@pytest.mark.parametrize(("time", "means"), [("0:01.23", 1.23), ("00:02:03", 123), ("1-02:03:04", 93_784)])
def test_times_of_ps(time: str, means: float) -> None:
    assert seconds(time) == means


def _measured(late: float) -> UiBench:
    figures = (
        BenchFigure("keys", "from a key", late, "ms", 9, 3.0, 30.0),
        BenchFigure("beside", "beside", 1.0, "MB", 1),
    )
    return UiBench(figures, {"processors": 2})


@pytest.mark.parametrize(("late", "status"), [(30.0, 0), (30.5, 1)])
def test_a_missed_bar_is_told_and_is_a_no(
    late: float, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def found(progress: ProgressCallback) -> UiBench:
        progress(0, 1)
        return _measured(late)

    monkeypatch.setattr(bench_ui, "measure_screen", found)
    assert main(["bench", "--ui", "--json"]) == status
    document = json.loads(capsys.readouterr().out)
    assert [f["holds"] for f in document["figures"]] == [not status, None]
    assert document["holds"] is not bool(status)
    assert main(["bench", "--ui"]) == status
    assert ("NO" if status else "yes") in capsys.readouterr().out


def test_engines_and_screen_are_not_measured_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--ui", "--pairing"]) == 2
    assert "not allowed" in capsys.readouterr().err


def test_without_terminals_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pty = pytest.importorskip("pty")

    def none() -> None:
        raise OSError("out of pty devices")

    monkeypatch.setattr(pty, "openpty", none)
    assert main(["bench", "--ui"]) == 2
    assert "no pseudo-terminals" in capsys.readouterr().err


def test_an_app_in_a_terminal_answers_is_measured_and_leaves_nothing_behind(home: Path) -> None:
    pytest.importorskip("pty")
    with Terminal(EMPTY, (40, 5), home) as terminal:
        terminal.sees("keys: 0")
        assert 0 < terminal.answer(b"x", re.compile(r"keys: (\d+)")) < 60
        assert "keys: 1" in terminal.text
        (app,) = terminal.usage
        assert app.parent == os.getpid()
        assert app.seconds > 0
        assert app.memory > 1
    assert not family(app.process)


def test_an_app_whose_terminal_is_gone_ends(home: Path) -> None:
    """As where the bench is killed; else it would go on and on reading nothing."""
    pytest.importorskip("pty")
    with Terminal(EMPTY, (40, 5), home) as terminal:
        terminal.sees("keys: 0")
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, terminal._ours)  # closes the terminal
        os.close(null)
        assert terminal._program.wait(60) == -signal.SIGHUP


@pytest.mark.full
def test_everything_is_measured() -> None:
    """On whatever machine: shapes, and that the game is held against the empty app of the same run."""
    steps: list[tuple[int, int]] = []

    def progress(done: int, of: int) -> bool:
        steps.append((done, of))
        return True

    amount = BenchSize(starts=1, keys=14, seconds=1.0, moves=3)
    found = measure_screen(progress, amount)
    assert steps == [(step, amount.steps) for step in range(amount.steps)]
    by_id = {figure.id: figure for figure in found.figures}
    assert len(by_id) == len(found.figures)
    assert all(figure.figure > 0 for figure in found.figures if figure.id != "idle")
    start = by_id["start"]
    assert start.empty is not None
    assert start.bar == 1.5 * start.empty + 0.5
    for size in ("120x40", "80x24"):
        median, late = by_id[f"keys_{size}_median"], by_id[f"keys_{size}_p99"]
        assert (median.bar, late.bar) == (30, 100)
        assert median.figure <= late.figure
        assert by_id[f"keys_{size}_lookahead"].figure > 10  # it was at work
    assert by_id["memory"].figure > (by_id["memory"].empty or 0)
    assert by_id["idle"].bar == 2
