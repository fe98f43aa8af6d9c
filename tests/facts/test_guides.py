"""Tutorials, played in several ways: what a step says of the game is so while it is told, whatever was played."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from sim.game.game import Game
from sim.game.game_tree import GameNode
from sim.game.setup import GameSetup
from sim.model.move import Move
from sim.play.guide_progress import PlayerProgress, sliders_reached
from sim.policy.registry import make_bot
from sim.scenario.guide import Guide, GuideStep, load_guides
from sim.text.signals import signal_texts
from sim.view.board import make_board
from tests.facts.playing import At, line, scenario_of

WAYS: dict[str, Callable[[GuideStep | None, Move], Move]] = {
    "as told": lambda step, move: _as_told(step, move),
    "all for now": lambda _, move: replace(move, split=(0, 0, 0), response=(0, 0, 0)),
    "all ahead": lambda _, move: replace(move, split=(60, 70, 95), response=(80, 80, 80)),
    "no answer": lambda step, move: replace(_as_told(step, move), response=(0, 0, 0)),
}
"""Ways to play a tutorial: with what a step wants, or without minding it."""


def _as_told(step: GuideStep | None, move: Move) -> Move:
    if step is None or step.reach is None:
        return move
    wanted = (step.reach.sellers, step.reach.managers, step.reach.leaders)
    split = tuple(max(a, b) for a, b in zip(move.split, wanted, strict=True))
    answer = max(move.response[0], step.reach.response)
    return replace(move, split=(split[0], split[1], split[2]), response=(answer,) * 3)


def played(guide: Guide, way: str, seed: int | None = None) -> Game:
    """The guide's scenario in its world, to the end."""
    of, at = scenario_of(guide.scenario), guide.seed if seed is None else seed
    game = Game(GameSetup(of, at, at, "team", "quarter", of.goal.threshold or 0.0))
    move = make_bot("inherited", game.setup.firm)(game.view())
    while not game.over:
        for step in (step for step in guide.steps if step.move == game.at.number + 1):
            move = WAYS[way](step, move)
        game.play(move)
    return game


def _signals(at: At) -> list[tuple[int, float]]:
    return [(s.index, s.weeks_high - s.weeks_low) for s in at.game.view(at.node).signals]


def _strikes_in(at: At, node: GameNode | None = None) -> int:
    week = (node or at.node).position.week
    return sum(d.comes and week <= d.strike < week + 13 for d in at.game.setup.world.disruptions)


def _same_and_narrower(at: At) -> bool:
    parent = at.node.parent
    assert parent is not None
    before = dict(_signals(At(at.game, parent)))
    return all(index in before and width < before[index] for index, width in _signals(at))


SAID: dict[str, Callable[[At], bool]] = {
    "twelve sellers": lambda a: len(a.start.sellers) == 12,
    "in four moves": lambda a: a.scenario.quarters == 4,
    "Most of it lies on the left": lambda a: _left(a),
    "three months go by": lambda a: a.game.setup.cadence == "quarter",
    "A quarter has gone by": lambda a: a.position.week - a.before.week == 13,
    "This is your last move": lambda a: a.position.week == a.scenario.weeks - 13,
    "one thing will strike": lambda a: sum(d.comes for d in a.game.setup.world.disruptions) == 1,
    "There is none yet": lambda a: not _signals(a),
    "There it is, a first sign": lambda a: len(_signals(a)) == 1,
    "It also says how far your answer is": lambda a: all(
        s.answer for s in signal_texts(a.game.view(a.node), a.scenario)
    ),
    "The same signal, a quarter nearer": _same_and_narrower,
    "the last move before it strikes": lambda a: (
        _strikes_in(a) == 0 and any(d.strike == a.position.week + 13 for d in a.game.setup.world.disruptions)
    ),
    "This quarter it strikes": lambda a: _strikes_in(a) == 1,
    "the margin of your year and what the firm earns in the year after": lambda a: (
        a.scenario.goal.measure == "value"
    ),
    "Press {game.takeback} four times": lambda a: a.node.number == 4,
}
"""What steps say of the game in which they stand, and what has to be so."""


def _left(at: At) -> bool:
    cells = make_board(at.game.view(at.node), "sellers").total.cells
    deals = [cell.proposals + cell.qualified for cell in cells]
    return sum(deals[:3]) > sum(deals) / 2


def wrong(guide: Guide, game: Game) -> list[str]:
    """What steps say while they are told, and is not so."""
    found, nodes = [], line(game)
    for step in guide.steps:
        if step.move > len(nodes):
            continue
        at = At(game, nodes[step.move - 1])
        text = " ".join((step.text, step.do, step.plain_text or "", step.plain_do or ""))
        found += [f"move {step.move}: {words}" for words, so in SAID.items() if words in text and not so(at)]
    return found


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("guide", load_guides(), ids=lambda g: g.scenario)
def test_what_steps_say_is_so_whatever_is_played(guide: Guide, way: str) -> None:
    assert wrong(guide, played(guide, way)) == []


@pytest.mark.parametrize("guide", load_guides(), ids=lambda g: g.scenario)
def test_what_is_played_as_told_is_what_the_guide_waits_for(guide: Guide) -> None:
    game = played(guide, "as told")
    first = line(game)[1].own
    assert first is not None
    for step in guide.steps:
        if step.reach is not None:
            assert sliders_reached(step.reach, PlayerProgress(0, first, (0, 1, 2)))


def test_every_phrase_stands_in_a_guide_and_a_wrong_one_is_caught() -> None:
    texts = " ".join(f"{s.text} {s.do} {s.plain_text}" for g in load_guides() for s in g.steps)
    assert [words for words in SAID if words not in texts] == []
    second = load_guides()[1]
    early = second.model_copy(
        update={"steps": [s.model_copy(update={"text": "There it is, a first sign."}) for s in second.steps]}
    )
    assert wrong(early, played(second, "as told"))
    # in another world the sign comes later than the tutorial says: that is why its seed is fixed
    assert wrong(second, played(second, "all for now", 1))
