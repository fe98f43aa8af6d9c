"""Every figure is in the report, rounded as its interval allows, and missing figures are listed."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.base.statistics import Estimate
from sim.crm.estimate.figures import CycleTimes, Figures
from sim.crm.ledger import RowLedger
from sim.crm.report import number_format
from sim.crm.report.render import render_markdown
from tests.crm.report.sample_report import empty_report, full_figures, full_report

SHARES = {"win_rate", "shares", "rate", "open_when_old", "old_month", "stay_open"}
"""Fields that hold shares as estimates."""
POINTS, PERCENT, CHANCES, FLAGS = {"sd"}, {"won", "lost"}, {"p"}, {"present", "distinguishable"}


def written(value: object, field: str) -> Iterator[str]:
    """How each figure below a value is written."""
    if isinstance(value, Estimate):
        share = field in SHARES
        yield (number_format.format_share if share else number_format.format_estimate)(value)
        yield (number_format.format_share_interval if share else number_format.format_interval)(value)
        yield number_format.format_integer(value.n)
    elif is_dataclass(value):
        for part in fields(value):
            yield from written(getattr(value, part.name), part.name)
    elif isinstance(value, tuple):
        for item in value:
            yield from written(item, field)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, bool):
        assert field in FLAGS
    elif isinstance(value, int):
        yield number_format.format_integer(value)
    elif isinstance(value, float):
        yield (
            number_format.format_p_value(value)
            if field in CHANCES
            else number_format.format_points(value)
            if field in POINTS
            else number_format.format_percent(value)
            if field in PERCENT
            else number_format.format_plain(value)
        )


def has(text: str, figure: str) -> bool:
    """Whether a figure is in a text as a whole, not only as part of a longer number."""
    return re.search(rf"(?<![\d.,]){re.escape(figure)}(?![\d]|[.,]\d)", text) is not None


def test_every_figure_is_in_the_report() -> None:
    text = render_markdown(full_report())
    expected = set(written(full_figures(), ""))
    assert len(expected) > 100
    assert not [figure for figure in expected if not has(text, figure)]


@pytest.mark.parametrize(
    "field", [f.name for f in fields(Figures) if getattr(empty_report().figures, f.name) is None]
)
def test_a_report_without_one_kind_of_figure_is_shorter(field: str) -> None:
    whole = full_report()
    without: dict[str, Any] = {field: None}
    figures = replace(whole.figures, **without)
    less = render_markdown(replace(whole, figures=figures))
    gone = set(written(getattr(whole.figures, field), field)) - set(written(figures, ""))
    assert "None" not in less
    assert "nan" not in less
    assert len(less) < len(render_markdown(whole)) + 200
    first = less.split("## How certain")[0]
    alone = {figure for figure in gone if "to" in figure or "%" in figure}
    assert not [figure for figure in alone if has(first, figure)]


def test_without_any_figure_the_report_says_what_is_missing() -> None:
    text = render_markdown(empty_report())
    findings = text.split("## What your data show")[1].split("## How certain")[0]
    assert findings.count("does not show") == 8
    assert "Anything: no column tells it." in text
    assert "3 deals" in findings
    assert "None" not in text
    assert "nan" not in text


def test_figures_that_are_not_numbers_are_not_known() -> None:
    nothing = Estimate(math.nan, math.nan, math.nan, 1)
    whole = full_report()
    cycle = CycleTimes(nothing, nothing, math.nan, math.nan, math.nan)
    figures = replace(whole.figures, days_won=cycle, win_rate=replace(nothing, value=1.0))
    reproduced = tuple(replace(b, simulated=math.nan, standard_error=math.nan) for b in whole.reproduced)
    text = render_markdown(replace(whole, figures=figures, reproduced=reproduced))
    assert not re.search(r"\bnan\b|\binf\b", text)
    assert "Could not be measured" in text


def test_only_indistinguishable_sellers_are_called_noise() -> None:
    whole = full_report()
    effect = whole.figures.rep_effect
    assert effect is not None
    differ = replace(whole.figures, rep_effect=replace(effect, distinguishable=True, p=0.003, sd=0.08))
    assert "noise" in render_markdown(whole).split("## Sellers")[1].split("\n\n")[1].split(".")[0]
    report = render_markdown(replace(whole, figures=differ))
    assert "rank" not in report
    assert "not simulated" in report


def test_a_quarter_end_rush_is_reported_only_if_there_is_one() -> None:
    whole = full_report()
    quarter = whole.figures.quarter_end
    assert quarter is not None
    flat = replace(whole.figures, quarter_end=replace(quarter, present=False, p=0.4))
    assert "There is a quarter-end rush" in render_markdown(whole)
    assert "There is a quarter-end rush" not in render_markdown(replace(whole, figures=flat))


reasons = st.dictionaries(st.sampled_from("abcdefghij"), st.integers(1, 5000), max_size=10)


@given(reasons, reasons, st.integers(0, 100_000))
def test_rows_add_up_in_the_text(aside: dict[str, int], repaired: dict[str, int], used: int) -> None:
    ledger = RowLedger(used + sum(aside.values()), Counter(aside), Counter(repaired))
    text = render_markdown(replace(empty_report(), ledger=ledger))
    line = next(line for line in text.splitlines() if "in the file =" in line)
    rows, kept, out, *parts = (int(n.replace(",", "")) for n in re.findall(r"[\d,]*\d(?! more reason)", line))
    assert rows == kept + out == ledger.rows
    assert sum(parts) == out
    table = text.split("## All rows accounted for")[1]
    cells = [row.strip("| ").split(" | ") for row in table.splitlines() if row.startswith("| set aside")]
    assert sum(int(c[-1].replace(",", "")) for c in cells) == out


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e6))
def test_rounding_changes_an_estimate_by_at_most_an_eighth_of_its_interval(
    middle: float, half: float
) -> None:
    e = Estimate(middle, middle - half, middle + half, 9)
    text = number_format.format_estimate(e)
    got = float(text.replace(",", ""))
    assert abs(got - middle) <= half / 4 * (1 + 1e-6) + abs(middle) * 1e-12
    digits = text.replace(",", "").lstrip("-")
    places = len(digits.split(".")[1]) if "." in digits else 0
    assert places == 0 or 10.0**-places > half / 20 * (1 - 1e-6)  # and no digit is written that says nothing


def test_figures_have_thousands_separators() -> None:
    assert number_format.format_integer(10005534) == "10,005,534"
    assert number_format.format_plain(10005534.4) == "10,005,534"
    assert number_format.format_plain(5284.3) == "5,284"
    assert number_format.format_plain(0.91234) == "0.912"
    assert number_format.format_estimate(Estimate(57, 55, 59, 9)) == "57"
    assert number_format.format_share_interval(Estimate(0.4815, 0.4699, 0.493, 6500)) == "47.0 to 49.3 %"
    assert number_format.format_plain(-0.0) == "0"
    assert number_format.format_p_value(0.0001) == "below 0.001"
