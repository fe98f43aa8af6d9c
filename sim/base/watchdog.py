"""A watchdog that ends the program within two seconds of a reason to end, whatever the program is doing.

Reasons are a signal, a closed terminal, the end of an input that belongs to a screen, and the death of the parent. The
program is first asked to leave, which nearly always suffices. It may fail because a terminal that accepts no output
blocks its writer, or because a long move blocks the thread. Then the watchdog saves unsaved work, kills child
processes, restores the terminal and exits; the system releases locks. This module imports no screen.
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

EXIT_SIGNALS = ("SIGTERM", "SIGHUP")
"""Signals that end the program in an orderly way, where the system has them."""

POLL_SECONDS = 0.25
"""Seconds between checks of conditions that send no event."""

LEAVE_SECONDS = 1.0
"""Seconds the program has to leave by itself."""

RESCUE_SECONDS = 0.5
"""Seconds for saving unsaved work. The three times together are below two seconds."""

INPUT, OUTPUT = 0, 2
"""File descriptors of standard input and output. A screen is drawn on the output."""

RESTORE_SEQUENCES = (
    b"\x1b[?2004l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[<u\x1b[?1049l\x1b[?7h\x1b[?25h\x1b[?1004l"
)
"""Escape sequences that undo what a screen sets: reports of mouse, paste, focus and keys, and the alternate screen."""


class Watchdog:
    """Context manager that watches for reasons to end. Use it in the main thread."""

    def __init__(
        self,
        leave: Callable[[], object],
        rescue: Callable[[], object],
        signals: Collection[str] = EXIT_SIGNALS,
        *,
        screen: bool = True,
    ) -> None:
        """Make a watchdog. `leave` asks the program to end and must not block; `rescue` saves unsaved work. Both are
        called from another thread. Without a `screen`, the end of an input that is not a terminal is no reason to end.
        """
        self._leave, self._rescue = leave, rescue
        found = (getattr(signal, name, None) for name in signals)
        self._signals = {number for number in found if number is not None}
        self._parent = os.getppid() if _ends_with_session() else None
        self._terminal = os.isatty(INPUT)
        self._attributes = _attributes() if screen and self._terminal else None
        self._polled = screen or _is_device(INPUT)
        self._before: dict[int, Any] = {}
        self._wake_reader: socket.socket | None = None
        self._wake_writer: socket.socket | None = None
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)
        self._off = self._ending = False

    def __enter__(self) -> Self:
        self._wake_reader, self._wake_writer = socket.socketpair()
        self._wake_writer.setblocking(False)
        self.install_signal_handlers()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop watching. If the program was already asked to leave, the watchdog still makes sure that it ends."""
        assert self._wake_reader is not None
        assert self._wake_writer is not None
        with contextlib.suppress(ValueError):
            signal.set_wakeup_fd(-1)
            for number, handler in self._before.items():
                signal.signal(number, handler)
        self._off = True
        self._wake_writer.send(b"\0")
        while self._thread.is_alive() and not self._ending:
            self._thread.join(POLL_SECONDS)
        if not self._ending:
            self._wake_reader.close()
            self._wake_writer.close()

    def install_signal_handlers(self) -> None:
        """Wake the watchdog on signals, even while the main thread is blocked. Call it again after other code has taken
        the handlers.
        """
        if self._wake_writer is None:  # not watching
            return
        with contextlib.suppress(ValueError):  # not in the main thread
            signal.set_wakeup_fd(self._wake_writer.fileno(), warn_on_full_buffer=False)
            for number in self._signals:
                if signal.getsignal(number) is not signal.SIG_IGN:
                    self._before.setdefault(number, signal.signal(number, _ignore_signal))

    # the thread

    def _run(self) -> None:
        assert self._wake_reader is not None
        while not self._reason(self._wake_reader):
            if self._off:
                return
        self._ending = True
        self._end()

    def _reason(self, reader: socket.socket) -> bool:
        """Wait briefly, and return whether there is a reason to end."""
        watched: dict[int, int] = {reader.fileno(): POLLIN}
        if self._polled:
            watched[INPUT] = 0  # only report its end
        found = _poll(watched)
        ended = found.get(INPUT, 0)
        self._polled = self._polled and (
            not ended or bool(ended & POLL_GONE)
        )  # some systems cannot poll terminals
        called = bool(found.get(reader.fileno())) and bool(self._signals & set(reader.recv(4096)))
        return called or bool(ended & POLL_GONE) or self._terminal_gone() or self._orphaned()

    def _terminal_gone(self) -> bool:
        return self._terminal and _attributes() is None

    def _orphaned(self) -> bool:
        return self._parent is not None and os.getppid() != self._parent

    def _end(self) -> None:
        """Ask the program to leave, and end it if it does not."""
        with contextlib.suppress(Exception):
            self._leave()
        # Most programs end during this wait, and this daemon thread ends with them.
        threading.Event().wait(LEAVE_SECONDS)
        rescue = threading.Thread(target=self._rescue_quietly, daemon=True)
        rescue.start()
        rescue.join(RESCUE_SECONDS)
        for process in multiprocessing.active_children():
            process.kill()
        self._restore_terminal()
        os._exit(0)

    def _rescue_quietly(self) -> None:
        with contextlib.suppress(Exception):
            self._rescue()

    def _restore_terminal(self) -> None:
        """Restore the terminal if it still accepts output."""
        if self._attributes is not None:
            import termios

            with contextlib.suppress(OSError, termios.error):
                if _poll({OUTPUT: POLLOUT}).get(OUTPUT) == POLLOUT:
                    os.write(OUTPUT, RESTORE_SEQUENCES)
                termios.tcsetattr(INPUT, termios.TCSANOW, self._attributes)


def loading_watchdog(*, screen: bool = False) -> Watchdog:
    """Return a watchdog for the time before there is anything to save. It ends the program at once."""

    def end() -> None:
        os._exit(0)

    return Watchdog(end, end, screen=screen)


POLLIN, POLLOUT = getattr(select, "POLLIN", 1), getattr(select, "POLLOUT", 4)
POLL_GONE = getattr(select, "POLLHUP", 16) | getattr(select, "POLLERR", 8)


def _poll(watched: dict[int, int]) -> dict[int, int]:
    """Return the events at some file descriptors, waiting at most one interval."""
    if not hasattr(select, "poll"):  # Windows, where terminals do not vanish
        sockets = [fd for fd, wanted in watched.items() if wanted & POLLIN]
        return dict.fromkeys(select.select(sockets, [], [], POLL_SECONDS)[0], POLLIN)
    poll = select.poll()
    for fd, wanted in watched.items():
        poll.register(fd, wanted)
    return dict(poll.poll(1000 * POLL_SECONDS))


def _attributes() -> list[Any] | None:
    """Return the terminal's attributes. None if it is gone, or the system has no terminals of this kind."""
    try:
        import termios
    except ImportError:
        return None
    try:
        return termios.tcgetattr(INPUT)
    except termios.error:
        return None


def _is_device(fd: int) -> bool:
    """Return whether this is, or was, a terminal. A vanished terminal is still a character device."""
    try:
        return stat.S_ISCHR(os.fstat(fd).st_mode)
    except OSError:
        return False


def _ends_with_session() -> bool:
    """Return whether the program should end with its session. `nohup` ignores the signal to prevent that."""
    return hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN


def _ignore_signal(number: int, frame: FrameType | None) -> None:
    """Do nothing: the watchdog reads the signal. Without a handler the system would end the program at once."""
