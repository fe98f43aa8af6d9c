"""Sentences that only the screen shows. A key's id in braces, as in `{game.commit}`, is replaced by the key."""

from __future__ import annotations

LOOKAHEAD_OFF = "The lookahead is off; {ahead.switch} switches it on."
LOOKAHEAD_FAILED = "No lookahead: {reason}. The game goes on; {{ahead.switch}} tries again."
LOOKAHEAD_OVER = "The game is over here; there is nothing to look ahead to."
THINKING = "thinking …"

BOARD_TITLE = "Board: where the work is"
BOARD_SUBTITLE = "each piece is in the column in which its business is due"
NO_FUTURE_BUSINESS = "nothing here is due next year or later"
EXPECTED_BOARD = "expected numbers, without individual pieces"
SQUARE_KEYS = "{squares.ask} shows its pieces, {squares.leave} leaves"
EXPECTED_WINS_UNKNOWN = {
    "off": "not known: the lookahead is off", "trouble": "not known", "over": "the game is over"
}  # fmt: skip
"""Instead of the wins expected from future business, by the state of the lookahead."""

PLAYS_MOVE = "{game.commit} plays it"
PLAYS_MOVE_FROM_SLIDERS = "{game.return}, then {game.commit} plays it"
CONTINUES_GUIDE = "{game.commit} goes on with the guide"
"""What the key that plays a move does: normally; if the focused widget uses that key itself; in a tutorial."""

SHOWS_RESULT, TAKES_BACK = "{game.commit}: the result", "{game.takeback}: take back"
PLAYS_ON, RETURNS = "{game.commit}: play on from here", "{game.return}: back to the game"

LED_HERE = "The move that led here: "
NO_MOVE_YET = "none; this is how the firm has worked so far"
HINT_OUTDATED = "The search has found a better move since then: {ahead.hint} takes it."
NEXT_MOVE_SOON = "You can make the next move in a moment."
PLAYING_PERIOD = "The period is being simulated ..."

SAME_AS_LAST_MOVE = "Same as the last move. Move a slider to see what that would change."
EVALUATING_DRAFT = "What it would change is being estimated …"

TYPED_MOVE_PLAYS = "enter plays it, {game.return} leaves"
TYPED_MOVE_DRAFTS = "enter drafts it, {game.return} leaves"
"""What enter does with a typed move; the second in a tutorial that explains it before it is played."""

TAKES_MARKED_LINE, TAKES_BEST_LINE = "{lines.take} takes its first move", "{ahead.hint} takes the best"
SAME_TO_THE_END, LAST_MOVE = "then much the same to the end", "the last move of the game"

LOOK_AT_PANEL = "Look at it. Then press {guide.on}, or click here, to go on."

WHY_FAILED = "Why this changed could not be worked out; the log says more. The game goes on."
WHY_THINKING = "Why: working it out …"
