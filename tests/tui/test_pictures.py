"""The pictures of README and docs are made from the running app: the same every time, saying what the game says."""

from __future__ import annotations

import html
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.tui.driving import WIDE, game
from tui.widgets.panel import panel_key

ROOT = Path(__file__).parent.parent.parent


def _text(svg: str) -> str:
    """The words of a picture."""
    return html.unescape(re.sub(r"<[^>]*>", " ", svg)).replace("\xa0", " ")


@pytest.fixture
def tool() -> ModuleType:
    """tools/pictures.py as a module."""
    spec = importlib.util.spec_from_file_location("pictures", ROOT / "tools" / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["pictures"] = module  # where its data classes look for their names
    spec.loader.exec_module(module)
    return module


async def test_the_picture_is_the_same_every_time_and_loads_nothing(tool: ModuleType) -> None:
    vars(tool)["FUTURES"] = 300  # enough to be seen
    svg = await tool.drawn(tool.PICTURES["play"])
    assert svg == await tool.drawn(tool.PICTURES["play"])
    assert "@font-face" not in svg
    assert "cdn" not in svg
    assert re.search(r"([Ss]ellers|[Mm]anagers|[Ll]eaders|[Aa]nswers) [+-]\d+: ", _text(svg))  # the hint
    assert re.search(r"this\s+move\s+only|only\s+now|once|[Ii]f\s+kept", _text(svg))  # what the draft changes
    assert f"seed {tool.SEED}" in _text(svg)


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


async def test_a_tree_of_two_lines_is_drawn_once_the_second_is_played(tool: ModuleType) -> None:
    said = _text(await tool.drawn(tool.PICTURES["tree"]))
    assert "Lines of this game: 2" in said
    assert "S20 M40 L80 r70" in said


def test_every_picture_is_there_and_every_page_shows_one_that_is(tool: ModuleType) -> None:
    there = {path.stem for path in (ROOT / "docs" / "pictures").glob("*.svg")}
    assert there == set(tool.PICTURES)
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    shown = set(
        re.findall(
            r"\]\((?:docs/)?pictures/(\w+)\.svg\)", "".join(p.read_text(encoding="utf-8") for p in pages)
        )
    )
    assert shown == there
