"""One visitor's game: the app as a process that speaks with the server over its standard input and output.

`python -m tui.web.visitor [SCENARIO] [--seed N]`. It ends with its server, however that ends, and saves as always. It
is confined to the folders of whoever plays.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.base.watchdog import loading_watchdog

if TYPE_CHECKING:
    from tui.app import TactegicApp


def main(arguments: Sequence[str]) -> None:
    """Play until the visitor leaves. Nothing but the app writes on standard output: the server reads it."""
    with loading_watchdog(screen=True):  # a page may be closed by then
        app = _made_ready(arguments)
    from tui.app import run_app

    run_app(app)  # and end with the server, or when it closes our input


def _made_ready(arguments: Sequence[str]) -> TactegicApp:
    from sim.base.confinement import confine
    from sim.base.places import files_folder, own_folders
    from sim.cli.parser import parse
    from sim.cli.play import read_request
    from tui.app import TactegicApp
    from tui.controllers.preferences import Preferences
    from tui.runtime.priority import prepare_processes

    options = parse(["play", *arguments])
    prepare_processes()
    request = read_request(options)  # the server's scenario may lie anywhere
    _bound_memory()
    confine(files_folder(), *own_folders())
    os.chdir(files_folder())
    return TactegicApp(request, None, Preferences())


def _bound_memory() -> None:
    """Let this process, and each that it starts, not take all memory, where the system has such a bound."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        from tui.web.limits import MEMORY

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(sys.argv[1:])
