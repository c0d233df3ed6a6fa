"""Mappings of columns kept from file to file."""

from pathlib import Path

import pytest

from facilitator.audit.mapping import Mapping, shape_of
from facilitator.audit.parse import DateStyle, NumberStyle
from facilitator.audit.remembered import forget, recall, remember
from facilitator.audit.vocabulary import Role

SHAPE = shape_of(["Дата", "Kwota"], ";")
MAPPING = Mapping(
    shape=SHAPE,
    columns={Role.DATE: "Дата", Role.AMOUNT: "Kwota"},
    numbers={"Kwota": NumberStyle.COMMA},
    dates={"Дата": DateStyle.MONTH_FIRST},
    encoding="cp1251",
    header_line=3,
)


def test_what_is_remembered_is_recalled_for_its_shape_alone(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "mappings"
    assert recall(folder, SHAPE) is None
    remember(folder, Mapping(shape=SHAPE))
    remember(folder, MAPPING)
    assert recall(folder, SHAPE) == MAPPING
    assert recall(folder, shape_of(["Дата", "Kwota"], ",")) is None
    assert [each.name for each in folder.iterdir()] == [f"{SHAPE}.json"]
    forget(folder, SHAPE)
    forget(folder, SHAPE)
    assert recall(folder, SHAPE) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"columns": {"colour": "x"}}', "\0", "{}"])
def test_a_spoilt_mapping_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / f"{SHAPE}.json").write_text(text, "utf-8")
    assert recall(tmp_path, SHAPE) is None


def test_bytes_that_are_no_text_and_folders_count_as_none(tmp_path: Path) -> None:
    (tmp_path / f"{SHAPE}.json").write_bytes(b"\xff\xfe\x00")
    assert recall(tmp_path, SHAPE) is None
    (tmp_path / f"{SHAPE}.json").unlink()
    (tmp_path / f"{SHAPE}.json").mkdir()
    assert recall(tmp_path, SHAPE) is None


@pytest.mark.parametrize("shape", ["", "../../etc", "a/b", "x" * 16])
def test_a_shape_never_leads_out_of_the_folder(tmp_path: Path, shape: str) -> None:
    assert recall(tmp_path, shape) is None
    forget(tmp_path, shape)
    with pytest.raises(ValueError, match="shape"):
        remember(tmp_path, Mapping(shape=shape))
    assert not list(tmp_path.iterdir())
