"""What every part of a scenario has in common: strict types, plausible ranges, docstrings with units.

A docstring under a number begins with its unit, then a semicolon, then what it is, then its source.
Numbers outside their range are impossible (an error); outside their usual range they are unusual (a warning).
Nothing here reads files or runs anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from sim.scenario.problems import Path, acts, path_text

Fault = tuple[Path, str, str]
"""What does not fit together in a section: the path from that section, what is wrong, what to do."""


class Section(BaseModel):
    """A strict, immutable part of a scenario; unknown keys are errors."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        allow_inf_nan=False,
        use_attribute_docstrings=True,
        validate_default=True,
    )


def refuse(faults: Sequence[Fault]) -> None:
    """End a section's validation if anything in it does not fit together; all faults are reported at once."""
    if faults:
        text = "; ".join(f"{path_text(path)}: {message}" for path, message, _ in faults)
        raise PydanticCustomError("faults", "{text}", {"text": text, "faults": tuple(faults)})


def no_control_characters(text: str) -> str:
    """Refuse terminal escapes and other characters that act instead of being shown; tabs and line ends are fine."""
    bad = next((c for c in text if not c.isprintable() and acts(c)), None)
    if bad is not None:
        refuse([((), f"has the control character U+{ord(bad):04X}", "remove it; texts are plain text")])
    return text


def not_blank(text: str) -> str:
    """Refuse a text of spaces alone."""
    if not text.strip():
        refuse([((), "is empty", "write a text")])
    return text


Line = Annotated[
    str,
    Field(max_length=120, pattern=r"^[^\r\n\t]*$"),
    AfterValidator(no_control_characters),
    AfterValidator(not_blank),
]
"""One line of foreign text: plain, at most 120 characters."""

Prose = Annotated[str, Field(max_length=4000), AfterValidator(no_control_characters)]
"""Some paragraphs of foreign text: plain, at most 4,000 characters."""

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""A short name in snake_case that other parts refer to."""

Share = Annotated[float, Field(ge=0, le=1)]
"""A share of a whole."""

Percent = Annotated[int, Field(ge=0, le=100)]
"""Whole percents."""


def number(
    default: Any, low: float, high: float, usual: tuple[float, float] | None = None, **more: Any
) -> Any:
    """A field for a number: its default, the range outside which it is impossible (`low` to `high`, an error),
    and the range outside which it is unusual (`usual`, a warning; it stands in the JSON Schema as `x-usual`).
    """
    extra: Any = {"x-usual": list(usual)} if usual else None
    return Field(default, ge=low, le=high, json_schema_extra=extra, **more)


def required(low: float, high: float, usual: tuple[float, float] | None = None) -> Any:
    """As `number`, for one that has no default."""
    return number(..., low, high, usual)
