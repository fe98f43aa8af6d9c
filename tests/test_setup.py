"""The set-up finds a fitting Python, and says plainly what is missing where there is none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="make and sh are not there; README has the plain lines"
)


def _set_up(folder: Path, path: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(ROOT / "tools" / "venv.sh"), str(folder / "venv")],
        env={"PATH": path}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def _fake(folder: Path, name: str, script: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


OLD = "exit 1"
"""A Python that answers every question with no: too old."""
WITHOUT_VENV = 'case "$2" in *ensurepip*) exit 1 ;; esac; exit 0'
"""One that is new enough and has no venv, as Debian's is without python3-venv."""


def test_no_fitting_python_is_said(tmp_path: Path) -> None:
    _fake(tmp_path / "bin", "python3", OLD)
    done = _set_up(tmp_path, str(tmp_path / "bin"))
    assert done.returncode == 1
    assert "Python 3.11 or newer" in done.stderr
    assert not (tmp_path / "venv").exists()


def test_a_missing_venv_is_named_with_its_package(tmp_path: Path) -> None:
    _fake(tmp_path / "bin", "python3", WITHOUT_VENV)
    done = _set_up(tmp_path, str(tmp_path / "bin"))
    assert done.returncode == 1
    assert "python3-venv" in done.stderr


def test_an_old_python_is_passed_over_for_a_newer_one(tmp_path: Path) -> None:
    _fake(tmp_path / "bin", "python3", OLD)
    _fake(tmp_path / "bin", "python3.12", f'exec "{sys.executable}" "$@"')
    done = _set_up(tmp_path, str(tmp_path / "bin"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "venv" / "bin" / "python").exists()
    assert "making" in done.stdout
