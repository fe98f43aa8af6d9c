"""Programs that tests start."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def started(*arguments: Any, **given: Any) -> Iterator[subprocess.Popen[Any]]:
    """A program, as `subprocess.Popen` starts it. It is killed where it still runs at the end: a test that fails must
    not wait for ever.
    """
    with subprocess.Popen(*arguments, **given) as process:
        try:
            yield process
        finally:
            process.kill()
