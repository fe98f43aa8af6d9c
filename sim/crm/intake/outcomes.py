"""Which deals are won, lost and open, by all columns that show it: flags, stages, dates of winning and losing,
probabilities.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from sim.base.problems import quote_value
from sim.crm.deals import LOST, OPEN, WON, Floats, Ints
from sim.crm.intake.cells import Cells
from sim.crm.intake.date_outliers import find_bulk
from sim.crm.intake.draft import Bools, Draft, plural
from sim.crm.intake.mapping import MAX_CELL_LENGTH, fold_word
from sim.crm.intake.profile import may_be_date, parse_flag, parse_percent
from sim.crm.intake.vocabulary import CLOSED_NAMES, KINDS, known_outcome, normalize

OUTCOME_FIELDS = ("stage", "status", "is_won", "is_lost", "is_closed", "won_at", "lost_at")
"""Fields each of which may by itself show whether a deal is won or lost."""
CODES = {"won": WON, "lost": LOST, "open": OPEN}
UNKNOWN, CLOSED = -1, -2
"""What a source may say of a row in place of OPEN, WON or LOST: nothing, or only that the deal is won or lost."""
MAX_UNKNOWN = 0.03
"""share of the rows; up to it unknown values count as open and contradictions are settled, and both are reported."""
MAX_LISTED = 15
MAX_KEPT = 200
"""Values of each outcome that a mapping keeps."""


@dataclass(slots=True)
class Evidence:
    """What the columns show of the outcomes of n rows."""

    cells: Mapping[str, Cells]
    """columns by field."""
    titles: Mapping[str, str]
    """names of these columns."""
    n: int
    answers: Mapping[str, str]
    """outcomes by folded values of the stage, as the mapping has them."""
    outcome: Ints = field(init=False)
    """(n,) OPEN, WON, LOST; UNKNOWN or CLOSED where nothing shows more."""
    mentioned: Bools = field(init=False)
    """(n,) whether any column says something about the outcome."""

    def named(self, *fields: str) -> str:
        """The columns of these fields, as a sentence names them."""
        return " and ".join(quote_value(self.titles[name]) for name in fields if name in self.titles)

    def read_codes(self, name: str, parse: Callable[[str], int]) -> Ints:
        """(n,) a column, each text parsed; UNKNOWN without such a column."""
        if name not in self.cells:
            return np.full(self.n, UNKNOWN, dtype=np.int64)
        column = self.cells[name]
        return np.array(column.parse(parse), dtype=np.int64)[column.at]

    def read_stage(self, name: str) -> Ints:
        """(n,) outcomes by the values of a column of stages."""
        return self.read_codes(name, self._read_value)

    def _read_value(self, text: str) -> int:
        kind = self.answers.get(fold_word(text)) or known_outcome(text)
        return CODES[kind] if kind else CLOSED if normalize(text) in CLOSED_NAMES else UNKNOWN

    def read_flag(self, name: str) -> Ints:
        """(n,) 1, 0, or UNKNOWN."""
        if name not in self.cells:
            return np.full(self.n, UNKNOWN, dtype=np.int64)
        flags = self.cells[name].parse(parse_flag)
        if True not in flags:  # a flag that is never set shows nothing
            return np.full(self.n, UNKNOWN, dtype=np.int64)
        empty = UNKNOWN if False in flags else 0  # if there is only yes, empty means no
        return np.array([empty if one is None else one for one in flags], dtype=np.int64)[self.cells[name].at]

    def read_probabilities(self) -> Floats:
        """(n,) 0 to 1, NaN where there is none. If none is above 1 they are shares, else percentages."""
        if "probability" not in self.cells:
            return np.full(self.n, np.nan)
        column = self.cells["probability"]
        values = np.array([np.nan if one is None else one for one in column.parse(parse_percent)])
        largest = np.nanmax(values) if np.isfinite(values).any() else 1.0
        return (values / (100 if largest > 1 else 1))[column.at]


def collect_evidence(cells: Mapping[str, Cells], titles: Mapping[str, str], n: int, draft: Draft) -> Evidence:
    """Read all columns that show outcomes. The user is asked about contradictions, unless they are few."""
    answers = {fold_word(word): kind for kind in KINDS for word in getattr(draft.mapping.outcomes, kind)}
    evidence = Evidence(cells, titles, n, answers)
    stage, status = evidence.read_stage("stage"), evidence.read_stage("status")
    _compare_sources(evidence, ("stage",), stage, ("status",), status, draft)
    words = np.where(_is_final(status) | (stage == UNKNOWN), status, stage)
    flags = _read_flags(evidence)
    denying = _apply_flags(flags, words, evidence)
    flag_fields = ("is_won", "is_lost", "is_closed")
    _compare_sources(evidence, flag_fields, denying, ("stage", "status"), words, draft)
    outcome = np.where(_is_final(flags), flags, words)
    outcome = np.where(_is_final(outcome) | (flags == UNKNOWN), outcome, flags)
    by_dates = _read_dates(evidence)
    outcome = np.where(~_is_final(outcome) & (by_dates != UNKNOWN), by_dates, outcome)
    _apply_probabilities(outcome, evidence, draft)
    if answers:  # the mapping has the last word where nothing shows more, even if a flag says closed
        mapped = evidence.read_codes(
            "stage", lambda text: CODES.get(answers.get(fold_word(text), ""), UNKNOWN)
        )
        outcome = np.where(np.isin(outcome, (UNKNOWN, CLOSED)) & (mapped != UNKNOWN), mapped, outcome)
    evidence.outcome = outcome
    filled = [cells[name].filled for name in ("stage", "status") if name in cells]
    evidence.mentioned = np.logical_or.reduce([outcome != UNKNOWN, *filled])
    return evidence


def _is_final(outcome: Ints) -> Bools:
    return np.isin(outcome, (WON, LOST))


def _read_flags(evidence: Evidence) -> Ints:
    """(n,) outcomes by flags of won, lost and closed deals; each counts only where it is filled."""
    won, lost, closed = (evidence.read_flag(name) for name in ("is_won", "is_lost", "is_closed"))
    outcome = np.full(evidence.n, UNKNOWN, dtype=np.int64)
    outcome[closed == 1] = CLOSED
    outcome[(closed == 1) & (won == 0)] = LOST
    outcome[(closed == 1) & (lost == 0) & (won == UNKNOWN)] = WON
    outcome[(closed == 0) | ((won == 0) & (lost == 0))] = OPEN
    outcome[lost == 1] = LOST
    outcome[won == 1] = WON
    return outcome


def _apply_flags(flags: Ints, words: Ints, evidence: Evidence) -> Ints:
    """(n,) what flags show, and OPEN where they deny the words."""
    not_won = (words == WON) & (evidence.read_flag("is_won") == 0)
    not_lost = (words == LOST) & (evidence.read_flag("is_lost") == 0)
    return np.where((flags == UNKNOWN) & (not_won | not_lost), OPEN, flags)


def _read_dates(evidence: Evidence) -> Ints:
    """(n,) outcomes by the dates of winning and losing, where a row has one of them."""
    won, lost = (evidence.read_codes(name, may_be_date) == 1 for name in ("won_at", "lost_at"))
    return np.where(won & ~lost, WON, np.where(lost & ~won, LOST, UNKNOWN))


def _apply_probabilities(outcome: Ints, evidence: Evidence, draft: Draft) -> None:
    """A probability of 0 or 100 decides closed and archived deals. Without probabilities, deals that are not active are
    lost.
    """
    chance = evidence.read_probabilities()
    inactive = evidence.read_flag("active") == 0
    archived = inactive | (evidence.read_flag("archived") == 1)
    if "probability" in evidence.cells:
        lost = ~_is_final(outcome) & (archived | (outcome == CLOSED)) & (chance == 0)
    else:
        lost = ~_is_final(outcome) & inactive
    won = (outcome == CLOSED) & (chance == 1)
    outcome[lost], outcome[won] = LOST, WON
    if count := int(lost.sum()):
        columns = evidence.named("active", "archived", "is_closed", "probability")
        draft.note(f"{plural(count, 'row was', 'rows were')} read as lost because of {columns}.")
    if count := int((archived & ~_is_final(outcome)).sum()):
        columns = evidence.named("active", "archived")
        rows = plural(count, "row was", "rows were")
        draft.note(f"{rows} read as open although archived according to {columns}.")


def _compare_sources(
    evidence: Evidence,
    first: tuple[str, ...],
    first_says: Ints,
    second: tuple[str, ...],
    second_says: Ints,
    draft: Draft,
) -> None:
    """Ask which of two sources is right if they contradict each other in more than a few rows. Flags that say open also
    contradict a final stage; a stage that is still open does not contradict a status.
    """
    by_flags = first != ("stage",)
    contradicts = _is_final(first_says) & (first_says != second_says)
    if by_flags:
        contradicts |= first_says == OPEN
    count = int((contradicts & _is_final(second_says)).sum())
    if not count:
        return
    sources = f"{evidence.named(*first)} and {evidence.named(*second)}"
    if count > MAX_UNKNOWN * evidence.n:
        key = next(name for name in (*second, *first) if name in evidence.titles)
        message = f"{sources} contradict each other in {plural(count, 'row')}"
        draft.ask(f"columns.{key}", message, 'name the right one, and write "" for the other, with --map')
    else:
        used = evidence.named(*(first if by_flags else second))
        draft.note(f"{sources} contradict each other in {plural(count, 'row')}; {used} was used.")


def decide_outcomes(evidence: Evidence, closed: Floats, draft: Draft) -> Ints:
    """(n,) WON, LOST or OPEN. `closed` are (n,) days, NaN where there is none. Unknown values are asked about, or count
    as open and are reported.
    """
    _keep_words(evidence, draft)
    unknown = evidence.mentioned & np.isin(evidence.outcome, (UNKNOWN, CLOSED))
    final = _is_final(evidence.outcome)
    days = closed[final & np.isfinite(closed)]
    past = unknown & (closed <= (find_bulk(days)[1] if days.size else -np.inf))
    missing = [kind for kind in ("won", "lost") if not (evidence.outcome == CODES[kind]).any()]
    if missing:
        _ask_missing(missing, evidence, unknown, draft)
    elif unknown.sum() > MAX_UNKNOWN * evidence.mentioned.sum() or past.any():
        _ask_unknown(evidence, unknown, past, draft)
    elif unknown.any():
        words = _list_words(evidence, unknown)
        draft.note(f"Unknown in {evidence.named('stage', 'status')}, read as open: {words}.")
    return np.where(final, evidence.outcome, OPEN)


def _keep_words(evidence: Evidence, draft: Draft) -> None:
    """Put the values of the stage into the mapping, one spelling of each, the most frequent first. Values that leave an
    outcome open are kept as unknown: this is for the user to answer.
    """
    stage = evidence.cells.get("stage")
    if stage is None:
        return
    undecided = np.isin(evidence.outcome, (UNKNOWN, CLOSED))
    left = np.bincount(stage.at[undecided], minlength=len(stage.texts))
    kept: dict[str, dict[str, str]] = {kind: {} for kind in (*KINDS, "unknown")}
    for at in np.argsort(-stage.counts, kind="stable").tolist():
        text = stage.texts[at]
        kind = evidence.answers.get(fold_word(text)) or ("unknown" if left[at] else known_outcome(text))
        if text and kind and len(text) <= MAX_CELL_LENGTH:
            kept[kind].setdefault(fold_word(text), " ".join(text.split()))
    draft.decide("outcomes", **{kind: list(words.values())[:MAX_KEPT] for kind, words in kept.items()})


def _ask_missing(missing: list[str], evidence: Evidence, unknown: Bools, draft: Draft) -> None:
    kinds = " or ".join(missing)
    columns = evidence.named("stage") or evidence.named(*OUTCOME_FIELDS)
    mentioned = evidence.mentioned.any()
    words = f"the values are {_list_words(evidence, evidence.mentioned)}"
    if not unknown.any() and mentioned:
        message = f"no deal is {kinds}, according to {columns}"
        more = f"say which values mean {kinds} with --map; {words}"
        more = more if "stage" in evidence.cells else "name the column that shows it with --map"
        draft.ask("outcomes", message, f"export all deals, won, lost and open, or {more}")
        return
    message = f"no value in {columns} is known to mean {kinds}"
    more = words if mentioned else "the column is empty; name another as `columns.stage`"
    draft.ask("outcomes", message, f"say which values mean won and which lost with --map; {more}")


def _ask_unknown(evidence: Evidence, unknown: Bools, past: Bools, draft: Draft) -> None:
    message = f"unknown values in {evidence.named('stage', 'status')}: {_list_words(evidence, unknown)}"
    if past.any():
        message += f"; {plural(int(past.sum()), 'row')} of them with a closing date in the past"
    draft.ask("outcomes", message, "say whether they mean won, lost or open with --map")


def _list_words(evidence: Evidence, rows: Bools) -> str:
    """The values of the stage in some rows, each with its number of rows."""
    column = evidence.cells.get("stage") or next(iter(evidence.cells.values()))
    counts = np.bincount(column.at[rows], minlength=len(column.texts)).tolist()
    words = Counter({text: count for text, count in zip(column.texts, counts, strict=True) if count})
    empty = words.pop("", 0)
    listed = [f"{quote_value(word)} ({count:,})" for word, count in words.most_common(MAX_LISTED)]
    if len(words) > MAX_LISTED:
        listed.append(f"and {len(words) - MAX_LISTED:,} more")
    if empty:
        listed.append(f"empty ({empty:,})")
    return ", ".join(listed)
