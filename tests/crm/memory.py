"""Peak memory of a command in a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys

# VmHWM starts anew with the program. ru_maxrss does not: a child inherits the peak of the process that started it.
CODE = """
import pathlib, sys
from sim.cli.main import main
status = main(sys.argv[1:])
sys.stderr.write(pathlib.Path("/proc/self/status").read_text())
sys.exit(status)
"""


def peak_memory(*arguments: object) -> tuple[int, int]:
    """Exit status and peak resident memory (kB) of a `measure_best_split` command. Linux only."""
    command = [sys.executable, "-c", CODE, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"VmHWM:\s+(\d+) kB", done.stderr)
    assert found is not None, done.stderr
    return done.returncode, int(found[1])
