"""Rules: policies as data."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.base.problems import InputError
from sim.model.firm import Firm
from sim.policy.quantities import VIEW_QUANTITIES
from sim.policy.registry import SEAT_BOTS, PolicyError, load_bot_rules, make_bot, make_policy
from sim.scenario.scenario import Scenario
from tests.making import game, play, small


def _file(folder: Path, text: str) -> str:
    path = folder / "rules.yaml"
    path.write_text("format: 1\nname: mine\ntitle: Mine\nsummary: A test.\n" + text, encoding="utf-8")
    return str(path)


def test_rules_that_hold_change_the_move_in_their_order(tmp_path: Path) -> None:
    text = """
move: {split: {sellers: 10, managers: 20, leaders: 30}, response: 5}
rules:
  - {when: {quarter: {above: 1.5}}, move: {split: {sellers: 50, managers: 50, leaders: 50}}}
  - {when: {quarter: {above: 1.5}, quarters_left: {below: 2.5}}, move: {response: 90, concentration: 3}}
"""
    started = game()
    acts = make_policy(_file(tmp_path, text), started.setup.firm)
    first = acts(started.view())
    assert (first.split, first.response, first.concentration) == ((10, 20, 30), (5, 5, 5), 1.0)
    second = acts(play(started, "S10 M20 L30").view())
    assert (second.split, second.response) == ((50, 50, 50), (5, 5, 5))
    third = acts(play(started, "S10 M20 L30").view())
    assert (third.split, third.response, third.concentration) == ((50, 50, 50), (90, 90, 90), 3.0)


def test_named_splits_are_the_scenarios(tmp_path: Path) -> None:
    lived = {"sellers": 1, "managers": 2, "leaders": 3}
    of = small(steady={"sellers": 33, "managers": 44, "leaders": 55})
    of = Scenario.model_validate(
        of.model_dump() | {"organisation": {"sellers": 3, "history": {"split": lived, "weeks": 5}}}
    )
    view = game(of).view()
    assert make_policy(_file(tmp_path, "move: {split: steady}"), Firm(of))(view).split == (33, 44, 55)
    assert make_policy(_file(tmp_path, "move: {split: inherited}"), Firm(of))(view).split == (1, 2, 3)
    assert make_policy(_file(tmp_path, ""), Firm(of))(view).split == (1, 2, 3)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("rules: [{when: {luck: {above: 1}}, move: {}}]", 5, "no quantity 'luck'"),
        ("rules: [{when: {flet: {above: 1}}, move: {}}]", 5, "did you mean 'felt'"),
        ("rules: [{when: {felt: {}}, move: {}}]", 5, "no bound"),
        ("move: {split: steddy}", 5, "split"),
        ("move: {response: 130}", 5, "response"),
        ("move: {focus: {sellers: [50, 50, 10]}}", 5, "sum to 110"),
        ("moves: {}", 5, "did you mean 'move'"),
    ],
)
def test_errors_in_rules_have_a_place(tmp_path: Path, text: str, line: int, said: str) -> None:
    with pytest.raises(InputError) as caught:
        make_policy(_file(tmp_path, text), Firm(small()))
    assert any(p.line == line and said in str(p) for p in caught.value.problems), caught.value


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = """
move: {response: 130, focus: {sellers: [50, 50, 10]}}
rules:
  - {when: {luck: {above: 1}, felt: {}}, move: {split: {sellers: x}}}
"""
    with pytest.raises(InputError) as caught:
        make_policy(_file(tmp_path, text), Firm(small()))
    told = str(caught.value)
    for part in ("response", "sum to 110", "no quantity 'luck'", "no bound", "sellers", "managers"):
        assert part in told, part


@pytest.mark.parametrize("name", SEAT_BOTS)
def test_every_bot_is_a_file_of_its_name_with_a_character(name: str) -> None:
    rules = load_bot_rules(name)
    assert rules.name == name
    assert len(rules.summary) > 20


def test_bots_do_what_they_are_called_for(reference: Scenario) -> None:
    started = game(reference)
    splits = {name: make_bot(name, started.setup.firm)(started.view()).split for name in SEAT_BOTS}
    assert splits["month-ender"] == (0, 0, 0)
    assert splits["inherited"] == (6, 18, 30)
    assert splits["steady"] == (25, 35, 65)
    assert splits["caretaker"] == (20, 30, 65)
    assert all(a > b for a, b in zip(splits["dreamer"], splits["steady"], strict=True))


def test_the_panicker_drops_the_future_when_behind_and_the_opportunist_answers() -> None:
    easy, hard = small(goal={"target": 1.0}), small(goal={"target": 500.0})
    behind, ahead = play(game(hard), "S20"), play(game(easy), "S20")
    if ahead.over or behind.over:
        pytest.fail("the first quarter must not end a game")
    assert make_bot("panicker", ahead.setup.firm)(ahead.view()).split == (25, 35, 65)
    assert max(make_bot("panicker", behind.setup.firm)(behind.view()).split) <= 10
    assert min(make_bot("opportunist", ahead.setup.firm)(ahead.view()).response) > 30


def test_every_quantity_is_a_finite_number_at_every_time() -> None:
    going = game(small(disruptions={"rate": 3}))
    while not going.over:
        for name, of in VIEW_QUANTITIES.items():
            value = of(going.view())
            assert isinstance(value, float), name
            assert abs(value) < 1e9, name
        play(going, "S40 M40 L90")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stedy", "did you mean 'steady'"),
        ("S200", "more than 100"),
        ("no/such.yaml", "no such file"),
        ("", "no policy"),
    ],
)
def test_policies_that_are_not_there(text: str, said: str) -> None:
    with pytest.raises((PolicyError, InputError)) as caught:
        make_policy(text, Firm(small()))
    assert said in str(caught.value)
