"""The part of the app that begins what is no plain game: the welcome of a first start, tutorials, the glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import on
from textual.screen import Screen

from sim.play.first_start import is_first_start, remember_start
from tui.controllers.settings import SettingsApp
from tui.runtime.messages import TutorialChosen

if TYPE_CHECKING:
    from sim.play.start import Work

SETTING_UP = "Setting up the board ..."


class Starts(SettingsApp):
    """What an app with such beginnings has in common. It says how to `_prepare` a game and to `_open` a screen."""

    def _prepare(self, title: str, told: str, work: Work) -> None:
        """Make a game ready, and play it."""
        raise NotImplementedError

    def _open(self, screen: type[Screen[Any]]) -> None:
        """Put a screen over the others, unless it is there already."""
        raise NotImplementedError

    def welcome(self) -> None:
        """At a first start, offer the tutorial."""
        if is_first_start():
            from tui.screens.tutorials import Welcome

            self.push_screen(Welcome(), self._welcomed)

    def _welcomed(self, tutorial: bool | None) -> None:
        remember_start()
        if tutorial:
            from sim.scenario.guide import load_guides

            self._open_tutorial(TutorialChosen(load_guides()[0]))

    @on(TutorialChosen)
    def _open_tutorial(self, event: TutorialChosen) -> None:
        from sim.play.start import open_tutorial

        self._prepare("Tutorial", SETTING_UP, lambda progress: open_tutorial(event.guide, progress))

    def action_tutorials(self) -> None:
        """Choose a tutorial."""
        from tui.screens.tutorials import Tutorials

        self._open(Tutorials)

    def action_glossary(self) -> None:
        """The words of the game."""
        from tui.screens.glossary import GlossaryScreen

        self._open(GlossaryScreen)
