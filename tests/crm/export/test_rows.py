"""The rows of a game add up with its books, and say what its facts and its position say."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from sim.crm.deals import LOST, OPEN, WON
from sim.crm.export.calendar import calendar_days
from sim.crm.export.csv_text import format_csv
from sim.crm.export.rows import ExportRows, export_rows, line_rows, rows_to_deals, start_age
from sim.event.books import quarter_books
from sim.event.facts import CustomerFact, DealArrived, DealLost, DealWon, Fact
from sim.game.game_tree import GameNode
from sim.game.record import write_record
from sim.game.replay import replay_record
from sim.model.firm import Firm
from sim.model.random_streams import RandomStreams
from sim.scenario.scenario import Scenario
from tests.crm.export.lines import date, plain_run, played
from tests.making import DAY, game, small


def _facts(node: GameNode) -> list[Fact]:
    return [fact for n in reversed(list(node.line())) for fact in n.facts]


@pytest.fixture(scope="module")
def line() -> tuple[GameNode, ExportRows]:
    g = played()
    return g.at, line_rows(g)


def test_wins_and_bookings_of_each_quarter_are_those_of_the_books(line: tuple[GameNode, ExportRows]) -> None:
    node, found = line
    books = quarter_books(node.position.weeks)
    assert sum(book.won for book in books) > 10
    won = np.array([stage == "Closed Won" for stage in found.stage])
    quarter = np.array([(date(d).year - 2025) * 4 + (date(d).month - 1) // 3 for d in found.closed[won]])
    for number, book in enumerate(books):
        amounts = found.amount[won][quarter == number]
        assert len(amounts) == book.won
        assert amounts.sum() == pytest.approx(book.bookings * 1000, abs=0.005 * book.won + 1e-6)


def test_reasons_and_sources_are_those_of_the_books(line: tuple[GameNode, ExportRows]) -> None:
    node, found = line
    books = quarter_books(node.position.weeks)
    reasons = Counter(found.reason)
    assert reasons["rival"] == sum(book.lost_to_rival for book in books)
    assert reasons["no decision"] == sum(book.no_decision for book in books)
    assert reasons["disqualified"] == sum(book.disqualified for book in books)
    assert reasons["no time"] == sum(book.dropped for book in books)
    assert Counter(found.source)["conversation"] == sum(book.grown for book in books) > 0
    grown_won = [s for s, stage in zip(found.source, found.stage, strict=True) if stage == "Closed Won"]
    assert Counter(grown_won)["conversation"] == sum(book.won_grown for book in books)


def test_every_deal_has_one_row(line: tuple[GameNode, ExportRows]) -> None:
    node, found = line
    start = [deal.id for deal in list(node.line())[-1].position.deals]
    came = [fact.item for fact in _facts(node) if isinstance(fact, DealArrived)]
    assert len(set(found.opportunity_id)) == len(found.opportunity_id)
    assert sorted(map(int, found.opportunity_id)) == sorted(start + came)


def test_open_deals_are_those_of_the_position(line: tuple[GameNode, ExportRows]) -> None:
    node, found = line
    names = [seller.name for seller in node.position.sellers]
    there = {
        str(d.id): ("Proposal" if d.stage == "proposal" else "Qualified", names[d.owner])
        for d in node.position.deals
    }
    columns = zip(found.opportunity_id, found.stage, found.owner, found.closed, strict=True)
    assert there == {id_: (stage, owner) for id_, stage, owner, closed in columns if np.isnan(closed)}


def test_the_owner_closed_the_deal_and_the_product_is_its_segment(line: tuple[GameNode, ExportRows]) -> None:
    node, found = line
    assert len({f.seller for f in _facts(node) if isinstance(f, CustomerFact)}) > 3  # somebody left
    by_id = dict(
        zip(found.opportunity_id, zip(found.owner, found.product, found.account, strict=True), strict=True)
    )
    for fact in _facts(node):
        if isinstance(fact, DealWon | DealLost):
            title = ("Core", "Growth", "Frontier")[fact.segment]
            assert by_id[str(fact.item)] == (fact.seller, title, fact.customer)


def test_dates_are_in_order_and_those_of_the_facts(line: tuple[GameNode, ExportRows]) -> None:
    node, found = line
    closed = np.isfinite(found.closed)
    assert (found.created[closed] <= found.closed[closed]).all()
    assert (np.diff(found.created) >= 0).all()
    came = {str(f.item): f.time for f in _facts(node) if isinstance(f, DealArrived)}
    for id_, created in zip(found.opportunity_id, found.created, strict=True):
        assert (date(created).year >= 2025) == (id_ in came)


def test_a_branch_has_the_rows_of_its_own_line() -> None:
    g = played()
    first = line_rows(g)
    g.take_back()
    g.take_back()
    g.play(g.parse_typed_move("S0 M0 L0"))
    branch = line_rows(g)
    g.play(g.parse_typed_move("S0 M0 L0"))
    alone = game(g.setup.scenario)
    for words in ("S30 M40 L60", "S10", "S0 M0 L0"):
        alone.play(alone.parse_typed_move(words))
    assert format_csv(branch) == format_csv(line_rows(alone))
    assert format_csv(first) != format_csv(line_rows(g))
    g.go(g.root.children[0].children[0].children[0].children[0])
    assert format_csv(line_rows(g)) == format_csv(first)


def test_a_resumed_game_has_the_same_rows() -> None:
    g = played()
    resumed = replay_record(write_record(g, DAY), "made").game
    assert format_csv(line_rows(resumed)) == format_csv(line_rows(g))


def test_a_game_and_a_plain_run_give_the_same(reference: Scenario) -> None:
    firm = Firm(reference)
    end, facts = plain_run(firm, 3, 52)
    found = export_rows(firm, RandomStreams(3), facts, end)
    assert len(found.stage) == len(end.deals) + sum(
        b.won + b.lost_to_rival + b.no_decision + b.disqualified + b.dropped for b in end.weeks
    )
    g = game(reference, seed=3, dice=3)
    for _ in range(4):
        g.play(g.last_own)
    assert format_csv(line_rows(g)) == format_csv(found)


def test_a_game_that_has_not_begun_exports_its_starting_deals() -> None:
    g = game()
    found = line_rows(g)
    assert len(found.stage) == len(g.at.position.deals) > 0
    assert set(found.stage) == {"Qualified", "Proposal"}
    assert (found.created < 20089).all()  # 2025-01-01


def test_a_game_without_a_deal_exports_none() -> None:
    empty = {
        "weight": 1.0,
        "value": 1.0,
        "drift": 0.0,
        "demand": 0.0,
        "start": {"qualified": 0, "proposals": 0},
    }
    found = line_rows(game(small(market={"segments": {"none": empty}})))
    assert found.opportunity_id == ()
    assert len(rows_to_deals(found).outcome) == 0


def test_the_ages_of_starting_deals_do_not_depend_on_play() -> None:
    ages: list[dict[str, int]] = []
    for words in ([], ["S0 M0 L0"], ["S60 M60 L60", "S60"]):
        g = game()
        for move in words:
            g.play(g.parse_typed_move(move))
        found = line_rows(g)
        ages.append(dict(zip(found.opportunity_id, found.created.tolist(), strict=True)))
    assert ages[0].items() <= ages[1].items()
    assert ages[0].items() <= ages[2].items()


def test_a_starting_deal_that_becomes_a_proposal_was_qualified() -> None:
    g = game()
    stages = g.setup.firm.parameters.stages
    before = {str(d.id): d.stage for d in g.at.position.deals}
    g.play(g.parse_typed_move("S0"))
    g.play(g.parse_typed_move("S0"))
    found = line_rows(g)
    was = {"qualified": 0, "proposal": 0}
    for id_, created, stage in zip(found.opportunity_id, found.created.tolist(), found.stage, strict=True):
        if id_ in before:
            age = start_age(g.setup.stream, stages, int(id_), proposal=before[id_] == "proposal")
            assert created == calendar_days(np.array([-age]))[0]
            was[before[id_]] += stage == "Closed Won"
    assert min(was.values()) > 0


def test_ages_are_those_of_a_steady_firm() -> None:
    stages = Firm(small()).parameters.stages
    for proposal, means in ((False, [6.0]), (True, [6.0, 6.5])):
        ages = np.array(
            [start_age(RandomStreams(5), stages, item, proposal=proposal) for item in range(4000)]
        )
        error = np.sqrt(sum(m * m for m in means) / len(ages))
        assert abs(ages.mean() - sum(means)) < 4 * error
        assert ages.var() == pytest.approx(sum(m * m for m in means), rel=0.15)


def test_deals_equal_rows(line: tuple[GameNode, ExportRows]) -> None:
    _, found = line
    got = rows_to_deals(found)
    kinds = {"Closed Won": WON, "Closed Lost": LOST}
    assert got.outcome.tolist() == [kinds.get(stage, OPEN) for stage in found.stage]
    assert [got.owners[i] for i in got.owner] == list(found.owner)
    assert [got.products[i] for i in got.product] == list(found.product)
    assert ((got.value > 0) == (got.outcome == WON)).all()
    assert (np.isnan(got.closed) == (got.outcome == OPEN)).all()


def test_the_smallest_win_has_a_positive_amount() -> None:
    tiny = {"weight": 1.0, "value": 0.001, "drift": 0.0}
    forever = {"patience": 0.0, "cash_floor": -1e6}
    parameters = {"value": {"shape": 0.2}}
    g = played(small(market={"segments": {"tiny": tiny}}, parameters=parameters, goal=forever))
    got = rows_to_deals(line_rows(g))
    assert (got.value[got.outcome == WON] >= 0.01).all()
    assert (got.value[got.outcome == WON] == 0.01).any()


def test_segments_with_equal_titles_are_distinguished() -> None:
    segment = {"weight": 1.0, "value": 30.0, "drift": 0.0, "title": "Same"}
    found = line_rows(game(small(market={"segments": {"one": segment, "two": segment}})))
    assert set(found.product) == {"Same (one)", "Same (two)"}
