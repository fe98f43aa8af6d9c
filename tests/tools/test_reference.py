"""docs/reference is what `python tools/reference.py` writes, and nothing else lies there."""

from __future__ import annotations

import pytest

from sim.analysis.why.change_split import CAUSES
from tools.pages import FOLDER, fill_template, why
from tools.reference import FILES, MEASURED, PRINTED


@pytest.mark.parametrize("name", FILES)
def test_page_on_disk_is_page_rendered(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == FILES[name](), (
        f"run `python tools/reference.py {name}`"
    )


def test_every_file_is_made_printed_or_measured() -> None:
    there = {path.name for path in FOLDER.iterdir() if path.is_file() and path.suffix != ".json"}
    assert there == {*FILES, *PRINTED}
    assert set(MEASURED) <= there
    assert set(PRINTED) <= set(MEASURED)


@pytest.mark.parametrize("parts", [{}, {"exampel": "x"}, {"example": "x", "more": "y"}])
def test_a_slot_that_is_not_filled_is_an_error(parts: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="has the slots"):
        fill_template("why", **parts)


def test_the_example_of_why_has_every_cause() -> None:
    assert all(f"\n  {cause} " in why.example_text() for cause in CAUSES)
