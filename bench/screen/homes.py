"""A home for the games that are measured: of somebody who has been here before, with settings of the bench's own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.play.first_start import MARKER_NAME, MARKER_TEXT


@contextmanager
def own_home(settings: str = "") -> Iterator[Path]:
    """A folder that goes when the context is left."""
    with tempfile.TemporaryDirectory(prefix="tactegic-bench-") as folder:
        home = Path(folder)
        (home / MARKER_NAME).write_text(MARKER_TEXT, encoding="utf-8")
        if settings:
            (home / "settings.yaml").write_text(f"format: 1\n{settings}\n", encoding="utf-8")
        yield home
