"""The play screen: title, status, panels, your move. It puts widgets together and answers keys and messages; what is
known and played is the session's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual import events, on, work
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widget import Widget

from sim.game.game_tree import GameNode
from sim.model.move import Move
from sim.play.session import Session
from sim.text.explanations import MOVE_NAME
from sim.text.hint import reasons
from tui.content.explained import explained_figures
from tui.controllers.review import LookingBack
from tui.keyboard.keys import AHEAD, EVERYWHERE, GAME, GUIDE, PAGES, PANELS, key_now, with_keys
from tui.keyboard.patient import Patient
from tui.keyboard.queue import KeyQueue
from tui.runtime.messages import Drafted, Failed, GameSaved, MoveLived, MoveTyped, PanelAsked, SettingsChanged
from tui.runtime.painting import at_once
from tui.screens.accompanied import Accompanied
from tui.screens.dialog import Notice
from tui.screens.explained import ExplainedScreen
from tui.screens.focus import FocusScreen
from tui.screens.leaving import put_over
from tui.screens.playbook import Playbook
from tui.screens.result import ResultScreen
from tui.screens.square import square_screen
from tui.screens.tree import TreeScreen
from tui.thinking.lookahead import LookaheadClients
from tui.widgets.board import BoardPanel
from tui.widgets.body import Body
from tui.widgets.guide import GuideLine
from tui.widgets.keys_line import KeysLine
from tui.widgets.lines import LinesPanel
from tui.widgets.squares import Squares
from tui.widgets.status import StatusLine
from tui.widgets.title import TitleLine

WIDE, HIGH = 116, 38
"""characters; from which all panels are seen at once."""

OLD_POSITION = (
    "This is an old position: {game.commit} plays on from here, {game.return} goes back to the game."
)

VERY_HIGH = 48
"""characters; from which the board has room for a larger firm, and the lines for more of them."""

FROM_START = (
    "The game from its first position: {game.on} goes a move on, {game.back} one back, "
    "{game.return} to where the game is."
)

SURE = "It can be taken back at once, and the line stays."
DRASTIC = {"back": "Think again", "play": "Play it"}

NO_MOVE = "The game is over here; {game.takeback} takes the last move back."

AT_THE_EDGE = "The board can be looked at from today to the end of the game."

HIDDEN = "Your move was hidden. Here it is; {game.commit} plays it."

PATIENCE = 0.2
"""seconds; a period that is lived faster than this shows no sign of being lived."""

UNSAVED_SECONDS = 15
"""seconds; for which a notice of a failed saving stays."""


class PlayScreen(Accompanied):
    """A game. Leave it with the app's actions; the session is saved after every move."""

    BINDINGS = [  # noqa: RUF012  # as Textual has it
        *GAME.bindings(),
        *AHEAD.bindings(),
        *PANELS.bindings(),
        *PAGES.bindings(),
        *GUIDE.bindings(),
        *EVERYWHERE.bindings("app.menu"),
    ]

    def __init__(self, session: Session, lookahead: LookaheadClients) -> None:
        super().__init__(session, lookahead)
        self._back = LookingBack(lookahead)
        self._busy = self._types_next = False
        self._sign: Timer | None = None
        """waits to show that a period is being lived."""
        self._focused_before: Widget | None = None

    def compose(self) -> ComposeResult:
        """Lines above, panels and move, keys below."""
        yield TitleLine()
        yield StatusLine()
        yield Body(self.session, self.foresight)
        yield GuideLine()
        yield KeysLine()

    def on_mount(self) -> None:
        """Show where the game is."""
        self.listen()
        self.watch(self, "focused", self._say_what_enter_does, init=False)
        self._show()
        self._body.to_sliders()
        self.place_guide()
        self.begin_guide(self.session.guide)
        self._tell_unsaved()
        if not self.session.playing:
            self.notify(with_keys(FROM_START), markup=False)
        elif self.session.game.over:
            self._show_result()

    def on_resize(self, event: events.Resize) -> None:
        """All panels at once where there is room, else one at a time."""
        wide = event.size.width >= WIDE and event.size.height >= HIGH
        self.set_class(wide, "-wide")
        self.set_class(not wide, "-small")
        self.set_class(event.size.height >= VERY_HIGH, "-high")
        self.place_guide()

    @property
    def _body(self) -> Body:
        return self.query_one(Body)

    def _show(self) -> None:
        at_once(self)
        self.foresight.look()
        self.draft_changed()
        self.query_one(TitleLine).show(self.session)
        self.query_one(StatusLine).show(self.session)
        self._body.show(self.session, busy=self._busy)
        self.follow_guide()
        self._say_what_enter_does()

    def place_guide(self) -> None:
        """Put the guide where it covers nothing that it is about, and say what enter does now."""
        super().place_guide()
        self._say_what_enter_does()

    def _say_what_enter_does(self) -> None:
        elsewhere = isinstance(self.focused, LinesPanel | Squares)
        self._body.move.say_what_enter_does(elsewhere=elsewhere, guided=self.guide_holds)

    # moves

    def action_commit(self) -> None:
        """Play the move; in an old position play on from there; after the end show the result; under a guide that has
        more to tell go on with that.
        """
        if self._busy:
            return
        if self._body.enlarged:
            self._body.to_sliders()
            self.notify(with_keys(HIDDEN), markup=False)
        elif not self.session.playing:
            self.session.play_on_from_here()
            self._changed()
        elif self.session.game.over:
            self._show_result()
        elif self.guide_holds:
            self.action_guide_on()
        else:
            self._body.move.settle()
            self._commit(self.foresight.drastic)

    def _commit(self, drastic: str | None) -> None:
        """Play the draft; ask first where it is drastic."""
        if drastic is not None:
            put_over(self, Notice("Are you sure?", [drastic, SURE], DRASTIC), self._sure)
        else:
            self._body.leave_position()
            self._busy, self._focused_before = True, self.focused
            self._sign = self.set_timer(PATIENCE, self._show_busy)
            self._live()

    def _sure(self, answer: str | None) -> None:
        if answer == "play" and self._may_move:
            self._commit(None)

    def _show_busy(self) -> None:
        if self._busy:
            self._body.move.show(self.session, busy=True)

    def _end_busy(self) -> None:
        """Show where the game is by now, with the focus where it was: however long that took."""
        self._busy = False
        if self._sign is not None:
            self._sign.stop()  # or it would tell of the next period
        self.session.follow()
        self._show()
        if not self.session.can_move:
            self._body.to_sliders()
        elif self.focused is None:  # a slider that was switched off has lost it
            self._body.to_sliders(self._focused_before)
        if self._types_next:
            self._types_next = False
            self.action_type()
            self.app.call_later(self._keys.release, drop=not self.session.can_move)

    @property
    def _keys(self) -> KeyQueue:
        assert isinstance(self.app, Patient)
        return self.app.keys

    def open_for(self, text: str) -> str:
        """Pasted text is a move, with or without the key before it that opens the line to type one."""
        self.action_type()
        return text.lstrip().removeprefix(key_now("game.type"))

    @work(thread=True, exclusive=True, group="game", exit_on_error=False)
    def _live(self) -> None:
        try:
            self.session.commit()
            self.post_message(MoveLived())
        except Exception as error:  # whatever it is, it is told in a dialog
            self.post_message(Failed(error))

    @on(MoveLived)
    def _lived(self) -> None:
        self._end_busy()
        self._tell_unsaved()
        if self.session.game.over:
            self._show_result()

    @on(Failed)
    def _failed(self) -> None:
        """The game goes on; the app tells what went wrong."""
        self._end_busy()

    @on(Drafted)
    def _drafted(self) -> None:
        self._body.move.settle()  # the slider may have gone on since
        self.draft_changed()
        self._body.move.show(self.session, busy=self._busy)
        self.follow_guide()

    @on(SettingsChanged)
    def _show_as_set(self) -> None:
        self._show()

    def _draft(self, move: Move | None) -> None:
        if move is not None and self._may_move:
            self.session.draft = move
            self.draft_changed()
            self._body.move.show(self.session)
            self.follow_guide()

    def take(self, move: Move) -> None:
        """Take a move of the lookahead as the draft."""
        self._draft(move)

    def show_ahead(self) -> None:
        """Show what the lookahead says by now."""
        self._body.show_ahead()

    @property
    def _may_move(self) -> bool:
        return self.session.can_move and not self._busy

    @on(MoveTyped)
    def _typed(self, event: MoveTyped) -> None:
        held = self.guide_holds
        self._draft(event.move)
        if not held:
            self.action_commit()

    def action_type(self) -> None:
        """Type a move; while a period is simulated, as soon as that is done, with all that is typed until then."""
        if self._busy:
            self._types_next = True
            self._keys.hold()
        elif not self.session.playing:
            self.notify(with_keys(OLD_POSITION), markup=False)
        elif self.session.game.over:
            self.notify(with_keys(NO_MOVE), markup=False)
        else:
            self.sliders_wanted()
            self._body.put_back()
            self._body.move.settle()  # what is not typed is as the sliders say
            self._body.move.type_move()

    def action_edit_focus(self) -> None:
        """Spread the hours for the future."""
        if self._may_move:
            self._body.move.settle()
            put_over(self, FocusScreen(self.session), self._draft)

    def action_playbook(self) -> None:
        """See what others would play."""
        if self._may_move:
            self._body.move.settle()
            put_over(self, Playbook(self.session), self._draft)

    def action_take_back(self) -> None:
        """Take the last move back."""
        if self._busy:
            return
        if not self.session.playing:
            self.notify(with_keys(OLD_POSITION), markup=False)
        elif self.session.take_back():
            self._changed()
        else:
            self.notify("There is no move to take back yet.", markup=False)

    def _changed(self) -> None:
        """Show and save after the player went to another position of the game."""
        self._show()
        self._body.to_sliders()
        self._save()

    @work(thread=True, group="save", exit_on_error=False)
    def _save(self) -> None:
        try:
            self.session.save()
            self.post_message(GameSaved())
        except Exception as error:  # whatever it is, it is told in a dialog
            self.post_message(Failed(error))

    @on(GameSaved)
    def _tell_unsaved(self) -> None:
        """Say that the last saving failed, if it did."""
        self.query_one(TitleLine).show(self.session)
        trouble = self.session.unsaved
        if trouble is not None:
            told = (
                f"{trouble.message}; {trouble.remedy}. The game goes on; it is tried again with every move."
            )
            self.notify(told, title="Not saved", severity="warning", timeout=UNSAVED_SECONDS, markup=False)

    def _show_result(self) -> None:
        self.app.push_screen(ResultScreen(self.session, self._back), self._after_result)

    async def _after_result(self, answer: str | None) -> None:
        if answer == "takeback":
            self.action_take_back()
        elif answer in ("again", "menu", "quit"):
            await self.run_action(f"app.{answer}")

    # looking

    def action_look_back(self) -> None:
        """Look one move back."""
        self._look(self.session.look_back)

    def action_look_on(self) -> None:
        """Look one move on."""
        self._look(self.session.look_on)

    def action_look_aside(self, step: int) -> None:
        """Look at another line."""
        self._look(lambda: self.session.look_aside(step))

    def _look(self, go: Callable[[], bool]) -> None:
        if not self._busy:
            self._body.move.settle()
            if go():
                self._show()
                if self.session.can_move:
                    self._body.to_sliders()

    def action_return(self) -> None:
        """From an old position to the game; else between the sliders and the board."""
        if self.session.playing:
            self.sliders_wanted()
            self._body.across()
        else:
            self.session.return_to_game()
            self._show()
            self._body.to_sliders()

    def action_panel(self, name: str) -> None:
        """Go to a panel."""
        self._body.go_to(name, focus=self.has_class("-wide"))
        self.panel_opened(name)

    def go_to_panel(self, name: str) -> None:
        """Go to a panel, as its key does."""
        self.action_panel(name)

    def to_sliders(self) -> None:
        """Go to the first slider."""
        self._body.to_sliders()

    def show_panel(self, name: str) -> None:
        """Bring a panel to the front."""
        self._body.choose(name)

    def action_page(self, direction: int) -> None:
        """A page of the chosen panel up or down."""
        self._body.page(direction)

    def action_perspective(self) -> None:
        """Look at the board from another side."""
        self._body.turn_board()

    def action_tree(self) -> None:
        """All lines of the game."""
        if not self._busy:
            self._body.move.settle()
            put_over(self, TreeScreen(self.session, self.foresight, self._save), self._after_tree)

    def _after_tree(self, node: GameNode | None) -> None:
        if node is not None:
            self._look(lambda: self.session.look_at(node))
        self.foresight.value_no_more()
        self.draft_changed()

    def all_reasons(self) -> Iterable[tuple[str, str]]:
        """The steps of the hint, each with its reason."""
        f = self.foresight
        if f.hinted is None:
            return ()
        return reasons(self.session, *f.hinted, f.steps, by_value=f.by_value)

    def show_values(self) -> None:
        """Tell the tree, if it is still open."""
        for screen in self.app.screen_stack:
            if isinstance(screen, TreeScreen) and screen.is_mounted:  # else it tells them when it is
                screen.show_turns()

    def action_enlarge(self) -> None:
        """The chosen panel over the whole screen, and back."""
        self._body.enlarge()

    def action_explain(self) -> None:
        """What the figures are of what the player turned to last, a panel or the sliders."""
        self._explain(self._body.last_named)

    @on(PanelAsked)
    def _asked(self, event: PanelAsked) -> None:
        self._explain(event.name)

    def _explain(self, name: str) -> None:
        title = "your move" if name == MOVE_NAME else self._body.panel(name).title()
        self._body.move.settle()
        put_over(self, ExplainedScreen(name, title, explained_figures(self.session, self.foresight)))

    def action_later(self, step: int) -> None:
        """The board a quarter further on, or less far."""
        board = self._body.query_one(BoardPanel)
        if not board.step(step):
            self.notify(AT_THE_EDGE, markup=False)
            return
        self._body.choose(BoardPanel.NAME)
        self.foresight.stepping = board.later > 0
        self._weigh()

    def action_pieces(self) -> None:
        """Onto the squares of the board."""
        self._body.to_pieces()

    @on(Squares.Asked)
    def _tell_square(self) -> None:
        """The story of what stands on the marked square."""
        put_over(self, square_screen(self._body.query_one(BoardPanel), self.session))

    def action_measure(self) -> None:
        """Measure the moves ahead or the history by something else."""
        self._body.turn_measure()
