"""What a terminal can show, judging by its environment: chess pieces, other symbols, or only ASCII."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

SignSupport = Literal["chess", "letters", "ascii"]
"""Everything; everything but chess pieces; nothing but ASCII."""

NO_PIECES_TERMS = ("linux", "cons25", "wsvt25")
"""Values of TERM, or their beginnings before a dash: consoles whose own font has lines but no chess pieces."""

ASCII_TERMS = ("vt100", "vt102", "vt220", "vt320", "ansi", "dumb", "sun", "wyse50")
"""The same for terminals that show letters alone."""

LOCALE_VARIABLES = ("LC_ALL", "LC_CTYPE", "LANG")
"""Environment variables that name a locale, the one that counts first."""

UTF8_NAMES = ("utf8", "utf-8")


def detect_signs(environment: Mapping[str, str], encoding: str) -> SignSupport:
    """What can be shown. `encoding` is that of the standard output.

    A locale that is named and is not UTF-8 counts; Python itself writes UTF-8 under the locale C, so that the encoding
    alone does not tell.
    """
    term = environment.get("TERM", "").lower().partition("-")[0]
    if encoding.lower() not in UTF8_NAMES or not _is_utf8_locale(environment) or term in ASCII_TERMS:
        return "ascii"
    return "letters" if term in NO_PIECES_TERMS else "chess"


def _is_utf8_locale(environment: Mapping[str, str]) -> bool:
    named = next((environment[name] for name in LOCALE_VARIABLES if environment.get(name)), "")
    return (
        not named
        or named.lower().endswith(UTF8_NAMES)
        or named.lower().partition("@")[0].endswith(UTF8_NAMES)
    )
