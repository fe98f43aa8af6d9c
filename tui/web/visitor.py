"""One visitor's game: the app as a process that speaks with the server over its standard input and output.

`python -m tui.web.visitor [SCENARIO] [--seed N]`. It ends with its server, however that ends, and saves as always.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Sequence

from sim.cli.parser import parser
from sim.cli.play import requested
from tui.app import TactegicApp
from tui.preferences import Preferences
from tui.quiet import prepare_processes

BEAT = 1.0
"""seconds; between two looks at whether the server is still there."""


def main(arguments: Sequence[str]) -> None:
    """Play until the visitor leaves. Nothing but the app writes on standard output: the server reads it."""
    options = parser().parse_args(["play", *arguments])
    threading.Thread(target=_end_with, args=(os.getppid(),), name="server", daemon=True).start()
    prepare_processes()
    app = TactegicApp(requested(options), None, Preferences())
    try:
        app.run()
    finally:
        app.lookahead.close()
        app.close_session()
        app.log_file.close()


def _end_with(server: int) -> None:
    """Leave in good order when the server has gone without a word."""
    while os.getppid() == server:
        time.sleep(BEAT)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(sys.argv[1:])
