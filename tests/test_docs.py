"""The written pages of docs: few, short, each with its reader; and every link on every page leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.version import VERSION

ROOT = Path(__file__).parent.parent
WRITTEN = sorted((ROOT / "docs").glob("*.md"))
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
MOST_PAGES, MOST_WORDS = 12, 1500


def _without_code(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def _anchors(page: Path) -> set[str]:
    """Anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", _without_code(page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _links(page: Path) -> list[str]:
    found = re.findall(r"\]\(([^)\s]+)\)", _without_code(page.read_text(encoding="utf-8")))
    return [target for target in found if not re.match(r"\w+:", target)]


def test_pages_are_few() -> None:
    assert len(WRITTEN) <= MOST_PAGES


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
def test_a_page_is_short_and_names_its_reader_and_their_question(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    words = [word for word in _without_code(text).split() if re.search(r"\w", word)]
    assert len(words) <= MOST_WORDS
    beginning = text.split("\n\n")[1]
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


def test_the_change_log_has_this_version() -> None:
    assert re.search(
        rf"^## \[{re.escape(VERSION)}\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
