"""Charts show the same figures as the tables, with text for those who cannot see them."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sim.crm.deals import LOST, WON
from sim.crm.report.bins import Bins, bin_days, bin_values, days_to_close, won_values
from sim.crm.report.charts import days_chart, fate_chart, months_chart, quarter_chart, values_chart
from sim.crm.report.number_format import format_integer, format_percent
from sim.crm.report.render import render_markdown, render_page
from sim.crm.report.report_data import ReportData
from sim.crm.report.svg import AreaChart, BarChart
from tests.crm.report.sample_report import empty_report, full_report, made_deals, silent_deals

REPORT = full_report()


class Shapes(HTMLParser):
    """The labelled bars, polygons and texts of a chart."""

    def __init__(self, svg: str) -> None:
        super().__init__()
        self.bars: list[tuple[float, str]] = []
        self.areas: list[list[tuple[float, float]]] = []
        self.named: dict[str, str] = {}
        self._height: float | None = None
        self._tag = ""
        self.feed(svg)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record a tag or its text."""
        found = {key: value or "" for key, value in attrs}
        self._tag = found.get("id", tag)
        if tag == "rect" and found.get("class", "").startswith("edge"):
            self._height = float(found["height"])
        if tag == "polygon":
            pairs = [pair.split(",") for pair in found["points"].split()]
            self.areas.append([(float(x), float(y)) for x, y in pairs])

    def handle_data(self, data: str) -> None:
        """Record a tag or its text."""
        if self._tag == "title" and self._height is not None:
            self.bars.append((self._height, data))
            self._height = None
        self.named.setdefault(self._tag, data)


def drawn(picture: BarChart | AreaChart | None) -> Shapes:
    assert picture is not None
    return Shapes(picture.svg("k"))


def rows(title: str, report: ReportData = REPORT) -> list[list[str]]:
    """The cells of the table below a heading."""
    part = render_markdown(report).split(f"\n## {title}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [line.strip("|").strip().split(" | ") for line in lines[2:]]


def number(cell: str) -> float:
    return float(cell.replace(",", "").removesuffix(" %"))


def test_the_chart_of_days_equals_the_table() -> None:
    shapes, table = drawn(days_chart(REPORT.deals)), rows("How long deals take")
    said = [f"{row[0]} days: {row[i]} ({row[i + 1]})" for i in (1, 3) for row in table]
    assert [text for _, text in shapes.bars] == said
    shares = [number(row[i]) / sum(number(r[i]) for r in table) for i in (1, 3) for row in table]
    heights = np.array([height for height, _ in shapes.bars])
    assert heights / heights.max() == pytest.approx(np.array(shares) / max(shares), abs=1e-3)


def test_the_chart_of_values_equals_the_table() -> None:
    shapes, table = drawn(values_chart(REPORT.deals)), rows("What wins are worth")
    assert len(shapes.bars) == len(table)
    for (_, said), row in zip(shapes.bars, table, strict=True):
        assert said.startswith(f"{row[0]}: {row[1]} win")
    heights = np.array([height for height, _ in shapes.bars])
    counts = np.array([number(row[1]) for row in table])
    assert heights / heights.max() == pytest.approx(counts / counts.max(), abs=1e-3)


def test_the_chart_of_months_equals_the_table_and_marks_months_used() -> None:
    assert REPORT.figures.arrivals is not None
    shapes, table = drawn(months_chart(REPORT.figures.arrivals)), rows("New deals by month")
    used = {"yes": "used", "no": "not used"}
    assert [text for _, text in shapes.bars] == [f"{m}: {n} deals, {used[yes]}" for m, n, yes in table]
    assert [row[2] for row in table] == ["no", "yes", "yes", "no"]
    heights = np.array([height for height, _ in shapes.bars])
    assert heights / heights.max() == pytest.approx(np.array([123, 678, 645, 87]) / 678, abs=1e-3)


def test_the_chart_of_the_quarter_equals_the_table() -> None:
    assert REPORT.figures.quarter_end is not None
    shapes = drawn(quarter_chart(REPORT.figures.quarter_end))
    assert [text for _, text in shapes.bars] == [
        f"{row[0]} {row[1]} ({row[2]})" for row in rows("Quarter-end rush")
    ]


def test_areas_equal_the_table_and_add_up_to_the_whole() -> None:
    fate = REPORT.figures.fate
    assert fate is not None
    won, stays, lost = drawn(fate_chart(fate)).areas
    n = len(fate.days)
    floor, ceiling = won[-1][1], lost[0][1]

    def share(area: list[tuple[float, float]], i: int) -> float:
        return (area[2 * n - 1 - i][1] - area[i][1]) / (floor - ceiling)

    for i, row in enumerate(rows("What becomes of deals as they age")):
        report = [number(cell) / 100 for cell in row[1:]]
        assert [share(won, i), share(lost, i), share(stays, i)] == pytest.approx(report, abs=2e-3)
        assert sum(report) == pytest.approx(1, abs=2e-3)
    assert won[:n] == stays[: n - 1 : -1]  # the layers touch
    assert stays[:n] == lost[: n - 1 : -1]


def test_many_ages_are_thinned_in_the_table_but_not_in_the_chart() -> None:
    fate = REPORT.figures.fate
    assert fate is not None
    ages = tuple(float(day) for day in range(400))
    long = replace(fate, days=ages, won=tuple(a / 1000 for a in ages), lost=tuple(a / 2000 for a in ages))
    report = replace(REPORT, figures=replace(REPORT.figures, fate=long))
    table = rows("What becomes of deals as they age", report)
    assert len(table) <= 13
    assert [table[0][0], table[-1][0]] == ["0", "399"]
    assert len(drawn(fate_chart(long)).areas[0]) == 800


def test_each_chart_has_a_title_and_a_description() -> None:
    assert REPORT.figures.arrivals is not None
    assert REPORT.figures.quarter_end is not None
    assert REPORT.figures.fate is not None
    for picture in (
        days_chart(REPORT.deals),
        values_chart(REPORT.deals),
        months_chart(REPORT.figures.arrivals),
        quarter_chart(REPORT.figures.quarter_end),
        fate_chart(REPORT.figures.fate),
    ):
        assert picture is not None
        named = drawn(picture).named
        assert named["k-title"] == picture.title
        assert named["k-text"] == picture.description
        assert re.search(r"\d", picture.description)
    assert render_page(REPORT).count('role="img"') == 5


def test_without_figures_there_is_no_chart() -> None:
    assert "<svg" not in render_page(empty_report())
    assert days_chart(silent_deals()) is None
    assert values_chart(silent_deals()) is None


@settings(max_examples=60)
@given(st.lists(st.integers(0, 20_000), min_size=1, max_size=60), st.integers(0, 2**31))
def test_every_deal_is_in_one_bin_of_days(took: list[int], seed: int) -> None:
    deals = made_deals(len(took), seed)
    deals = replace(deals, closed=deals.created + np.array(took, dtype=float))
    bins = bin_days(deals)
    if bins is None:
        assert not days_to_close(deals, WON).size + days_to_close(deals, LOST).size
        return
    assert len(bins.names) <= 21
    for kind, counts in zip((WON, LOST), bins.counts, strict=True):
        assert sum(counts) == days_to_close(deals, kind).size
        assert list(counts) == [
            _within(bins, i, days_to_close(deals, kind).tolist()) for i in range(len(counts))
        ]


def _within(bins: Bins, i: int, took: list[float]) -> int:
    """Number of deals in a bin, according to its name."""
    ends = [float(n.replace(",", "")) for n in re.findall(r"[\d,]+", bins.names[i])]
    top = float("inf") if "more" in bins.names[i] else ends[-1]
    return sum(ends[0] <= t <= top for t in took)


@settings(max_examples=60)
@given(st.lists(st.floats(1e-3, 1e12), min_size=1, max_size=40))
@example([999_999_999_999.998])  # its logarithm is rounded up to 12
def test_every_win_is_in_one_bin_of_values(worth: list[float]) -> None:
    deals = made_deals(len(worth))
    deals = replace(deals, outcome=np.full(len(worth), WON), value=np.array(worth))
    bins = bin_values(deals)
    assert bins is not None
    assert sum(bins.counts[0]) == won_values(deals).size == len(worth)
    assert len(bins.names) <= 40
    assert bins.counts[0][0] > 0
    assert bins.counts[0][-1] > 0


def test_a_single_win_makes_a_chart() -> None:
    deals = made_deals(1)
    one = replace(deals, outcome=np.array([WON]), closed=deals.created, value=np.array([7.0]))
    assert drawn(days_chart(one)).bars[0][1] == f"0 days: {format_integer(1)} ({format_percent(1.0)})"
    assert len(drawn(values_chart(one)).bars) == 1
