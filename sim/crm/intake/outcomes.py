"""Which deals are won, lost and open, by all that tells it: flags, words, days of wins and losses, probabilities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.base.problems import quote_value
from sim.crm.deals import LOST, OPEN, WON, Floats, Ints
from sim.crm.intake.cells import Cells
from sim.crm.intake.date_outliers import find_bulk
from sim.crm.intake.draft import Draft, count_rows
from sim.crm.intake.mapping import MAX_CELL_LENGTH, fold_word
from sim.crm.intake.profile import may_be_date, parse_flag, parse_percent
from sim.crm.intake.vocabulary import CLOSED_NAMES, KINDS, known_outcome, normalize

Bools = NDArray[np.bool_]
OUTCOME_FIELDS = ("stage", "status", "is_won", "is_lost", "is_closed", "won_at", "lost_at")
"""Fields each of which may tell by itself whether a deal is won or lost."""
CODES = {"won": WON, "lost": LOST, "open": OPEN}
UNKNOWN, CLOSED = -1, -2
"""What a source says of a row beside OPEN, WON and LOST: nothing, or that it is won or lost."""
MAX_UNKNOWN = 0.03
"""share of the rows; with less, what nobody knows counts as open, and is said."""
MAX_LISTED = 15
MAX_KEPT = 200
"""words of a kind; that a mapping keeps."""


@dataclass(slots=True)
class Evidence:
    """What each column says of the n rows' outcomes."""

    cells: Mapping[str, Cells]
    """by field."""
    titles: Mapping[str, str]
    """names of these columns."""
    outcome: Ints = field(init=False)
    """(n,) OPEN, WON, LOST; UNKNOWN or CLOSED where nothing tells more."""
    there: Bools = field(init=False)
    """(n,) whether anything at all is said about the outcome."""

    def named(self, *fields: str) -> str:
        """These columns as a problem names them."""
        return " and ".join(quote_value(self.titles[one]) for one in fields if one in self.titles)


def collect_evidence(cells: Mapping[str, Cells], titles: Mapping[str, str], n: int, draft: Draft) -> Evidence:
    """Read all that tells outcomes. Contradictions are asked about, or said where they are few."""
    its = Evidence(cells, titles)
    given = {fold_word(word): kind for kind in KINDS for word in getattr(draft.mapping.outcomes, kind)}
    stage, status = (_read_words(cells.get(one), given, n) for one in ("stage", "status"))
    _compare_sources(its, ("stage",), stage, ("status",), status, draft)
    words = np.where(np.isin(status, (WON, LOST)) | (stage == UNKNOWN), status, stage)
    flags = _read_flags(cells, n)
    _compare_sources(
        its,
        ("is_won", "is_lost", "is_closed"),
        _apply_flags(flags, words, cells, n),
        ("stage", "status"),
        words,
        draft,
    )
    told = np.where(np.isin(flags, (WON, LOST)), flags, words)
    told = np.where(np.isin(told, (WON, LOST)) | (flags == UNKNOWN), told, flags)
    _fill_unknown(told, _read_days(cells, n))
    _apply_archived(told, cells, n, its, draft)
    _apply_answers(told, cells.get("stage"), given)
    its.outcome = told
    some = [one.there for one in (cells.get("stage"), cells.get("status")) if one is not None]
    its.there = np.logical_or.reduce([told != UNKNOWN, *some])
    return its


def _apply_answers(told: Ints, stage: Cells | None, given: Mapping[str, str]) -> None:
    """What the mapping says of a word is final where nothing else tells, also of deals that a flag calls closed."""
    if stage is None or not given:
        return
    kinds = [given.get(fold_word(text)) for text in stage.texts]
    answer = np.array([UNKNOWN if kind is None else CODES[kind] for kind in kinds], dtype=np.int64)[stage.at]
    change = np.isin(told, (UNKNOWN, CLOSED)) & (answer != UNKNOWN)
    told[change] = answer[change]


def _read_words(its: Cells | None, given: Mapping[str, str], n: int) -> Ints:
    if its is None:
        return np.full(n, UNKNOWN, dtype=np.int64)
    return np.array([_read_word(text, given) for text in its.texts], dtype=np.int64)[its.at]


def _read_word(text: str, given: Mapping[str, str]) -> int:
    kind = given.get(fold_word(text)) or known_outcome(text)
    if kind is None:
        return CLOSED if normalize(text) in CLOSED_NAMES else UNKNOWN
    return CODES[kind]


def _read_flags(cells: Mapping[str, Cells], n: int) -> Ints:
    """(n,) by flags of wins, losses and closed deals: each says something only where it is filled."""
    won, lost, closed = (_read_flag(cells.get(one), n) for one in ("is_won", "is_lost", "is_closed"))
    told = np.full(n, UNKNOWN, dtype=np.int64)
    told[closed == 1] = CLOSED
    told[(closed == 1) & (won == 0)] = LOST
    told[(closed == 1) & (lost == 0) & (won == UNKNOWN)] = WON
    told[(closed == 0) | ((won == 0) & (lost == 0))] = OPEN
    told[lost == 1] = LOST
    told[won == 1] = WON
    return told


def _apply_flags(flags: Ints, words: Ints, cells: Mapping[str, Cells], n: int) -> Ints:
    """(n,) what flags say, OPEN where they deny what the words say."""
    denied = [
        (words == code) & (_read_flag(cells.get(one), n) == 0)
        for one, code in (("is_won", WON), ("is_lost", LOST))
    ]
    return np.where((flags == UNKNOWN) & (denied[0] | denied[1]), OPEN, flags)


def _read_flag(its: Cells | None, n: int) -> Ints:
    """(n,) 1, 0, or UNKNOWN."""
    if its is None:
        return np.full(n, UNKNOWN, dtype=np.int64)
    read = [parse_flag(text) for text in its.texts]
    if True not in read:  # a flag that nobody ever sets says nothing
        return np.full(n, UNKNOWN, dtype=np.int64)
    empty = UNKNOWN if False in read else 0  # where yes alone is written, nothing means no
    return np.array([empty if one is None else int(one) for one in read], dtype=np.int64)[its.at]


def _read_days(cells: Mapping[str, Cells], n: int) -> Ints:
    """(n,) by the days of wins and losses, where a row has one of the two."""
    won, lost = (_has_dates(cells.get(one), n) for one in ("won_at", "lost_at"))
    return np.where(won & ~lost, WON, np.where(lost & ~won, LOST, UNKNOWN))


def _has_dates(its: Cells | None, n: int) -> Bools:
    if its is None:
        return np.zeros(n, dtype=bool)
    return np.array([may_be_date(text) for text in its.texts], dtype=bool)[its.at]


def _fill_unknown(told: Ints, more: Ints) -> None:
    """Put in what another source says of rows of which nothing final is known."""
    change = ~np.isin(told, (WON, LOST)) & (more != UNKNOWN)
    told[change] = more[change]


def _apply_archived(told: Ints, cells: Mapping[str, Cells], n: int, its: Evidence, draft: Draft) -> None:
    """What a probability of 0 or 100 says of closed deals, and of those that were put away."""
    chance = _read_probabilities(cells.get("probability"), n)
    away = (_read_flag(cells.get("active"), n) == 0) | (_read_flag(cells.get("archived"), n) == 1)
    known = "probability" in cells
    lost = ~np.isin(told, (WON, LOST)) & (away if not known else (away | (told == CLOSED)) & (chance == 0))
    if not known and "archived" in cells:
        lost &= _read_flag(cells.get("active"), n) == 0
    won = (told == CLOSED) & (chance == 1)
    told[lost], told[won] = LOST, WON
    if (count := int(lost.sum())) > 0:
        which = its.named("active", "archived", "is_closed", "probability")
        draft.note(f"{_format_count(count)} as lost by {which}.")
    if count := int((away & ~np.isin(told, (WON, LOST))).sum()):
        draft.note(f"{_format_count(count)} as open though put away by {its.named('active', 'archived')}.")


def _format_count(number: int) -> str:
    return f"{count_rows(number).capitalize()} {'counts' if number == 1 else 'count'}"


def _read_probabilities(its: Cells | None, n: int) -> Floats:
    """(n,) from 0 to 1; NaN where there is none. Shares are told from percents by the largest."""
    if its is None:
        return np.full(n, np.nan)
    read = np.array([np.nan if (one := parse_percent(text)) is None else one for text in its.texts])
    most = np.nanmax(read) if np.isfinite(read).any() else 1.0
    return (read / (100 if most > 1 else 1))[its.at]


def _compare_sources(
    its: Evidence, first: tuple[str, ...], one: Ints, second: tuple[str, ...], other: Ints, draft: Draft
) -> None:
    """Ask which of two sources is right where they contradict each other in more than few rows."""
    ended = [np.isin(said, (WON, LOST)) for said in (one, other)]
    against = (ended[0] & ended[1] & (one != other)) | ((one == OPEN) & ended[1] & (first != ("stage",)))
    count = int(against.sum())
    if not count:
        return
    said = f"{its.named(*first)} contradicts {its.named(*second)} in {count_rows(count)}"
    if count > MAX_UNKNOWN * len(one):
        key = next(field for field in (*second, *first) if field in its.titles)
        draft.ask(f"columns.{key}", said, 'say with --map which one is right, and write "" for the other')
    else:
        draft.note(
            f"{said[0].upper()}{said[1:]}; {its.named(*(first if first != ('stage',) else second))} counts."
        )


def decide_outcomes(its: Evidence, closed: Floats, draft: Draft) -> Ints:
    """(n,) WON, LOST or OPEN. `closed` are (n,) days, NaN where there is none. What is not known is asked, or counts as
    open, and is said.
    """
    _keep_words(its, draft)
    unknown = its.there & np.isin(its.outcome, (UNKNOWN, CLOSED))
    ended = np.isin(its.outcome, (WON, LOST))
    days = closed[ended & np.isfinite(closed)]
    past = unknown & (closed <= (find_bulk(days)[1] if days.size else -np.inf))
    missing = [kind for kind in ("won", "lost") if not (its.outcome == CODES[kind]).any()]
    if missing:
        _ask_missing(missing, its, unknown, draft)
    elif unknown.sum() > MAX_UNKNOWN * its.there.sum() or past.any():
        _ask_unknown(its, unknown, past, draft)
    elif unknown.any():
        draft.note(
            f"{_describe_unknown(its, unknown)} not known, so these deals count as open: {_list_words(its, unknown)}."
        )
    return np.where(ended, its.outcome, OPEN)


def _keep_words(its: Evidence, draft: Draft) -> None:
    """Put the words of the stage into the mapping, one spelling each, the frequent ones first."""
    stage = its.cells.get("stage")
    if stage is None:
        return
    given = {fold_word(word): kind for kind in KINDS for word in getattr(draft.mapping.outcomes, kind)}
    by_row = np.isin(its.outcome, (UNKNOWN, CLOSED))
    left = np.bincount(stage.at[by_row], minlength=len(stage.texts))
    kept: dict[str, dict[str, str]] = {kind: {} for kind in (*KINDS, "unknown")}
    for at in np.argsort(-stage.counts, kind="stable").tolist():
        text = stage.texts[at]
        kind = given.get(fold_word(text)) or (
            "unknown" if left[at] else known_outcome(text)
        )  # it is not answered for the user
        if text and kind and len(text) <= MAX_CELL_LENGTH:
            kept[kind].setdefault(fold_word(text), " ".join(text.split()))
    draft.decide("outcomes", **{kind: list(words.values())[:MAX_KEPT] for kind, words in kept.items()})


def _ask_missing(missing: list[str], its: Evidence, unknown: Bools, draft: Draft) -> None:
    kinds = " or ".join(missing)
    title = its.named("stage") or its.named(*OUTCOME_FIELDS)
    if not unknown.any() and its.there.any():
        message = f"no deal is {kinds}, by {title}"
        words = f"; or say with --map which words mean {kinds}; there are {_list_words(its, its.there)}"
        more = words if "stage" in its.cells else "; or name with --map the column that tells"
        draft.ask("outcomes", message, f"export all deals, won, lost and open{more}")
        return
    there = (
        f"there are {_list_words(its, its.there)}"
        if its.there.any()
        else "the column is empty; name another as `columns.stage`"
    )
    draft.ask(
        "outcomes",
        f"no word in {title} is known to mean {kinds}",
        f"say with --map which words mean won and which lost; {there}",
    )


def _ask_unknown(its: Evidence, unknown: Bools, past: Bools, draft: Draft) -> None:
    message = f"{_describe_unknown(its, unknown)} not known: {_list_words(its, unknown)}"
    if past.any():
        message += f"; {count_rows(int(past.sum()))} of them have a closing day in the past"
    draft.ask("outcomes", message, "say with --map whether they mean won, lost or open")


def _describe_unknown(its: Evidence, unknown: Bools) -> str:
    stage = its.cells.get("stage")
    many = stage is None or len(np.unique(stage.at[unknown])) != 1
    return f"{'These words' if many else 'This word'} in {its.named('stage', 'status')} {'are' if many else 'is'}"


def _list_words(its: Evidence, which: Bools) -> str:
    """Words of the stage in these rows, with how many have each."""
    column = its.cells.get("stage") or next(iter(its.cells.values()))
    words = Counter(
        {column.texts[at]: count for at, count in enumerate(np.bincount(column.at[which])) if count}
    )
    empty = words.pop("", 0)
    some = [f"{quote_value(word)} ({count:,})" for word, count in words.most_common(MAX_LISTED)]
    if len(words) > MAX_LISTED:
        some.append(f"and {len(words) - MAX_LISTED:,} more")
    if empty:
        some.append(f"nothing ({empty:,})")
    return ", ".join(some)
