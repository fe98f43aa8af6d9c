"""The catalogue of the player's language: GNU gettext's, found by the environment variables that gettext knows."""

from __future__ import annotations

import gettext
import os
import struct
from functools import cache
from pathlib import Path

DOMAIN = "tactegic"
"""Name of the catalogue's files."""

FOLDER = "TACTEGIC_TRANSLATIONS"
"""Environment variable that names another folder of catalogues, for who is translating."""

TRANSLATIONS = Path(__file__).parent / "translations"


@cache
def catalogue() -> gettext.NullTranslations:
    """The first catalogue there is for LANGUAGE, LC_ALL, LC_MESSAGES or LANG; one that changes nothing where there is
    none, or none that can be read.
    """
    found = gettext.find(DOMAIN, os.environ.get(FOLDER) or str(TRANSLATIONS))
    if found is None:
        return gettext.NullTranslations()
    try:
        with Path(found).open("rb") as file:
            return gettext.GNUTranslations(file)
    except (OSError, ValueError, struct.error):
        return gettext.NullTranslations()


def say(text: str) -> str:
    """A text of a data file that comes with the program, in the player's language."""
    return catalogue().gettext(text) if text else text


def plural(one: str, many: str, number: int) -> str:
    """The noun of a number, in the player's language."""
    return catalogue().ngettext(one, many, number)
