"""A confined process: which files it can access in any way, and what it reveals about the location of its folders."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

SCRIPT = """
import ctypes.util, io, json, os, shutil, sqlite3, sys
from multiprocessing import get_context
from pathlib import Path
from sim.crm.intake.preview import preview_export
from sim.base.places import PlaceError, games_folder, write_atomically
from sim.game.store import list_saved_games, read_record
from sim.base.confinement import confine, is_confined, find_user_file, list_user_files
from sim.scenario.load import load_scenario
from sim.base.problems import InputError, format_file_name

home, other = Path(sys.argv[1]), Path(sys.argv[2])
assert not is_confined() and load_scenario("reference")
confine(home / "files", home)
assert is_confined()
said = {}

def started():
    process = get_context("spawn").Process(target=os.getpid)
    process.start()
    process.join()
    assert process.exitcode == 0

def attempt(name, what):
    try:
        found = what()
        said[name] = ["done", repr(found)]
    except InputError as error:
        said[name] = ["refused", str(error)]
    except PlaceError as error:
        said[name] = ["refused", str(error)]
    except PermissionError as error:
        said[name] = ["denied", str(error.strerror)]
    except OSError as error:
        said[name] = ["failed", repr(error)]

for name, what in json.loads(sys.argv[3]).items():
    attempt(name, lambda: eval(what))
print(json.dumps(said))
"""

DENIED = {
    "open": "open(other / 'secret').read()",
    "open as bytes": "open(os.fsencode(other / 'secret')).read()",
    "os.open": "os.open(other / 'secret', os.O_RDONLY)",
    "io": "io.FileIO(str(other / 'secret'))",
    "pathlib": "(other / 'secret').read_text()",
    "dots": "open(home / 'files' / '..' / '..' / 'other' / 'secret').read()",
    "link": "open(home / 'files' / 'link').read()",
    "link to a folder": "open(home / 'files' / 'way' / 'secret').read()",
    "listing": "os.listdir(other)",
    "listing through a link": "list((home / 'files' / 'way').iterdir())",
    "scanning": "list(os.scandir(home.parent))",
    "writing": "open(other / 'new', 'w')",
    "appending": "open(other / 'secret', 'a')",
    "reading and writing": "open(other / 'secret', 'r+b')",
    "making": "os.mkdir(other / 'new')",
    "removing": "os.remove(other / 'secret')",
    "renaming in": "os.rename(other / 'secret', home / 'stolen')",
    "renaming out": "os.rename(home / 'mine', other / 'new')",
    "linking in": "os.link(other / 'secret', home / 'stolen')",
    "linking out": "os.symlink(home / 'mine', other / 'new')",
    "moving": "shutil.move(other / 'secret', home / 'stolen')",
    "a database": "sqlite3.connect(other / 'new')",
    "the way to work": "os.chdir(other)",
    "the program's own, to write": "open(Path(json.__file__), 'a')",
    "a sibling of like name": "open(str(home) + '-too').read()",
    "another's shared memory": "open('/dev/shm/pym-1-x', 'w')",
    "out of the shared memory": "open(f'/dev/shm/pym-{os.getpid()}-x/../../../etc/passwd')",
    "another's memory": "open('/proc/self/environ').read()",
}

REFUSED = {
    "a record": "read_record(other / 'secret')",
    "a scenario": "load_scenario(str(other / 'secret.yaml'))",
    "an export": "preview_export(other / 'deals.csv')",
    "an export of a folder": "preview_export(other)",
    "writing whole": "write_atomically(other / 'new', 'x')",
    **{f"named {name!r}": f"find_user_file({name!r})" for name in (
        "../mine", "/etc/passwd", "..", "a/../../mine", "~", "~root/x", "way/secret", "link", "x\0y", "a\\b",
        "x\x1b[2J", "circle", "not/../../there", "a" * 5000 + "/../..",
    )},
}  # fmt: skip

DONE = {
    "reads its own": "open(home / 'mine').read()",
    "lists its own": "os.listdir(home / 'files')",
    "writes its own": "write_atomically(home / 'new', 'x')",
    "writes deeper": "write_atomically(home / 'a' / 'b' / 'new', 'x')",
    "names its own": "find_user_file(' deals.csv ').read_text()",
    "names all": "find_user_file('.').name",
    "lists what can be named": "list_user_files()",
    "looks for games": "list_saved_games(home / 'files')",
    "loads a built-in": "load_scenario('the_entrant').scenario.name",
    "loads modules": "__import__('wave').__name__",
    "shares memory": "get_context('spawn').Value('q', 7, lock=False).value",
    "starts a process": "started()",
    "nowhere": "open(os.devnull, 'w').write('x')",
    "says no folder": "format_file_name(str(home / 'games' / 'x.tgn'))",
    "says no folder of its own": "format_file_name(str(home))",
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    """Return the result of each attempt, made in a process of its own."""
    tmp = tmp_path_factory.mktemp("confined")
    home, other = tmp / "home", tmp / "other"
    (home / "files").mkdir(parents=True)
    other.mkdir()
    (home / "mine").write_text("mine")
    (home / "files" / "deals.csv").write_text("deals")
    (tmp / "home-too").write_text("secret")
    for name in ("secret", "secret.yaml", "deals.csv"):
        (other / name).write_text("secret")
    (home / "files" / "link").symlink_to(other / "secret")
    (home / "files" / "way").symlink_to(other)
    (home / "files" / "circle").symlink_to("circle")
    attempts = json.dumps(DENIED | REFUSED | DONE)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(home), str(other), attempts], capture_output=True, text=True, check=True
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    left = {path.name: path.read_text() for path in other.iterdir()}
    assert left == dict.fromkeys(("deals.csv", "secret", "secret.yaml"), "secret")
    assert str(tmp) not in json.dumps({name: words for name, words in found.items() if name in DONE})
    return {name: (how, words) for name, (how, words) in found.items()}


@pytest.mark.parametrize("name", DENIED)
def test_denies_what_lies_elsewhere(name: str, said: dict[str, tuple[str, str]]) -> None:
    assert said[name] == ("denied", "is not among your files")


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_it_with_a_remedy(name: str, said: dict[str, tuple[str, str]]) -> None:
    how, words = said[name]
    assert how == "refused"
    assert "is not among your files" in words
    assert ";" in words  # what to do


@pytest.mark.parametrize("name", DONE)
def test_does_what_the_game_needs(name: str, said: dict[str, tuple[str, str]]) -> None:
    assert said[name][0] == "done", said[name]


def test_shows_paths_from_its_folder_on(said: dict[str, tuple[str, str]]) -> None:
    assert said["says no folder"][1] == "'games/x.tgn'"
    assert said["says no folder of its own"][1] == "'your folder'"
    assert said["names its own"][1] == "'deals'"
    assert said["lists what can be named"][1] == "['deals.csv']"  # no links
