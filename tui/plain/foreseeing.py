"""What the lookahead says, as sentences."""

from __future__ import annotations

from collections.abc import Iterator

from sim.base.problems import quote_value
from sim.cli.options import read_whole_number
from sim.lookahead.line_figures import EvaluatedLine
from sim.lookahead.snapshot import LookaheadSnapshot
from sim.play.session import Session
from sim.play.settings.settings import MAX_STRENGTH_FUTURES, MIN_STRENGTH_FUTURES
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.text.effects import describe_effect, describe_one_time_effect
from sim.text.figures import count_noun, format_money
from sim.text.forecast import (
    GOAL_STATUS_SENTENCES,
    format_attainment,
    format_chances,
    format_line_worth,
    format_sight,
)
from sim.text.hint import describe_hint, hint_reasons
from sim.text.lines import describe_line_rank, format_later_moves, without_focus
from sim.view.standing import books_overview
from tui.plain.forecast_job import MAX_LINES
from tui.plain.session import PlainSession, refusal

LONG = 1000
"""characters; of a hint, which has room enough here."""


def list_lines(desk: PlainSession, text: str = "") -> Iterator[str]:
    """The best lines, and that of doing nothing. The argument says how many."""
    session = desk.game
    if text:
        desk.ahead.lines = parse_whole(text, "lines", 1, MAX_LINES)
    snapshot = desk.ahead.look(session)
    by_value = snapshot.reach != "open"
    if by_value:
        yield f"{GOAL_STATUS_SENTENCES[snapshot.reach]}: lines are ranked by value."
    for place, line in enumerate(snapshot.lines[: desk.ahead.lines]):
        rank = describe_line_rank(line, place, by_value=by_value)
        yield f"Line {place + 1}, {rank}: {_plan(line, desk)}. {_worth(line, by_value)}"
    yield (
        f"Doing nothing: {desk.written(without_focus(snapshot.nothing.first))}, the last move, held to the end. "
        f"{_worth(snapshot.nothing, by_value)}"
    )
    yield _effort(snapshot)


def _plan(line: EvaluatedLine, desk: PlainSession) -> str:
    game, week = desk.game.game, desk.game.view.week
    words = desk.settings.notation == "words"
    then = format_later_moves(line, game.held, week, game.setup.cadence, words=words)
    return ", then ".join([desk.written(without_focus(line.first)), *then])


def _worth(line: EvaluatedLine, by_value: bool) -> str:
    how = format_chances(line.chances).replace("  ", ", ")
    return f"{'Value' if by_value else 'Win chance'} {format_line_worth(line, by_value=by_value)}: {how}."


def _effort(s: LookaheadSnapshot) -> str:
    return f"Looked {count_noun(s.periods, 'move')} ahead in {s.futures:,} futures; sight: {format_sight(s.sight)}."


def take(desk: PlainSession, text: str) -> Iterator[str]:
    """Draft the first move of a line."""
    session = desk.to_move
    snapshot = desk.ahead.look(session)
    place = parse_whole(text or "1", "lines", 1, len(snapshot.lines))
    session.draft = session.merge_into_draft(snapshot.lines[place - 1].first)
    yield f"Your draft is the first move of line {place}: {desk.written(session.draft)}."


def take_hint(desk: PlainSession, _: str = "") -> Iterator[str]:
    """Draft the first move of the best line, and say why."""
    session = desk.to_move
    snapshot = desk.ahead.look(session)
    best = snapshot.lines[0]
    session.draft = session.merge_into_draft(best.first)
    if session.whole_draft == session.view.last_move:
        yield describe_hint(session, best, snapshot.nothing, (), LONG, by_value=snapshot.reach != "open")
    else:
        steps = desk.ahead.effect(session).steps
        yield from (
            f"{step[0].upper()}{step[1:]}: {why}" if step else why
            for step, why in hint_reasons(
                session, best, snapshot.nothing, steps, by_value=snapshot.reach != "open"
            )
        )
    if best.attainment is not None:
        yield f"With it this quarter comes to {format_attainment(best.attainment)} of its target."
    yield f"Your draft is now {desk.written(session.draft)}. `play` plays it."


def effect_sentences(desk: PlainSession, session: Session) -> Iterator[str]:
    """What the draft would change if it is made once, and if it is kept."""
    effect, by_value = desk.ahead.effect(session), desk.ahead.look(session).reach != "open"
    once = describe_one_time_effect(effect, LONG, by_value=by_value)
    if once:
        yield once
    yield f"{describe_effect(effect, LONG, by_value=by_value)}."


def ahead(desk: PlainSession, text: str = "") -> Iterator[str]:
    """The quarters to come on the best line, or with `nothing` on that of doing nothing."""
    if text and not "nothing".startswith(text.lower()):
        raise refusal(
            f"{quote_value(text)} is no line",
            "`ahead` describes the best line, `ahead nothing` that of doing nothing",
        )
    session = desk.game
    snapshot = desk.ahead.look(session)
    line = snapshot.nothing if text else snapshot.lines[0]
    which = "of doing nothing" if text else "that is best"
    yield f"On the line {which}, {desk.written(without_focus(line.first))} first:"
    yield from _quarters(line, session)
    sight = f"Sight: {format_sight(snapshot.sight)}; beyond it are base rates."
    yield f"Eight of ten futures are between the two figures. {sight}"


def _quarters(line: EvaluatedLine, session: Session) -> Iterator[str]:
    """What was booked and won in the first quarter already is counted in."""
    view = session.view
    now = books_overview(view).current
    booked, won = (0.0, 0) if now is None else (now.bookings, now.won)
    for place, (band, wins) in enumerate(zip(line.bookings, line.wins, strict=True)):
        quarter = view.week // WEEKS_IN_QUARTER + 1 + place
        name = (
            f"Q{quarter}" if quarter <= view.quarters else f"Quarter {quarter - view.quarters} after the end"
        )
        mean, low, high = (format_money(booked + k) for k in (band.mean, band.p10, band.p90))
        yield f"{name}: bookings {mean}, {low} to {high}; {count_noun(round(won + wins), 'deal')} won."
        booked, won = 0.0, 0


def futures(desk: PlainSession, text: str = "") -> Iterator[str]:
    """How many futures a look takes."""
    if text:
        desk.ahead.futures = parse_whole(
            text.replace(",", ""), "futures", MIN_STRENGTH_FUTURES, MAX_STRENGTH_FUTURES
        )
    yield f"A look ahead plays {desk.ahead.futures:,} futures. More take longer and are more exact."


def parse_whole(text: str, what: str, least: int, most: int) -> int:
    """A whole number that a text says. Refuses others."""
    number = read_whole_number(text, least, most)
    if number is None:
        raise refusal(
            f"{quote_value(text)} is not a number of {what}",
            f"give a whole number from {least:,} to {most:,}",
        )
    return number
