"""docs/reference/model.md: its laws use every number of the code by its name, and name no other."""

from __future__ import annotations

import re

import pytest

from sim.scenario.parameters import Parameters
from sim.scenario.scenario import Scenario
from tools.pages.model import page
from tools.pages.symbols import SURE, parameter_groups, symbol_rows

TEXT = page()
ROWS = {row.path: row for path, kind in parameter_groups() for row in symbol_rows(path, kind)}
STATE = TEXT.partition("**State.**")[2].partition("**Stocks and flows.**")[0]
LAWS = STATE + TEXT.partition("## 7. Submodels")[2].partition("### What was decided")[0]
SAID = " ".join(re.findall(r"`([^`]+)`", LAWS.replace("\n", " ")))
"""Everything in backquotes in the laws."""
OF_STOCKS = {"gain", "half", "age"}
"""Numbers of the one law of stocks, which names them once for all."""


def test_the_page_has_the_parts_of_the_protocol_in_order() -> None:
    heads = re.findall(r"^## (\d)\. (.*)$", TEXT, re.MULTILINE)
    assert heads == [
        ("1", "Purpose and patterns"), ("2", "Entities, state variables and scales"),
        ("3", "Process overview and scheduling"), ("4", "Design concepts"), ("5", "Initialization"),
        ("6", "Input data"), ("7", "Submodels"),
    ]  # fmt: skip


@pytest.mark.parametrize("path", [path for path in ROWS if path.partition(".")[0] in Parameters.model_fields])
def test_every_number_of_the_laws_is_in_a_law(path: str) -> None:
    group, _, key = path.partition(".")
    stock = f"| {group} |" in LAWS
    assert stock or re.search(rf"\b{group}\b", SAID), group
    tables = "\n".join(line for line in LAWS.splitlines() if line.startswith(f"| {group} |"))
    assert (stock and key in OF_STOCKS) or re.search(rf"\b{key}\b", SAID + tables), path


def test_what_the_laws_name_is_there() -> None:
    """A path with a dot, `group.key`, is a number of the laws or of the scenario."""
    for group, key in re.findall(r"\b([a-z_]+)\.([a-z_]+)\b", re.sub(r"\S+\.py", "", SAID)):
        field = Parameters.model_fields.get(group) or Scenario.model_fields.get(group)
        assert field is not None, f"{group}.{key}"
        assert key in field.annotation.model_fields, f"{group}.{key}"  # type: ignore[union-attr]


@pytest.mark.parametrize("path", SURE)
def test_who_is_sure_says_why(path: str) -> None:
    assert ROWS[path].sure in {"A", "B"}
    assert ROWS[path].source


def test_what_a_row_says() -> None:
    row = ROWS["people.ramp_weeks"]
    assert row.unit == "weeks"
    assert row.default == "22"
    assert row.possible == "1 to 104"
    assert row.usual == "8 to 52"
    assert row.meaning == "time constant of a new hire's ramp"
    assert row.source == "Bridge Group: just under five months"
