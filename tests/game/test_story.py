"""Stories fit the game: the first variant whose conditions hold is shown, by the figures of the game."""

from __future__ import annotations

from typing import Any

import pytest

from sim.base.problems import InputError
from sim.event import facts as f
from sim.game.record import write_record
from sim.game.replay import replay_record
from sim.game.story_figures import _FIGURES
from sim.scenario.conditional_text import GAME_FIGURES
from sim.scenario.load import parse_scenario
from tests.making import DAY, game, play, scenario, small

MOVE = "S25 M35 L65"


def _told(variants: list[dict[str, Any]], **parts: Any) -> str:
    """Return the text before the second move."""
    return play(game(small(story={"moves": {2: variants}}, **parts)), MOVE).story()


def test_the_first_variant_that_holds_is_told() -> None:
    never, always = {"customers": {"above": 9}}, {"customers": {"above": 0.1, "below": 9}}
    assert _told([{"when": never, "text": "A"}, {"when": always, "text": "B"}, {"text": "C"}]) == "B"
    assert _told([{"when": never, "text": "A"}, {"text": "C"}]) == "C"
    assert _told([{"when": never, "text": "A"}]) == ""
    assert _told([{"when": {**always, **never}, "text": "A"}, {"text": "C"}]) == "C"


def test_a_bound_is_not_within() -> None:
    """`below` and `above` are strict, as in rules."""
    assert _told([{"when": {"quarter": {"above": 2}}, "text": "A"}, {"text": "C"}]) == "C"
    assert _told([{"when": {"quarter": {"above": 1, "below": 3}}, "text": "A"}]) == "A"


def test_who_is_named_has_to_be_there() -> None:
    organisation = {"sellers": ["Ann", "Bob"]}
    said = [{"present": ["Ann"], "text": "Ann asks."}, {"text": "Somebody asks."}]
    assert (
        play(game(scenario(organisation=organisation, story={"moves": {2: said}})), MOVE).story()
        == "Ann asks."
    )
    said = [{"present": ["Cleo"], "text": "Cleo asks."}, {"text": "Somebody asks."}]
    played = play(game(scenario(organisation=organisation, story={"moves": {2: said}})), MOVE)
    assert played.story() == "Somebody asks."


def test_a_strike_is_told_by_its_answer() -> None:
    story = [{"when": {"answered": {"above": 0.9}}, "text": "Ready."}, {"text": "Not ready."}]
    fixed = [{"type": "exodus", "quarter": 3, "severity": 1.0, "lead": 26}]
    of = scenario(disruptions={"rate": 0, "types": {"exodus": {"story": story}}, "fixed": fixed})
    for move, text in ((f"{MOVE} r80", "Ready."), (f"{MOVE} r0", "Not ready.")):
        played = play(game(of), *[move] * 3)
        (strike,) = (fact for fact in played.at.facts if isinstance(fact, f.DisruptionStruck))
        assert strike.story == text
        assert (strike.progress >= 1) == (text == "Ready.")


def test_every_figure_is_said_what_it_is_and_can_be_asked_for() -> None:
    assert set(_FIGURES) == set(GAME_FIGURES)
    played = play(game(), *[MOVE] * 4)
    for node in played.at.line():
        now = played.story_context(node)
        assert all(isinstance(now.figure(name), float) for name in GAME_FIGURES)


HEAD = "format: 1\nname: a\ntitle: A\nsummary: B\nquarters: 4\nstory:\n  end:\n    goal:\n"


@pytest.mark.parametrize(
    ("variants", "words"),
    [
        ("      - {when: {custmers: {above: 1}}, text: A}\n", "custmers.*did you mean 'customers'"),
        ("      - {when: {customers: {}}, text: A}\n", "has no bound"),
        ("      - {when: {customers: {over: 1}}, text: A}\n", "there is no key 'over'"),
        ("      - {when: {customers: {above: 1}}}\n", "text: is missing"),
        ("      {text: A}\n", "a text or a list of texts with conditions"),
    ],
)
def test_what_is_wrong_in_a_variant_is_told(variants: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        parse_scenario(HEAD + variants, "a.yaml")


def test_a_variant_that_is_never_told_is_warned_of() -> None:
    (warning,) = parse_scenario(
        HEAD + "      - text: A\n      - {when: {customers: {above: 1}}, text: B}\n", "a.yaml"
    ).warnings
    assert "never shown" in str(warning)
    assert "goal[1]" in str(warning)


def test_a_scenario_with_variants_is_read_back_from_a_record() -> None:
    story = {"end": {"draw": [{"when": {"customers": {"above": 9}}, "text": "A"}, {"text": "B"}]}}
    played = play(game(small(story=story), threshold=1e9), *[MOVE] * 4)
    again = replay_record(write_record(played, DAY), "again").game
    assert again.setup.scenario == played.setup.scenario
    assert again.story() == played.story() == "B"
