"""From a word to a policy: a bot's name, a YAML file of rules, or a typed move."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import get_args

from sim.base.errors import UserError
from sim.base.library import data_file_names
from sim.base.paths import is_file
from sim.base.problems import quote_value
from sim.base.suggestions import closest_name
from sim.base.text_files import read_text_file
from sim.model.firm import Firm
from sim.model.move import move_from_split
from sim.policy.focus import default_focus_percents
from sim.policy.notation import NotationError, parse_move
from sim.policy.policy import ConstantPolicy, Policy
from sim.policy.rules import Rules, RulesPolicy
from sim.scenario.load import data_file, parse_section
from sim.scenario.organisation import Cadence
from sim.scenario.scenario import SeatBot
from sim.view.observe import inherited_split

SEAT_BOTS: tuple[str, ...] = get_args(SeatBot)
"""Names of the bots that can run the seats which a player does not hold: their rules ask for what many futures know,
too. Each is a file of `scenarios/bots`."""

POLICY_ENTRY_POINTS = "tactegic.policies"
"""Group of entry points in which policies above this package register: name to `PolicyFactory`."""

PolicyFactory = Callable[[str, Firm, Cadence], Policy]
"""From the argument after `NAME:`, a firm and its cadence to a policy. Raises PolicyError."""


class PolicyError(UserError, ValueError):
    """A policy that cannot be had: what is wrong, and what to do."""

    where = "--policy"


def bot_names() -> tuple[str, ...]:
    """Names of all bots of rules, those of `BOTS` among them, in alphabetical order."""
    return data_file_names("bots")


def load_bot_rules(name: str) -> Rules:
    """The rules of a built-in bot."""
    return load_rules_file(data_file("bots", name), name)


def make_bot(name: str, firm: Firm) -> Policy:
    """A built-in bot at work in a firm."""
    return RulesPolicy(firm, load_bot_rules(name))


def load_rules_file(path: Path, label: str) -> Rules:
    """A file of rules. Raises InputError with every problem and its place."""
    rules, _ = parse_section(read_text_file(path, label), label, Rules)
    return rules


def make_policy(text: str, firm: Firm, cadence: Cadence | None = None) -> Policy:
    """The policy that a text names, asked at a cadence (without one the organisation's). Raises PolicyError, or
    InputError for a file of rules that is wrong.
    """
    if text in bot_names():
        return make_bot(text, firm)
    name, _, rest = text.partition(":")
    for found in entry_points(group=POLICY_ENTRY_POINTS, name=name):
        make: PolicyFactory = found.load()
        return make(rest, firm, cadence or firm.scenario.organisation.cadence)
    if text.endswith((".yaml", ".yml")) or "\\" in text or is_file(text):
        return RulesPolicy(firm, load_rules_file(Path(text), text))
    try:
        return ConstantPolicy(
            parse_move(text, move_from_split(firm, inherited_split(firm)), default_focus_percents(firm))
        )
    except NotationError as error:
        raise _unknown_policy(text, error) from None


def _registered_names() -> tuple[str, ...]:
    """Names of policies above this package, without those that need an argument."""
    return tuple(sorted(e.name for e in entry_points(group=POLICY_ENTRY_POINTS) if e.name != "lookahead"))


def policy_names() -> tuple[str, ...]:
    """Names of all policies that need no argument: bots of rules, and policies above this package."""
    return (*bot_names(), *_registered_names())


def _unknown_policy(text: str, error: NotationError) -> PolicyError:
    meant = closest_name(text, policy_names())
    if meant is not None:
        return PolicyError(f"there is no policy {quote_value(text)}", f"did you mean '{meant}'?")
    bots = ", ".join(policy_names())
    remedy = f"a policy is a bot ({bots}), a YAML file of rules, lookahead:2000, or a split like S20,M35,L65"
    return PolicyError(f"there is no policy {quote_value(text)}: {error.message}", remedy)
