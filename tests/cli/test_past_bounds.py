"""Every field of the notation, of rules, settings, records and options past its bounds, through the commands: it is
taken, or refused with status 2, its place and a remedy. Never a traceback.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.base.places import settings_file
from sim.cli.main import main
from sim.game.record import write_record
from sim.play.settings.settings import Settings
from tests.making import DAY, game, play

VALUES: tuple[Any, ...] = (
    None, True, -1, 0, 1, 101, 9.000001, 1e-7, 1e308, 10**40, "", " ", "x" * 5000, "9" * 400, "NaN", ".inf", "²", "٣",
    "\u202e", "~nobody/x", "/dev/full", "[red]", [], [1], [50, 50], [101, 0, -1], {}, {"a": 1}, [[[[]]]],
)  # fmt: skip
"""What a field of a file may hold that it must not."""

WORDS = (
    *(str(value) for value in VALUES if isinstance(value, str | int | float)),
    "-", "1:2:3", "5:1", "1,,2", "1_0", "0x1", "½", "..", "/", "~", "a\nb", "\x1b[31m", "c9.1", "fS٤٠/30/30",
    "lookahead:-1", "lookahead:1:99q", "\udcff",
)  # fmt: skip
"""What an option may be given that it must not."""


def refused_or_taken(capsys: pytest.CaptureFixture[str], *words: str) -> int:
    """The status of a command; a refusal has a message and, behind a semicolon, a remedy."""
    capsys.readouterr()
    status = main(words)
    said = capsys.readouterr()
    assert status in (0, 1, 2), (words, said.err)
    if status == 2:
        problems = [line for line in said.err.splitlines() if "error: " in line]
        assert problems, words
        assert all("; " in line for line in problems), problems
    return status


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Paths of all parts of a document."""
    if path:
        yield path
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, part in entries:
        yield from leaves(part, (*path, key))


def changed(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    """A copy with one part replaced."""
    copy = json.loads(json.dumps(document))
    *way, last = path
    part = copy
    for key in way:
        part = part[key]
    part[last] = value
    return copy


RULES: dict[str, Any] = {
    "format": 1,
    "name": "mine",
    "title": "Mine",
    "summary": "A policy.",
    "move": {"split": {"sellers": 20, "managers": 30, "leaders": 60}, "response": 30, "concentration": 1.5},
    "rules": [
        {"when": {"cash": {"below": 0}, "signals": {"above": -1}},
         "move": {"response": 60, "focus": {"sellers": [40, 30, 30], "managers": [55, 25, 20]}}},
    ],
}  # fmt: skip


def test_rules_past_their_bounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("s.yaml").write_text(
        "format: 1\nname: s\ntitle: S\nsummary: s\nquarters: 1\ngoal: {threshold: 1}\norganisation: {sellers: 2}\n",
        encoding="utf-8",
    )
    run = ("simulate", "s.yaml", "--policy", "p.yaml", "--seeds", "1")
    Path("p.yaml").write_text(json.dumps(RULES), encoding="utf-8")
    assert refused_or_taken(capsys, *run) == 0
    seen = set()
    dice = random.Random(4)  # noqa: S311  # no secret
    for path in leaves(RULES):
        for value in dice.sample(VALUES, 4):
            Path("p.yaml").write_text(json.dumps(changed(RULES, path, value)), encoding="utf-8")
            seen.add(refused_or_taken(capsys, *run))
    assert seen == {0, 2}


def test_settings_past_their_bounds(capsys: pytest.CaptureFixture[str]) -> None:
    usual = Settings(keymap={"game.takeback": "U"}).model_dump()
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    for path in leaves(usual):
        for value in VALUES[::2]:
            settings_file().write_text(json.dumps(changed(usual, path, value)), encoding="utf-8")
            refused_or_taken(capsys, "settings")


FIGURES = ("bookings", "won", "cash", "felt", "clk", "name", "here", "nothing")
MOVES = (
    "c9.1",
    "c9.999999",
    "c1e-7",
    "S101",
    "r999",
    "fS1/2/3",
    "fS100/0/0/0",
    "S2²",
    "S20 S30",
    "L",
    "x",
    "0" * 300,
)


def test_records_past_their_bounds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = write_record(play(game(), "S20 c2", "S30"), DAY)
    path, dice = tmp_path / "r.tgn", random.Random(5)  # noqa: S311  # no secret
    lines = good.split("\n")
    tags = [line.split(" ")[0][1:] for line in lines if line.startswith("[")]
    texts = [good]
    for tag in tags:
        for word in dice.sample(WORDS, 2):
            value = word.replace("\\", "").replace('"', "")
            texts.append(
                "\n".join(f'[{tag} "{value}"]' if line.startswith(f"[{tag} ") else line for line in lines)
            )
    texts += [
        good.replace("[%won ", f"[%{name} {word}] [%won ", 1)
        for name in FIGURES
        for word in dice.sample(WORDS, 4)
    ]
    texts += [
        good.replace("1. S20", number) for number in ("0. S20", "9999. S20", "1.... S20", "-1. S20", "1 S20")
    ]
    for text in texts:
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
        refused_or_taken(capsys, "replay", str(path))
    for move in MOVES:
        path.write_text(good.replace("2. S30", f"2. {move}"), encoding="utf-8")
        assert refused_or_taken(capsys, "replay", str(path)) == 2


Options = Callable[[str], tuple[str, ...]]
OPTIONS: dict[str, Options] = {
    "seeds": lambda v: ("simulate", "solo", "--policy", "no_such_policy", "--seeds", v),
    "policy": lambda v: ("simulate", "solo", "--seeds", "0:x", "--policy", v),
    "scenario": lambda v: ("lookahead", v, "--futures", "100", "--moves", "0"),
    "moves": lambda v: ("lookahead", "solo", "--futures", "1", "--moves", v),
    "lines": lambda v: ("lookahead", "solo", "--futures", "1", "--lines", v),
    "seconds": lambda v: ("lookahead", "no_such", "--seconds", v),
    "futures": lambda v: ("lookahead", "no_such", "--futures", v),
    "seed": lambda v: ("lookahead", "solo", "--futures", "1", "--seed", v),
    "record": lambda v: ("replay", v),
    "move": lambda v: ("why", "g.tgn", "--move", v),
    "start": lambda v: ("export", "no_such.tgn", "--format", "csv", "-o", "x.csv", "--start", v),
    "output": lambda v: ("export", "no_such.tgn", "--format", "csv", "-o", v),
    "games": lambda v: ("arena", "--bots", "steady", "nobody", "--games", v),
    "cores": lambda v: ("arena", "--bots", "steady", "nobody", "--games", "3", "--cores", v),
    "bots": lambda v: ("arena", "--games", "0", "--bots", "steady", v),
    "only": lambda v: ("validate", "--claims", "--cores", "0", "--only", v),
    "check": lambda v: ("check", v),
    "new": lambda v: ("new", v),
    "path": lambda v: ("calibrate", v, "-o", "c.yaml"),
    "map": lambda v: ("calibrate", "no_such.csv", "-o", "c.yaml", "--map", v),
    "report": lambda v: ("calibrate", "no_such.csv", "-o", "c.yaml", "--report", v),
    "play seed": lambda v: ("play", "no_such", "--plain", "--seed", v),
    "port": lambda v: ("serve", "--sessions", "0", "--port", v),
    "sessions": lambda v: ("serve", "--port", "-1", "--sessions", v),
    "fix": lambda v: ("lookahead", "tests_only", "--futures", "100", "--fix", v),
    "command": lambda v: (v,),
}
"""Command lines with one value; where it would be taken, something else is wrong, so that nothing long is begun."""


@pytest.mark.parametrize("name", OPTIONS)
def test_options_past_their_bounds(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("g.tgn").write_text(write_record(play(game(), "S20", "S30"), DAY), encoding="utf-8")
    for word in WORDS if name != "move" else WORDS[::4]:
        refused_or_taken(capsys, *OPTIONS[name](word))
