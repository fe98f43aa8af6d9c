"""One base class of errors, and one translation of them."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from sim.base.errors import Trouble, UserError
from sim.base.places import GameInUseError, PlaceError
from sim.base.problems import InputError, SourcePlace, describe_error, make_problem
from sim.cli.output import CommandError
from sim.cli.parser import UsageError
from sim.event.saved_position import SavedPositionError
from sim.model.limits import GameLimitError
from sim.policy.notation import NotationError
from sim.policy.registry import PolicyError
from tui.runtime.errors import error_lines

PLACE = SourcePlace("firm.yaml", 3, 5)
PROBLEMS = InputError(
    [
        make_problem(PLACE, ("goal",), "is not a number", "write 5"),
        make_problem(PLACE, ("goal",), "is unusual", "leave it", "warning"),
    ]
)


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (PROBLEMS, Trouble("firm.yaml:3:5", "goal: is not a number", "write 5")),
        (PolicyError("is none", "take one"), Trouble("--policy", "is none", "take one")),
        (NotationError("is none", "write S25"), Trouble("", "is none", "write S25")),
        (UsageError("too few", "add one"), Trouble("", "too few", "add one")),
        (SavedPositionError("a.b", "is none", "save"), Trouble("", "a.b is none", "save")),
        (
            CommandError(Trouble("--to", "is taken", "take another")),
            Trouble("--to", "is taken", "take another"),
        ),
        (
            OSError(errno.ENOSPC, "No space left", "/x/y"),
            Trouble("/x/y", "no space left", "give another place, or make room"),
        ),
    ],
)
def test_what_is_wrong_is_told_with_place_and_remedy(error: Exception, trouble: Trouble) -> None:
    assert describe_error(error) == (trouble,)
    assert all(
        part in " ".join(error_lines(error)).lower()
        for part in (trouble.message.lower(), trouble.remedy.lower())
    )


@pytest.mark.parametrize(
    "error",
    [
        PlaceError(Path("a.tgn"), OSError(errno.EACCES, "Permission denied"), "choose another"),
        GameInUseError(Path("a.tgn")),
        GameLimitError("the scenario brings too much"),
        PROBLEMS,
    ],
)
def test_an_error_of_a_user_is_one(error: Exception) -> None:
    assert isinstance(error, UserError)
    assert error.troubles
    assert str(error)


def test_a_file_is_called_on_the_screen_as_it_is_called() -> None:
    error = PlaceError(Path("firm.yaml"), OSError(errno.EACCES, "Permission denied"), "choose another")
    assert error_lines(error) == ["firm.yaml: permission denied.", "Choose another."]


def test_a_fault_of_the_program_is_none_of_theirs() -> None:
    assert describe_error(KeyError("x")) == ()
    assert error_lines(KeyError("x"))[0].startswith("Something went wrong inside the program: KeyError")
