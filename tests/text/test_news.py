"""News, signs and standing: sentences say what the facts and the view say, the most important first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.event import facts as f
from sim.event.books import Book, quarter_attainments
from sim.scenario.scenario import Scenario
from sim.text.books import QUARTER_MEASURES, measure_history
from sim.text.figures import count_noun, format_money, format_percent, format_strength_range, format_time_off
from sim.text.news import DISRUPTION_WEIGHT, period_news
from sim.text.signals import market_wide_titles, name_disruption, past_strike_lines, signal_texts
from sim.view.draft import effective_split_percents, share_kept_under_pressure
from sim.view.standing import assess_standing, books_overview
from sim.view.stock_labels import STOCK_LABELS, stock_percent
from sim.view.view import Signal, View
from tests.making import game, play, scenario, small

SEGMENTS = ("Core", "Growth")


def _told(*facts: f.Fact, of: Scenario | None = None) -> list[str]:
    return [item.text for item in period_news(facts, SEGMENTS, of or scenario())]


def test_the_most_important_comes_first() -> None:
    book = Book(bookings=1200, target=1000, won=1)
    told = _told(
        f.DealWon(1.5, 7, "Halden Rail", 0, "Ann", 62.0, False),
        f.DealLost(1.6, 8, "Elmford Bank", 0, "Ann", "rival"),
        f.SellerLeft(2.0, 0, "Ann"),
        f.DisruptionNoticed(3.0, 5, "Technology shift", 1),
        f.QuarterClosed(13.0, 1, book),
        f.DisruptionStruck(4.0, 9, "Slump", 1, 1.5, False, 0.0, "Nobody buys."),
        f.TeamFired(13.0, 1, "attainment"),
    )
    order = [
        "fire you",
        "first sign",
        "Slump strikes",
        "Quarter 1 closed",
        "Ann left",
        "1 deal won",
        "Halden Rail",
        "Elmford",
    ]
    places = [next(i for i, text in enumerate(told) if word in text) for word in order]
    assert places == sorted(places)


def test_strikes_signs_and_answers_are_told_in_the_order_of_days() -> None:
    told = period_news(
        [
            f.DisruptionAnswered(36.0, 2, "Slump", 0),
            f.DisruptionStruck(26.0, 1, "Freeze", 0, 1.3, True, 1.0, ""),
            f.DisruptionStruck(36.0, 2, "Slump", 0, 2.0, True, 1.0, ""),
            f.DisruptionStruck(32.0, 3, "Slump", 0, 0.7, False, 0.0, ""),
            f.DisruptionNoticed(30.0, 4, "Regulation", 1),
            f.FalseAlarm(38.0, 5, "Regulation", 1),
        ],
        SEGMENTS,
        scenario(),
    )
    days = [item.day for item in told if item.weight == DISRUPTION_WEIGHT]
    assert days == [183, 211, 225, 253, 253, 267]


def test_the_directors_fire_as_their_law_says() -> None:
    """The mean of four quarters, not each of them (`sim/model/directors.py`)."""
    (told,) = (text for text in _told(f.TeamFired(13.0, 4, "attainment")) if "directors fire" in text)
    assert "four quarters together fell below their patience" in told
    assert "in a row" not in told


def test_work_is_handed_on_only_where_somebody_takes_it() -> None:
    assert "was handed over" in _told(f.SellerLeft(2.0, 0, "Ann"))[0]
    assert "waits until a seat is filled" in _told(f.SellerLeft(2.0, 0, "Ann", False))[0]
    two = scenario(
        quarters=12,
        organisation={"sellers": 2},
        parameters={"people": {"leave": 0.1}},
        goal={"patience": 0.0, "cash_floor": -1e6},
    )
    played = play(game(two), *["S25 M35 L65"] * 12)
    there, seen = {0, 1}, set()
    for fact in (fact for node in list(played.at.line())[::-1] for fact in node.facts):
        if isinstance(fact, f.SellerHired):
            there.add(fact.seat)
        elif isinstance(fact, f.SellerLeft):
            there.remove(fact.seat)
            assert fact.handed_on == bool(there)
            seen.add(fact.handed_on)
    assert seen == {True, False}


def test_larger_deals_come_first_and_every_one_is_told() -> None:
    values = [40.0, 900.0, 3.0, 120.0]
    told = _told(
        *(f.DealWon(1.0, n, f"Customer {n}", 0, "Ann", value, False) for n, value in enumerate(values))
    )
    singles = [text for text in told if "signed" in text]
    assert [text.split()[1] for text in singles] == ["1", "3", "0", "2"]
    assert any("4 deals won for 1.06M" in text for text in told)


def test_a_strike_names_its_segment_only_if_it_has_one_and_says_how_prepared_the_team_was() -> None:
    local = f.DisruptionStruck(1.0, 1, "Technology shift", 1, 1.0, True, 0.5, "A story.")
    whole = f.DisruptionStruck(1.0, 2, "Slump", 1, 1.0, True, 0.0, "")
    told = _told(local, whole)
    assert any(
        "Technology shift in Growth strikes" in t and "50 % ready, which counted 12 %" in t for t in told
    )
    assert any(t.startswith("Slump strikes") and "seen, but not answered" in t for t in told)
    assert any("A story." in t for t in told)


def test_what_a_strike_took_is_told_apart_from_who_left() -> None:
    gone = [f.AccountLeft(1.0, n, "X", 1, "Ann", "Merger" if n < 3 else "") for n in range(5)]
    told = _told(*gone)
    assert any("Merger cost you 3 customers in Growth" in t for t in told)
    assert any("2 customers left on their own" in t for t in told)


def test_the_rival_has_its_name() -> None:
    of = scenario(rival={"name": "Blue Corp"})
    told = _told(f.DealLost(1.0, 1, "Elmford Bank", 0, "Ann", "rival"), of=of)
    assert any("chose Blue Corp" in t for t in told)
    assert any("1 deal lost to Blue Corp" in t for t in told)


def test_sums_are_those_of_the_books() -> None:
    played = play(game(scenario()), "S25 M35 L65")
    facts, book = played.at.facts, played.view().weeks
    told = "\n".join(item.text for item in period_news(facts, played.view().segments, played.setup.scenario))
    won, begun = sum(week.won for week in book), sum(week.begun for week in book)
    assert f"{won} deals won for {format_money(sum(week.bookings for week in book))}" in told
    assert f"{begun} conversations" in told
    assert f"{sum(week.lost_to_rival for week in book)} deals lost" in told


def test_where_many_people_move_they_are_summed_up_first() -> None:
    left = [f.SellerLeft(float(n), n, f"P{n}") for n in range(5)]
    told = _told(*left)
    assert told.index("5 sellers left, none joined.") < told.index(
        "P0 left; what they were working on was handed over."
    )
    assert not any("sellers left" in text for text in _told(*left[:4]))


def test_nothing_happened_is_no_news() -> None:
    assert _told() == []


def _signal(**parts: object) -> Signal:
    usual = Signal(1, "technology", "Technology shift", 1, 0, 26, 17, 35, 1.2, 0.9, 2.0, 1.2, 1.0, 0.35)
    return replace(usual, **parts)  # type: ignore[arg-type]  # its fields


@pytest.fixture
def view() -> View:
    """A view after three quarters."""
    return play(game(small()), *["S25 M35 L65"] * 3).view()


def test_a_signal_says_time_strength_and_answer(view: View) -> None:
    (sign,) = signal_texts(replace(view, signals=(_signal(),), segments=SEGMENTS), scenario())
    assert sign.title == "Technology shift in Growth"
    assert sign.when == "4 to 8 months off; usual to strong"
    assert sign.answer == "Your answer is 35 % ready, which counts 4 % (half ready counts for little)."


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"progress": 0.0}, "no answer yet"),
        ({"progress": 1.0}, "answer is ready"),
        ({"chance": 0.7}, "30 % of such signs are false alarms"),
        ({"weeks_low": 0.1, "weeks_high": 0.6}, "any day now"),
    ],
)
def test_what_else_a_signal_says(view: View, parts: dict[str, float], words: str) -> None:
    (sign,) = signal_texts(replace(view, signals=(_signal(**parts),), segments=SEGMENTS), scenario())
    assert words in f"{sign.when} {sign.answer}"


def test_what_strikes_everywhere_names_no_segment() -> None:
    whole = market_wide_titles(scenario())
    assert {"Slump", "Boom", "Budget freeze", "Exodus of talent"} <= whole
    assert name_disruption("Slump", "Core", whole) == "Slump"
    assert name_disruption("Rival entry", "Core", whole) == "Rival entry in Core"


def test_what_struck_is_told_the_latest_first(view: View) -> None:
    assert len(past_strike_lines(view, scenario())) == len(view.struck)


@given(st.floats(0, 500), st.floats(1, 4))
def test_times_are_ranges_that_hold_both_bounds(low: float, ratio: float) -> None:
    said = format_time_off(low, low * ratio)
    assert said == "any day now" or said.endswith(" off")
    assert "0 " not in said.split("to")[0][:2]


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ((0.2, 0.9), "any day now"),
        ((2, 3), "2 to 3 weeks off"),
        ((0.3, 5), "now to 5 weeks off"),
        ((3.9, 4.2), "about 4 weeks off"),
        ((17, 35), "4 to 8 months off"),
        ((52, 156), "1 to 3 years off"),
    ],
)
def test_times(bounds: tuple[float, float], said: str) -> None:
    assert format_time_off(*bounds) == said


def test_figures_are_said_in_one_way() -> None:
    assert [format_money(k) for k in (0, 62.4, 999.4, 999.6, 1250, 17_000, -35.2, -2500)] == [
        "0k", "62k", "999k", "1.00M", "1.25M", "17.0M", "-35k", "-2.50M",
    ]  # fmt: skip
    assert format_percent(0.935) == "94 %"
    assert [count_noun(n, "deal") for n in (0, 1, 2)] == ["no deals", "1 deal", "2 deals"]
    assert format_strength_range(0.2, 1.0) == "weak to usual"
    assert format_strength_range(2.5, 3) == "very strong"


def test_what_the_quarter_needs_is_exactly_the_boards_patience() -> None:
    played = play(game(scenario()), *["S25 M35 L65"] * 3)
    view = played.view()
    stand = assess_standing(view, 0.0)
    assert stand.needed is not None
    assert np.mean([*quarter_attainments(view.weeks), stand.needed]) == pytest.approx(view.patience)
    assert stand.trailing == pytest.approx(np.mean(quarter_attainments(view.weeks)))
    early = assess_standing(play(game(scenario()), "S25 M35 L65").view(), 0.0)
    assert early.needed is None  # the board only watches until the fourth quarter


def test_danger_comes_from_the_board_or_from_cash(view: View) -> None:
    safe = assess_standing(view, 0.0)
    assert not assess_standing(replace(view, patience=0.0), 0.0).danger_from_directors
    assert assess_standing(replace(view, quarter=5, patience=1.5), 0.0).danger_from_directors
    losing = replace(view, weeks=tuple(replace(week, margin=-10.0) for week in view.weeks), cash=200.0)
    assert assess_standing(losing, 0.0).cash_quarters == pytest.approx(200 / 130)
    assert assess_standing(losing, 0.0).danger_of_cash
    assert not assess_standing(losing, -1000.0).danger_of_cash
    assert safe.cash_quarters is None or safe.cash_quarters > 0


def test_the_ledger_adds_up() -> None:
    played = play(game(small(), cadence="month"), *["S25 M35 L65"] * 4)
    view, kept = played.view(), books_overview(played.view())
    assert kept.current is not None
    assert kept.last is not None
    assert kept.game is not None
    assert kept.begun
    assert kept.current.target == pytest.approx(view.target)
    assert kept.current.bookings + kept.last.bookings == pytest.approx(kept.game.bookings)
    assert not books_overview(game(small()).view()).begun
    ended = play(game(small()), *["S25 M35 L65"] * 4).view()
    assert books_overview(ended).current is None


def test_history_is_a_value_for_each_quarter(view: View) -> None:
    for measure in QUARTER_MEASURES.values():
        values = measure_history(view, measure)
        assert len(values) == 3
        assert all(measure.format(value) for value in values)
    assert measure_history(view, QUARTER_MEASURES["attainment"]) == quarter_attainments(view.weeks)


def test_pressure_takes_the_same_part_of_every_split(view: View) -> None:
    firm = game(small()).setup.firm
    pressed = replace(view, pace=replace(view.pace, pressure=0.4))
    kept = 1 - firm.parameters.pressure.bite * 0.4
    assert share_kept_under_pressure(firm, pressed) == pytest.approx(kept)
    move = play(game(small()), "S20 M40 L100").at.own
    assert move is not None
    assert effective_split_percents(firm, pressed, move) == (
        round(20 * kept),
        round(40 * kept),
        round(100 * kept),
    )


def test_stocks_are_those_of_the_view(view: View) -> None:
    for stock in STOCK_LABELS:
        assert stock_percent(view.stocks, stock) == round(100 * getattr(view.stocks, stock.field))
        assert stock.meaning.endswith(".")
