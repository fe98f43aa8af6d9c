"""`tactegic validate`: what it prints, and with which status it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest

from sim.base.statistics import Estimate
from sim.cli import validate
from sim.cli.main import main
from sim.research.claims.claim import Claim, ClaimCondition, ClaimMeasurement, MeasurementEffort
from sim.research.claims.claim_worlds import UNCHANGED_WORLD, ClaimWorld
from tests.cli.test_process import OFTEN
from tests.started import started

COUNTER = ClaimWorld("none of it", (("parameters.pressure.bite", 0.0),))


def claim(number: int, world: float, counter: float, error: float = 1.0) -> Claim:
    """One that measures these figures against 0."""

    def measure(there: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:  # noqa: ARG001  # a claim has both
        figure = world if there == UNCHANGED_WORLD else counter
        estimate = Estimate(figure, figure - error, figure + error)
        return ClaimMeasurement((ClaimCondition("figure", estimate, "above", 0.0, "k"),), 7)

    return Claim(
        number, f"claim_{number}", f"Claim {number}", "It is so.", "So.", measure, COUNTER, "Because."
    )


@pytest.mark.parametrize(
    ("made", "quick", "status"),
    [
        ([claim(1, 5, -5), claim(2, 5, -5)], False, 0),
        ([claim(1, 5, -5), claim(2, -5, -5)], False, 1),
        ([claim(1, 5, 5)], False, 1),
        ([claim(1, 0.5, -5)], False, 1),
        ([claim(1, 0.5, -5)], True, 0),
        ([claim(1, -5, -5)], True, 1),
        ([claim(1, 5, 5)], True, 1),
        ([claim(1, 5, 0.5)], False, 0),
    ],
    ids=["all hold", "false", "a counter-world holds", "open", "open in quick", "false in quick", "counter in quick",
         "counter open"],
)  # fmt: skip
def test_the_exit_status(
    made: list[Claim],
    quick: bool,
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(validate, "CLAIMS", tuple(made))
    arguments = ["validate", "--claims", "--cores", "1", *(["--quick"] if quick else [])]
    assert main([*arguments, "--json"]) == status
    found = json.loads(capsys.readouterr().out)
    assert found["passed"] == (status == 0)
    assert main(arguments) == status
    printed = capsys.readouterr().out
    for one in found["claims"]:
        assert one["title"] in printed
        assert set(one) >= {
            "id", "statement", "holds", "figure", "interval", "threshold", "n", "seconds", "counter", "parts",
        }  # fmt: skip
        assert set(one["counter"]) >= {"world", "holds", "figure"}
        assert one["interval"][0] <= one["figure"] <= one["interval"][1]


def test_only_some(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(validate, "CLAIMS", tuple(claim(n, 5, -5) for n in (1, 2, 3)))
    assert main(["validate", "--claims", "--only", "3", "claim_1", "--cores", "1", "--json"]) == 0
    assert [c["id"] for c in json.loads(capsys.readouterr().out)["claims"]] == [1, 3]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--claims", "--only", "99"],
        ["--claims", "--only", "depht"],
        *(["--claims", "--cores", word] for word in ("0", "two", "²", "9" * 5000)),
    ],
)
def test_bad_input_has_a_remedy(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", *arguments, "--json"]) == 2
    (error,) = json.loads(capsys.readouterr().out)["errors"]
    assert error["message"]
    assert error["remedy"]


def test_names_that_are_near_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "--claims", "--only", "depht"]) == 2
    assert "depth" in capsys.readouterr().err


@pytest.mark.validate
@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
def test_it_can_be_stopped_and_leaves_no_process() -> None:
    """Ctrl-C goes to the whole group, as in a terminal; when its last process is gone, the pipe ends."""
    arguments = [*OFTEN, "validate", "--claims", "--quick", "--only", "6", "8", "--cores", "2"]
    with started(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stderr is not None
        assert "measured" in process.stderr.readline()  # the first report of progress: it is at work
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert out == ""
    assert "Traceback" not in err
    assert "stopped" in err
