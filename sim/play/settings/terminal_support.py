"""Detect which signs a terminal can show from its environment: chess pieces, other signs, or only ASCII."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

SignSupport = Literal["chess", "letters", "ascii"]
"""All signs; all except chess pieces; only ASCII."""

NO_PIECES_TERMS = ("linux", "cons25", "wsvt25")
"""Values of TERM, up to the first dash, of consoles whose built-in font has lines but no chess pieces."""

ASCII_TERMS = ("vt100", "vt102", "vt220", "vt320", "ansi", "dumb", "sun", "wyse50")
"""Values of TERM, up to the first dash, of terminals that show only ASCII."""

LOCALE_VARIABLES = ("LC_ALL", "LC_CTYPE", "LANG")
"""Environment variables that name the locale, in order of precedence."""

UTF8_NAMES = ("utf8", "utf-8")


def detect_signs(environment: Mapping[str, str], encoding: str) -> SignSupport:
    """Return which signs can be shown. `encoding` is that of standard output.

    A locale that is set and is not UTF-8 counts. Python writes UTF-8 even under the C locale, so the encoding alone is
    not enough.
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
