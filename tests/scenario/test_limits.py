"""Any text is refused or accepted within ten seconds and one GiB: tried in a process that is held to both."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from sim.scenario.yaml_reader import MAX_NESTING, MAX_NODES
from tests.scenario.texts import HEAD, errors

SECONDS = 10
GIB = 2**30

HELD = f"""
import json, resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, ({GIB}, {GIB}))
from sim.scenario.load import parse_scenario
from sim.base.problems import MAX_PROBLEMS, InputError
texts, spent = json.load(sys.stdin), {{}}
for name in list(texts):
    text, begun = texts.pop(name), time.process_time()
    try:
        parse_scenario(text, "trial.yaml")
    except InputError as error:
        assert 0 < len(error.problems) <= MAX_PROBLEMS, name
        str(error)
    spent[name] = time.process_time() - begun
json.dump(spent, sys.stdout)
"""

SIZE = 1_040_000
LINES = "\n".join(f"k{i}: {{}}" for i in range(24_000))
NAMES = "\n".join(f"    s{i}: {{}}" for i in range(20_000))

HOSTILE = {
    "alias bomb": HEAD + "a: &a [x, x]\n" + "".join(f"b{i}: &b{i} [*a, *a]\n" for i in range(30_000)),
    "deep lists": HEAD + "a: " + "[" * SIZE,
    "deep mappings": HEAD + "a: " + "{a: " * (SIZE // 4),
    "deep blocks": HEAD + "\n".join(" " * i + "a:" for i in range(1_400)),
    "deep dashes": HEAD + "a:\n" + "- " * (SIZE // 2),
    "keys without end": HEAD + LINES,
    "segments without end": HEAD + "market:\n  segments:\n" + NAMES,
    "types without end": HEAD + "disruptions:\n  types:\n" + NAMES,
    "faults without end": HEAD + "disruptions:\n  fixed:\n" + "  - {type: x}\n" * 16_000,
    "sellers without end": HEAD + "organisation: {sellers: [" + "Ada, " * 45_000 + "]}",
    "seats without end": HEAD + "seats: [" + "team, " * 45_000 + "]",
    "steps without end": HEAD + "market:\n  rate_of_change:\n" + "  - {week: 0}\n" * 16_000,
    "moves without end": HEAD + "story:\n  moves:\n" + "".join(f"    m{i}: x\n" for i in range(24_000)),
    "wrong numbers without end": HEAD + "learning: [" + "1, " * 45_000 + "]",
    "anchors without end": HEAD + "learning: [" + "&a x, " * 45_000 + "]",
    "long plain word": HEAD + "story: {start: " + "x" * SIZE + "}",
    "long quoted text": HEAD + 'story: {start: "' + "x " * (SIZE // 2) + '"}',
    "long text of many lines": HEAD + "story:\n  start: |\n" + "    x\n" * (SIZE // 6),
    "long key": HEAD + "x" * SIZE + ": 1",
    "long number": HEAD + "quarters: " + "9" * SIZE,
    "long exponent": HEAD + "difficulty: 1e" + "9" * SIZE,
    "many question marks": HEAD + "? " * (SIZE // 2),
    "many colons": HEAD + ": " * (SIZE // 2),
    "many percents": HEAD + "%" * SIZE,
    "many comments": HEAD + "#\n" * (SIZE // 2),
    "many documents": HEAD + "---\n" * (SIZE // 4),
    "many escapes": HEAD + 'story: {start: "' + "\\u0041" * (SIZE // 6) + '"}',
    "many line ends": HEAD + "\r" * SIZE,
    "many wide characters": HEAD + "story: {start: " + "\U0001f600" * (SIZE // 4) + "}",
    "many almost right keys": HEAD + "\n".join(f"quarter{i}: 1" for i in range(24_000)),
}


@pytest.fixture(scope="module")
def spent() -> dict[str, float]:
    """Seconds of work for each hostile text, all in one process that may take no more than a GiB."""
    if sys.platform == "win32":
        pytest.skip("Windows has no limits of this kind")
    texts, limit = json.dumps(HOSTILE).encode(), SECONDS * len(HOSTILE)
    done = subprocess.run(
        [sys.executable, "-c", HELD], input=texts, capture_output=True, timeout=limit, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    seconds: dict[str, float] = json.loads(done.stdout)
    return seconds


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_costs_little(name: str, spent: dict[str, float]) -> None:
    assert spent[name] < SECONDS


def test_the_limits_on_depth_and_count_are_exact() -> None:
    levels = MAX_NESTING - 1  # the file itself is one
    (problem,) = errors(HEAD + "seats: " + "[" * levels + "]" * levels)
    assert "levels" not in problem.message
    (problem,) = errors(HEAD + "seats: " + "[" * (levels + 1) + "]" * (levels + 1))
    assert f"more than {MAX_NESTING} levels" in problem.message
    room = (
        MAX_NODES - 1 - 2 * HEAD.count("\n") - 2
    )  # the file, the head's keys and values, and the list with its key
    (problem, *_) = errors(HEAD + "learning: [" + "x, " * room + "]")
    assert "items, at most 20" in problem.message
    (problem,) = errors(HEAD + "learning: [" + "x, " * (room + 1) + "]")
    assert f"more than {MAX_NODES}" in problem.message
