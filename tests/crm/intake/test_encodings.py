"""Detecting encodings by letters, line by line where they are mixed."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.crm.intake.content import HEAD_BYTES
from sim.crm.intake.encodings import detect_encoding
from sim.crm.intake.mapping import Mapping
from sim.crm.intake.read_export import IntakeResult, read_export

HEADER = "id,owner,stage\n"
LONG = "1,Иван Петров,Won\n2,Ольга Сидорова,Lost\n3,Иван Петров,Open\n"


def read(tmp_path: Path, *lines: bytes, mapping: Mapping | None = None) -> IntakeResult:
    path = tmp_path / "deals.csv"
    path.write_bytes(HEADER.encode() + b"".join(lines))
    return read_export(path, mapping, keep_names=True)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("windows-1251", LONG), ("koi8-r", LONG), ("cp866", LONG),
        ("windows-1252", "1,Jörg Weiß,Won\n2,Zoë Lefèvre,Lost\n"), ("windows-1252", "1,It’s – €5,Won\n2,Bo,Lost\n"),
        ("windows-1252", "1,Smith & Søn – “Ø” £5,Won\n2,Bo,Lost\n"),
        ("windows-1250", "1,Jiří Šťastný,Won\n2,Ondřej Dvořák,Lost\n"),
        ("shift_jis", "1,田中太郎,Won\n2,鈴木花子,Lost\n"),
        ("windows-1253", "1,Γιώργος Παπάς,Won\n2,Μαρία Κώστα,Lost\n"),
        ("mac-roman", "1,Zoë Öz,Won\n2,Anaïs Weiß,Lost\n"),
    ],
)  # fmt: skip
def test_the_encoding_is_detected_and_reported_with_a_remedy(
    encoding: str, text: str, tmp_path: Path
) -> None:
    result = read(tmp_path, text.encode(encoding.replace("windows-", "cp")))
    assert list(result.deals.owners) == list(dict.fromkeys(line.split(",")[1] for line in text.splitlines()))
    assert result.mapping.encoding == encoding
    (said,) = (note for note in result.ledger.notes if "not UTF-8" in note)
    assert "`encoding`" in said
    again = read_export(tmp_path / "deals.csv", result.mapping, keep_names=True)
    assert again.deals.owners == result.deals.owners
    assert again.mapping == result.mapping


@pytest.mark.parametrize(("good", "bad"), [(5, 1), (1, 5), (3, 3)])
def test_a_file_with_mixed_encodings_is_decoded_line_by_line(good: int, bad: int, tmp_path: Path) -> None:
    lines = ["1,Jörg Öz,Won\n".encode()] * good + ["2,Jörg Öz,Lost\n".encode("cp1252")] * bad
    result = read(tmp_path, *lines)
    assert result.deals.owners == ("Jörg Öz",)
    assert any(f"{bad} of its lines are not UTF-8" in note for note in result.ledger.notes)
    assert read_export(tmp_path / "deals.csv", result.mapping, keep_names=True).deals.owners == ("Jörg Öz",)


def test_the_encoding_of_a_mapping_applies_to_lines_that_are_not_utf_8(tmp_path: Path) -> None:
    line = "2,Łukasz,Lost\n".encode("cp1250")
    result = read(tmp_path, b"1,Bo,Won\n", line, mapping=Mapping(encoding="windows-1250"))
    assert result.deals.owners == ("Bo", "Łukasz")
    assert not any("not UTF-8" in note for note in result.ledger.notes)


def test_a_letter_cut_at_the_end_of_the_head_does_not_count() -> None:
    data = ("ö" * 10 + "\n").encode() * (HEAD_BYTES // 21) + "öööööööööööööööööööööööööööööööööööö".encode()
    assert detect_encoding(data[:HEAD_BYTES], "deals.csv", None).encoding == "utf-8"
