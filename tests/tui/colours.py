"""Colours as eyes see them: contrast by WCAG 2.2, and what people without one kind of cones make of a colour.

Contrast and relative luminance: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio. Simulation: Machado, Oliveira and
Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), severity 1.0, on linear
RGB. Distance: CIE76 in CIELAB under D65; 2.3 is what can just be told apart side by side.
"""

from __future__ import annotations

from collections.abc import Sequence

RGB = tuple[int, int, int]

Matrix = Sequence[Sequence[float]]

NORMAL: Matrix = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
WITHOUT: dict[str, Matrix] = {
    "red (protanopia)": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "green (deuteranopia)": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "blue (tritanopia)": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""What is left of linear RGB without one kind of cones."""

_XYZ: Matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_WHITE = (0.9505, 1.0, 1.089)


def linear(colour: RGB) -> tuple[float, ...]:
    """SRGB without its gamma, 0 to 1."""
    shares = (part / 255 for part in colour)
    return tuple(s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)


def contrast(one: RGB, other: RGB) -> float:
    """1 to 21."""
    low, high = sorted(_times(_XYZ, linear(colour))[1] for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def distance(one: RGB, other: RGB, seen: Matrix = NORMAL) -> float:
    """How far apart two colours are for eyes that see so."""
    labs = (_lab(_times(seen, linear(colour))) for colour in (one, other))
    return float(sum((a - b) ** 2 for a, b in zip(*labs, strict=True)) ** 0.5)


def _times(matrix: Matrix, vector: Sequence[float]) -> tuple[float, ...]:
    return tuple(sum(m * v for m, v in zip(row, vector, strict=True)) for row in matrix)


def _lab(rgb: Sequence[float]) -> tuple[float, float, float]:
    xyz = _times(_XYZ, [min(1.0, max(0.0, part)) for part in rgb])
    x, y, z = (_root(part / white) for part, white in zip(xyz, _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(t: float) -> float:
    return t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116
