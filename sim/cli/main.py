"""The command `tactegic`: reads the command line, carries out one command, ends with its exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from sim.cli.output import STOPPED, CommandError, Trouble, from_problems, say_errors
from sim.cli.parser import UsageError, parser
from sim.game.places import PlaceError
from sim.game.progress import StoppedError
from sim.game.store import GameInUseError
from sim.model.limits import TooMuchError
from sim.policy.registry import PolicyError
from sim.scenario.problems import InputError


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
    except InputError as error:
        return say_errors(from_problems(error.problems).troubles, as_json)
    except PolicyError as error:
        return say_errors([Trouble("--policy", error.message, error.remedy)], as_json)
    except TooMuchError as error:
        return say_errors([Trouble("", str(error), "give it lower rates, demand or numbers")], as_json)
    except (PlaceError, GameInUseError) as error:
        return say_errors([Trouble("", error.message, error.remedy)], as_json)


if __name__ == "__main__":  # `python -m sim.cli.main` is the command where none is installed
    run()
