"""Plain mode: a line in, lines out, until there are no more. What is played is saved after every move."""

from __future__ import annotations

import io
import shutil
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from types import FrameType
from typing import BinaryIO, NoReturn

from sim.base.errors import Trouble
from sim.base.places import PlaceError
from sim.base.problems import describe_error, escape_text
from sim.base.progress import StoppedError
from sim.base.watchdog import EXIT_SIGNALS, Watchdog
from sim.cli.output import BAD_INPUT, GOOD, STOPPED, OutputError
from sim.cli.play import PlayRequest
from sim.play.start import NewGame
from tui.plain import guided, opening, setting
from tui.plain.commands import carried_out, find_command
from tui.plain.ending import record
from tui.plain.reading import Heard, heard
from tui.plain.session import PlainSession
from tui.plain.voice import Voice
from tui.runtime.errors import error_lines
from tui.runtime.log import Log

GREETING = (
    "Tactegic, line by line. You run a sales organisation.",
    "Each move you decide how much of your people's time belongs to this quarter and how much to the years to come. "
    "Then the market moves.",
)
HELP = "`help` lists the commands; a move like S25 M35 L70 r30 is drafted, and `play` plays it."


class LeaveError(BaseException):
    """Somebody wants the program to end."""


def play(request: PlayRequest) -> int:
    """Play on standard input and output until the player leaves; the exit status."""
    asked = sys.stdin is not None and sys.stdin.isatty()
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    voice = Voice(sys.stdout, sys.stderr, echo=not asked, width=width)
    lines = io.BytesIO() if sys.stdin is None else sys.stdin.buffer
    desk = PlainSession()
    with Watchdog(_wake, lambda: _rescue(desk), screen=False):
        return converse(request, lines, voice, desk, numbered=not asked)


def _wake() -> None:
    """Interrupt the main thread, whatever it waits for, with the wish to leave."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)


def _rescue(desk: PlainSession) -> None:
    if desk.session is not None:
        desk.session.rescue()


def converse(
    request: PlayRequest, lines: BinaryIO, voice: Voice, desk: PlainSession | None = None, *, numbered: bool
) -> int:
    """Play on any streams; errors say the number of their line where lines are `numbered`. The exit status: bad input
    where a line could not be understood or carried out and nobody is there to mend it.
    """
    desk, log = desk or PlainSession(), Log()
    if request.debug:
        log.open()
    talk = _Talk(desk, voice, log, numbered)
    try:
        with _ending_on_signals():
            talk.begin(request)
            talk.go_on(lines)
        status = BAD_INPUT if numbered and voice.troubled else GOOD
    except LeaveError:
        status = GOOD
    except (KeyboardInterrupt, StoppedError):
        voice.end_line()
        status = STOPPED
    finally:
        farewell = _leave(desk, log)
    with suppress(OSError, OutputError):  # whoever listened is gone; the game is saved
        for text in farewell:
            voice.say(text)
    return status


def _leave(desk: PlainSession, log: Log) -> list[str]:
    """Give everything free; what is to be told of it."""
    session = desk.session
    if session is not None and session.unsaved is not None:
        session.save()
    said = list(record(desk))
    desk.close()
    if log.path is not None:
        said.append(f"Log: {log.path}")
    if log.trouble:
        said.append(f"No log: {log.trouble}")
    log.close()
    return said


class _Talk:
    """Takes lines, says lines, tells errors with their place."""

    def __init__(self, desk: PlainSession, voice: Voice, log: Log, numbered: bool) -> None:
        self._desk, self._voice, self._log, self._numbered = desk, voice, log, numbered
        self._told: PlaceError | None = None
        """why saving failed, as it was told last."""

    def begin(self, request: PlayRequest) -> None:
        """What the command line asks for, as it is set."""
        for text in setting.adopt_settings(self._desk):
            self._voice.warn(text)
        self._voice.ascii = self._desk.settings.pieces == "ascii"
        for text in GREETING:
            self._voice.say(text)
        if request.record is not None:
            self._do(opening.go_on(self._desk, request.record), "")
        elif request.scenario is not None:
            wanted = NewGame(request.scenario, request.seat, request.cadence, request.seed, request.dice)
            self._do(opening.start(self._desk, wanted), "")
        else:
            self._do(guided.offer_tutorial(self._desk, ask=not self._numbered), "")
        if self._desk.asking is None:
            self._voice.say(opening.CHOICES if self._desk.session is None else HELP)

    def go_on(self, lines: BinaryIO) -> None:
        """Line after line to the last, or until the player leaves."""
        number = 0
        while not self._desk.leaving:
            self._voice.ask(self._desk.prompt)
            line = self._heard(lines, number := number + 1)
            if line is None:
                self._voice.end_line()
                return
            self._voice.repeat(line.text if line.problem is None else escape_text(line.text))
            self._answer(line)

    def _heard(self, lines: BinaryIO, number: int) -> Heard | None:
        try:
            return heard(lines, number)
        except OSError as error:  # a folder in place of a file, a terminal that is gone
            why = (error.strerror or str(error)).lower()
            self._voice.tell(Trouble("", f"no line can be read: {why}", "give a file of lines"))
            return None

    def _answer(self, line: Heard) -> None:
        place = f"line {line.number}" if self._numbered else ""
        if line.problem is not None:
            self._voice.tell(Trouble(place, *line.problem))
        elif self._desk.asking is not None and not line.text.startswith("#"):
            self._do(self._answered(line.text), place)
        elif line.text and not line.text.startswith("#"):
            self._do(carried_out(self._desk, line.text), place)

    def _answered(self, text: str) -> Iterator[str]:
        """The answer to a question; `cancel` takes the question away, and leaving and help are heard there too."""
        desk, asking = self._desk, self._desk.asking
        assert asking is not None
        command = find_command((text.split(" ")[0] if asking.loose else text).lower())
        if text.lower() == "cancel":
            desk.asking = None
            yield "Cancelled."
        elif command is not None and asking.loose:
            desk.asking = None
            yield from carried_out(desk, text)
        elif command is not None and command.name in ("quit", "help", "glossary", "scenarios"):
            yield from command.work(desk, "")
        else:
            yield from asking.answer(desk, text)

    def _do(self, said: Iterable[str], place: str) -> None:
        """Say what is said; what stands in the way is told, and the game goes on."""
        try:
            for text in said:
                self._voice.say(text)
            self._voice.ascii = self._desk.settings.pieces == "ascii"
            self._tell_stopped()
            self._tell_unsaved(place)
        except (BrokenPipeError, OutputError):
            raise
        except StoppedError:
            if self._numbered:  # nobody is there to say what now
                raise
            self._voice.say("Stopped. Nothing else has changed.")
        except Exception as error:  # it is shown, whatever it is
            for trouble in describe_error(error) or (
                Trouble("", error_lines(error)[0], self._log.failure(error)),
            ):
                self._voice.tell(replace(trouble, place=", ".join(p for p in (place, trouble.place) if p)))

    def _tell_stopped(self) -> None:
        """Say that a look was stopped before it was complete."""
        ahead = self._desk.ahead
        if ahead.stopped:
            self._voice.say("Stopped early: this is what few futures show.")
            ahead.stopped = False

    def _tell_unsaved(self, place: str) -> None:
        """Say that the last saving failed, once for each time."""
        unsaved = None if self._desk.session is None else self._desk.session.unsaved
        if unsaved is not None and unsaved is not self._told:
            self._voice.tell(Trouble(place, f"not saved: {unsaved.message}", unsaved.remedy))
        self._told = unsaved


@contextmanager
def _ending_on_signals() -> Iterator[None]:
    """Within it these signals leave in good order, the first of them: more of them must not disturb that."""

    def leave(_: int, __: FrameType | None) -> NoReturn:
        for number in numbers:
            signal.signal(number, lambda *_: None)
        raise LeaveError

    numbers = [n for n in (getattr(signal, name, None) for name in EXIT_SIGNALS) if n is not None]
    before = []
    with suppress(ValueError):  # not in the main thread
        before = [(number, signal.signal(number, leave)) for number in numbers]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)
