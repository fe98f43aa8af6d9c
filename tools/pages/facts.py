"""facts.md: the reference scenario compared with published figures, from facts.json."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tools.pages import FOLDER, fill_template

MEASURED = FOLDER / "facts.json"


def range_verdict(figure: float, low: float, high: float) -> str:
    """Whether a figure lies in the published range."""
    return "fits" if low <= figure <= high else "too low" if figure < low else "too high"


def table_lines(document: dict[str, Any]) -> Iterator[str]:
    """The page's table."""
    bots = list(document["rows"][0]["ours"])
    seeds = f"seeds from {document['first_seed']:,}"
    yield f"{document['worlds']} games of each bot ({seeds}), engine {document['engine']}; 95 % intervals."
    yield " *Sure*: how near to a primary source the published figure is."
    yield ""
    yield f"| figure | published | {' | '.join(f'`{bot}`' for bot in bots)} | verdict | source | sure |"
    yield "|---|---|---|---|---|---|---|"
    for row in document["rows"]:
        ours = [_format_interval(row["ours"][bot]) for bot in bots]
        said = {bot: range_verdict(row["ours"][bot][0], row["low"], row["high"]) for bot in bots}
        same = len(set(said.values())) == 1
        word = said[bots[0]] if same else ", ".join(f"{bot} {word}" for bot, word in said.items())
        if word != "fits":
            word = f"**{word}**"
        cells = [
            f"{row['name']}, {row['unit']}",
            f"{row['low']:g} to {row['high']:g}",
            *ours,
            word,
            row["source"],
        ]
        yield f"| {' | '.join([*cells, row['sure']])} |"


def _format_interval(interval: list[float]) -> str:
    figure, low, high = (f"{x:.3g}" for x in interval)
    return figure if low == high else f"{figure} ({low} to {high})"


def page() -> str:
    """The page as Markdown."""
    return fill_template(
        "facts", table="\n".join(table_lines(json.loads(MEASURED.read_text(encoding="utf-8"))))
    )
