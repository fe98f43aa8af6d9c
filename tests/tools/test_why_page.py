"""The example of docs/why.md is what the command says. Where it is not, `python tools/why_page.py` writes it anew."""

from __future__ import annotations

from sim.why.split import CAUSES
from tests.tools.loading import tool


def test_the_page_shows_what_the_command_says() -> None:
    maker = tool("why_page")
    text = maker.PLACE.read_text(encoding="utf-8")
    assert all(f"\n  {cause} " in maker.example() for cause in CAUSES)
    assert maker.page(text) == text
