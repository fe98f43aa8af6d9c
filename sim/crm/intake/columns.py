"""Find the column of each field in the deals: by the mapping, else by its name and content, never by its place."""

from __future__ import annotations

from collections.abc import Sequence

from sim.base.problems import quote_value
from sim.base.suggestions import suggest_name
from sim.crm.intake.cells import strip_cell
from sim.crm.intake.column_names import (
    FIELD_TITLES,
    KEY_FIELDS,
    find_candidates,
    find_named,
    is_known,
    matches_part,
    matches_typo,
)
from sim.crm.intake.deal_ids import is_id
from sim.crm.intake.draft import Draft, list_texts
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
"""Fields of which a file may also have estimates."""
FOUND_LAST = ("id",)
"""Fields that are looked for when the others are known."""


class ColumnFinder:
    """Finds the place of each field's column in the deals."""

    def __init__(self, header: Sequence[str], cells: Sequence[Sequence[str]], draft: Draft) -> None:
        self.header, self.cells, self.draft = header, cells, draft
        self.profiles = [ColumnProfile(column) for column in cells]
        self.found: dict[str, int] = {}
        """places by field."""
        self.estimated: set[str] = set()
        """fields whose column holds only estimates."""

    @property
    def free(self) -> list[int]:
        """Places of named columns that are not used."""
        used = set(self.found.values())
        return [at for at, name in enumerate(self.header) if name and at not in used]

    def find(self) -> dict[str, int]:
        """Find what can be found, and ask what cannot be decided."""
        for field in Columns.model_fields:
            if mapped := getattr(self.draft.mapping.columns, field):
                self._take(field, self._find_mapped(field, mapped))
        fields = (*(field for field in COLUMN_NAMES if field not in FOUND_LAST), *FOUND_LAST)
        for search in (
            self._find_by_name,
            self._find_by_typo,
            self._find_by_part,
            self._find_estimate,
            self._find_by_name_alone,
        ):
            for field in fields:
                if self.is_open(field):
                    self._take(field, search(field))
        self._ask_about_single_flag()
        if "stage" in self.found:
            self._find_status(self.found["stage"])
        return self.found

    def is_open(self, field: str) -> bool:
        """Whether a field is neither found nor asked about, nor excluded by the mapping."""
        excluded = getattr(self.draft.mapping.columns, field) is not None
        return field not in self.found and not excluded and not self.asks(field)

    def asks(self, field: str) -> bool:
        """Whether the user is asked about a field's column."""
        return any(problem.path == f"columns.{field}" for problem in self.draft.problems)

    def holds(self, field: str, at: int, least: float = MIN_SHARE) -> bool:
        """Whether a column may be this field by its content."""
        if not fits_field(field, self.profiles[at], least):
            return False
        if field != "id":
            return True
        created = self.cells[self.found["created"]] if "created" in self.found else None
        clear_name = not COLUMN_NAMES["id"][0].isdisjoint(name_forms(self.header[at]))
        return is_id(self.cells[at], created, clear_name)

    def _take(self, field: str, at: int | None) -> None:
        if at is not None:
            self.found[field] = at
            self.draft.decide("columns", **{field: self.header[at]})

    def _find_mapped(self, field: str, mapped: str) -> int | None:
        places = find_named(mapped, self.header)
        if not places:
            remedy = suggest_name(mapped, [name for name in self.header if name], "the columns are")
            self.draft.ask(f"columns.{field}", f"there is no column {quote_value(mapped)}", remedy)
        elif len(places) > 1:
            message = f"{len(places)} columns have the name {quote_value(mapped)}"
            self.draft.ask(f"columns.{field}", message, "give them different names in the file")
        return places[0] if len(places) == 1 else None

    def _find_estimate(self, field: str) -> int | None:
        """A column of estimates, if there is no other."""
        at = self._find_by_name(field, estimates=True) if field in ESTIMATED else None
        if at is not None:
            self.estimated.add(field)
            self._note(at, field, ", though by its name it holds estimates: there is no other")
        return at

    def _find_by_name(self, field: str, least: float = MIN_SHARE, *, estimates: bool = False) -> int | None:
        free = set(self.free)
        if field in ESTIMATED and not estimates:
            free -= {at for at in free if self._distance(at)[0]}
        tiers = [
            fit
            for tier in find_candidates(field, self.header)
            if (fit := [at for at in tier if at in free and self.holds(field, at, least)])
        ]
        if field == "stage":
            tiers = self._prefer_outcomes(tiers)
        if field == "owner":
            tiers = self._prefer_several(tiers)
        if not tiers:
            return None
        if self._differ(tiers[0]) and field in KEY_FIELDS and not self._shows_outcomes(field, tiers[0][0]):
            self._ask_which(field, tiers[0])
            return None
        first = tiers[0][0]
        if field == "stage" and not is_known(self.header[first]):
            self._note(first, field, ", judging by its values")
        if rest := [at for tier in tiers for at in tier if at != first]:
            self._note_rest(field, first, rest, same_tier=bool(set(rest) & set(tiers[0])))
        return first

    def _prefer_several(self, tiers: list[list[int]]) -> list[list[int]]:
        """The tiers, with columns that hold only one text last."""
        single = [[at for at in tier if len(self.profiles[at].different) == 1] for tier in tiers]
        several = [[at for at in tier if at not in one] for tier, one in zip(tiers, single, strict=True)]
        return [tier for tier in (*several, *single) if tier]

    def _find_by_name_alone(self, field: str) -> int | None:
        """A column with a known name and hardly any fitting content: what can be read of it is used."""
        if field == "stage" and not any(other in self.found for other in OUTCOME_FIELDS[2:]):
            places = (at for tier in find_candidates(field, self.header) for at in tier if at in self.free)
            return next((at for at in places if self.profiles[at].flags), None)
        usable = field in ("created", *ESTIMATED)
        return self._find_by_name(field, MIN_SHARE_ALONE, estimates=True) if usable else None

    def _ask_about_single_flag(self) -> None:
        """Read a flag of won deals as the stage if there is nothing else. It does not show which of the other deals are
        lost, so the user is asked what its values mean.
        """
        if [field for field in OUTCOME_FIELDS if field in self.found] == ["is_won"] and self.is_open("stage"):
            at = self.found.pop("is_won")
            self.draft.decide("columns", is_won=None)
            self._take("stage", at)

    def _shows_outcomes(self, field: str, at: int) -> bool:
        return field == "stage" and {"won", "lost"} <= self.profiles[at].outcomes

    def _note_rest(self, field: str, first: int, rest: Sequence[int], *, same_tier: bool) -> None:
        why = "it comes first" if same_tier else "its name fits better"
        why = why if self._differ([first, *rest]) else "they hold the same"
        if field == "stage":
            self._find_status(first)
            rest = [at for at in rest if at != self.found.get("status")]
            why = "it has values for won and lost" if self._shows_outcomes(field, first) else why
        if rest:
            self._note(first, field, f", not {list_texts([self.header[at] for at in rest])}: {why}")

    def _note(self, at: int, field: str, why: str) -> None:
        name = quote_value(self.header[at])
        self.draft.note(f"The column {name} was taken as the {FIELD_TITLES[field]}{why}.")

    def _find_by_part(self, field: str) -> int | None:
        if field == "currency":
            return self._find_amount_currency()
        fit = [
            at for at in self.free if matches_part(field, self.header[at]) and self._clearly_holds(field, at)
        ]
        nearest = min(map(self._distance, fit), default=(False, 0))
        fit = [at for at in fit if self._distance(at) == nearest]
        if not fit:
            return None
        if self._differ(fit):
            if field in KEY_FIELDS:
                self._ask_which(field, fit)
            return None
        self._note(fit[0], field, ", by a word in its name")
        return fit[0]

    def _clearly_holds(self, field: str, at: int) -> bool:
        """Whether a column holds what a field needs, and not just numbers that might be it."""
        profile = self.profiles[at]
        if field in DATE_FIELDS:
            return profile.days >= MIN_SHARE
        if field == "stage":
            return self.holds(field, at) and bool(profile.outcomes)
        return self.holds(field, at) and (field in KEY_FIELDS or profile.amounts < MIN_SHARE)

    def _distance(self, at: int) -> tuple[bool, int]:
        """Whether a column's name is that of an estimate, and how many words it has that say something."""
        words = [word for word in split_words(self.header[at]) if word not in FILLER_WORDS]
        return bool(ESTIMATE_WORDS.intersection(words)), len(words)

    def _find_by_typo(self, field: str) -> int | None:
        if field not in (*KEY_FIELDS, "id"):
            return None
        fit = [
            at for at in self.free if matches_typo(field, self.header[at]) and self._clearly_holds(field, at)
        ]
        if len(fit) != 1:
            return None
        self._note(fit[0], field, ", assuming a typing error in its name")
        return fit[0]

    def _find_amount_currency(self) -> int | None:
        """The currency of the amounts, by its name: 'Total Price Currency' next to 'Total Price'."""
        if "amount" not in self.found:
            return None
        amount = normalize(self.header[self.found["amount"]])
        forms = {form for word in COLUMN_NAMES["currency"][0] for form in (amount + word, word + amount)}
        fit = (at for at in self.free if normalize(self.header[at]) in forms and self.holds("currency", at))
        return next(fit, None)

    def _prefer_outcomes(self, tiers: list[list[int]]) -> list[list[int]]:
        """The tiers, with columns that have values for both won and lost first, if there are any."""
        showing = [[at for at in tier if self._shows_outcomes("stage", at)] for tier in tiers]
        if any(showing):
            rest = [at for tier in tiers for at in tier if not self._shows_outcomes("stage", at)]
            return [tier for tier in (*showing, rest) if tier]
        if any(self.profiles[at].outcomes for tier in tiers for at in tier):
            return tiers
        other = [
            at for at in self.free if self._shows_outcomes("stage", at) and not is_known(self.header[at])
        ]
        return [other, *tiers] if len(other) == 1 else tiers

    def _find_status(self, stage: int) -> None:
        """A second column that has values for won or lost, or for open where the first is empty."""
        if not self.is_open("status"):
            return
        wanted = {"won", "lost"} | (set() if all(map(strip_cell, self.cells[stage])) else {"open"})
        places = (at for tier in find_candidates("stage", self.header) for at in tier if at in self.free)
        fit = (at for at in places if self.holds("stage", at) and self.profiles[at].outcomes & wanted)
        self._take("status", next((at for at in fit if at != stage), None))

    def _differ(self, places: Sequence[int]) -> bool:
        return any(self.cells[at] != self.cells[places[0]] for at in places[1:])

    def _ask_which(self, field: str, places: Sequence[int]) -> None:
        names = [self.header[at] for at in places]
        same_names = len(set(map(fold_word, names))) < len(names)
        more = "; where names are the same, change one in the file" if same_names else ""
        message = f"{list_texts(names, 5)} could each be the {FIELD_TITLES[field]}"
        self.draft.ask(f"columns.{field}", message, f"name one with --map{more}")
