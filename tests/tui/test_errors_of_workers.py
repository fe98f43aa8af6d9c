"""Work beside the screen never ends in silence: each worker of the app tells any error of what it does."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import tui

PLACES = sorted(Path(tui.__file__).parent.rglob("*.py"))


def _workers() -> Iterator[tuple[str, ast.FunctionDef, ast.Call]]:
    for path in PLACES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for mark in node.decorator_list if isinstance(node, ast.FunctionDef) else ():
                if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name) and mark.func.id == "work":
                    assert isinstance(node, ast.FunctionDef)
                    yield f"{path.name}:{node.name}", node, mark


WORKERS = {name: (function, mark) for name, function, mark in _workers()}


def test_there_are_workers() -> None:
    assert len(WORKERS) >= 8


@pytest.mark.parametrize("name", WORKERS)
def test_a_worker_that_fails_says_so_and_does_not_end_the_app(name: str) -> None:
    """It catches every Exception; what it tells then is for other tests to see."""
    function, mark = WORKERS[name]
    options = {keyword.arg: ast.unparse(keyword.value) for keyword in mark.keywords}
    assert options.get("exit_on_error") == "False", "an error would end the app"
    caught = [
        handler
        for part in function.body
        if isinstance(part, ast.Try)
        for handler in part.handlers
        if isinstance(handler.type, ast.Name) and handler.type.id == "Exception"
    ]
    assert caught, "an error would be told to nobody"
    assert all(not isinstance(part, ast.Pass) for handler in caught for part in handler.body)
