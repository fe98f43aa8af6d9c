"""The picture of the README is made from the running app: the same every time, saying what the game says."""

from __future__ import annotations

import html
import importlib.util
import re
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
    """tools/picture.py as a module."""
    spec = importlib.util.spec_from_file_location("picture", ROOT / "tools" / "picture.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


async def test_the_picture_is_the_same_every_time_and_loads_nothing(tool: ModuleType) -> None:
    vars(tool)["FUTURES"] = 300  # enough to be seen
    svg = await tool.picture()
    assert svg == await tool.picture()
    assert "@font-face" not in svg
    assert "cdn" not in svg
    assert re.search(r"([Ss]ellers|[Mm]anagers|[Ll]eaders|[Aa]nswers) [+-]\d+: ", _text(svg))  # the hint
    assert "If kept" in _text(svg)
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


def test_the_readme_has_one() -> None:
    assert (ROOT / "docs" / "play.svg").read_text(encoding="utf-8").startswith("<svg")
