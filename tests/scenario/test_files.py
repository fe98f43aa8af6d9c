"""Files that are no text, too large, or no files at all are refused with a place; nothing is ever waited for."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from sim.base.problems import InputError, Problem
from sim.base.text_files import MAX_SCENARIO_BYTES, read_text_file
from sim.scenario.load import load_scenario
from tests.scenario.texts import HEAD

needs_posix = pytest.mark.skipif(os.name != "posix", reason="only POSIX has such files")


def refused(path: Path) -> Problem:
    with pytest.raises(InputError) as error:
        load_scenario(str(path))
    (problem,) = error.value.problems
    assert problem.file == str(path)
    return problem


def written(folder: Path, content: bytes) -> Path:
    path = folder / "trial.yaml"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "place", "says"),
    [
        (HEAD.encode("utf-16"), (1, 1), "not UTF-8"),
        ("#".encode("utf-16-le"), (1, 2), "U+0000"),
        (HEAD.encode() + b"story:\n  start: Caf\xe9\n", (6, 13), "not UTF-8"),
        (HEAD.encode() + b"rival:\n  name: a\x00b\n", (6, 10), "U+0000"),
        (HEAD.encode() + b"rival:\n  name: \xed\xa0\x80\n", (6, 9), "not UTF-8"),
        (HEAD.encode() + "story: {start: 'äöü\x07'}\n".encode(), (5, 20), "U+0007"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, (1, 1), "not UTF-8"),
        (b"", (1, 1), "is empty"),
        (b"\xef\xbb\xbf", (1, 1), "is empty"),
    ],
)
def test_what_is_no_text_gets_a_place(
    tmp_path: Path, content: bytes, place: tuple[int, int], says: str
) -> None:
    problem = refused(written(tmp_path, content))
    assert says in problem.message
    assert (problem.line, problem.column) == place


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_every_kind_of_line_end_and_a_byte_order_mark_are_read(
    tmp_path: Path, ends: str, mark: bytes
) -> None:
    text = HEAD + 'story:\n  start: "ä"\n  moves: {1: b}\nquarters: no\n'
    wrong = refused(written(tmp_path, mark + text.replace("\n", ends).encode()))
    assert (wrong.path, wrong.line, wrong.column) == ("quarters", 8, 11)
    good = written(tmp_path, mark + text.replace("no\n", "8\n").replace("\n", ends).encode())
    assert load_scenario(str(good)).scenario.quarters == 8


def test_the_limit_on_size_is_exact(tmp_path: Path) -> None:
    fits = HEAD.encode() + b"#" + b"x" * (MAX_SCENARIO_BYTES - len(HEAD) - 1)
    assert len(fits) == MAX_SCENARIO_BYTES
    assert load_scenario(str(written(tmp_path, fits))).scenario.name == "trial"
    assert "1 MiB" in refused(written(tmp_path, fits + b"x")).message


def test_several_control_characters_are_told_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD.encode() + b"rival: {name: a\x07b\x07}\nstory: {start: c\x1bd}\n")
    with pytest.raises(InputError) as error:
        load_scenario(str(path))
    assert [(p.line, p.column) for p in error.value.problems] == [(5, 16), (6, 17)]


def test_folder_and_missing_file(tmp_path: Path) -> None:
    assert "is a folder" in refused(tmp_path).message
    assert "no such file" in refused(tmp_path / "nowhere.yaml").message
    assert refused(tmp_path / ("x" * 5000 + ".yaml")).message


@needs_posix
def test_devices_and_pipes_are_refused_without_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero"), Path("/dev/null")):
        assert "not an ordinary file" in refused(path).message


@needs_posix
def test_symbolic_links_in_a_circle(tmp_path: Path) -> None:
    one, other = tmp_path / "one.yaml", tmp_path / "other.yaml"
    one.symlink_to(other)
    other.symlink_to(one)
    assert "cannot be read" in refused(one).message


@needs_posix
def test_a_link_to_a_file_is_a_file(tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(written(tmp_path, HEAD.encode()))
    assert load_scenario(str(link)).scenario.name == "trial"


@needs_posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD.encode())
    path.chmod(stat.S_IWUSR)
    assert "cannot be read" in refused(path).message


def test_no_handle_stays_open(tmp_path: Path) -> None:
    handles = Path("/proc/self/fd")
    if not handles.exists():
        pytest.skip("this system does not list open files")
    before = len(list(handles.iterdir()))
    for _ in range(20):
        refused(tmp_path)
        refused(written(tmp_path, b"\xff"))
    assert len(list(handles.iterdir())) == before


@pytest.mark.parametrize("name", ["\ud800.yaml", "a\0b.yaml", "a\nb.yaml", "\x1b[31m.yaml"])
def test_odd_names_of_files_are_shown_harmless(name: str) -> None:
    with pytest.raises(InputError) as error:
        load_scenario(name)
    assert str(error.value).isprintable()


@pytest.mark.parametrize(
    ("most", "said"), [(100, "100 bytes"), (64 * 1024, "64 KiB"), (8 * 1024**2, "8 MiB")]
)
def test_a_limit_is_told_in_a_unit_that_fits(tmp_path: Path, most: int, said: str) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"x" * (most + 1))
    with pytest.raises(InputError, match=f"is larger than {said};"):
        read_text_file(path, "x", most)
