"""Plain mode as a process of its own: pipes, signals, exit status."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.plain.talking import record, replayed

SECONDS = 60.0
"""seconds; after which something is given up. Only a test that fails takes so long, however busy the machine is."""

PLAY = [sys.executable, "-c", "from sim.cli.main import run; run()", "play"]


def _piped(text: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PLAY, *arguments], input=text, capture_output=True, text=True, timeout=SECONDS, check=False
    )


class Pipe:
    """A game that is talked to while it runs."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [*PLAY, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self.seen = ""

    def __enter__(self) -> Pipe:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    def send(self, text: str) -> None:
        """Type."""
        assert self.process.stdin is not None
        self.process.stdin.write(text.encode())
        self.process.stdin.flush()

    def read_until(self, text: str) -> None:
        """Read until a text comes; what was said before it counts no more."""
        assert self.process.stdout is not None
        self.seen = ""
        while text not in self.seen:
            more = os.read(self.process.stdout.fileno(), 65536)
            assert more, f"ended without {text!r}: {self.seen!r}"
            self.seen += more.decode()


def test_a_full_game_through_a_pipe(home: Path) -> None:
    script = "play S30 r20\n" * 36
    done = _piped(f"# a whole game\n{script}result\n", "solo", "--seed", "7", "--plain")
    assert (done.returncode, done.stderr) == (0, "")
    assert "The end of Q12, game over> " in done.stdout
    assert done.stdout.count("is played and saved") == 36
    found = replayed(record(home))
    assert found.game.over
    assert len(list(found.game.root.descendants())) == 37


def test_a_pipe_gets_plain_mode_and_is_told(home: Path) -> None:
    done = _piped("play\nplya\nplay\n", "first_quarter", "--seed", "3")
    assert done.returncode == 2
    assert "plain mode" in done.stderr
    assert "line 2: error: " in done.stderr
    assert "\x1b" not in done.stdout + done.stderr
    assert replayed(record(home)).game.at.number == 2


def test_nothing_of_a_screen_is_loaded() -> None:
    script = (
        "import io, sys; from sim.cli.play import PlayRequest; from tui.plain.play import converse; "
        "from tui.plain.voice import Voice; "
        "converse(PlayRequest(), io.BytesIO(b'help\\n'), Voice(sys.stdout, sys.stderr, echo=True), numbered=True); "
        "print([name for name in ('textual', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_every_answer_is_there_before_the_next_line_is_read(home: Path) -> None:
    with Pipe("first_quarter", "--seed", "3", "--plain") as game:
        game.read_until("Q1 of 4> ")
        game.send("play S20\n")
        game.read_until("Q2 of 4> ")
        assert "Move 1 is played and saved" in game.seen
        game.process.kill()
        game.process.wait(SECONDS)
        assert replayed(record(home)).game.at.number == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
def test_ctrl_c_stops_looking_ahead_and_loses_nothing(home: Path) -> None:
    """In a pipe nobody is there to say what now: it ends, with the exit status of what was stopped."""
    with Pipe("first_quarter", "--seed", "3", "--plain") as game:
        game.send("play S20\nfutures 1000000\nhint\nplay\n")
        game.read_until("hint")
        game.process.send_signal(signal.SIGINT)
        out, err = game.process.communicate(timeout=SECONDS)
    assert game.process.returncode in (0, 130)  # stopped with some futures it has a hint, and goes on
    assert b"Traceback" not in out + err
    assert replayed(record(home)).game.at.number == (1 if game.process.returncode == 130 else 2)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
def test_a_signal_to_end_leaves_in_good_order(home: Path) -> None:
    with Pipe("first_quarter", "--seed", "3", "--plain") as game:
        game.send("play S20\n")
        game.read_until("Q2 of 4> ")
        game.process.send_signal(signal.SIGTERM)
        out, err = game.process.communicate(timeout=SECONDS)
    assert game.process.returncode == 0
    assert b"Your game: " in out
    assert err == b""
    assert replayed(record(home)).game.at.number == 1


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of another kind")
def test_a_reader_who_has_read_enough_is_no_error(home: Path) -> None:
    with Pipe("first_quarter", "--seed", "3", "--plain") as game:
        game.read_until("Q1 of 4> ")
        assert game.process.stdout is not None
        game.process.stdout.close()
        game.send("play S20\n")
        assert game.process.stderr is not None
        assert game.process.stderr.read() == b""
        assert game.process.wait(SECONDS) == 0
        game.process.stdout = None
        replayed(record(home))


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of another kind")
def test_in_a_terminal_ctrl_c_stops_the_look_and_then_leaves(home: Path) -> None:
    """In a firm so large that a look goes on for long."""
    from tests.tui.test_process import Terminal

    with Terminal("play", "sixty_sellers", "--seed", "3", "--plain") as game:
        game.read_until("Q1 of 10> ")
        game.send("play S101\nfutures 1000000\nlines 6\n")
        game.read_until("error: 'S101'")
        assert "line 1" not in game.seen  # who types sees it
        game.read_until("looking ahead, futures: ")
        game.process.send_signal(signal.SIGINT)  # as Ctrl-C does where the terminal controls the process
        game.read_until("Stopped early")
        game.send("play\n")
        game.read_until("Q2 of 10> ")
        game.process.send_signal(signal.SIGINT)
        assert game.ends() == 130
        # The terminal's lines are broken: before a long path, so after the label.
        assert "Your game: " in " ".join(game.seen.split())
        assert "Traceback" not in game.seen
    assert replayed(record(home)).game.at.number == 1
