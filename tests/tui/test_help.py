"""The help is made from the table of keys and names all of them; nothing is bound outside of it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from textual.binding import Binding
from textual.dom import DOMNode

import tui
from sim.view.stock_labels import STOCK_LABELS
from tests.tui.driving import SMALL, game
from tui.keyboard.keys import GROUPS, all_bindings, format_binding
from tui.screens.help import HelpScreen, help_text


def test_every_key_and_stock_is_explained() -> None:
    text = help_text(100).plain
    for key in all_bindings():
        assert key.tooltip
        assert key.id
        assert f"{format_binding(key)} " in text
        assert key.tooltip in text.replace("\n" + " " * 13, " ")
    assert all(stock.title.strip() in text for stock in STOCK_LABELS)


def test_keys_have_ids_of_their_own() -> None:
    ids = [key.id for key in all_bindings()]
    assert len(ids) == len(set(ids))


def test_nothing_is_bound_outside_of_the_table() -> None:
    known = {id(key) for group in GROUPS for key in group.keys}
    ours = [node for node in _nodes() if "BINDINGS" in vars(node)]
    assert len(ours) >= 6
    for node in ours:
        for binding in node.BINDINGS:
            assert isinstance(binding, Binding)
            assert id(binding) in known, (node, binding)


def test_every_action_of_a_key_exists() -> None:
    for node in _nodes():
        for binding in vars(node).get("BINDINGS", []):
            action = binding.action.split("(")[0]
            namespace, _, name = action.rpartition(".")
            owner = tui.app.TactegicApp if namespace == "app" else node
            assert hasattr(owner, f"action_{name}"), (node, binding.action)


def _nodes() -> Iterator[type[DOMNode]]:
    """Classes of our package that can have bindings."""
    for module in pkgutil.walk_packages(tui.__path__, "tui."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, DOMNode) and value.__module__ == module.name:
                yield value


async def test_help_opens_and_closes_everywhere() -> None:
    async with game(SMALL) as driver:
        await driver.press("question_mark")
        await driver.comes_to(HelpScreen)
        await driver.sees("How to play")
        await driver.press("end")
        await driver.sees("caretaker")
        await driver.press("escape")
        await driver.playing()
