"""Your move: a slider for each held seat, for answers and for their spread, and what pressure leaves of the split."""

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
from sim.text.effects import describe_one_time_effect
from sim.text.hint import describe_hint
from sim.text.position import PLANNED_HOURS, describe_pressure, format_place, format_time, hours_kept
from sim.text.screen import (
    CONTINUES_GUIDE,
    HINT_OUTDATED,
    LED_HERE,
    NEXT_MOVE_SOON,
    NO_MOVE_YET,
    PLAYING_PERIOD,
    PLAYS_MOVE,
    PLAYS_MOVE_FROM_SLIDERS,
    PLAYS_ON,
    RETURNS,
    SHOWS_RESULT,
    TAKES_BACK,
)
from sim.view.draft import effective_split_percents
from tui.controllers.lookahead import LookaheadController
from tui.drawing.moves import format_shown_move
from tui.drawing.text import DIM, line
from tui.keyboard.keys import insert_keys
from tui.runtime.messages import Drafted, MoveTyped
from tui.widgets.effect import EffectLine
from tui.widgets.move_input import MoveInput
from tui.widgets.slider import Slider
from tui.widgets.text_rows import TextRows

NOTE = 11
"""characters; width of the note behind a slider's value."""

COMMITS = "@click=screen.commit"
"""Style of a text on which a click does what the key does that plays the move."""


class MovePanel(Vertical):
    """The session's draft. Posts `Drafted` when the player changed it, `MoveTyped` when a move was typed."""

    def __init__(self, session: Session, foresight: LookaheadController) -> None:
        super().__init__(id="move")
        self._session, self._foresight = session, foresight
        self._held = session.game.held
        self._busy = False
        self._key_in_use = self._guided = False

    def compose(self) -> ComposeResult:
        """Compose sliders, a line on pressure or a hint, the effect, and the line for typing."""
        for seat in self._held:
            name = SEAT_NAMES[seat].capitalize()
            yield Slider(name, ("now", "future"), note_width=NOTE, id=f"{SPLIT}{seat}")
        yield Slider("Answers", ("plans", "signals"), note_width=NOTE, id=RESPONSE)
        yield Slider(
            "Spread", ("alike", "worst"), most=MAX_SLIDER_CONCENTRATION * TENTHS, steps=(TENTHS, 1),
            said=describe_concentration, note_width=NOTE, id=CONCENTRATION,
        )  # fmt: skip
        yield TextRows(id="move-note")
        yield EffectLine(self._foresight)
        yield MoveInput(id="typed")

    def on_mount(self) -> None:
        """Hide the line for typing."""
        self.query_one(MoveInput).display = False

    @property
    def sliders(self) -> list[Slider]:
        """The sliders, from the top."""
        return list(self.query(Slider))

    def show(self, session: Session, *, busy: bool = False) -> None:
        """Show the draft. It cannot be changed while a period is simulated (`busy`), or in an old position."""
        self._session, self._busy = session, busy
        move = self._move
        for slider in self.sliders:
            slider.value = sliders.slider_value(move, slider.id or "", self._held)
            slider.disabled = busy or not session.can_move
        self._show_notes(move)
        self.border_title = Content(self._title())
        self.border_subtitle = self._subtitle()
        self.query_one("#move-note", TextRows).update(self._note_text(), layout=False)
        self.show_effect()

    def show_effect(self) -> None:
        """Show what the draft would change, according to the lookahead so far."""
        hinted = self._foresight.hinted is not None or self._foresight.outdated
        if self._session.can_move and not self._busy:
            self.query_one("#move-note", TextRows).update(self._note_text(), layout=False)
        effect = self.query_one(EffectLine)
        both = hinted or self.screen.has_class("-small")
        effect.show(self._session, busy=self._busy, width=self.content_region.width, both=both)
        self.set_class(effect.has_text and not hinted, "-weighed")

    def show_commit_key(self, *, key_in_use: bool, guided: bool) -> None:
        """Show in the frame what the key that plays a move does: the focused widget may use the key itself, and in a
        tutorial it goes on with the guide.
        """
        if (key_in_use, guided) != (self._key_in_use, self._guided):
            self._key_in_use, self._guided = key_in_use, guided
            self.border_subtitle = self._subtitle()

    @property
    def _move(self) -> Move:
        """The move that is shown: the draft, or in an old position the move that led to it."""
        s = self._session
        return s.draft if s.playing else s.shown.own or s.game.last_own

    def settle(self) -> None:
        """Update the draft from the sliders, even if their messages have not arrived yet."""
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

    # notes and frame

    def _show_notes(self, move: Move) -> None:
        """Show what pressure leaves of each split, and the shares of answers if they differ or have no signal."""
        session = self._session
        actual = effective_split_percents(session.game.setup.firm, session.view, move)
        pressed = session.can_move and hours_kept(session) < PLANNED_HOURS
        for seat in self._held:
            self.query_one(f"#{SPLIT}{seat}", Slider).note = f"  actual {actual[seat]}" if pressed else ""
        responses = [str(move.response[seat]) for seat in self._held]
        several = len(set(responses)) > 1
        idle = "" if session.view.signals else "  no signal"
        self.query_one(f"#{RESPONSE}", Slider).note = f" {'/'.join(responses)}" if several else idle

    def _title(self) -> str:
        session = self._session
        if self._busy:
            return PLAYING_PERIOD
        if session.playing:
            return "The game is over here" if session.game.over else f"Your move: {format_time(session)}"
        return f"Looking at the position {format_place(session)}"

    def _subtitle(self) -> Content:
        """The move, and the keys, which can also be clicked."""
        if self._busy:
            return Content("")
        if self.has_class("-typing"):  # the line for typing shows its own keys
            return line(format_shown_move(self._move, self._held, self.content_region.width))
        if self._session.can_move:
            plays = insert_keys(self._commit_hint)
            room = self.content_region.width - len(plays) - 4
            return line(format_shown_move(self._move, self._held, room), "  ", (plays, COMMITS))
        if self._session.playing:
            result, back = insert_keys(SHOWS_RESULT), insert_keys(TAKES_BACK)
            return line((result, COMMITS), "   ", (back, "@click=screen.take_back"))
        on, back = insert_keys(PLAYS_ON), insert_keys(RETURNS)
        return line((on, COMMITS), "   ", (back, "@click=screen.return"))

    @property
    def _commit_hint(self) -> str:
        if self._guided:
            return CONTINUES_GUIDE
        return PLAYS_MOVE_FROM_SLIDERS if self._key_in_use else PLAYS_MOVE

    def _note_text(self) -> Content:
        session = self._session
        if self._busy:
            return line((NEXT_MOVE_SOON, DIM))
        if not session.playing:
            if not session.shown.number:
                return line((LED_HERE, DIM), NO_MOVE_YET)
            room = self.content_region.width - len(LED_HERE)
            return line((LED_HERE, DIM), format_shown_move(self._move, self._held, room))
        if session.game.over:
            return line()
        hinted = self._foresight.hinted
        if self._foresight.outdated:
            return line(insert_keys(HINT_OUTDATED))
        if hinted is not None:
            return line(self._hint(hinted))
        effect = self._foresight.effect if self._foresight.drafting else None
        width, by_value = self.content_region.width, self._foresight.by_value
        once = "" if effect is None else describe_one_time_effect(effect, width, by_value=by_value)
        if once:
            return line((once, "$stale" if self._foresight.weighing else ""))
        pressed = hours_kept(session) < PLANNED_HOURS
        return line((describe_pressure(session), "" if pressed else DIM))

    def _hint(self, hinted: tuple[EvaluatedLine, EvaluatedLine]) -> str:
        f, width = self._foresight, self.content_region.width
        return describe_hint(self._session, *hinted, f.steps, width, by_value=f.by_value)

    # typing

    def type_move(self) -> None:
        """Show the line for typing."""
        self.add_class("-typing")
        self.query_one(MoveInput).open(guided=self._guided)
        self.border_subtitle = self._subtitle()

    @on(MoveInput.Left)
    def _stop_typing(self) -> None:
        self.query_one(MoveInput).display = False
        self.remove_class("-typing")
        self.border_subtitle = self._subtitle()
        self.screen.set_focus(self.sliders[0])

    @on(MoveInput.Edited)
    def _check(self, event: MoveInput.Edited) -> None:
        if event.text.strip():
            self._parse(event.text)
        else:
            self._show_problem(None)

    @on(MoveInput.Entered)
    def _entered(self, event: MoveInput.Entered) -> None:
        move = self._parse(event.text)
        if move is not None:
            self._stop_typing()
            self.post_message(MoveTyped(move))

    def _parse(self, text: str) -> Move | None:
        """Parse a text as a move; None, with the problem shown, if it is not one."""
        try:
            move = self._session.parse_draft(text)
        except NotationError as error:
            self._show_problem(error)
            return None
        self._show_problem(None)
        return move

    def _show_problem(self, error: NotationError | None) -> None:
        self.query_one(MoveInput).judge("" if error is None else error.message)
        self.border_subtitle = self._subtitle() if error is None else Content(error.remedy)
