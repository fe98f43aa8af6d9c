"""What a page may say to its game, and how fast; and that nothing it says makes anything fail but itself."""

from __future__ import annotations

import json
from typing import Any

import pytest

pytest.importorskip("textual_serve", reason="needs the extra `web`: pip install 'tactegic[web]'")

from hypothesis import given, settings  # it may be missing
from hypothesis import strategies as st

from tui.web.limits import COLUMNS, ROWS, TYPED
from tui.web.pace import RateError, RateLimit
from tui.web.wire import DATA, META, Packet, WireError, message_packet, parse_window_size, read_message


def _said(text: str) -> Packet | None:
    kind, payload = read_message(text)
    return message_packet(kind, payload)


def test_says_what_the_page_said() -> None:
    assert _said('["stdin", "S20\\r\\u00e9"]') == (DATA, "S20\ré".encode())
    assert _said('["focus"]') == (META, b'{"type": "focus"}')
    size = _said('["resize", {"width": 120, "height": 40}]')
    assert size is not None
    assert json.loads(size[1]) == {"type": "resize", "width": 120, "height": 40}


def test_what_is_too_long_to_be_typed_is_left_out() -> None:
    assert _said(json.dumps(["stdin", "x" * TYPED])) is not None
    assert _said(json.dumps(["stdin", "é" * TYPED])) is None
    assert _said('["stdin", ""]') is None


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "{}", "[]", "[1]", "null", '"stdin"', '["stdin"]', '["stdin", 1]', '["stdin", null]',
        '["stdin", "a", "b"]',
        '["stdin", "\\ud800"]', '["stdin", "\\udfff x"]', '["quit"]', '["exit"]', '["deliver_chunk_request", {}]',
        '["resize"]', '["resize", 1]', '["resize", {}]', '["resize", {"width": 80}]',
        '["resize", {"width": "80", "height": 24}]',
        '["resize", {"width": 80.0, "height": 24}]', '["resize", {"width": true, "height": 24}]',
        '["resize", {"width": NaN, "height": 24}]', '["resize", {"width": 0, "height": 24}]',
        '["resize", {"width": 80, "height": -1}]', '["resize", {"width": 100000, "height": 100000}]',
        '["resize", {"width": 1e999, "height": 24}]', "[" * 100_000, "9" * 10_000,
        '["resize", {"width": ' + "9" * 5000 + "}]",
    ],
)  # fmt: skip
def test_refuses_what_no_page_of_ours_says(text: str) -> None:
    with pytest.raises(WireError):
        _said(text)


MESSAGES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(max_examples=60)
@given(MESSAGES)
def test_whatever_is_said_is_a_packet_or_refused(message: Any) -> None:
    size = {"width": message, "height": 1}
    for said in (message, ["stdin", message], ["resize", message], ["resize", size]):
        try:
            found = _said(json.dumps(said))
        except WireError:
            continue
        assert found is None or (found[0] in (DATA, META) and len(found[1]) <= TYPED)


def test_windows_are_bounded() -> None:
    assert parse_window_size("120", "40") == (120, 40)
    assert parse_window_size("9999", "9999") == (COLUMNS, ROWS)
    for wrong in ("0", "-1", "100000", "1" * 5000, "", "x", "1.0", "1e3", "٣", " 80", "+80", "\udcff"):
        for size in ((wrong, "24"), ("80", wrong)):
            with pytest.raises(WireError):
                parse_window_size(*size)


def test_pace_lets_a_burst_through_and_then_no_more_than_its_rate() -> None:
    now = 0.0
    pace = RateLimit(10.0, 100.0, 1000.0, lambda: now)
    taken = 0
    while now < 60.0:
        wait = pace.wait(1.0)
        taken += 1
        now += wait
    assert 700 <= taken <= 702
    now += 1000.0
    assert [pace.wait(50.0), pace.wait(50.0), pace.wait(10.0)] == [0.0, 0.0, pytest.approx(1.0)]


def test_pace_gives_up_who_never_stops_and_bears_who_does() -> None:
    now = 0.0
    pace = RateLimit(10.0, 100.0, 20.0, lambda: now)
    for _ in range(5):  # bursts with rests
        for _ in range(200):
            now += pace.wait(1.0)
        now += 10.0
    began = now
    with pytest.raises(RateError):  # noqa: PT012  # which of them it is, is not told
        while now < began + 100.0:
            now += pace.wait(1.0)
    assert 20.0 <= now - began < 40.0
