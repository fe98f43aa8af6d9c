"""From when a signal counts, how long a strike is talked about, and how effort depends on readings."""

from __future__ import annotations

from typing import Any

import pytest

from sim.event.engine import advance
from sim.event.facts import ConversationBegun, DisruptionNoticed
from sim.model.move import Move
from sim.view.observe import observe
from tests.event.worlds import Game, game
from tests.model.firms import still_firm

TALK = Move((30, 20, 20), (0, 0, 0))
STAKES = {"title": "Stakes", "importance": 1.5, "effects": []}
"""A type that changes only what people talk about."""


def talking(fixed: list[dict[str, Any]], notice: float, seed: int) -> Game:
    """A firm with conversations that come to nothing, so that weeks differ only by the window."""
    parameters = {
        "arrivals": {"inbound": 0.0, "prospecting": 0.0},
        "conversations": {"grow": 0.0},
        "signals": {"notice": notice, "noise": 3.0},
    }
    disruptions = {"rate": 0.0, "types": {"stakes": STAKES}, "fixed": fixed}
    organisation = {"start": {"foresight": 0.9}}
    return game(still_firm({}, parameters, disruptions=disruptions, organisation=organisation), seed)


def begun(g: Game, weeks: int) -> list[set[int]]:
    """Return the conversations begun, by week."""
    facts = advance(g.world, g.dice, g.start, TALK, weeks).facts
    talks = [f for f in facts if isinstance(f, ConversationBegun)]
    return [{f.item for f in talks if int(f.time) == week} for week in range(weeks)]


def test_a_signal_opens_the_window_from_the_next_week() -> None:
    """Noticed in week 5, the first week in which it can be: up to and including it, the same conversations begin as
    without it.
    """
    later = 0
    for seed in range(20):
        coming = [{"type": "stakes", "week": 30, "lead": 25, "severity": 2.0}]
        seen, calm = begun(talking(coming, 10.0, seed), 16), begun(talking([], 10.0, seed), 16)
        assert seen[:6] == calm[:6]
        assert all(a >= b for a, b in zip(seen, calm, strict=True))
        later += sum(len(a - b) for a, b in zip(seen[6:], calm[6:], strict=True))
    assert later > 100


def test_a_strike_is_talked_about_for_twenty_weeks_from_its_own() -> None:
    """Not noticed before: it counts in weeks 3 to 22, exactly."""
    more = [0] * 26
    for seed in range(30):
        struck = begun(talking([{"type": "stakes", "week": 3, "lead": 0, "severity": 3.0}], 0.0, seed), 26)
        calm = begun(talking([], 0.0, seed), 26)
        for week, (a, b) in enumerate(zip(struck, calm, strict=True)):
            assert a >= b
            more[week] += len(a - b)
    assert [week for week, extra in enumerate(more) if extra] == list(range(3, 23))


@pytest.mark.parametrize("concentration", [0.0, 1.0, 3.0])
def test_effort_goes_by_what_is_read_not_by_what_is_true(concentration: float) -> None:
    """Two signals of the same true severity: answers grow in proportion to their readings to the power of
    concentration.
    """
    two = [{"type": "stakes", "week": 40, "lead": 40}, {"type": "stakes", "week": 33, "lead": 33}]
    g = talking(two, 10.0, 3)
    seen = advance(g.world, g.dice, g.start, TALK, 1).position
    move = Move((30, 20, 20), (50, 50, 50), None, concentration)
    signals = {s.index: s for s in observe(g.world, seen, TALK).signals}
    after = {
        s.index: s for s in observe(g.world, advance(g.world, g.dice, seen, move, 1).position, move).signals
    }
    (a, b) = signals
    assert signals[a].severity != pytest.approx(signals[b].severity, rel=0.1)
    expected = (signals[a].severity / signals[b].severity) ** concentration
    assert after[a].progress / after[b].progress == pytest.approx(expected)


def test_a_signal_can_be_answered_from_its_own_week() -> None:
    g = talking([{"type": "stakes", "week": 30, "lead": 25}], 10.0, 1)
    move = Move((30, 20, 20), (50, 50, 50))
    before = advance(g.world, g.dice, g.start, move, 5).position
    advanced = advance(g.world, g.dice, before, move, 1)
    assert [f.time for f in advanced.facts if isinstance(f, DisruptionNoticed)] == [5.0]
    assert [w.progress for w in before.watches] == [0.0]
    assert advanced.position.watches[0].progress == pytest.approx(
        (0.5 * 0.3 + 0.2 * 0.2 + 0.45 * 0.2) * 0.5 / 3
    )


def test_time_for_answers_is_taken_in_the_week_that_finishes_them_and_then_no_more() -> None:
    """All strategic time of sellers answers while the signal is open, so no conversation begins. Afterwards all of it
    begins them.
    """
    one = [{"type": "stakes", "week": 60, "lead": 60}]
    talks = [0] * 12
    for seed in range(15):
        g = talking(one, 10.0, seed)
        facts = advance(g.world, g.dice, g.start, Move((100, 0, 0), (100, 0, 0)), 12).facts
        for fact in facts:
            if isinstance(fact, ConversationBegun):
                talks[int(fact.time)] += 1
    assert talks[:6] == [0] * 6  # 3.0 of effort at .5 a week
    assert all(talks[6:])
