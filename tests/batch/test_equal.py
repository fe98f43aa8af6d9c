"""The batch engine is equal in law to the event engine, and a comparison that says so would see a planted error.

A right pair of engines fails one of the verdicts with chance .01 at most a run, over all scores of all designs together
(`tests.batch.equal.verdict`). Seeds follow from names, so what passes once passes always while nothing changes.
"""

from __future__ import annotations

import pytest

from tests.batch.equal.forms import FAST, FULL, SOME, Studied, study, two_processes
from tests.batch.equal.planted import constants
from tests.batch.equal.report import report


def assert_equal(studied: Studied) -> None:
    verdict = studied.equality
    assert verdict.farthest.farthest <= verdict.bound, report(studied)


def test_engines_are_equal_in_law_by_a_few_games() -> None:
    assert_equal(study(FAST))


@pytest.mark.validate
def test_engines_are_equal_in_law_and_planted_errors_are_caught() -> None:
    """One test, because one study answers both questions and tests may run on several cores."""
    studied = study(SOME)
    assert_equal(studied)
    assert 3 * sum(f.caught for f in studied.found) >= 2 * len(studied.found), report(studied)


@pytest.mark.full
def test_the_whole_study() -> None:
    """`make validate-full`: tells what it found, and how far it is (on standard error)."""
    with two_processes() as pool:
        studied = study(FULL, pool)
    print(report(studied))  # noqa: T201  # the table of docs/reference/equal.md
    assert_equal(studied)
    assert len(studied.found) == len(list(constants()))
    assert 3 * sum(f.caught for f in studied.found) >= 2 * len(studied.found)
