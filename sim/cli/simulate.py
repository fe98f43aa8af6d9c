"""`tactegic simulate`: a policy through many worlds."""

from __future__ import annotations

import argparse
from typing import Any, get_args

from sim.cli.options import add_json_option
from sim.cli.output import GOOD, format_table, say, say_json, warn
from sim.cli.progress import Progress
from sim.cli.seeds import seeds
from sim.game.simulation import SimulationSummary, simulate_worlds, summarise_replications
from sim.game.threshold import goal_threshold
from sim.model.firm import Firm
from sim.policy.registry import make_policy
from sim.scenario.literals import Cadence
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario
from sim.version import ENGINE

EXAMPLES = (
    "  tactegic simulate reference --policy steady --seeds 1:60\n"
    "  tactegic simulate reference --policy S20,M35,L65 --json\n"
    "  tactegic simulate turbulence --policy 'S30 M40 L85 r40' --seeds 7:7\n"
    "  tactegic simulate my_firm.yaml --policy my_rules.yaml --cadence month\n"
    "  tactegic simulate the_entrant --policy lookahead:2000 --seeds 1:5"
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_json_option(parser)
    parser.add_argument("scenario", metavar="SCENARIO", help="name of a built-in scenario or path of a file")
    parser.add_argument(
        "--policy",
        required=True,
        metavar="P",
        help="a bot, a YAML file of rules, lookahead:N (search with N futures a move; lookahead:5s for seconds; :score "
        "behind it for the win chance instead of the value), or a split: whole percents of strategic hours for "
        "S(ellers), M(anagers), L(eaders), with r for the share that answers signals; drives all seats",
    )
    parser.add_argument(
        "--seeds", default="1:20", metavar="S", help="worlds: 1:20 (both ends), 7:7 or 1,5,9 (default 1:20)"
    )
    parser.add_argument(
        "--cadence", choices=get_args(Cadence), help="how often the policy is asked (default: the scenario's)"
    )


def run(options: argparse.Namespace) -> int:
    """Simulate and print."""
    worlds = seeds(options.seeds)
    loaded = load_scenario(options.scenario)
    warn(*loaded.warnings)
    scenario, firm = loaded.scenario, Firm(loaded.scenario)
    cadence = options.cadence or scenario.organisation.cadence
    acts = make_policy(options.policy, firm, cadence)
    measuring = Progress("measuring the goal, once for this scenario: world")
    goal = goal_threshold(scenario, measuring)
    measuring.end()
    progress, played = Progress("world"), []
    for world in simulate_worlds(firm, acts, worlds, cadence, goal):
        played.append(world)
        progress(len(played), len(worlds))
    progress.end()
    summary = summarise_replications(played)
    if options.json:
        say_json(_document(scenario, options.policy, cadence, goal, summary))
    else:
        say(*_text(scenario, options.policy, goal, summary))
    return GOOD


def _document(
    scenario: Scenario, policy_: str, cadence: str, goal: float, s: SimulationSummary
) -> dict[str, Any]:
    return {
        "scenario": scenario.name,
        "policy": policy_,
        "cadence": cadence,
        "engine": ENGINE,
        "worlds": s.worlds,
        "goal": {"measure": scenario.goal.measure, "threshold": goal},
        "quarters": [
            {
                "quarter": q.quarter,
                "bookings": dict(zip(("mean", "lo", "hi"), q.bookings, strict=True)),
                "margin": q.margin,
                "wins": q.wins,
                "attainment": q.attainment,
            }
            for q in s.quarters
        ],
        "result": {
            "goal": s.goal,
            "draw": s.draw,
            "fired": s.fired,
            "survived": s.goal + s.draw,
            "value": {"mean": s.value[0], "sd": s.value[1]},
            "reached": {"median": s.reached},
        },
    }


def _text(scenario: Scenario, policy_: str, goal: float, s: SimulationSummary) -> list[str]:
    rows = [
        [
            f"Q{q.quarter}",
            f"{q.bookings[0]:,.0f}",
            f"{q.bookings[1]:,.0f} to {q.bookings[2]:,.0f}",
            f"{q.margin:,.0f}",
            f"{q.wins:.1f}",
            f"{q.attainment:.0%}",
        ]
        for q in s.quarters
    ]
    worlds = "1 world" if s.worlds == 1 else f"{s.worlds} worlds"
    return [
        f"{scenario.title}: {policy_}, {worlds}; money in k, means and 80 % bands",
        "",
        *format_table(["quarter", "bookings", "P10 to P90", "margin", "wins", "attainment"], rows),
        "",
        f"goal reached {s.goal:.0%}, survived without it {s.draw:.0%}, fired {s.fired:.0%} "
        f"(goal: {scenario.goal.measure} of {goal:,.10g})",
        f"value {s.value[0]:,.0f} k, standard deviation over worlds {s.value[1]:,.0f} k",
    ]
