"""model.md: the model by the ODD protocol, with its numbers from the code."""

from __future__ import annotations

from tests.model import worked
from tools.pages import FOLDER, fill_template
from tools.pages.symbols import symbols

PLACE = FOLDER / "model.md"


def page() -> str:
    """The page as Markdown."""
    return fill_template("model", worked="\n".join(worked.table()), symbols="\n".join(symbols()))
