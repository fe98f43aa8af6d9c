"""The keys, as data: bindings, footer and help all come from here. Ids name them, so that a keymap can change them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding, BindingType

from tui.runtime.compat import running_app

Where = Literal["play", "focus", "list", "everywhere"]
"""On the play screen; at one kind of place alone; in lists and dialogs; everywhere."""

_ID = re.compile(r"\{([a-z]+\.[a-z_]+)\}")


@dataclass(frozen=True)
class KeyGroup:
    """Keys that belong together, under one heading of the help."""

    title: str
    keys: tuple[Binding, ...]
    where: Where = "play"
    """where they are of use; groups of several kinds of place (`focus`) never meet."""

    def bindings(self, *names: str) -> list[BindingType]:
        """As a class's BINDINGS: all of them, or those of these ids."""
        return [key for key in self.keys if not names or key.id in names]


def _key(name: str, keys: str, shown: str, action: str, title: str, tooltip: str) -> Binding:
    """A binding that only the help shows."""
    return Binding(keys, action, title, show=False, key_display=shown, tooltip=tooltip, id=name)


def _foot(name: str, keys: str, shown: str, action: str, title: str, tooltip: str) -> Binding:
    """A binding that the footer shows too."""
    return Binding(keys, action, title, key_display=shown, tooltip=tooltip, id=name)


GAME = KeyGroup(
    "The game",
    (
        _foot("game.commit", "enter", "enter", "commit", "play", "Play the move. It can be taken back."),
        _foot(
            "game.takeback", "u", "u", "take_back", "take back",
            "Take your last move back. What you played stays as a line of its own.",
        ),
        _foot("game.type", "colon", ":", "type", "type", "Type a move, like S25 M35 L70 r30."),
        _key(
            "game.back", "left,left_square_bracket", "← [", "look_back", "earlier",
            "Look at the position one move earlier ([ also while you are at a slider).",
        ),
        _key(
            "game.on", "right,right_square_bracket", "→ ]", "look_on", "later",
            "Look at the position one move later (] also while you are at a slider).",
        ),
        _key(
            "game.aside", "down,right_curly_bracket", "↓ }", "look_aside(1)", "next line",
            "Look at the next move that was played in the same place.",
        ),
        _key(
            "game.aside_back", "up,left_curly_bracket", "↑ {", "look_aside(-1)", "line before",
            "Look at the move before it that was played in the same place.",
        ),
        _key(
            "game.return", "escape", "esc", "return", "back",
            "From the sliders to the board and back; from an old position back to the game.",
        ),
        _foot(
            "game.focus", "o", "o", "edit_focus", "focus",
            "Choose what the hours for the future are spent on. You can leave this alone.",
        ),
        _foot(
            "game.playbook", "e", "e", "playbook", "playbook",
            "What well-known characters would play here. Choosing one sets your sliders.",
        ),
    ),
)  # fmt: skip

SLIDER = KeyGroup(
    "At a slider",
    (
        _key("slider.less", "left", "←", "step(-1)", "less", "Five less."),
        _key("slider.more", "right", "→", "step(1)", "more", "Five more."),
        _key("slider.fine_less", "shift+left,comma", "shift+← ,", "fine(-1)", "one less", "One less."),
        _key("slider.fine_more", "shift+right,full_stop", "shift+→ .", "fine(1)", "one more", "One more."),
        _key("slider.least", "home", "home", "least", "least", "As little as possible."),
        _key("slider.most", "end", "end", "most", "most", "As much as possible."),
        _key("slider.above", "up", "↑", "beside(-1)", "above", "To the slider above."),
        _key("slider.below", "down", "↓", "beside(1)", "below", "To the slider below."),
    ),
    "focus",
)

CHOICE = KeyGroup(
    "At a choice",
    (
        _key("choice.before", "left", "←", "other(-1)", "before", "The one before."),
        _key("choice.next", "right,space", "→ space", "other(1)", "next", "The next one."),
    ),
    "focus",
)

AHEAD = KeyGroup(
    "Looking ahead",
    (
        _foot(
            "ahead.hint", "space", "space", "hint", "hint",
            "Set the sliders to the first move of the best line and say why; press it again for all reasons. It "
            "plays nothing.",
        ),
        _key(
            "ahead.nothing", "x", "x", "nothing", "do nothing",
            "In moves ahead, show the line of doing nothing, which holds the last move to the end; or the best "
            "one again.",
        ),
        _key(
            "ahead.switch", "l", "l", "switch", "lookahead",
            "Switch the lookahead off or on. It stays off until you switch it on.",
        ),
        _key("ahead.more", "plus", "+", "more_lines(1)", "more lines", "One more line, up to six."),
        _key("ahead.fewer", "minus", "-", "more_lines(-1)", "fewer lines", "One line fewer, down to one."),
    ),
    "everywhere",
)  # fmt: skip

LINES = KeyGroup(
    "At the lines",
    (
        _key("lines.above", "up", "↑", "mark(-1)", "above", "To the line above."),
        _key("lines.below", "down", "↓", "mark(1)", "below", "To the line below."),
        _foot("lines.take", "enter", "enter", "take", "take", "Set the sliders to its first move."),
    ),
    "focus",
)

PANELS = KeyGroup(
    "What you see",
    (
        _foot("panel.perspective", "f", "f", "perspective", "view", "The board by sellers or by segments."),
        _key(
            "panel.measure", "m", "m", "measure", "measure",
            "Change what is measured: in the history or in moves ahead, whichever was chosen last.",
        ),
        _key(
            "panel.pieces", "p", "p", "pieces", "pieces",
            "Onto the squares of the board: whose a piece is, since when, what comes next, its chance.",
        ),
        _key(
            "panel.later", "greater_than_sign", ">", "later(1)", "a quarter on",
            "The board a quarter later, as expected with the move on the screen.",
        ),
        _key(
            "panel.sooner", "less_than_sign", "<", "later(-1)", "a quarter back",
            "The board a quarter earlier, back to today's.",
        ),
        _key(
            "panel.tree", "t", "t", "tree", "tree",
            "All lines of the game: to look at, to name, to compare, with their turning points.",
        ),
        _key(
            "panel.enlarge", "z", "z", "enlarge", "enlarge",
            "Show the chosen panel on the whole screen, or everything again. Your move is hidden while it is enlarged.",
        ),
        _key(
            "panel.explain", "i", "i", "explain", "explain",
            "What each figure of the chosen panel is, how it is made and how certain it is. Or click on its title.",
        ),
        _key("panel.board", "1", "1", "panel('board')", "board", "The board: where the work lies."),
        _key("panel.ahead", "2", "2", "panel('ahead')", "moves ahead", "Moves ahead: what may come of it."),
        _key("panel.lines", "3", "3", "panel('lines')", "lines", "The best lines, to choose from."),
        _key("panel.news", "4", "4", "panel('news')", "news", "What happened, and the story."),
        _key("panel.signals", "5", "5", "panel('signals')", "signals", "What is coming; the market as read."),
        _key("panel.books", "6", "6", "panel('books')", "books", "The books: quarter, last quarter, game."),
        _key("panel.stocks", "7", "7", "panel('stocks')", "stocks", "What the firm lives on."),
        _key("panel.history", "8", "8", "panel('history')", "history", "The quarters so far."),
        _key("panel.why", "9", "9", "panel('why')", "why", "Why the last move brought more or less."),
    ),
)  # fmt: skip

PAGES = KeyGroup(
    "The panel that was chosen last",
    (
        _key("page.up", "pageup", "pgup", "page(-1)", "page up", "A page up, from anywhere."),
        _key("page.down", "pagedown", "pgdn", "page(1)", "page down", "A page down, from anywhere."),
    ),
)

# they lie within the board, whose keys they meet: so they are no `focus` of their own
SQUARES = KeyGroup(
    "On the squares of the board",
    (
        _key("squares.left", "left", "←", "go(0, -1)", "left", "To what is due sooner."),
        _key("squares.right", "right", "→", "go(0, 1)", "right", "To what is due later."),
        _key("squares.up", "up", "↑", "go(-1, 0)", "up", "To the row above."),
        _key(
            "squares.down",
            "down",
            "↓",
            "go(1, 0)",
            "down",
            "To the row below; the last one is business that does not exist yet.",
        ),
        _foot("squares.ask", "enter", "enter", "ask", "tell", "The story of every piece on the square."),
        _key("squares.leave", "escape", "esc", "leave_squares", "board", "Back to the board."),
    ),
)

SCROLL = KeyGroup(
    "In a long panel",
    (
        _key("scroll.up", "up", "↑", "scroll_up", "up", "A line up."),
        _key("scroll.down", "down", "↓", "scroll_down", "down", "A line down."),
        _key("scroll.page_up", "pageup", "pgup", "page_up", "page up", "A page up."),
        _key("scroll.page_down", "pagedown", "pgdn", "page_down", "page down", "A page down."),
        _key("scroll.top", "home", "home", "scroll_home", "top", "To the top."),
        _key("scroll.end", "end", "end", "scroll_end", "end", "To the end."),
    ),
    "focus",
)

FORM = KeyGroup(
    "In a form",
    (_foot("form.on", "enter", "enter", "go_on", "go on", "From any row: do what the frame says."),),
    "list",
)

CRM = KeyGroup(
    "A new game from your CRM",
    (
        _foot("crm.on", "enter", "enter", "go_on", "play it", "At the report: to seat, moves and seed."),
        _foot("crm.again", "r", "r", "read_again", "read again", "At the columns: apply what was changed."),
    ),
    "list",
)

GUIDE = KeyGroup(
    "The guide of a tutorial",
    (
        _key(
            "guide.on", "g", "g", "guide_on", "go on",
            "Go on with the guide: to what it waits for, or to the next step. Begins it again when it has ended.",
        ),
        _key("guide.end", "G", "G", "guide_end", "end guide", "End the guide. The game goes on."),
    ),
)  # fmt: skip

SEARCH = KeyGroup(
    "In a line of search",
    (
        _key("search.above", "up", "↑", "go(-1)", "above", "While you type: to what was found above."),
        _key("search.below", "down", "↓", "go(1)", "below", "While you type: to what was found below."),
    ),
    "focus",
)

SAVED = KeyGroup(
    "At the saved games",
    (
        _foot(
            "saved.through", "v", "v", "look_through", "look through",
            "Open the game at its start and step through it. Nothing is played.",
        ),
        _foot(
            "saved.export", "w", "w", "export", "export",
            "Write its deals next to the record, as a CSV file like a CRM's. Nothing is overwritten.",
        ),
        _foot("saved.find", "f", "f", "find", "find", "Search in everything the list says about the games."),
    ),
    "list",
)  # fmt: skip

TREE = KeyGroup(
    "In the tree of lines",
    (
        _foot("tree.name", "n", "n", "name", "name", "Give the line a name. It is kept in the record."),
        _foot(
            "tree.mark", "space", "space", "mark", "mark",
            "Mark the line to compare another one with; without a mark it is the line of the game.",
        ),
        _foot("tree.compare", "c", "c", "compare", "compare", "The line next to the marked one: moves, books, stocks."),
        _foot(
            "tree.turns", "t", "t", "turns", "turning points",
            "The moves after which the win chance changed significantly, to go to.",
        ),
    ),
    "list",
)  # fmt: skip

DIALOG = KeyGroup(
    "In lists and dialogs",
    (_foot("dialog.leave", "escape", "esc", "leave", "back", "Back, without choosing."),),
    "list",
)

EVERYWHERE = KeyGroup(
    "Everywhere",
    (
        _key("app.next", "tab", "tab", "app.focus_next", "next", "To the next slider, panel or button."),
        _key("app.before", "shift+tab", "shift+tab", "app.focus_previous", "before", "To the one before it."),
        _foot("app.help", "question_mark,f1", "?", "help", "help", "This help."),
        _key(
            "app.settings", "s,f2", "s", "settings", "settings",
            "Colours, symbols, motion, lookahead, notation, and your own keys.",
        ),
        _key(
            "app.glossary", "slash,f3", "/ f3", "app.glossary", "glossary",
            "The words of the game, from any screen (f3 also while you type).",
        ),
        _key("app.menu", "n", "n", "app.menu", "menu", "Another game, new or saved. This one is saved."),
        _foot("app.quit", "q", "q", "quit", "quit", "Leave. The game is saved, and you can resume it."),
        Binding(
            "ctrl+c",
            "quit",
            "quit",
            show=False,
            priority=True,
            tooltip="The same, from anywhere.",
            id="app.stop",
        ),
    ),
    "everywhere",
)  # fmt: skip

GROUPS = (
    GAME, SLIDER, AHEAD, LINES, PANELS, SQUARES, PAGES, SCROLL, CHOICE, FORM, CRM, GUIDE, SEARCH, SAVED, TREE, DIALOG,
    EVERYWHERE,
)  # fmt: skip
"""In the order of the help."""


def format_binding(binding: Binding) -> str:
    """A binding's key as the help shows it: as the player has set it, where an app runs."""
    preferences = getattr(running_app(), "preferences", None)
    if preferences is None:
        return binding.key_display or binding.key
    return str(preferences.keys.shown(binding))


def current_key(name: str) -> str:
    """The key of an id, for sentences: the first one where there are several."""
    return format_binding(next(key for key in all_bindings() if key.id == name)).split(" ")[0]


def insert_keys(text: str) -> str:
    """A sentence with keys in the place of their ids in braces: `{game.takeback} takes it back`."""
    return _ID.sub(lambda found: current_key(found[1]), text)


def all_bindings() -> Iterator[Binding]:
    """All keys of all groups."""
    return (key for group in GROUPS for key in group.keys)
