"""The position that is looked at, as sentences: each can be heard by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sim.base.problems import quote_value
from sim.event.books import Book
from sim.play.session import Session
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.text.books import BOOK_ROWS, NO_QUARTER, QUARTER_MEASURES, measure_history
from sim.text.figures import count_noun, format_money, format_percent
from sim.text.forecast import format_sight
from sim.text.goals import ENDING_HEADLINES, MEASURE_TITLES, format_measure
from sim.text.news import NewsItem, period_news
from sim.text.position import (
    format_mood,
    format_stock_change,
    format_time,
    progress_label,
    session_sentences,
    stock_change,
)
from sim.text.signals import NOTHING_IN_SIGHT, SignalText, past_strike_lines, readings_heading, signal_texts
from sim.view.market_reading import SegmentReading, segment_readings
from sim.view.standing import books_overview
from sim.view.stock_labels import STOCK_LABELS, stock_percent
from tui.plain.session import PlainSession, refusal

MAX_NEWS = 6
"""items; told of a move that was played. `news` tells all."""


def where(desk: PlainSession, _: str = "") -> Iterator[str]:
    """The game, the time, the goal, how the team stands."""
    session = desk.game
    setup, view = session.game.setup, session.view
    measure = setup.scenario.goal.measure
    yield f"{setup.scenario.title}, {format_time(session)}. You decide for the {_seat(session)}. Seed {setup.seed}."
    yield (
        f"Goal: {format_measure(measure, setup.threshold)} ({MEASURE_TITLES[measure]}); "
        f"{progress_label(session)} {format_measure(measure, session.reached)}. "
        f"Cash {format_money(view.cash)}. {count_noun(sum(view.accounts), 'running contract')}. Sight: "
        f"{format_sight(view.sight)}."
    )
    yield standing_told(session)


def _seat(session: Session) -> str:
    seat = session.game.setup.seat
    return "whole team" if seat == "team" else f"{seat}s"


def standing_told(session: Session) -> str:
    """How the team stands with the directors; at the end how the game ended."""
    result = session.shown.result
    if result is not None:
        return f"{ENDING_HEADLINES[result.ending]}."
    return " ".join(sentence for sentence, _ in session_sentences(session))


# news and signals


def news_told(desk: PlainSession, _: str = "") -> Iterator[str]:
    """The story, and all that happened in the last period."""
    session = desk.game
    yield from story(session)
    items = _items(session)
    yield from (_item(item) for item in items)
    if not items and not session.story:
        yield "There is no news yet."


def latest(session: Session) -> Iterator[str]:
    """The story, and the most important of what happened in the last period."""
    yield from story(session)
    items = _items(session)
    yield from (_item(item) for item in items[:MAX_NEWS])
    if len(items) > MAX_NEWS:
        yield f"`news` has {len(items) - MAX_NEWS} more."


def story(session: Session) -> Iterator[str]:
    """What the scenario tells here."""
    yield from (line.strip() for line in session.story.splitlines() if line.strip())


def _items(session: Session) -> list[NewsItem]:
    return period_news(session.shown.facts, session.view.segments, session.game.setup.scenario)


def _item(item: NewsItem) -> str:
    return item.text if item.day is None else f"Day {item.day}: {item.text}"


def signals(desk: PlainSession, _: str = "") -> Iterator[str]:
    """What is coming, the market as it is read, what struck."""
    session = desk.game
    view, scenario = session.view, session.game.setup.scenario
    coming = signal_texts(view, scenario)
    yield from (_sign(sign) for sign in coming)
    if not coming:
        yield NOTHING_IN_SIGHT
    yield f"{readings_heading(view)}:"
    yield from (_reading_line(reading) for reading in segment_readings(view))
    yield from (f"Struck: {past}." for past in past_strike_lines(view, scenario))


def _sign(sign: SignalText) -> str:
    return f"Seen coming: {sign.title}: {sign.when}. {sign.answer}"


def _reading_line(r: SegmentReading) -> str:
    return f"{r.segment}: you {r.ahead:+d}, the rival {r.rival_ahead:+d}; demand {r.demand} % of the usual."


# books, stocks, history


def books(desk: PlainSession, _: str = "") -> Iterator[str]:
    """Row by row: the quarter to play as far as it is played, the last one, the game."""
    view = desk.game.view
    kept = books_overview(view)
    spans = [
        (f"this quarter (Q{view.quarter})", kept.current if kept.begun else None),
        (f"last quarter (Q{view.quarter - 1})", kept.last),
        ("the game", kept.game),
    ]
    if kept.current is not None:
        yield f"Target of Q{view.quarter}: {format_money(kept.current.target)}."
    there = [(name, book) for name, book in spans if book is not None]
    if not there:
        yield "Nothing is in the books yet."
    yield from (_book_row(name, of, there) for name, of in BOOK_ROWS if there)
    yield (
        f"Cash {format_money(view.cash)}; the directors' patience {format_percent(view.patience)} of four "
        "quarters' targets."
    )


def _book_row(name: str, of: Callable[[Book], str], there: list[tuple[str, Book]]) -> str:
    said_ = "; ".join(f"{span} {of(book)}" for span, book in there)
    return f"{name[0].upper()}{name[1:]}: {said_}."


def stocks(desk: PlainSession, _: str = "") -> Iterator[str]:
    """Each stock, 0 to 100, with its change since the last move."""
    session = desk.game
    view, before = session.view, session.before
    for stock in STOCK_LABELS:
        change = format_stock_change(stock_change(stock, view, before))
        yield f"{stock.title.strip().capitalize()}: {stock_percent(view.stocks, stock)}{change and f', {change}'}."
    yield f"Felt attainment: {format_mood(view)}."


def history_told(desk: PlainSession, text: str = "") -> Iterator[str]:
    """One measure by quarter."""
    names = (
        [name for name in QUARTER_MEASURES if name.startswith(text.lower())]
        if text
        else list(QUARTER_MEASURES)
    )
    if not names:
        raise refusal(
            f"there is no measure {quote_value(text)}", f"choose one of {', '.join(QUARTER_MEASURES)}"
        )
    measure = QUARTER_MEASURES[names[0]]
    values = measure_history(desk.game.view, measure)
    yield f"{measure.title[0].upper()}{measure.title[1:]}:"
    yield from (f"Q{quarter}: {measure.format(value)}" for quarter, value in enumerate(values, start=1))
    if not values:
        yield NO_QUARTER
    if not text:
        yield f"`history NAME` shows another one: {', '.join(n for n in QUARTER_MEASURES if n != names[0])}."


def moves(desk: PlainSession, _: str = "") -> Iterator[str]:
    """The moves that led to the position that is looked at."""
    session = desk.game
    nodes = [node for node in reversed(list(session.shown.line())) if node.own is not None]
    for number, node in enumerate(nodes, start=1):
        assert node.own is not None
        week = node.position.week
        till = f"Q{(week - 1) // WEEKS_IN_QUARTER + 1}"
        yield f"Move {number}, in {till}: {desk.written(node.own)}"
    if not nodes:
        yield "No move was made before this position."
