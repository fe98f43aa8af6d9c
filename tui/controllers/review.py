"""The review of a game that is over: its process, its results so far, and their text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual.content import Content

from sim.analysis.moments.evaluated_move import evaluation_unit
from sim.analysis.moments.moments import Moment
from sim.analysis.moments.review import GameReview, PlayerResult, ReviewRequest
from sim.base.problems import format_file_name
from sim.game.game_tree import GameNode
from sim.game.outcome import Result
from sim.play.session import Session
from sim.text.figures import format_money
from sim.text.goals import MEASURE_TITLES, format_measure, format_reached
from sim.text.moments import (
    advice_sentences,
    choice_sentences,
    format_amount,
    format_move_period,
    luck_sentences,
    unit_name,
)
from sim.text.news import FIRED_REASONS
from sim.text.rival import bot_title, describe_bot_ending
from tui.drawing.text import ACCENT, DIM, STRONG, Part, align_right, fit, hanging_indent, join_lines, line
from tui.keyboard.keys import current_key, insert_keys
from tui.runtime.messages import LookaheadAnswered
from tui.thinking.client import AnswerListener
from tui.thinking.envelope import Failure, Restarted
from tui.thinking.long_request import LongRequest
from tui.thinking.lookahead_clients import LookaheadClients

OFF = "The lookahead is off. Press {ahead.switch} to look back at this game: it takes a quarter of a minute or more."

LABEL, WHEN = 18, 11
"""characters; width of the names of figures, and of the times of moves."""

VALUE, ENDING = 8, 6
"""characters; of a rival's value and ending."""


class LookingBack:
    """The process that looks back, at one game at a time, and what it found of each. It does not begin by itself where
    the lookahead is off.
    """

    def __init__(self, lookahead: LookaheadClients) -> None:
        self._lookahead = lookahead
        self._asking = LongRequest(lookahead)
        self.reviews: dict[GameNode, GameReview] = {}
        """by the node at which a game ended."""
        self.trouble = ""
        """why there will be no more results; empty if there will."""

    def begin(
        self, node: GameNode, request: ReviewRequest, tell: AnswerListener, wanted: bool = False
    ) -> None:
        """Review a game, if that is wanted and not done yet."""
        found = self.reviews.get(node)
        if self._asking or (found is not None and found.done):
            return
        if not (wanted or self._lookahead.on):
            self.trouble = insert_keys(OFF)
            return
        self.trouble = ""
        self._asking.ask(request, tell)

    def takes(self, node: GameNode, answer: LookaheadAnswered) -> bool:
        """Take over what was found, or why nothing more will be, if it was asked for; whether it is to be shown. A
        process that ended begins once more.
        """
        found = answer.payload
        if not self._asking.takes(answer) or isinstance(found, Restarted):
            return False
        if isinstance(found, Failure):
            key = current_key("ahead.switch")
            self.trouble = f"No more can be found out: {found.reason}. Press {key} to try again."
            self.end()
            return True
        self.reviews[node] = found
        if found.done:
            self.end()
        return True

    def end(self) -> None:
        """End the process."""
        self._asking.end()


def game_text(
    session: Session, node: GameNode, review: GameReview | None, trouble: str, width: int
) -> Content:
    """The result, what mattered, what to try next, the record."""
    assert node.result is not None
    rows = [
        *_result(session, node, node.result, width),
        "",
        *_moment_parts(session, node, review, trouble, width),
    ]
    return join_lines([*rows, "", *_record(session)])


def _result(session: Session, node: GameNode, r: Result, width: int) -> Iterator[Part]:
    story = session.game.story(node)
    if story:
        yield line((story, "italic"))
        yield ""
    if r.fired is not None:
        fired = f"at the end of Q{r.fired}: {FIRED_REASONS[r.fired_for]}"
        yield hanging_indent(("fired", DIM), (fired, STRONG), LABEL, width)
    yield _row("margin", format_money(r.margin))
    if r.fired is None:
        yield _row("franchise value", f"{format_money(r.franchise)}, the margin of the year after")
        yield _row("value", format_money(r.value))
    yield _row("goal", f"{format_measure(r.measure, r.threshold)} ({MEASURE_TITLES[r.measure]})")
    yield _row("reached", format_reached(r))
    if session.game.setup.beside:
        yield _row(fit(bot_title(session), LABEL - 1), describe_bot_ending(session))


def _row(name: str, text: str) -> Part:
    return line((name.ljust(LABEL), DIM), (text, STRONG))


def _moment_parts(
    session: Session, node: GameNode, review: GameReview | None, trouble: str, width: int
) -> Iterator[Part]:
    setup, held = session.game.setup, session.game.held
    yield line(("What mattered", STRONG), (f"   {_progress_text(review, trouble)}", DIM))
    if review is None or not review.evaluated:
        return
    found, nodes = review.moments, {n.number: n for n in node.line()}
    yield from _moments(
        session, "Choices that cost most", found.choices, lambda m: choice_sentences(m, held), width
    )
    yield from _moments(
        session,
        "Luck, apart from choices",
        found.luck,
        lambda m: luck_sentences(m, nodes[m.number], setup),
        width,
    )
    if review.advice is not None:
        unit = evaluation_unit(setup.scenario.goal.measure)
        way = "brought" if found.lucky >= 0 else "took"
        told = f"All choices together cost {format_amount(unit, found.lost)} of {unit_name(unit)}"
        yield f"{told}; luck {way} {format_amount(unit, found.lucky)}."
        yield ""
        yield line(("Try next", STRONG))
        yield from (
            hanging_indent(("•", DIM), text, 2, width)
            for text in advice_sentences(setup, held, review.advice)
        )


def _progress_text(review: GameReview | None, trouble: str) -> str:
    if review is not None and review.evaluated == review.moves:
        return "all moves evaluated; ± is two standard errors"
    if trouble:
        return trouble
    if review is None or not review.evaluated:
        return "others play first, then your moves are evaluated ..."
    return f"{review.evaluated} of {review.moves} moves evaluated so far ..."


def _moments(
    session: Session, title: str, found: tuple[Moment, ...], tell: Callable[[Moment], str], width: int
) -> Iterator[Part]:
    yield line((title, DIM))
    if not found:
        yield "  none that is large and clearly not chance"
    for moment in found:
        yield hanging_indent(
            (f"  {format_move_period(session.game.setup, moment.number)}", STRONG), tell(moment), WHEN, width
        )


def rivals_text(
    node: GameNode, review: GameReview | None, trouble: str, width: int, player: str = "you"
) -> Content:
    """The results of everybody in the same world, the player included, the best first."""
    assert node.result is not None
    rows: list[Part] = [line(("In your place: same world, same dice", STRONG))]
    if review is None:
        return join_lines([*rows, trouble or "They begin to play ..."])
    you = PlayerResult(player, node.result)
    rows += [_rival(place, one, one is you, width) for place, one in enumerate(review.ranked(you), 1)]
    left = review.players - len(review.rivals)
    return join_lines([*rows, line((f"{left} still to play ...", DIM)) if left and not trouble else ""])


def _rival(place: int, rival: PlayerResult, you: bool, width: int) -> Content:
    r, name = rival.result, max(8, width - 5 - VALUE - 1 - ENDING)
    amount_ = (
        format_money(r.value) if evaluation_unit(r.measure) == "k" else format_measure(r.measure, r.reached)
    )
    text = f"{fit(rival.title, name)}{align_right(amount_, VALUE)} {r.ending.ljust(ENDING)}"
    return line((f"{'▸' if you else ' '}{place:>2}  {text}", ACCENT if you else ""))


def _record(session: Session) -> Iterator[Part]:
    if session.path is None:
        yield "This game could not be saved."
        return
    name = format_file_name(session.path.name)
    yield line(("The record: ", DIM), format_file_name(str(session.path)))
    yield line(("Play it again and compare every figure: ", DIM), f"tactegic replay {name}")
    yield (
        insert_keys("You can also play on from any earlier move: look at it, and press {game.commit} there."),
        DIM,
    )
