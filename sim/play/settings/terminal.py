"""What a terminal can show, as far as its environment tells: chess pieces, other signs, or nothing but ASCII."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Able = Literal["chess", "letters", "ascii"]
"""Everything; everything but chess pieces; nothing but ASCII."""

WITHOUT_PIECES = ("linux", "cons25", "wsvt25")
"""Values of TERM, or their beginnings before a dash: consoles whose own font has lines but no chess pieces."""

WITHOUT_SIGNS = ("vt100", "vt102", "vt220", "vt320", "ansi", "dumb", "sun", "wyse50")
"""The same for terminals that show letters alone."""

LOCALES = ("LC_ALL", "LC_CTYPE", "LANG")
"""Environment variables that name a locale, the one that counts first."""

UTF8 = ("utf8", "utf-8")


def able(environment: Mapping[str, str], encoding: str) -> Able:
    """What can be shown. `encoding` is that of the standard output.

    A locale that is named and is not UTF-8 counts; Python itself writes UTF-8 under the locale C, so that the encoding
    alone does not tell.
    """
    term = environment.get("TERM", "").lower().partition("-")[0]
    if encoding.lower() not in UTF8 or not _utf8_locale(environment) or term in WITHOUT_SIGNS:
        return "ascii"
    return "letters" if term in WITHOUT_PIECES else "chess"


def _utf8_locale(environment: Mapping[str, str]) -> bool:
    named = next((environment[name] for name in LOCALES if environment.get(name)), "")
    return not named or named.lower().endswith(UTF8) or named.lower().partition("@")[0].endswith(UTF8)
