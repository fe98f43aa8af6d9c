"""The start of a week: strikes, then signals, then answers."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from sim.event import facts
from sim.event.processes import lose_account
from sim.event.run_state import RunState, change_watch, pop_due
from sim.model import effects
from sim.model.signals import apply_reading_error, notice_hazard, reading_error
from sim.model.threats import Threats, answer_effect, no_threats
from sim.model.week import answer_progress_next
from sim.model.world import Disruption
from sim.scenario.conditional_text import choose_text


def apply_strikes(desk: RunState) -> None:
    """Apply all strikes of this week, and let false alarms pass."""
    for d in desk.world.disruptions_near(desk.week):
        if d.strike == desk.week and not desk.watches[d.index].over:
            watch = desk.watches[d.index]
            change_watch(desk, d.index, watch, over=True)
            if d.comes:
                _apply_strike(desk, d)
            elif watch.seen is not None:
                desk.facts.append(facts.FalseAlarm(*_disruption_fields(desk, d)))


def _disruption_fields(desk: RunState, d: Disruption) -> tuple[float, int, str, int]:
    return float(desk.week), d.mark, desk.world.kind(d).title, d.segment


def _apply_strike(desk: RunState, d: Disruption) -> None:
    kind, watch = desk.world.kind(d), desk.watches[d.index]
    answered = float(answer_effect(watch.progress, desk.firm.parameters.answers))
    seen = watch.seen is not None
    figures = {"severity": d.severity, "seen": float(seen), "answered": answered}
    story = choose_text(d.story, figures.__getitem__)
    desk.facts.append(
        facts.DisruptionStruck(*_disruption_fields(desk, d), d.severity, seen, watch.progress, story)
    )
    segment = np.eye(len(desk.firm.segments))[d.segment]
    desk.stocks = effects.apply_strike(desk.stocks, kind, segment, d.severity, answered)
    desk.tally.cash_changes += float(effects.cash_change(desk.firm, kind, d.severity, answered))
    lost = effects.account_loss_chance(desk.firm, kind, segment, d.severity, answered)
    for place, chance in enumerate(lost.tolist()):
        _lose_accounts(desk, place, chance, kind.title)


def _lose_accounts(desk: RunState, segment: int, chance: float, cause: str) -> None:
    """Lose each account of a segment with this chance, by moving the clock of leaving forward accordingly."""
    advanced = list(desk.clocks.accounts)
    advanced[segment] -= math.log1p(-chance)
    desk.clocks = replace(desk.clocks, accounts=tuple(advanced))
    for item in sorted(item for _, item in pop_due(desk.customers[segment], advanced[segment])):
        lose_account(desk, item, cause)


def notice_disruptions(desk: RunState) -> None:
    """Notice disruptions before they strike, depending on foresight."""
    rate = float(notice_hazard(desk.stocks.foresight, desk.firm.parameters.signals))
    desk.tally.noticing = rate
    for d in desk.world.disruptions_near(desk.week):
        watch = desk.watches[d.index]
        if watch.seen is None and desk.week < d.strike:
            exposure = watch.exposure + rate
            seen = desk.week if exposure > d.threshold else None
            change_watch(desk, d.index, watch, exposure=exposure, seen=seen)
            if seen is not None:
                desk.facts.append(facts.DisruptionNoticed(*_disruption_fields(desk, d)))


def find_threats(desk: RunState) -> tuple[Threats, list[Disruption]]:
    """Return the disruptions that matter this week, in the form that the laws need and as a list."""
    talk_weeks = desk.firm.parameters.window.after_weeks
    near = [
        d
        for d in desk.world.disruptions_near(desk.week)
        if (not desk.watches[d.index].over and desk.watches[d.index].seen is not None)
        or (d.comes and desk.watches[d.index].over and desk.week - d.strike < talk_weeks)
    ]
    if not near:
        return no_threats(len(desk.firm.segments)), []
    watches = [desk.watches[d.index] for d in near]
    importance = np.array([desk.world.kind(d).importance for d in near])
    coming = np.array([not w.over for w in watches])
    known = np.array([w.seen is not None and w.seen < desk.week for w in watches])
    progress = np.array([w.progress for w in watches])
    return (
        Threats(
            segment=np.eye(len(desk.firm.segments))[[d.segment for d in near]],
            weight=importance * np.array([d.severity for d in near]),
            read=importance * np.array([read_severity(desk, d) for d in near]),
            known=known & coming,
            open=coming & (progress < 1),
            recent=~coming,
            progress=progress,
        ),
        near,
    )


def read_severity(desk: RunState, d: Disruption) -> float:
    """Severity of an announced disruption as the team reads it this week."""
    error = reading_error(desk.stocks.foresight, d.strike - desk.week, desk.firm.parameters.signals)
    return float(apply_reading_error(d.severity, d.luck_severity, error))


def work_on_answers(desk: RunState, near: Threats, which: list[Disruption]) -> None:
    """Do this week's work on answers."""
    if not near.open.any():
        return
    progress = answer_progress_next(desk.firm, desk.stocks, desk.move, near)
    for d, done in zip(which, progress.tolist(), strict=True):
        watch = desk.watches[d.index]
        change_watch(desk, d.index, watch, progress=done)
        if watch.progress < 1 <= done:
            desk.facts.append(facts.DisruptionAnswered(*_disruption_fields(desk, d)))
