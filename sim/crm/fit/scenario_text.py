"""The fitted scenario as a file: what comes from the export, what stands in for what it cannot tell, and why."""

from __future__ import annotations

import textwrap
from typing import Any

from sim.crm.stamp import add_stamp
from sim.scenario.yaml_writer import write_yaml

PART_COMMENTS = {
    "organisation": "Sellers own deals in the file. Leaders, and managers where no file names them, and cash: the "
    "reference's, by size.",
    "market": "From the file: a segment for each product line with its share and mean value of wins, how many deals "
    "come (demand, against the reference), when they are decided (season), and what is open. Assumed: drift and gaps.",
    "goal": "The target is what the firm books now. The threshold is what the bot `steady` reaches in half of its "
    "futures.",
    "parameters": "From the file: stages, chance to win, spread of values. By size: hours, conversations, accounts, "
    "money.",
}
"""Comment above each part."""
COMMENT_WIDTH = 100
"""Maximum number of characters in a line of a comment."""


def scenario_yaml(values: dict[str, Any], source: str) -> str:
    """The YAML of a scenario; `source` is a line about the file that it came from."""
    lines = [f"# {source}", "# What is not written here is as in the reference.", ""]
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
