"""Foreign records: any file is read, or refused with a place, in reasonable time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.base.problems import InputError, Problem
from sim.base.text_files import decode_text
from sim.game.record import write_record
from sim.game.replay import replay_record
from sim.game.store import MAX_RECORD_BYTES
from tests.making import DAY, game, play

GOOD = write_record(play(game(), "S20 M30 L60", "S30 r50"), DAY)
HEAD = GOOD[: GOOD.index("\n1. ") + 1]

pieces = st.sampled_from(
    ["1. S20 ", "2. M30 L60 ", "(", ")", "{", "}", "{[%won 3]} ", "[%here]", "*", "1-0", "$1 ", "$", "\n", "%", "% x\n",
     '[Seed "1"]\n', "3...", "r30 ", "fS1/2/97 ", "\\", '"', "[", "]", "9999. ", "S200 ", "\t", "é"]
)  # fmt: skip


def _read(text: str) -> None:
    """Replay a text, or check that it is refused with a place."""
    problems: tuple[Problem, ...] = ()
    try:
        replay_record(text, "x.tgn")
    except InputError as error:
        problems = error.problems or pytest.fail("refused without a reason")
    assert all(problem.line >= 1 and problem.remedy for problem in problems)


@settings(max_examples=150)
@given(st.lists(pieces, max_size=25).map("".join))
def test_any_moves_are_played_or_refused(moves: str) -> None:
    _read(HEAD + moves)


@settings(max_examples=150)
@given(st.binary(max_size=200), st.integers(0, len(GOOD)), st.integers(0, 50))
def test_any_damage_is_met(noise: bytes, at: int, cut: int) -> None:
    raw = GOOD.encode()
    damaged = raw[:at] + noise + raw[at + cut :]
    try:
        text = decode_text(damaged, "x.tgn", MAX_RECORD_BYTES)
    except InputError:
        return
    _read(text)


@pytest.mark.parametrize(
    "flood",
    ["(" * 400_000, "1. S20 (" * 50_000, "{x} " * 200_000, "[a\n" * 100_000, '[A "' + "\\" * 400_000, "%\n" * 300_000,
     "1. " * 200_000, "S20 " * 200_000, '[B "1"]\n' * 50_000, "{" * 500_000, "$1 " * 200_000],
    ids=lambda t: t[:8],
)  # fmt: skip
def test_floods_are_met_soon(flood: str) -> None:
    begun = time.perf_counter()
    _read(flood)
    _read(HEAD + flood)
    assert time.perf_counter() - begun < 10  # the promise for any file, some hundred times what it takes
