"""The screens of a game that is played in a browser: they take names of the player's files, and show no other path."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from textual.widgets import Input

from sim.base import confinement, problems
from sim.base.confinement import Confinement
from sim.base.places import HOME_VARIABLE
from sim.cli.play import PlayRequest
from tests.tui.driving import SMALL, WIDE, Driver, running
from tui.controllers.calibration import results_folder
from tui.screens.crm_columns import CrmColumnsScreen
from tui.screens.crm_file import CrmFileScreen
from tui.screens.crm_report import CrmReportScreen
from tui.screens.menu import MenuScreen
from tui.screens.new_game import NewGameScreen
from tui.screens.saved_games import SavedGamesScreen
from tui.screens.settings import SettingsScreen

EXPORT = Path(__file__).parents[2] / "crm" / "files" / "zoho.csv"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a visitor. What is confined here is what is asked and shown; a process is in tests of `confine`."""
    its = tmp_path / "visitors" / "0123"
    (its / "files").mkdir(parents=True)
    monkeypatch.setenv(HOME_VARIABLE, str(its))
    monkeypatch.setattr(confinement, "_confinement", Confinement(its / "files", (its,), ()))
    monkeypatch.setattr(problems, "_hidden_folders", [str(its)])
    shutil.copy(EXPORT, its / "files" / "deals.csv")
    shutil.copy(EXPORT, tmp_path / "visitors" / "theirs.csv")
    return its


async def _to_file(driver: Driver) -> None:
    await driver.comes_to(MenuScreen)
    await driver.press("down", "enter")
    await driver.comes_to(CrmFileScreen)


@pytest.mark.parametrize("size", [SMALL, pytest.param(WIDE, marks=pytest.mark.validate)])
async def test_from_an_uploaded_file_to_results_among_ones_own(size: tuple[int, int], home: Path) -> None:
    async with running(PlayRequest(), size) as driver:
        await _to_file(driver)
        await driver.sees("`Files`", "deals.csv", "masked", "Read it")
        assert not driver.app.screen.query("#crm-folder")
        await driver.press(*"deals.csv", "enter")
        await driver.comes_to(CrmColumnsScreen)
        await driver.press("enter")
        await driver.comes_to(CrmReportScreen)
        await driver.sees("Written in files: deals.yaml")
        assert str(home.parent) not in driver.text
        assert {path.name for path in results_folder().iterdir()} == {
            "deals.csv", "deals.yaml", "deals.md", "deals.html", "deals.map.yaml",
        }  # fmt: skip
        await driver.press("enter")
        await driver.comes_to(NewGameScreen)
        assert str(home.parent) not in driver.text
    assert [path.name for path in home.parent.iterdir()] in (["0123", "theirs.csv"], ["theirs.csv", "0123"])


PATHS = (
    "../../theirs.csv",
    "{visitors}",
    "{visitors}/theirs.csv",
    "/etc",
    "/",
    "..",
    "~",
    "~root",
    "none/../..",
)


async def test_a_path_of_the_server_is_no_name(home: Path) -> None:
    async with running(PlayRequest(), SMALL) as driver:
        await _to_file(driver)
        for typed in PATHS:
            driver.app.screen.query_one("#crm-path", Input).value = typed.format(visitors=home.parent)
            await driver.until("nothing is told", lambda: "is not among your files" not in driver.text)
            await driver.press("enter")
            await driver.sees("is not among your files")
            assert driver.on(CrmFileScreen)
            assert "0123" not in driver.text
        driver.app.screen.query_one("#crm-path", Input).value = "deals.csv"
        driver.app.screen.query_one("#crm-mapping", Input).value = "/etc/passwd"
        await driver.until("nothing is told", lambda: "is not among your files" not in driver.text)
        await driver.press("enter")
        await driver.sees("is not among your files")


async def test_lists_and_settings_show_no_path_of_the_server(home: Path) -> None:
    async with running(PlayRequest(), SMALL) as driver:
        await driver.comes_to(MenuScreen)
        driver.app.action_settings()
        await driver.comes_to(SettingsScreen)
        await driver.sees("settings.yaml")
        assert str(home.parent) not in driver.text
        await driver.press("escape")
        driver.app.action_saved_games()
        await driver.comes_to(SavedGamesScreen)
        assert str(home.parent) not in driver.text
