"""The command line as a process of its own: pipes, signals, hash seeds."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from tests.started import started

TACTEGIC = [sys.executable, "-c", "from sim.cli.main import run; run()"]
OFTEN = [
    sys.executable,
    "-c",
    "from sim.cli import progress; progress.EVERY_PIPE = 0.1; from sim.cli.main import run; run()",
]
"""The same, reporting progress ten times a second, so that a test need not wait for it."""

SIMULATE = ["simulate", "reference", "--policy", "opportunist", "--seeds", "5:6", "--json"]


def _output(hash_seed: str) -> bytes:
    environment = os.environ | {"PYTHONHASHSEED": hash_seed}
    return subprocess.run(
        TACTEGIC + SIMULATE, capture_output=True, check=True, env=environment, timeout=120
    ).stdout


def test_one_seed_gives_one_result_in_any_process() -> None:
    assert _output("0") == _output("12345")


def test_the_simulation_loads_no_screen() -> None:
    script = "import sys; from sim.cli.main import main; main(['version']); print('textual' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines()[-1] == "False"


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
def test_ctrl_c_leaves_no_traceback() -> None:
    arguments = [*OFTEN, "simulate", "reference", "--policy", "steady", "--seeds", "1:5000"]
    with started(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert "world" in process.stderr.readline()  # the first report of progress: it is at work
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert out == ""
    assert "Traceback" not in err
    assert "stopped" in err


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of another kind")
def test_a_closed_pipe_is_no_error() -> None:
    with started([*TACTEGIC, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
