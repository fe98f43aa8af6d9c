"""Records: what is written replays to the same game, and what was changed by hand is reported."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.base.problems import InputError
from sim.base.text_files import require_plain_text
from sim.game.game import Game
from sim.game.pgn import read_pgn
from sim.game.record import write_record
from sim.game.replay import ReplayReport, replay_record
from sim.model.move import Move
from sim.version import ENGINE
from tests.making import DAY, game, play, small


def _text(of: Game) -> str:
    return write_record(of, DAY)


def _replayed(text: str) -> ReplayReport:
    return replay_record(text, "game.tgn")


def _branched() -> Game:
    going = play(game(), "S20 M30 L60", "S30 r50", "S0 M0 L0")
    going.take_back()
    play(going, "S40 c2 fS100/0/0")
    going.take_back()
    going.take_back()
    return play(going, "L90", "L80")


def test_a_record_replays_to_the_same_text() -> None:
    text = _text(_branched())
    replayed = _replayed(text)
    assert replayed.differences == []
    assert replayed.moves == 6
    assert replayed.figures >= 6 * 19
    assert _text(replayed.game) == text


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(["S20", "S40 r60", "M0 c3", "L90", "back", "back", "root"]), max_size=10),
    st.text(max_size=40),
    st.sampled_from(["team", "seller", "manager", "leader"]),
)
def test_any_way_through_a_tree_survives(steps: list[str], comment: str, seat: str) -> None:
    going = game(seat=seat)
    for step in steps:
        if step == "back":
            going.take_back()
        elif step == "root":
            going.go(going.root)
        elif not going.over:
            mine = [part for part in step.split() if part[0] not in "SML" or part[0] in _letters(seat)]
            play(going, " ".join(mine) or "r10")
            going.at.comment = comment
    text = _text(going)
    again = _replayed(text)
    assert again.differences == []
    assert again.game.at.path() == going.at.path()
    assert _text(again.game) == text


def _letters(seat: str) -> str:
    return {"team": "SML", "seller": "S", "manager": "M", "leader": "L"}[seat]


def test_a_concentration_or_focus_that_is_given_up_is_given_up_in_the_record() -> None:
    going = play(game(), "S20 c3 fS100/0/0")
    going.play(Move((20, 30, 60), (30, 30, 30)))
    assert _replayed(_text(going)).game.at.own == Move((20, 30, 60), (30, 30, 30))


def test_the_end_is_in_the_record() -> None:
    going = game(threshold=-1e9)
    while not going.over:
        play(going, "S20 M30 L60")
    assert going.result is not None
    assert going.result.ending == "goal"
    pgn = read_pgn(_text(going), "game.tgn")
    assert (pgn.result, pgn.tags["Result"]) == ("1-0", "1-0")
    assert _replayed(_text(going)).differences == []


@pytest.mark.parametrize("name", ["bookings", "margin", "cash", "won", "accounts", "felt", "begun", "seen"])
def test_every_changed_figure_is_named(name: str) -> None:
    text = _text(play(game(), "S20", "S30"))
    at = [m.start(1) for m in re.finditer(rf"\[%{name} (\S+)\]", text)][1]
    end = text.index("]", at)
    changed = f"{text[:at]}{float(text[at:end]) + 0.01:.12g}{text[end:]}"
    differences = _replayed(changed).differences
    assert [(d.name, d.move) for d in differences] == [(name, "2. S30 M18 L30 r30")]
    assert changed.split("\n")[differences[0].line - 1].startswith("2. S30")


def test_a_changed_move_gives_other_figures() -> None:
    text = _text(play(game(), "S20", "S30"))
    assert _replayed(text.replace("1. S20", "1. S21")).differences


def test_another_seed_gives_other_figures() -> None:
    text = _text(play(game(), "S20", "S30"))
    assert _replayed(text.replace('[Dice "7"]', '[Dice "8"]')).differences


def test_a_wrong_result_is_named() -> None:
    text = _text(play(game(), "S20"))
    assert [d.name for d in _replayed(text.replace('[Result "*"]', '[Result "1-0"]')).differences] == [
        "Result"
    ]


def test_clocks_and_comments_are_not_figures_and_stay() -> None:
    going = game()
    going.play(going.parse_typed_move("S20"), seconds=3723.4)
    going.at.comment = "a } brave { move [%won 99] of mine"
    going.at.glyphs = (1, 6)
    again = _replayed(_text(going))
    assert again.differences == []
    assert again.game.at.seconds == 3723
    assert again.game.at.comment == "a ) brave ( move (%won 99] of mine"
    assert again.game.at.glyphs == (1, 6)


def test_a_record_of_another_engine_says_so() -> None:
    text = _text(play(game(), "S20")).replace(f'[Engine "{ENGINE}"]', f'[Engine "{ENGINE + 1}"]')
    replayed = _replayed(text)
    assert replayed.other_engine
    assert replayed.engine == ENGINE + 1
    assert not _replayed(_text(play(game(), "S20"))).other_engine


def test_a_record_without_figures_is_played_and_compared_with_nothing() -> None:
    text = re.sub(r"\{\[%[^}]*\}", "", _text(play(game(), "S20", "S30")))
    replayed = _replayed(text)
    assert (replayed.moves, replayed.figures, replayed.differences) == (2, 0, [])
    assert replayed.game.at.number == 2


def test_a_record_outlives_edits_of_its_scenario() -> None:
    """The scenario is complete in the record: no file is looked up."""
    text = _text(play(game(small(name="gone")), "S20"))
    assert _replayed(text).game.setup.scenario == small(name="gone")


def test_hostile_scenario_text_stays_inside_of_its_lines() -> None:
    nasty = 'x"] [Seed "1"] {[%won 1]} 1. S1 ( * %'
    of = small(title=nasty, story={"start": f'%\n1. S1\n[Dice "3"]\n{nasty}'})
    replayed = _replayed(_text(play(game(of), "S20")))
    assert replayed.differences == []
    assert replayed.game.setup.scenario == of


GOOD = _text(play(game(), "S20", "S30"))

BROKEN: list[tuple[Callable[[str], str], str]] = [
    (lambda t: t.replace('[Seed "7"]\n', ""), "the tag Seed is missing"),
    (lambda t: t.replace('[Seed "7"]', '[Seed "x7"]'), "not a whole number"),
    (lambda t: t.replace('[Seed "7"]', '[Seed "7"'), "not a tag"),
    (lambda t: t.replace('[Seed "7"]', '[Seed "7"]\n[Seed "8"]'), "already given"),
    (lambda t: t.replace('[Seat "team"]', '[Seat "king"]'), "Seat is king"),
    (lambda t: t.replace('[Cadence "quarter"]', '[Cadence "week"]'), "Cadence is week"),
    (lambda t: t.replace('[Goal "1000.0"]', '[Goal "nan"]'), "not a number"),
    (lambda t: t.replace('[Format "1"]', '[Format "2"]'), "format 2"),
    (lambda t: t.replace("% quarters: 4", "% quarters: 5"), "its hash differs"),
    (lambda t: t.replace("% quarters: 4", "% quarters: many"), "quarters"),
    (lambda t: "\n".join(line for line in t.split("\n") if not line.startswith("%")), "no scenario"),
    (lambda t: t.replace("1. S20", "1. S200"), "more than 100"),
    (lambda t: t.replace("1. S20", "1. banana"), "not part of a move"),
    (lambda t: t.replace("2. S30", "7. S30"), "numbered 7"),
    (lambda t: t.replace("2. S30", "S30"), "in the place of a move number"),
    (lambda t: t.replace("2. S30", "2. 3. S30"), "no words"),
    (lambda t: t.replace("2. S30", "( 2. S30"), "not closed"),
    (lambda t: t.replace("2. S30", ") 2. S30"), "closes no variation"),
    (lambda t: t.replace("2. S30", "2. ( S30 )"), "before any move"),
    (lambda t: t[: t.rindex("}")], "comment is not closed"),
    (lambda t: t + "\n3. S40", "more after the result"),
    (lambda t: t.replace("[%won ", "[%won lots"), "not a number"),
    (lambda t: t.replace("2. S30", "2. S30 $x"), "out of place"),
    (lambda t: t.replace("M18", "fS90/90/90"), "sum to 100"),
    (lambda _: "", "does not end with its result"),
    (lambda t: "\x00" + t, "control character"),
]


@pytest.mark.parametrize(("harm", "said"), BROKEN, ids=[said for _, said in BROKEN])
def test_a_broken_record_is_refused_with_line_and_remedy(harm: Callable[[str], str], said: str) -> None:
    harmed = harm(GOOD)
    assert harmed != GOOD
    with pytest.raises(InputError) as caught:
        replay_record(require_plain_text(harmed, "game.tgn"), "game.tgn")
    assert said in str(caught.value)
    problem = caught.value.problems[0]
    assert problem.line >= 1
    assert problem.remedy
    assert problem.file == "game.tgn"


def test_moves_after_the_end_are_refused() -> None:
    going = game()
    while not going.over:
        play(going, "S20")
    text = _text(going).rstrip()
    body, result = text[: text.rindex("\n")], text[text.rindex("\n") :]
    with pytest.raises(InputError, match="after the end"):
        _replayed(f"{body}\n5. S20{result}")
    assert _replayed(text).differences == []


def test_no_record_that_was_cut_passes_as_whole() -> None:
    """All truncations within the moves, and some in each part before them. A missing last line feed alone changes
    nothing.
    """
    text = _text(_branched()).rstrip("\n")
    begins = text.index("\n1. ")
    for cut in (*range(0, begins, 97), *range(begins, len(text))):
        with pytest.raises(InputError) as caught:
            _replayed(text[:cut])
        assert caught.value.problems[0].remedy
