"""Settings, as far as they mean something line by line: told, and changed. The file is the one that the screen has."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from sim.base.problems import format_file_name, quote_value
from sim.base.suggestions import suggest_name
from sim.play.settings.file import StoredSettings, change_settings, load_settings
from tui.plain.forecast_job import USUAL_FUTURES
from tui.plain.session import PlainSession, refusal

MEANINGS = {
    "notation": "how moves are written: short, as they are typed, or words",
    "lookahead": "whether a typed move is evaluated by itself: true or false",
    "strength": (
        f"futures of a look: full (here {USUAL_FUTURES:,}), apprentice, master, grandmaster, or a number from 24 on"
    ),
    "pieces": "with ascii nothing but ASCII is written; auto, chess and letters are for the screen",
}
"""Names of settings, and what they do here. Colours, motion and keys are for the screen alone."""

LONGEST_NUMBER = 12
"""digits; a longer one is no number of futures in any case."""


def adopt_settings(desk: PlainSession) -> Iterator[str]:
    """Do as the file says from now on; what is wrong with it."""
    kept = load_settings()
    desk.adopt(kept.settings)
    if kept.problems:
        yield "The settings file cannot be read, so every setting has its default. The file is left as it is."
        yield from map(str, kept.problems)


def settings(desk: PlainSession, text: str = "") -> Iterator[str]:
    """What is set, or with a name and a value that set, now and from the next start on."""
    if text:
        name, _, value = text.partition(" ")
        yield from _told_changed(_change_setting(name.lower(), value.strip().lower()), name.lower(), desk)
        return
    yield from (f"{name.capitalize()} is {_value(desk, name)}: {about}." for name, about in MEANINGS.items())
    yield (
        "`settings notation words` sets one. They are saved in "
        f"{format_file_name(str(load_settings().path))}, with the screen's."
    )


def _value(desk: PlainSession, name: str) -> str:
    value = getattr(desk.settings, name)
    return (
        str(value).lower() if isinstance(value, bool) else f"{value:,}" if isinstance(value, int) else value
    )


def _change_setting(name: str, value: str) -> StoredSettings:
    """Keep it; refuses what cannot be."""
    if name not in MEANINGS:
        raise refusal(f"there is no setting {quote_value(name)} here", suggest_name(name, list(MEANINGS)))
    if not value:
        raise refusal(f"no value for {name}", f"write `settings {name} VALUE`: {MEANINGS[name]}")
    number = value.replace(",", "")
    meant: object = {"true": True, "false": False}.get(value, value)
    if number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER:
        meant = int(number)
    try:
        return change_settings(**{name: meant})
    except ValidationError:
        raise refusal(f"{name} cannot be {quote_value(value)}", MEANINGS[name]) from None


def _told_changed(kept: StoredSettings, name: str, desk: PlainSession) -> Iterator[str]:
    desk.adopt(kept.settings)
    yield f"{name.capitalize()} is now {_value(desk, name)}. That is saved."
    if kept.aside is not None:
        yield (
            f"The file could not be read; it is kept as {format_file_name(str(kept.aside))}, and a new "
            "one was written."
        )
