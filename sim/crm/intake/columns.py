"""Which column says what: by the mapping, else by its name and by what it holds; never by its place."""

from __future__ import annotations

from collections.abc import Sequence

from sim.base.problems import quote_value
from sim.base.suggestions import suggest_name
from sim.crm.intake.cells import strip_cell
from sim.crm.intake.column_names import (
    FIELD_TITLES,
    KEY_FIELDS,
    find_candidates,
    is_known,
    matches_part,
    matches_typo,
)
from sim.crm.intake.deal_ids import is_id
from sim.crm.intake.draft import Draft
from sim.crm.intake.mapping import Columns, fold_word
from sim.crm.intake.outcomes import OUTCOME_FIELDS
from sim.crm.intake.profile import DATE_FIELDS, MIN_SHARE, MIN_SHARE_ALONE, ColumnProfile, fits_field
from sim.crm.intake.vocabulary import (
    COLUMN_NAMES,
    ESTIMATE_WORDS,
    FILLER_WORDS,
    name_forms,
    normalize,
    split_words,
)

ESTIMATED = ("closed", "amount")
"""Fields of which there may be estimates too."""
FOUND_LAST = ("id",)
"""Fields that are found when the others are known."""


class ColumnFinder:
    """Finds the place of each field's column in the deals."""

    def __init__(self, header: Sequence[str], cells: Sequence[Sequence[str]], draft: Draft) -> None:
        self.header, self.cells, self.draft = header, cells, draft
        self.profiles = [ColumnProfile(column) for column in cells]
        self.found: dict[str, int] = {}
        """places by field."""
        self.expected: set[str] = set()
        """fields whose column tells what was expected only."""

    @property
    def free(self) -> list[int]:
        """Places of named columns that are not used."""
        used = set(self.found.values())
        return [at for at, name in enumerate(self.header) if name and at not in used]

    def find(self) -> dict[str, int]:
        """All that can be found; what cannot be decided is asked."""
        for field in Columns.model_fields:
            if named := getattr(self.draft.mapping.columns, field):
                self._take(field, self._named(field, named))
        for look in (self._by_name, self._by_slip, self._by_part, self._by_estimate, self._by_name_alone):
            for field in (*(f for f in COLUMN_NAMES if f not in FOUND_LAST), *FOUND_LAST):
                if self.is_open(field):
                    self._take(field, look(field))
        self._outcome_of_one_flag()
        if "stage" in self.found:
            self._status(self.found["stage"])
        return self.found

    def is_open(self, field: str) -> bool:
        """Whether a field is neither found nor asked about, nor left out by the mapping."""
        left_out = getattr(self.draft.mapping.columns, field) is not None
        return field not in self.found and not left_out and not self.asks(field)

    def asks(self, field: str) -> bool:
        """Whether something is asked about a field's column."""
        return any(one.path == f"columns.{field}" for one in self.draft.problems)

    def holds(self, field: str, at: int, least: float = MIN_SHARE) -> bool:
        """Whether a column may be this field by its content."""
        if not fits_field(field, self.profiles[at], least):
            return False
        if field != "id":
            return True
        created = self.cells[self.found["created"]] if "created" in self.found else None
        return is_id(self.cells[at], created, bool(set(name_forms(self.header[at])) & COLUMN_NAMES["id"][0]))

    def _take(self, field: str, at: int | None) -> None:
        if at is not None:
            self.found[field] = at
            self.draft.decide("columns", **{field: self.header[at]})

    def _named(self, field: str, named: str) -> int | None:
        there = [at for at, name in enumerate(self.header) if name == named]
        there = there or [at for at, name in enumerate(self.header) if fold_word(name) == fold_word(named)]
        if not there:
            remedy = suggest_name(named, [name for name in self.header if name], "the columns are")
            self.draft.ask(f"columns.{field}", f"there is no column {quote_value(named)}", remedy)
        elif len(there) > 1:
            message = f"{len(there)} columns have the name {quote_value(named)}"
            self.draft.ask(f"columns.{field}", message, "give them different names in the file")
        return there[0] if len(there) == 1 else None

    def _by_estimate(self, field: str) -> int | None:
        """A column of what is expected, where no other is known."""
        at = self._by_name(field, estimates=True) if field in ESTIMATED else None
        if at is not None:
            self.expected.add(field)
            self._note(at, field, ", though it tells what was expected: no other is known")
        return at

    def _by_name(self, field: str, least: float = MIN_SHARE, *, estimates: bool = False) -> int | None:
        free = set(self.free)
        if field in ESTIMATED and not estimates:
            free -= {at for at in free if self._remote(at)[0]}
        tiers = [
            fit
            for tier in find_candidates(field, self.header)
            if (fit := [at for at in tier if at in free and self.holds(field, at, least)])
        ]
        if field == "stage":
            tiers = self._telling(tiers)
        if field == "owner":
            tiers = self._several(tiers)
        if not tiers:
            return None
        if self._differ(tiers[0]) and field in KEY_FIELDS and not self._tells(field, tiers[0][0]):
            self._ask_which(field, tiers[0])
            return None
        first = tiers[0][0]
        if field == "stage" and not is_known(self.header[first]):
            self._note(first, field, ", by its words")
        if rest := [at for tier in tiers for at in tier if at != first]:
            self._note_rest(field, first, rest, alike=bool(set(rest) & set(tiers[0])))
        return first

    def _several(self, tiers: list[list[int]]) -> list[list[int]]:
        """The tiers with columns that hold one text alone behind those that hold several."""
        one = [[at for at in tier if len(self.profiles[at].different) == 1] for tier in tiers]
        more = [[at for at in tier if at not in single] for tier, single in zip(tiers, one, strict=True)]
        return [tier for tier in (*more, *one) if tier]

    def _by_name_alone(self, field: str) -> int | None:
        """A column whose name is known and whose content is hardly what it should be: it is read as far as it goes."""
        if field == "stage" and not self._flagged():
            places = (at for tier in find_candidates(field, self.header) for at in tier if at in self.free)
            return next((at for at in places if self.profiles[at].flags), None)
        return (
            self._by_name(field, MIN_SHARE_ALONE, estimates=True)
            if field in ("created", *ESTIMATED)
            else None
        )

    def _flagged(self) -> bool:
        """Whether flags or days tell outcomes."""
        return any(field in self.found for field in OUTCOME_FIELDS[2:])

    def _outcome_of_one_flag(self) -> None:
        """A flag of won deals alone does not tell which of the others are lost: its words are asked about."""
        if [field for field in OUTCOME_FIELDS if field in self.found] == ["is_won"] and self.is_open("stage"):
            at = self.found.pop("is_won")
            self.draft.decide("columns", is_won=None)
            self._take("stage", at)

    def _tells(self, field: str, at: int) -> bool:
        return field == "stage" and {"won", "lost"} <= self.profiles[at].tells

    def _note_rest(self, field: str, first: int, rest: Sequence[int], *, alike: bool) -> None:
        why = "it stands first" if alike else "its name is the surer one"
        why = why if self._differ([first, *rest]) else "they hold the same"
        if field == "stage":
            self._status(first)
            rest = [at for at in rest if at != self.found.get("status")]
            why = "it has words for won and lost" if self._tells(field, first) else why
        if rest:
            others = ", ".join(quote_value(self.header[at]) for at in rest)
            self._note(first, field, f", not {others}: {why}")

    def _note(self, at: int, field: str, why: str) -> None:
        self.draft.note(
            f"The column {quote_value(self.header[at])} was taken as the {FIELD_TITLES[field]}{why}."
        )

    def _by_part(self, field: str) -> int | None:
        if field == "currency":
            return self._of_the_amount()
        fit = [at for at in self.free if matches_part(field, self.header[at]) and self._surely(field, at)]
        least = min(map(self._remote, fit), default=(False, 0))
        fit = [at for at in fit if self._remote(at) == least]
        if not fit or (self._differ(fit) and field not in KEY_FIELDS):
            return None
        if self._differ(fit):
            self._ask_which(field, fit)
            return None
        self._note(fit[0], field, ", by a part of its name")
        return fit[0]

    def _surely(self, field: str, at: int) -> bool:
        """Whether a column holds what a field needs and not merely numbers that might be it."""
        its = self.profiles[at]
        if field in DATE_FIELDS:
            return its.days >= MIN_SHARE
        if field == "stage":
            return self.holds(field, at) and bool(its.tells)
        return self.holds(field, at) and (field in KEY_FIELDS or its.amounts < MIN_SHARE)

    def _remote(self, at: int) -> tuple[bool, int]:
        """How far a column's name is from that of a field: whether it is of an estimate, and its words beyond those
        that say nothing.
        """
        words = [word for word in split_words(self.header[at]) if word not in FILLER_WORDS]
        return bool(ESTIMATE_WORDS.intersection(words)), len(words)

    def _by_slip(self, field: str) -> int | None:
        if field not in (*KEY_FIELDS, "id"):
            return None
        fit = [at for at in self.free if matches_typo(field, self.header[at]) and self._surely(field, at)]
        if len(fit) != 1:
            return None
        self._note(fit[0], field, ", by a name that is nearly one")
        return fit[0]

    def _of_the_amount(self) -> int | None:
        """The currency of the column of amounts, by its name: 'Total Price Currency' beside 'Total Price'."""
        name = normalize(self.header[self.found["amount"]]) if "amount" in self.found else ""
        its = {form for word in COLUMN_NAMES["currency"][0] for form in (name + word, word + name)}
        able = (at for at in self.free if normalize(self.header[at]) in its and self.holds("currency", at))
        return next(able, None) if name else None

    def _telling(self, tiers: list[list[int]]) -> list[list[int]]:
        """The tiers with those columns alone that have words for won and for lost, if any has."""
        tells = [[at for at in tier if self._tells("stage", at)] for tier in tiers]
        if any(tells):
            rest = [at for tier in tiers for at in tier if not self._tells("stage", at)]
            return [*(tier for tier in tells if tier), *([rest] if rest else [])]
        if any(self.profiles[at].tells for tier in tiers for at in tier):
            return tiers
        other = [at for at in self.free if self._tells("stage", at) and not is_known(self.header[at])]
        return [other, *tiers] if len(other) == 1 else tiers

    def _status(self, stage: int) -> None:
        """A second column that has words for won or for lost, or for open where the first is empty."""
        if not self.is_open("status"):
            return
        wanted = {"won", "lost"} | (set() if all(map(strip_cell, self.cells[stage])) else {"open"})
        places = (at for tier in find_candidates("stage", self.header) for at in tier if at in self.free)
        able = (at for at in places if self.holds("stage", at) and self.profiles[at].tells & wanted)
        self._take("status", next((at for at in able if at != stage), None))

    def _differ(self, places: Sequence[int]) -> bool:
        return any(self.cells[at] != self.cells[places[0]] for at in places[1:])

    def _ask_which(self, field: str, places: Sequence[int]) -> None:
        names_ = " and ".join(quote_value(self.header[at]) for at in places[:5])
        message = f"{names_} may all be it" if len(places) > 2 else f"{names_} may both be it"
        alike = len({fold_word(self.header[at]) for at in places}) < len(places)
        more = "; where names are equal, change one in the file" if alike else ""
        self.draft.ask(f"columns.{field}", message, f"name one with --map{more}")
