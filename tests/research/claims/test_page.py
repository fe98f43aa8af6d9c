"""The page of the claims says what was measured."""

from __future__ import annotations

from typing import Any

from sim.cli.output import round_floats
from sim.cli.validate import claims_json
from sim.research.claims.claim import MeasurementEffort
from sim.research.claims.run import run_claims
from tests.research.claims.test_command import claim
from tools.pages.claims import NOTES, render_claims


def measured(tested: Any, effort: MeasurementEffort) -> dict[str, Any]:
    """What is stored of a measurement."""
    return {"date": "2026-11-24", **round_floats(claims_json(tested, effort))}


def test_the_page_tells_every_claim_and_its_counter_world() -> None:
    tested = run_claims([claim(1, 5, -5), claim(2, -1234.5, -7)], MeasurementEffort(0.1), 1)
    found = render_claims(measured(tested, MeasurementEffort(0.1)))
    rows = [line for line in found.splitlines() if line.startswith(("| 1 |", "| 2 |"))]
    assert [("**does not hold**" in row) for row in rows] == [False, True]
    assert "-1,234 to -1,233" in found or "-1,236 to -1,234" in found
    assert found.count("Counter-world: none of it") == 2
    assert "10% of its full effort" in found
    assert "Of 2 claims 1 hold, 1 do not, 0 open" in found


def test_why_a_claim_fails_is_told_where_it_does_and_only_there() -> None:
    name, why = next(iter(NOTES.items()))
    for holds in (True, False, None):
        made = measured(run_claims([claim(1, 5, -5)], MeasurementEffort(0.1), 1), MeasurementEffort(0.1))
        made["claims"][0] |= {"name": name, "holds": holds}
        assert (why in render_claims(made)) is (holds is not True)
