"""How large the tree is: lines by package, the longest files and functions, classes with their parents, words by page.

python -m tools.sizes
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tools.names import PACKAGES, ROOT

MAX_CLASS_LINES = 350
"""lines; of a class and all its parents in the tree (held by a test)."""

LONGEST = 5
"""How many of the longest are listed."""


class Definition(NamedTuple):
    """A class or function, and where it is."""

    lines: int
    name: str
    path: str
    parents: tuple[str, ...] = ()


def trees(packages: tuple[str, ...] = PACKAGES) -> Iterator[tuple[str, str, ast.Module]]:
    """Path, text and syntax tree of every module."""
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            yield str(path.relative_to(ROOT)), text, ast.parse(text)


def package_lines() -> dict[str, int]:
    """Lines by room: `sim/model`, `tui/screens` and so on."""
    found: dict[str, int] = {}
    for path, text, _ in trees():
        room = "/".join(path.split("/")[:-1][:2])
        found[room] = found.get(room, 0) + text.count("\n")
    return found


def classes_with_parents() -> list[Definition]:
    """Classes, the longest first; lines of parents that are in the tree count, each once."""
    own: dict[str, Definition] = {}
    for path, _, tree in trees():
        foreign = _foreign_names(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                bases = (ast.unparse(base).split("[")[0] for base in node.bases)
                parents = tuple(base for base in bases if base not in foreign)
                own[node.name] = Definition(_length(node), node.name, path, parents)

    def ancestors(name: str) -> set[str]:
        return {name}.union(*(ancestors(parent) for parent in own[name].parents if parent in own))

    whole = (one._replace(lines=sum(own[name].lines for name in ancestors(one.name))) for one in own.values())
    return sorted(whole, reverse=True)


def _foreign_names(tree: ast.Module) -> set[str]:
    """Names that a module imports from outside of the tree."""
    return {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] not in PACKAGES
        for alias in node.names
    }


def functions() -> list[Definition]:
    """Functions, the longest first."""
    return sorted(
        (
            Definition(_length(node), node.name, path)
            for path, _, tree in trees()
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ),
        reverse=True,
    )


def _length(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1


def without_code(text: str) -> str:
    """A page without its code blocks."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def count_words(page: Path) -> int:
    """Words of a page, those in code blocks not counted."""
    words = without_code(page.read_text(encoding="utf-8")).split()
    return sum(re.search(r"\w", word) is not None for word in words)


def page_words() -> dict[str, int]:
    """Words of each written page."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
    return {str(page.relative_to(ROOT)): count_words(page) for page in pages}


def report() -> Iterator[str]:
    """All of it, line by line."""
    rooms = package_lines()
    for room, lines in sorted(rooms.items(), key=lambda entry: -entry[1]):
        yield f"{lines:7,} {room}"
    together = sum(lines for room, lines in rooms.items() if not room.startswith("bench"))
    yield f"{together:7,} sim and tui together"
    files = sorted(((text.count("\n"), path) for path, text, _ in trees()), reverse=True)
    yield from ("", "longest files", *(f"{lines:7,} {path}" for lines, path in files[:LONGEST]))
    for title, found in (("functions", functions()), ("classes with their parents", classes_with_parents())):
        rows = (f"{one.lines:7,} {one.name}  {one.path}" for one in found[:LONGEST])
        yield from ("", f"longest {title}", *rows)
    yield from ("", "words by page", *(f"{words:7,} {page}" for page, words in page_words().items()))


if __name__ == "__main__":
    sys.stdout.write("".join(f"{line}\n" for line in report()))
