"""One owner for each deal, however owners are written: with an address, last name first, or several in one field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.crm.intake.mapping import fold_word
from sim.crm.intake.vocabulary import DEPARTED, normalize

_MAIL = r"[^\s<>()\[\],;|]+@[^\s<>()\[\],;|]+"
_NAME_AND_MAIL = re.compile(rf"(?P<name>[^<(\[]*?[^<(\[\s,:-])[\s,:-]*[<(\[]?\s*(?P<mail>{_MAIL})\s*[>)\]]?")
_ONLY_MAIL = re.compile(rf"[<(\[]?(?:mailto:)?({_MAIL})[>)\]]?")
_BRACKETS_AT_END = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_SURE_SEPARATOR = re.compile(r"\s*(?:[;|\n]|//)\s*")
_POSSIBLE_SEPARATOR = re.compile(r"\s*(?:[,/&+]| (?:and|und|et|y|e|en|и) )\s*")
"""Separates names only if each of them is known from another row."""

MAX_LENGTH = 300
"""characters; longer texts are left unchanged."""


@dataclass(frozen=True, slots=True)
class OwnerColumn:
    """A column with one name in each row."""

    column: list[str]
    shared: int
    """rows with several owners, of whom the first was taken."""
    rewritten: int
    """other rows in which the owner is written differently."""


def assign_owners(column: Sequence[str]) -> OwnerColumn:
    """Take the first owner of each row, and write each person in one way."""
    counts = Counter(column)
    people = _People([text for text in counts if len(text) <= MAX_LENGTH])
    owners = {text: people.first(text) if len(text) <= MAX_LENGTH else (text, False) for text in counts}
    changed = {text for text, (name, _) in owners.items() if fold_word(name) != fold_word(text)}
    shared = sum(count for text, count in counts.items() if owners[text][1])
    rewritten = sum(counts[text] for text in changed if not owners[text][1])
    return OwnerColumn([owners[text][0] if text in changed else text for text in column], shared, rewritten)


class _People:
    """Everyone who is named alone in some row, and everyone's address."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.names: dict[str, str] = {}
        """names by their folded form."""
        self.mails: dict[str, str] = {}
        """names by address."""
        parts = [part for text in texts for part in _SURE_SEPARATOR.split(text.strip()) if part]
        for part in parts:
            self._add_name(part)
        for part in parts:
            self._add_turned_name(part)
        self._add_shared_names(parts)

    def _add_name(self, text: str) -> None:
        """A name that stands alone, and the address after it."""
        if match := _NAME_AND_MAIL.fullmatch(text):
            self.mails.setdefault(match["mail"].casefold(), match["name"].strip())
            text = match["name"]
        if "@" not in text and not _POSSIBLE_SEPARATOR.search(text) and not _BRACKETS_AT_END.search(text):
            self.names.setdefault(fold_word(text), text.strip())

    def _add_turned_name(self, text: str) -> None:
        """A person who is only ever written with the last name first keeps this spelling."""
        last, comma, first = text.partition(",")
        words = len(last.split()), len(first.split())
        if comma and words[0] == 1 and words[1] in (1, 2) and "," not in first and "@" not in text:
            known = {fold_word(last), fold_word(first)} & self.names.keys()
            if not known:
                self.names.setdefault(fold_word(f"{first} {last}"), text.strip())

    def _add_shared_names(self, texts: Sequence[str]) -> None:
        """First and last names that appear in several combinations are people."""
        parts = Counter(
            fold_word(part)
            for text in texts
            for part in set(_POSSIBLE_SEPARATOR.split(text))
            if part.strip() != text.strip() and len(part.split()) in (2, 3)
        )
        for text in texts:
            for part in _POSSIBLE_SEPARATOR.split(text):
                if parts[fold_word(part)] > 1:
                    self.names.setdefault(fold_word(part), part.strip())

    def first(self, text: str) -> tuple[str, bool]:
        """The first owner in a text, and whether there are more."""
        parts = [part for part in _SURE_SEPARATOR.split(text.strip()) if part]
        if len(parts) > 1:
            names = [self._identify(part) for part in parts]
            return names[0], len(set(map(fold_word, names))) > 1
        name = self._identify(text)
        if fold_word(name) not in self.names and len(known := list(self._split(text))) > 1:
            return known[0], True
        return name, False

    def _split(self, text: str) -> Iterator[str]:
        """The names in a text, if all are known, or if one is and all have a first and a last name."""
        parts = [self._identify(part) for part in _POSSIBLE_SEPARATOR.split(text.strip()) if part]
        known = [fold_word(part) in self.names for part in parts]
        if all(known) or (any(known) and all(len(part.split()) in (2, 3) for part in parts)):
            yield from dict.fromkeys(self.names.get(fold_word(part), part) for part in parts)

    def _identify(self, text: str) -> str:
        """One person's name without an address and remarks, first name first where it is known so."""
        text = text.strip()
        if match := _ONLY_MAIL.fullmatch(text):
            return self._find_by_mail(match[1])
        if match := _NAME_AND_MAIL.fullmatch(text):
            text = match["name"].strip()
        if (remark := _BRACKETS_AT_END.search(text)) and (rest := text[: remark.start()].strip()):
            name = self._turn(rest)
            if fold_word(name) in self.names or normalize(remark[1]) in DEPARTED:
                return name
        return self._turn(text)

    def _turn(self, text: str) -> str:
        last, comma, first = text.partition(",")
        return self.names.get(fold_word(f"{first} {last}"), text) if comma else text

    def _find_by_mail(self, mail: str) -> str:
        spoken = fold_word(re.sub(r"[._+-]+", " ", mail.partition("@")[0]))
        return self.mails.get(mail.casefold()) or self.names.get(spoken, mail)
