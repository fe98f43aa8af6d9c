"""How the bot that plays the same world stands, as text."""

from __future__ import annotations

from sim.lookahead.masters import opponent_title
from sim.play.companion_bot import GameStanding
from sim.play.session import Session
from sim.text.figures import format_money
from sim.text.goals import format_measure

BOT_ENDINGS = {
    "goal": "has reached the goal",
    "draw": "has survived without the goal",
    "fired": "was fired",
}
"""How a bot's game ended; its name comes before."""


def bot_title(session: Session) -> str:
    """The name of the bot; empty if there is none."""
    return opponent_title(session.game.setup.beside)


def describe_bot(session: Session) -> str:
    """How the bot stands after as many moves as led to the position on the screen; empty if there is no bot."""
    bot, you = session.bot_standing, session.own_standing
    if not session.game.setup.beside:
        return ""
    if not you.moves:
        return f"{bot_title(session)} plays the same world beside you."
    if bot is None:
        return f"{bot_title(session)} is still thinking."
    if bot.result is not None:
        return f"{bot_title(session)} {BOT_ENDINGS[bot.result.ending]}."
    return f"{bot_title(session)} booked {format_money(bot.bookings)}, you {format_money(you.bookings)}."


def describe_bot_progress(session: Session) -> str:
    """What the bot and the player have reached of the goal; empty while that is not known."""
    bot = session.bot_standing
    if bot is None:
        return ""
    own = format_bot_reached(session, session.own_standing)
    return f"It has reached {format_bot_reached(session, bot)}, you {own}."


def describe_bot_ending(session: Session) -> str:
    """How the bot's game ended, and what it reached, if that is known."""
    last = session.bot_standings[-1] if session.bot_standings else None
    if last is None or last.result is None:
        return "is still playing; its result appears here when it has finished"
    return f"{BOT_ENDINGS[last.result.ending]}: {format_bot_reached(session, last)}"


def format_bot_reached(session: Session, stand: GameStanding) -> str:
    """What a player has reached, in the measure of the goal."""
    return format_measure(session.game.setup.scenario.goal.measure, stand.reached)
