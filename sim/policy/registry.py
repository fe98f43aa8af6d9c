"""From a word to a policy: a bot's name, a YAML file of rules, or a typed move."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import get_args

from sim.base.library import names
from sim.base.lookup import is_file
from sim.base.problems import show_value
from sim.base.reading import read_text
from sim.model.firm import Firm
from sim.model.move import constant
from sim.policy.focus import whole_focus
from sim.policy.notation import NotationError, parse
from sim.policy.policy import Constant, Policy
from sim.policy.rules import Rules, RulesPolicy
from sim.scenario.load import data_file, read_model
from sim.scenario.organisation import Cadence
from sim.scenario.scenario import Bot
from sim.view.observe import inherited_split

BOTS: tuple[str, ...] = get_args(Bot)
"""Names of the bots that can run the seats which a player does not hold: their rules ask for what many futures know,
too. Each is a file of `scenarios/bots`."""

POLICIES = "tactegic.policies"
"""Group of entry points in which policies that live above this package register: name to `NamedPolicy`."""

NamedPolicy = Callable[[str, Firm, Cadence], Policy]
"""From what stands behind `NAME:`, a firm and its cadence to a policy. Raises PolicyError."""


class PolicyError(ValueError):
    """A policy that cannot be had: what is wrong, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        self.message, self.remedy = message, remedy
        super().__init__(f"{message}; {remedy}")


def characters() -> tuple[str, ...]:
    """Names of all bots of rules, those of `BOTS` among them, in alphabetical order."""
    return names("bots")


def bot_rules(name: str) -> Rules:
    """The rules of a built-in bot."""
    return rules_file(data_file("bots", name), name)


def bot(name: str, firm: Firm) -> Policy:
    """A built-in bot at work in a firm."""
    return RulesPolicy(firm, bot_rules(name))


def rules_file(path: Path, label: str) -> Rules:
    """A file of rules. Raises InputError with every problem and its place."""
    rules, _ = read_model(read_text(path, label), label, Rules)
    return rules


def policy(text: str, firm: Firm, cadence: Cadence | None = None) -> Policy:
    """The policy that a text names, asked at a cadence (without one the organisation's). Raises PolicyError, or
    InputError for a file of rules that is wrong.
    """
    if text in characters():
        return bot(text, firm)
    name, _, rest = text.partition(":")
    for found in entry_points(group=POLICIES, name=name):
        make: NamedPolicy = found.load()
        return make(rest, firm, cadence or firm.scenario.organisation.cadence)
    if text.endswith((".yaml", ".yml")) or "\\" in text or is_file(text):
        return RulesPolicy(firm, rules_file(Path(text), text))
    try:
        return Constant(parse(text, constant(firm, inherited_split(firm)), whole_focus(firm)))
    except NotationError as error:
        raise _unknown(text, error) from None


def _entry_points() -> tuple[str, ...]:
    """Names of policies that live above this package, but for those that want something behind them."""
    return tuple(sorted(e.name for e in entry_points(group=POLICIES) if e.name != "lookahead"))


def players() -> tuple[str, ...]:
    """Names of all that play by a name alone: bots of rules, and policies that live above this package."""
    return (*characters(), *_entry_points())


def _unknown(text: str, error: NotationError) -> PolicyError:
    near = difflib.get_close_matches(text.lower(), players(), n=1)
    if near:
        return PolicyError(f"there is no policy {show_value(text)}", f"did you mean '{near[0]}'?")
    bots = ", ".join(players())
    remedy = f"a policy is a bot ({bots}), a YAML file of rules, lookahead:2000, or a split like S20,M35,L65"
    return PolicyError(f"there is no policy {show_value(text)}: {error.message}", remedy)
