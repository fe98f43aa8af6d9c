"""No output of a calibration overwrites another output or an input."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.cli.main import main

DOUBLED = [
    ("a.yaml", "a.yaml"), ("a.yaml", "./a.yaml"), ("a.yaml", "sub/../a.yaml"), ("a.yaml", "link.yaml"),
    ("a.html", "a.md"), ("a.map.yaml", "a.md"), ("a.yaml", "a.html"), ("deals.csv", None), ("link.csv", None),
    ("given.yaml", None), ("twin.yaml", None), ("a.yaml", "given.yaml"), (".", None),
    ("a.yaml", ".."), ("a" * 300, None),
]  # fmt: skip


@pytest.mark.parametrize(("output", "report"), DOUBLED)
def test_no_file_is_written_twice(
    output: str,
    report: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sub").mkdir()
    Path("deals.csv").write_text("Id,Stage\n1,Won\n", encoding="utf-8")
    Path("given.yaml").write_text("format: 1\n", encoding="utf-8")
    Path("link.csv").symlink_to("deals.csv")
    Path("link.yaml").symlink_to("a.yaml")
    Path("twin.yaml").hardlink_to("given.yaml")
    before = {path.name: path.lstat().st_mtime_ns for path in tmp_path.iterdir()}
    more = [] if report is None else ["--report", report]
    assert main(["calibrate", "deals.csv", "-o", output, "--map", "given.yaml", *more]) == 2
    assert capsys.readouterr().err.count("error: ") == 1
    assert {path.name: path.lstat().st_mtime_ns for path in tmp_path.iterdir()} == before
