"""What the commands of plain mode do, told by what is played, saved and said of it."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sim.analysis.why.change_split import CAUSES
from sim.analysis.why.explanation import EXPLAINED_MEASURES, explain
from sim.cli.play import PlayRequest
from sim.game.record_figures import move_figures
from sim.game.variations import list_variations
from sim.lookahead.turning_points import find_turning_points, value_of_ending, value_position
from sim.play.session import Session
from sim.policy.notation import format_move
from sim.policy.registry import bot_names, load_bot_rules
from sim.scenario.load import load_scenario
from sim.text.figures import format_money
from sim.text.pieces import describe_piece
from sim.text.playbook import describe_plans
from sim.text.why import CAUSE_MEANINGS, format_signed_money, round_causes
from sim.view.board import BoardItem
from sim.view.piece_outlook import make_piece_outlook
from sim.view.view import View
from tests.tui.driving import short
from tests.tui.plain.talking import record, replayed, said_to, talk
from tui.plain.commands import COMMANDS, GROUPS, find_command
from tui.plain.spoken import WORDS, spoken


def _moves(home: Path) -> list[str]:
    """The moves of the line in which the player is."""
    game = replayed(record(home)).game
    return [
        format_move(node.own, game.held) for node in reversed(list(game.at.line())) if node.own is not None
    ]


def _view(home: Path) -> View:
    game = replayed(record(home)).game
    return game.view()


def test_a_game_is_played_to_its_end(home: Path) -> None:
    talked = talk(*["play S20 M30 L60"] * 4, "result")
    assert (talked.status, talked.errors) == (0, "")
    game = replayed(record(home)).game
    assert game.result is not None
    assert f"Q{game.setup.scenario.quarters}" in talked.out
    assert "value" in talked.after("result")


@pytest.mark.parametrize(
    ("scenario", "request_", "moves"),
    [
        ("the_entrant", {"seat": "leader"}, ["L65 r30"] * 12),
        ("first_quarter", {"cadence": "month"}, ["S20 M30 L60"] * 12),
    ],
)
def test_full_games_of_every_kind(
    scenario: str, request_: dict[str, Any], moves: list[str], home: Path
) -> None:
    script = [f"play {move}" for move in moves]
    talked = talk(*script, "result", scenario=load_scenario(scenario).scenario, seed=12, **request_)
    assert (talked.status, talked.errors) == (0, "")
    assert talked.out.count("is played and saved") == len(moves)
    game = replayed(record(home)).game
    assert game.over
    assert game.at.number == len(moves)


def test_a_typed_move_is_weighed_and_not_played(home: Path) -> None:
    talked = talk("S25 M40 L80 r50")
    assert talked.status == 0
    assert "win chance" in talked.after("S25 M40 L80 r50")
    assert not _moves(home)


def test_play_plays_the_draft_as_it_was_changed(home: Path) -> None:
    assert talk("S25 M40 L80", "move M45 r70", "focus L10/20/30/40", "play").status == 0
    assert _moves(home) == ["S25 M45 L80 r70 fS40/30/30 fM55/25/20 fL10/20/30/40"]


def test_what_a_typed_move_does_not_name_is_as_in_the_last_one(home: Path) -> None:
    talk("play S20 M30 L60 r10", "play S50")
    assert _moves(home)[1] == "S50 M30 L60 r10"


@pytest.mark.parametrize("typed", [("play S50",), ("S50", "play"), ("move S50", "play")])
def test_what_a_typed_move_does_not_name_stays_as_drafted(typed: tuple[str, ...], home: Path) -> None:
    talk("play S20 M30 L60 r10", "S25 M40 L80 rS20 rM30 rL60 c2", "focus L10/20/30/40", *typed)
    assert _moves(home)[1] == "S50 M40 L80 rS20 rM30 rL60 c2 fS40/30/30 fM55/25/20 fL10/20/30/40"


def test_takeback_leaves_a_line_and_drafts_its_move(home: Path) -> None:
    talked = talk("play S20 M30 L60", "takeback", "play", "takeback", "play S0 M0 L0", "line")
    assert talked.status == 0
    game = replayed(record(home)).game
    assert [format_move(node.own, game.held) for node in game.root.children if node.own is not None] == [
        "S20 M30 L60 r30",
        "S0 M0 L0 r30",
    ]
    assert "S20" in talked.after("line")
    assert "S0 M0" in talked.after("line")


def test_looking_changes_nothing_and_here_plays_on(home: Path) -> None:
    moves = ["play S20 M30 L60", "play S30 M30 L60"]
    looked = talk(*moves, "back", "back", "play S5", "on", "return", "play S40 M30 L60")
    assert looked.status == 2  # a move in an old position
    assert "line 5" in looked.errors
    assert len(_moves(home)) == 3
    record(home).unlink()
    assert talk(*moves, "back", "here", "play S9 M9 L9").status == 0
    assert _moves(home) == ["S20 M30 L60 r30", "S9 M9 L9 r30"]


def test_a_line_can_be_looked_at(home: Path) -> None:
    talked = talk("play S20 M30 L60", "takeback", "play S0 M0 L0", "line 1", "here", "play S7 M7 L7")
    assert talked.status == 0
    assert _moves(home) == ["S20 M30 L60 r30", "S7 M7 L7 r30"]


def test_a_hint_drafts_the_best_line_and_says_why(home: Path) -> None:
    talked = talk("futures 100", "lines 2", "hint", "play")
    assert talked.status == 0
    assert "Line 2" in talked.after("lines 2")
    assert "Doing nothing" in talked.after("lines 2")
    first = talked.after("lines 2").split(": ")[1].split(",")[0].split(".")[0]
    assert _moves(home)[0].startswith(first)
    assert "win chance" in talked.after("hint")


def test_one_seed_gives_one_talk() -> None:
    lines = ("futures 100", "play", "lines 1")
    first, second = (talk(*lines).out.split("Your game")[0] for _ in range(2))
    assert first == second


def test_moves_ahead_have_every_quarter_and_the_year_after() -> None:
    told = talk("futures 100", "ahead").after("ahead")
    assert all(f"Q{quarter}: " in told for quarter in range(1, 5))
    assert "Quarter 4 after the end" in told


def test_plans_are_those_of_the_bots(home: Path) -> None:
    talked = talk("playbook", "plan month-ender", "play", "plan nobody")
    assert "month-ender: S0 M0 L0" in talked.after("playbook")
    assert _moves(home) == ["S0 M0 L0 r30"]
    assert "line 4" in talked.errors


@pytest.mark.parametrize("called", ["protect", "Protect the  future"])
def test_named_plans_are_made_from_the_position(called: str, home: Path) -> None:
    talked = talk("playbook", f"plan {called}", "play")
    assert talked.status == 0
    game = replayed(record(home)).game
    plan = next(
        p for p in describe_plans(game.setup.firm, game.view(game.root), game.held) if p.name == "protect"
    )
    assert plan.why in talked.after("playbook")
    assert _moves(home) == [format_move(plan.move, game.held)]


def test_a_drastic_move_says_so_and_is_played_if_one_wants() -> None:
    lines = ("play S25 M35 L65", "S30 M35 L65", "S0 M0 L0", "play")
    talked = talk(*lines, scenario=load_scenario("the_entrant").scenario)
    assert "Think twice" not in talked.after("S30 M35 L65")
    assert "Think twice" in talked.after("S0 M0 L0")
    assert "Q3 of 12> " in talked.out


def test_lines_have_names_and_stand_side_by_side(home: Path) -> None:
    talked = talk(
        "compare", "play S0 M0 L0", "name all for\tnow", "takeback", "play S20 M30 L60", "name steady", "tree",
        "compare 2 1", "compare 1 1", "tree 1", "here",
    )  # fmt: skip
    assert [line.partition(":")[0] for line in talked.errors.splitlines()] == ["line 1", "line 9"]
    game = replayed(record(home)).game
    assert [strand.name for strand in list_variations(game)] == ["all for now", "steady"]
    assert "Line 2, steady: 1 move, parts at move 1, the one that is played" in talked.after("tree")
    assert "Q1: S20 M30 L60 r30 against S0 M0 L0 r30." in talked.after("compare 2 1")
    assert game.at is game.root.children[0]  # played on from the end of line 1


def test_turning_points_are_those_of_positions_valued(home: Path) -> None:
    talked = talk("turns", "play S0 M0 L0", "play S50 M60 L90", "turns", scenario=short(quarters=2))
    assert talked.status == 0
    assert "No move of this line" in talked.out
    game = replayed(record(home)).game
    assert game.result is not None
    nodes = list(reversed(list(game.at.line())))
    session = Session(game)
    valued = [
        value_position(session.position_of(n).forecaster(lambda: False), after.own, game.setup.threshold)
        for n, after in pairwise(nodes)
    ]
    session.close()
    turned = find_turning_points([*valued, value_of_ending(game.result.ending)])
    assert talked.after("turns").count("win chance") == len(turned)
    assert all(f"Move {turn.move}, " in talked.after("turns") for turn in turned)


def test_the_board_and_the_sellers_have_every_piece(home: Path) -> None:
    talked = talk("board", *(f"seller {n}" for n in range(1, 4)))
    view = _view(home)
    said = [talked.after(f"seller {n}") for n in range(1, 4)]
    assert sum(text.count(": Proposal") + text.count(": Qualified") for text in said) == len(view.deals)
    assert sum(text.count(": Conversation") for text in said) == len(view.conversations)
    assert all(deal.customer in "".join(said) for deal in view.deals)
    proposals = sum(deal.stage == "proposal" for deal in view.deals)
    total = talked.after("board").split("All together: ")[1]
    assert sum(map(int, re.findall(r"(\d+) proposal", total))) == proposals


def test_a_piece_tells_its_story_and_what_is_not_there_yet_where_it_comes_from(home: Path) -> None:
    talked = talk(
        "futures 100", "seller 1 2", "seller 1 99", "seller Nobody 1", "expected", "S5 M5 L5", "expected"
    )
    assert len(talked.errors.splitlines()) == 2
    game = replayed(record(home)).game
    every: list[BoardItem] = [*game.view().deals, *game.view().conversations]
    mine = [item for item in every if item.owner == 0]
    assert talked.after("seller 1 2").splitlines()[1:] == describe_piece(
        make_piece_outlook(game.setup.firm, game.view(), mine[1])
    )
    assert "S5 M5 L5" in talked.after("expected")
    assert "a quarter brings" in talked.after("expected")


@pytest.mark.validate
def test_a_game_that_is_over_is_looked_back_at(home: Path) -> None:
    one = short(quarters=1)
    talked = talk("lookback", "play S20 M30 L60", "lookback", scenario=one)
    assert talked.errors.startswith("line 1: ")
    assert len(talked.errors.splitlines()) == 1
    told_ = talked.after("lookback")
    result = replayed(record(home)).game.result
    assert result is not None
    assert f": you, {format_money(result.value)}, {result.ending}." in told_
    assert all(f": {load_bot_rules(name).title}, " in told_ for name in bot_names())
    assert "Choices that cost most" in told_
    assert "What to try next:" in told_


def test_the_same_world_once_more(home: Path) -> None:
    talked = talk("play S20 M30 L60", "again", "play S20 M30 L60")
    assert talked.status == 0
    first, second = (
        replayed(path).game for path in sorted((home / "games").glob("*.tgn"), key=lambda p: p.name)
    )
    assert first.setup.seed == second.setup.seed == 7
    assert move_figures(first.at) == move_figures(second.at)


def test_why_names_every_cause_and_sums_to_the_change(home: Path) -> None:
    talked = talk("why", "play S20 M30 L60", "why", "play S40 M40 L80", "why")
    assert talked.status == 0
    assert all(
        said in talked.out for said in CAUSE_MEANINGS.values()
    )  # what they are, while there is nothing to tell yet
    game = replayed(record(home)).game
    explanation = explain(game.setup, game.at)
    assert explanation is not None
    said = talked.after("why")
    for measure in EXPLAINED_MEASURES:
        assert format_signed_money(explanation.of(measure).change) in said
        amounts = round_causes(explanation.of(measure))
        assert all(
            f"{cause.capitalize()} {format_signed_money(amounts[cause])}: " in said for cause in CAUSES
        )


def test_every_panel_of_the_screen_has_its_command(home: Path) -> None:
    words = ("where", "news", "signals", "books", "stocks", "history", "moves", "board", "seller")
    talked = talk("play S20 M30 L60", *words, "history bookings")
    assert talked.status == 0
    view = _view(home)
    assert all(talked.after(word) for word in words)
    won = sum(week.won for week in view.weeks)
    assert f"last quarter (Q1) {won} (" in talked.after("books")
    assert "Relationships: " in talked.after("stocks")


def test_monthly_moves_are_told_by_the_month(home: Path) -> None:
    talked = talk("play", "play", cadence="month")
    assert "Q1 of 4, month 3> " in talked.out
    assert _view(home).week < 13


def test_a_new_game_asks_for_what_it_needs(home: Path) -> None:
    talked = talk("new", "first_quarter", "", "month", "5", "play", scenario=None)
    assert talked.status == 0
    setup = replayed(record(home)).game.setup
    assert (setup.scenario.name, setup.cadence, setup.seed, setup.seat) == (
        "first_quarter",
        "month",
        5,
        "team",
    )


def test_a_wrong_answer_keeps_the_question(home: Path) -> None:
    talked = talk("new", "nonsense", "solo", "leader", "team", "week", "quarter", "x", "3", scenario=None)
    assert talked.status == 2
    assert [line.split(":")[0] for line in talked.errors.splitlines()] == [
        "line 2, nonsense",
        "line 4",
        "line 6",
        "line 8",
    ]
    setup = replayed(record(home)).game.setup
    assert (setup.scenario.name, setup.seat, setup.cadence, setup.seed) == ("solo", "team", "quarter", 3)


def test_a_question_can_be_left(home: Path) -> None:
    talked = talk("new", "cancel", "where", scenario=None)
    assert "line 3" in talked.errors
    assert not (home / "games").exists()


def test_a_new_game_in_one_line(home: Path) -> None:
    assert talk("new first_quarter month 8 team", "play", scenario=None).status == 0
    setup = replayed(record(home)).game.setup
    assert (setup.cadence, setup.seed) == ("month", 8)
    assert (
        talk("new first_quarter seller", "new solo x", "new solo 99999999999999999999", scenario=None).status
        == 2
    )


def test_saved_games_are_listed_and_gone_on_with(home: Path) -> None:
    talk("play S20 M30 L60")
    name = record(home).name
    listed = talk("games", "resume 1", "play S9 M9 L9", scenario=None, seed=None)
    assert listed.status == 0
    assert name in listed.after("games")
    assert len(_moves(home)) == 2
    assert talk("continue", "play", scenario=None, seed=None).status == 0
    assert talk("play", scenario=None, seed=None, record=record(home)).status == 0
    assert len(_moves(home)) == 4
    again = talk("resume 2", "resume nothing", scenario=None, seed=None)
    assert (again.status, len(again.errors.splitlines())) == (2, 2)


def test_a_game_that_is_played_elsewhere_is_refused(home: Path) -> None:
    from sim.game.store import resume_saved_game

    talk("play")
    with resume_saved_game(record(home))[0]:
        talked = talk("continue", scenario=None, seed=None)
    assert talked.status == 2
    assert "another window" in talked.errors


def test_a_copy_is_written_and_nothing_over_it(home: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.tgn"
    talked = talk("play", f"save {copy}", "play", f"save {copy}")
    assert (talked.status, "line 4" in talked.errors) == (2, True)
    assert replayed(copy).game.at.number == 1
    assert replayed(record(home)).game.at.number == 2


def test_where_nothing_can_be_saved_the_game_goes_on(home: Path) -> None:
    (home / "games").write_text("in the way")
    talked = talk("play", "play")
    assert talked.status == 2
    assert talked.out.count("NOT SAVED") >= 3
    assert "Q3 of 4> " in talked.out
    assert str(home) in talked.errors


def test_the_help_has_every_command_and_each_explains_itself() -> None:
    told = talk("help", *(f"help {command.name}" for command in COMMANDS))
    assert told.status == 0
    assert all(command.about in told.after("help") for command in COMMANDS)
    assert all(command.about in told.after(f"help {command.name}") for command in COMMANDS)


def test_words_of_commands_are_told_apart() -> None:
    words = [word for command in COMMANDS for word in (command.name, command.short)]
    assert len(words) == len(set(words)) == 2 * len(COMMANDS)
    assert sum(len(group.commands) for group in GROUPS) == len(COMMANDS)
    assert find_command("takeback") is find_command("u")


def test_a_word_of_the_glossary_is_explained() -> None:
    talked = talk("glossary", "glossary sight", "help pressure", "help culture", "glossary nonsense")
    assert "base rates" in talked.after("glossary sight")
    assert "culture" in talked.after("help culture").lower()
    assert "line 5" in talked.errors
    assert "target" in talk("help attainment").after("help attainment")


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("plya", "play"),
        ("S101", "0 to 100"),
        ("S20 S30", "once"),
        ("news now", "`news`"),
        ("seller 99", "1 to 3"),
        ("line 4", "1 to 1"),
        ("back", "`on`"),
        ("takeback", "`play`"),
        ("focus L10/20/30", "4 shares"),
        ("focus leaders", "S40/30/30"),
        ("ahead 3", "nothing"),
        ("history x", "bookings"),
        ("board x", "segments"),
        ("result", "`where`"),
        ("x" * 3000, "shorter"),
        ("new\x00game", "leave them out"),
    ],
)
def test_a_bad_line_is_told_with_its_place_and_a_remedy(line: str, remedy: str, home: Path) -> None:
    talked = talk("# a script", "", line, "play")
    assert talked.status == 2
    assert talked.errors.startswith("line 3: error: ")
    assert remedy in talked.errors
    assert len(talked.errors.splitlines()) == 1
    assert len(_moves(home)) == 1  # what follows is carried out


def test_bytes_that_are_no_text_are_told() -> None:
    talked = said_to(PlayRequest(short(), seed=7), b"\xef\xbb\xbfwhere\r\n\xff\xfe\nplay\n")
    assert (talked.status, talked.errors.startswith("line 2: ")) == (2, True)
    assert "Q2 of 4> " in talked.out


def test_quit_leaves_at_once(home: Path) -> None:
    talked = talk("play", "quit", "play")
    assert talked.status == 0
    assert len(_moves(home)) == 1
    assert talked.out.rstrip().splitlines()[-2].endswith(str(record(home)))


def test_nothing_is_said_that_has_no_word() -> None:
    lines = [
        "futures 100",
        "hint",
        "lines",
        "ahead",
        "S9 M9 L9",
        "play",
        "board",
        "board segments",
        "seller 1",
    ]
    out = talk(
        *lines, "news", "signals", "books", "stocks", "history", "help", "glossary", "playbook", "focus"
    ).out
    assert not set(out) & set(WORDS)
    assert out.isascii()
    assert out.replace("\n", "").isprintable()


def test_foreign_text_is_said_as_it_is_and_does_nothing() -> None:
    title = "[bold red]x[/] `quit`"
    assert f"{title}, Q1 of 4" in talk("where", scenario=short(title=title)).out
    assert spoken("a\u202eb\x1b[2J") == r"a\u202eb\u001b[2J"


def test_the_page_names_commands_that_there_are() -> None:
    page = (Path(__file__).parents[3] / "docs" / "plain.md").read_text(encoding="utf-8")
    listed = page.partition("The ones to start with:")[2].partition(".")[0]
    named = re.findall(r"`(\w+)`", listed)
    assert len(named) >= 8
    assert set(named) <= {command.name for command in COMMANDS}


def test_parts_of_a_sentence_are_divided_as_in_writing() -> None:
    assert (
        spoken("this quarter -9 % · win chance ~+58 ±1")
        == "this quarter -9 %; win chance about +58 plus or minus 1"
    )
