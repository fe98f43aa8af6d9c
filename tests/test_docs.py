"""The written pages of docs: few, short, each with its reader; and every link on every page leads somewhere."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from sim.version import VERSION
from tools.sizes import count_words, without_code

ROOT = Path(__file__).parent.parent
WRITTEN = sorted((ROOT / "docs").glob("*.md"))
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
MAX_PAGES, MAX_WORDS = 12, 1500
ROOMS = "sim|tui|bench|tests|tools|scenarios|docs"


def _anchors(page: Path) -> set[str]:
    """Anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", without_code(page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _links(page: Path) -> list[str]:
    found = re.findall(r"\]\(([^)\s]+)\)", without_code(page.read_text(encoding="utf-8")))
    return [target for target in found if not re.match(r"\w+:", target)]


def test_pages_are_few() -> None:
    assert len(WRITTEN) <= MAX_PAGES


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
def test_a_page_is_short_and_names_its_reader_and_their_question(page: Path) -> None:
    assert count_words(page) <= MAX_WORDS
    beginning = page.read_text(encoding="utf-8").split("\n\n")[1]
    assert beginning.startswith("For ")
    assert "?" in "".join(beginning.splitlines()[:2])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in _links(page):
        path, _, anchor = target.partition("#")
        there = page.parent / path if path else page
        assert there.exists(), target
        assert not anchor or anchor in _anchors(there), target


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
def test_a_written_page_is_found_from_the_readme(page: Path) -> None:
    assert f"docs/{page.name}" in _links(ROOT / "README.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_places_in_the_tree_that_a_page_names_are_there(page: Path) -> None:
    text = re.sub(r"\]\([^)]*\)", "]", page.read_text(encoding="utf-8"))
    places = [place.rstrip(".") for place in re.findall(rf"(?<![\w/.-])(?:{ROOMS})/[\w/.-]+", text)]
    assert [place for place in places if not (ROOT / place).exists() and "NAME" not in place] == []


DESIGN = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")


def test_the_picture_of_the_design_is_the_import_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (layers,) = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    picture = DESIGN.partition("```\n")[2].partition("```")[0]
    assert [re.split(r" {2,}", row)[0] for row in picture.splitlines()] == layers
    rooms = {room for row in layers for room in row.split(" | ")}
    assert rooms >= {f"sim.{path.parent.name}" for path in (ROOT / "sim").glob("*/__init__.py")}


def test_the_design_says_what_each_room_is_for() -> None:
    rooms = [path.parent for path in (ROOT / "sim").glob("*/__init__.py")]
    assert [room.name for room in rooms if f"| `sim/{room.name}/` |" not in DESIGN] == []


def test_classes_that_the_design_names_are_there() -> None:
    code = "".join(
        path.read_text(encoding="utf-8") for room in ("sim", "tui") for path in (ROOT / room).rglob("*.py")
    )
    named = set(re.findall(r"`((?:[A-Z][a-z]+)+)`", DESIGN))
    assert len(named) > 4
    assert [name for name in sorted(named) if not re.search(rf"^class {name}\b", code, re.MULTILINE)] == []


def test_the_change_log_has_this_version() -> None:
    assert re.search(
        rf"^## \[{re.escape(VERSION)}\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
