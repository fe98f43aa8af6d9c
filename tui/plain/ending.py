"""How the game ended, as sentences."""

from __future__ import annotations

from collections.abc import Iterator

from sim.base.problems import format_file_name
from sim.text.figures import format_money
from sim.text.goals import ENDING_HEADLINES, MEASURE_TITLES, format_measure, format_reached
from sim.text.news import FIRED_REASONS
from tui.plain.session import PlainSession, refusal


def result(desk: PlainSession, _: str = "") -> Iterator[str]:
    """The ending, what it was worth, what the goal was."""
    r = desk.game.shown.result
    if r is None:
        raise refusal("the game has not ended here", "`where` says how it is going")
    yield f"{ENDING_HEADLINES[r.ending]}."
    if r.fired is not None:
        yield (
            f"Fired at the end of Q{r.fired}: {FIRED_REASONS[r.fired_for]}. Margin until then "
            f"{format_money(r.margin)}."
        )
    else:
        year = f"franchise value, the margin of the year after, {format_money(r.franchise)}"
        yield f"Margin {format_money(r.margin)}; {year}; value {format_money(r.value)}."
    yield f"Goal: {format_measure(r.measure, r.threshold)} ({MEASURE_TITLES[r.measure]}); reached {format_reached(r)}."
    yield "`lookback` says what mattered, `takeback` takes the last move back, `again` starts in the same world."


def record(desk: PlainSession) -> Iterator[str]:
    """Where the record lies."""
    session = desk.session
    if session is None:
        return
    if session.unsaved is not None or session.path is None:
        why = session.unsaved
        yield "NOT SAVED." if why is None else f"NOT SAVED: {why.message}; {why.remedy}."
        return
    yield f"Your game: {format_file_name(str(session.path))}"
    yield f"`tactegic play --plain --resume {format_file_name(session.path.name)}` resumes it."
