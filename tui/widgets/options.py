"""A list to choose from that also bears what comes before it is laid out, or after it was filled anew."""

from __future__ import annotations

from textual import events
from textual.widgets import OptionList
from textual.widgets._option_list import OptionListContent


class Options(OptionList):
    """A list of options. Textual's own breaks down of a page key where there is no room for a line of it, and of a
    click on an option that is gone by the time the click is answered.

    With `reads` a click only marks an option, so that what is told of it can be read; a second one chooses it.
    """

    def __init__(self, *content: OptionListContent, reads: bool = False, id: str | None = None) -> None:  # noqa: A002  # as Textual has it
        super().__init__(*content, id=id, markup=False)
        self._reads = reads

    def action_page_up(self) -> None:
        """A page up, where there are pages."""
        if self.scrollable_content_region:
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        """A page down, where there are pages."""
        if self.scrollable_content_region:
            super().action_page_down()  # type: ignore[no-untyped-call]

    def on_click(self, event: events.Click) -> None:
        """A click on what is gone chooses nothing; nor does the first one where it reads."""
        clicked = event.style.meta.get("option")
        if clicked is None:
            return
        if clicked >= self.option_count:
            event.prevent_default()
        elif self._reads and clicked != self.highlighted:
            event.prevent_default()
            self.highlighted = clicked
