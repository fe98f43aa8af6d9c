"""The seat that a command line names."""

from __future__ import annotations

from sim.base.errors import Trouble
from sim.cli.output import CommandError
from sim.scenario.organisation import HeldSeat
from sim.scenario.scenario import Scenario


def refuse_seat(scenario: Scenario, seat: HeldSeat | None) -> None:
    """Raise CommandError for a seat that a scenario does not offer a player."""
    if seat is not None and seat not in scenario.seats:
        remedy = f"choose one of {', '.join(scenario.seats)}"
        raise CommandError(Trouble("--seat", f"'{scenario.name}' has no seat '{seat}' for a player", remedy))
