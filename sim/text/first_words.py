"""Of the glossary, the words that are needed first."""

from __future__ import annotations

from sim.text.glossary import Word, load_glossary

FIRST = (
    "split",
    "response",
    "spread",
    "focus",
    "pressure",
    "signal",
    "sight",
    "line",
    "win chance",
    "franchise value",
)


def first_words() -> tuple[Word, ...]:
    """The words that are needed first, with what they mean."""
    return tuple(word for word in map(load_glossary().get, FIRST) if word is not None)
