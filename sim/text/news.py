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
from sim.scenario.parameters import Answers
from sim.scenario.scenario import Scenario
from sim.text.figures import count_noun, money, strength_of, whole_percent
from sim.text.signals import answer_was, everywhere, name_disruption


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news."""

    weight: float
    """importance; more is told first."""
    day: int | None
    """day of the game, counted from 1; None for what sums up the period."""
    text: str


END, DISRUPTION, BOOKS, CAUSED, PEOPLE, SUMMARY, WON, CROWD, LOST = 90, 80, 70, 60, 55, 50, 40, 30, 20
"""Weights by kind; deals won weigh up to one more by their value, people less where many come and go. Strikes, signs
and answers are one kind, since one leads to the other.
"""

FIRED_FOR = {
    "attainment": "four quarters together fell below its patience",
    "cash": "the cash fell below its floor",
}
"""Why the board fires, as the law has it (`sim/model/board.py`)."""

FEW = 4
"""people; up to so many that leave or join are told before the sums."""


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells single facts."""

    segments: Sequence[str]
    whole: Collection[str]
    rival: str
    answers: Answers
    people: float
    """weight of somebody who leaves or joins."""

    def about(self, fact: f.DisruptionFact) -> str:
        return name_disruption(fact.title, self.segments[fact.segment], self.whole)

    def struck(self, fact: f.Struck) -> tuple[float, str]:
        was = answer_was(fact.seen, fact.progress, self.answers)
        said = f"{self.about(fact)} strikes, {strength_of(fact.severity)}; {was}."
        return DISRUPTION, f"{said} {fact.story}".strip()

    def noticed(self, fact: f.Noticed) -> tuple[float, str]:
        return DISRUPTION, f"A first sign: {self.about(fact)}."

    def answered(self, fact: f.Answered) -> tuple[float, str]:
        return DISRUPTION, f"Your answer is ready: {self.about(fact)}."

    def false_alarm(self, fact: f.FalseAlarm) -> tuple[float, str]:
        return DISRUPTION, f"A false alarm: {self.about(fact)} does not come."

    def closed(self, fact: f.QuarterClosed) -> tuple[float, str]:
        book = fact.book
        said = f"Quarter {fact.quarter} closed with {money(book.bookings)}, {whole_percent(book.attainment)} of target"
        return BOOKS, f"{said}; margin {money(book.margin)}."

    def fired(self, fact: f.Fired) -> tuple[float, str]:
        return END, f"The board fires you: {FIRED_FOR[fact.reason]}."

    def left(self, fact: f.SellerLeft) -> tuple[float, str]:
        work = "was handed on" if fact.handed_on else "waits until a seat is filled"
        return self.people, f"{fact.name} left; what they were working on {work}."

    def hired(self, fact: f.SellerHired) -> tuple[float, str]:
        return self.people, f"{fact.name} joined, and has to learn the trade."

    def won(self, fact: f.Won) -> tuple[float, str]:
        grown = ", grown from a conversation" if fact.grown else ""
        small = 1 / (1 + max(fact.value, 0.0))
        return WON + 1 - small, f"{fact.customer} signed with {fact.seller}: {money(fact.value)}{grown}."

    def lost(self, fact: f.Lost) -> tuple[float, str] | None:
        return (LOST, f"{fact.customer} chose {self.rival}.") if fact.to == "rival" else None


_SINGLE: dict[type[Fact], Callable[[_Teller, Any], tuple[float, str] | None]] = {
    f.Struck: _Teller.struck,
    f.Noticed: _Teller.noticed,
    f.Answered: _Teller.answered,
    f.FalseAlarm: _Teller.false_alarm,
    f.QuarterClosed: _Teller.closed,
    f.Fired: _Teller.fired,
    f.SellerLeft: _Teller.left,
    f.SellerHired: _Teller.hired,
    f.Won: _Teller.won,
    f.Lost: _Teller.lost,
}
"""Facts that are told one by one; all others are only summed up."""


def events(facts: Sequence[Fact], segments: Sequence[str], scenario: Scenario) -> list[str]:
    """What nobody may miss of a period, in short, the most pressing first: what struck, then first signs."""
    teller = _Teller(segments, everywhere(scenario), scenario.rival.name, scenario.parameters.answers, PEOPLE)
    struck = [fact for fact in facts if isinstance(fact, f.Struck)]
    return [
        *(
            f"{teller.about(fact)} strikes, {strength_of(fact.severity)}"
            for fact in sorted(struck, key=lambda fact: -fact.severity)
        ),
        *(f"a first sign: {teller.about(fact)}" for fact in facts if isinstance(fact, f.Noticed)),
    ]


def unread_events(session: Session) -> list[str]:
    """What struck or was first seen since the news was read last, the latest first."""
    scenario, segments = session.game.setup.scenario, session.view.segments
    return [event for node in session.unread for event in events(node.facts, segments, scenario)]


def news(facts: Sequence[Fact], segments: Sequence[str], scenario: Scenario) -> list[Item]:
    """The news of a period: single facts and sums, the most important kinds first, then in the order of days."""
    moved = sum(isinstance(fact, f.SellerLeft | f.SellerHired) for fact in facts)
    people = PEOPLE if moved <= FEW else CROWD
    teller = _Teller(segments, everywhere(scenario), scenario.rival.name, scenario.parameters.answers, people)
    items = [*_news_items(teller, facts), *_summary_items(facts, segments, scenario.rival.name)]
    return sorted(items, key=lambda item: (-item.weight, item.day or 0))


def _news_items(teller: _Teller, facts: Iterable[Fact]) -> Iterator[Item]:
    for fact in facts:
        tell = _SINGLE.get(type(fact))
        told = tell(teller, fact) if tell else None
        if told is not None:
            day = (
                None if isinstance(fact, f.QuarterClosed | f.Fired) else fact.day
            )  # a period's end needs no day
            yield Item(told[0], day, told[1])


def _summary_items(facts: Sequence[Fact], segments: Sequence[str], rival: str) -> Iterator[Item]:
    """Sums of what there is too much of to tell one by one; the order of the sentences is kept by their weights."""
    sentences = (
        _deals_won(facts),
        _deals_lost(facts, rival),
        _dropped_sentence(facts),
        _talks(facts),
        _came(facts),
        _gone(facts),
        _people_sentence(facts),
    )
    for place, sentence in enumerate(sentences):
        if sentence:
            yield Item(SUMMARY - place / 10, None, sentence[0].upper() + sentence[1:])
    for (cause, segment), number in _taken(facts).items():
        text = f"{cause} cost you {count_noun(number, 'customer')} in {segments[segment]}."
        yield Item(CAUSED, None, text)


def _of(facts: Iterable[Fact], kind: type[Fact]) -> list[Any]:
    return [fact for fact in facts if type(fact) is kind]


def _deals_won(facts: Sequence[Fact]) -> str:
    won = _of(facts, f.Won)
    if not won:
        return "No deal was won." if facts else ""
    grown = sum(fact.grown for fact in won)
    said = f"{count_noun(len(won), 'deal')} won for {money(sum(fact.value for fact in won))}"
    return f"{said}, {grown} of them grown from conversations." if grown else f"{said}."


def _deals_lost(facts: Sequence[Fact], rival: str) -> str:
    to = Counter(fact.to for fact in _of(facts, f.Lost))
    if not to:
        return ""
    return f"{count_noun(to['rival'], 'deal')} lost to {rival}, {to['no decision'] or 'none'} to no decision."


def _dropped_sentence(facts: Sequence[Fact]) -> str:
    dropped = len(_of(facts, f.Dropped))
    return (
        f"{count_noun(dropped, 'opportunity', 'opportunities')} dropped because nobody had time."
        if dropped
        else ""
    )


def _talks(facts: Sequence[Fact]) -> str:
    begun, grew, faded = (
        len(_of(facts, kind)) for kind in (f.ConversationBegun, f.ConversationGrew, f.ConversationFaded)
    )
    if not begun + grew + faded:
        return "No conversation about the coming years began." if facts else ""
    ripe = f"; {grew} ripened into opportunities, {faded} came to nothing" if grew + faded else ""
    return f"{count_noun(begun, 'conversation')} about the coming years began{ripe}."


def _came(facts: Sequence[Fact]) -> str:
    arrived = _of(facts, f.Arrived)
    if not arrived:
        return ""
    proposed = len(_of(facts, f.Proposed))
    new = count_noun(len(arrived), "new opportunity", "new opportunities")
    return f"{new} came; {count_noun(proposed, 'proposal')} went out."


def _gone(facts: Sequence[Fact]) -> str:
    left = sum(not fact.cause for fact in _of(facts, f.AccountLeft))
    return f"{count_noun(left, 'customer')} left by themselves." if left else ""


def _people_sentence(facts: Sequence[Fact]) -> str:
    """People, where they are too many to be told first."""
    left, joined = len(_of(facts, f.SellerLeft)), len(_of(facts, f.SellerHired))
    return f"{count_noun(left, 'seller')} left, {joined or 'none'} joined." if left + joined > FEW else ""


def _taken(facts: Sequence[Fact]) -> Counter[tuple[str, int]]:
    """Customers that strikes took, by the strike's title and segment."""
    return Counter((fact.cause, fact.segment) for fact in _of(facts, f.AccountLeft) if fact.cause)
