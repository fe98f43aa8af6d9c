"""The picture of stocks and flows in docs/reference/model.md: every stock is in it, its arrows are the code's."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from sim.model.flow import flow_week
from sim.model.state import UNIT_STOCKS, Counts, Stocks
from sim.model.threats import no_threats
from tests.model.firms import REFERENCE, default_allocation
from tools.pages.model import page

TEXT = page()
STATE = {f.name for kind in (Counts, Stocks) for f in fields(kind)}
WORLD = {"signals", "answers", "strikes", "window"}
"""Nodes through which disruptions act, which the flow of one week is given."""


def arrows() -> dict[str, set[str]]:
    """Where the picture's arrows go from each node."""
    found: dict[str, set[str]] = {}
    picture = re.findall(r"^```mermaid\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    (text,) = picture
    for line in text.splitlines()[1:]:
        steps = [[re.match(r"\w+", n.strip()) for n in step.split(" & ")] for step in line.split("-->")]
        names = [[node[0] for node in step if node] for step in steps]
        for before, after in pairwise(names):
            for node in before:
                found.setdefault(node, set()).update(after)
    return found


def reached(picture: dict[str, set[str]], start: str) -> set[str]:
    """State that is reached by arrows without passing other state, nor the world."""
    todo, seen = [start], set[str]()
    while todo:
        for node in picture.get(todo.pop(), set()) - seen - WORLD:
            seen.add(node)
            if node not in STATE:
                todo.append(node)
    return seen & STATE


def state(felt: float, deals: float) -> tuple[Counts, Stocks]:
    """A position under some pressure, with these numbers of deals in each place."""
    counts = Counts(np.full((3, 2), deals), np.full((3, 2), deals), np.full((3, 3), 2.0), np.full(3, 50.0))
    rest: dict[str, Any] = dict.fromkeys(UNIT_STOCKS, 0.4) | {
        "felt": felt,
        "demand": 0.1,
        "slowness": 0.2,
        "exodus": 0.3,
    }
    seats: dict[str, Any] = {"filled": np.full(12, 0.9), "ramp": np.full(12, 0.7)}
    gaps: dict[str, Any] = {"gap": np.full(3, 0.1), "rival_gap": np.full(3, 0.2)}
    return counts, Stocks(**rest, **gaps, **seats)


def after(counts: Counts, stocks: Stocks) -> dict[str, np.ndarray]:
    """All state a week later."""
    flowed = flow_week(REFERENCE, 0, counts, stocks, default_allocation((25, 35, 65)), no_threats(3))
    return {
        f.name: np.asarray(getattr(part, f.name))
        for part in (flowed.counts, flowed.stocks)
        for f in fields(part)
    }


def moved_by(name: str) -> set[str]:
    """Other state that differs a week later where one part of it was another one, in a busy firm or an idle one."""
    found = set[str]()
    for felt, deals in ((0.8, 20.0), (0.8, 2.0)):
        counts, stocks = state(felt, deals)
        base = after(counts, stocks)
        if hasattr(counts, name):
            changed = after(replace(counts, **{name: getattr(counts, name) + 0.5}), stocks)
        else:
            changed = after(counts, replace(stocks, **{name: getattr(stocks, name) + 0.05}))
        found |= {key for key, value in changed.items() if np.abs(value - base[key]).max() > 1e-12}
    return found - {name}


def test_every_stock_and_count_is_in_the_picture() -> None:
    picture = arrows()
    assert set(picture) | set().union(*picture.values()) >= STATE


def test_every_stock_and_count_is_in_the_table_of_the_state() -> None:
    section = TEXT.partition("**State.**")[2].partition("**Stocks and flows.**")[0]
    rows = [line for line in section.splitlines() if line.startswith("|")]
    assert set(re.findall(r"`(\w+)`", "\n".join(rows))) >= STATE


@pytest.mark.parametrize("name", sorted(STATE))
def test_arrows_are_the_codes_dependences(name: str) -> None:
    assert reached(arrows(), name) - {name} == moved_by(name)
