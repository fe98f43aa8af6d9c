"""Text that is written anew: the new text stands there, whatever was there before, and no more is painted than must."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region

from tui.widgets.text_rows import TextRows

WIDTH, HEIGHT = 12, 6
TEXTS = st.text("ab \n世", max_size=60)


class Page(App[None]):
    """Two places for the same text: one for what is written over and over, one that is always new."""

    CSS = """
    VerticalScroll { width: 12; height: 6; scrollbar-size-vertical: 0; }
    #least { min-height: 100%; }
    """

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield TextRows()
        with VerticalScroll():
            yield TextRows(id="least")


def _painted(app: Page) -> list[list[str]]:
    """The rows of both places as they are painted."""
    strips = app.screen._compositor.render_strips()
    rows = ["".join(segment.text for segment in strip)[:WIDTH] for strip in strips]
    return [rows[:HEIGHT], rows[HEIGHT : 2 * HEIGHT]]


@settings(max_examples=15)
@given(st.lists(TEXTS, min_size=1, max_size=6))
async def test_what_was_written_last_stands_there(texts: list[str]) -> None:
    async with Page().run_test(size=(WIDTH, 2 * HEIGHT)) as pilot:
        page = pilot.app
        assert isinstance(page, Page)
        for text in texts:
            for written in page.query(TextRows):
                written.update(Content(text))
            await pilot.pause()
        found, sizes = _painted(page), [written.size for written in page.query(TextRows)]
        for written in page.query(TextRows):  # as new
            written._rows = None
            written.update(Content(texts[-1] + " "))
            written.update(Content(texts[-1]))
            written.refresh(layout=True)
        await pilot.pause()
        assert found == _painted(page)
        assert sizes == [written.size for written in page.query(TextRows)]


async def test_only_rows_that_differ_are_painted_and_nothing_is_laid_out() -> None:
    async with Page().run_test(size=(WIDTH, 2 * HEIGHT)) as pilot:
        written = pilot.app.query(TextRows).first()
        written.update(Content("one\ntwo\nthree"))
        await pilot.pause()
        laid_out = written._layout_updates
        written.update(Content("one\nTWO\nthree"))
        assert written._repaint_regions == {Region(0, 1, WIDTH, 1)}
        await pilot.pause()
        written.update(Content("one\nTWO\nthree"))
        assert not written._repaint_regions
        written.update(Content("one\n").append(Content.styled("TWO", "bold")).append("\nthree"))
        assert written._repaint_regions == {Region(0, 1, WIDTH, 1)}
        assert written._layout_updates == laid_out
        written.update(Content("one"))
        assert written._layout_updates == laid_out + 1
