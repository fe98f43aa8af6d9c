"""What is wrong with a value and what to do about it, in plain words. It knows fields and values, no files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from sim.base.problems import plain, show_value
from sim.base.suggest import did_you_mean
from sim.scenario.anatomy import alternatives, items_of, plainly, possible, possible_key
from sim.scenario.located import Located
from sim.scenario.scalars import NotANumberError, scalar
from sim.scenario.section import LINE_PATTERN, NAME_PATTERN, USUAL, is_number

Words = tuple[str, str]
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
"""What belongs where a value has the wrong type, by pydantic's or our own name of the error."""

_FORMS = {
    "a mapping of keys": "write its keys below it, one a line, indented",
    "a list": "write its items in [brackets, with commas], or below it, one a line after a '- '",
}
"""The remedy where something of a form belongs, by its noun."""

SHORT_NAME = "use small letters, digits and _, a letter first, at most 40 of them"
"""The remedy for a text that is no short name."""


def describe(field: FieldInfo | None) -> str:
    """What a field is, as its docstring says it; empty where nothing is known."""
    return (field.description or "").removesuffix(".") if field else ""


def unit(field: FieldInfo | None) -> str:
    """The unit of a field's number, which its docstring begins with."""
    text, found, _ = describe(field).partition(";")
    return text if found else ""


def usual_range(field: FieldInfo) -> tuple[float, float] | None:
    """The range outside which a field's number is unusual."""
    extra = field.json_schema_extra
    found = extra.get(USUAL) if isinstance(extra, dict) else None
    return (float(found[0]), float(found[1])) if isinstance(found, list) else None  # type: ignore[arg-type]


def value_words(errors: Sequence[Located], field: FieldInfo | None, inside: int) -> Words:
    """Words for a value that all alternatives refuse. It stands `inside` so many lists or mappings in its field."""
    first = errors[0]
    options = [str(one) for one in _literals(field, inside)]
    nouns = list(dict.fromkeys(_NOUNS[e.type] for e in errors if e.type in _NOUNS))
    if len(nouns) == len({e.type for e in errors}):
        return _wrong_type(first.value, nouns, field, inside)
    if any(e.type == "literal_error" for e in errors):
        message = "has no value" if first.value is None else f"{show_value(first.value)} is not possible here"
        if len(options) == 1 and not nouns:
            return message, f"write {options[0]}"
        return message, did_you_mean(first.value, [*options, *nouns], "choose one of")
    said = (_limit_words(e, field, inside) for e in errors)
    return next((words for words in said if words is not None), _unknown(first, field))


def key_words(error: Located, field: FieldInfo | None) -> Words:
    """Words for a key that its mapping cannot have."""
    key = show_value(error.path[-1])
    if error.type in ("int_type", "greater_than_equal", "less_than_equal") and field is not None:
        return f"{key} is not possible as a key here", f"give a whole number{possible_key(field).text()}"
    return f"{key} is not possible as a name here", SHORT_NAME


def missing_words(key: str, field: FieldInfo | None) -> Words:
    """Words for a key that must be there."""
    options = _literals(field, 0)
    example = f"{options[0]}" if len(options) == 1 else "..."
    about = describe(field)
    return "is missing", f"add `{plain(key)}: {example}`" + (f" ({about})" if about else "")


def _wrong_type(value: object, nouns: list[str], field: FieldInfo | None, inside: int) -> Words:
    noun = ", or ".join(nouns)
    wanted = _range_remedy(noun, field, inside) if "number" in noun else _FORMS.get(noun, f"give {noun}")
    if value is None:
        return "has no value", f"{wanted}, or remove the line"
    if isinstance(value, list | dict):
        return f"{show_value(value)} stands where {noun} belongs", wanted
    if "number" in noun and isinstance(value, str):
        return f"{show_value(value)} is text, not {noun}", _unquote_remedy(value) or wanted
    if noun == "a text":
        return f"{show_value(value)} is not a text", f'put it in quotes: "{show_value(value)}"'
    return f"{show_value(value)} is not {noun}", wanted


def _unquote_remedy(text: str) -> str | None:
    """The remedy for a text that was meant as a number."""
    try:
        point = scalar(text.strip().replace(",", "."))
    except NotANumberError:
        return None
    if not is_number(point):
        return None
    return (
        f"write it with a point: {plainly(point)}"
        if "," in text
        else f"remove the quotes: {plain(text.strip())}"
    )


def _range_remedy(noun: str, field: FieldInfo | None, inside: int) -> str:
    """'give a number from 0 to 10 (share, usually 0.05 to 1)'."""
    if field is None:
        return f"give {noun}"
    ordinary = usual_range(field)
    about = [unit(field), f"usually {plainly(ordinary[0])} to {plainly(ordinary[1])}" if ordinary else ""]
    said = ", ".join(text for text in about if text)
    return f"give {noun}{possible(field, inside).text()}" + (f" ({said})" if said else "")


def _literals(field: FieldInfo | None, inside: int) -> list[object]:
    forms = items_of(field.annotation, inside) if field else []
    kinds = (kind for form in forms for kind in alternatives(form) if get_origin(kind) is Literal)
    return [one for kind in kinds for one in get_args(kind)]


def _limit_words(e: Located, field: FieldInfo | None, inside: int) -> Words | None:
    """Words for a value of the right type that is too large, too small or written otherwise than it must be."""
    if e.type in ("greater_than_equal", "greater_than", "less_than_equal", "less_than"):
        return _out_of_range(e, field, inside)
    if e.type in ("too_long", "string_too_long"):
        return _too_long(e)
    if e.type in ("too_short", "string_too_short"):
        return _too_short(e, field)
    return _pattern(e, field) if e.type == "string_pattern_mismatch" else None


def _out_of_range(e: Located, field: FieldInfo | None, inside: int) -> Words:
    bound = next((e.context[key] for key in ("ge", "gt", "le", "lt") if key in e.context), None)
    side = "below" if e.type.startswith("greater") else "above"
    noun = "a whole number" if isinstance(bound, int) and isinstance(e.value, int) else "a number"
    value = plainly(e.value) if is_number(e.value) and abs(e.value) < 1e15 else show_value(e.value)
    message = f"{value} is {side} what is possible"
    return message, _range_remedy(noun, field, inside)


def _too_long(e: Located) -> Words:
    most = e.context.get("max_length")
    unit_of_it = (
        "characters" if isinstance(e.value, str) else "keys" if isinstance(e.value, dict) else "items"
    )
    return (
        f"has {_size(e.value):,} {unit_of_it}, at most {most:,} are possible",
        f"leave out what is over {most:,}",
    )


def _too_short(e: Located, field: FieldInfo | None) -> Words:
    least = e.context.get("min_length")
    about = describe(field)
    return f"has {_size(e.value)} of at least {least}", f"give at least {least}" + (
        f" ({about})" if about else ""
    )


def _size(value: object) -> int:
    if isinstance(value, dict):
        return sum(item is not None for item in value.values())  # nothing stands for what is taken away
    return len(value) if isinstance(value, str | list) else 0


def _pattern(e: Located, field: FieldInfo | None) -> Words:
    pattern = str(e.context.get("pattern"))
    if pattern == LINE_PATTERN:
        return "has more than one line, or a tab", "write it in one line, with spaces"
    if pattern == NAME_PATTERN:
        return f"{show_value(e.value)} is not a short name", SHORT_NAME
    return f"{show_value(e.value)} is not written as it must be", describe(field) or SHORT_NAME


def _unknown(e: Located, field: FieldInfo | None) -> Words:
    about = describe(field)
    return (
        f"{show_value(e.value)} is not possible here",
        f"give what belongs here: {about}" if about else "remove it",
    )
