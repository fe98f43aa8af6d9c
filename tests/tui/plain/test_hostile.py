"""Whatever comes in: no traceback, no fault of the program, and records that replay."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.base.places import games_folder, log_folder
from sim.cli.play import PlayRequest
from sim.game.replay import replay_record
from sim.game.store import read_record
from tests.tui.driving import short
from tests.tui.plain.talking import said_to
from tui.plain.commands import COMMANDS

SCENARIO = short(quarters=2)

SLOW = {"hint", "lines", "take", "ahead", "futures", "expected", "turns", "lookback"}
"""Commands that look ahead; every talk has time for few of them."""

words = st.sampled_from(
    [word for c in COMMANDS if c.name not in SLOW for word in (c.name, c.short)]
    + ["play", "play", "p S20 M30", "here", "cancel", "quit now", "#", "", "S", "play play", "PLAY", "new"]
)
arguments = st.one_of(
    st.sampled_from(
        ["1", "2", "0", "-1", "99999999999", "solo", "S20", "M101", "L50 r30", "fS1/2/97", "S40/30/30", "c9", "usual",
         "nothing", "segments", "month", "team 5", "first_quarter month 3", ".", "..", "~", "~x", "/", "a/b", "*.tgn",
         "x" * 300, "٣", "²", "é", "steady", "\t", "'", "`", "[bold]", "%s", "{}"]
    ),
    st.text(max_size=12),
)  # fmt: skip
lines = st.one_of(
    words,
    st.tuples(words, arguments).map(" ".join),
    st.text(max_size=30),
    st.sampled_from(["x" * 5000, "\x1b[2J", "\x00", "\ufeffplay", "play\x07", "\u202eplay", "\u2028"]),
)
talks = st.lists(lines.map(str.encode) | st.binary(max_size=30), max_size=10).map(b"\n".join)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies go to a folder of their own."""
    monkeypatch.chdir(tmp_path)


def _met(text: bytes, slow: str = "") -> None:
    talked = said_to(PlayRequest(SCENARIO, seed=7), slow.encode() + text)
    assert talked.status == (2 if talked.errors else 0), talked
    assert not log_folder().exists(), "a fault of the program was written down"
    assert all(re.match(r"line \d+\b.*: error: .*; ", error) for error in talked.errors.splitlines()), (
        talked.errors
    )
    assert "\x1b" not in talked.out + talked.errors
    for path in games_folder().glob("*.tgn"):
        assert not replay_record(read_record(path), str(path)).differences
        path.unlink()


@settings(max_examples=15)
@given(talks)
def test_any_lines_are_met(text: bytes) -> None:
    _met(text)


@pytest.mark.validate
@settings(max_examples=40)
@given(talks, st.sampled_from(["", "futures 100\n", "futures 100\nhint\n", "play\nfutures 100\nlines 2\n"]))
def test_any_lines_are_met_in_many_talks(text: bytes, slow: str) -> None:
    _met(text, slow)


def test_a_long_talk_is_met() -> None:
    _met(b"play S20\ntakeback\n" * 60 + b"where\n" * 100)
