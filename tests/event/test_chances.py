"""Closed forms: what the engine draws has the law's chances. Thousands of items in a firm whose rates stay constant.

Every check of a right law fails with chance 1e-6 at most (`tests.model.chances`), about 80 checks with 1e-4 together.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest

from sim.event.engine import advance
from sim.event.facts import (
    AccountLeft,
    ConversationBegun,
    ConversationFaded,
    ConversationGrew,
    DealArrived,
    DealDisqualified,
    DealDropped,
    DealLost,
    DealProposed,
    DealWon,
    DisruptionAnswered,
    DisruptionNoticed,
    DisruptionStruck,
    Fact,
    SellerHired,
    SellerLeft,
)
from sim.event.position import Position
from sim.model.firm import Firm
from sim.model.move import Move
from sim.model.start import starting_state
from tests.event.worlds import Game, game
from tests.model import page
from tests.model.chances import (
    assert_binomial,
    assert_distribution,
    assert_mean,
    assert_poisson,
    erlang_cdf,
    within_week_cdf,
)
from tests.model.firms import firm_of, still_firm
from tests.model.letters import as_choice, in_letters

MOVE = Move((20, 30, 40), (0, 0, 0))
NOTHING = {"qualified": 0, "proposals": 0, "conversations": [0, 0, 0], "accounts": 0}
NOBODY_COMES = {"arrivals": {"inbound": 0.0, "prospecting": 0.0}, "conversations": {"begin": 0.0}}
MANY = 8000


def run(g: Game, weeks: int, move: Move = MOVE) -> tuple[Position, tuple[Fact, ...]]:
    """Simulate some weeks of one move."""
    advanced = advance(g.world, g.dice, g.start, move, weeks)
    return advanced.position, advanced.facts


def times(facts: Sequence[Fact], *kinds: type[Fact]) -> list[float]:
    return [f.time for f in facts if isinstance(f, kinds)]


def chance(rate: float) -> float:
    """Chance to act in a week."""
    return -math.expm1(-rate)


def assert_geometric(when: Sequence[float], items: int, rate: float, weeks: int) -> None:
    """Every week the law's share of the remaining items acts, at moments of a truncated exponential."""
    by_week = Counter(int(t) for t in when)
    for week in range(weeks):
        assert_binomial(by_week[week], items, chance(rate))
        items -= by_week[week]
    assert_distribution([t % 1 for t in when], within_week_cdf(rate))


def test_qualified_opportunities() -> None:
    firm = still_firm(NOTHING | {"qualified": MANY}, NOBODY_COMES)
    _, facts = run(game(firm, 1), 8)
    assert_geometric(times(facts, DealProposed, DealDisqualified), MANY, 1 / 6, 8)
    proposed, all_ = len(times(facts, DealProposed)), len(times(facts, DealProposed, DealDisqualified))
    assert_binomial(proposed, all_, 0.60)


def test_proposals_and_what_customers_decide() -> None:
    firm = still_firm(NOTHING | {"proposals": MANY, "gap": 0.2, "rival_gap": 0.1}, NOBODY_COMES)
    _, facts = run(game(firm, 2), 6)
    assert_geometric(times(facts, DealWon, DealLost), MANY, 1 / 6.5, 6)
    first = [f for f in facts if f.time < 1]
    won, rival, nothing = page.decision(
        in_letters(*starting_state(firm)), as_choice(firm, MOVE), page.Size(12, 2, 1), 0, 0
    )
    decided = len(times(first, DealWon, DealLost))
    assert_binomial(len(times(first, DealWon)), decided, won)
    assert_binomial(sum(isinstance(f, DealLost) and f.to == "rival" for f in first), decided, rival)
    assert_binomial(sum(isinstance(f, DealLost) and f.to == "no decision" for f in first), decided, nothing)


def test_a_rival_that_is_there_in_part() -> None:
    """With a rival present in a share of decisions, the outcome is a mixture of decisions with and without it."""
    begin = NOTHING | {"proposals": MANY}
    firm = still_firm(begin, NOBODY_COMES, rival={"presence": 0.4})
    _, first = run(game(firm, 3), 1)
    won, rival, nothing = page.decision(
        in_letters(*starting_state(firm)), as_choice(firm, MOVE), page.Size(12, 2, 1), 0, 0
    )
    decided = len(times(first, DealWon, DealLost))
    assert_binomial(len(times(first, DealWon)), decided, 0.4 * won + 0.6 * won / (won + nothing))
    assert_binomial(sum(isinstance(f, DealLost) and f.to == "rival" for f in first), decided, 0.4 * rival)


def test_neglect_takes_its_part() -> None:
    """Without any hours, and in stages that need none: .05 against 1/6 and 1/6.5 of what acts is dropped."""
    firm = still_firm(
        NOTHING | {"qualified": MANY // 2, "proposals": MANY // 2},
        NOBODY_COMES | {"coverage": {"exponent": 0.0}},
    )
    _, facts = run(game(firm, 4), 1, Move((100, 0, 0), (0, 0, 0)))
    for stage, rate, ends in (
        ("qualified", 1 / 6, (DealProposed, DealDisqualified)),
        ("proposal", 1 / 6.5, (DealWon, DealLost)),
    ):
        dropped = sum(isinstance(f, DealDropped) and f.stage == stage for f in facts)
        acted = dropped + len(times(facts, *ends))
        assert_binomial(acted, MANY // 2, chance(rate + 0.05))
        assert_binomial(dropped, acted, 0.05 / (0.05 + rate))


def test_sizes_of_wins() -> None:
    firm = still_firm(NOTHING | {"proposals": MANY}, NOBODY_COMES)
    _, facts = run(game(firm, 5), 4)
    insight = starting_state(firm)[1].insight
    sizes = [f.value / (40 * (1 + 0.2 * float(insight))) for f in facts if isinstance(f, DealWon)]
    assert_distribution(sizes, erlang_cdf)
    assert_mean(sizes, 1, 0.5)


def test_conversations_ripen_in_three_ages() -> None:
    """All conversations begun before that are ripe by a week have left three ages, at most one per week."""
    firm = still_firm(NOTHING | {"conversations": [MANY, 0, 0]}, NOBODY_COMES)
    _, facts = run(game(firm, 6), 60)
    q = chance(3 / 36)
    ripe = times(facts, ConversationGrew, ConversationFaded)
    for weeks in (3, 13, 30, 60):
        left_early = sum(math.comb(weeks, k) * q**k * (1 - q) ** (weeks - k) for k in range(3))
        assert_binomial(sum(t < weeks for t in ripe), MANY, 1 - left_early)
    assert not [t for t in ripe if t < 2]
    assert_binomial(len(times(facts, ConversationGrew)), len(ripe), 0.55)
    assert_distribution([t % 1 for t in ripe], within_week_cdf(3 / 36))


def test_what_grew_from_a_conversation_is_worth_and_won_more() -> None:
    """Decisions and values of grown opportunities include their bonus."""
    firm = still_firm(
        NOTHING | {"conversations": [0, 0, MANY]},
        NOBODY_COMES | {"conversations": {"begin": 0.0, "weeks": 3.0}, "stages": {"qualified_weeks": 0.5}},
    )
    _, facts = run(game(firm, 7), 12)
    state, choice = in_letters(*starting_state(firm)), as_choice(firm, MOVE)
    decided = [f for f in facts if isinstance(f, DealWon | DealLost)]
    wins = [f for f in decided if isinstance(f, DealWon)]
    assert all(f.grown for f in wins)
    state.gR = [
        rival_at(firm, week=8)
    ]  # the rival's gap moves a little; its middle is close enough for this count
    won = page.decision(state, choice, page.Size(12, 2, 1), 0, 1)[0]
    assert_binomial(len(wins), len(decided), won)
    assert_mean([f.value for f in wins], 40 * 1.7 * (1 + 0.2 * 0.46), 40 * 1.7 * (1 + 0.2 * 0.46) / 2)


def rival_at(firm: Firm, week: int) -> float:
    """The rival's gap grows from 0 by its own pace."""
    rival = firm.scenario.rival
    return -rival.pace / rival.closing * (1 - (1 - rival.closing) ** week)


def test_accounts_leave() -> None:
    firm = still_firm(
        NOTHING | {"accounts": 2 * MANY, "gap": 0.5},
        NOBODY_COMES | {"gaps": {"closing": 0.0, "offering": 0.0, "offering_closing": 0.0}},
    )
    _, facts = run(game(firm, 8), 10)
    assert_geometric(times(facts, AccountLeft), 2 * MANY, 0.0045 * math.exp(0.8 * 0.5 - 0.9 * 0.39), 10)


@pytest.mark.parametrize(("severity", "chance_"), [(1.0, 0.25), (2.0, 0.5), (9.0, 0.8)])
def test_a_merger_takes_its_part_of_the_accounts(severity: float, chance_: float) -> None:
    fixed = [{"type": "merger", "week": 2, "severity": severity, "lead": 0}]
    firm = still_firm(
        NOTHING | {"accounts": MANY}, NOBODY_COMES | {"accounts": {"leave": 0.0}},
        disruptions={"rate": 0.0, "fixed": fixed},
    )  # fmt: skip
    end, facts = run(game(firm, 9), 4)
    lost = times(facts, AccountLeft)
    assert set(lost) <= {2.0}
    assert_binomial(len(lost), MANY, chance_)
    assert len(end.accounts) == MANY - len(lost)


def test_survivors_of_a_merger_leave_at_the_same_rate_as_before() -> None:
    fixed = [{"type": "merger", "week": 0, "severity": 2.0, "lead": 0}]
    firm = still_firm(
        NOTHING | {"accounts": 2 * MANY},
        NOBODY_COMES | {"accounts": {"leave": 0.02, "gap": 0.0, "relationships": 0.0}},
        disruptions={"rate": 0.0, "fixed": fixed},
    )
    _, facts = run(game(firm, 10), 6)
    taken = sum(isinstance(f, AccountLeft) and bool(f.cause) for f in facts)
    alone = [f.time for f in facts if isinstance(f, AccountLeft) and not f.cause]
    assert_geometric(alone, 2 * MANY - taken, 0.02, 6)


def test_notice_is_by_foresight() -> None:
    """200 brewing disruptions and foresight .16: each is noticed at .24 times .16 a week; then its clock is another."""
    fixed = [{"type": "slump", "week": 150, "lead": 150, "severity": 0.01}] * 200
    firm = still_firm(NOTHING, NOBODY_COMES, disruptions={"rate": 0.0, "fixed": fixed})
    worlds, noticed = 5, Counter[int]()
    for seed in range(worlds):
        noticed += Counter(int(t) for t in times(run(game(firm, seed), 40)[1], DisruptionNoticed))
    left = 200 * worlds
    for week in range(40):
        assert_binomial(noticed[week], left, chance(0.24 * 0.16))
        left -= noticed[week]


def answering(**more: Any) -> list[Fact]:
    """One disruption that is noticed and answered at once, in a firm where nothing else happens."""
    fixed = [{"type": "slump", "week": 40, "lead": 40, "severity": 1.0}]
    firm = still_firm(
        NOTHING, NOBODY_COMES | {"signals": {"notice": 10.0}}, disruptions={"rate": 0.0, "fixed": fixed},
        organisation={"start": {"foresight": 1.0}},
    )  # fmt: skip
    return list(run(game(firm, 1), 45, **more)[1])


@pytest.mark.parametrize(
    ("split", "response"), [((50, 50, 50), 100), ((100, 0, 0), 100), ((20, 30, 65), 30), ((0, 0, 7), 100)]
)
def test_a_response_takes_exactly_its_effort(split: tuple[int, int, int], response: int) -> None:
    """It is noticed in week 0 and answered from that week on, and done in the week in which three weeks of effort are
    full.
    """
    facts = answering(move=Move(split, (response,) * 3))
    weekly = (0.5 * split[0] + 0.2 * split[1] + 0.45 * split[2]) / 100 * response / 100
    weeks = math.ceil(3.0 / weekly - 1e-9)
    struck = next(f for f in facts if isinstance(f, DisruptionStruck))
    assert times(facts, DisruptionNoticed) == [0.0]
    if weeks <= 40:
        assert times(facts, DisruptionAnswered) == [weeks - 1.0]
    assert struck.progress == pytest.approx(min(1.0, 40 * weekly / 3.0))


PEOPLE = {"people": {"leave": 0.05, "culture": 0.0, "hire_weeks": 7.0}}


def test_sellers_leave() -> None:
    firm = still_firm(NOTHING, NOBODY_COMES | PEOPLE, organisation={"sellers": 200})
    first = [seat[0] for seed in range(30) for seat in seats(run(game(firm, seed), 20)[1]).values()]
    assert_geometric(first, 6000, 0.05, 20)
    assert_binomial(len(first), 6000, chance(0.05 * 20))


def test_seats_are_filled_and_left_again() -> None:
    firm = still_firm(NOTHING, NOBODY_COMES | PEOPLE, organisation={"sellers": 200})
    hired, gone = list[tuple[float, float]](), list[tuple[float, float]]()
    left = 0
    for seed in range(5):
        for seat in seats(run(game(firm, seed), 40)[1]).values():
            left += sum(t < 20 for t in seat[::2])
            hired += [pair for pair in zip(seat[::2], seat[1::2], strict=False) if pair[0] < 20]
            gone += [pair for pair in zip(seat[1::2], seat[2::2], strict=False) if pair[0] < 20]
    assert_next_week(hired, left, 1 / 7)
    assert_next_week(gone, sum(end < 20 for _, end in hired), 0.05)


def seats(facts: Sequence[Fact]) -> dict[int, list[float]]:
    """Times by seat at which somebody left, was hired, left, ..."""
    found: dict[int, list[float]] = {}
    for fact in facts:
        if isinstance(fact, SellerLeft | SellerHired):
            found.setdefault(fact.seat, []).append(fact.time)
    return found


def assert_next_week(pairs: Sequence[tuple[float, float]], begun: int, rate: float) -> None:
    """Of so many that began to wait, the law's part acts in the very next week and none in the same; and at moments of
    a cut exponential. `pairs` are the times of beginning and acting.
    """
    waits = [int(end) - int(begin) for begin, end in pairs]
    assert min(waits) >= 1
    assert_binomial(waits.count(1), begun, chance(rate))
    assert_distribution(
        [end % 1 for begin, end in pairs if int(end) == int(begin) + 1], within_week_cdf(rate)
    )


def paired(
    facts: Sequence[Fact], begins: type[Fact], ends: Any, weeks: int
) -> tuple[list[tuple[float, float]], int]:
    """Return the times of beginning and acting of each item that began before a week, and how many began."""
    begun = {f.item: f.time for f in facts if isinstance(f, begins) and f.time < weeks}  # type: ignore[attr-defined]
    done = [(begun[f.item], f.time) for f in facts if isinstance(f, ends) and f.item in begun]
    return done, len(begun)


def test_who_comes_in_play_waits_as_who_was_there() -> None:
    """Each stage that is reached during play acts from the next week on, at its rate."""
    many = {
        "arrivals": {"inbound": 10.0},
        "accounts": {"leave": 0.3, "gap": 0.0, "relationships": 0.0},
    }
    firm = still_firm(NOTHING, many, organisation={"sellers": 60, "managers": 10.0, "leaders": 5.0})
    _, facts = run(game(firm, 11), 14)
    assert_next_week(*paired(facts, DealArrived, (DealProposed, DealDisqualified), 12), 1 / 6)
    assert_next_week(*paired(facts, DealProposed, (DealWon, DealLost), 12), 1 / 6.5)
    assert_next_week(*paired(facts, DealWon, AccountLeft, 12), 0.3)


def test_conversations_that_begin_in_play_ripen_as_those_that_were_there() -> None:
    """Three ages of a week's rate 1: a part of (1 - 1/e)^3 is ripe after three weeks, and none before; an opportunity
    that has grown acts from the week after.
    """
    talks = {"arrivals": {"inbound": 0.0, "prospecting": 0.0}, "conversations": {"begin": 10.0, "weeks": 3.0}}
    firm = still_firm(NOTHING, talks, organisation={"sellers": 60})
    _, facts = run(game(firm, 12), 16)
    done, begun = paired(facts, ConversationBegun, (ConversationGrew, ConversationFaded), 12)
    waits = [int(end) - int(begin) for begin, end in done]
    assert min(waits) == 3
    assert_binomial(waits.count(3), begun, chance(1.0) ** 3)
    assert_next_week(*paired(facts, DealArrived, (DealProposed, DealDisqualified), 14), 1 / 6)


def test_customers_and_conversations_come_as_poisson_counts() -> None:
    """Arrivals of each segment in the first week have the mean, and a variance equal to it (sum of squares, by its own
    sd).
    """
    firm = firm_of()
    state, choice, size = in_letters(*starting_state(firm)), as_choice(firm, MOVE), page.Size(12, 2, 1)
    worlds = 300
    counts = {(kind, i): Counter[int]() for kind in (DealArrived, ConversationBegun) for i in range(3)}
    moments = list[float]()
    for seed in range(worlds):
        _, facts = run(game(firm, seed), 1)
        came = [
            f
            for f in facts
            if isinstance(f, DealArrived | ConversationBegun) and not getattr(f, "grown", False)
        ]
        found = Counter((type(f), f.segment) for f in came)
        moments += [f.time for f in came]
        for key, counter in counts.items():
            counter[found[key]] += 1
    for (kind, i), counter in counts.items():
        arrivals = page.arrivals(state, choice, size, i)
        mean = arrivals if kind is DealArrived else page.begun(state, choice, size, False, 0.0, i)
        assert_poisson(sum(n * k for n, k in counter.items()), mean * worlds)
        spread = [(n - mean) ** 2 for n in counter.elements()]
        assert_mean(spread, mean, math.sqrt(mean + 2 * mean**2))
    assert_distribution(moments, lambda x: x)


def test_stocks_rest_in_the_engine_where_the_law_says() -> None:
    """Without departures and strikes, after fifteen years the stocks are at their closed form, and gaps follow."""
    numbers = NOBODY_COMES | {"pressure": {"threshold": 0.0}, "people": {"leave": 0.0}}
    firm = firm_of(disruptions={"rate": 0.0}, parameters=numbers, quarters=40)
    end, _ = run(game(firm, 1), 13 * 60)
    xs, xm, xl = 0.20, 0.30, 0.40

    def rest(gain: float, effort: float, half: float, age: float) -> float:
        growth = gain * effort / (effort + half)
        return growth / (growth + age)

    expected = {
        "relationships": rest(0.034, xs * 0.3 + 0.08 * xl * 0.2, 0.07, 0.011),
        "insight": rest(0.034, xs * 0.3 + 0.30 * xm * 0.25, 0.07, 0.012),
        "foresight": rest(0.050, xl * 0.2 + 0.25 * xm * 0.20 + 0.15 * xs * 0.3, 0.35, 0.045),
        "culture": rest(0.030, xl * 0.2, 0.12, 0.011),
        "capability": rest(0.030, xl * 0.2, 0.12, 0.011),
        "skill": rest(0.030, xm * 0.55, 0.20, 0.009),
    }
    for name, value in expected.items():
        assert float(getattr(end.stocks, name)) == pytest.approx(value, abs=1e-4), name
    worth = xl * 0.4 * (0.5 + 0.5 * expected["insight"] + 0.3 * expected["foresight"])
    live = rest(0.040, worth, 0.20, 0.012)
    assert float(end.stocks.offering_live) == pytest.approx(live, abs=1e-4)
    for gap, drift in zip(end.stocks.gap, (0.0025, 0.004, 0.007), strict=True):
        assert gap == pytest.approx((drift - 0.010 * live) / (0.012 + 0.012 * live), abs=1e-3)
