"""The guide of a game on its screen: where its box is, when it makes room, and what its keys do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Container

from sim.play.guide_progress import GuideProgress, PlayerProgress
from sim.scenario.guide import CHANCE, MOVE, Guide, GuideStep, find_guide
from tui.keyboard.keys import current_key, insert_keys
from tui.screens.dialog import Notice
from tui.widgets.body import PLACES, Body
from tui.widgets.guide import GuideBox, GuideLine
from tui.widgets.lines import LinesPanel
from tui.widgets.panel import Panel
from tui.widgets.slider import Slider
from tui.widgets.squares import Squares

if TYPE_CHECKING:
    from tui.screens.play import PlayScreen

SPOTS = ("right", "below", "panels", "move")
"""Where the box can be: in place of the stocks, of the news; in the small layout of the panel or of the move."""

NO_GUIDE = "There is no guide to this scenario. The menu has tutorials, which have one."
WAITS = "The guide waits for that. {guide.end} ends it, then play as you like."
WAITS_SECONDS = 3
"""seconds; for which that stays: it covers the sliders."""

ENDED = "The guide has ended; the game goes on. {key} begins it again."
OVER = {"close": "Go on", "menu": "To the menu"}


class GuideController:
    """Leads the player through a game, step by step."""

    def __init__(self, screen: PlayScreen) -> None:
        self._screen, self._session = screen, screen.session
        self.progress: GuideProgress | None = None
        """of the guide at work, if there is one."""
        self._folded = False
        """whether the guide has made room for what the player looks at."""

    @property
    def _step(self) -> GuideStep | None:
        return None if self.progress is None else self.progress.step

    @property
    def _body(self) -> Body:
        return self._screen.query_one(Body)

    def begin(self, guide: Guide | None) -> None:
        """Start a guide at the player's current move."""
        if guide is not None:
            self.progress, self._folded = GuideProgress(guide, self._player()), False
            self._point()

    def follow(self) -> None:
        """Go on to the next step if the player did what this one waits for."""
        if self.progress is not None and self.progress.follow(self._player()):
            self._folded = False
            self._point()

    def _player(self) -> PlayerProgress:
        game = self._session.game
        return PlayerProgress(game.at.number, self._session.draft, game.held)

    @property
    def holds(self) -> bool:
        """Whether the guide has something to say before the move is played. The key that plays a move then goes on
        with the guide, so that no move is played unexplained.
        """
        return self._step is not None and not self._step.play and self._session.can_move

    # where it is

    @property
    def _spot(self) -> str:
        """One of SPOTS; empty if the box is not shown."""
        if self._step is None or self._folded:
            return ""
        if self._screen.has_class("-wide"):
            return "below" if self._step.about in PLACES[1] else "right"
        return "panels" if self._step.about == MOVE else "move"

    def place(self) -> None:
        """Put the box where it covers nothing that the step is about, and say what enter does now."""
        screen, spot = self._screen, self._spot
        if spot == "move" and isinstance(screen.focused, Slider):
            screen.set_focus(None)  # else the hidden slider would pass its focus on to any widget
        body = screen.query_one("#body", Container)
        for name in SPOTS:
            body.set_class(name == spot, f"-guide-{name}")
        line = screen.query_one(GuideLine)
        line.display = self._folded and self._step is not None
        if self.progress is not None:
            for box in screen.query(GuideBox):
                box.show(self.progress)
            line.show(self.progress)
        self.say_what_enter_does()

    def say_what_enter_does(self) -> None:
        """Say below the sliders what enter does where the focus is."""
        elsewhere = isinstance(self._screen.focused, LinesPanel | Squares)
        self._body.move.show_commit_key(key_in_use=elsewhere, guided=self.holds)

    def _point(self) -> None:
        """Show the step, and mark what it is about."""
        step = self._step
        if step is not None and step.open is None and step.about not in (MOVE, CHANCE):
            self._body.choose(step.about)
        for name in ("move", "chance", *(panel.NAME for panel in self._screen.query(Panel))):
            pointed = step is not None and name == step.about
            self._screen.query_one(f"#{name}").set_class(pointed, "-pointed")
        self.place()
        if step is not None and step.about == MOVE:
            self._body.to_sliders()
        if step is None and self.progress is not None and not self.progress.ended:
            self._end_with_summary(self.progress.guide)

    def _end_with_summary(self, guide: Guide) -> None:
        self.progress = None
        self.place()
        summary = [" ".join(guide.over.split())]
        dialog = Notice(f"The guide is over: {guide.title}", summary, OVER)
        self._screen.app.push_screen(dialog, self._after_guide)

    async def _after_guide(self, answer: str | None) -> None:
        if answer == "menu":
            await self._screen.run_action("app.menu")

    # what the player does

    def go_to_panel(self, name: str) -> None:
        """Go to a panel, as its key does."""
        self._body.go_to(name, focus=self._screen.has_class("-wide"))
        self.panel_opened(name)

    def panel_opened(self, name: str) -> None:
        """Note that the player has gone to a panel. The guide makes room if its box covers that panel."""
        if self.progress is None:
            return
        spot = self._spot
        covered = {"right": PLACES[1], "below": PLACES[0]}.get(spot, ())
        if spot == "panels" or name in covered:
            self._fold()
        self.progress.mark_opened(name)
        self.place()

    def sliders_wanted(self) -> None:
        """Make room if the box covers the sliders, to which the player goes."""
        if self._spot == "move":
            self._fold()

    def _fold(self) -> None:
        self._folded = True
        self.place()

    def go_on(self) -> None:
        """Show the guide again, do what leads on, or begin it."""
        if self.progress is None or self.progress.step is None:
            guide = find_guide(self._session.game.setup.scenario)
            if guide is None:
                self._screen.notify(NO_GUIDE, markup=False)
            self.begin(guide)
        elif self._folded:
            self._folded = False
            self.place()
        elif self.progress.panel_to_open is not None:
            self.go_to_panel(self.progress.panel_to_open)
        elif self.progress.go_on():
            self._point()
        else:
            self._screen.notify(insert_keys(WAITS), timeout=WAITS_SECONDS, markup=False)

    def end(self) -> None:
        """End the guide; the game goes on."""
        if self.progress is None:
            self._screen.notify("There is no guide to end.", markup=False)
        else:
            self.progress.end()
            self._point()
            self.progress = None
            self._screen.notify(ENDED.format(key=current_key("guide.on")), markup=False)
