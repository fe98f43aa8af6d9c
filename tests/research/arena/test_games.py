"""Games of an arena: what was played before is read from the log, and fits what is asked for now."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.base.problems import InputError
from sim.research.arena.games import arena_jobs, make_contest, play_all
from sim.research.results_log import ResultsLog
from tests.making import scenario, small

BOTS = ("steady", "month-ender", "S20,M35,L65")
HERE = make_contest("here", small(), 1000.0)
THERE = make_contest("there", small(goal={"patience": 0.1}), 1000.0)


def test_games_stopped_and_gone_on_with_are_the_games_at_once(tmp_path: Path) -> None:
    todo = arena_jobs([HERE, THERE], BOTS, 3)
    at_once = play_all(todo, 1, None)
    with ResultsLog(tmp_path / "x.jsonl") as kept:
        play_all(arena_jobs([HERE, THERE], BOTS[:2], 2), 1, kept)
    with ResultsLog(tmp_path / "x.jsonl") as kept:
        assert len(kept.documents) == 4
        assert play_all(todo, 1, kept) == at_once
        assert len(kept.documents) == 9
    with ResultsLog(tmp_path / "x.jsonl") as kept:
        assert play_all(todo, 1, kept) == at_once
        assert len(kept.documents) == 9


def test_what_is_not_played_makes_no_other_scenario() -> None:
    told = small(learning=["More."], story={"start": "Once."})
    assert make_contest("here", told, 1000.0).hash == HERE.hash != THERE.hash


def test_everybody_plays_the_same_worlds_and_scenarios_take_turns() -> None:
    todo = arena_jobs([HERE, THERE], BOTS, 5)
    worlds = {bot: [(j.contest.label, j.seed) for j in todo if j.policy == bot] for bot in BOTS}
    assert len({tuple(w) for w in worlds.values()}) == 1
    assert [label for label, _ in worlds["steady"]] == ["here", "there", "here", "there", "here"]
    assert len(set(worlds["steady"])) == 5
    assert arena_jobs([HERE, THERE], BOTS, 3) == todo[:9]


CHANGES = [
    ({"hash": "0"}, "another version of that scenario"),
    ({"does": "rules 0"}, "another version of that policy"),
    ({"engine": 0}, "another engine"),
    ({"goal": 7.0}, "another engine, or for another goal"),
    ({"value": None}, "not a game"),
    ({"ending": "won"}, "not a game"),
    ({"more": 1}, "not a game"),
]


@pytest.mark.parametrize(("change", "said"), CHANGES)
def test_games_of_something_else_under_the_same_name_are_refused(
    tmp_path: Path, change: dict[str, object], said: str
) -> None:
    path, todo = tmp_path / "x.jsonl", arena_jobs([HERE], BOTS[:2], 2)
    with ResultsLog(path) as kept:
        play_all(todo, 1, kept)
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[2] = json.dumps(json.loads(lines[2]) | change)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with ResultsLog(path) as kept, pytest.raises(InputError, match=said) as caught:
        play_all(todo, 1, kept)
    assert caught.value.problems[0].line == 3


def test_a_game_that_is_there_twice_counts_once_and_must_agree(tmp_path: Path) -> None:
    path, todo = tmp_path / "x.jsonl", arena_jobs([HERE], BOTS[:2], 1)
    with ResultsLog(path) as kept:
        found = play_all(todo, 1, kept)
        kept.add(found[0].model_dump())
    with ResultsLog(path) as kept:
        assert play_all(todo, 1, kept) == found
        kept.add(found[0].model_dump() | {"value": 1.0})
    with ResultsLog(path) as kept, pytest.raises(InputError, match="twice"):
        play_all(todo, 1, kept)


def test_other_scenarios_and_bots_in_the_file_are_left_alone(tmp_path: Path) -> None:
    elsewhere = make_contest("elsewhere", scenario(quarters=4), 0.0)
    with ResultsLog(tmp_path / "x.jsonl") as kept:
        play_all(arena_jobs([elsewhere], BOTS[:1], 1), 1, kept)
        assert len(play_all(arena_jobs([HERE], BOTS[1:], 1), 1, kept)) == 2
        assert len(kept.documents) == 3
