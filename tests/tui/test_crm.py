"""From a CRM export to a game on the screen: file, columns, report, start. Real files, at the small size where nothing
else is said.
"""

from __future__ import annotations

import asyncio
import csv
import shutil
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from sim.base.places import HOME_VARIABLE
from sim.cli.play import PlayRequest
from sim.crm.deals import LOST, OPEN, WON
from sim.crm.intake.mapping import Mapping, read_mapping
from sim.crm.intake.read_export import read_export
from sim.scenario.load import load_scenario
from tests.tui.driving import SMALL, WIDE, Driver, running
from tui.content.crm_rows import change_mapping
from tui.controllers.calibration import Walk, results_folder, typed_path
from tui.drawing.markdown import render_markdown
from tui.screens.choosing import Choosing
from tui.screens.crm_columns import CrmColumnsScreen
from tui.screens.crm_file import CrmFileScreen
from tui.screens.crm_report import CrmReportScreen
from tui.screens.menu import MenuScreen
from tui.screens.new_game import NewGameScreen
from tui.screens.working import Working
from tui.widgets.fields import RowList

FILES = Path(__file__).parents[1] / "crm" / "files"

BOLD, ACT, LINK = "[bold red]x[/]", "[@click=app.quit]y[/]", "[z](http://z)"
ESCAPE = "\x1b[31mred\x1b]8;;http://x\x07"


def _own_copy(tmp_path: Path, name: str) -> Path:
    return Path(shutil.copy(FILES / name, tmp_path / name))


async def _to_file(driver: Driver) -> None:
    await driver.comes_to(MenuScreen)
    await driver.press("down", "enter")
    await driver.comes_to(CrmFileScreen)


async def _to_columns(driver: Driver, path: Path | str) -> None:
    await _to_file(driver)
    driver.app.screen.query_one("#crm-path", Input).value = str(path)
    await driver.press("enter")
    await driver.comes_to(CrmColumnsScreen)
    await driver.until("the rows are there", lambda: _fields(driver).option_count)


def _fields(driver: Driver) -> RowList:
    return driver.app.screen.query_one(RowList)


def _walk(driver: Driver) -> Walk:
    walk = driver.app._walk
    assert walk is not None
    return walk


async def _go_to_row(driver: Driver, name: str) -> None:
    """To the row of a title or a key, with the keys of the list."""
    _fields(driver).focus()
    await driver.press("home")
    for _ in range(_fields(driver).option_count):
        row = _fields(driver).row
        if row is not None and name in (row.title.strip(), row.key):
            return
        await driver.press("down")
    raise AssertionError(f"no row {name}; on screen:\n{driver.text}")


async def _choose(driver: Driver, name: str, value: str) -> None:
    """Open the choices of a row, and choose one, by keys."""
    await _go_to_row(driver, name)
    row = _fields(driver).row
    assert row is not None
    await driver.press("enter")
    await driver.comes_to(Choosing)
    values = [choice[0] for choice in row.choices]
    away = values.index(value) - row.at
    await driver.press(*["down" if away > 0 else "up"] * abs(away), "enter")
    await driver.comes_to(CrmColumnsScreen)


def _all_inside(driver: Driver) -> bool:
    """Whether every button and every frame lies on the screen as a whole."""
    screen = driver.app.screen
    return all(
        screen.region.contains_region(widget.region)
        for widget in screen.query("Button, .crm, RowList, Footer")
    )


async def test_from_the_menu_to_a_game_by_keys(tmp_path: Path) -> None:
    path = _own_copy(tmp_path, "zoho.csv")
    async with running(PlayRequest(), SMALL) as driver:
        await _to_file(driver)
        await driver.sees("nothing leaves it", "masked")
        assert _all_inside(driver)
        await driver.press(*f'"{path}"', "enter")
        await driver.comes_to(CrmColumnsScreen)
        outcome = read_export(path).deals.outcome
        await driver.sees(
            f"{(outcome == WON).sum()} won, {(outcome == LOST).sum()} lost, {(outcome == OPEN).sum()} open"
        )
        assert _all_inside(driver)
        await driver.press("enter")
        await driver.comes_to(CrmReportScreen)
        for size in ((1, 1), (2, 1), SMALL):  # it comes to rest in any window
            await driver.resize(size)
        await driver.comes_to(CrmReportScreen)
        await driver.sees("What your data show", "zoho.yaml")
        assert _all_inside(driver)
        await driver.press("enter")
        await driver.comes_to(NewGameScreen)
        await driver.sees("Your own firm, calibrated from")
        await driver.press("enter")
        await driver.playing()
        played = driver.session.game.setup.scenario
    folder = results_folder()
    assert played == load_scenario(str(folder / "zoho.yaml")).scenario
    assert (folder / "zoho.html").read_text(encoding="utf-8").count("<svg")
    assert read_mapping(folder / "zoho.map.yaml").columns.owner == "Deal Owner"
    everything = "".join(file.read_text(encoding="utf-8") for file in folder.iterdir())
    names = read_export(path, keep_names=True).deals.owners
    assert names
    assert not any(name in everything for name in names)


async def test_with_the_mouse_and_what_somebody_edited_stays(tmp_path: Path) -> None:
    path, folder = _own_copy(tmp_path, "hubspot.csv"), tmp_path / "mine"
    folder.mkdir()
    (folder / "hubspot.md").write_text("my notes", encoding="utf-8")
    async with running(PlayRequest(), WIDE) as driver:
        await _to_file(driver)
        driver.app.screen.query_one("#crm-path", Input).value = str(path)
        driver.app.screen.query_one("#crm-folder", Input).value = str(folder)
        await driver.click("#crm-names")
        await driver.sees("Sellers keep their names")
        await driver.click("#crm-read")
        await driver.comes_to(CrmColumnsScreen)
        await driver.until("the rows are there", lambda: _fields(driver).option_count)
        lines = driver.text.split("\n")
        product = next(at for at, line in enumerate(lines) if "Product interest" in line)
        await driver.pilot.click(offset=(5, product))
        await driver.comes_to(Choosing)
        await driver.pilot.click(OptionList, offset=(5, 0))
        await driver.comes_to(CrmColumnsScreen)
        assert _walk(driver).shown.columns.product == ""
        await driver.click("#crm-on")  # reads what was changed, and goes on
        await driver.comes_to(CrmReportScreen)
        await driver.sees("hubspot_2.md", "they stay as they are")
    assert (folder / "hubspot.md").read_text(encoding="utf-8") == "my notes"
    assert {file.name for file in folder.iterdir()} == {
        "hubspot.md",
        "hubspot_2.md",
        "hubspot_2.html",
        "hubspot_2.yaml",
        "hubspot_2.map.yaml",
    }
    assert "Zoë Müller" in (folder / "hubspot_2.yaml").read_text(encoding="utf-8")
    assert read_mapping(folder / "hubspot_2.map.yaml").columns.product == ""


async def test_a_file_in_other_words_is_corrected_field_by_field(tmp_path: Path) -> None:
    path = tmp_path / "french.csv"  # in words that no vocabulary has
    strange = {"Étape": "Lépcső", "Gagnée": "Nyert", "Perdue": "Elvesztett", "Abandonnée": "Feladott",
               "En cours": "Fut", "Négociation": "Alku", "Montant": "Zsozsó"}  # fmt: skip
    text, mapping = ((FILES / name).read_text(encoding="utf-8") for name in ("french.csv", "french.map.yaml"))
    for word, other in strange.items():
        text, mapping = text.replace(word, other), mapping.replace(word, other)
    path.write_text(text, encoding="utf-8")
    (tmp_path / "french.map.yaml").write_text(mapping, encoding="utf-8")
    wanted = read_mapping(tmp_path / "french.map.yaml")
    async with running(PlayRequest(), SMALL) as driver:
        await _to_columns(driver, path)
        await driver.sees("! No column is known to show which deals are won, lost or open.")
        row = _fields(driver).row
        assert row is not None
        assert row.key == "columns.stage"  # where something is to be decided
        await _choose(driver, "Stage", "Lépcső")
        await driver.sees("You changed something")
        await driver.no_longer_sees("! No column is known to tell")
        await _choose(driver, "Zsozsó", "amount")  # a column that is not used is put to use
        await driver.press("r")
        await driver.sees("is known to mean won or lost")
        await driver.press("escape")  # a step back and on again: nothing is asked anew
        await driver.comes_to(CrmFileScreen)
        await driver.press("enter")
        await driver.comes_to(CrmColumnsScreen)
        await driver.sees("is known to mean won or lost")
        for kind in ("won", "lost", "open"):
            for word in getattr(wanted.outcomes, kind):
                await _choose(driver, word, kind)
        await driver.press("r")
        seen = _walk(driver).seen
    assert seen is not None
    assert seen.result is not None
    mine, theirs = seen.result.deals, read_export(path, wanted).deals
    assert (mine.outcome == theirs.outcome).all()
    assert ((mine.closed == theirs.closed) | (mine.outcome == OPEN)).all()
    assert mine.value[mine.outcome == WON].sum() == theirs.value[theirs.outcome == WON].sum() > 0


async def test_what_is_not_used_is_listed_and_put_to_use_and_every_note_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    head = "Deal ID,Owner,Stage,Created,Closed,Amount,Contract Value"
    rows = [
        f"{i},Ann,{('Won', 'Lost')[i % 2]},2023-01-{i + 1:02},2023-03-{i + 1:02},5,{i}000"
        for i in range(1, 9)
    ]
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    async with running(PlayRequest(), SMALL) as driver:
        await _to_columns(driver, path)
        await driver.sees("Below them:", "1 column not used")
        seen = _walk(driver).seen
        assert seen is not None
        notes = seen.ledger.notes
        assert any("its name fits better" in note for note in notes)
        _fields(driver).focus()
        await driver.press("home")
        read = ""
        for _ in range(_fields(driver).option_count):
            read += " ".join(driver.text.replace("│", " ").split())
            await driver.press("down")
        assert all(note.split(":")[0] in read for note in notes)
        await _choose(driver, "Contract Value", "amount")
        await driver.press("r")
        await driver.until("it is read", lambda: not _walk(driver).unread)
        await _choose(driver, "repeats", "last")
        seen = _walk(driver).seen
    assert seen is not None
    assert seen.result is not None
    assert seen.result.deals.value[1] == 2000
    assert _walk(driver).asked.repeats == "last"


async def test_that_there_is_no_such_column_is_an_answer(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    rows = [f"{i},{('Won', 'Lost')[i % 2]},2023-01-{i + 1:02},{i}00.50" for i in range(1, 9)]
    path.write_text("\n".join(["Deal ID,Stage,Created,Zsozsó", *rows]), encoding="utf-8")
    async with running(PlayRequest(), SMALL) as driver:
        await _to_columns(driver, path)
        await driver.sees("! No column is known to be the amount; it may be 'Zsozsó'")
        await _choose(driver, "Amount", "")
        await driver.no_longer_sees("! No column")
        await driver.press("r")
        await driver.sees("4 won, 4 lost")
        assert _walk(driver).shown.columns.amount == ""


async def test_a_mapping_of_before_is_read_and_what_is_wrong_with_it_is_told_beside_it(
    tmp_path: Path,
) -> None:
    path = _own_copy(tmp_path, "french.csv")
    mapping = tmp_path / "before.map.yaml"
    mapping.write_text('columns: {owner: ""}\noutcomes: {lost: [Gagnée], won: [Perdue, Abandonnée]}\n')
    async with running(PlayRequest(), SMALL) as driver:
        await _to_file(driver)
        driver.app.screen.query_one("#crm-path", Input).value = str(path)
        driver.app.screen.query_one("#crm-mapping", Input).value = str(tmp_path / "none.map.yaml")
        await driver.press("enter")
        await driver.sees("there is no such file")
        await driver.focuses("crm-mapping")
        assert _all_inside(driver)
        driver.app.screen.query_one("#crm-mapping", Input).value = str(mapping)
        await driver.press("enter")
        await driver.comes_to(CrmColumnsScreen)
        seen = _walk(driver).seen
        assert seen is not None
        assert seen.result is not None
        its, other = seen.result.deals, read_export(path).deals
        assert ((its.outcome == WON) == (other.outcome == LOST)).all()
        assert its.owners == ()
        await _choose(driver, "Owner, seller", "Commercial")
        await driver.press("escape")  # a step back and on again: what was said since stays
        await driver.comes_to(CrmFileScreen)
        await driver.press("enter")
        await driver.comes_to(CrmColumnsScreen)
        await driver.until("it is read", lambda: not _walk(driver).unread)
        assert _walk(driver).shown.columns.owner == "Commercial"


async def test_dates_that_may_be_read_in_two_ways_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "dates.csv"
    rows = [
        "1,Ann,Won,03/01/2023,03/04/2023",
        "2,Ann,Lost,05/02/2023,05/06/2023",
        "3,Ann,Won,02/03/2023,02/05/2023",
    ]
    path.write_text("\n".join(["Deal ID,Owner,Stage,Created,Closed", *rows]), encoding="utf-8")
    async with running(PlayRequest(), SMALL) as driver:
        await _to_columns(driver, path)
        await driver.sees("may have the day or the month first")
        await _choose(driver, "dates.created", "day/month/year")
        await driver.press("r")
        await driver.sees("2 won, 1 lost, 0 open")
        seen = _walk(driver).seen
    assert seen is not None
    assert seen.result is not None
    assert list(seen.result.deals.closed - seen.result.deals.created) == [
        90,
        120,
        61,
    ]  # in the other order 1 to 4 days


async def test_hostile_names_and_sixty_columns_are_harmless_text(tmp_path: Path) -> None:
    path = tmp_path / f"{BOLD.replace('/', '')}.csv"
    more = [f"{BOLD} {number} " + "ä" * 100 for number in range(56)]
    header = ["Deal ID", "Owner", "Stage", "Created", *more]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(header)
        for number in range(30):
            word = ("Won", "Lost", ACT + ESCAPE, "=cmd|' /C calc'!A0")[number % 4]
            out.writerow([number, LINK + ESCAPE, word, f"2023-01-{number % 28 + 1:02}", *[ACT] * len(more)])
    async with running(PlayRequest(), SMALL) as driver:
        await _to_columns(driver, path)
        await _go_to_row(driver, "Product")
        await driver.sees(LINK, ACT[:20])
        assert "\x1b" not in driver.text
        await driver.press("enter")
        await driver.comes_to(Choosing)
        assert _all_inside(driver)
        assert driver.app.screen.query_one(OptionList).option_count == len(header) + 1
        await driver.press("end")
        await driver.sees(f"{BOLD} 55 ä")
        await driver.press("enter")
        await driver.comes_to(CrmColumnsScreen)
        assert _walk(driver).shown.columns.product == more[-1]
        assert _all_inside(driver)
        read = _walk(driver).seen
        assert read is not None
        for word in (word for word, _ in read.words if word not in ("Won", "Lost")):  # nobody knows these
            await _choose(driver, word, "open")
        await driver.press("r")
        await driver.until("it is read", lambda: not _walk(driver).unread)
        seen = _walk(driver).seen
        assert seen is not None
        assert seen.problems == ()
        assert seen.mapping.columns.product == more[-1]


@pytest.mark.parametrize("width", [0, 1, 2])
def test_a_report_bears_a_window_without_room(width: int) -> None:
    text = render_markdown("# A heading\n\nWords.\n\n- one\n\n| a | b |\n| --- | --: |\n| c | 12 |\n", width)
    assert "Aheading" in "".join(text.plain.split())


def test_a_report_shows_marks_as_text_and_keeps_to_its_width() -> None:
    text = render_markdown(
        f"# {BOLD} *x*\n\n- {LINK} ![i](http://i) <b>{'w' * 90}</b>\n\n| a | b |\n| --- | --: |\n| {ACT} | 12 |\n",
        30,
    )
    assert BOLD in text.plain
    assert "http" not in text.plain
    assert "<b>" in text.plain
    assert not any(span.style not in ("bold", "$dim") for span in text.spans)
    assert max(row.cell_length for row in text.split("\n")) <= 30


async def test_calibrating_can_be_stopped_and_writes_nothing_then(tmp_path: Path) -> None:
    path = _own_copy(tmp_path, "zoho.csv")
    async with running(PlayRequest(), SMALL) as driver:
        await _to_columns(driver, path)
        await driver.press("enter", working=True)
        await driver.comes_to(Working, working=True)
        await driver.press("escape", working=True)
        await driver.comes_to(CrmColumnsScreen, working=True)
        await driver.rests()
        assert driver.on(CrmColumnsScreen)
        await asyncio.get_running_loop().shutdown_default_executor()  # now the thread has ended too
    assert not results_folder().exists() or not list(results_folder().iterdir())


async def test_a_wrong_path_is_told_beside_it_and_stays_typed() -> None:
    async with running(PlayRequest(), SMALL) as driver:
        await _to_file(driver)
        await driver.press("enter")
        await driver.sees("Type or paste the path")
        driver.app.screen.query_one("#crm-path", Input).value = f"~/{BOLD} nowhere.csv"
        await driver.press("enter")
        await driver.sees("there is no such file", BOLD)
        await driver.focuses("crm-path")
        await driver.press("escape")
        await driver.comes_to(MenuScreen)
        await driver.press("enter")
        await driver.comes_to(CrmFileScreen)
        await driver.sees(f"{BOLD} nowhere.csv")


async def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    path = _own_copy(tmp_path, "zoho.csv")
    async with running(PlayRequest(), SMALL) as driver:
        await _to_file(driver)
        driver.app.screen.query_one("#crm-path", Input).value = str(path)
        driver.app.screen.query_one("#crm-folder", Input).value = str(path)
        await driver.press("enter")
        await driver.sees("is a file, not a folder")
        assert driver.on(CrmFileScreen)


def test_paths_are_understood_as_a_shell_has_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    odd = tmp_path / 'it\'s 50% of "it".csv'
    odd.write_text("x", encoding="utf-8")
    assert typed_path(f" {odd} ") == odd  # what is there as it stands is meant
    for typed in (
        "~/my deals.csv",
        "'~/my deals.csv'",
        '"~/my deals.csv"',
        r"~/my\ deals.csv",
        "~/'my deals.csv'",
    ):
        assert typed_path(typed) == tmp_path / "my deals.csv"
    assert typed_path("'unfinished") == Path("'unfinished")
    assert typed_path("~nobody-of-that-name/x") == Path("~nobody-of-that-name/x")
    assert typed_path("a\0b") == Path("a\0b")


def test_another_choice_drops_what_hung_on_the_one_before() -> None:
    mapping = Mapping(decimal=",")
    for key, value in (("columns.stage", "Phase"), ("outcomes:Da", "won"), ("outcomes:da", "lost"),
                       ("dates.created", "day/month/year"), ("fiscal_start", "4")):  # fmt: skip
        mapping = change_mapping(mapping, key, value)
    assert (mapping.outcomes.won, mapping.outcomes.lost) == ([], ["da"])  # one word has one meaning
    assert change_mapping(mapping, "columns.amount", "").decimal is None
    assert change_mapping(mapping, "columns.created", "Start").dates.created is None
    assert change_mapping(mapping, "columns.stage", "Status").outcomes.lost == []
    other = change_mapping(mapping, "files.deals", "b.csv")
    assert other == Mapping.model_validate({"files": {"deals": "b.csv"}, "fiscal_start": 4})


def test_results_lie_with_the_games_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    assert results_folder() == tmp_path / "games" / "crm"
