"""Input that is not UTF-8, as terminals of another encoding send it, must not end a game; Textual alone would end."""

from __future__ import annotations

import codecs
import sys
from functools import partial

DRIVERS = (
    "textual.drivers.linux_driver",
    "textual.drivers.linux_inline_driver",
    "textual.drivers.web_driver",
)
"""Modules that decode what is typed; an app that was made has loaded the one that it needs."""


def read_leniently() -> None:
    """Call between making and running an app: bytes that are no UTF-8 become a sign that no key is bound to."""
    for name in DRIVERS:
        driver = sys.modules.get(name)
        if hasattr(driver, "getincrementaldecoder"):
            vars(driver)["getincrementaldecoder"] = _lenient


def _lenient(encoding: str) -> partial[codecs.IncrementalDecoder]:
    return partial(codecs.getincrementaldecoder(encoding), "replace")
