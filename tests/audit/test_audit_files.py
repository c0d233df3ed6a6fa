"""Files that are none, or none that can be read: always a sentence, never a traceback."""

import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from facilitator.audit.files import CannotRead
from facilitator.audit.ledger import Ledger, read_ledger
from facilitator.audit.mapping import Mapping
from facilitator.audit.recognise import recognise


def read(out: Path, path: Path, mapping: Mapping | None = None) -> Ledger:
    return read_ledger([path], mapping, out / "out" / "ledger.parquet")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"date,customer,amount\n", "no rows"),
        (b"hello\nworld\n", "only one column"),
        (b"date,customer,amount\nx,A,y\nz,B,q\n", "No column"),
        (b"PK\x03\x04" + b"x" * 100, "damaged"),
        (b"%PDF-1.7 " + b"x" * 100, "PDF"),
        (b"PAR1" + b"x" * 100, "cut short"),
        (b"PAR1" + b"x" * 100 + b"PAR1", "Parquet"),
        (b"x" * 3_000_000, "longer than"),
        (b",".join(b"c%d" % n for n in range(10_000)) + b"\n" + b"1," * 9_999 + b"1\n", "columns"),
    ],
)
def test_bad_files_end_in_a_sentence(content: bytes, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_bytes(content)
    with pytest.raises(CannotRead, match=sentence) as told:
        read(tmp_path, path)
    assert "sales.csv" in str(told.value) and str(told.value).endswith(".")


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="is a folder"):
        read(tmp_path, tmp_path)
    with pytest.raises(CannotRead, match="There is no file"):
        read(tmp_path, tmp_path / "gone.csv")
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    with pytest.raises(CannotRead, match="is a pipe"):
        read(tmp_path, pipe)
    packed = tmp_path / "packed.xlsx"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("notes.txt", "nothing")
    with pytest.raises(CannotRead, match="zip archive"):
        read(tmp_path, packed)


def test_a_wrong_encoding_tells_line_and_character(tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_bytes("date;customer;amount\n2026-01-01;Łódź;1\n2026-01-02;Клиент;2\n".encode())
    with pytest.raises(CannotRead, match="line 2, character 13"):
        read(tmp_path, path, mapping=replace(recognise(path).mapping(), encoding="cp1252"))
