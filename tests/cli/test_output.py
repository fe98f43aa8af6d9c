"""Output that cannot be written is said with status 2, whatever the command; letters that there are not are escaped."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "sim.cli.main"]


def _run(words: str, redirection: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    line = " ".join([*COMMAND, words, redirection])
    return subprocess.run(
        ["/bin/sh", "-c", line], env=os.environ | environment, capture_output=True, text=True, timeout=60, check=False,
        encoding="latin-1", stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
@pytest.mark.parametrize("words", ["version --json", "--help", "play solo --seed 1 --plain"])
def test_a_full_output_is_said(words: str) -> None:
    done = _run(words, ">/dev/full")
    assert done.returncode == 2
    assert done.stderr.startswith("standard output: error: cannot be written: no space left")
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
@pytest.mark.parametrize("words", ["version", "play solo --seed 1 --plain"])
def test_a_closed_output_is_said(words: str) -> None:
    done = _run(words, ">&-")
    assert done.returncode == 2
    assert done.stderr.startswith("standard output: error: cannot be written: it is closed")
    assert _run("check nothing.yaml", ">&- 2>&-").returncode == 2
    assert _run("version", "2>&-").returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
def test_letters_that_an_encoding_has_not_are_escaped() -> None:
    ascii_only = {"PYTHONIOENCODING": "ascii"}
    found = json.loads(_run("settings --json", **ascii_only).stdout)
    assert found["settings"]["theme"] == "dark"
    plain = {"PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "LC_ALL": "C"}
    for environment in (ascii_only, plain):
        done = _run("check 'ä字.yaml'", **environment)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        assert "no such file" in done.stderr
