"""The log: everything with `--debug`, otherwise only faults of the program."""

from __future__ import annotations

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from sim.base.places import log_folder
from sim.base.problems import format_file_name

NAME = "tactegic"
FILE = "tactegic.log"
MAX_BYTES, FILES = 1_000_000, 3
"""bytes of one file; old files that are kept."""


class _Handler(RotatingFileHandler):
    """A handler that keeps the reason if writing fails, and leaves the screen alone."""

    trouble = ""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802  # logging's name
        """Keep why it failed."""
        error = sys.exc_info()[1]
        self.trouble = f"{format_file_name(self.baseFilename)}: {error}"


class Log:
    """A rotating file, opened when it is needed. If it cannot be written, `trouble` says why."""

    def __init__(self) -> None:
        self.path: Path | None = None
        """The file; None while it is not open."""
        self._trouble = ""
        self._handler: _Handler | None = None
        logger = logging.getLogger(NAME)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())  # or Python would write on the terminal what nobody logs

    @property
    def trouble(self) -> str:
        """Why it cannot be written, if it cannot."""
        return self._trouble or (self._handler.trouble if self._handler is not None else "")

    def open(self, level: int = logging.DEBUG) -> bool:
        """Open the file if it is not open; returns whether it can be written."""
        path = log_folder() / FILE
        if self._handler is not None:
            return True
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handler = _Handler(path, maxBytes=MAX_BYTES, backupCount=FILES, encoding="utf-8")
        except OSError as error:
            self._trouble = f"{format_file_name(str(path))}: {(error.strerror or str(error)).lower()}"
            return False
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logger = logging.getLogger(NAME)
        logger.addHandler(handler)
        logger.setLevel(level)
        logger.propagate = False
        self._handler, self.path = handler, path
        return True

    def failure(self, error: BaseException) -> str:
        """Log a fault of the program; returns a sentence that says where."""
        if not self.open(logging.WARNING):
            return f"No log could be written: {self.trouble}."
        logging.getLogger(NAME).error("failure", exc_info=error)
        return f"What happened is in the log: {format_file_name(str(self.path))}"

    def close(self) -> None:
        """Stop writing."""
        if self._handler is not None:
            logging.getLogger(NAME).removeHandler(self._handler)
            self._handler.close()
            self._handler = None
