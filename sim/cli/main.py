"""The command `tactegic`: reads the command line, carries out one command, ends with its exit status."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from sim.base.problems import describe_error
from sim.base.progress import StoppedError
from sim.cli.output import (
    GOOD,
    STOPPED,
    OutputError,
    finish,
    mute,
    prepare_streams,
    say_errors,
    warn,
)
from sim.cli.parser import parse


def run() -> None:
    """The entry point of the command."""
    try:
        prepare_streams()
    except OutputError as error:
        sys.exit(say_errors(error.troubles, as_json=False))
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Carry out a command line; the exit status."""
    try:
        try:
            status = _carry_out(arguments)
        except SystemExit:  # help was printed
            finish()
            raise
        finish()
    except BrokenPipeError:  # whoever read our output has read enough
        mute()
        return GOOD
    except OutputError as error:
        mute()
        return say_errors(error.troubles, as_json=False)
    except (KeyboardInterrupt, StoppedError):
        warn("\nstopped")
        return STOPPED
    return status


def _carry_out(arguments: Sequence[str]) -> int:
    as_json = "--json" in arguments
    try:
        options = parse(arguments)
        return int(options.command(options))
    except (BrokenPipeError, OutputError, StoppedError):
        raise
    except Exception as error:
        found = describe_error(error)
        if not found:
            raise
        return say_errors(found, as_json)


if __name__ == "__main__":  # `python -m sim.cli.main` is the command where none is installed
    run()
