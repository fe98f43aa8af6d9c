"""Progress reports and cancelling of long work."""

from __future__ import annotations

from collections.abc import Callable

ProgressCallback = Callable[[int, int], bool]
"""Called with the work done and the total. Returning False stops the work, which then raises StoppedError."""

ProgressFactory = Callable[[str], ProgressCallback]
"""Makes a progress callback for the next part of the work, described in words. Without words the description stays."""

StopCallback = Callable[[], bool]
"""Asks whether to stop. Returning True stops the work, which then raises StoppedError."""


class StoppedError(Exception):
    """The user stopped long work."""


def report_progress(progress: ProgressCallback | None, done: int, total: int) -> None:
    """Report progress if there is a callback. Raises StoppedError if the callback asks to stop."""
    if progress is not None and not progress(done, total):
        raise StoppedError
