"""The table of planted errors, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from tests.batch.equal.forms import Studied
from tests.batch.equal.planted import NOT_OF_THE_FUTURE
from tests.batch.equal.study import Found


def report(studied: Studied) -> str:
    """What a study came to."""
    return "\n".join([*_equality(studied), "", *_table(studied.found)])


def _equality(studied: Studied) -> Iterator[str]:
    e = studied.equality
    yield f"{e.comparisons:,} comparisons in {len(e.designs)} designs, bound {e.bound:.2f}. Farthest in each:"
    for design in e.designs:
        yield f"- {design.where}"


def _table(found: list[Found]) -> Iterator[str]:
    caught = sum(f.caught for f in found)
    yield f"{caught} of {len(found)} planted errors are caught."
    yield ""
    yield "| constant | from | to | | farthest score, standard errors | why missed |"
    yield "|---|---|---|---|---|---|"
    for f in found:
        change = f"{f.change.before:g} | {f.change.after:g}"
        yield f"| {f.constant} | {change} | {'caught' if f.caught else 'missed'} | {f.where} | {_why(f)} |"
    for name, why in NOT_OF_THE_FUTURE.items():
        yield f"| {name} | | | not planted | | {why} |"


def _why(f: Found) -> str:
    if f.caught or not f.needed:
        return ""
    twice = f"; at 10 % caught, {f.twice}" if f.twice else "; missed at 10 % too"
    return f"shifts no score by more than {f.effect:.3f} sd; {f.needed:.3f} is seen every other time{twice}"
