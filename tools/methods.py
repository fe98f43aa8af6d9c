"""Ways of searching, compared on one budget: how much better is the first move that each finds?

    python tools/methods.py reference --against S22,M36,L78,r51 --futures 2000

In positions from games of the move `--against`, each way chooses a first move. It is then played, and `--against` from
then on, in held-out futures of the same position, beside `--against` all along: the paired difference of value is the
gain of one decision. (A whole game has a dozen of them.)
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from sim.event.opening import opening_position
from sim.game.play_out import play_out
from sim.lookahead import objectives
from sim.lookahead.forecaster import Forecaster
from sim.lookahead.plans import PlanBatch
from sim.lookahead.policy import split_budget
from sim.lookahead.search import PlanSearch, SearchObjective
from sim.lookahead.search_heads import make_free_head, starting_move
from sim.lookahead.view_seed import view_dice
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.move import Move, move_from_split
from sim.model.random_streams import RandomStreams
from sim.model.world import World
from sim.policy.focus import default_focus_percents
from sim.policy.notation import ALL_SEATS, parse_move
from sim.policy.policy import ConstantPolicy
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.scenario.load import load_scenario
from sim.view.observe import inherited_split, observe
from sim.view.view import View

FIRST_SEED = 3_000_000
HELD_FUTURES = 800
"""Futures in which a chosen move is weighed."""

SearchMethod = Callable[[Forecaster, int], Move]
"""From a position and a budget of futures to a first move."""


def drawn_objective(of: Forecaster, plans: PlanBatch, number: int, futures: int) -> Array:
    """Value with all draws."""
    return of.play_searched(plans, number, futures, flow=False).value


def cross_entropy(objective: SearchObjective) -> SearchMethod:
    """The search of the lookahead, on some objective."""

    def way(of: Forecaster, futures: int) -> Move:
        search, spent = PlanSearch(of, objective, [make_free_head(of)]), split_budget(futures)
        for _ in range(spent.rounds):
            search.run_round(spent.plans, spent.futures)
        return search.best().move(0)

    return way


def random_shooting(of: Forecaster, futures: int) -> Move:
    """As many plans as one round allows, drawn once; the best of them."""
    each = split_budget(futures).futures
    _, plans = make_free_head(of).draw_plans(
        of.horizon, futures // each, view_dice(of.view, 3).stream("shooting")
    )
    worth = objectives.value_objective(of, plans, 0, each).mean(axis=0)
    return plans.move(int(np.argmax(worth)))


def first_moves_alone(of: Forecaster, futures: int) -> Move:
    """Cross-entropy on the first move only, the usual move held from then on."""
    head = make_free_head(of)
    spread = head.spread.copy()
    spread[:-1].reshape(len(of.horizon.held) + 1, -1)[:, :-1] = 0.0
    search, spent = (
        PlanSearch(of, objectives.value_objective, [replace(head, spread=spread)]),
        split_budget(futures),
    )
    for _ in range(spent.rounds):
        search.run_round(spent.plans, spent.futures)
    return search.best().move(0)


def no_search(of: Forecaster, futures: int) -> Move:  # noqa: ARG001  # a way has a budget, be it unused
    """No search: the usual move."""
    return starting_move(of)


SEARCH_METHODS: dict[str, SearchMethod] = {
    "no search": no_search,
    "random shooting, flow": random_shooting,
    "cross-entropy, first move alone, flow": first_moves_alone,
    "cross-entropy, drawn": cross_entropy(drawn_objective),
    "cross-entropy, flow (the lookahead's)": cross_entropy(objectives.value_objective),
}


def sample_views(firm: Firm, move: Move, worlds: int) -> Iterator[View]:
    """Positions of games under a move: in each world every other quarter."""
    for number in range(worlds):
        world, dice = World(firm, FIRST_SEED + number), RandomStreams(FIRST_SEED + number)
        at = opening_position(world, dice)
        for quarter in range(firm.scenario.quarters):
            if at.fired is not None:
                break
            if quarter % 2 == number % 2:
                yield observe(world, at, move if quarter else None)
            at = play_out(
                world, dice, ConstantPolicy(move), "quarter", (quarter + 1) * WEEKS_IN_QUARTER, at, move
            )


def paired_gain(firm: Firm, view: View, chosen: Move, against: Move) -> tuple[float, float]:
    """k; what a first move brings against another that is played from then on in any case, and its variance."""
    of = Forecaster(firm, view, "quarter", ALL_SEATS, base=against)
    value = of.play_held_out([[against], [chosen, against]], 0, HELD_FUTURES, 0.0).value
    difference = value[:, 1] - value[:, 0]
    return float(difference.mean()), float(difference.var(ddof=1)) / HELD_FUTURES


def main(arguments: list[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("scenario")
    parser.add_argument("--against", required=True)
    parser.add_argument("--futures", type=int, default=2000)
    parser.add_argument("--worlds", type=int, default=8)
    options = parser.parse_args(arguments)
    firm = Firm(load_scenario(options.scenario).scenario)
    against = parse_move(
        options.against, move_from_split(firm, inherited_split(firm)), default_focus_percents(firm)
    )
    seen = list(sample_views(firm, against, options.worlds))
    sys.stdout.write(f"{len(seen)} positions, {options.futures} futures a move; k a decision\n")
    for name, way in SEARCH_METHODS.items():
        began = time.perf_counter()
        chosen = [way(Forecaster(firm, v, "quarter", ALL_SEATS), options.futures) for v in seen]
        seconds = (time.perf_counter() - began) / len(seen)
        gains = np.array([paired_gain(firm, v, move, against) for v, move in zip(seen, chosen, strict=True)])
        error = np.sqrt(gains[:, 1].sum()) / len(gains)
        row = f"{name:40} {gains[:, 0].mean():+7.1f} +- {error:4.1f}   {seconds:.2f} s a move\n"
        sys.stdout.write(row)
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
