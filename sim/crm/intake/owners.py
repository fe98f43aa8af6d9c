"""Who owns a deal, however it is written: with an address, the last name first, or several people in one field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.crm.intake.mapping import fold_word

_MAIL = r"[^\s<>()\[\],;|]+@[^\s<>()\[\],;|]+"
_WITH_MAIL = re.compile(rf"(?P<name>[^<(\[]*?[^<(\[\s,:-])[\s,:-]*[<(\[]?\s*(?P<mail>{_MAIL})\s*[>)\]]?")
_ONLY_MAIL = re.compile(rf"[<(\[]?(?:mailto:)?({_MAIL})[>)\]]?")
_ASIDE = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_GONE = frozenset(
    (
        "inactive",
        "deactivated",
        "disabled",
        "former",
        "left",
        "inaktiv",
        "deaktiviert",
        "inactif",
        "inactivo",
        "user",
    )
)
"""What stands in brackets behind the name of somebody who has left."""
_SURELY_SEVERAL = re.compile(r"\s*(?:[;|\n]|//)\s*")
_MAYBE_SEVERAL = re.compile(r"\s*(?:[,/&+]| (?:and|und|et|y|e|en|и) )\s*")
"""What separates names where each of them is known from another row."""


MAX_LENGTH = 300
"""characters; longer texts are left as they are."""


@dataclass(frozen=True, slots=True)
class OwnerColumn:
    """A column with one name in each row."""

    column: list[str]
    shared: int
    """rows with several owners, of whom the first is taken."""
    rewritten: int
    """other rows in which the name is written in another way."""


def assign_owners(column: Sequence[str]) -> OwnerColumn:
    """The first owner of each row, each person under one name."""
    counts = Counter(column)
    people = _People([text for text in counts if len(text) <= MAX_LENGTH])
    to = {text: people.first(text) if len(text) <= MAX_LENGTH else (text, False) for text in counts}
    shared = sum(count for text, count in counts.items() if to[text][1])
    rewritten = sum(
        count
        for text, count in counts.items()
        if not to[text][1] and fold_word(to[text][0]) != fold_word(text)
    )
    names = {text: text if fold_word(one) == fold_word(text) else one for text, (one, _) in to.items()}
    return OwnerColumn([names[text] for text in column], shared, rewritten)


class _People:
    """The names that stand alone in some row, and whose addresses are whose."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.names: dict[str, str] = {}
        self.mails: dict[str, str] = {}
        single = [part for text in texts for part in _SURELY_SEVERAL.split(text.strip()) if part]
        for one in single:
            self._meet(one)
        for one in single:
            self._meet_turned(one)
        self._meet_together(single)

    def _meet(self, text: str) -> None:
        """A name that stands alone, and an address beside it."""
        if match := _WITH_MAIL.fullmatch(text):
            self.mails.setdefault(match["mail"].casefold(), match["name"].strip())
            text = match["name"]
        if "@" not in text and not _MAYBE_SEVERAL.search(text) and not _ASIDE.search(text):
            self.names.setdefault(fold_word(text), text.strip())

    def _meet_turned(self, text: str) -> None:
        """Somebody who is written with the last name first alone keeps that name."""
        last, comma, first = text.partition(",")
        words = len(last.split()), len(first.split())
        if comma and words[0] == 1 and words[1] in (1, 2) and "," not in first and "@" not in text:
            known = {fold_word(last), fold_word(first)} & self.names.keys()
            if not known:
                self.names.setdefault(fold_word(f"{first} {last}"), text.strip())

    def _meet_together(self, texts: Sequence[str]) -> None:
        """First and last names that stand beside different other ones are people."""
        parts = Counter(
            fold_word(part)
            for text in texts
            for part in set(_MAYBE_SEVERAL.split(text))
            if part.strip() != text.strip() and len(part.split()) in (2, 3)
        )
        for text in texts:
            for part in _MAYBE_SEVERAL.split(text):
                if parts[fold_word(part)] > 1:
                    self.names.setdefault(fold_word(part), part.strip())

    def first(self, text: str) -> tuple[str, bool]:
        """The first owner that a text names, and whether it names more."""
        parts = [part for part in _SURELY_SEVERAL.split(text.strip()) if part]
        if len(parts) > 1:
            its = [self._one(part) for part in parts]
            return its[0], len(set(map(fold_word, its))) > 1
        one = self._one(text)
        if fold_word(one) not in self.names and len(known := list(self._known(text))) > 1:
            return known[0], True
        return one, False

    def _known(self, text: str) -> Iterator[str]:
        """The names in a text, if every one is known, or one is and all have a first and a last name."""
        parts = [self._one(part) for part in _MAYBE_SEVERAL.split(text.strip()) if part]
        known = [fold_word(part) in self.names for part in parts]
        if all(known) or (any(known) and all(len(part.split()) in (2, 3) for part in parts)):
            yield from dict.fromkeys(self.names.get(fold_word(part), part) for part in parts)

    def _one(self, text: str) -> str:
        """A person's name without what stands beside it, the first name first where it is known so."""
        text = text.strip()
        if match := _ONLY_MAIL.fullmatch(text):
            return self._of_mail(match[1])
        if match := _WITH_MAIL.fullmatch(text):
            text = match["name"].strip()
        if (aside := _ASIDE.search(text)) and (rest := text[: aside.start()].strip()):
            turned = self._turned(rest)
            if fold_word(turned) in self.names or fold_word(aside[1]) in _GONE:
                return turned
        return self._turned(text)

    def _turned(self, text: str) -> str:
        last, comma, first = text.partition(",")
        turned = fold_word(f"{first} {last}") if comma else ""
        return self.names.get(turned, text)

    def _of_mail(self, mail: str) -> str:
        spoken = fold_word(re.sub(r"[._+-]+", " ", mail.partition("@")[0]))
        return self.mails.get(mail.casefold()) or self.names.get(spoken, mail)
