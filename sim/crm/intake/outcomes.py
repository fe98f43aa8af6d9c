"""Which deals are won, lost and open, by the words of the stage column."""

from __future__ import annotations

from collections import Counter

import numpy as np

from sim.crm.deals import LOST, OPEN, WON, Ints
from sim.crm.intake.cells import Cells
from sim.crm.intake.draft import Draft
from sim.crm.intake.mapping import LONGEST, folded
from sim.crm.intake.words import outcome
from sim.scenario.problems import shown

KINDS = {"won": WON, "lost": LOST, "open": OPEN}
MOST_LISTED = 15
MOST_KEPT = 200
"""words; that a mapping keeps of open deals."""


def outcomes(its: Cells, name: str, draft: Draft) -> Ints:
    """(n,) WON, LOST or OPEN; rows without a stage are OPEN. What cannot be decided is asked."""
    given = {folded(word): kind for kind in KINDS for word in getattr(draft.mapping.outcomes, kind)}
    said = [given.get(folded(text)) or outcome(text) for text in its.texts]
    counts = its.counts.tolist()
    unknown = Counter(
        {
            text: count
            for text, kind, count in zip(its.texts, said, counts, strict=True)
            if text and kind is None
        }
    )
    _keep(its.texts, said, counts, draft)
    missing = [kind for kind in ("won", "lost") if kind not in said]
    if missing:
        _ask(missing, its, name, draft)
    elif unknown:
        draft.note(f"These words in {shown(name)} are not known and count as open: {_listed(unknown)}.")
    return np.array([KINDS[kind or "open"] for kind in said], dtype=np.int64)[its.at]


def _keep(texts: list[str], said: list[str | None], counts: list[int], draft: Draft) -> None:
    """Put the words of the file into the mapping, one spelling each, the frequent ones first."""
    words: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    for _, text, kind in sorted(zip(counts, texts, said, strict=True), key=lambda one: -one[0]):
        if text and len(text) <= LONGEST:
            words[kind or "open"].setdefault(folded(text), " ".join(text.split()))
    draft.decide("outcomes", **{kind: list(its.values())[:MOST_KEPT] for kind, its in words.items()})


def _ask(missing: list[str], its: Cells, name: str, draft: Draft) -> None:
    words = Counter(dict(zip(its.texts, its.counts.tolist(), strict=True)))
    del words[""]
    message = f"no word in {shown(name)} is known to mean {' or '.join(missing)}"
    there = f"there are {_listed(words)}" if words else "the column is empty; name another as `columns.stage`"
    draft.ask("outcomes", message, f"say with --map which words mean won and which lost; {there}")


def _listed(words: Counter[str]) -> str:
    some = ", ".join(f"{shown(word)} ({count:,})" for word, count in words.most_common(MOST_LISTED))
    return some + (f" and {len(words) - MOST_LISTED:,} more" if len(words) > MOST_LISTED else "")
