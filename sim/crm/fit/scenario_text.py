"""The fitted scenario as YAML, with comments on the sources of its parts."""

from __future__ import annotations

import textwrap
from typing import Any

from sim.crm.stamp import add_stamp
from sim.scenario.yaml_writer import write_yaml

PART_COMMENTS = {
    "organisation": "From the file: sellers, who own its deals, and managers if it names them. Scaled from the "
    "reference: leaders, other managers, cash.",
    "market": "From the file: a segment for each product line with its share and mean value of wins, how many deals "
    "are created (demand, relative to the reference), when they are decided (season), and the open pipeline. Assumed: "
    "drift and gaps.",
    "goal": "The target is what the firm books now. The threshold is what the bot `steady` reaches in half of all "
    "games.",
    "parameters": "From the file: stages, win rate, spread of values. Scaled by size: hours, conversations, accounts, "
    "money.",
}
"""Comment above each part."""
COMMENT_WIDTH = 100
"""Maximum number of characters in a line of a comment."""


def scenario_yaml(values: dict[str, Any], source: str) -> str:
    """The YAML of a scenario; `source` is a line about the file that it is from."""
    lines = [f"# {source}", "# Everything not listed here is as in the reference.", ""]
    for key, value in values.items():
        if key in PART_COMMENTS:
            lines += [
                "",
                *(
                    f"# {line}"
                    for line in textwrap.wrap(PART_COMMENTS[key], COMMENT_WIDTH, break_on_hyphens=False)
                ),
            ]
        lines.append(write_yaml({key: value}).rstrip("\n"))
    return add_stamp("\n".join(lines) + "\n")
