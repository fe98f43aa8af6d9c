"""Which keys do what as the player has set it: their own keys, and vim movement. The table is `tui.keyboard.keys`.

With vim movement h j k l are the arrows wherever nothing is typed, and what was on one of these letters is on its
capital. A key has one meaning in a focus: what would give it two is refused, naming both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from textual.binding import Binding
from textual.keys import Keys, format_key, key_to_character

from sim.base.problems import escape_text, quote_value
from sim.base.suggestions import suggest_name
from tui.keyboard.keys import CHOICE, GROUPS, KeyGroup, all_bindings
from tui.runtime.compat import key_of_character

ARROWS = {"h": "left", "j": "down", "k": "up", "l": "right"}
"""Letters that move in vim."""

FIXED = ("app.next", "app.before", "app.stop")
"""Ids of keys that cannot be changed: they always lead out."""

LEAVING = ("game.return", "dialog.leave")
"""Ids of keys that must work also where something is typed."""

LIST_KEYS = ("up", "down", "home", "end", "pageup", "pagedown", "enter")
"""Keys of lists and buttons, which are not in the table."""

RESERVED = {
    "tab": "goes to the next place",
    "shift+tab": "goes to the place before",
    "ctrl+c": "always leaves the game",
    "ctrl+q": "always leaves the game",
}

SHOWN = {"enter": "enter", "pageup": "pgup", "pagedown": "pgdn", "delete": "delete", "backspace": "backspace"}
"""Keys that are shown otherwise than Textual does."""

MODIFIERS = ("ctrl", "alt", "shift", "super", "meta", "hyper")
_NAMES = {key.value for key in Keys}

KeymapProblem = tuple[str, str, str]
"""Id of a binding, what is wrong, what to do."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys as they are now."""

    own: Mapping[str, str] = field(default_factory=dict)
    """the player's keys by ids, separated by commas."""
    vim: bool = False

    def of(self, binding: Binding) -> tuple[str, ...]:
        """The names of a binding's keys, as Textual calls them."""
        names = key_names(self.own.get(binding.id or "", binding.key))
        return tuple(name.upper() if self.vim and name in ARROWS else name for name in names)

    @property
    def keymap(self) -> dict[str, str]:
        """For `App.set_keymap`: of what has other keys than in the table."""
        return {key.id or "": ",".join(self.of(key)) for key in all_bindings() if self._changed(key)}

    def _changed(self, binding: Binding) -> bool:
        return self.of(binding) != key_names(binding.key)

    def shown(self, binding: Binding) -> str:
        """A binding's keys as help and footer show them; with vim movement letters stand behind the arrows."""
        table = _TABLE.get(binding.id)
        if table is None or not (self.own or self.vim):
            return binding.key_display or key_label(binding.key)
        text = " ".join(map(key_label, self.of(table))) if self._changed(table) else table.key_display
        words = (text or key_label(table.key)).split(" ")
        return " ".join(
            f"{word} {_LETTERS[word]}" if self.vim and word in _LETTERS else word for word in words
        )

    def moved(self, key: str) -> str:
        """The key that one stands for where nothing is typed."""
        return ARROWS.get(key, key) if self.vim else key


def key_names(text: str) -> tuple[str, ...]:
    """The names of keys that are separated by commas; a character stands for itself, a comma alone is one."""
    parts = [text.strip()] if text.strip() in ("", ",") else [part.strip() for part in text.split(",")]
    return tuple(key_of_character(part) if len(part) == 1 else part for part in parts)


def key_label(key: str) -> str:
    """A key as it is shown: `?`, `ctrl+s`, `←`."""
    *modifiers, last = key.split("+") if key != "+" else [key]
    return "+".join([*modifiers, SHOWN.get(last) or format_key(last)])


_TABLE = {key.id: key for key in all_bindings()}
_LETTERS = {key_label(arrow): letter for letter, arrow in ARROWS.items()}


# what is wrong with keys


def find_keymap_problems(own: Mapping[str, str], movement: str) -> list[KeymapProblem]:
    """Everything that is wrong with keys of the player's own, for arrows or vim movement."""
    now = Keymap(own, movement == "vim")
    known = {key.id: (key, group) for group in GROUPS for key in group.keys}
    found = [fault for name in own for fault in _faults(name, own[name], known.get(name), now)]
    return found or list(_twice(now))


def _faults(
    name: str, text: str, known: tuple[Binding, KeyGroup] | None, now: Keymap
) -> Iterator[KeymapProblem]:
    """What is wrong with one entry by itself."""
    if known is None:
        ids = [key.id or "" for key in all_bindings() if key.id not in FIXED]
        remedy = suggest_name(name, ids, "docs/settings.md lists the names, as in")
        yield name, f"there is no key of the name {quote_value(name)}", remedy
        return
    if name in FIXED:
        yield name, "this key cannot be changed", "leave it out: it works everywhere"
        return
    names = key_names(text)
    for key in names:
        problem = _problem(key, known[1], now)
        if problem:
            yield name, *problem
    if name in LEAVING and all(map(_types, names)):
        yield (
            name,
            f"{quote_value(text)} would be typed where a text is entered",
            "give it another key too, such as escape or f4",
        )


def _problem(key: str, group: KeyGroup, now: Keymap) -> tuple[str, str] | None:
    if not _is_key(key):
        return f"{quote_value(key)} is no key", "write a character like u, or a name like f5, ctrl+s, pageup"
    if key in RESERVED:
        return f"{key} {RESERVED[key]}", "choose another key"
    if now.vim and key in ARROWS:
        return f"{key} moves ({ARROWS[key]}) with vim movement", "choose another key, or movement: arrows"
    in_lists = group.where in ("list", "everywhere") or group is CHOICE
    if in_lists and key in LIST_KEYS and all(key not in key_names(b.key) for b in group.keys):
        return f"{key} moves or chooses in lists", "choose another key"
    return None


def _types(key: str) -> bool:
    """Whether a key writes a character where something is typed."""
    character = key_to_character(key)
    return character is not None and character.isprintable()


def _is_key(key: str) -> bool:
    *modifiers, last = key.split("+")
    if not all(modifier in MODIFIERS for modifier in modifiers):
        return False
    character = key_to_character(last)
    if modifiers == ["shift"] and character is not None and last != "space":
        return False  # it comes as the character that it makes
    return last in _NAMES or (character is not None and character.isprintable())


def _twice(now: Keymap) -> Iterator[KeymapProblem]:
    """Keys with two meanings in one focus."""
    every = [(key, group, frozenset(now.of(key))) for group in GROUPS for key in group.keys]
    for (one, first, keys), (other, second, more) in combinations(every, 2):
        common = keys & more
        if (
            not common
            or not can_share_focus(first, second)
            or (first is not second and shares_default_key(one, other))
        ):
            continue
        for key in sorted(common):
            mine = one if one.id in now.own else other
            said = f"{key_label(key)} would mean both {_key_meaning(one)} and {_key_meaning(other)}"
            yield mine.id or "", said, "give one of them another key"


def _key_meaning(key: Binding) -> str:
    return f"'{escape_text(key.description)}' ({key.id})"


def can_share_focus(one: KeyGroup, other: KeyGroup) -> bool:
    """Whether keys of two groups may be of use in one focus."""
    if one is other:
        return True
    kinds = {one.where, other.where}
    return kinds != {"focus"} and kinds != {"play", "list"}


def shares_default_key(one: Binding, other: Binding) -> bool:
    """Whether the table lets the nearer of two bindings take a key from the other, as a slider takes the arrows."""
    return bool(set(key_names(one.key)) & set(key_names(other.key)))


def keymap_problem_sentences(found: Iterable[KeymapProblem]) -> list[str]:
    """What is wrong, a sentence each."""
    return [f"keymap.{escape_text(name)}: {message}; {remedy}." for name, message, remedy in found]
