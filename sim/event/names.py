"""Names of customers and people. They are derived from identities and have no effect."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

_HEADS = (
    "Al", "Ald", "Ash", "Bar", "Beck", "Bran", "Cald", "Carn", "Dun", "East", "Elm", "Fair", "Fen", "Gar", "Hal", "Har",
    "Kel", "Kirk", "Lang", "Lind", "Mar", "Mel", "Nor", "Oak", "Pem", "Quen", "Raven", "Sel", "Stan", "Thorn", "Wal",
    "West", "Win", "Wood", "Wyn", "York", "Zel",
)  # fmt: skip
_TAILS = (
    "bridge", "burn", "by", "combe", "dale", "den", "don", "field", "ford", "gate", "ham", "holm", "hurst", "ley",
    "low", "mere", "mont", "more", "ridge", "shaw", "stead", "stow", "ton", "vale", "wick", "worth",
)  # fmt: skip
_TRADES = (
    "Air", "Analytics", "Automation", "Bank", "Biotech", "Build", "Cables", "Capital", "Care", "Chemicals", "Clinics",
    "Controls", "Design", "Devices", "Energy", "Engines", "Farms", "Fleet", "Foods", "Freight", "Gas", "Glass", "Grid",
    "Health", "Homes", "Hotels", "Insurance", "Labs", "Leasing", "Lines", "Logistics", "Marine", "Media", "Metals",
    "Mills", "Mining", "Mobility", "Motors", "Networks", "Optics", "Paper", "Parks", "Pharma", "Plastics", "Ports",
    "Power", "Press", "Rail", "Retail", "Robotics", "Schools", "Security", "Solar", "Steel", "Stores", "Systems",
    "Telecom", "Textiles", "Timber", "Tools", "Transit", "Travel", "Trust", "Utilities", "Water", "Wind", "Works",
)  # fmt: skip
_PEOPLE = (
    "Amara", "Anders", "Aiko", "Bela", "Bruno", "Carmen", "Chen", "Clara", "Dario", "Dilan", "Edda", "Elif", "Emeka",
    "Farah", "Felix", "Freya", "Goran", "Greta", "Hana", "Hugo", "Ines", "Ivo", "Jana", "Jonas", "Kaito", "Karin",
    "Kofi", "Lars", "Leila", "Lucia", "Magda", "Marek", "Mei", "Milo", "Nadia", "Nils", "Noor", "Olga", "Oscar",
    "Paulo", "Petra", "Priya", "Rafael", "Rosa", "Ruben", "Sana", "Selma", "Sofia", "Stefan", "Tara", "Tomas", "Uma",
    "Vera", "Viktor", "Wanda", "Xavi", "Yara", "Yusuf", "Zoe",
)  # fmt: skip

_SPREAD = 0x9E3779B97F4A7C15
"""An odd number that distributes neighbouring identities over the names (golden ratio of 2^64)."""


@lru_cache(maxsize=1 << 14)
def customer_name(item: int) -> str:
    """Return the name of a customer from the identity of its item."""
    mark = (item * _SPREAD) % 2**64 >> 20
    mark, trade = divmod(mark, len(_TRADES))
    mark, tail = divmod(mark, len(_TAILS))
    return f"{_HEADS[mark % len(_HEADS)]}{_TAILS[tail]} {_TRADES[trade]}"


def person_name(mark: int, taken: Collection[str]) -> str:
    """Return a first name that is not in `taken`, with a number if all are."""
    size = len(_PEOPLE)
    for round_ in range(len(taken) // size + 2):
        for step in range(size):
            name = _PEOPLE[(mark + step) % size] + (f" {round_ + 1}" if round_ else "")
            if name not in taken:
                return name
    raise AssertionError("more names than taken ones were tried")
