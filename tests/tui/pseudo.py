"""A language that nobody speaks: every letter of ours has an accent, so that what is not translated stands out."""

from __future__ import annotations

import sys
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from sim.language.catalogue import DOMAIN
from tests.tools.loading import tool

LANGUAGE = "eo"
"""Its code; a real one, as gettext takes no others."""

_ACCENTS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀćđéƒğĥíĵķłɱñóƥɋřšťúʋŵẋýžÁɃĆĐÉƑĞĤÍĴĶŁⱮÑÓƤɊŘŠŤÚƲŴẊÝŽ",
)


def accented(message: str) -> str:
    """A text in this language; values stay as they are."""
    try:
        parts = list(Formatter().parse(message))
    except ValueError:
        return message.translate(_ACCENTS)
    return "".join(
        _doubled(literal.translate(_ACCENTS)) + (f"{{{name}}}" if name is not None else "")
        for literal, name, _, _ in parts
    )


def _doubled(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def write(folder: Path) -> None:
    """Its catalogue, compiled, as gettext finds it in a folder."""
    found = Catalog(locale=LANGUAGE)
    for message in tool("translations").catalogue():
        if message.id:
            said = tuple(map(accented, message.id)) if isinstance(message.id, tuple) else accented(message.id)
            found.add(message.id, said)
    place = folder / LANGUAGE / "LC_MESSAGES" / f"{DOMAIN}.mo"
    place.parent.mkdir(parents=True)
    with place.open("wb") as file:
        write_mo(file, found)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
