"""Looking back at a game that is over: who does how well in the same place, what mattered, what to try next."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sim.moments.moments import Moment
from sim.moments.review import Review, Rival, look_back
from sim.moments.say import advised, amount, choice, luck, when, worth
from sim.moments.weigh import unit_of
from sim.view.say import money
from tui.goals import said
from tui.plain.desk import Desk, refused
from tui.plain.slow import as_far_as_it_goes, stoppable, telling
from tui.session import Session

LOOKING = "looking back, players and moves"


def told(desk: Desk, _: str = "") -> Iterator[str]:
    """All of it; it takes a quarter of a minute or more. Stopped, it tells what was found by then."""
    session = desk.game
    if session.shown.result is None:
        raise refused("the game has not ended here", "play on to the end; `hint` helps on the way")
    review = _review(desk, session)
    yield from _rivals(session, review)
    yield from _mattered(session, review)


def _review(desk: Desk, session: Session) -> Review:
    node = session.shown
    if node in desk.reviews:
        return desk.reviews[node]
    request = look_back(session.game, node)
    with stoppable() as stop:
        tell = telling(LOOKING, stop)
        found = as_far_as_it_goes(request.answers(stop), lambda _, told: tell(*_far(told)))
    if found.done:
        desk.reviews[node] = found
        if session.note_rank(node, found):
            session.save()
    desk.ahead.stopped = not found.done
    return found


def _far(review: Review) -> tuple[int, int]:
    return len(review.rivals) + review.weighed, review.players + review.moves


def _rivals(session: Session, review: Review) -> Iterator[str]:
    """Everybody who played in the same place, the player among them, the best first."""
    result = session.shown.result
    assert result is not None
    you = Rival("you", result)
    yield "In your place, in the same world with the same dice:"
    for place, one in enumerate(review.ranked(you), start=1):
        r = one.result
        reached = money(r.value) if unit_of(r.measure) == "k" else said(r.measure, r.reached)
        yield f"{place}: {one.title}, {reached}, {r.ending}."


def _mattered(session: Session, review: Review) -> Iterator[str]:
    setup, held, found = session.game.setup, session.game.held, review.moments
    nodes = {node.number: node for node in session.shown.line()}
    yield from _moments(session, "Choices that cost most", found.choices, lambda m: choice(m, held))
    yield from _moments(
        session, "Luck, apart from choices", found.luck, lambda m: luck(m, nodes[m.number], setup)
    )
    if review.advice is not None:
        unit = unit_of(setup.scenario.goal.measure)
        way = "brought" if found.lucky >= 0 else "took"
        lost = f"All choices together cost {amount(unit, found.lost)} of {worth(unit)}"
        yield f"{lost}; luck {way} {amount(unit, found.lucky)}."
        yield "What to try next:"
        yield from advised(setup, held, review.advice)


def _moments(
    session: Session, title: str, found: tuple[Moment, ...], tell: Callable[[Moment], str]
) -> Iterator[str]:
    yield f"{title}:" if found else f"{title}: none that is large and can be told from chance."
    yield from (f"{when(session.game.setup, moment.number)}: {tell(moment)}" for moment in found)
