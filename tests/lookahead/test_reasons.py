"""Reasons, levers and drastic moves: words follow from figures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.lookahead.draft_effects import DraftEffect, OneTimeEffect, evaluate_draft
from sim.lookahead.levers import MoveLever, changed_levers, lever_difference, undo_lever
from sim.lookahead.line_figures import MeanEstimate
from sim.model.move import Move
from sim.policy.notation import ALL_SEATS
from sim.text.effects import drastic_warning
from sim.text.lever_reasons import explain_lever
from sim.text.signals import name_disruption
from tests.lookahead.views import firm, imagined, view
from tests.policy.test_presets import _signal, _with

FIRM = firm()
SHARES = st.tuples(*[st.integers(0, 100)] * 3)
RESPONSE = st.integers(0, 100).map(lambda r: (r, r, r))
MOVES = st.builds(Move, SHARES, RESPONSE, st.none(), st.sampled_from([0.0, 1.0, 2.5]))


@given(MOVES, MOVES, st.sampled_from([(0,), (2,), ALL_SEATS]))
def test_levers_put_back_one_after_the_other_lead_to_the_move_before(
    before: Move, after: Move, held: tuple[int, ...]
) -> None:
    move = after
    for lever in changed_levers(before, after, held):
        once = undo_lever(before, move, lever)
        assert lever not in changed_levers(before, once, held)
        assert len(changed_levers(before, once, held)) == len(changed_levers(before, move, held)) - 1
        move = once
    assert not changed_levers(before, move, held)


@given(MOVES, MOVES)
def test_every_step_has_a_reason_that_reads_on(before: Move, after: Move) -> None:
    for of in (view(), _with(_signal(1, 20.0, 1.0, 0.35)), _with(_signal(1, 20.0, 1.0, 1.0))):
        for lever in changed_levers(before, after, ALL_SEATS):
            said = explain_lever(
                FIRM, of, after, lever, lever_difference(before, after, lever, ALL_SEATS) > 0
            )
            for text in (said.short, said.full):
                assert text
                assert not text.endswith(".")
            assert len(said.short) <= len(said.full)


def test_more_answers_are_reasoned_with_the_worst_signal_and_how_far_it_is() -> None:
    seen = _signal(1, 22.0, 1.5, 0.35)
    of = _with(seen, _signal(2, 22.0, 0.1, 0.0))
    move = Move((25, 35, 80), (60, 60, 60))
    for lever in (MoveLever("answers"), MoveLever("split", 2)):
        said = explain_lever(FIRM, of, move, lever, True).full
        assert name_disruption(seen.title, of.segments[seen.segment], ()) in said
        assert "35 % ready" in said
        assert "half ready is not ready" in said
    ready = _with(replace(seen, progress=1.0))
    assert "ready" in explain_lever(FIRM, ready, move, MoveLever("answers"), False).full
    assert "no signal" in explain_lever(FIRM, _with(), move, MoveLever("answers"), False).full


def test_what_each_lever_adds_is_told_and_idle_ones_add_nothing() -> None:
    of = imagined()
    base = of.horizon.base
    move = replace(base, split=(base.split[0], base.split[1], 0), concentration=base.concentration)
    first = next(evaluate_draft(of, move, 10_000.0))
    assert [step.lever for step in first.steps] == [MoveLever("split", 2)]
    assert first.steps[0].value.mean == pytest.approx(first.value.mean)  # it is the whole of the move
    assert first.steps[0].value.mean < 0
    both = replace(move, split=(0, *move.split[1:]))
    steps = next(evaluate_draft(of, both, 10_000.0)).steps
    assert {step.lever for step in steps} == {MoveLever("split", 0), MoveLever("split", 2)}
    assert [s.value.mean for s in steps] == sorted((s.value.mean for s in steps), reverse=True)


CALM = MeanEstimate(0.0, 0.0)


def _effect(
    score: MeanEstimate, fired: tuple[MeanEstimate, MeanEstimate] = (CALM, CALM), *, flow: bool = False
) -> DraftEffect:
    """Effect of a move made once. If it is kept, its effect is different, and terrible."""
    once = OneTimeEffect(score, CALM, fired, CALM)
    kept, lost = MeanEstimate(-90.0, 1.0), (MeanEstimate(1.0, 0.0), MeanEstimate(1.0, 0.0))
    return DraftEffect(Move((0, 0, 0), (0, 0, 0)), flow, CALM, None, kept, CALM, (), (), lost, once=once)


def test_what_a_move_does_if_it_is_kept_is_not_what_it_is_asked_about() -> None:
    assert not drastic_warning(_effect(CALM))
    assert not drastic_warning(replace(_effect(MeanEstimate(-30.0, 1.0)), once=None))


def test_drastic_is_what_clearly_costs_ten_points_or_gets_one_fired() -> None:
    assert drastic_warning(_effect(MeanEstimate(-10.0, 1.0)))
    assert not drastic_warning(_effect(MeanEstimate(-9.9, 0.1)))
    assert not drastic_warning(_effect(MeanEstimate(-30.0, 16.0)))  # the error explains it
    assert not drastic_warning(_effect(MeanEstimate(-30.0, 1.0), flow=True))
    assert not drastic_warning(_effect(MeanEstimate(30.0, 1.0)))
    calm = MeanEstimate(-1.0, 0.1)
    assert drastic_warning(_effect(calm, (MeanEstimate(0.6, 0.02), MeanEstimate(0.1, 0.02))))
    assert not drastic_warning(
        _effect(calm, (MeanEstimate(0.52, 0.02), MeanEstimate(0.1, 0.02)))
    )  # a half is within its error
    assert not drastic_warning(
        _effect(calm, (MeanEstimate(0.9, 0.02), MeanEstimate(0.01, 0.02)))
    )  # so it would be anyway
    assert not drastic_warning(_effect(calm, (MeanEstimate(0.9, 0.02), MeanEstimate(-0.1, 0.02))))
