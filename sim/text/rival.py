"""How the bot that plays beside the player stands, in words. Knows no screen."""

from __future__ import annotations

from sim.lookahead.masters import opponent_title
from sim.play.companion_bot import GameStanding
from sim.play.session import Session
from sim.text.figures import format_money
from sim.text.goals import format_measure

ENDS = {"goal": "has reached the goal", "draw": "has survived without the goal", "fired": "was fired"}
"""How a bot's game ended, behind its title."""


def title(session: Session) -> str:
    """What the bot of a game is called; empty where there is none."""
    return opponent_title(session.game.setup.beside)


def against(session: Session) -> str:
    """How the bot stands after as many moves as were made in the position that is looked at, in a sentence."""
    them, mine = session.bot_stand, session.own_stand
    if not session.game.setup.beside:
        return ""
    if not mine.moves:
        return f"{title(session)} plays the same world beside you."
    if them is None:
        return f"{title(session)} is still thinking."
    if them.result is not None:
        return f"{title(session)} {ENDS[them.result.ending]}."
    return f"{title(session)} booked {format_money(them.bookings)}, you {format_money(mine.bookings)}."


def ending_text(session: Session) -> str:
    """How the bot's game ended, and what it reached, as far as that is known."""
    last = session.stands[-1] if session.stands else None
    if last is None or last.result is None:
        return "is still playing; its result appears here when it has finished"
    return f"{ENDS[last.result.ending]}: {rival_reached(session, last)}"


def rival_reached(session: Session, stand: GameStanding) -> str:
    """What somebody has reached of what the goal is set on."""
    return format_measure(session.game.setup.scenario.goal.measure, stand.reached)
