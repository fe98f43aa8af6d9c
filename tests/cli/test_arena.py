"""`tactegic arena`: what it prints, with which status it ends, and that it goes on where it was stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_commands import document, run
from tests.cli.test_process import OFTEN
from tests.started import started

FEW = ("arena", "--scenario", "solo", "--games", "2", "--bots", "steady", "month-ender")
"""One seller plays the fastest."""


def test_a_table_of_all_with_intervals(capsys: pytest.CaptureFixture[str]) -> None:
    found = document(capsys, *FEW)
    assert found["worlds"] == 2
    assert [s["scenario"] for s in found["scenarios"]] == ["solo"]
    assert [bot["name"] for bot in found["bots"]] == ["steady", "month-ender"]
    for bot in found["bots"]:
        assert set(bot["rating"]) == {"figure", "lo", "hi"}
        assert bot["rating"]["lo"] <= bot["rating"]["figure"] <= bot["rating"]["hi"]
        assert bot["goal"] + bot["draw"] + bot["fired"] == pytest.approx(1)
        assert bot["title"]
        assert bot["beat"]
    assert found["bots"][0]["won"] == {"month-ender": 1.0}
    assert found["bots"][0]["over_next"]["figure"] == 1.0
    assert found["bots"][1]["over_next"] is None
    text = run(capsys, *FEW)[1]
    for bot in found["bots"]:
        assert f"{bot['rating']['figure']:,.0f}" in text


def test_it_goes_on_where_it_was_and_any_way_gives_one_table(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    more = ("--bots", "steady", "month-ender", "S20,M30,L60")
    whole = document(capsys, *FEW, *more, "--games", "3")
    to = ("--to", str(tmp_path / "games.jsonl"))
    document(capsys, *FEW, *to)
    lines = (tmp_path / "games.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "games.jsonl").write_text("".join(lines[::-1]) + lines[0][:30], encoding="utf-8")  # killed
    assert document(capsys, *FEW, *more, "--games", "3", *to) == whole
    assert document(capsys, *FEW, *more, "--games", "3", *to, "--cores", "2") == whole


WRONG = [
    ("--games", "0"),
    ("--games", "1"),
    ("--games", "x"),
    ("--games", "٣"),
    ("--games", "1" * 400),
    ("--cores", "0"),
    ("--bots", "steady"),
    ("--bots", "steady", "steady"),
    ("--bots", "steady", "sleepy"),
    ("--bots", "steady", "lookahead:2s"),
    ("--bots", "steady", "master:3"),
    ("--bots", "steady", "no/such.yaml"),
    ("--bots", "steady", "evil\x1b[31m\n"),
    ("--scenario", "referense"),
    ("--scenario", "solo", "solo"),
    ("--scenario", "solo", "scenarios/solo.yaml"),
    ("--scenario", "solo", "reference", "turbulence"),
    ("--to", "pyproject.toml/x.jsonl"),
    ("--to", "."),
    ("--to", ""),
]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda w: ascii(" ".join(w))[:40])
def test_bad_input_ends_with_2_and_a_remedy(
    capsys: pytest.CaptureFixture[str], wrong: tuple[str, ...]
) -> None:
    status, out, err = run(capsys, *FEW, *wrong)
    assert (status, out) == (2, "")
    assert "error: " in err
    assert "; " in err
    assert "\x1b" not in err
    assert document(capsys, *FEW, *wrong, status=2)["errors"]


def test_a_file_of_games_that_is_none_is_told_with_its_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "games.jsonl"
    path.write_text('{"value": 1}\n', encoding="utf-8")
    status, _, err = run(capsys, *FEW, "--to", str(path))
    assert status == 2
    assert "games.jsonl:1:1: error: " in err


def test_hostile_names_stay_text(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    name = "\x1b[2J\u202e[bold]x.yaml"
    rules = "format: 1\nname: mine\ntitle: '[red]Mine'\nsummary: A test.\nmove: {split: steady}\n"
    (tmp_path / name).write_text(rules, encoding="utf-8")
    bots = ("--bots", str(tmp_path / name), "month-ender")
    status, out, err = run(capsys, *FEW, *bots)
    assert status == 0
    assert not any(acting in out + err for acting in "\x1b\u202e")
    assert [bot["name"] for bot in document(capsys, *FEW, *bots)["bots"]] == [bots[1], "month-ender"]


def test_a_changed_file_of_rules_is_another_player(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    rules, to = tmp_path / "mine.yaml", ("--to", str(tmp_path / "games.jsonl"))
    head = "format: 1\nname: mine\ntitle: Mine\nsummary: {}\nmove: {{split: {}}}\n"
    arguments = (*FEW, "--bots", str(rules), "month-ender", *to)
    for summary, split, status in (("One.", "steady", 0), ("Two.", "steady", 0), ("Two.", "inherited", 2)):
        rules.write_text(head.format(summary, split), encoding="utf-8")
        assert run(capsys, *arguments)[0] == status


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
@pytest.mark.parametrize("cores", ["1", "2"])
def test_ctrl_c_keeps_what_was_played(tmp_path: Path, cores: str) -> None:
    path = tmp_path / "games.jsonl"
    arguments = ["arena", "--scenario", "solo", "--games", "3000", "--bots", "steady", "month-ender"]
    arguments += ["--cores", cores, "--to", str(path)]
    with started(
        OFTEN + arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
    ) as process:
        assert process.stderr is not None
        assert "games" in process.stderr.readline()  # the first report of progress: it is at work
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert "Traceback" not in err
    assert len(path.read_text(encoding="utf-8").splitlines()) > 0
