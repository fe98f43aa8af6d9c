"""How moves are written: `S25 M35 L70 r30`.
    S25         sellers spend 25 % of their hours on the next two to three years (M managers, L leaders)
    r30         30 % of strategic hours answer signals while there are any, in every seat; rL60 in one seat only
    c2          concentration of answers: 0 all signals alike, 1 by need (usual), more favours the worst
    fS40/30/30  focus of a seat, shares that sum to 100: sellers on conversations/relationships/insight,
                managers on development/insight/foresight, leaders on offering/foresight/culture/capability
Parts are separated by commas or spaces. Letters may be upper or lower case, and a number may be followed by %. Parts
that are left out keep their value. Typed moves, policies on the command line and records share this grammar.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from sim.base.errors import UserError
from sim.base.problems import quote_value
from sim.model.move import ACTIVITIES, MAX_CONCENTRATION, MAX_SHARE, Focus, Move

SEAT_LETTERS = "SML"
"""Letters of sellers, managers and leaders, in the order of every array over seats."""

SEAT_NAMES = ("sellers", "managers", "leaders")
ALL_SEATS = (0, 1, 2)
MAX_MOVE_CHARACTERS = 200
"""Maximum number of characters of a typed move."""

_TOKEN = re.compile(
    r"(?P<split>[SML])(?P<share>\d{1,3})%?"
    r"|r(?P<seat>[SML]?)(?P<response>\d{1,3})%?"
    r"|c(?P<concentration>\d{1,3}(\.\d{1,6})?)"
    r"|f(?P<focused>[SML])(?P<focus>\d{1,3}(/\d{1,3}){2,3})",
    re.IGNORECASE | re.ASCII,  # ASCII rules out digits of other scripts, and a long s for an S
)


class NotationError(UserError, ValueError):
    """A typed move that cannot be parsed."""


@dataclass(frozen=True, slots=True)
class _TokenReader:
    """Applies tokens to a move, for the seats that the player holds."""

    held: Collection[int]

    def token(self, text: str, move: Move) -> Move:
        found = _TOKEN.fullmatch(text)
        if found is None:
            raise NotationError(
                f"{quote_value(text)} is not part of a move", "write a move like S25 M35 L70 r30"
            )
        if found["split"]:
            return replace(
                move, split=self._put(move.split, found["split"], _parse_percent(text, found["share"]))
            )
        if found["response"]:
            return self._response(move, found["seat"], _parse_percent(text, found["response"]))
        if found["concentration"]:
            return replace(move, concentration=_parse_concentration(text, found["concentration"]))
        return self._focus(text, move, found["focused"], found["focus"])

    def _seat(self, letter: str) -> int:
        seat = SEAT_LETTERS.index(letter.upper())
        if seat not in self.held:
            mine = " and ".join(f"{SEAT_LETTERS[s]} ({SEAT_NAMES[s]})" for s in sorted(self.held))
            raise NotationError(f"you do not decide for the {SEAT_NAMES[seat]} here", f"yours: {mine}")
        return seat

    def _put(self, shares: tuple[int, int, int], letter: str, share: int) -> tuple[int, int, int]:
        changed = list(shares)
        changed[self._seat(letter)] = share
        return changed[0], changed[1], changed[2]

    def _response(self, move: Move, letter: str, share: int) -> Move:
        response = move.response
        for seat in (letter,) if letter else [SEAT_LETTERS[s] for s in self.held]:
            response = self._put(response, seat, share)
        return replace(move, response=response)

    def _focus(self, text: str, move: Move, letter: str, shares: str) -> Move:
        seat, numbers = self._seat(letter), tuple(int(n) for n in shares.split("/"))
        activities = ACTIVITIES[seat]
        if len(numbers) != len(activities) or sum(numbers) != 100:
            raise NotationError(
                f"{quote_value(text)} is not a valid focus of the {SEAT_NAMES[seat]}",
                f"give {len(activities)} shares that sum to 100: {'/'.join(activities)}",
            )
        if move.focus is None:
            raise NotationError("the other seats' focus is not known", "start from a move with a focus")
        focus = list(move.focus)
        focus[seat] = numbers
        return replace(move, focus=(focus[0], focus[1], focus[2]))


def _parse_percent(text: str, digits: str) -> int:
    share = int(digits)
    if share > MAX_SHARE:
        raise NotationError(
            f"{quote_value(text)} is more than {MAX_SHARE} %", f"give whole percents from 0 to {MAX_SHARE}"
        )
    return share


def _parse_concentration(text: str, digits: str) -> float:
    power = float(digits)
    if power > MAX_CONCENTRATION:
        limit = f"{MAX_CONCENTRATION:g}"
        raise NotationError(
            f"{quote_value(text)} is more than {limit}", f"give a concentration from 0 to {limit}"
        )
    return power


def parse_move(text: str, base: Move, default_focus: Focus, held: Collection[int] = ALL_SEATS) -> Move:
    """Parse a move that changes `base`. Raises NotationError.

    `default_focus` is the firm's default in percent. A typed focus of one seat changes it if `base` has no focus.
    """
    tokens = _split_tokens(text)
    _refuse_repeats(tokens)
    reader, focused = _TokenReader(held), any(t.lower().startswith("f") for t in tokens)
    move = replace(base, focus=default_focus) if focused and base.focus is None else base
    for token in tokens:
        move = reader.token(token, move)
    return move


def parse_share_seats(text: str) -> tuple[int, ...]:
    """Return the seats named by a list of shares such as `S20 L60`. Raises NotationError if it contains
    anything else.
    """
    seats = []
    for token in _split_tokens(text):
        found = _TOKEN.fullmatch(token)
        if found is None or not found["split"]:
            raise NotationError(
                f"{quote_value(token)} is not the share of a seat", "name shares alone, like S20 L60"
            )
        seats.append(SEAT_LETTERS.index(found["split"].upper()))
    return tuple(sorted(seats))


def _split_tokens(text: str) -> list[str]:
    if len(text) > MAX_MOVE_CHARACTERS:
        raise NotationError(
            f"more than {MAX_MOVE_CHARACTERS} characters", "write a move like S25 M35 L70 r30"
        )
    tokens = re.split(r"[,\s]+", text.strip().strip(","))
    if tokens == [""]:
        raise NotationError("no move", "write a move like S25 M35 L70 r30")
    return tokens


def _refuse_repeats(tokens: list[str]) -> None:
    heads = [re.match(r"[a-z]*", token.lower()) for token in tokens]
    names = [head[0] if head else "" for head in heads]
    for token, name in zip(tokens, names, strict=True):
        if name and names.count(name) > 1:
            raise NotationError(
                f"{quote_value(token)} says again what was said before", "name each thing once"
            )


def describe_move_in_words(move: Move, held: Collection[int] = ALL_SEATS) -> str:
    """Describe a move in words, for the given seats: `sellers 25, managers 35, leaders 70, answers 30`."""
    seats = sorted(held)
    parts = [f"{SEAT_NAMES[s]} {move.split[s]}" for s in seats]
    responses = {move.response[s] for s in seats}
    if len(responses) == 1:
        parts.append(f"answers {responses.pop()}")
    else:
        parts += [f"answers of {SEAT_NAMES[s]} {move.response[s]}" for s in seats]
    if move.concentration != 1:
        parts.append(f"spread {_format_concentration(move.concentration)}")
    if move.focus is not None:
        parts += [f"focus of {SEAT_NAMES[s]} {'/'.join(str(n) for n in move.focus[s])}" for s in seats]
    return ", ".join(parts)


def format_move(move: Move, held: Collection[int] = ALL_SEATS) -> str:
    """Format a move for the given seats. `parse_move` is the inverse."""
    seats = sorted(held)
    parts = [f"{SEAT_LETTERS[s]}{move.split[s]}" for s in seats]
    responses = {move.response[s] for s in seats}
    if len(responses) == 1:
        parts.append(f"r{responses.pop()}")
    else:
        parts += [f"r{SEAT_LETTERS[s]}{move.response[s]}" for s in seats]
    if move.concentration != 1:
        parts.append(f"c{_format_concentration(move.concentration)}")
    if move.focus is not None:
        parts += [f"f{SEAT_LETTERS[s]}{'/'.join(str(n) for n in move.focus[s])}" for s in seats]
    return " ".join(parts)


def _format_concentration(concentration: float) -> str:
    """Format exactly and as short as possible. `parse_move` reads no exponents, and adding 0 removes the sign of -0."""
    return f"{round(concentration, 6) + 0:.6f}".rstrip("0").rstrip(".")
