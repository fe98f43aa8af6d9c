"""The pictures of README and docs are made from the running app: the same every time, saying what the game says."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from tests.tui.driving import WIDE, game
from tools import pictures
from tui.widgets.panel import panel_key

ROOT = Path(__file__).parent.parent.parent


def _text(svg: str) -> str:
    """The words of a picture."""
    return html.unescape(re.sub(r"<[^>]*>", " ", svg)).replace("\xa0", " ")


async def test_the_picture_is_the_same_every_time_and_loads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "FUTURES", 300)  # enough to be seen
    svg = await pictures.drawn(pictures.PICTURES["play"])
    assert svg == await pictures.drawn(pictures.PICTURES["play"])
    assert "@font-face" not in svg
    assert "cdn" not in svg
    assert re.search(r"([Ss]ellers|[Mm]anagers|[Ll]eaders|[Aa]nswers) [+-]\d+: ", _text(svg))  # the hint
    assert re.search(r"this\s+move\s+only|only\s+now|once|[Ii]f\s+kept", _text(svg))  # what the draft changes
    assert f"seed {pictures.SEED}" in _text(svg)


async def test_a_picture_says_what_the_state_says() -> None:
    async with game(WIDE) as driver:
        await driver.lived()
        await driver.press(panel_key("books"))
        view = driver.session.view
        said = _text(driver.app.export_screenshot())
        assert f"Q{view.quarter} of {view.quarters}" in said
        won = sum(week.won for week in view.weeks)
        assert f"{won} (" in said
        assert all(seller.name in said for seller in view.sellers if seller.present)


async def test_a_tree_of_two_lines_is_drawn_once_the_second_is_played() -> None:
    said = _text(await pictures.drawn(pictures.PICTURES["tree"]))
    assert "Lines of this game: 2" in said
    assert "S20 M40 L80 r70" in said


def test_every_picture_is_there_and_every_page_shows_one_that_is() -> None:
    there = {path.stem for path in (ROOT / "docs" / "reference" / "pictures").glob("*.svg")}
    assert there == set(pictures.PICTURES)
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    shown = set(
        re.findall(
            r"\]\((?:docs/)?(?:reference/)?pictures/(\w+)\.svg\)",
            "".join(p.read_text(encoding="utf-8") for p in pages),
        )
    )
    assert shown == there
