"""Describe what is wrong with a value and what to do about it. It knows fields and values, but no files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from sim.base.problems import escape_text, quote_value
from sim.base.suggestions import suggest_name
from sim.scenario.section import LINE_PATTERN, NAME_PATTERN, USUAL_RANGE_KEY, is_number
from sim.scenario.section_structure import (
    alternatives,
    format_plain_number,
    item_types,
    key_range,
    number_range,
)
from sim.scenario.validation_errors import LocatedError
from sim.scenario.yaml_scalars import NotANumberError, parse_scalar

MessageAndRemedy = tuple[str, str]
"""What is wrong, and what to do."""

_NOUNS = {
    "int_type": "a whole number",
    "float_type": "a number",
    "string_type": "a text",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "a mapping of keys",
    "model_type": "a mapping of keys",
    "count_or_names": "a whole number or a list of names",
    "number_or_steps": "a number or a list of steps",
    "text_or_variants": "a text or a list of texts with conditions",
    "text_or_lesson": "a text or a mapping of `text` and `shown`",
}
"""The noun for an expected type, by pydantic's or our own name of the error."""

_FORM_REMEDIES = {
    "a mapping of keys": "write its keys below it, one a line, indented",
    "a list": "write its items in [brackets, with commas], or below it, one a line after a '- '",
}
"""Remedy for a missing mapping or list, by its noun."""

SHORT_NAME_REMEDY = "use small letters, digits and _, a letter first, at most 40 of them"
"""Remedy for an invalid short name."""


def field_description(field: FieldInfo | None) -> str:
    """Return the description of a field from its docstring. Empty if there is none."""
    return " ".join((field.description or "").split()).removesuffix(".") if field else ""


def field_unit(field: FieldInfo | None) -> str:
    """Return the unit of a field's number, with which its docstring begins."""
    text, found, _ = field_description(field).partition(";")
    return text if found else ""


def usual_range(field: FieldInfo) -> tuple[float, float] | None:
    """Return the range outside which a field's number is unusual."""
    extra = field.json_schema_extra
    found = extra.get(USUAL_RANGE_KEY) if isinstance(extra, dict) else None
    return (float(found[0]), float(found[1])) if isinstance(found, list) else None  # type: ignore[arg-type]


def describe_bad_value(
    errors: Sequence[LocatedError], field: FieldInfo | None, inside: int
) -> MessageAndRemedy:
    """Describe a value that all alternatives refuse, `inside` levels of lists or mappings deep in its field."""
    first = errors[0]
    options = [str(one) for one in _literal_options(field, inside)]
    nouns = list(dict.fromkeys(_NOUNS[e.type] for e in errors if e.type in _NOUNS))
    if len(nouns) == len({e.type for e in errors}):
        return _describe_wrong_type(first.value, nouns, field, inside)
    if any(e.type == "literal_error" for e in errors):
        message = (
            "has no value" if first.value is None else f"{quote_value(first.value)} is not possible here"
        )
        if len(options) == 1 and not nouns:
            return message, f"write {options[0]}"
        return message, suggest_name(first.value, [*options, *nouns], "choose one of")
    messages = (_describe_limit(e, field, inside) for e in errors)
    return next((words for words in messages if words is not None), _describe_other(first, field))


def describe_bad_key(error: LocatedError, field: FieldInfo | None) -> MessageAndRemedy:
    """Describe a key that is not allowed in its mapping."""
    key = quote_value(error.path[-1])
    if error.type in ("int_type", "greater_than_equal", "less_than_equal") and field is not None:
        return f"{key} is not possible as a key here", f"give a whole number{key_range(field).text()}"
    return f"{key} is not possible as a name here", SHORT_NAME_REMEDY


def describe_missing_key(key: str, field: FieldInfo | None) -> MessageAndRemedy:
    """Describe a required key that is missing."""
    options = _literal_options(field, 0)
    example = f"{options[0]}" if len(options) == 1 else "..."
    about = field_description(field)
    return "is missing", f"add `{escape_text(key)}: {example}`" + (f" ({about})" if about else "")


def _describe_wrong_type(
    value: object, nouns: list[str], field: FieldInfo | None, inside: int
) -> MessageAndRemedy:
    noun = ", or ".join(nouns)
    wanted = (
        _number_hint(noun, field, inside) if "number" in noun else _FORM_REMEDIES.get(noun, f"give {noun}")
    )
    if value is None:
        return "has no value", f"{wanted}, or remove the line"
    if isinstance(value, list | dict):
        return f"{quote_value(value)} is where {noun} belongs", wanted
    if "number" in noun and isinstance(value, str):
        return f"{quote_value(value)} is text, not {noun}", _number_remedy(value) or wanted
    if noun == "a text":
        return f"{quote_value(value)} is not a text", f'put it in quotes: "{quote_value(value)}"'
    return f"{quote_value(value)} is not {noun}", wanted


def _number_remedy(text: str) -> str | None:
    """Return the remedy for a text that was meant as a number."""
    try:
        point = parse_scalar(text.strip().replace(",", "."))
    except NotANumberError:
        return None
    if not is_number(point):
        return None
    return (
        f"write it with a point: {format_plain_number(point)}"
        if "," in text
        else f"remove the quotes: {escape_text(text.strip())}"
    )


def _number_hint(noun: str, field: FieldInfo | None, inside: int) -> str:
    """Return a hint like 'give a number from 0 to 10 (share, usually 0.05 to 1)'."""
    if field is None:
        return f"give {noun}"
    ordinary = usual_range(field)
    about = [
        field_unit(field),
        f"usually {format_plain_number(ordinary[0])} to {format_plain_number(ordinary[1])}"
        if ordinary
        else "",
    ]
    details = ", ".join(text for text in about if text)
    return f"give {noun}{number_range(field, inside).text()}" + (f" ({details})" if details else "")


def _literal_options(field: FieldInfo | None, inside: int) -> list[object]:
    forms = item_types(field.annotation, inside) if field else []
    kinds = (kind for form in forms for kind in alternatives(form) if get_origin(kind) is Literal)
    return [one for kind in kinds for one in get_args(kind)]


def _describe_limit(e: LocatedError, field: FieldInfo | None, inside: int) -> MessageAndRemedy | None:
    """Describe a value of the right type that is too large, too small or in the wrong form."""
    if e.type in ("greater_than_equal", "greater_than", "less_than_equal", "less_than"):
        return _describe_out_of_range(e, field, inside)
    if e.type in ("too_long", "string_too_long"):
        return _describe_too_long(e)
    if e.type in ("too_short", "string_too_short"):
        return _describe_too_short(e, field)
    return _describe_pattern(e, field) if e.type == "string_pattern_mismatch" else None


def _describe_out_of_range(e: LocatedError, field: FieldInfo | None, inside: int) -> MessageAndRemedy:
    bound = next((e.context[key] for key in ("ge", "gt", "le", "lt") if key in e.context), None)
    side = "below" if e.type.startswith("greater") else "above"
    noun = "a whole number" if isinstance(bound, int) and isinstance(e.value, int) else "a number"
    value = (
        format_plain_number(e.value) if is_number(e.value) and abs(e.value) < 1e15 else quote_value(e.value)
    )
    message = f"{value} is {side} what is possible"
    return message, _number_hint(noun, field, inside)


def _describe_too_long(e: LocatedError) -> MessageAndRemedy:
    most = e.context.get("max_length")
    unit = "characters" if isinstance(e.value, str) else "keys" if isinstance(e.value, dict) else "items"
    return (
        f"has {_value_size(e.value):,} {unit}, at most {most:,} are possible",
        f"remove what exceeds {most:,}",
    )


def _describe_too_short(e: LocatedError, field: FieldInfo | None) -> MessageAndRemedy:
    least = e.context.get("min_length")
    about = field_description(field)
    return f"has {_value_size(e.value)} of at least {least}", f"give at least {least}" + (
        f" ({about})" if about else ""
    )


def _value_size(value: object) -> int:
    if isinstance(value, dict):
        return sum(
            item is not None for item in value.values()
        )  # None removes an inherited item, so it does not count
    return len(value) if isinstance(value, str | list) else 0


def _describe_pattern(e: LocatedError, field: FieldInfo | None) -> MessageAndRemedy:
    pattern = str(e.context.get("pattern"))
    if pattern == LINE_PATTERN:
        return "has more than one line, or a tab", "write it in one line, with spaces"
    if pattern == NAME_PATTERN:
        return f"{quote_value(e.value)} is not a short name", SHORT_NAME_REMEDY
    return f"{quote_value(e.value)} is not written as it must be", field_description(
        field
    ) or SHORT_NAME_REMEDY


def _describe_other(e: LocatedError, field: FieldInfo | None) -> MessageAndRemedy:
    about = field_description(field)
    return (
        f"{quote_value(e.value)} is not possible here",
        f"give what belongs here: {about}" if about else "remove it",
    )
