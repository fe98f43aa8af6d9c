"""Words, each with its one meaning; and how moves are written."""

from __future__ import annotations

from collections.abc import Iterator

from sim.base.problems import quote_value
from sim.text.explanations import MOVE, PANELS, TOP, WIN_CHANCE
from sim.text.glossary import Word, load_glossary
from tui.plain.session import PlainSession, refusal

NOTATION = (
    "S25 M35 L70: sellers, managers and leaders spend 25, 35 and 70 % of their hours on the years to come.",
    "r30: of these hours 30 % answer signals while there are any; rL60 those of the leaders alone.",
    "c2: how answers are spread; 0 all signals alike, 1 by need, above that the worst first.",
    "fS40/30/30: the focus of the sellers' hours; `focus` says what the shares mean.",
    "What is not named stays as in the last move, or after `move` as in the draft.",
)


def tell_words(_: PlainSession, text: str = "") -> Iterator[str]:
    """All words, or those that begin with a text, or that have it in their meaning."""
    found = words_beginning(text) or [_word_line(word) for word in load_glossary().search(text)]
    if not found:
        raise refusal(f"the glossary has no word {quote_value(text)}", "`glossary` alone lists all words")
    yield from found


def words_beginning(text: str) -> list[str]:
    """What the words that begin with a text mean; nothing where there are none."""
    return [_word_line(word) for word in load_glossary().words if word.word.lower().startswith(text.lower())]


def _word_line(word: Word) -> str:
    see = f" See {', '.join(word.see)}." if word.see else ""
    return f"{word.word.capitalize()}: {word.meaning}{see}"


def figure_help(text: str) -> list[str]:
    """What the figures are whose titles begin with a text: what, how they come about, how sure they are."""
    every = [*WIN_CHANCE, *TOP, *MOVE, *(one for panel in PANELS.values() for one in panel)]
    found = [one for one in every if one.title.lower().startswith(text.lower())]
    return [f"{one.title}, a figure: {one.what} {one.how} {one.sure}" for one in found]
