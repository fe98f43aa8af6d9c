"""`tactegic export`: what it writes and says, what it refuses, and its exit status."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from sim.base.places import write_new_file
from sim.cli.main import main
from sim.crm.export.csv_text import format_csv
from sim.crm.export.rows import line_rows
from sim.game.record import write_record
from tests.crm.export.lines import played
from tests.making import DAY

WITHOUT_PYARROW = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "pyarrow":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Blocked())
from sim.cli.main import run
run()
"""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("records") / "made.tgn"
    path.write_text(write_record(played(), DAY), encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Exit status, standard output, standard error."""
    status = main(["export", *map(str, arguments)])
    out, err = capsys.readouterr()
    return status, out, err


def test_it_writes_the_rows_of_the_record(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "deals.csv"
    status, out, err = run(capsys, record, "--format", "csv", "-o", path)
    assert (status, err) == (0, "")
    assert path.read_bytes() == format_csv(line_rows(played())).encode()
    assert list(tmp_path.iterdir()) == [path]
    with path.open(encoding="utf-8", newline="") as file:
        stages = Counter(line["stage"] for line in csv.DictReader(file))
    for count in (
        stages.total(),
        stages["Closed Won"],
        stages["Closed Lost"],
        stages["Qualified"] + stages["Proposal"],
    ):
        assert f"{count:,}" in out


def test_json_has_the_same_counts(record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "deals.parquet"
    status, out, _ = run(capsys, record, "--format", "parquet", "-o", path, "--json")
    found = json.loads(out)
    rows = line_rows(played())
    stages = Counter(rows.stage)
    assert status == 0
    assert path.read_bytes()[:4] == b"PAR1"
    assert found == {
        "record": str(record),
        "path": str(path),
        "format": "parquet",
        "start": 2025,
        "deals": len(rows.stage),
        "won": stages["Closed Won"],
        "lost": stages["Closed Lost"],
        "open": stages["Qualified"] + stages["Proposal"],
        "same": True,
    }


def test_the_game_begins_in_the_given_year(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "deals.csv"
    assert run(capsys, record, "--format", "csv", "-o", path, "--start", "2031")[0] == 0
    with path.open(encoding="utf-8", newline="") as file:
        years = {line["closed"][:4] for line in csv.DictReader(file)}
    assert years == {"2031", ""}


@pytest.mark.parametrize("there", ["file", "folder", "link"])
def test_an_existing_file_is_not_overwritten(
    there: str, record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "deals.csv"
    if there == "file":
        path.write_text("mine", encoding="utf-8")
    elif there == "folder":
        path.mkdir()
    else:
        path.symlink_to(tmp_path / "nowhere")
    status, out, err = run(capsys, record, "--format", "csv", "-o", path)
    assert (status, out) == (2, "")
    assert "already there" in err
    assert "choose another name" in err
    assert there != "file" or path.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_created_during_the_export_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        write_new_file(path, b"other")
    assert path.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [path]


def test_an_export_has_the_permissions_of_a_new_file(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write_new_file(tmp_path / "ours", b"")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"-o": "nowhere/deals.csv"}, "cannot be written"),
        ({"--start": "25"}, "--start"),
        ({"--start": "9999"}, "--start"),
        ({"--start": "\x1b[31m"}, "\\u001b"),
        ({"--format": "xlsx"}, "--format"),
        ({"record": "no_such_record"}, "no record"),
    ],
)
def test_impossible_requests_are_refused_with_a_remedy(
    changes: dict[str, str],
    says: str,
    record: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    given = {"record": str(record), "--format": "csv", "-o": "deals.csv"} | changes
    options = [part for key, value in given.items() if key != "record" for part in (key, value)]
    status, out, err = run(capsys, given["record"], *options)
    assert (status, out) == (2, "")
    assert says in err
    assert "; " in err
    assert list(tmp_path.iterdir()) == []


def test_a_record_that_plays_differently_is_exported_with_a_message(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.tgn"
    text = re.sub(r"\[%won \d+\]", "[%won 999]", record.read_text(encoding="utf-8"), count=1)
    assert "999" in text
    other.write_text(text, encoding="utf-8")
    path = tmp_path / "deals.csv"
    status, out, err = run(capsys, other, "--format", "csv", "-o", path, "--json")
    assert status == 0
    assert "differ" in err
    assert json.loads(out)["same"] is False
    assert path.read_bytes() == format_csv(line_rows(played())).encode()


def test_without_pyarrow_the_message_says_what_to_install(record: Path, tmp_path: Path) -> None:
    def export(kind: str) -> subprocess.CompletedProcess[str]:
        arguments = ["export", str(record), "--format", kind, "-o", str(tmp_path / f"deals.{kind}")]
        return subprocess.run(
            [sys.executable, "-c", WITHOUT_PYARROW, *arguments],
            capture_output=True, text=True, timeout=60, check=False, env=os.environ.copy(),
        )  # fmt: skip

    refused, written = export("parquet"), export("csv")
    assert refused.returncode == 2
    assert "pip install 'tactegic[parquet]'" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert written.returncode == 0, written.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["deals.csv"]
