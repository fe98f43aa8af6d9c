"""Base class and field types of all scenario sections: strict types, plausible ranges, docstrings with units.

The docstring of a number is its unit, a semicolon, its meaning, and its source. Numbers outside their range are errors;
numbers outside their usual range are warnings. Inconsistencies between values of a section are found by its
`find_faults`, whether the section comes from a file (even one with other errors) or from a program. Nothing here reads
files or runs anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Self, TypeGuard

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from sim.base.characters import CONTROL_CHARACTERS
from sim.base.problems import KeyPath, format_key_path

USUAL_RANGE_KEY = "x-usual"
"""Key of a number's usual range (lowest, highest) in its field's JSON Schema."""

LINE_PATTERN = r"^[^\r\n\t]*$"
NAME_PATTERN = r"^[a-z][a-z0-9_]{0,39}$"

Fault = tuple[KeyPath, str, str]
"""An inconsistency in a section: path relative to the section, what is wrong, what to do."""

Given = Mapping[str, Any]
"""Values of a section by key, with defaults filled in. They may have any type, because a file can contain anything."""


class Section(BaseModel):
    """A strict, immutable part of a scenario. Unknown keys are errors."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        allow_inf_nan=False,
        use_attribute_docstrings=True,
        validate_default=True,
    )

    @classmethod
    def find_faults(cls, given: Given) -> list[Fault]:  # noqa: ARG003  (for the sections that have some)  # sections without rules ignore it
        """Find inconsistencies between values. Values of the wrong type are ignored here."""
        return []

    @model_validator(mode="after")
    def _fits(self) -> Self:
        raise_faults(self.find_faults(dict(self)))
        return self


def section_values(kind: type[Section], value: object) -> Given:
    """Return the values of a section, with defaults filled in, given the section or a mapping from a file. Empty for
    anything else.
    """
    if isinstance(value, Section):
        return dict(value)
    if not isinstance(value, Mapping):
        return {}
    fields = kind.model_fields.items()
    defaults = {
        key: field.get_default(call_default_factory=True) for key, field in fields if not field.is_required()
    }
    return {**defaults, **value}


def is_number(value: object) -> TypeGuard[int | float]:
    """Return whether a value is a number. Booleans are not."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def raise_faults(faults: Sequence[Fault]) -> None:
    """Fail a section's validation if there are faults, reporting all of them at once."""
    if faults:
        text = "; ".join(f"{format_key_path(path)}: {message}" for path, message, _ in faults)
        raise PydanticCustomError("faults", "{text}", {"text": text, "faults": tuple(faults)})


def refuse_control_characters(text: str) -> str:
    """Refuse terminal escapes and other control characters. Tabs and line ends are allowed."""
    bad = CONTROL_CHARACTERS.search(text)
    if bad is not None:
        raise_faults(
            [((), f"has the control character U+{ord(bad[0]):04X}", "remove it; texts are plain text")]
        )
    return text


def refuse_blank(text: str) -> str:
    """Refuse a text that consists of spaces."""
    if not text.strip():
        raise_faults([((), "is empty", "write a text")])
    return text


TextLine = Annotated[
    str,
    Field(max_length=120, pattern=LINE_PATTERN),
    AfterValidator(refuse_control_characters),
    AfterValidator(refuse_blank),
]
"""One line of foreign plain text, at most 120 characters."""

TextBlock = Annotated[str, Field(max_length=4000), AfterValidator(refuse_control_characters)]
"""Paragraphs of foreign plain text, at most 4,000 characters."""

ShortName = Annotated[str, Field(pattern=NAME_PATTERN)]
"""A short name in snake_case that other parts can refer to."""

UnitShare = Annotated[float, Field(ge=0, le=1)]
"""A share of a whole, 0 to 1."""

Percent = Annotated[int, Field(ge=0, le=100)]
"""Whole percents."""


def number_field(
    default: Any, low: float, high: float, usual: tuple[float, float] | None = None, **more: Any
) -> Any:
    """Return a field for a number with its default, the range outside which it is an error (`low` to `high`), and the
    range outside which it is a warning (`usual`; `x-usual` in the JSON Schema).
    """
    extra: Any = {USUAL_RANGE_KEY: list(usual)} if usual else None
    return Field(default, ge=low, le=high, json_schema_extra=extra, **more)


def required_number_field(low: float, high: float, usual: tuple[float, float] | None = None) -> Any:
    """Return a `number_field` without a default."""
    return number_field(..., low, high, usual)
