"""Unquoted words mean what they look like to people."""

from __future__ import annotations

import math

import pytest

from sim.scenario.yaml_scalars import NotANumberError, parse_scalar


@pytest.mark.parametrize(
    "text",
    ["no", "yes", "on", "off", "y", "1:30", "0x1F", "0o17", "012", "1_000", "2024-01-01", "1,5", "30%", "1e", ".", "-",
     "e3", "nan", "inf", "Infinity", "١٢", "1 2", "=", "NO"],
)  # fmt: skip
def test_what_looks_like_text_is_text(text: str) -> None:
    assert parse_scalar(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("-3", -3),
        ("+4", 4),
        ("0", 0),
        ("0.5", 0.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("1E-2", 0.01),
    ],
)
def test_what_looks_like_a_number_is_one(text: str, value: float) -> None:
    assert parse_scalar(text) == value
    assert type(parse_scalar(text)) is type(value)


def test_zero_has_no_sign() -> None:
    zero = parse_scalar("-0.0")
    assert isinstance(zero, float)
    assert math.copysign(1, zero) == 1


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_nothing(text: str) -> None:
    assert parse_scalar(text) is None


@pytest.mark.parametrize(
    ("text", "value"), [("true", True), ("True", True), ("FALSE", False), ("false", False)]
)
def test_true_and_false(text: str, value: object) -> None:
    assert parse_scalar(text) is value


@pytest.mark.parametrize(
    "text", [".nan", ".NaN", ".inf", "-.inf", "+.INF", "1e999", "-1e400", "1" * 41, "0." + "3" * 60]
)
def test_numbers_that_cannot_be_used(text: str) -> None:
    with pytest.raises(NotANumberError):
        parse_scalar(text)
