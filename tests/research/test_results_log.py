"""A log of results: what was added is there again, and nobody else's file is touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.base.places import PlaceError
from sim.base.problems import InputError
from sim.research.results_log import ResultsLog


def test_what_was_added_is_there_again(tmp_path: Path) -> None:
    with ResultsLog(tmp_path / "x.jsonl") as kept:
        kept.add({"a": 1})
        kept.add({"b": "zwei\n"})
    with ResultsLog(tmp_path / "x.jsonl") as kept:
        assert kept.documents == [{"a": 1}, {"b": "zwei\n"}]


@pytest.mark.parametrize("cut", range(1, 12))
def test_a_line_that_was_cut_off_is_taken_away_and_work_goes_on(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "x.jsonl"
    with ResultsLog(path) as kept:
        kept.add({"a": 1})
        kept.add({"b": 22222})
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole[:-cut], encoding="utf-8")
    with ResultsLog(path) as kept:
        assert kept.documents == ([{"a": 1}, {"b": 22222}] if cut == 1 else [{"a": 1}])
        kept.add({"c": 3})
    assert [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][-1] == {"c": 3}


@pytest.mark.parametrize(
    "content",
    ["format: 1\nname: mine", "format: 1\nname: mine\n", "my diary", "[1]\n", '{"a": 1}\n\n', "{\n}\n"],
)
def test_another_file_is_refused_and_stays_as_it_is(tmp_path: Path, content: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="not a JSON document"):
        ResultsLog(path)
    assert path.read_text(encoding="utf-8") == content
    path.write_text('{"a": 1}\n', encoding="utf-8")
    ResultsLog(path).close()  # the lock was given back


def test_two_do_not_write_into_one_file(tmp_path: Path) -> None:
    with ResultsLog(tmp_path / "x.jsonl"), pytest.raises(PlaceError, match="another process"):
        ResultsLog(tmp_path / "x.jsonl")


@pytest.mark.parametrize("name", ["", "file/x", "a\0b"])
def test_places_that_cannot_be_written_are_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises((PlaceError, InputError)):
        ResultsLog(tmp_path / name)
