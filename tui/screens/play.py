"""The play screen: title, status, panels, your move. It puts widgets and controllers together, and passes keys and
messages on to them; the session knows the game.
"""

from __future__ import annotations

from collections.abc import Callable

from textual import events, on
from textual.app import ComposeResult
from textual.screen import Screen

from sim.game.game_tree import GameNode
from sim.model.move import Move
from sim.play.session import Session
from sim.text.explanations import MOVE_NAME
from sim.text.rival import bot_title
from tui.content.explained import current_figures
from tui.controllers.guide import GuideController
from tui.controllers.lookahead import LookaheadController
from tui.controllers.lookahead_presenter import LookaheadPresenter
from tui.controllers.review import LookingBack
from tui.controllers.rival import BesideYou
from tui.controllers.turn import TurnController
from tui.keyboard.keys import AHEAD, EVERYWHERE, GAME, GUIDE, PAGES, PANELS, current_key, insert_keys
from tui.runtime.batched_painting import paint_together
from tui.runtime.messages import (
    BotFailed,
    BotPlayed,
    Drafted,
    Failed,
    GameSaved,
    LineChosen,
    LookaheadAnswered,
    MovePlayed,
    MoveTyped,
    PanelAsked,
    SettingsChanged,
)
from tui.screens.explained import ExplainedScreen
from tui.screens.focus import FocusScreen
from tui.screens.leaving import put_over
from tui.screens.playbook import Playbook
from tui.screens.result import ResultScreen
from tui.screens.square import square_screen
from tui.screens.tree import TreeScreen
from tui.thinking.lookahead_clients import LookaheadClients
from tui.widgets.board import BoardPanel
from tui.widgets.body import Body
from tui.widgets.books import BooksPanel
from tui.widgets.guide import GuideBox, GuideLine
from tui.widgets.keys_line import KeysLine
from tui.widgets.panel import Panel
from tui.widgets.squares import Squares
from tui.widgets.status import StatusLine
from tui.widgets.title import TitleLine

WIDE, HIGH = 116, 38
"""characters; from which all panels are seen at once."""

VERY_HIGH = 48
"""characters; from which the board has room for a larger firm, and the lines for more of them."""

FROM_START = (
    "The game from its first position: {game.on} goes a move on, {game.back} one back, "
    "{game.return} to where the game is."
)

AT_THE_EDGE = "The board can be looked at from today to the end of the game."


class PlayScreen(Screen[None]):
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
        super().__init__()
        self.session = session
        self.foresight = LookaheadController(session, lookahead)
        self.presenter = LookaheadPresenter(self, self.foresight)
        self.guide = GuideController(self)
        self.turn = TurnController(self)
        self._beside = BesideYou(session, lookahead, self.post_message)
        self._back = LookingBack(lookahead)

    def compose(self) -> ComposeResult:
        """Lines above, panels and move, keys below."""
        yield TitleLine()
        yield StatusLine()
        yield Body(self.session, self.foresight)
        yield GuideLine()
        yield KeysLine()

    def on_mount(self) -> None:
        """Show where the game is."""
        self.presenter.begin()
        self.watch(self, "focused", self.guide.say_what_enter_does, init=False)
        self.show()
        self._body.to_sliders()
        self.guide.place()
        self.guide.begin(self.session.guide)
        self.turn.warn_if_unsaved()
        if not self.session.playing:
            self.notify(insert_keys(FROM_START), markup=False)
        elif self.session.game.over:
            self.show_result()
        self._beside.begin()

    def on_unmount(self) -> None:
        """Stop the lookahead and the rival bot of this game."""
        self._beside.end()
        self.presenter.end()

    def on_resize(self, event: events.Resize) -> None:
        """Show all panels at once where there is room, else one at a time."""
        wide = event.size.width >= WIDE and event.size.height >= HIGH
        self.set_class(wide, "-wide")
        self.set_class(not wide, "-small")
        self.set_class(event.size.height >= VERY_HIGH, "-high")
        self.guide.place()

    @property
    def _body(self) -> Body:
        return self.query_one(Body)

    def show(self) -> None:
        """Show the position that the session looks at."""
        paint_together(self)
        self.foresight.look()
        self.presenter.draft_changed()
        self.query_one(TitleLine).show(self.session)
        self.query_one(StatusLine).show(self.session)
        self._body.show(self.session, busy=self.turn.busy)
        self.guide.follow()
        self.guide.say_what_enter_does()

    # moves

    def action_commit(self) -> None:
        """Play the move."""
        self.turn.commit()

    @on(MovePlayed)
    def _played(self) -> None:
        self.turn.played()

    @on(Failed)
    def _failed(self) -> None:
        """Go on with the game; the app says what went wrong."""
        self.turn.end_busy()

    @on(GameSaved)
    def _saved(self) -> None:
        self.turn.warn_if_unsaved()

    @on(Drafted)
    def _drafted(self) -> None:
        self._body.move.settle()  # the slider may have gone on since
        self._draft_changed()

    def set_draft(self, move: Move | None) -> None:
        """Take a move as the draft, if there is one and the player can move."""
        if move is not None and self.turn.may_move:
            self.session.draft = move
            self._draft_changed()

    def _draft_changed(self) -> None:
        self.presenter.draft_changed()
        self._body.move.show(self.session, busy=self.turn.busy)
        self.guide.follow()

    @on(MoveTyped)
    def _typed(self, event: MoveTyped) -> None:
        held = self.guide.holds
        self.set_draft(event.move)
        if not held:
            self.turn.commit()

    def action_type(self) -> None:
        """Type a move."""
        self.turn.type_move()

    def open_for(self, text: str) -> str:
        """Pasted text is a move, with or without the key before it that opens the line to type one."""
        self.turn.type_move()
        return text.lstrip().removeprefix(current_key("game.type"))

    def action_edit_focus(self) -> None:
        """Spread the hours for the future."""
        self._put_over_draft(FocusScreen)

    def action_playbook(self) -> None:
        """See what others would play."""
        self._put_over_draft(Playbook)

    def _put_over_draft(self, dialog: Callable[[Session], Screen[Move | None]]) -> None:
        """Open a dialog whose answer is a draft."""
        if self.turn.may_move:
            self._body.move.settle()
            put_over(self, dialog(self.session), self.set_draft)

    def action_take_back(self) -> None:
        """Take the last move back."""
        self.turn.take_back()

    def show_result(self) -> None:
        """Show how the game ended, and do what the player wants then."""
        self.app.push_screen(ResultScreen(self.session, self._back), self._after_result)

    async def _after_result(self, answer: str | None) -> None:
        if answer == "takeback":
            self.turn.take_back()
        elif answer in ("again", "menu", "quit"):
            await self.run_action(f"app.{answer}")

    # the lookahead, the guide and the rival

    @on(LookaheadAnswered)
    def _answered(self, event: LookaheadAnswered) -> None:
        self.presenter.answered(event)

    @on(LineChosen)
    def _line_chosen(self, event: LineChosen) -> None:
        self.presenter.choose_line(event)

    @on(SettingsChanged)
    def _settings_changed(self, event: SettingsChanged) -> None:
        self.show()
        self.presenter.settings_changed(event)

    def action_hint(self) -> None:
        """Draft the first move of the best line, and say why."""
        self.presenter.hint()

    def action_nothing(self) -> None:
        """Look at the line of doing nothing, or at the best one again."""
        self.presenter.toggle_doing_nothing()

    def action_switch(self) -> None:
        """Switch the lookahead off or on."""
        self.presenter.switch()

    def action_more_lines(self, change: int) -> None:
        """Show more or fewer lines."""
        self.presenter.more_lines(change)

    @on(GuideBox.Clicked)
    def action_guide_on(self) -> None:
        """Go on with the guide."""
        self.guide.go_on()

    def action_guide_end(self) -> None:
        """End the guide."""
        self.guide.end()

    def on_click(self, event: events.Click) -> None:
        """Go to a panel that is clicked."""
        ancestors = [] if event.widget is None else event.widget.ancestors_with_self
        panel = next((one for one in ancestors if isinstance(one, Panel)), None)
        if panel is not None:
            self.guide.panel_opened(panel.NAME)

    @on(BotPlayed)
    def _bot_played(self, event: BotPlayed) -> None:
        if self._beside.takes(event):
            self.query_one(StatusLine).on_resize()
            self.query_one(BooksPanel).redraw()
            for screen in self.app.screen_stack:
                if isinstance(screen, ResultScreen):
                    screen.redraw()

    @on(BotFailed)
    def _bot_failed(self, event: BotFailed) -> None:
        text = f"{bot_title(self.session)} plays no more: {event.reason}. Your game goes on."
        self.notify(text, severity="warning", markup=False)

    # positions

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
        if not self.turn.busy:
            self._body.move.settle()
            if go():
                self.show()
                if self.session.can_move:
                    self._body.to_sliders()

    def action_return(self) -> None:
        """From an old position to the game; else between the sliders and the board."""
        if self.session.playing:
            self.guide.sliders_wanted()
            self._body.across()
        else:
            self.session.return_to_game()
            self.show()
            self._body.to_sliders()

    def action_tree(self) -> None:
        """Show all lines of the game."""
        if not self.turn.busy:
            self._body.move.settle()
            put_over(self, TreeScreen(self.session, self.foresight, self.turn.save), self._after_tree)

    def _after_tree(self, node: GameNode | None) -> None:
        if node is not None:
            self._look(lambda: self.session.look_at(node))
        self.foresight.value_no_more()
        self.presenter.draft_changed()

    # panels

    def action_panel(self, name: str) -> None:
        """Go to a panel."""
        self.guide.go_to_panel(name)

    def action_page(self, direction: int) -> None:
        """Turn a page of the chosen panel."""
        self._body.page(direction)

    def action_perspective(self) -> None:
        """Show the board by other rows."""
        self._body.turn_board()

    def action_enlarge(self) -> None:
        """Show the chosen panel over the whole screen, or everything again."""
        self._body.enlarge()

    def action_explain(self) -> None:
        """Explain the figures of what the player turned to last, a panel or the sliders."""
        self._explain(self._body.last_named)

    @on(PanelAsked)
    def _asked(self, event: PanelAsked) -> None:
        self._explain(event.name)

    def _explain(self, name: str) -> None:
        about = "your move" if name == MOVE_NAME else self._body.panel(name).title()
        self._body.move.settle()
        put_over(self, ExplainedScreen(name, about, current_figures(self.session, self.foresight)))

    def action_later(self, step: int) -> None:
        """Show the board a quarter later, or earlier."""
        board = self._body.query_one(BoardPanel)
        if not board.step(step):
            self.notify(AT_THE_EDGE, markup=False)
            return
        self._body.choose(BoardPanel.NAME)
        self.foresight.stepping = board.later > 0
        self.presenter.evaluate_draft()

    def action_pieces(self) -> None:
        """Go onto the squares of the board."""
        self._body.to_pieces()

    @on(Squares.Asked)
    def _tell_square(self) -> None:
        put_over(self, square_screen(self._body.query_one(BoardPanel), self.session))

    def action_measure(self) -> None:
        """Show the moves ahead or the history by another measure."""
        self._body.turn_measure()
