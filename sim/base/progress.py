"""Progress and cancelling of long work."""

from __future__ import annotations

from collections.abc import Callable

ProgressCallback = Callable[[int, int], bool]
"""Gets how much of how much is done; False stops the work, which then raises StoppedError."""


class StoppedError(Exception):
    """Long work was stopped by the user."""


def report_progress(progress: ProgressCallback | None, done: int, of: int) -> None:
    """Tell how far it is, if anybody listens. Raises StoppedError if they want no more."""
    if progress is not None and not progress(done, of):
        raise StoppedError
