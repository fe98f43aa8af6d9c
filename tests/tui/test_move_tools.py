"""Sliders, the focus, the playbook, and drafts: what the player sets is what is played."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import OptionList

from sim.model.move import Move
from sim.play import sliders
from sim.play.shares import rebalance
from sim.policy.notation import ALL_SEATS, format_move
from sim.policy.registry import SEAT_BOTS, make_bot
from sim.text.playbook import describe_plans
from tests.tui.driving import SMALL, game
from tui.screens.focus import FocusScreen
from tui.screens.playbook import Playbook

PERCENT = st.integers(0, 100)
SHARES = st.lists(st.integers(0, 1000), min_size=3, max_size=4).map(
    lambda parts: rebalance(tuple(parts), 0, parts[0] % 101)
)


@given(SHARES, st.integers(0, 2), PERCENT)
def test_shares_always_sum_to_a_hundred(shares: tuple[int, ...], place: int, value: int) -> None:
    new = rebalance(shares, place, value)
    assert sum(new) == 100
    assert new[place] == value
    assert min(new) >= 0
    others = [(a, b) for i, (a, b) in enumerate(zip(shares, new, strict=True)) if i != place]
    assert all(b <= d + 1 for a, b in others for c, d in others if a <= c)  # who had less does not get more


@given(
    st.tuples(PERCENT, PERCENT, PERCENT),
    PERCENT,
    st.integers(0, 40),
    st.sampled_from([(0,), (1,), (2,), ALL_SEATS]),
)
def test_sliders_show_what_they_set(
    split: tuple[int, int, int], share: int, tenths: int, held: tuple[int, ...]
) -> None:
    before = Move(split, (30, 30, 30))
    for slider in sliders.sliders(held):
        value = tenths if slider == sliders.CONCENTRATION else share
        after = sliders.set_slider(before, slider, value, held)
        assert sliders.slider_value(after, slider, held) == value
        others = [name for name in sliders.sliders(held) if name != slider]
        assert all(
            sliders.slider_value(after, name, held) == sliders.slider_value(before, name, held)
            for name in others
        )
        unheld = [seat for seat in ALL_SEATS if seat not in held]
        assert all(
            after.split[s] == before.split[s] and after.response[s] == before.response[s] for s in unheld
        )


async def test_keys_of_a_slider() -> None:
    async with game() as driver:
        slider = driver.slider("split-0")
        for key, value in (
            ("right", 10), ("full_stop", 11), ("right", 15), ("comma", 14), ("left", 10), ("left", 5), ("home", 0),
            ("left", 0), ("end", 100), ("right", 100), ("shift+left", 99), ("right", 100),
        ):  # fmt: skip
            await driver.press(key)
            assert slider.value == value, key
        assert driver.session.draft.split[0] == 100
        await driver.press("down")
        await driver.focuses("split-1")
        await driver.press("up", "up")
        await driver.focuses("concentration")


async def test_the_response_is_one_for_all_held_seats_and_concentration_is_written() -> None:
    async with game() as driver:
        driver.slider("response").change(55)
        driver.slider("concentration").action_most()
        await driver.lived()
        own = driver.session.game.at.own
        assert own is not None
        assert own.response == (55, 55, 55)
        assert own.concentration == 4


async def test_responses_that_differ_are_shown() -> None:
    async with game() as driver:
        await driver.type_move("rS10 rM20 rL30")
        await driver.lived()
        await driver.sees("10/20/30")


async def test_the_focus_of_the_held_seats() -> None:
    async with game(SMALL, seat="leader") as driver:
        await driver.press("o")
        await driver.comes_to(FocusScreen)
        driver.slider("focus-2-0").change(70)
        await driver.until("the others make room", lambda: driver.slider("focus-2-1").value == 10)
        await driver.click("#take")
        await driver.lived()
        own = driver.session.game.at.own
        assert own is not None
        assert own.focus is not None
        assert own.focus[2] == (70, 10, 10, 10)


async def test_the_usual_focus_is_none() -> None:
    async with game() as driver:
        await driver.press("o")
        await driver.comes_to(FocusScreen)
        driver.slider("focus-0-0").change(70)
        await driver.click("#usual")
        await driver.click("#take")
        await driver.playing()
        assert driver.session.draft.focus is None


@pytest.mark.parametrize("place", [1, 3])
async def test_the_playbook_sets_the_sliders_and_plays_nothing(place: int) -> None:
    async with game(seat="manager") as driver:
        await driver.press("e")
        await driver.comes_to(Playbook)
        game_ = driver.session.game
        plans = len(describe_plans(game_.setup.firm, driver.session.view, game_.held))
        driver.app.screen.query_one(OptionList).highlighted = plans + place
        await driver.press("enter")
        await driver.playing()
        setup = driver.session.game.setup
        move = make_bot(SEAT_BOTS[place], setup.firm)(driver.session.view)
        assert driver.slider("split-1").value == move.split[1]
        assert not driver.session.game.root.children
        await driver.sees(format_move(move, (1,)))


async def test_under_pressure_it_says_what_will_be_lived() -> None:
    async with game() as driver:
        await driver.sees("No pressure")
        for _ in range(2):
            await driver.lived("end", "enter")
        view = driver.session.view
        assert view.pace.pressure > 0.1  # a team that only dreams falls behind
        kept = 1 - driver.session.game.setup.firm.parameters.pressure.bite * view.pace.pressure
        await driver.sees(f"of 100 hours planned for the future, {round(100 * kept)} remain")
        await driver.sees(f"actual {round(100 * kept)}")
