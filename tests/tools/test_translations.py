"""The catalogue of texts is that of the code, and a translation is measured against it."""

from __future__ import annotations

from pathlib import Path

from tests.tools.loading import tool

translations = tool("translations")


def test_the_catalogue_is_in_step() -> None:
    written = translations.PLACE.read_text(encoding="utf-8")
    assert written == translations.written(translations.catalogue()), "run `python tools/translations.py`"


def test_a_translation_is_measured_and_what_does_not_fit_is_told(tmp_path: Path) -> None:
    place = tmp_path / "de.po"
    place.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Play it"\nmsgstr "Spielen"\n\nmsgid "{1} more lie there."\nmsgstr "{2} mehr."\n\n'
        'msgid "quarter"\nmsgid_plural "quarters"\nmsgstr[0] "Quartal"\nmsgstr[1] ""\n',
        encoding="utf-8",
    )
    said = list(translations.missing(place))
    assert said[0].startswith("2 of ")
    assert len(said) == 2
    assert "{2} mehr." in said[1]
