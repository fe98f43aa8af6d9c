"""What happened in a period, as sentences: the most important kinds first, in each kind the order of days (of deals the
largest first). Made from the facts alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sim.event import facts as f
from sim.event.facts import Fact
from sim.play.session import Session
from sim.scenario.parameters import AnswerParameters
from sim.scenario.scenario import Scenario
from sim.text.figures import count_noun, format_money, format_percent, strength_word
from sim.text.signals import describe_past_answer, market_wide_titles, name_disruption


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One piece of news."""

    weight: float
    """importance; more is told first."""
    day: int | None
    """day of the game, counted from 1; None for what sums up the period."""
    text: str


(
    END_WEIGHT,
    DISRUPTION_WEIGHT,
    BOOKS_WEIGHT,
    CAUSED_WEIGHT,
    PEOPLE_WEIGHT,
    SUMMARY_WEIGHT,
    WON_WEIGHT,
    CROWD_WEIGHT,
    LOST_WEIGHT,
) = 90, 80, 70, 60, 55, 50, 40, 30, 20
"""Weights by kind; deals won weigh up to one more by their value, people less where many come and go. Strikes, signs
and answers are one kind, since one leads to the other.
"""

FIRED_REASONS = {
    "attainment": "four quarters together fell below their patience",
    "cash": "the cash fell below their floor",
}
"""Why the directors fire, as the law has it (`sim/model/directors.py`)."""

MAX_NAMED_PEOPLE = 4
"""people; up to so many that leave or join are told before the sums."""


@dataclass(frozen=True, slots=True)
class _FactWriter:
    """Tells single facts."""

    segments: Sequence[str]
    whole: Collection[str]
    rival: str
    answers: AnswerParameters
    people: float
    """weight of somebody who leaves or joins."""

    def about(self, fact: f.DisruptionFact) -> str:
        return name_disruption(fact.title, self.segments[fact.segment], self.whole)

    def struck(self, fact: f.DisruptionStruck) -> tuple[float, str]:
        was = describe_past_answer(fact.seen, fact.progress, self.answers)
        text = f"{self.about(fact)} strikes, {strength_word(fact.severity)}; {was}."
        return DISRUPTION_WEIGHT, f"{text} {fact.story}".strip()

    def noticed(self, fact: f.DisruptionNoticed) -> tuple[float, str]:
        return DISRUPTION_WEIGHT, f"A first sign: {self.about(fact)}."

    def answered(self, fact: f.DisruptionAnswered) -> tuple[float, str]:
        return DISRUPTION_WEIGHT, f"Your answer is ready: {self.about(fact)}."

    def false_alarm(self, fact: f.FalseAlarm) -> tuple[float, str]:
        return DISRUPTION_WEIGHT, f"A false alarm: {self.about(fact)} does not come."

    def closed(self, fact: f.QuarterClosed) -> tuple[float, str]:
        book = fact.book
        text = (
            f"Quarter {fact.quarter} closed with {format_money(book.bookings)}, "
            f"{format_percent(book.attainment)} of target"
        )
        return BOOKS_WEIGHT, f"{text}; margin {format_money(book.margin)}."

    def fired(self, fact: f.TeamFired) -> tuple[float, str]:
        return END_WEIGHT, f"The directors fire you: {FIRED_REASONS[fact.reason]}."

    def left(self, fact: f.SellerLeft) -> tuple[float, str]:
        work = "was handed over" if fact.handed_on else "waits until a seat is filled"
        return self.people, f"{fact.name} left; what they were working on {work}."

    def hired(self, fact: f.SellerHired) -> tuple[float, str]:
        return self.people, f"{fact.name} joined, and has to learn the job."

    def won(self, fact: f.DealWon) -> tuple[float, str]:
        grown = ", grown from a conversation" if fact.grown else ""
        small = 1 / (1 + max(fact.value, 0.0))
        return (
            WON_WEIGHT + 1 - small,
            f"{fact.customer} signed with {fact.seller}: {format_money(fact.value)}{grown}.",
        )

    def lost(self, fact: f.DealLost) -> tuple[float, str] | None:
        return (LOST_WEIGHT, f"{fact.customer} chose {self.rival}.") if fact.to == "rival" else None


_FACT_WRITERS: dict[type[Fact], Callable[[_FactWriter, Any], tuple[float, str] | None]] = {
    f.DisruptionStruck: _FactWriter.struck,
    f.DisruptionNoticed: _FactWriter.noticed,
    f.DisruptionAnswered: _FactWriter.answered,
    f.FalseAlarm: _FactWriter.false_alarm,
    f.QuarterClosed: _FactWriter.closed,
    f.TeamFired: _FactWriter.fired,
    f.SellerLeft: _FactWriter.left,
    f.SellerHired: _FactWriter.hired,
    f.DealWon: _FactWriter.won,
    f.DealLost: _FactWriter.lost,
}
"""Facts that are told one by one; all others are only summed up."""


def urgent_news(facts: Sequence[Fact], segments: Sequence[str], scenario: Scenario) -> list[str]:
    """What nobody may miss of a period, in short, the most pressing first: what struck, then first signs."""
    writer = _FactWriter(
        segments,
        market_wide_titles(scenario),
        scenario.rival.name,
        scenario.parameters.answers,
        PEOPLE_WEIGHT,
    )
    struck = [fact for fact in facts if isinstance(fact, f.DisruptionStruck)]
    return [
        *(
            f"{writer.about(fact)} strikes, {strength_word(fact.severity)}"
            for fact in sorted(struck, key=lambda fact: -fact.severity)
        ),
        *(f"a first sign: {writer.about(fact)}" for fact in facts if isinstance(fact, f.DisruptionNoticed)),
    ]


def unread_events(session: Session) -> list[str]:
    """What struck or was first seen since the news was read last, the latest first."""
    scenario, segments = session.game.setup.scenario, session.view.segments
    return [event for node in session.unread_nodes for event in urgent_news(node.facts, segments, scenario)]


def unread_texts(events: Sequence[str], key: str) -> list[str]:
    """Unread events in sentences, the longest first; `key` opens the news."""
    if not events:
        return []
    rest = f", and {len(events) - 1} more" if len(events) > 1 else ""
    bodies = ("; ".join(events), f"{events[0]}{rest}", count_noun(len(events), "event"))
    return [f"▶ {body[0].upper()}{body[1:]}: {key} shows the news." for body in bodies]


def period_news(facts: Sequence[Fact], segments: Sequence[str], scenario: Scenario) -> list[NewsItem]:
    """The news of a period: single facts and sums, the most important kinds first, then in the order of days."""
    moved = sum(isinstance(fact, f.SellerLeft | f.SellerHired) for fact in facts)
    people = PEOPLE_WEIGHT if moved <= MAX_NAMED_PEOPLE else CROWD_WEIGHT
    writer = _FactWriter(
        segments, market_wide_titles(scenario), scenario.rival.name, scenario.parameters.answers, people
    )
    items = [*_single_news(writer, facts), *_summary_news(facts, segments, scenario.rival.name)]
    return sorted(items, key=lambda item: (-item.weight, item.day or 0))


def _single_news(writer: _FactWriter, facts: Iterable[Fact]) -> Iterator[NewsItem]:
    for fact in facts:
        tell = _FACT_WRITERS.get(type(fact))
        item = tell(writer, fact) if tell else None
        if item is not None:
            day = (
                None if isinstance(fact, f.QuarterClosed | f.TeamFired) else fact.day
            )  # a period's end needs no day
            yield NewsItem(item[0], day, item[1])


def _summary_news(facts: Sequence[Fact], segments: Sequence[str], rival: str) -> Iterator[NewsItem]:
    """Sums of what there is too much of to tell one by one; the order of the sentences is kept by their weights."""
    sentences = (
        _deals_won(facts),
        _deals_lost(facts, rival),
        _deals_dropped(facts),
        _conversations(facts),
        _deals_arrived(facts),
        _accounts_left(facts),
        _sellers_moved(facts),
    )
    for place, sentence in enumerate(sentences):
        if sentence:
            yield NewsItem(SUMMARY_WEIGHT - place / 10, None, sentence[0].upper() + sentence[1:])
    for (cause, segment), number in _accounts_taken(facts).items():
        text = f"{cause} cost you {count_noun(number, 'customer')} in {segments[segment]}."
        yield NewsItem(CAUSED_WEIGHT, None, text)


def _facts_of_type(facts: Iterable[Fact], kind: type[Fact]) -> list[Any]:
    return [fact for fact in facts if type(fact) is kind]


def _deals_won(facts: Sequence[Fact]) -> str:
    won = _facts_of_type(facts, f.DealWon)
    if not won:
        return "No deal was won." if facts else ""
    grown = sum(fact.grown for fact in won)
    text = f"{count_noun(len(won), 'deal')} won for {format_money(sum(fact.value for fact in won))}"
    return f"{text}, {grown} of them grown from conversations." if grown else f"{text}."


def _deals_lost(facts: Sequence[Fact], rival: str) -> str:
    to = Counter(fact.to for fact in _facts_of_type(facts, f.DealLost))
    if not to:
        return ""
    return f"{count_noun(to['rival'], 'deal')} lost to {rival}, {to['no decision'] or 'none'} to no decision."


def _deals_dropped(facts: Sequence[Fact]) -> str:
    dropped = len(_facts_of_type(facts, f.DealDropped))
    return (
        f"{count_noun(dropped, 'opportunity', 'opportunities')} dropped because nobody had time."
        if dropped
        else ""
    )


def _conversations(facts: Sequence[Fact]) -> str:
    begun, grew, faded = (
        len(_facts_of_type(facts, kind))
        for kind in (f.ConversationBegun, f.ConversationGrew, f.ConversationFaded)
    )
    if not begun + grew + faded:
        return "No conversation about the coming years began." if facts else ""
    ripe = f"; {grew} ripened into opportunities, {faded} came to nothing" if grew + faded else ""
    return f"{count_noun(begun, 'conversation')} about the coming years began{ripe}."


def _deals_arrived(facts: Sequence[Fact]) -> str:
    arrived = _facts_of_type(facts, f.DealArrived)
    if not arrived:
        return ""
    proposed = len(_facts_of_type(facts, f.DealProposed))
    new = count_noun(len(arrived), "new opportunity", "new opportunities")
    return f"{new} came; {count_noun(proposed, 'proposal')} went out."


def _accounts_left(facts: Sequence[Fact]) -> str:
    left = sum(not fact.cause for fact in _facts_of_type(facts, f.AccountLeft))
    return f"{count_noun(left, 'customer')} left on their own." if left else ""


def _sellers_moved(facts: Sequence[Fact]) -> str:
    """People, where they are too many to be told first."""
    left, joined = len(_facts_of_type(facts, f.SellerLeft)), len(_facts_of_type(facts, f.SellerHired))
    return (
        f"{count_noun(left, 'seller')} left, {joined or 'none'} joined."
        if left + joined > MAX_NAMED_PEOPLE
        else ""
    )


def _accounts_taken(facts: Sequence[Fact]) -> Counter[tuple[str, int]]:
    """Customers that strikes took, by the strike's title and segment."""
    return Counter((fact.cause, fact.segment) for fact in _facts_of_type(facts, f.AccountLeft) if fact.cause)
