"""What each sentence of the news claims, held against positions, books and the world. No fact is asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sim.game.game import Game
from sim.game.game_tree import GameNode
from sim.model.world import Disruption
from sim.scenario.conditional_text import choose_text
from sim.text.news import NewsItem, period_news
from tests.facts.playing import At

MONEY = r"(-?[\d.,]+[kM])"


def k(text: str) -> tuple[float, float]:
    """Bounds between which an amount lies that is said so."""
    number, unit = float(text[:-1].replace(",", "")), text[-1]
    digits = len(text[:-1].partition(".")[2])
    factor = 1000.0 if unit == "M" else 1.0
    half = 0.5 * 10**-digits * factor * (1 + 1e-9) + 1e-6
    return number * factor - half, number * factor + half


def is_said(text: str, amount: float) -> bool:
    """Whether an amount in k is said so."""
    low, high = k(text)
    return low <= amount <= high


def number(text: str) -> int:
    """A count in words or digits."""
    return 0 if text.lower() in ("no", "none") else int(text)


@dataclass
class Period:
    """A period, and what was told of it so far."""

    at: At
    told: Counter[str] = field(default_factory=Counter)
    signed: list[tuple[float, float]] = field(default_factory=list)

    def sum(self, name: str) -> float:
        """Of the books of its weeks."""
        return float(sum(getattr(book, name) for book in self.at.period))

    def about(self, d: Disruption) -> str:
        """A disruption as it is called."""
        kind = self.at.scenario.disruptions.types[d.type]
        segment = list(self.at.scenario.market.segments.values())[d.segment].title
        local = {"gap", "rival_gap", "accounts"}
        return (
            f"{kind.title} in {segment}"
            if any(e.scope == "segment" and e.on in local for e in kind.effects)
            else kind.title
        )

    def disruptions(self, title: str, week: int) -> Iterator[tuple[Disruption, int]]:
        """Those that are called so, with their places, to which something happened in a week."""
        for place, d in enumerate(self.at.game.setup.world.disruptions):
            if self.about(d) == title and self.at.before.week <= week < self.at.position.week:
                yield d, place


Check = Callable[[Period, re.Match[str], NewsItem], bool]


def _closed(p: Period, m: re.Match[str], _: NewsItem) -> bool:
    booked, target, margin = p.at.quarters[int(m[1]) - 1]
    last = p.at.position.week // 13
    return (
        int(m[1]) == last
        and is_said(m[2], booked)
        and round(100 * booked / target) == int(m[3])
        and is_said(m[4], margin)
    )


def _fired(p: Period, m: re.Match[str], _: NewsItem) -> bool:
    recent, goal = p.at.attainments[-4:], p.at.scenario.goal
    if "four quarters together" in m[1]:
        return len(p.at.attainments) >= 4 and sum(recent) / 4 < goal.patience
    return "cash" in m[1] and p.at.position.cash < goal.cash_floor


WORDS = ((0.6, "weak"), (1.4, "usual"), (2.2, "strong"), (float("inf"), "very strong"))


def _struck(p: Period, m: re.Match[str], item: NewsItem) -> bool:
    assert item.day is not None
    week = (item.day - 1) // 7
    for d, place in p.disruptions(m[1], week):
        watch = p.at.position.watches[place]
        counted = watch.progress**p.at.scenario.parameters.answers.power
        answer = {
            watch.seen is None: "nobody saw it coming",
            watch.seen is not None and watch.progress <= 0: "seen, but not answered",
            watch.seen is not None and watch.progress >= 1: "your answer was ready",
        }.get(
            True,
            f"your answer was {round(100 * watch.progress)} % ready, which counted {round(100 * counted)} %",
        )
        figures = {"severity": d.severity, "seen": float(watch.seen is not None), "answered": counted}
        story = choose_text(d.story, figures.__getitem__).strip()
        strength = next(word for bound, word in WORDS if d.severity < bound)
        if d.strike == week and d.comes and (m[2], m[3], m[4].strip()) == (strength, answer, story):
            return True
    return False


def _noticed(p: Period, m: re.Match[str], item: NewsItem) -> bool:
    assert item.day is not None
    week = (item.day - 1) // 7
    return any(
        p.at.before.watches[place].seen is None and p.at.position.watches[place].seen == week
        for _, place in p.disruptions(m[1], week)
    )


def _ready(p: Period, m: re.Match[str], item: NewsItem) -> bool:
    assert item.day is not None
    week = (item.day - 1) // 7
    return any(
        p.at.before.watches[place].progress < 1 <= p.at.position.watches[place].progress and d.strike > week
        for d, place in p.disruptions(m[1], week)
    )


def _false_alarm(p: Period, m: re.Match[str], item: NewsItem) -> bool:
    assert item.day is not None
    week = (item.day - 1) // 7
    return any(
        d.strike == week and not d.comes and p.at.position.watches[place].seen is not None
        for d, place in p.disruptions(m[1], week)
    )


def _left(p: Period, m: re.Match[str], _: NewsItem) -> bool:
    p.told["left"] += 1
    there = sum(s.present for s in p.at.before.sellers) + p.told["hired"] - p.told["left"]
    return (m[2] == "was handed over") == (there > 0)


def _joined(p: Period, m: re.Match[str], _: NewsItem) -> bool:
    p.told["hired"] += 1
    return m[1] in {s.name for s in p.at.position.sellers} or p.sum("left") > 0


def _signed(p: Period, m: re.Match[str], _: NewsItem) -> bool:
    p.told["won"] += 1
    p.told["won_grown"] += bool(m[4])
    p.signed.append(k(m[3]))
    there = {s.name for at in (p.at.before, p.at.position) for s in at.sellers}
    return m[2] in there or p.sum("hired") > 1


def _chose(p: Period, m: re.Match[str], _: NewsItem) -> bool:
    p.told["lost_to_rival"] += 1
    return m[2] == p.at.scenario.rival.name


def _sum(**groups: str) -> Check:
    """Groups of a match (g1, g2, ...) are counts of the books, or sums of some (`a+b`)."""

    def check(p: Period, m: re.Match[str], _: NewsItem) -> bool:
        return all(
            number(m[int(group[1:])] or "0") == round(sum(p.sum(name) for name in names.split("+")))
            for group, names in groups.items()
        )

    return check


def _deals_won(p: Period, m: re.Match[str], item: NewsItem) -> bool:
    return is_said(m[2], p.sum("bookings")) and _sum(g1="won", g3="won_grown")(p, m, item)


def _taken(p: Period, m: re.Match[str], _: NewsItem) -> bool:
    p.told["accounts_lost"] += int(m[2])
    titles = {s.title for s in p.at.scenario.market.segments.values()}
    kinds = {kind.title for kind in p.at.scenario.disruptions.types.values()}
    return m[1] in kinds and m[3] in titles


def _gone(p: Period, m: re.Match[str], _: NewsItem) -> bool:
    p.told["accounts_lost"] += int(m[1])
    return True


SENTENCES: tuple[tuple[str, Check], ...] = (
    (rf"Quarter (\d+) closed with {MONEY}, (-?\d+) % of target; margin {MONEY}\.", _closed),
    (r"The directors fire you: (.+)\.", _fired),
    (r"(.+) strikes, (weak|usual|strong|very strong); ([^.]+)\.(.*)", _struck),
    (r"A first sign: (.+)\.", _noticed),
    (r"Your answer is ready: (.+)\.", _ready),
    (r"A false alarm: (.+) does not come\.", _false_alarm),
    (r"(.+) left; what they were working on (was handed over|waits until a seat is filled)\.", _left),
    (r"(.+) joined, and has to learn the job\.", _joined),
    (rf"(.+) signed with (.+): {MONEY}(, grown from a conversation)?\.", _signed),
    (r"(.+) chose (.+)\.", _chose),
    (r"(No) deal was won\.", _sum(g1="won")),
    (rf"(\d+) deals? won for {MONEY}(?:, (\d+) of them grown from conversations)?\.", _deals_won),
    (r"(\d+|No) deals? lost to .+, (\d+|none) to no decision\.", _sum(g1="lost_to_rival", g2="no_decision")),
    (r"(\d+) opportunit(?:y|ies) dropped because nobody had time\.", _sum(g1="dropped")),
    (r"(No) conversation about the coming years began\.", _sum(g1="begun+grown+faded")),
    (
        r"(\d+(?= conv)|No(?= conversations )) conversations? about the coming years began"
        r"(?:; (\d+) ripened into opportunities, (\d+) came to nothing)?\.",
        _sum(g1="begun", g2="grown", g3="faded"),
    ),
    (
        r"(\d+) new opportunit(?:y|ies) came; (\d+|no) proposals? went out\.",
        _sum(g1="arrived+grown", g2="proposed"),
    ),
    (r"(\d+) customers? left on their own\.", _gone),
    (r"(.+) cost you (\d+) customers? in (.+)\.", _taken),
    (r"(\d+|No) sellers? left, (\d+|none) joined\.", _sum(g1="left", g2="hired")),
)
"""Every sentence that the news can say, and what it claims."""

COUNTED = {"left": "left", "hired": "hired", "won": "won", "won_grown": "won_grown", "lost_to_rival": "lost_to_rival",
           "accounts_lost": "accounts_lost"}  # fmt: skip
"""What is told one by one must be as many as the books count."""


def wrong(game: Game, node: GameNode, items: list[NewsItem] | None = None) -> list[str]:
    """Sentences of a period's news that are not so."""
    at = At(game, node)
    p, found = Period(at), []
    told = period_news(node.facts, game.view(node).segments, at.scenario) if items is None else items
    for item in told:
        claims = [(re.fullmatch(f"(?s){pattern}", item.text), check) for pattern, check in SENTENCES]
        matching = [(m, check) for m, check in claims if m is not None]
        if len(matching) != 1:
            found.append(f"{len(matching)} meanings: {item.text}")
        elif not matching[0][1](p, matching[0][0], item):
            found.append(item.text)
    for name, book in COUNTED.items():
        if p.told[name] != p.sum(book):
            found.append(f"{p.told[name]} told, {p.sum(book):g} in the books: {name}")
    low, high = sum(a for a, _ in p.signed), sum(b for _, b in p.signed)
    if not low <= p.sum("bookings") <= high:
        found.append(f"{low:g} to {high:g} signed, {p.sum('bookings'):g} booked")
    if len(at.position.accounts) != len(at.before.accounts) + p.sum("won") - p.sum("accounts_lost"):
        found.append("customers do not add up")
    days = {w: [i.day for i in told if i.weight == w and i.day is not None] for w in {i.weight for i in told}}
    found += [f"out of order of days: {d}" for w, d in days.items() if d != sorted(d)]
    return found
