"""Find a policy by a bot's name, a YAML file of rules, or a typed move."""

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
"""Bots that can play the seats a player does not hold. The batch engine plays them too, so their rules use only
quantities that it has. Each is a file in `scenarios/bots`."""

POLICY_ENTRY_POINTS = "tactegic.policies"
"""Entry point group in which packages above this one register a `PolicyFactory` by name."""

PolicyFactory = Callable[[str, Firm, Cadence], Policy]
"""Makes a policy from the text after `NAME:`, a firm and a cadence. Raises PolicyError."""


class PolicyError(UserError, ValueError):
    """A policy that does not exist or cannot be made."""

    where = "--policy"


def bot_names() -> tuple[str, ...]:
    """Return the names of all built-in bots in alphabetical order."""
    return data_file_names("bots")


def load_bot_rules(name: str) -> Rules:
    """Return the rules of a built-in bot."""
    return load_rules_file(data_file("bots", name), name)


def make_bot(name: str, firm: Firm) -> Policy:
    """Return a built-in bot for a firm."""
    return RulesPolicy(firm, load_bot_rules(name))


def load_rules_file(path: Path, label: str) -> Rules:
    """Load a file of rules. Raises InputError with all problems."""
    rules, _ = parse_section(read_text_file(path, label), label, Rules)
    return rules


def make_policy(text: str, firm: Firm, cadence: Cadence | None = None) -> Policy:
    """Return the policy that a text names. The cadence is the organisation's by default. Raises PolicyError, or
    InputError for an invalid file of rules.
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
    """Return the names of policies registered by other packages that need no argument."""
    return tuple(sorted(e.name for e in entry_points(group=POLICY_ENTRY_POINTS) if e.name != "lookahead"))


def policy_names() -> tuple[str, ...]:
    """Return the names of all policies that need no argument."""
    return (*bot_names(), *_registered_names())


def _unknown_policy(text: str, error: NotationError) -> PolicyError:
    near = closest_name(text, policy_names())
    if near is not None:
        return PolicyError(f"there is no policy {quote_value(text)}", f"did you mean '{near}'?")
    bots = ", ".join(policy_names())
    remedy = f"a policy is a bot ({bots}), a YAML file of rules, lookahead:2000, or a split like S20,M35,L65"
    return PolicyError(f"there is no policy {quote_value(text)}: {error.message}", remedy)
