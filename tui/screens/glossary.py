"""The glossary: type to search, go through the words, follow their references."""

from __future__ import annotations

from textual import on
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from sim.text.glossary import Word, load_glossary
from tui.drawing.text import DIM, STRONG, join_lines, line
from tui.screens.dialog import Dialog
from tui.widgets.options import Options
from tui.widgets.search import SearchLine, step_in

NOTHING = "No word has that in its name or meaning. Type less of it."


class GlossaryScreen(Dialog[None]):
    """Words to the left, the meaning of the chosen one to the right."""

    def __init__(self, word: str = "") -> None:
        super().__init__("Glossary: one meaning for each word")
        self._words: tuple[Word, ...] = ()
        self._first = word

    def inside(self) -> list[Widget]:
        """Search, words, meaning, what belongs to it."""
        return [
            SearchLine(placeholder="type to search, for example sight", id="glossary-search", compact=True),
            Horizontal(
                Options(id="glossary-words"),
                Vertical(
                    VerticalScroll(
                        Static(id="glossary-meaning", markup=False), id="glossary-text", can_focus=False
                    ),
                    Static("See also (tab leads there, enter goes to the word)", id="glossary-also"),
                    Options(id="glossary-see"),
                    id="glossary-side",
                ),
                id="glossary-body",
            ),
        ]

    def buttons(self) -> dict[str, str]:
        """One to leave, for the mouse."""
        return {"close": "Close"}

    def on_button_pressed(self) -> None:
        """Leave."""
        self.answer(None)

    def on_mount(self) -> None:
        """List all words, with the requested one chosen."""
        self._list("")
        self._choose(self._first)

    @property
    def word(self) -> Word | None:
        """The word that is chosen."""
        at = self.query_one("#glossary-words", OptionList).highlighted
        return None if at is None or at >= len(self._words) else self._words[at]

    @on(SearchLine.Stepped)
    def _go(self, event: SearchLine.Stepped) -> None:
        step_in(self.query_one("#glossary-words", OptionList), event.step)

    def _list(self, asked: str) -> None:
        self._words = load_glossary().search(asked)
        words = self.query_one("#glossary-words", OptionList)
        words.set_options([Option(Content(word.word)) for word in self._words])
        words.highlighted = 0 if self._words else None
        self._tell()

    def _choose(self, name: str) -> None:
        """Choose a word among all of them."""
        found = load_glossary().get(name)
        if found is not None:
            if found not in self._words:
                self._list("")
            self.query_one("#glossary-words", OptionList).highlighted = self._words.index(found)

    @on(Input.Changed, "#glossary-search")
    def _searched(self, event: Input.Changed) -> None:
        self._list(event.value)

    @on(OptionList.OptionHighlighted, "#glossary-words")
    def _tell(self) -> None:
        word = self.word
        told = join_lines([(word.word, STRONG), "", word.meaning]) if word else line((NOTHING, DIM))
        self.query_one("#glossary-meaning", Static).update(told)
        self.query_one("#glossary-text").scroll_home(animate=False, immediate=True)
        see = self.query_one("#glossary-see", OptionList)
        see.set_options([Option(Content(name), id=name) for name in (word.see if word else [])])
        see.highlighted = 0 if word and word.see else None
        see.display = self.query_one("#glossary-also").display = bool(word and word.see)

    @on(OptionList.OptionSelected, "#glossary-see")
    def _follow(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._choose(event.option_id or "")  # the list may have changed since
        self.set_focus(self.query_one("#glossary-words"))

    @on(OptionList.OptionSelected, "#glossary-words")
    @on(Input.Submitted)
    def _entered(self, event: OptionList.OptionSelected | Input.Submitted) -> None:
        event.stop()
        if self.word is not None and self.word.see:
            self.set_focus(self.query_one("#glossary-see"))
