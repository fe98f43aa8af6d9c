"""Laws of laying one tree over another."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sim.base.problems import SourcePlace
from sim.scenario.merge import merge_trees
from sim.scenario.yaml_tree import YamlNode, build_tree, tree_data, value_place, walk_key_path

KEYS = st.sampled_from(["a", "b", "c", "d"])
LEAVES = st.none() | st.booleans() | st.integers(0, 9) | st.text("xyz", max_size=2)
PLAIN = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
MAPPINGS = st.dictionaries(KEYS, PLAIN, max_size=4)


def tree(value: object, file: str = "f") -> YamlNode:
    return build_tree(value, SourcePlace(file, 1, 1))


def laid(under: Any, over: Any) -> Any:
    """The rule itself, on plain data."""
    if not isinstance(under, dict) or not isinstance(over, dict):
        return over
    both = {key: laid(under[key], over[key]) for key in under.keys() & over.keys()}
    return {**under, **over, **both}


@given(MAPPINGS, MAPPINGS)
def test_mappings_merge_key_by_key_and_all_else_is_replaced(under: Any, over: Any) -> None:
    assert tree_data(merge_trees(tree(under), tree(over))) == laid(under, over)


@given(MAPPINGS)
def test_nothing_over_it_or_under_it_or_itself_changes_nothing(value: Any) -> None:
    assert tree_data(merge_trees(tree({}), tree(value))) == value
    assert tree_data(merge_trees(tree(value), tree({}))) == value
    assert tree_data(merge_trees(tree(value), tree(value))) == value


@given(MAPPINGS, MAPPINGS)
def test_what_is_laid_over_it_holds_wherever_it_gives_a_value(under: Any, over: Any) -> None:
    result = tree_data(merge_trees(tree(under), tree(over)))
    assert laid(result, over) == result


@given(MAPPINGS, MAPPINGS)
def test_keys_keep_the_order_of_what_lies_under(under: dict[str, Any], over: dict[str, Any]) -> None:
    result = list(merge_trees(tree(under), tree(over)).entries)
    assert result == [*under, *(key for key in over if key not in under)]


def _paths(value: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    if not isinstance(value, dict):
        return [path]
    return [found for key, inner in value.items() for found in _paths(inner, (*path, key))]


@given(MAPPINGS, MAPPINGS)
def test_every_value_keeps_the_file_that_it_was_written_in(under: Any, over: Any) -> None:
    both = merge_trees(tree(under, "under"), tree(over, "over"))
    written = dict.fromkeys(_paths(under), "under") | dict.fromkeys(_paths(over), "over")
    for path in _paths(tree_data(both)):
        if path in written and len(list(walk_key_path(both, path))) == len(path):
            assert value_place(both, path).file == written[path]


@given(MAPPINGS, MAPPINGS)
def test_nothing_that_is_merged_is_changed_itself(under: Any, over: Any) -> None:
    below, above = tree(under), tree(over)
    merge_trees(below, above)
    assert (tree_data(below), tree_data(above)) == (under, over)
