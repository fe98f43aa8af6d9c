"""Broken and hostile exports: each is refused with place and remedy, or read with a ledger that adds up."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.base.characters import is_control_character
from sim.crm.deals import LOST, OPEN, WON
from sim.crm.intake import content
from sim.crm.intake.csv_records import BAD_QUOTES, TOO_LONG
from sim.crm.intake.mapping import Columns, Files, Mapping, mapping_text
from sim.crm.intake.read_export import IntakeError, IntakeResult, read_export
from sim.scenario.load import parse_section

HEAD = "id,owner,account,product,stage,created,closed,amount\n"
ROW = "{i},Ann,Acme,Pro,{stage},2024-01-{day:02d},{closed},{amount}\n"


def rows(n: int = 12) -> str:
    """Plain rows, a third of each outcome."""
    stages = ("Won", "Lost", "Open")
    return "".join(
        ROW.format(
            i=i,
            stage=stages[i % 3],
            day=i % 27 + 1,
            closed="" if i % 3 == 2 else "2024-03-01",
            amount=100 + i,
        )
        for i in range(n)
    )


GOOD = HEAD + rows()


def zip_text(text: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("deals.csv", text)
    return file.getvalue()


def line(**given: str) -> str:
    """A row with some texts replaced."""
    result = {
        "id": "99",
        "owner": "Ann",
        "account": "Acme",
        "product": "Pro",
        "stage": "Won",
        "created": "2024-01-02",
    }
    return ",".join({**result, "closed": "2024-02-02", "amount": "5", **given}.values()) + "\n"


REFUSED: dict[str, bytes] = {
    "empty": b"",
    "bom alone": b"\xef\xbb\xbf",
    "spaces alone": b" \n \n\t\n",
    "zeros": b"\0" * 5000,
    "zip": zip_text(GOOD),
    "zip bomb": zip_text("0" * 5_000_000),
    "empty zip": zip_text("")[-22:],
    "gzip": gzip.compress(GOOD.encode()),
    "xz": lzma.compress(GOOD.encode()),
    "bzip2": bz2.compress(GOOD.encode()),
    "zstd": b"\x28\xb5\x2f\xfd" + b"\1" * 50,
    "pdf": b"%PDF-1.7\n" + GOOD.encode(),
    "parquet": b"PAR1" + b"\0" * 50 + b"PAR1",
    "old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500,
    "png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "noise": np.random.default_rng(1).bytes(20_000),
    "html": b"<!DOCTYPE html><html><body>Please log in</body></html>",
    "a table of a web page": b"<TABLE><tr><td>id</td><td>stage</td></tr><tr><td>1</td><td>Won</td></tr></TABLE>",
    "json": b'[{"id": 1, "stage": "Won"}, {"id": 2, "stage": "Lost"}]',
    "header alone": HEAD.encode(),
    "no header": rows().encode(),
    "no stage column": b"id,owner,amount\n1,Ann,5\n",
    "empty stages": (HEAD + line(stage="") * 3).encode(),
    "no won word": GOOD.replace("Won", "Hurra").encode(),
    "no lost word": GOOD.replace("Lost", "Hm").encode(),
    "two stage columns": b"id,stage,stage,amount\n1,Won,Lost,5\n2,Lost,Won,6\n",
    "two amount columns": b"id,stage,amount,deal value\n1,Won,3,5\n2,Lost,4,6\n",
    "dates in two orders": (
        HEAD + line(created="01/02/2024", closed="03/04/2024") + line(stage="Lost", created="02/03/2024", closed="")
    ).encode(),
    "amounts of all kinds": (HEAD + "".join(
        line(id=str(i), stage=stage, amount=f'"{amount}"') for i, (stage, amount) in
        enumerate([("Won", "1.234"), ("Won", "1,234"), ("Lost", "2.345"), ("Won", "3,456")])
    )).encode(),
    "all closed before created": (HEAD + rows(30)).replace("created,closed", "closed,created").encode(),
    "many different stages": (
        GOOD + "".join(line(id=f"s{i}", stage=f"word {i} " * 40) for i in range(600))
    ).encode(),
    "only broken rows": (HEAD + "a,b\n" * 5).encode(),
    "quotes everywhere": (HEAD + '"a"b\n' * 2000).encode(),
    "too many columns": (",".join(["stage", *(f"c{i}" for i in range(5000))]) + "\n").encode(),
    "odd utf-16": b"\xff\xfe" + GOOD.encode("utf-16-le") + b"x",
    "half a letter of utf-16": b"\xff\xfe" + GOOD.encode("utf-16-le") + b"\x00\xd8",
}  # fmt: skip

TAKEN: dict[str, tuple[bytes, dict[str, int]]] = {
    "plain": (GOOD.encode(), {}),
    "no newline at the end": (GOOD.rstrip().encode(), {}),
    "old Mac lines": (GOOD.replace("\n", "\r").encode(), {}),
    "Windows lines": (GOOD.replace("\n", "\r\n").encode(), {}),
    "empty lines": (GOOD.replace("\n", "\n\n").encode(), {}),
    "utf-16 without a mark": (GOOD.encode("utf-16-le"), {}),
    "utf-16 big endian": (b"\xfe\xff" + GOOD.encode("utf-16-be"), {}),
    "utf-32": (GOOD.encode("utf-32"), {}),
    "broken utf-8": (GOOD.encode() + line(account="Caf\xe9").encode("latin-1"), {}),
    "bytes that no encoding knows": (GOOD.encode() + line(account="A\x81\x8d").encode("latin-1"), {}),
    "huge field": (GOOD.encode() + line(account="x" * 110_000).encode(), {TOO_LONG: 1}),
    "larger field": (GOOD.encode() + line(account="x" * 400_000).encode(), {TOO_LONG: 1}),
    "huge quoted field": (
        GOOD.encode() + line(account='"' + "x" * 400_000 + '"').encode(), {TOO_LONG: 1}
    ),
    "quote never closed": (
        GOOD.encode() + line(account='"Acme').encode() + line(id="77").encode(),
        {BAD_QUOTES: 1},
    ),
    "quote in a quote": (
        GOOD.encode() + line(account='"The "Big" one"').encode(), {BAD_QUOTES: 1}
    ),
    "too few and too many": (GOOD.encode() + b"1,2\n1,2,3,4,5,6,7,8,9\n", {"too few fields": 1, "too many fields": 1}),
    "commas alone": (GOOD.encode() + b",,,,,,,\n" * 3 + b"," * 99 + b"\n", {"all fields empty": 4}),
    "comma at the end": (GOOD.replace("\n", ",\n").encode(), {}),
    "header again": (GOOD.encode() + HEAD.encode() + line().encode(), {"repeated header": 1}),
    "copies": (GOOD.encode() + rows(4).encode(), {"exact copy of another row": 4}),
    "same id, other content": (
        GOOD.encode() + line(id="3").encode(), {"replaced by a later row with the same ID": 1}
    ),
    "no stage in a row": (GOOD.encode() + line(stage="").encode() + line(stage="n/a").encode(), {"no stage": 2}),
    "closed before created": (GOOD.encode() + line(closed="2023-02-02").encode(), {}),
    "totals": (
        GOOD.encode() + b"Total,,,,,,,1266\nGrand Total (12 records),,,,,,,\n,,,,Sum,,,9\n", {"total, not a deal": 3}
    ),
    "a customer called Total": (GOOD.encode() + line(account="Total", owner="Count Zero").encode(), {}),
    "header in part": (GOOD.encode() + b"ID,Owner,,,STAGE , Created,,\n", {"repeated header": 1}),
    "short rows": (GOOD.encode() + b"98,Ann,Acme,Pro,Open,2024-01-02\n97,Ann,Acme,Pro,Won\n", {}),
    "a row in two lines": (
        GOOD.encode() + b"98,Ann,Ac\nme,Pro,Won,2024-01-02,2024-02-02,5\n", {"too few fields": 2}
    ),
    "deleted": (GOOD.encode() + line(stage="Deleted").encode(), {"deleted in the CRM": 1}),
    "deleted by a flag": (
        GOOD.replace("\n", ",False\n").replace("amount,False", "amount,IsDeleted").encode()
        + line(amount="5,TRUE").encode(), {"deleted in the CRM": 1}
    ),
    "signs without end": (GOOD.encode() + "".join(
        line(id=f"e{i}", owner=sign * 90_000, account=sign * 90_000, amount=sign * 90_000) for i, sign in
        enumerate(("(", "a@", "-", " ", ";", "=", "[", "total ", "1", "&"))
    ).encode(), {TOO_LONG: 2}),
    "wrapped texts": (GOOD.encode() + line(id='"=""99"""', amount='="5"', created='="2024-01-02"').encode(), {}),
    "control characters": (GOOD.encode() + line(product="\x1b[31mP\x07ro\x00", owner="An\x1b]8;;x\x07n").encode(), {}),
    "marks of direction": (GOOD.encode() + line(product="\u202eorP", owner="A\u2066nn\ufeff").encode(), {}),
    "markup": (GOOD.encode() + line(product="[@click=app.quit]Pro[/]", owner="<script>alert(1)</script>").encode(), {}),
    "formulas": (GOOD.encode() + line(product="=cmd|' /C calc'!A0", owner="@SUM(A1)", amount="=1+1").encode(), {}),
    "unreadable dates": (GOOD.encode() + line(created="soon", closed="2024-13-45").encode(), {}),
    "year 9999": (GOOD.encode() + line(created="9999-12-31", closed="0001-01-01").encode(), {}),
    "amounts that are none": (
        GOOD.encode() + "".join(line(id=f"x{i}", amount=a) for i, a in enumerate(
            ("1.2k", "3M", "1e400", "9" * 39, "nan", "inf", "-5", "(7)", "0", "€", "--", "½", "٣"))).encode(), {}),
    "digits of other scripts": (GOOD.encode() + line(created="２０２４-０１-０２", amount="１２").encode(), {}),
    "long header": ((GOOD.replace("account", "a" * 50_000)).encode(), {}),
    "header with escapes": (GOOD.replace("account", "acc\x1b[2Jount\u202e").encode(), {}),
}  # fmt: skip


def read_checked(path: Path, mapping: Mapping | None = None) -> IntakeResult | IntakeError:
    """The result, if it is one of the two valid ones."""
    try:
        result = read_export(path, mapping, keep_names=True)
    except IntakeError as error:
        return check_refusal(error, path)
    return check_ledger(result)


def check_refusal(error: IntakeError, path: Path) -> IntakeError:
    assert error.problems
    for one in error.problems:
        assert one.line >= 1
        assert one.remedy
        assert one.file.startswith(str(path))
        assert not any(is_control_character(c) or c == "\n" for c in str(one))
    if error.mapping is not None:
        assert parse_section(mapping_text(error.mapping), "map", Mapping)[0] == error.mapping
    return error


def check_ledger(result: IntakeResult) -> IntakeResult:
    deals, ledger = result.deals, result.ledger
    n = len(deals.outcome)
    assert ledger.rows == n + ledger.set_aside.total()
    assert n > 0
    assert {len(one) for one in (deals.created, deals.closed, deals.value, deals.owner, deals.product)} == {n}
    assert set(deals.outcome.tolist()) <= {WON, LOST, OPEN}
    assert not np.isfinite(deals.closed[deals.outcome == OPEN]).any()
    assert not np.isfinite(deals.value[deals.outcome != WON]).any()
    assert not (deals.value <= 0).any()
    assert not (deals.closed < deals.created).any()
    assert not (deals.created < 0).any()
    assert set(deals.owner.tolist()) - {-1} == set(range(len(deals.owners)))
    assert set(deals.product.tolist()) - {-1} == set(range(len(deals.products)))
    texts = [*deals.owners, *deals.products, *ledger.notes, *ledger.set_aside, *ledger.repaired]
    assert not any(is_control_character(c) or c == "\n" for text in texts for c in text)
    assert parse_section(mapping_text(result.mapping), "map", Mapping)[0] == result.mapping
    return result


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_a_remedy(name: str, tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_bytes(REFUSED[name])
    assert isinstance(read_checked(path), IntakeError)
    folder = read_checked(tmp_path)
    assert isinstance(folder, IntakeError)


@pytest.mark.parametrize("name", TAKEN)
def test_the_rest_of_a_partly_broken_file_is_read(name: str, tmp_path: Path) -> None:
    data, aside = TAKEN[name]
    path = tmp_path / "deals.csv"
    path.write_bytes(data)
    result = read_checked(path)
    assert isinstance(result, IntakeResult)
    assert result.ledger.set_aside == aside
    assert result.ledger.used >= 12


def test_the_corpus_has_at_least_sixty_cases() -> None:
    assert len(REFUSED) + len(TAKEN) + len(FOLDERS) >= 60


def _outward(folder: Path) -> None:
    (folder.parent / "secret.csv").write_text(GOOD)
    (folder / "deals.csv").symlink_to(folder.parent / "secret.csv")


def _loop(folder: Path) -> None:
    (folder / "deals.csv").symlink_to(folder / "deals.csv")


def _directory(folder: Path) -> None:
    (folder / "deals.csv").mkdir()


def _fifo(folder: Path) -> None:
    os.mkfifo(folder / "deals.csv")


def _two(folder: Path) -> None:
    (folder / "deals.csv").write_text(GOOD)
    (folder / "more.csv").write_text(GOOD.replace("account,product,stage", "region,city,status"))


def _workbook(folder: Path) -> None:
    (folder / "deals.xlsx").write_bytes(zip_text(GOOD))


def _unknown(folder: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (folder / name).write_text("x,y\n1,2\n")


def _nothing(folder: Path) -> None:
    assert folder.is_dir()


FOLDERS: dict[str, Callable[[Path], None]] = {
    "link out of the folder": _outward,
    "link to itself": _loop,
    "folder of that name": _directory,
    "pipe": _fifo,
    "two files of deals": _two,
    "a workbook alone": _workbook,
    "no file that is known": _unknown,
    "nothing": _nothing,
}


@pytest.mark.parametrize("name", FOLDERS)
def test_folders_that_cannot_be_read_are_refused(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    FOLDERS[name](folder)
    assert isinstance(read_checked(folder), IntakeError)
    if name not in ("no file that is known", "two files of deals"):
        assert isinstance(read_checked(folder, Mapping(files=Files(deals="deals.csv"))), IntakeError)


def test_choosing_the_file_of_deals_is_enough(tmp_path: Path) -> None:
    _two(tmp_path)
    error = read_checked(tmp_path)
    assert isinstance(error, IntakeError)
    assert [one.path for one in error.problems] == ["files.deals"]
    assert isinstance(read_checked(tmp_path, Mapping(files=Files(deals="more.csv"))), IntakeResult)


def test_unused_files_of_a_folder_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text(GOOD)
    (tmp_path / "bomb.csv").write_bytes(zip_text("0" * 10**6))
    (tmp_path / "empty.csv").write_bytes(b"")
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "out.csv").symlink_to("/etc/passwd")
    (tmp_path / "\x1b[31m.csv").write_text("a,b\n1,2\n")
    result = read_checked(tmp_path)
    assert isinstance(result, IntakeResult)
    (said,) = (note for note in result.ledger.notes if note.startswith("Not used"))
    assert all(name in said for name in ("bomb.csv", "empty.csv", "pipe.csv", "out.csv"))


@pytest.mark.parametrize("path", ["missing.csv", "a\0b", "x" * 5000, "/dev/zero", "/dev/stdin"])
def test_paths_that_are_not_files_are_refused(path: str, tmp_path: Path) -> None:
    assert isinstance(read_checked(tmp_path / path), IntakeError)


def test_a_file_that_is_too_large_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    with path.open("wb") as file:
        file.write(GOOD.encode())
        file.truncate(content.MAX_BYTES + 1)  # takes no room on the disk
    error = read_checked(path)
    assert isinstance(error, IntakeError)
    assert "MB" in error.problems[0].message


def test_a_missing_column_is_reported_with_a_suggestion(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text(GOOD)
    error = read_checked(path, Mapping(columns=Columns(stage="stagee")))
    assert isinstance(error, IntakeError)
    assert "'stage'" in error.problems[0].remedy


def test_control_characters_are_removed_and_the_row_counts_as_repaired(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_bytes(TAKEN["control characters"][0])
    result = read_checked(path)
    assert isinstance(result, IntakeResult)
    assert result.ledger.repaired["control characters were removed"] == 1
    assert "[31mPro" in result.deals.products


TEXT = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from('",;\t|\n\r\0\x1b\u202e-./0123456789€$ ()')),
    max_size=12,
)
CELL = st.one_of(
    TEXT,
    st.sampled_from(["Won", "Lost", "Open", "won ", "CLOSED LOST", "", "n/a"]),
    st.dates().map(str),
    st.dates().map(lambda day: f"{day.day}/{day.month}/{day.year}"),
    st.floats(allow_nan=True).map(str),
    st.integers(-1000, 10**9).map(lambda n: f"{n:,}"),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400), st.booleans())
def test_any_bytes(tmp_path: Path, data: bytes, with_head: bool) -> None:
    path = tmp_path / "deals.csv"
    path.write_bytes((GOOD.encode() if with_head else b"") + data)
    read_checked(path)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELL, min_size=8, max_size=8), max_size=8), st.booleans(), st.sampled_from(",;\t|"))
def test_any_rows(tmp_path: Path, cells: list[list[str]], quoted: bool, sign: str) -> None:
    path = tmp_path / "deals.csv"
    lines = [sign.join(f'"{c.replace(chr(34), chr(34) * 2)}"' if quoted else c for c in row) for row in cells]
    path.write_text(GOOD.replace(",", sign) + "\n".join(lines), encoding="utf-8", newline="")
    read_checked(path)
