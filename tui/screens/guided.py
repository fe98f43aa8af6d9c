"""The part of the play screen that is led by a guide: where its box stands, when it gives way, and its keys."""

from __future__ import annotations

from textual import events, on
from textual.containers import Container

from sim.play.guide_progress import GuideProgress, PlayerProgress
from sim.play.session import Session
from sim.scenario.guide import CHANCE, MOVE, Guide, find_guide
from tui.keyboard.keys import key_now, with_keys
from tui.screens.dialog import Notice
from tui.screens.looking_ahead import LookingAhead
from tui.widgets.body import PLACES
from tui.widgets.guide import GuideBox, GuideLine
from tui.widgets.panel import Panel
from tui.widgets.slider import Slider

SPOTS = ("right", "below", "panels", "move")
"""Where the box can stand: in place of the stocks, of the news; in the small layout of the panel or of the move."""

NO_GUIDE = "There is no guide to this scenario. The menu has tutorials, which have one."
WAITS = "The guide waits for that. {guide.end} ends it, then play as you like."
WAITS_SECONDS = 3
"""seconds; for which that stays: it stands over the sliders."""

ENDED = "The guide has ended; the game goes on. {key} begins it again."
OVER = {"close": "Go on", "menu": "To the menu"}


class Guided(LookingAhead):
    """What a play screen with a guide has in common."""

    session: Session
    guiding: GuideProgress | None = None
    """the guide at work, if there is one."""
    _folded = False
    """whether the guide has given way to what the player looks at."""

    def begin_guide(self, guide: Guide | None) -> None:
        """Be led by a guide, from the move that the player is at."""
        if guide is not None:
            self.guiding, self._folded = GuideProgress(guide, self._doing()), False
            self._point()

    def follow_guide(self) -> None:
        """The player did something: see whether the guide has waited for it."""
        if self.guiding is not None and self.guiding.follow(self._doing()):
            self._folded = False
            self._point()

    def _doing(self) -> PlayerProgress:
        game = self.session.game
        return PlayerProgress(game.at.number, self.session.draft, game.held)

    @property
    def guide_holds(self) -> bool:
        """Whether the guide has something to tell before the move is played: who presses on goes on with it then, and
        does not play a move of which nothing was told.
        """
        step = None if self.guiding is None else self.guiding.step
        return step is not None and not step.play and self.session.can_move

    # where it stands

    @property
    def guide_spot(self) -> str:
        """Where the box stands; empty where it does not."""
        step = None if self.guiding is None else self.guiding.step
        if step is None or self._folded:
            return ""
        if self.has_class("-wide"):
            return "below" if step.about in PLACES[1] else "right"
        return "panels" if step.about == MOVE else "move"

    def place_guide(self) -> None:
        """Put the box where it covers nothing that it is about."""
        body, spot = self.query_one("#body", Container), self.guide_spot
        if spot == "move" and isinstance(self.focused, Slider):
            self.set_focus(None)  # else a hidden slider would hand its focus to anything
        for name in SPOTS:
            body.set_class(name == spot, f"-guide-{name}")
        line = self.query_one(GuideLine)
        line.display = self._folded and self.guiding is not None and self.guiding.step is not None
        if self.guiding is not None:
            for box in self.query(GuideBox):
                box.show(self.guiding)
            line.show(self.guiding)

    def _point(self) -> None:
        """Tell the step, and mark what it is about."""
        step = None if self.guiding is None else self.guiding.step
        if step is not None and step.open is None and step.about not in (MOVE, CHANCE):
            self.show_panel(step.about)
        for name in ("move", "chance", *(panel.NAME for panel in self.query(Panel))):
            self.query_one(f"#{name}").set_class(step is not None and name == step.about, "-pointed")
        self.place_guide()
        if step is not None and step.about == MOVE:
            self.to_sliders()
        if step is None and self.guiding is not None and not self.guiding.ended:
            self._tell_over(self.guiding.guide)

    def _tell_over(self, guide: Guide) -> None:
        self.guiding = None
        self.place_guide()
        told = [" ".join(guide.over.split())]
        self.app.push_screen(Notice(f"The guide is over: {guide.title}", told, OVER), self._after_guide)

    async def _after_guide(self, answer: str | None) -> None:
        if answer == "menu":
            await self.run_action("app.menu")

    def show_panel(self, name: str) -> None:
        """Bring a panel to the front."""
        raise NotImplementedError

    # what the player does

    def panel_opened(self, name: str) -> None:
        """The player has gone to a panel: the guide gives way where it stands in its place."""
        if self.guiding is None:
            return
        covered = {"right": PLACES[1], "below": PLACES[0]}.get(self.guide_spot, ())
        if self.guide_spot == "panels" or name in covered:
            self._fold()
        self.guiding.opened(name)
        self.place_guide()

    def sliders_wanted(self) -> None:
        """The player goes to the sliders: the guide gives way where it stands in their place."""
        if self.guide_spot == "move":
            self._fold()

    def _fold(self) -> None:
        self._folded = True
        self.place_guide()

    def on_click(self, event: events.Click) -> None:
        """A click on a panel goes to it."""
        ancestors = [] if event.widget is None else event.widget.ancestors_with_self
        panel = next((one for one in ancestors if isinstance(one, Panel)), None)
        if panel is not None:
            self.panel_opened(panel.NAME)

    @on(GuideBox.Clicked)
    def action_guide_on(self) -> None:
        """Show the guide again, do what leads on, or begin it."""
        if self.guiding is None or self.guiding.step is None:
            guide = find_guide(self.session.game.setup.scenario)
            if guide is None:
                self.notify(NO_GUIDE, markup=False)
            self.begin_guide(guide)
        elif self._folded:
            self._folded = False
            self.place_guide()
        elif self.guiding.to_open is not None:
            self.go_to_panel(self.guiding.to_open)
        elif self.guiding.go_on():
            self._point()
        else:
            self.notify(with_keys(WAITS), timeout=WAITS_SECONDS, markup=False)

    def go_to_panel(self, name: str) -> None:
        """Go to a panel, as its key does."""
        raise NotImplementedError

    def action_guide_end(self) -> None:
        """No more of the guide."""
        if self.guiding is None:
            self.notify("There is no guide to end.", markup=False)
        else:
            self.guiding.end()
            self._point()
            self.guiding = None
            self.notify(ENDED.format(key=key_now("guide.on")), markup=False)
