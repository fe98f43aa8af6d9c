"""The text that `tactegic new NAME` writes: a scenario to start from, commented, which checks and plays as it is."""

from __future__ import annotations

import re

from sim.base.library import data_file_names
from sim.base.problems import InputError, SourcePlace, make_problem, quote_value
from sim.scenario.section import NAME_PATTERN
from sim.scenario.validation_messages import SHORT_NAME_REMEDY
from sim.scenario.yaml_writer import write_yaml


def starter_text(name: str) -> str:
    """The text of a scenario of this name. Raises InputError for a name that no scenario of one's own can have."""
    if not re.fullmatch(NAME_PATTERN.strip("^$"), name):
        meant = re.sub("[^a-z0-9]+", "_", name.lower()).strip("_")[:40]
        remedy = (
            f"did you mean '{meant}'?" if re.fullmatch(NAME_PATTERN.strip("^$"), meant) else SHORT_NAME_REMEDY
        )
        raise _name_error(name, f"{quote_value(name)} is not a short name", remedy)
    if name in data_file_names("scenarios"):
        raise _name_error(
            name,
            f"{quote_value(name)} is the name of a built-in scenario",
            "choose another, such as my_" + name,
        )
    title = name.replace("_", " ").capitalize()
    # emitted, since a name such as `null` means something else without quotes
    head = write_yaml({"name": name, "title": title}).rstrip("\n")
    return _TEMPLATE.replace("name: NAME", head).replace("NAME", name)


def _name_error(name: str, message: str, remedy: str) -> InputError:
    return InputError([make_problem(SourcePlace(name, 1, 1), (), message, remedy)])


_TEMPLATE = """\
# A scenario of Tactegic. Lines that begin with '# ' explain; a '#' right before a word switches a setting off:
# take it away to switch the setting on. What you leave out keeps its usual value.
#
#   tactegic check NAME.yaml      what is wrong with it, or can hardly be meant
#   tactegic play NAME.yaml       play it
#   tactegic schema               a JSON Schema, with which an editor completes and checks while you type
format: 1
name: NAME
summary: Twelve sellers, a market that changes a little faster every year, and a rival who is on the way.
# 0 is a tutorial, 10 is for masters.
difficulty: 5
learning:
  - What this scenario teaches, in one sentence; give a few.
# For who leads a group through it.
#facilitator: An hour. Stop after the fourth move, and ask what each table has given up for its lead.

# Instead of writing everything, a scenario can extend another one: a built-in by its name, or a file in this folder.
# Then write only what is different; lists are replaced as a whole.
#extends: reference

# What people read. Every text is plain text.
story:
  start: >-
    You take over a firm that is good at closing and poor at looking ahead. Say here how it is doing, and what the
    directors expect.
  # Before a move, by its number. A text that claims something about the game needs a condition: give a list
  # of texts with conditions (`when`); the first whose conditions hold is shown.
  moves:
    3: Half a year is over. Somebody at the trade fair mentioned a new name.
  end:
    goal:
      - when: {customers: {above: 1}}
        text: The firm is where the directors wanted it, with more customers than before.
      - text: The firm is where the directors wanted it.
    draw: You are still here. The directors had hoped for more.
    fired: The directors look for somebody else.

# Length of the game, in quarters.
quarters: 12

organisation:
  # A number of seats, or the sellers' names: [Ada, Ben, Chloe].
  sellers: 12
  managers: 2
  leaders: 1
  # How often a move is made: quarter or month.
  cadence: quarter
  # Instead of the usual start: where a split leads that was held for some weeks. Percent of strategic hours.
  #history: {split: {sellers: 6, managers: 18, leaders: 30}, weeks: 104}

market:
  # How fast the market changes: 0 frozen, 1 usual, 2 turbulent, 3 hyper. A number, or steps from a week on.
  rate_of_change:
    - {week: 0, value: 1.0}
    - {week: 52, value: 1.2}
    - {week: 104, value: 1.4}
  # The parts of the market: weight is a share of the customers, value is k a deal, drift is how fast needs move away.
  segments:
    core: {title: Core, weight: 0.6, value: 30, drift: 0.0025}
    growth: {title: Growth, weight: 0.4, value: 45, drift: 0.005, season: [0.8, 0.95, 1.2]}

rival:
  name: Northwind

disruptions:
  # A factor on the rate of everything that comes by chance; 0 for a world without surprises.
  rate: 0.8
  types:
    # The usual types can be changed key by key, or forbidden:
    boom: {rate: 0.3}
    merger: null
    # A type of your own: what a strike of severity 1 adds to which quantity. `answer` is what a finished answer changes
    # about it: -1 undoes it, less than -1 turns it to good.
    standard:
      title: A new industry standard
      rate: 0.2
      importance: 0.9
      # Weeks that it brews before it strikes, and the chance that it really does.
      lead: [20, 40]
      chance: 0.7
      effects:
        - {on: gap, size: 0.4, answer: -1.2}
        - {on: rival_gap, size: 0.3}
      story: The committee has voted. What you sell is now called the old way.
  # What happens for certain: give a week, a month or a quarter.
  fixed:
    - {type: rival_entry, quarter: 5, segment: growth, severity: 1.3, lead: 39}
    #- {type: standard, month: 25, segment: core, chance: 1}

goal:
  # value (margin plus franchise value), bookings, margin, accounts, share or health.
  measure: value
  # Without a threshold it is measured once: what the bot `steady` reaches in half of all worlds.
  #threshold: 15000
  # k a week at the start, and its growth a year.
  target: 90
  growth: 0.04
  # The directors fire when four quarters bring less than this share of their targets.
  patience: 0.6

# Seats that a player may choose, the suggested one first, and the bot that runs the others.
seats: [team, leader, manager, seller]
others: caretaker

# Any number of the model can be changed by its name; docs/writing_scenarios.md lists them all.
parameters:
  answers: {effort: 2.5}
  #signals: {notice: 0.3}
"""
