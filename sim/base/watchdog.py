"""A watchdog that cannot block: it sees that the program ends within two seconds of a reason to, whatever else it does.

Reasons are a signal, a terminal that is gone, the end of an input that has a screen behind it, and a parent that has
died. The program is asked to leave, and so it does nearly always. Where it does not (a terminal that takes nothing any
more holds whoever writes, a long move holds its thread), the watchdog keeps what is not saved yet, ends the processes
that were started, puts the terminal back and ends the program; the system gives locks free. Loads no screen.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import select
import signal
import socket
import stat
import threading
from collections.abc import Callable, Collection
from types import FrameType
from typing import Any, Self

LEAVING = ("SIGTERM", "SIGHUP")
"""Names of the signals that end a program in good order, where the system has them."""

LOOK = 0.25
"""seconds; between two looks at what nobody is woken by."""

GRACE = 1.0
"""seconds; for the program to leave by itself."""

RESCUE = 0.5
"""seconds; for what is not saved yet. All three together are less than two seconds."""

INPUT, OUTPUT = 0, 2
"""File descriptors; a screen is drawn on the second."""

RESTORED = (
    b"\x1b[?2004l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[<u\x1b[?1049l\x1b[?7h\x1b[?25h\x1b[?1004l"
)
"""Puts a terminal back that a screen was drawn on: no reports of mouse, paste, focus or keys; the usual screen."""


class Watchdog:
    """Watches from entering to leaving it as a context; for the main thread."""

    def __init__(
        self,
        leave: Callable[[], object],
        rescue: Callable[[], object],
        signals: Collection[str] = LEAVING,
        *,
        screen: bool = True,
    ) -> None:
        """`leave` asks the program to end and does not wait, `rescue` keeps what is not saved; both are called from
        another thread. Without a `screen` the end of an input that is no terminal is not the program's end.
        """
        self._leave, self._rescue = leave, rescue
        found = (getattr(signal, name, None) for name in signals)
        self._signals = {number for number in found if number is not None}
        self._parent = os.getppid() if _hangs_up() else None
        self._terminal = os.isatty(INPUT)
        self._attributes = _attributes() if screen and self._terminal else None
        self._polled = screen or _is_device(INPUT)
        self._before: dict[int, Any] = {}
        self._ears: socket.socket | None = None
        self._voice: socket.socket | None = None
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)
        self._off = self._ending = False

    def __enter__(self) -> Self:
        """Begin to watch."""
        self._ears, self._voice = socket.socketpair()
        self._voice.setblocking(False)
        self.hear_signals()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Watch no more; a program that was asked to leave is still seen to its end."""
        assert self._ears is not None
        assert self._voice is not None
        with contextlib.suppress(ValueError):
            signal.set_wakeup_fd(-1)
            for number, handler in self._before.items():
                signal.signal(number, handler)
        self._off = True
        self._voice.send(b"\0")
        while self._thread.is_alive() and not self._ending:
            self._thread.join(LOOK)
        if not self._ending:
            self._ears.close()
            self._voice.close()

    def hear_signals(self) -> None:
        """Be woken by signals, whatever the main thread is doing then: to be called again when others took them."""
        if self._voice is None:  # nobody watches
            return
        with contextlib.suppress(ValueError):  # not in the main thread
            signal.set_wakeup_fd(self._voice.fileno(), warn_on_full_buffer=False)
            for number in self._signals:
                if signal.getsignal(number) is not signal.SIG_IGN:
                    self._before.setdefault(number, signal.signal(number, _heard))

    # the thread

    def _run(self) -> None:
        assert self._ears is not None
        while not self._reason(self._ears):
            if self._off:
                return
        self._ending = True
        self._end()

    def _reason(self, ears: socket.socket) -> bool:
        """Wait for a moment; whether there is a reason to leave."""
        watched: dict[int, int] = {ears.fileno(): POLLIN}
        if self._polled:
            watched[INPUT] = 0  # nothing but its end
        found = _poll(watched)
        ended = found.get(INPUT, 0)
        self._polled = self._polled and (not ended or bool(ended & GONE))  # some systems poll no terminals
        called = bool(found.get(ears.fileno())) and bool(self._signals & set(ears.recv(4096)))
        return called or bool(ended & GONE) or self._terminal_gone() or self._orphaned()

    def _terminal_gone(self) -> bool:
        return self._terminal and _attributes() is None

    def _orphaned(self) -> bool:
        return self._parent is not None and os.getppid() != self._parent

    def _end(self) -> None:
        """Ask the program to leave, and end it where it does not."""
        with contextlib.suppress(Exception):
            self._leave()
        threading.Event().wait(GRACE)  # most programs have ended by then, and this thread with them
        rescue = threading.Thread(target=self._keep, daemon=True)
        rescue.start()
        rescue.join(RESCUE)
        for process in multiprocessing.active_children():
            process.kill()
        self._put_back()
        os._exit(0)

    def _keep(self) -> None:
        with contextlib.suppress(Exception):
            self._rescue()

    def _put_back(self) -> None:
        """Leave the terminal as it was, if it still takes anything."""
        if self._attributes is not None:
            import termios

            with contextlib.suppress(OSError, termios.error):
                if _poll({OUTPUT: POLLOUT}).get(OUTPUT) == POLLOUT:
                    os.write(OUTPUT, RESTORED)
                termios.tcsetattr(INPUT, termios.TCSANOW, self._attributes)


def while_it_loads(*, screen: bool = False) -> Watchdog:
    """A watchdog for the time before there is anything to keep: it ends the program at once."""

    def end() -> None:
        os._exit(0)

    return Watchdog(end, end, screen=screen)


POLLIN, POLLOUT = getattr(select, "POLLIN", 1), getattr(select, "POLLOUT", 4)
GONE = getattr(select, "POLLHUP", 16) | getattr(select, "POLLERR", 8)


def _poll(watched: dict[int, int]) -> dict[int, int]:
    """What there is at some file descriptors, waiting for it at most for a look."""
    if not hasattr(select, "poll"):  # Windows, which has no terminals that vanish
        sockets = [fd for fd, wanted in watched.items() if wanted & POLLIN]
        return dict.fromkeys(select.select(sockets, [], [], LOOK)[0], POLLIN)
    poll = select.poll()
    for fd, wanted in watched.items():
        poll.register(fd, wanted)
    return dict(poll.poll(1000 * LOOK))


def _attributes() -> list[Any] | None:
    """Of the terminal; None where it is gone, or there are no terminals of this kind."""
    try:
        import termios
    except ImportError:
        return None
    try:
        return termios.tcgetattr(INPUT)
    except termios.error:
        return None


def _is_device(fd: int) -> bool:
    """Whether it is a terminal or was one: what has vanished already is none any more, but no file or pipe either."""
    try:
        return stat.S_ISCHR(os.fstat(fd).st_mode)
    except OSError:
        return False


def _hangs_up() -> bool:
    """Whether the program ends with its session: `nohup` says that it does not."""
    return hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN


def _heard(number: int, frame: FrameType | None) -> None:
    """The watchdog hears it; without a handler the system would end the program."""
