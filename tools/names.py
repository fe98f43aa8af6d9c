"""Names that stand for more than one thing: classes, public functions, and functions called by a participle.

    python -m tools.names            lists them; exit status 1 where there are any

Functions of a module count; methods do not, as classes that do the same share names. What looks like a participle
and is none stands in `NOUNS`.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("sim", "tui", "bench")
MAX_FUNCTIONS = 2
"""Public functions that may share a name."""

CONVENTIONS = frozenset([("sim/cli", "add_options"), ("sim/cli", "run")])
"""Functions that every module of a package has, which so stand for one thing."""

IRREGULAR = frozenset(
    [
        "told",
        "kept",
        "drawn",
        "made",
        "known",
        "done",
        "found",
        "seen",
        "given",
        "shown",
        "held",
        "left",
        "begun",
        "written",
    ]
)
NOUNS = frozenset("binding heading hundred nothing opening seed standing warning".split())  # noqa: SIM905


def definitions() -> Iterator[tuple[str, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every class and function of a module, with the module's path."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                    yield str(path.relative_to(ROOT)), node


def is_participle(name: str) -> bool:
    """Whether a name of one word is a participle: `told`, `_listed`, `measuring`."""
    word = name.strip("_")
    return "_" not in word and word not in NOUNS and (word.endswith(("ed", "ing")) or word in IRREGULAR)


def faults() -> Iterator[str]:
    """Each name that stands for too many things, with where it stands."""
    classes, functions = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for place, node in definitions():
        if isinstance(node, ast.ClassDef):
            classes[node.name].append(place)
            continue
        if is_participle(node.name):
            yield f"{place}: function {node.name} is called by a participle"
        if not node.name.startswith("_") and (Path(place).parent.as_posix(), node.name) not in CONVENTIONS:
            functions[node.name].append(place)
    for kind, found, most in (("class", classes, 1), ("function", functions, MAX_FUNCTIONS)):
        for name, places in found.items():
            if len(places) > most:
                yield f"{kind} {name}: {', '.join(places)}"


if __name__ == "__main__":
    found = list(faults())
    sys.stdout.write("".join(f"{fault}\n" for fault in found))
    sys.exit(bool(found))
