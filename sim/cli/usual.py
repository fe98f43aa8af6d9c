"""What commands take where nothing else is said, and what they can be given. The parser reads it: it loads little."""

from __future__ import annotations

from sim.crm.export.first_year import FIRST_YEAR

ARENA_SCENARIOS = ("reference", "turbulence", "the_entrant")

EXPORT_FORMATS = ("csv", "parquet")
EXPORT_START = str(FIRST_YEAR)
"""Year in whose January a game begins, unless chosen otherwise."""
