"""The corpus of broken files: what is expected of each stands in comments at its top.

`# at LINE:COLUMN` is where the problem must be placed, `# says PHRASE` a part of what it must say, and each
`# mend OLD => NEW` a replacement below the comments; with all of them the file is its valid neighbour.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

BROKEN = Path(__file__).parent / "corpus" / "broken"
_HEADER = re.compile(r"# (at|says|mend) (.*)")
_ESCAPE = re.compile(r"\\(u[0-9a-f]{4}|.)")
_LETTERS = {"n": "\n", "t": "\t", "\\": "\\"}


@dataclass(frozen=True)
class Broken:
    """One file of the corpus."""

    path: Path

    @cached_property
    def text(self) -> str:
        """All of it."""
        return self.path.read_bytes().decode("utf-8")

    @cached_property
    def header(self) -> list[tuple[str, str]]:
        """Return what is expected: pairs of a word and what follows it."""
        found = []
        for line in self.text.split("\n"):
            match = _HEADER.fullmatch(line)
            if match is None:
                break
            found.append((match[1], match[2]))
        return found

    @property
    def at(self) -> tuple[int, int]:
        """Line and column."""
        line, column = dict(self.header)["at"].split(":")
        return int(line), int(column)

    @property
    def says(self) -> str:
        """Part of the message and its remedy."""
        return dict(self.header)["says"]

    @property
    def mended(self) -> str:
        """Its valid neighbour."""
        lines = self.text.split("\n")
        head, body = lines[: len(self.header)], "\n".join(lines[len(self.header) :])
        for word, change in self.header:
            if word == "mend":
                old, new = (_unescaped(part) for part in f"{change} ".split(" => "))
                assert body.count(old) == 1, f"{self.path.name}: {old!r} does not stand there once"
                body = body.replace(old, new.removesuffix(" "))
        return "\n".join([*head, body])


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda m: chr(int(m[1][1:], 16)) if len(m[1]) > 1 else _LETTERS[m[1]], text)


CORPUS = tuple(Broken(path) for path in sorted(BROKEN.glob("*.yaml")))
