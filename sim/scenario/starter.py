"""The text that `tactegic new NAME` writes: a commented scenario that is valid and playable as it is."""

from __future__ import annotations

import re

from sim.base.library import data_file_names
from sim.base.problems import InputError, SourcePlace, make_problem, quote_value
from sim.scenario.section import NAME_PATTERN
from sim.scenario.validation_messages import SHORT_NAME_REMEDY
from sim.scenario.yaml_writer import write_yaml


def starter_text(name: str) -> str:
    """Return the text of a scenario with this name. Raises InputError for an invalid name or that of a built-in."""
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
    # write_yaml quotes names such as `null`, which YAML would read as something else
    head = write_yaml({"name": name, "title": title}).rstrip("\n")
    return _TEMPLATE.replace("name: NAME", head).replace("NAME", name)


def _name_error(name: str, message: str, remedy: str) -> InputError:
    return InputError([make_problem(SourcePlace(name, 1, 1), (), message, remedy)])


_TEMPLATE = """\
# A scenario of Tactegic. Lines that begin with '# ' explain. A '#' right before a word turns a setting off:
# remove it to turn the setting on. What you leave out keeps its default value.
#
#   tactegic check NAME.yaml      report what is wrong with it or probably unintended
#   tactegic play NAME.yaml       play it
#   tactegic schema               write a JSON Schema, with which an editor completes and checks as you type
format: 1
name: NAME
summary: Twelve sellers, a market that changes a little faster every year, and a rival who is on the way.
# 0 is a tutorial, 10 is for masters.
difficulty: 5
learning:
  - What this scenario teaches, in one sentence; give a few.
# Notes for leading a group through it.
#facilitator: An hour. Stop after the fourth move, and ask what each table has given up for its lead.

# Instead of writing everything, a scenario can extend another one: a built-in by its name, or a file in this folder.
# Then write only what differs. Lists are replaced as a whole.
#extends: reference

# Texts for the player. No markup is interpreted.
story:
  start: >-
    You take over a firm that is good at closing and poor at looking ahead. Say here how it is doing, and what the
    directors expect.
  # Before a move, by its number. If a text is true only sometimes, give a list of texts with conditions
  # (`when`). The first whose conditions hold is shown.
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
  # Instead of the default start: the position that a split leads to after some weeks. Percent of strategic hours.
  #history: {split: {sellers: 6, managers: 18, leaders: 30}, weeks: 104}

market:
  # How fast the market changes: 0 frozen, 1 normal, 2 turbulent, 3 hyper. A number, or steps in time.
  rate_of_change:
    - {week: 0, value: 1.0}
    - {week: 52, value: 1.2}
    - {week: 104, value: 1.4}
  # Segments of the market: weight is a share of customers, value is k per deal, drift is how fast needs move away.
  segments:
    core: {title: Core, weight: 0.6, value: 30, drift: 0.0025}
    growth: {title: Growth, weight: 0.4, value: 45, drift: 0.005, season: [0.8, 0.95, 1.2]}

rival:
  name: Northwind

disruptions:
  # A factor on the rate of all random disruptions; 0 turns them off.
  rate: 0.8
  types:
    # The default types can be changed key by key, or turned off with null:
    boom: {rate: 0.3}
    merger: null
    # A type of your own. Its effects say what a strike of severity 1 adds to which quantity. `answer` is what a
    # finished answer changes about that: -1 cancels it, less than -1 turns it into a gain.
    standard:
      title: A new industry standard
      rate: 0.2
      importance: 0.9
      # Weeks in which it can be noticed before it strikes, and the chance that it really does.
      lead: [20, 40]
      chance: 0.7
      effects:
        - {on: gap, size: 0.4, answer: -1.2}
        - {on: rival_gap, size: 0.3}
      story: The committee has voted. What you sell is now called the old way.
  # Disruptions at a fixed time: give a week, a month or a quarter.
  fixed:
    - {type: rival_entry, quarter: 5, segment: growth, severity: 1.3, lead: 39}
    #- {type: standard, month: 25, segment: core, chance: 1}

goal:
  # value (margin plus franchise value), bookings, margin, accounts, share or health.
  measure: value
  # Without a threshold it is measured: the median that the bot `steady` reaches.
  #threshold: 15000
  # Target for bookings at the start in k a week, and its growth per year.
  target: 90
  growth: 0.04
  # The directors fire the team if it books less than this share of the targets of four quarters.
  patience: 0.6

# Seats that a player may choose, the suggested one first, and the bot that plays the others.
seats: [team, leader, manager, seller]
others: caretaker

# Any number of the model can be changed by its name; docs/reference/scenario_format.md lists them.
parameters:
  answers: {effort: 2.5}
  #signals: {notice: 0.3}
"""
