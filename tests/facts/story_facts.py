"""What the stories of the built-in scenarios claim of a game, phrase by phrase, held against positions and books."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from sim.event.facts import FalseAlarm
from sim.scenario.conditional_text import StrikeTextVariant, TextVariant
from sim.scenario.scenario import Scenario
from tests.facts.playing import QUARTER, At

Claim = Callable[[At], bool]

YEAR = 4 * QUARTER


def _stayed(at: At) -> float:
    there = {s.name for s in at.start.sellers if s.present}
    return len(there & at.present) / len(there)


def _best(at: At) -> int:
    booked = [booked for booked, _, _ in at.quarters]
    return booked.index(max(booked)) + 1


def _closer(at: At) -> float:
    return at.ahead(at.position) - at.ahead(at.start)


def _next_year(at: At) -> float:
    assert at.result is not None
    return at.result.franchise - sum(margin for _, _, margin in at.quarters[-4:])


def _shares(at: At) -> float:
    return at.share(-YEAR, None) - at.share(0, YEAR)


def _strikes(at: At) -> int:
    return len(list(at.struck()))


def _seen(at: At) -> int:
    return sum(seen for seen, _ in at.struck())


def _alarms(at: At) -> int:
    return sum(isinstance(fact, FalseAlarm) for node in at.node.line() for fact in node.facts)


def _signals(at: At) -> int:
    pairs = zip(at.game.setup.world.disruptions, at.position.watches, strict=True)
    return sum(w.seen is not None and not w.over for _, w in pairs)


def _reached(at: At) -> bool:
    assert at.result is not None
    return at.result.reached >= at.result.threshold


def _fired_for(reason: str) -> Claim:
    return lambda at: at.result is not None and at.result.fired_for == reason


def _end_of_boom(at: At) -> bool:
    return at.position.week > 5 * QUARTER


PHRASES: dict[str, Claim] = {
    # burnt out
    "It is green": lambda a: a.attainments[-1] > 1,
    "It is still red, but a lighter red": lambda a: 0.7 < a.attainments[-1] <= 1,
    "still turned to the wall": lambda a: a.attainments[-1] <= 0.72,
    "The corridor is dark at half past six": lambda a: a.stock("burnout") < 0.4,
    "the light is still on at eight": lambda a: a.stock("burnout") >= 0.4,
    "The directors have what they asked for": _reached,
    "so are most of them": lambda a: _stayed(a) > 0.5,
    "Most of those who worked here on your first day are not": lambda a: _stayed(a) <= 0.5,
    "They worked until eight on the last day": lambda a: a.stock("burnout") > 0.5,
    "They were home by six": lambda a: a.stock("burnout") <= 0.5,
    # the cascade
    "Nearly everybody tells you so": lambda a: a.answered > 0,
    "Yours comes first": lambda a: a.share(-YEAR, None) > 0.5,
    "Yours is among them": lambda a: a.share(-YEAR, None) <= 0.5,
    "not the first blow, nor the second": lambda a: _strikes(a) >= 3,
    "The chain had more links to come": lambda a: _strikes(a) < 3,
    # changing gear
    "with a caption about foresight": lambda a: a.stock("foresight") > 0.3,
    "Yours is one of them": lambda a: a.stock("foresight") <= 0.3,
    "We did what always worked": lambda a: a.future(2) < 40,
    "We got ready for what was coming": lambda a: a.future(2) >= 40,
    # false alarms
    "Another one that did not come": lambda a: _alarms(a) > 0,
    "What do we leave": lambda a: _alarms(a) == 0,
    "ready for much of what came": lambda a: a.answered > 0.4,
    "What came found you hardly ready": lambda a: a.answered <= 0.4,
    "Some of it came": lambda a: _strikes(a) > 0,
    "Nothing of it came": lambda a: _strikes(a) == 0,
    "The one that came true": lambda a: _strikes(a) > 0,
    "Nothing on the wall had come true": lambda a: _strikes(a) == 0,
    # the fat pipeline
    "The record quarter is reported": lambda a: max(a.attainments) > 1,
    "did not come to its target": lambda a: max(a.attainments) <= 1,
    "little left of what she was handed": lambda a: len(a.position.deals) < 0.7 * len(a.start.deals),
    "does not want a proposal": lambda a: len(a.position.deals) >= 0.7 * len(a.start.deals),
    "There has been a better one since": lambda a: _best(a) > 2,
    "The best quarter is still your predecessor's": lambda a: _best(a) <= 2,
    # the tutorials
    "Look at the conversations on the board": lambda a: len(a.position.conversations) > 0,
    "no conversation about the coming years on the board": lambda a: not a.position.conversations,
    "a better second one behind it": lambda a: _next_year(a) > 0,
    "The second one brings less": lambda a: _next_year(a) <= 0,
    "more of the leaders' time": lambda a: a.future(2) < 50,
    "as the hints have it": lambda a: a.future(2) >= 50,
    "Look at the signals": lambda a: _signals(a) > 0,
    "Nobody has seen anything yet": lambda a: _signals(a) == 0,
    "yours was better": lambda a: a.answered > 0.95,
    "yours was not finished": lambda a: 0 < a.answered <= 0.97,
    "nothing of yours met it": lambda a: a.answered == 0,
    "The goal is reached": _reached,
    "You had started on something like it": lambda a: 0 < a.answered <= 0.97,
    "You had nothing like it": lambda a: a.answered == 0,
    "The feature came": lambda a: _strikes(a) > 0,
    # the front line
    "Jonas has asked": lambda a: "Jonas" in a.present,
    "Somebody has asked whether": lambda a: "Jonas" not in a.present,
    "asks for Priya by name": lambda a: "Priya" in a.present,
    "asks for somebody by name who is not with you": lambda a: "Priya" not in a.present,
    "the quarter closed without you": lambda a: a.stock("skill") > 0.4,
    "You have not been on holiday": lambda a: a.stock("skill") <= 0.4,
    "and you came": lambda a: a.future(1) < 30,
    "They were learning": lambda a: a.future(1) >= 30,
    # golden years
    "A record quarter": lambda a: a.attainments[-1] > 1 and _best(a) == len(a.attainments) > 1,
    "Above target again": lambda a: a.attainments[-1] > 1,
    "Below target, in such a market": lambda a: a.attainments[-1] <= 1,
    "not been rung for a week": lambda a: a.attainments[-1] < 1,
    "The bell is still rung": lambda a: a.attainments[-1] >= 1,
    "your customers stayed": lambda a: a.customers > 0.95,
    "some customers left": lambda a: a.customers <= 0.95,
    "When the boom ended": _end_of_boom,
    "The boom has ended": _end_of_boom,
    "and so is the account": _fired_for("cash"),
    "Four good quarters, then others": lambda a: sum(a.attainments[:4]) > 4,
    "your quarters fell short": _fired_for("attainment"),
    # the handover
    "A year is gone": lambda a: a.position.week == YEAR,
    "Two quarters. ": lambda a: a.position.week == a.scenario.weeks - 2 * QUARTER,
    # old friends
    "Nobody sings": lambda a: a.stock("relationships") < 0.4,
    "The friends are still friends": lambda a: a.stock("relationships") >= 0.4,
    "and still customers": lambda a: a.customers > 0.9,
    "Most of them are customers": lambda a: 0.6 < a.customers <= 0.9,
    "About half of them are customers": lambda a: 0.4 < a.customers <= 0.6,
    "Few of them are customers": lambda a: a.customers <= 0.4,
    "Not many came to say goodbye": lambda a: a.stock("relationships") < 0.4,
    "Several of them were customers once": lambda a: a.customers < 0.95,
    "who would bring them something new": lambda a: a.customers >= 0.95,
    # overtake
    "You are ahead on more than they are": lambda a: a.ahead(a.position) > 0,
    "On two of nine you are ahead": lambda a: _closer(a) > 0.05 and a.ahead(a.position) <= 0,
    "no closer than when you came": lambda a: _closer(a) <= 0.05,
    "You are closer": lambda a: _shares(a) > 0.02,
    "You are no closer. ": lambda a: _shares(a) <= 0.02,
    # the reference and solo
    "conversations that are under way": lambda a: len(a.position.conversations) >= 10,
    "They like the figures, and ask": lambda a: len(a.position.conversations) < 10,
    "The cash is gone": _fired_for("cash"),
    "have lost their patience": _fired_for("attainment"),
    "Customers call you before they call for bids": lambda a: a.stock("relationships") > 0.5,
    "did not pay for you": _fired_for("cash"),
    "The quota was missed for too long": _fired_for("attainment"),
    "Even patient directors have an end of patience": _fired_for("attainment"),
    # calm waters
    "stronger than you found it. The next": lambda a: a.health(a.position) > a.health(a.start) + 0.03,
    "no stronger than you found it": lambda a: a.health(a.position) <= a.health(a.start) + 0.03,
    "and more customers than before": lambda a: a.customers > 1.05,
    "and fewer customers than before": lambda a: a.customers < 0.95,
    "The firm is as it was": lambda a: abs(a.health(a.position) - a.health(a.start)) < 0.03,
    "and so are its customers": lambda a: 0.95 <= a.customers <= 1.05,
    "as many customers as before": lambda a: 0.95 <= a.customers <= 1.05,
    # the entrant, turbulence
    "most of its customers were the others'": lambda a: a.answered > 0.5,
    "it could have been more": lambda a: a.answered <= 0.5,
    "since when you knew": lambda a: _seen(a) > 0,
    "why you did not know": lambda a: _seen(a) == 0,
    "ahead of some of them": lambda a: a.answered > 0.2,
    "Events overtook your firm": lambda a: a.answered <= 0.2,
    "the market is further away than it was": lambda a: a.gap(a.position) > a.gap(a.start) + 0.05,
    "kept up with the market": lambda a: a.gap(a.position) <= a.gap(a.start) + 0.05,
}
"""Words of a story, and what has to be so where they are told."""

CLAIMING = re.compile(
    r"\b(record|target|customers|closer|ahead|better|worse|more than|less|fewer|most|half|ready|finished|answered|"
    r"stayed|fired|cash|patience|quota|share|stronger|burn\w*|grew|lost|won|booked|lead|behind|record|conversations?)\b",
    re.IGNORECASE,
)
"""Words by which a text is likely to claim a figure of the game."""

VOICE = {
    "the letter to all suppliers", "You ask which three he would leave out", "The trade paper writes",
    "opportunity for all members", "A customer has changed suppliers twice", "He had such a pipeline",
    "it takes no more hours", "counted for you", "has visited ten customers",
    "Whatever is not there by now", "It will do for a beginning", "which is more than most in this job",
    "A customer pays late", "Luck moves a", "One of your customers asks", "what will you be selling", "Anna retires",
    "looked at the decision", "The directors had hoped for more", "It might have been more than that",
    "a little better",
    "books about firms that did less", "keep an eye on this quarter", "have it, and compare",
    "The ship has turned", "The market has two large firms", "leave the sliders", "An old customer",
    "The directors wanted the share", "what lay behind the full pipeline", "You stayed a little longer",
    "Half of the floor has never sold", "To be fired in calm weather",
}  # fmt: skip
"""Texts with such words that claim nothing of this game: voices, the world, laws."""


def texts_of(scenario: Scenario) -> Iterator[str]:
    """All that a story can tell during and at the end of a game, but for strikes."""
    story = scenario.story
    for text in (*story.moves.values(), story.end.goal, story.end.draw, story.end.fired):
        yield from _variants(text)


def _variants(text: str | Sequence[TextVariant] | Sequence[StrikeTextVariant]) -> Iterator[str]:
    yield from [text] if isinstance(text, str) else (one.text for one in text)


def unheard(text: str) -> bool:
    """Whether a text has words that claim something, and no phrase of which we know what it claims."""
    if any(phrase in text for phrase in PHRASES):
        return False
    return bool(CLAIMING.search(text)) and not any(words in text for words in VOICE)


def wrong(at: At, story: str | None = None) -> list[str]:
    """Phrases of what is told at a node that are not so."""
    told = at.game.story(at.node) if story is None else story
    if at.node.parent is None:
        return []
    return [phrase for phrase, claim in PHRASES.items() if phrase in told and not claim(at)]
