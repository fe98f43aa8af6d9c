"""What a terminal can show is derived from its environment."""

from __future__ import annotations

import pytest

from sim.play.settings.terminal_support import SignSupport, detect_signs


@pytest.mark.parametrize(
    ("environment", "encoding", "shown"),
    [
        ({}, "utf-8", "chess"),
        ({"TERM": "xterm-256color", "LANG": "en_GB.UTF-8"}, "UTF-8", "chess"),
        ({"TERM": "tmux-256color", "LANG": "C.UTF-8"}, "utf-8", "chess"),
        ({"LANG": "de_DE.utf8@euro"}, "utf-8", "chess"),
        ({"LC_ALL": "", "LANG": "de_DE.UTF-8"}, "utf-8", "chess"),
        ({"TERM": "linux", "LANG": "en_GB.UTF-8"}, "utf-8", "letters"),
        ({"TERM": "linux-16color"}, "utf-8", "letters"),
        ({"LANG": "C"}, "utf-8", "ascii"),
        ({"LC_ALL": "POSIX", "LANG": "en_GB.UTF-8"}, "utf-8", "ascii"),
        ({"LANG": "de_DE.ISO-8859-1"}, "utf-8", "ascii"),
        ({"LANG": "en_GB.UTF-8"}, "iso8859-1", "ascii"),
        ({"LANG": "en_GB.UTF-8"}, "", "ascii"),
        ({"TERM": "vt100", "LANG": "en_GB.UTF-8"}, "utf-8", "ascii"),
    ],
)
def test_what_is_shown(environment: dict[str, str], encoding: str, shown: SignSupport) -> None:
    assert detect_signs(environment, encoding) == shown
