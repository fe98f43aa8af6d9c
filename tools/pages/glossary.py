"""glossary.md: the words that the program itself uses."""

from __future__ import annotations

import re

from sim.text.glossary import Word, load_glossary

HEAD = """# Glossary

One meaning for each word, in the code, on the screens and in these pages. On the screen press `/`; the command is
`tactegic glossary WORD`. This page is made by `python tools/reference.py` from
`scenarios/words/glossary.yaml` and the stocks' names in `sim/view/stock_labels.py`; do not edit it.
"""


def page() -> str:
    """The page as Markdown."""
    return "\n".join([HEAD, *(_entry_lines(word) for word in load_glossary().words)])


def _entry_lines(word: Word) -> str:
    see = f" See {', '.join(f'[{name}](#{_heading_anchor(name)})' for name in word.see)}." if word.see else ""
    return f"## {word.word}\n\n{word.meaning}{see}\n"


def _heading_anchor(name: str) -> str:
    """The anchor of a heading, as Markdown viewers make it."""
    return re.sub(r"[^\w-]", "", name.lower().replace(" ", "-"))
