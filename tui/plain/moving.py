"""Moves: prepared, weighed, played, taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sim.base.problems import quote_value
from sim.base.suggestions import suggest_name
from sim.lookahead.masters import opponent_title
from sim.model.move import ACTIVITIES, Move
from sim.play.session import Session
from sim.policy.focus import default_focus_percents
from sim.policy.notation import ALL_SEATS, SEAT_LETTERS, SEAT_NAMES
from sim.policy.registry import SEAT_BOTS, load_bot_rules, make_bot
from sim.text.activity_names import ACTIVITY_MEANINGS
from sim.text.effects import drastic_warning
from sim.text.figures import format_percent
from sim.text.playbook import DescribedPlan, describe_plans
from sim.view.draft import effective_split_percents, share_kept_under_pressure
from tui.plain.ending import result
from tui.plain.foreseeing import effect_sentences
from tui.plain.position import latest, standing_told
from tui.plain.session import PlainSession, refusal

USUAL = "usual"

UNWEIGHED = (
    "It is not evaluated, as the lookahead is off. It looks ahead only if you ask, as with `hint` or `lines`."
)


def draft_typed(desk: PlainSession, text: str) -> Iterator[str]:
    """Draft a move, what it does not name as drafted, and tell what it would change."""
    session = desk.to_move
    session.draft = session.parse_draft(text)
    yield f"Your draft is {desk.written(session.draft)}."
    yield from _as_lived(session)
    yield from _draft_change(desk, session)
    yield "`play` plays it."


def _draft_change(desk: PlainSession, session: Session) -> Iterator[str]:
    if session.whole_draft == session.view.last_move:
        yield "That is the same as the last move."
    elif not desk.settings.lookahead:
        yield UNWEIGHED
    else:
        yield from effect_sentences(desk, session)
        why = drastic_warning(desk.ahead.effect(session))
        if why is not None:
            yield f"Think twice: {why[0].lower()}{why[1:]}"


def _as_lived(session: Session) -> Iterator[str]:
    """What pressure takes of it."""
    firm, view = session.game.setup.firm, session.view
    if round(100 * share_kept_under_pressure(firm, view)) == 100:
        return
    lived = effective_split_percents(firm, view, session.draft)
    seats = ", ".join(f"{SEAT_NAMES[s]} {lived[s]} %" for s in session.game.held)
    yield f"Today's pressure ({format_percent(view.pace.pressure)}) will leave of it: {seats}."


def move(desk: PlainSession, text: str = "") -> Iterator[str]:
    """The draft seat by seat, or with some shares the draft with these changed."""
    session = desk.to_move
    if text:
        session.draft = session.parse_draft(text)
    draft = session.draft
    yield f"Your draft is {desk.written(session.draft)}."
    for seat in session.game.held:
        yield f"{SEAT_NAMES[seat].capitalize()}: {draft.split[seat]} % of their hours for the years to come."
    yield from _answers(session)
    yield from _as_lived(session)


def _answers(session: Session) -> Iterator[str]:
    draft, held = session.draft, session.game.held
    shares = {draft.response[seat] for seat in held}
    said = (
        f"{shares.pop()} %"
        if len(shares) == 1
        else ", ".join(f"{SEAT_NAMES[s]} {draft.response[s]} %" for s in held)
    )
    idle = "" if session.view.signals else ", and there is no signal now"
    spread = {0.0: "all alike", 1.0: "by need"}.get(
        draft.concentration, f"the worst first, c{draft.concentration:g}"
    )
    yield f"Of these hours {said} answer signals while there are any{idle}; spread over signals: {spread}."


def play_move(desk: PlainSession, text: str = "") -> Iterator[str]:
    """Play the draft, or the move that is given; then what happened."""
    session = desk.to_move
    if text:
        session.draft = session.parse_draft(text)
    said = desk.written(session.draft)
    session.commit()
    session.follow()
    number = session.game.at.number
    saved = "played and saved" if session.unsaved is None else "played, but NOT SAVED"
    yield f"Move {number} is {saved}: {said}."
    yield from latest(session)
    if session.game.over:
        yield from result(desk)
    else:
        yield standing_told(session)


def take_back(desk: PlainSession, _: str = "") -> Iterator[str]:
    """Go back before the last move."""
    session = desk.game
    if not session.playing:
        raise refusal("this is an old position", "`return` goes back to the game, `here` plays on from it")
    number = session.game.at.number
    if not session.take_back():
        raise refusal("there is no move to take back yet", "`play` plays one")
    session.save()
    back = f"Move {number} is taken back. It stays as a line of its own"
    yield f"{back}; your draft is that move: {desk.written(session.draft)}."


# plans


def playbook(desk: PlainSession, _: str = "") -> Iterator[str]:
    """Named plans that are made from this position, then what known characters would play here."""
    session = desk.to_move
    for plan_ in describe_plans(session.game.setup.firm, session.view, session.game.held):
        yield f"{plan_.name}: {plan_.title}: {desk.written(plan_.move)}. {plan_.why}"
    for name in SEAT_BOTS:
        planned = desk.written(character_move(session, name))
        yield f"{name}: {planned}. {load_bot_rules(name).summary}"
    yield "`plan NAME` drafts the move of one of them. None of them knows more than you do."


def plan(desk: PlainSession, text: str) -> Iterator[str]:
    """Draft a plan, or what a known character would play, by its short name or by its title."""
    session = desk.to_move
    setup = session.game.setup
    plans: dict[str, DescribedPlan] = {
        plan_.name: plan_ for plan_ in describe_plans(setup.firm, session.view, session.game.held)
    }
    titles = {plan_.title.lower(): name for name, plan_ in plans.items()}
    titles |= {opponent_title(name).lower(): name for name in SEAT_BOTS}
    wanted = " ".join(text.lower().split())
    name = titles.get(wanted, wanted)
    if name in plans:
        session.draft = session.merge_into_draft(plans[name].move)
        yield f"{plans[name].title}: {plans[name].why}"
    elif name in SEAT_BOTS:
        session.draft = character_move(session, name)
        yield load_bot_rules(name).summary
    else:
        raise refusal(f"there is no plan {quote_value(text)} here", suggest_name(name, [*plans, *SEAT_BOTS]))
    yield f"Your draft is {desk.written(session.draft)}. `play` plays it."


def character_move(session: Session, name: str) -> Move:
    """What a bot would play in the position that is looked at, for the seats that are held."""
    return session.merge_into_draft(make_bot(name, session.game.setup.firm)(session.view))


# focus


def focus(desk: PlainSession, text: str = "") -> Iterator[str]:
    """How each seat's hours for the future are spread, or with `S40/30/30` that changed."""
    session = desk.to_move
    usual = default_focus_percents(session.game.setup.firm)
    if text.lower() == USUAL:
        session.draft = replace(session.draft, focus=None)
    elif text:
        draft = session.parse_draft(_focus_typed(text))
        session.draft = replace(draft, focus=None if draft.focus == usual else draft.focus)
    shares = session.draft.focus or usual
    for seat in session.game.held:
        parts = zip(ACTIVITIES[seat], ACTIVITY_MEANINGS[seat], shares[seat], strict=True)
        said = "; ".join(f"{name} ({meaning}) {share} %" for name, meaning, share in parts)
        yield f"{SEAT_NAMES[seat].capitalize()}: {said}."
    if not text:
        yield from _how_to_focus(session)


def _focus_typed(text: str) -> str:
    """As a move says it."""
    tokens = text.replace(",", " ").split()
    for token in tokens:
        if re.fullmatch(rf"f?[{SEAT_LETTERS}](\d{{1,3}}/){{2,3}}\d{{1,3}}", token, re.IGNORECASE) is None:
            raise refusal(f"{quote_value(token)} is no focus", "write shares that sum to 100, like S40/30/30")
    return " ".join(token if token[0] in "fF" else f"f{token}" for token in tokens)


def _how_to_focus(session: Session) -> Iterator[str]:
    seat = session.game.held[0]
    usual = "/".join(str(share) for share in default_focus_percents(session.game.setup.firm)[ALL_SEATS[seat]])
    yield (
        f"`focus {SEAT_LETTERS[seat]}{usual}` sets one seat's shares, in this order; `focus {USUAL}` "
        "sets what is usual."
    )
