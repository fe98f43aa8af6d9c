"""Your move: a slider for each seat that you hold, for answers and for their spread, and what pressure takes of it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from sim.lookahead.line_figures import EvaluatedLine
from sim.model.move import Move
from sim.play import sliders
from sim.play.session import Session
from sim.play.sliders import (
    CONCENTRATION,
    MAX_SLIDER_CONCENTRATION,
    RESPONSE,
    SPLIT,
    TENTHS,
    describe_concentration,
)
from sim.policy.notation import SEAT_NAMES, NotationError
from sim.text.figures import format_percent
from sim.text.forecast import once_said
from sim.text.hint import hint
from sim.text.standing import when
from sim.view.draft import effective_split_percents, share_kept_under_pressure
from tui.controllers.lookahead import LookaheadController
from tui.drawing.moves import move_said
from tui.drawing.text import DIM, line
from tui.keyboard.keys import with_keys
from tui.runtime.messages import Drafted, MoveTyped
from tui.widgets.effect import EffectLine
from tui.widgets.slider import Slider
from tui.widgets.typed import TypedMove
from tui.widgets.written import Written

NOTE = 11
"""characters; of what stands behind a slider's value."""

HOURS = 100

PLAYS = "{game.commit} plays it"
AFTER = "{game.return}, then {game.commit} plays it"
GUIDES = "{game.commit} goes on with the guide"
"""What the key that plays a move does: from here; where the focus has that key for itself; under a guide."""

COMMITS = "@click=screen.commit"
"""What a text does that is clicked on as the key that plays the move."""

LED_HERE = "The move that led here: "
OUTDATED = "The search has found a better move since then: {ahead.hint} takes it."
NO_PRESSURE = "No pressure: the split happens as you choose it."


class MovePanel(Vertical):
    """The move being prepared, which is the session's draft. Posts `Drafted` when the player changed it, `MoveTyped`
    when one was typed.
    """

    def __init__(self, session: Session, foresight: LookaheadController) -> None:
        super().__init__(id="move")
        self._session, self._foresight = session, foresight
        self._held = session.game.held
        self._busy = False
        self._elsewhere = self._guided = False

    def compose(self) -> ComposeResult:
        """Sliders, then what pressure takes or the typed move, then what it would change."""
        for seat in self._held:
            name = SEAT_NAMES[seat].capitalize()
            yield Slider(name, ("now", "future"), note_width=NOTE, id=f"{SPLIT}{seat}")
        yield Slider("Answers", ("plans", "signals"), note_width=NOTE, id=RESPONSE)
        yield Slider(
            "Spread", ("alike", "worst"), most=MAX_SLIDER_CONCENTRATION * TENTHS, steps=(TENTHS, 1),
            said=describe_concentration, note_width=NOTE, id=CONCENTRATION,
        )  # fmt: skip
        yield Written(id="move-told")
        yield EffectLine(self._foresight)
        yield TypedMove(id="typed")

    def on_mount(self) -> None:
        """Nothing is typed yet."""
        self.query_one(TypedMove).display = False

    @property
    def sliders(self) -> list[Slider]:
        """All of them, from the top."""
        return list(self.query(Slider))

    def show(self, session: Session, *, busy: bool = False) -> None:
        """Show the draft; while a period is lived, or of an old position, it can only be looked at."""
        self._session, self._busy = session, busy
        move = self._move
        for slider in self.sliders:
            slider.value = sliders.slider_value(move, slider.id or "", self._held)
            slider.disabled = busy or not session.can_move
        self._note(move)
        self.border_title = Content(self._title())
        self.border_subtitle = self._subtitle()
        self.query_one("#move-told", Written).update(self._told(), layout=False)
        self.show_effect()

    def show_effect(self) -> None:
        """Show what the draft would change, as far as the lookahead says by now."""
        hinted = self._foresight.hinted is not None or self._foresight.outdated
        if self._session.can_move and not self._busy:
            self.query_one("#move-told", Written).update(self._told(), layout=False)
        effect = self.query_one(EffectLine)
        both = hinted or self.screen.has_class("-small")
        effect.show(self._session, busy=self._busy, width=self.content_region.width, both=both)
        self.set_class(effect.speaks and not hinted, "-weighed")

    def say_what_enter_does(self, *, elsewhere: bool, guided: bool) -> None:
        """Say it in the frame: whether the focus has the key for itself, and whether a guide goes on with it."""
        if (elsewhere, guided) != (self._elsewhere, self._guided):
            self._elsewhere, self._guided = elsewhere, guided
            self.border_subtitle = self._subtitle()

    @property
    def _move(self) -> Move:
        """The move that is shown: the draft, or the one that led to the position that is looked at."""
        s = self._session
        return s.draft if s.playing else s.shown.own or s.game.last_own

    def settle(self) -> None:
        """Take over into the draft what the sliders say by now, also where their messages are still under way."""
        if self._session.can_move and not self._busy:
            for slider in self.sliders:
                name = slider.id or ""
                if slider.value != sliders.slider_value(self._session.draft, name, self._held):
                    self._session.draft = sliders.set_slider(
                        self._session.draft, name, slider.value, self._held
                    )

    @on(Slider.Changed)
    def _slid(self, event: Slider.Changed) -> None:
        event.stop()
        self.settle()
        self.post_message(Drafted())

    # what stands beside the sliders

    def _note(self, move: Move) -> None:
        """Behind each split what of it will be lived; behind the answers where they differ, or have nothing to do."""
        session = self._session
        lived = effective_split_percents(session.game.setup.firm, session.view, move)
        pressed = session.can_move and self._kept_hours < HOURS
        for seat in self._held:
            self.query_one(f"#{SPLIT}{seat}", Slider).note = f"  lived {lived[seat]}" if pressed else ""
        responses = [str(move.response[seat]) for seat in self._held]
        several = len(set(responses)) > 1
        idle = "" if session.view.signals else "  no signal"
        self.query_one(f"#{RESPONSE}", Slider).note = f" {'/'.join(responses)}" if several else idle

    def _title(self) -> str:
        session = self._session
        if self._busy:
            return "The period is being simulated ..."
        if session.playing:
            return "The game is over here" if session.game.over else f"Your move: {when(session)}"
        place = session.siblings.index(session.shown) + 1
        which = f", line {place} of {len(session.siblings)}" if len(session.siblings) > 1 else ""
        after = f"the position after move {session.shown.number}" if session.shown.number else "the start"
        return f"Looking at {after}{which}"

    def _subtitle(self) -> Content:
        """The move, and what plays it; a click on that does too."""
        if self._busy:
            return Content("")
        if self.has_class("-typing"):  # the line to type in says what enter does
            return line(move_said(self._move, self._held, self.content_region.width))
        if self._session.can_move:
            plays = with_keys(GUIDES if self._guided else AFTER if self._elsewhere else PLAYS)
            room = self.content_region.width - len(plays) - 4
            return line(move_said(self._move, self._held, room), "  ", (plays, COMMITS))
        if self._session.playing:
            result, back = with_keys("{game.commit}: the result"), with_keys("{game.takeback}: take back")
            return line((result, COMMITS), "   ", (back, "@click=screen.take_back"))
        on, back = with_keys("{game.commit}: play on from here"), with_keys("{game.return}: back to the game")
        return line((on, COMMITS), "   ", (back, "@click=screen.return"))

    def _told(self) -> Content:
        session = self._session
        if self._busy:
            return line(("The next move comes in a moment.", DIM))
        if not session.playing:
            if not session.shown.number:
                return line((LED_HERE, DIM), "none; so the firm lived until now")
            room = self.content_region.width - len(LED_HERE)
            return line((LED_HERE, DIM), move_said(self._move, self._held, room))
        if session.game.over:
            return line()
        hinted, kept = self._foresight.hinted, self._kept_hours
        if self._foresight.outdated:
            return line(with_keys(OUTDATED))
        if hinted is not None:
            return line(self._hint(hinted))
        effect = self._foresight.effect if self._foresight.drafting else None
        once = (
            ""
            if effect is None
            else once_said(effect, self.content_region.width, by_value=self._foresight.by_value)
        )
        if once:
            return line((once, "$stale" if self._foresight.weighing else ""))
        if kept == HOURS:
            return line((NO_PRESSURE, DIM))
        press = format_percent(session.view.pace.pressure)
        return line(f"Pressure {press}: of {HOURS} hours meant for the future, {kept} will be lived.")

    def _hint(self, hinted: tuple[EvaluatedLine, EvaluatedLine]) -> str:
        f, width = self._foresight, self.content_region.width
        return hint(self._session, *hinted, f.steps, width, by_value=f.by_value)

    @property
    def _kept_hours(self) -> int:
        """Of a hundred hours meant for the future, how many pressure leaves there today."""
        return round(HOURS * share_kept_under_pressure(self._session.game.setup.firm, self._session.view))

    # typing

    def type_move(self) -> None:
        """Let the player type."""
        self.add_class("-typing")
        self.query_one(TypedMove).open(guided=self._guided)
        self.border_subtitle = self._subtitle()

    @on(TypedMove.Left)
    def _stop_typing(self) -> None:
        self.query_one(TypedMove).display = False
        self.remove_class("-typing")
        self.border_subtitle = self._subtitle()
        self.screen.set_focus(self.sliders[0])

    @on(TypedMove.Edited)
    def _judge(self, event: TypedMove.Edited) -> None:
        if event.text.strip():
            self._read(event.text)
        else:
            self._say(None)

    @on(TypedMove.Entered)
    def _entered(self, event: TypedMove.Entered) -> None:
        move = self._read(event.text)
        if move is not None:
            self._stop_typing()
            self.post_message(MoveTyped(move))

    def _read(self, text: str) -> Move | None:
        """The move that a text says; where it says none, what is wrong stands beside it."""
        try:
            move = self._session.parse_draft(text)
        except NotationError as error:
            self._say(error)
            return None
        self._say(None)
        return move

    def _say(self, error: NotationError | None) -> None:
        self.query_one(TypedMove).judge("" if error is None else error.message)
        self.border_subtitle = self._subtitle() if error is None else Content(error.remedy)
