"""Games of every scenario with several bots: each sentence of news, signs and stories that claims a fact is held
against positions, books and the world; a wrong sentence that is planted is caught.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest
from _pytest.mark.structures import ParameterSet

from sim.game.game import Game
from sim.scenario.scenario import Scenario
from sim.text.news import NewsItem, period_news
from sim.text.signals import past_strike_lines, signal_texts
from tests.facts import news_facts, story_facts
from tests.facts.playing import BOTS, SCENARIOS, At, line, played, scenario_of

QUICK = [(name, BOTS[(3 * i + j) % len(BOTS)], i + j) for i, name in enumerate(SCENARIOS) for j in (0, 1)]
"""Each scenario with two of the bots, in turn."""


def wrong(game: Game) -> list[str]:
    """All that is told in a game and is not so."""
    found = []
    for node in line(game):
        at = At(game, node)
        told = [*story_facts.wrong(at), *_wrong_signs(at)]
        told += news_facts.wrong(game, node) if node.parent is not None else []
        found += [f"{node.number}: {text}" for text in told]
    return found


def _wrong_signs(at: At) -> list[str]:
    """Sentences about what is coming and what came, against the world."""
    view, found = at.game.view(at.node), []
    p = news_facts.Period(at)
    pairs = list(zip(at.game.setup.world.disruptions, at.position.watches, strict=True))
    coming = sorted(p.about(d) for d, w in pairs if w.seen is not None and not w.over)
    told = signal_texts(view, at.scenario)
    if sorted(s.title for s in told) != coming:
        found.append(f"{coming} are coming")
    for sign in told:
        progress = [
            w.progress for d, w in pairs if p.about(d) == sign.title and w.seen is not None and not w.over
        ]
        ready = {"no answer yet": 0.0, "is ready.": 1.0}
        said = next((value for words, value in ready.items() if words in sign.answer), None)
        percent = [f"answer is {round(100 * x)} % ready" in sign.answer for x in progress]
        if not any(percent) and said not in progress:
            found.append(f"{sign.title}: {sign.answer}")
    came = [(d.strike, p.about(d), w) for d, w in pairs if w.over and d.comes]
    past = past_strike_lines(view, at.scenario)
    if len(past) != len(came):
        found.append(f"{len(came)} struck")
    for text, (_, title, w) in zip(past, sorted(came, key=lambda one: -one[0]), strict=False):
        if len({week for week, _, _ in came}) == len(came) and (
            not text.startswith(title) or ("nobody saw" in text) != (w.seen is None)
        ):
            found.append(text)
    return found


def _full(value: object) -> ParameterSet:
    return pytest.param(value, marks=pytest.mark.full)


@pytest.mark.parametrize(("name", "who", "seed"), QUICK)
def test_what_is_told_is_so(name: str, who: str, seed: int) -> None:
    assert wrong(played(scenario_of(name), who, seed)) == []


@pytest.mark.parametrize(
    "seed",
    [pytest.param(2_000_000, marks=pytest.mark.validate), *(_full(s) for s in range(2_000_001, 2_000_006))],
)
@pytest.mark.parametrize(("name", "who"), list(product(SCENARIOS, BOTS)))
def test_what_is_told_is_so_in_many_games(name: str, who: str, seed: int) -> None:
    for response in (None, 0, 80):
        assert wrong(played(scenario_of(name), who, seed, response)) == []


def test_no_story_claims_what_is_not_held_against_facts() -> None:
    texts = {text for name in SCENARIOS for text in story_facts.texts_of(scenario_of(name))}
    assert [text for text in texts if story_facts.unheard(text)] == []
    strikes = {str(k.story) for name in SCENARIOS for k in scenario_of(name).disruptions.types.values()}
    every = " ".join(f"{text} " for text in texts | strikes)
    assert [phrase for phrase in story_facts.PHRASES if phrase not in every] == []
    assert [words for words in story_facts.VOICE if words not in every] == []


def test_every_text_of_a_story_is_told_somewhere_or_could_be() -> None:
    """No variant stands behind one without conditions, and every ending has a text whatever happened."""
    for name in SCENARIOS:
        of = scenario_of(name)
        for text in (of.story.end.goal, of.story.end.draw, of.story.end.fired):
            assert isinstance(text, str) or (text[-1].when == {} and not text[-1].present)


# a wrong sentence that is planted is caught

PLANTED: dict[str, Callable[[str], str]] = {
    "another attainment": lambda text: text.replace(" % of target", "1 % of target"),
    "another answer": lambda text: text.replace("nobody saw it coming", "your answer was ready"),
    "in a row": lambda text: text.replace("four quarters together fell", "the cash fell"),
    "one deal more": lambda text: text.replace(" deals won for", "1 deals won for"),
    "another rival": lambda text: text.replace("chose ", "chose not "),
    "one who stays": lambda text: text.replace("was handed over", "waits until a seat is filled"),
    "what is never said": lambda text: f"{text} It is your doing.",
}


@pytest.fixture(scope="module")
def lost() -> Game:
    """A game in which much happens, to its end: the directors fire the team."""
    return played(scenario_of("turbulence"), "month-ender", 5)


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_sentence_is_caught(lost: Game, name: str) -> None:
    caught, changed = 0, 0
    for node in line(lost)[1:]:
        items = period_news(node.facts, lost.view(node).segments, lost.setup.scenario)
        planted = [replace(item, text=PLANTED[name](item.text)) for item in items]
        changed += planted != items
        caught += bool(news_facts.wrong(lost, node, planted))
        assert news_facts.wrong(lost, node, items) == []
    assert caught == changed > 0


@pytest.mark.parametrize("place", [0, -1])
def test_what_is_left_out_or_out_of_order_is_caught(lost: Game, place: int) -> None:
    for node in line(lost)[1:]:
        items = period_news(node.facts, lost.view(node).segments, lost.setup.scenario)
        signed: list[NewsItem] = [item for item in items if " signed with " in item.text]
        if signed:
            without = [item for item in items if item is not signed[place]]
            assert news_facts.wrong(lost, node, without)
        dated = [item for item in items if item.weight == 80 and item.day is not None]
        if len({item.day for item in dated}) > 1:
            assert news_facts.wrong(lost, node, items[::-1])


def _unconditioned(of: Scenario) -> Scenario:
    """A scenario as careless as they were: the first variant of each text is told whatever happened."""

    def first(text: object) -> object:
        return text[0].text if isinstance(text, list) else text

    story = of.story
    end = story.end.model_copy(update={n: first(getattr(story.end, n)) for n in ("goal", "draw", "fired")})
    moves = {n: first(text) for n, text in story.moves.items()}
    return of.model_copy(update={"story": story.model_copy(update={"end": end, "moves": moves})})


@pytest.mark.parametrize(
    ("name", "who", "response"),
    [("first_signal", "steady", 0), ("golden_years", "dreamer", 0), ("fat_pipeline", "dreamer", 30)],
)  # fmt: skip
def test_a_story_without_conditions_is_caught(name: str, who: str, response: int) -> None:
    careless = _unconditioned(scenario_of(name))
    found = [wrong(played(careless, who, seed, response)) for seed in range(3)]
    assert any(found)
