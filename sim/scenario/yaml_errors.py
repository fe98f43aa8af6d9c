"""Explain errors of the YAML parser in plain words, each with a remedy."""

from __future__ import annotations

import yaml

from sim.base.problems import Problem, SourcePlace, make_problem

DIRECTIVE = ("a line begins with %", "remove it; put text that begins with % in quotes")
"""Problem and remedy for a YAML directive."""

_QUOTES = ("a quoted text does not end or has a wrong escape",
           "close the quotes; in \"double quotes\" a backslash begins an escape, 'single quotes' keep it")  # fmt: skip

_KNOWN_ERRORS: tuple[tuple[str, str, str], ...] = (
    ("tab character", "a tab where spaces belong", "indent with spaces"),
    ("cannot start any token", "a word begins with a character that YAML reserves",
     "indent with spaces, not tabs, and put text that begins with @, `, % or a tab in quotes"),
    ("mapping values are not allowed", "there is a ': ' where no key can be",
     "put text that contains ': ' in quotes, and check the indentation"),
    ("sequence entries are not allowed", "there is a '- ' where no list can be",
     "put the list on the lines below its key"),
    ("mapping keys are not allowed", "there is a '? ' where no key can be",
     "put text that begins with '?' in quotes, and write keys as `key: value`"),
    ("node content", "a bracket or brace closes what was never opened, or a value is missing",
     "write [1, 2, 3] or {key: value}, and put text that begins with ] or } in quotes"),
    ("could not find expected ':'", "a key without its ':'", "write `key: value`"),
    ("quoted scalar", *_QUOTES),
    ("flow sequence", "a list in [brackets] is not closed or lacks a comma", "write [1, 2, 3]"),
    ("flow mapping", "a mapping in {braces} is not closed or lacks a comma", "write {key: value, key: value}"),
    ("flow node", "a value is missing in [brackets] or {braces}", "write [1, 2, 3] or {key: value}"),
    ("block mapping", "this line does not fit the keys above it",
     "give all keys of one mapping the same indentation, and put text with quotes or colons in quotes"),
    ("block collection", "this line does not fit the list above it",
     "give all items of one list the same indentation"),
    ("block scalar", "a text block with | or > is not indented as it should be",
     "indent its lines by the same number of spaces"),
    ("document start", "there is more after the end of the scenario", "one file holds one mapping of keys"),
    ("incompatible YAML document", *DIRECTIVE),
    ("directive", *DIRECTIVE),
    ("tag", "a tag (a word that begins with !)", "remove it; put text that begins with ! in quotes"),
    ("anchor", "an anchor or alias (a word that begins with & or *)", "put the text in quotes"),
    ("alias", "an anchor or alias (a word that begins with & or *)", "put the text in quotes"),
)  # fmt: skip


_NOT_YAML = "this is not YAML"


def escape_problem(place: SourcePlace) -> Problem:
    """Return the problem of an invalid escape after this place."""
    message, remedy = _QUOTES
    return make_problem(place, (), f"{_NOT_YAML}: {message}", remedy)


def syntax_problem(error: yaml.YAMLError, label: str) -> Problem:
    """Return the problem that an error of the YAML parser describes."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = SourcePlace(label, mark.line + 1, mark.column + 1) if mark else SourcePlace(label, 1, 1)
    text = f"{getattr(error, 'problem', None) or ''} {getattr(error, 'context', None) or ''}"
    for sign, message, remedy in _KNOWN_ERRORS:
        if sign in text:
            return make_problem(place, (), f"{_NOT_YAML}: {message}", remedy)
    return make_problem(place, (), _NOT_YAML, "compare it with `tactegic new NAME`, line by line")
