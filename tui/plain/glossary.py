"""Words and stocks, each with its one meaning; and how moves are written."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.problems import shown
from sim.view.stock_names import FELT, STOCKS, Stock
from tui.plain.desk import Desk, refused
from tui.words import WORDS

NOTATION = (
    "S25 M35 L70: sellers, managers and leaders spend 25, 35 and 70 % of their hours on the years to come.",
    "r30: of these hours 30 % answer signals while there are any; rL60 those of the leaders alone.",
    "c2: how answers are spread; 0 all signals alike, 1 by need, more the worst first.",
    "fS40/30/30: the focus of the sellers' hours; `focus` tells what the shares stand for.",
    "What is not named stays as in the last move, behind `move` as in the draft.",
)


def told(_: Desk, text: str = "") -> Iterator[str]:
    """All words, or one."""
    if not text:
        yield from (f"{word}: {meaning}." for word, meaning in WORDS)
        yield from (_stock(stock) for stock in STOCKS)
        yield f"Felt attainment: {FELT}"
        return
    found = about(text.lower())
    if not found:
        raise refused(f"the glossary has no word {shown(text)}", "`glossary` alone lists all words")
    yield from found


def about(text: str) -> list[str]:
    """What a word or stock means; nothing where it is neither."""
    words = [f"{word}: {meaning}." for word, meaning in WORDS if word.startswith(text)]
    stocks = [_stock(stock) for stock in STOCKS if stock.title.strip().lower().startswith(text)]
    felt = [f"Felt attainment: {FELT}"] if "felt attainment".startswith(text) else []
    return [*words, *stocks, *felt]


def _stock(stock: Stock) -> str:
    return f"{stock.title.strip().capitalize()}, a stock: {stock.meaning}"
