"""Looking back at a game that is over: who does how well in the same place, what mattered, what to try next."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sim.analysis.moments.evaluated_move import evaluation_unit
from sim.analysis.moments.moments import Moment
from sim.analysis.moments.review import GameReview, PlayerResult, make_review_request
from sim.play.session import Session
from sim.text.figures import format_money
from sim.text.goals import format_measure
from sim.text.moments import (
    advice_sentences,
    choice_sentences,
    format_amount,
    format_move_period,
    luck_sentences,
    unit_name,
)
from tui.plain.session import PlainSession, refusal
from tui.plain.slow import as_far_as_it_goes, progress_teller, stoppable

LOOKING = "looking back, players and moves"


def tell_review(desk: PlainSession, _: str = "") -> Iterator[str]:
    """All of it; it takes a quarter of a minute or more. Stopped, it tells what was found by then."""
    session = desk.game
    if session.shown.result is None:
        raise refusal("the game has not ended here", "play on to the end; `hint` helps on the way")
    review = _review(desk, session)
    yield from _rivals(session, review)
    yield from _moment_lines(session, review)


def _review(desk: PlainSession, session: Session) -> GameReview:
    node = session.shown
    if node in desk.reviews:
        return desk.reviews[node]
    request = make_review_request(session.game, node)
    with stoppable() as stop:
        tell = progress_teller(LOOKING, stop)
        found = as_far_as_it_goes(request.answers(stop), lambda _, told: tell(*_far(told)))
    if found.done:
        desk.reviews[node] = found
        if session.note_rank(node, found):
            session.save()
    desk.ahead.stopped = not found.done
    return found


def _far(review: GameReview) -> tuple[int, int]:
    return len(review.rivals) + review.evaluated, review.players + review.moves


def _rivals(session: Session, review: GameReview) -> Iterator[str]:
    """The results of everybody in the same world, the player included, the best first."""
    result = session.shown.result
    assert result is not None
    you = PlayerResult("you", result)
    yield "In your place, in the same world with the same dice:"
    for place, one in enumerate(review.ranked(you), start=1):
        r = one.result
        reached = (
            format_money(r.value)
            if evaluation_unit(r.measure) == "k"
            else format_measure(r.measure, r.reached)
        )
        yield f"{place}: {one.title}, {reached}, {r.ending}."


def _moment_lines(session: Session, review: GameReview) -> Iterator[str]:
    setup, held, found = session.game.setup, session.game.held, review.moments
    nodes = {node.number: node for node in session.shown.line()}
    yield from _moments(session, "Choices that cost most", found.choices, lambda m: choice_sentences(m, held))
    yield from _moments(
        session, "Luck, apart from choices", found.luck, lambda m: luck_sentences(m, nodes[m.number], setup)
    )
    if review.advice is not None:
        unit = evaluation_unit(setup.scenario.goal.measure)
        way = "brought" if found.lucky >= 0 else "took"
        lost = f"All choices together cost {format_amount(unit, found.lost)} of {unit_name(unit)}"
        yield f"{lost}; luck {way} {format_amount(unit, found.lucky)}."
        yield "What to try next:"
        yield from advice_sentences(setup, held, review.advice)


def _moments(
    session: Session, title: str, found: tuple[Moment, ...], tell: Callable[[Moment], str]
) -> Iterator[str]:
    yield f"{title}:" if found else f"{title}: none that is large and clearly not chance."
    yield from (
        f"{format_move_period(session.game.setup, moment.number)}: {tell(moment)}" for moment in found
    )
