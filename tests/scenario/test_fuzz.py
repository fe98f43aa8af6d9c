"""Whatever a file holds, it is loaded or refused with places; nothing else comes out, in no long time."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.base.characters import is_control_character
from sim.base.library import data_file, data_file_names
from sim.base.problems import MAX_PROBLEMS, InputError
from sim.scenario import yaml_reader
from sim.scenario.load import LoadedScenario, load_scenario, parse_scenario, parse_section
from sim.scenario.parameters import Parameters
from sim.scenario.scenario import Scenario
from tests.scenario.corpus_files import CORPUS
from tests.scenario.texts import HEAD, outcome

QUICK = settings(
    max_examples=300,
    deadline=10_000,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

BASES = [HEAD] + [
    data_file("scenarios", name).read_text(encoding="utf-8") for name in data_file_names("scenarios")
]
SCRAPS = st.sampled_from(
    list("{}[],:-?&*!|>'\"%@`#~\n\t \\.0123456789")
    + ["\n  ", ": ", "- ", "null", "true", ".inf", "1e400", "<<: ", "---\n"]
    + ["\x00", "\x1b", "\x85", "\u2028", "\ufeff", "\ud800", "\uffff", "\U0001f600", "&a ", "*a", "!!int ", "extends: "]
    + [f"{key}: " for key in Scenario.model_fields]
)  # fmt: skip
SOUP = st.lists(SCRAPS, max_size=40).map("".join)

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
)
KEYS = st.sampled_from(
    [*Scenario.model_fields, "segments", "types", "fixed", "sellers", "split", "week", "core", "slump", "effects",
     "extends", "start", "moves", "1", "x", "conversations", "lead", "rate_of_change", "threshold", "on", "size"]
)  # fmt: skip
TREES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)


def check(text: str) -> None:
    """That nothing but a scenario or problems with places comes out."""
    found = outcome(lambda: parse_scenario(text, "fuzz.yaml"))
    problems = found.warnings if isinstance(found, LoadedScenario) else found
    assert isinstance(found, LoadedScenario) or 0 < len(problems) <= MAX_PROBLEMS
    lines = len(re.split("\r\n|\r|\n", text)) + 1  # what is not closed is told where the file ends
    for problem in problems:
        assert problem.severity == ("warning" if isinstance(found, LoadedScenario) else "error")
        assert problem.message
        assert problem.remedy
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.file != "fuzz.yaml" or problem.line <= lines
        assert not any(is_control_character(char) or char in "\n\t" for char in str(problem))


@QUICK
@given(st.text() | SOUP)
def test_any_text(text: str) -> None:
    check(text)


@QUICK
@given(st.binary(max_size=400) | SOUP.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "fuzz.yaml"
    path.write_bytes(content)
    found = outcome(lambda: load_scenario(str(path)))
    assert isinstance(found, LoadedScenario) or {problem.file for problem in found} <= {
        str(path),
        *data_file_names("scenarios"),
    }
    assert found


@QUICK
@given(st.data())
def test_any_scenario_with_something_cut_put_in_or_doubled(choose: st.DataObject) -> None:
    text = choose.draw(st.sampled_from(BASES))
    for _ in range(choose.draw(st.integers(1, 3))):
        at = choose.draw(st.integers(0, len(text)))
        to = min(len(text), at + choose.draw(st.sampled_from([0, 1, 2, 8, 40])))
        text = text[:at] + choose.draw(SCRAPS | st.just(text[at:to] * 2) | st.just("")) + text[to:]
    check(text)


def _flow(value: Any) -> str:
    """A value in YAML's flow style, with whatever keys and texts are in it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool) or value is None:
        return str(value).lower() if value is not None else "null"
    return repr(value) if isinstance(value, int | float) else "'" + value.replace("'", "''") + "'"


@QUICK
@given(st.dictionaries(KEYS, TREES, max_size=5))
def test_any_values_under_keys_that_are_known(values: dict[str, Any]) -> None:
    check(HEAD + "".join(f"{key}: {_flow(value)}\n" for key, value in values.items() if key not in HEAD))


@settings(max_examples=150, deadline=10_000)
@given(st.text() | SOUP | TREES.map(_flow))
def test_any_text_as_any_section(text: str) -> None:
    with suppress(InputError):
        assert parse_section(text, "fuzz.yaml", Parameters)


@settings(QUICK, max_examples=150)
@given(SOUP)
def test_any_text_with_the_reader_in_python(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(yaml_reader, "_LOADER", yaml.SafeLoader)
    check(text)


@pytest.mark.validate
@settings(QUICK, max_examples=5_000)
@given(st.data())
def test_broken_files_broken_further(choose: st.DataObject) -> None:
    text = choose.draw(st.sampled_from([b.text for b in CORPUS]))
    at = choose.draw(st.integers(0, len(text)))
    check(text[:at] + choose.draw(SOUP) + text[at + choose.draw(st.integers(0, 5)) :])
