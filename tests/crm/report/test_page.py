"""Text has enough contrast on the page in light and dark mode and in print."""

from __future__ import annotations

import re

import pytest

from sim.crm.report.render import render_page
from tests.crm.report.sample_report import empty_report

MIN = 4.5
"""Contrast of text (WCAG 2.1, 1.4.3)."""
THEMES = re.findall(r":root \{(.*?)\}", render_page(empty_report()), re.DOTALL)


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.1)."""
    digits = colour if len(colour) == 6 else "".join(2 * c for c in colour)
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", range(3))
def test_text_has_enough_contrast(theme: int) -> None:
    colours = dict(re.findall(r"--([\w-]+): #([0-9a-f]{3}(?:[0-9a-f]{3})?);", THEMES[theme]))
    assert len(THEMES) == 3
    for text, ground in (("text", "paper"), ("soft", "paper"), ("on", "halo")):
        assert contrast(colours[text], colours[ground]) >= MIN
