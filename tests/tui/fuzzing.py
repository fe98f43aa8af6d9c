"""Presses random keys, types and pastes anything, clicks and resizes, on one screen of the app, from a seed."""

from __future__ import annotations

import random
import string
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from textual import events
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

import tui
from sim.base.places import RECORD_SUFFIX, games_folder, log_folder
from sim.cli.play import PlayRequest
from sim.game.replay import replay_record
from sim.game.store import read_record
from sim.play.session import Session
from tests.tui.driving import SMALL, WIDE, Driver, running
from tests.tui.foreseeing import QuickMind
from tests.tui.fuzz_places import Place
from tests.tui.plain.killing import state
from tests.tui.test_hostile import ACT, BOLD, LINK
from tui.app import TactegicApp
from tui.screens.too_small import TooSmall
from tui.thinking.lookahead_clients import LookaheadClients

QUITS = ("q", "ctrl+c", "ctrl+q")
"""Keys that end the app, which takes long to start again: they are pressed now and then."""

OFTEN = ("enter", "space", "tab", "shift+tab", "up", "down", "left", "right", "home", "end", "pageup",
         "pagedown", "backspace", "delete")  # fmt: skip

RARE = (
    *string.printable[:95], "ü", "é", "世", "\u200d", "\u202e", "\u0301", "👩",
    *(f"f{n}" for n in range(1, 13)), *(f"ctrl+{letter}" for letter in "abdefghjklnoprtuvwxy"),
    "ctrl+left", "ctrl+right", "ctrl+home", "ctrl+end", "shift+left", "shift+right", "shift+home", "shift+end",
    "shift+up", "alt+enter", "insert", "ctrl+pageup", "ctrl+@", "ctrl+delete", "ctrl+backspace", "super+c",
)  # fmt: skip

PASTES = (
    "S20 M35 L70 r30", "S101", "fS1/2/97", BOLD, ACT, LINK, "", "\x1b[2J\x1b]8;;http://x\x07", "\x00", "a\nb\r\nc\t",
    "x" * 5_000, "[" * 300, "[/", "\\[", "=HYPERLINK(1)", "../../..", "~", "~nobody", "'", '"', "%s{}", "\u202e\u2066x",
    "e\u0301" * 200, "世" * 400, "👩‍👩‍👧" * 50, "٣²", "-1", "9" * 400, "1e9", "nan", "\ufeff", "\u2028", "C:\\x",
    "a" * 400 + "/b",
)  # fmt: skip
"""Hostile text."""

SIZES = (
    (1, 1),
    (2, 1),
    (1, 60),
    (200, 1),
    (20, 6),
    (79, 24),
    (80, 23),
    (80, 24),
    (115, 38),
    (116, 38),
    (120, 40),
    (200, 60),
)
"""Where layouts change, and the ends."""

BURSTS = (1, 4, 16, 32)
"""acts; between two rests."""

HASTE = 0.85
"""share; of the bursts whose acts come all at once."""

LEAVING = ("dialog.leave", "game.return", "app.menu", "app.help", "app.settings", "app.glossary")
"""Ids of keys that lead elsewhere: so that the rest is met too, they are pressed more rarely than others."""

LAST = 60
"""acts; that are told of when something goes wrong."""


@dataclass
class Acts:
    """Draws what is done next, and does it."""

    dice: random.Random
    done: deque[str] = field(default_factory=lambda: deque(maxlen=LAST))

    def one(self, driver: Driver, bound: Sequence[str]) -> None:
        """Do something, without waiting for what comes of it. `bound` are the keys that mean something here."""
        kind = self.dice.choices(
            ("bound", "often", "rare", "text", "paste", "click", "scroll", "drag", "size", "quit"),
            (500, 200, 100, 30, 30, 90, 10, 10, 28, 1),
        )[0]
        getattr(self, f"_{kind}")(driver, bound)

    def _press(self, driver: Driver, key: str) -> None:
        self.done.append(key)
        driver._strike(key)

    def _bound(self, driver: Driver, bound: Sequence[str]) -> None:
        self._press(driver, self.dice.choice(bound or OFTEN))

    def _often(self, driver: Driver, _: Sequence[str]) -> None:
        self._press(driver, self.dice.choice(OFTEN))

    def _rare(self, driver: Driver, _: Sequence[str]) -> None:
        key = self.dice.choice(RARE)
        if key not in QUITS:
            self._press(driver, key)

    def _quit(self, driver: Driver, _: Sequence[str]) -> None:
        self._press(driver, self.dice.choice(QUITS))

    def _text(self, driver: Driver, _: Sequence[str]) -> None:
        for letter in self.dice.choices([one for one in RARE if len(one) == 1 and one not in QUITS], k=3):
            self._press(driver, letter)

    def _paste(self, driver: Driver, _: Sequence[str]) -> None:
        text = self.dice.choice(PASTES)
        self.done.append(f"paste {text[:12]!r}")
        _send(driver, events.Paste(text))

    def _click(self, driver: Driver, _: Sequence[str]) -> None:
        x, y = self._somewhere(driver)
        times = self.dice.choice((1, 1, 2, 3))
        self.done.append(f"click {x},{y} x{times}")
        for _time in range(times):
            _mouse(driver, events.MouseDown, x, y)
            _mouse(driver, events.MouseUp, x, y)

    def _drag(self, driver: Driver, _: Sequence[str]) -> None:
        (x, y), (to_x, to_y) = self._somewhere(driver), self._somewhere(driver)
        self.done.append(f"drag {x},{y} to {to_x},{to_y}")
        _mouse(driver, events.MouseDown, x, y)
        _mouse(driver, events.MouseMove, to_x, to_y)
        _mouse(driver, events.MouseUp, to_x, to_y)

    def _scroll(self, driver: Driver, _: Sequence[str]) -> None:
        x, y = self._somewhere(driver)
        self.done.append(f"scroll {x},{y}")
        _mouse(driver, self.dice.choice((events.MouseScrollDown, events.MouseScrollUp)), x, y)

    def _size(self, driver: Driver, _: Sequence[str]) -> None:
        width, height = self.dice.choice(SIZES)
        if self.dice.random() < 0.5:
            width, height = self.dice.randint(1, 200), self.dice.randint(1, 60)
        if self.dice.random() < 0.6:
            width, height = max(80, width), max(24, height)
        self.size(driver, width, height)

    def size(self, driver: Driver, width: int, height: int) -> None:
        """Give the window another size."""
        self.done.append(f"size {width}x{height}")
        size = Size(width, height)
        assert driver.app._driver is not None
        driver.app._driver._size = size
        _send(driver, events.Resize(size, size))

    def _somewhere(self, driver: Driver) -> tuple[int, int]:
        """A place of the window; mostly within something that can be clicked."""
        targets: list[Widget] = [w for w in driver.app.screen.focus_chain if w.region.area]
        size = driver.app.size
        if targets and self.dice.random() < 0.7:
            region = self.dice.choice(targets).region
            return self.dice.randrange(*region.column_span), self.dice.randrange(*region.line_span)
        return self.dice.randrange(max(1, size.width)), self.dice.randrange(max(1, size.height))


def _send(driver: Driver, event: events.Event) -> None:
    assert driver.app._driver is not None
    driver.app._driver.process_message(event)


def _mouse(driver: Driver, kind: type[events.MouseEvent], x: int, y: int) -> None:
    button = 1 if kind in (events.MouseDown, events.MouseUp) else 0
    _send(driver, kind(None, x, y, 0, 0, button, False, False, False, x, y))


class CountingApp(TactegicApp):
    """Counts what comes in by the kind of screen that is on top then."""

    CSS_PATH = [Path(tui.__file__).parent / path for path in TactegicApp.CSS_PATH]  # noqa: RUF012  # as Textual has it

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.met: Counter[type[Screen[Any]]] = Counter()

    async def on_event(self, event: events.Event) -> None:
        """Count it; the release of a button is part of its click."""
        acts = events.Key | events.Paste | events.Resize | events.MouseDown | events.MouseScrollDown
        if isinstance(event, acts) and not event.is_forwarded and self.screen_stack:
            self.met[type(self.screen)] += 1
        await super().on_event(event)


@dataclass
class Fuzz:
    """A number of acts on one screen, to which it goes again whenever they have led away from it."""

    place: Place
    seed: int
    acts: int
    here: int = 0
    """acts that were done on the screen."""
    sessions: dict[Path, Session] = field(default_factory=dict)
    """every game that was played, by its record."""

    async def run(self) -> None:
        """Do it, then look at the records. What goes wrong tells how to repeat it."""
        acts = Acts(random.Random(self.seed))  # noqa: S311  # keys, no secrets
        try:
            while self.here < self.acts:
                request = PlayRequest(record=self._record) if self._record else PlayRequest()
                lookahead = LookaheadClients(QuickMind, on=self.place.ahead)
                async with running(request, SMALL, lookahead=lookahead, kind=CountingApp) as driver:
                    await self._in_one_app(driver, acts)
            self._records_are_complete()
        except BaseException as error:
            last = ", ".join(acts.done)
            error.add_note(
                f"{self.place.name}, seed {self.seed}, {self.here} acts on the screen; the last: {last}"
            )
            raise

    @property
    def _record(self) -> Path | None:
        """The latest record, which the next app goes on with."""
        return next(iter(reversed(self.sessions)), None)

    async def _in_one_app(self, driver: Driver, acts: Acts) -> None:
        """Until the app is left."""
        app, dice = driver.app, acts.dice
        while self.here < self.acts and not app._exit:
            if not driver.on(self.place.kind):
                acts.done.append(f"({type(app.screen).__name__})")
                acts.size(driver, *acts.dice.choice((SMALL, SMALL, WIDE)))
                await driver.rests(working=self.place.working)
                await self.place.enter(driver, dice)
                if driver.app._exit:  # a key before it has led out by now
                    break
                await driver.comes_to(self.place.kind, working=self.place.working)
                self._remember(driver)
            await self._burst(driver, acts)
            self._count(driver)
            self._remember(driver)
            if driver.app._exit:
                acts.done.append("(left)")

    async def _burst(self, driver: Driver, acts: Acts) -> None:
        """Some acts: in haste all at once, or each when the one before is answered."""
        bound, count = list(_bound(driver, acts.dice)), acts.dice.choice(BURSTS)
        bound += [self.place.key] * (len(bound) // 4) if self.place.key else []
        if acts.dice.random() < HASTE:
            for _ in range(count):
                acts.one(driver, bound)
            await driver.rests(working=self.place.working)
            return
        for _ in range(count):
            if not driver.on(self.place.kind) or driver.app._exit:
                break
            acts.one(driver, bound)
            await driver.rests(working=self.place.working)

    def _count(self, driver: Driver) -> None:
        """What the screen met by now; the one that keys lead to is not left out by any way of opening it."""
        app, kind = driver.app, self.place.kind
        assert isinstance(app, CountingApp)
        self.here += sum(count for screen, count in app.met.items() if issubclass(screen, kind))
        app.met.clear()
        # what was opened over the word that the window is too small is covered by another such word
        kinds = Counter(type(screen) for screen in app.screen_stack if not isinstance(screen, TooSmall))
        twice = [one.__name__ for one, count in kinds.items() if count > 1]
        assert not twice, f"open twice: {twice}"
        assert app._exit or len(app.screen_stack) > 1, "nothing is on the screen"

    def _remember(self, driver: Driver) -> None:
        session = driver.app.session
        if session is not None and session.path is not None:
            self.sessions.pop(session.path, None)
            self.sessions[session.path] = session

    def _records_are_complete(self) -> None:
        """Every game is on disk as it was played, and plays again; nothing failed in the dark."""
        for path, session in self.sessions.items():
            assert session.unsaved is None, session.unsaved
            found = replay_record(read_record(path), str(path))
            assert not found.differences, found.differences
            assert state(found.game) == state(session.game), path
        for path in games_folder().glob(f"*{RECORD_SUFFIX}"):
            assert not replay_record(read_record(path), str(path)).differences
        faults = sorted(log_folder().glob("*")) if log_folder().exists() else []
        assert not faults, faults[0].read_text(encoding="utf-8")


def _bound(driver: Driver, dice: random.Random) -> Iterator[str]:
    """Keys that mean something here, those that lead elsewhere now and then."""
    for key, active in driver.app.screen.active_bindings.items():
        if key not in QUITS and (active.binding.id not in LEAVING or dice.random() < 0.1):
            yield key
