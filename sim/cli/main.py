"""The command `tactegic`: reads the command line, carries out one command, ends with its exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from sim.cli.output import STOPPED, CommandError, Trouble, say_errors
from sim.cli.parser import UsageError, parser
from sim.game.progress import StoppedError


def run() -> None:
    """The entry point of the command."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Carry out a command line; the exit status."""
    try:
        status = _carry_out(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read our output has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, StoppedError):
        sys.stderr.write("\nstopped\n")
        return STOPPED
    return status


def _carry_out(arguments: Sequence[str]) -> int:
    as_json = "--json" in arguments
    try:
        options = parser().parse_args(arguments)
        return int(options.command(options))
    except UsageError as error:
        return say_errors([Trouble("", error.message, error.remedy)], as_json)
    except CommandError as error:
        return say_errors(error.troubles, as_json)
    except (BrokenPipeError, StoppedError):
        raise
    except Exception as error:
        from sim.cli.troubles import troubles  # which loads much that no good start needs

        found = troubles(error)
        if not found:
            raise
        return say_errors(found, as_json)


if __name__ == "__main__":  # `python -m sim.cli.main` is the command where none is installed
    run()
