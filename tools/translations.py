"""Writes the catalogue of all texts, `sim/language/translations/tactegic.pot`, from which translators start.

    python tools/translations.py            writes it anew
    python tools/translations.py --missing de.po    tells how much of a translation is there, and what does not fit

`pybabel init`, `update` and `compile` (Babel) do the rest; docs/translating.md tells how.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import get_args

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from sim.crm.intake.words import KINDS
from sim.language.catalogue import DOMAIN, TRANSLATIONS
from sim.language.texts import Text, covered, fields, texts
from sim.lookahead.strengths import MASTERS
from sim.model.move import ACTIVITIES
from sim.policy.registry import bot_rules, characters
from sim.scenario import guide
from sim.view import words
from sim.why.split import CAUSES
from tui.screens.bots import WAYS
from tui.screens.crm_file import NAMES as CRM_NAMES
from tui.screens.new_game import CADENCES
from tui.widgets.ahead import Measured
from tui.widgets.board import PIECES
from tui.widgets.tabs import NAMES as PANEL_NAMES

ROOT = Path(__file__).parents[1]
PLACE = TRANSLATIONS / f"{DOMAIN}.pot"

HEAD = """\
# The texts of Tactegic, for translators. Written by tools/translations.py; docs/translating.md tells how to go on.
#"""

BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
"""A date that does not change: the catalogue is to change only with the texts."""

COUNTED = {
    "sim/view/say.py": ("week", "month", "year"),
    "tui/plain/pieces.py": ("proposal", "conversation"),
}
"""Nouns that are counted by a name."""

NAMES = {
    "sim/lookahead/levers.py": ("answers", "spread", "focus"),
    "sim/model/move.py": tuple(sorted({name for names in ACTIVITIES for name in names})),
    "sim/scenario/organisation.py": ("team", "seller", "manager", "leader"),
    "sim/why/split.py": CAUSES,
    "tui/recognised.py": KINDS,
    "tui/screens/bots.py": tuple(WAYS),
    "tui/screens/crm_file.py": tuple(CRM_NAMES),
    "tui/screens/new_game.py": CADENCES,
    "tui/widgets/ahead.py": get_args(Measured),
    "tui/widgets/tabs.py": PANEL_NAMES,
    "tui/widgets/board.py": tuple(name for _, name, _ in PIECES),
}
"""Names in the code that players read too."""


def modules() -> Iterator[tuple[str, list[Text]]]:
    """Files of covered modules, from the root, and their texts."""
    for package in ("sim", "tui"):
        for path in sorted((ROOT / package).rglob("*.py")):
            place = path.relative_to(ROOT)
            module = ".".join(place.with_suffix("").parts)
            if covered(module):
                yield place.as_posix(), list(texts(ast.parse(path.read_text(encoding="utf-8")), module))


def catalogue() -> Catalog:
    """All texts."""
    found = Catalog(project="Tactegic", version="1", creation_date=BEGUN, fuzzy=False, header_comment=HEAD)
    for place, said in modules():
        for text in said:
            message = (text.message, text.plural) if text.plural else text.message
            found.add(message, locations=[(place, 0)], auto_comments=_values(text))
    for place, told in data():
        found.add(told, locations=[(place, 0)])
    for place, nouns in COUNTED.items():
        for noun in nouns:
            found.add((noun, f"{noun}s"), locations=[(place, 0)])
    return found


def data() -> Iterator[tuple[str, str]]:
    """Names, and texts of data files that come with the program; a scenario in another language is another file."""
    for place, names in NAMES.items():
        yield from ((place, name) for name in names)
    for word in words.listed():
        yield from (("scenarios/words/glossary.yaml", text) for text in (word.word, word.meaning))
    for text in (words.A_STOCK, *(word.word for word in words.of_stocks())):
        yield "sim/view/words.py", text
    for one in guide.english():
        parts = [(one, guide.TEXTS), *((step, guide.STEP_TEXTS) for step in one.steps)]
        told = [getattr(section, name) for section, names in parts for name in names]
        yield from (("scenarios/guides", text) for text in told if text)
    for name in characters():
        rules = bot_rules(name)
        told = [rules.title, rules.summary, rules.beat]
        yield from ((f"scenarios/bots/{name}.yaml", text) for text in told if text)
    for master in MASTERS.values():
        told = [master.title, master.summary, master.beat]
        yield from (("sim/lookahead/strengths.py", text) for text in told)


def _values(text: Text) -> list[str]:
    """What stands for the values that have no name of their own."""
    return [f"{{{name}}}: {ast.unparse(part.value)}" for name, part in text.values if name.isdecimal()]


def written(found: Catalog) -> str:
    """As a file."""
    file = BytesIO()
    write_po(file, found, width=118, include_lineno=False, sort_output=False)
    return file.getvalue().decode()


def missing(path: Path) -> Iterator[str]:
    """How much of a translation is there, and what of it does not fit."""
    with path.open("rb") as file:
        theirs = read_po(file)
    ours = [message for message in catalogue() if message.id]
    there = [message for message in ours if _said(theirs.get(message.id))]
    yield f"{len(there)} of {len(ours)} texts are translated."
    for message in there:
        its = theirs.get(message.id)
        if its is not None and isinstance(message.id, str) and fields(str(its.string)) != fields(message.id):
            yield f"The values in braces are not those of the text: {message.id!r}: {its.string!r}"


def _said(its: Message | None) -> bool:
    """Whether a text is translated, in every form."""
    if its is None:
        return False
    return all(its.string) if isinstance(its.string, tuple | list) else bool(its.string)


def main(arguments: list[str]) -> None:
    """Write it, or tell of a translation."""
    if arguments[:1] == ["--missing"]:
        sys.stdout.writelines(f"{line}\n" for line in missing(Path(arguments[1])))
    else:
        PLACE.parent.mkdir(exist_ok=True)
        PLACE.write_text(written(catalogue()), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
