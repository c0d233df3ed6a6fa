"""Answers of a survey: a score from 0 to 10, whose it is, and the comment beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from facilitator.audit import decode, files
from facilitator.audit.columns import EXAMPLES, Column, Example
from facilitator.audit.files import BLOCK, CannotRead, Kind, said
from facilitator.audit.mapping import Mapping
from facilitator.audit.parse import NumberStyle, is_nothing, read_number
from facilitator.audit.recognise import Recognised, recognise
from facilitator.audit.sheets import opened, sheet_of, sheet_records
from facilitator.audit.sniff import Record, find_table, records
from facilitator.audit.vocabulary import SURVEY, Role
from facilitator.words.text import clean

MOST_BYTES = 64 << 20
"""A survey is read into memory; a larger file is none."""

COMMENT = 4_000
"""Characters of a comment that are kept."""

_TOP = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; `line` is its line in the file, score from 0 to 10."""

    line: int
    score: int
    channel: str | None
    segment: str | None
    customer: str | None
    comment: str


@dataclass(frozen=True, slots=True)
class Survey:
    """The answers with a score, and what was left out."""

    answers: tuple[Answer, ...]
    without_score: int
    unreadable: int
    """Scores that are no whole number from 0 to 10."""
    examples: tuple[Example, ...]
    sha256: str
    found: Recognised


def recognise_survey(path: Path, mapping: Mapping | None = None) -> Recognised:
    """Guess which columns of a survey hold the score, the comment and whose answer it is.

    Raises CannotRead for a file without rows.
    """
    return recognise(path, mapping, SURVEY)


def read_survey(path: Path, mapping: Mapping | None = None) -> Survey:
    """Read a survey file; a mapping chooses among several scores. Raises CannotRead."""
    found = recognise_survey(path, mapping)
    if found.source.stamp.size > MOST_BYTES:
        raise CannotRead(f"{said(path)} is larger than 64 MB. This is no survey; check the file.")
    score = found.column(Role.SCORE)
    if score is None:
        raise CannotRead(
            f"No column of {said(path)} looks like a score from 0 to 10. Choose the column for it."
        )
    answers: list[Answer] = []
    bad: list[Example] = []
    blank = 0
    for row in _rows(found, mapping):
        text = _cell(row, score) or ""
        value = read_number(text, score.number_style or NumberStyle.POINT)
        if not text:
            blank += 1
        elif value is None or value != int(value) or not 0 <= value <= _TOP:
            bad.append(Example(row.line, text))
        else:
            answers.append(_answer(row, int(value), found))
    digest = files.fingerprint(path)
    files.unchanged(found.source)
    return Survey(tuple(answers), blank, len(bad), tuple(bad[:EXAMPLES]), digest, found)


def _answer(row: Record, score: int, found: Recognised) -> Answer:
    comment = _cell(row, found.column(Role.COMMENT)) or ""
    return Answer(
        line=row.line,
        score=score,
        channel=_cell(row, found.column(Role.CHANNEL)),
        segment=_cell(row, found.column(Role.SEGMENT)),
        customer=_cell(row, found.column(Role.CUSTOMER)),
        comment=clean(comment[:COMMENT], limit_graphemes=COMMENT, multiline=True).text.strip(),
    )


def _cell(row: Record, column: Column | None) -> str | None:
    if column is None or column.position >= len(row.cells):
        return None
    text = row.cells[column.position].strip()
    return None if is_nothing(text) else text


def _rows(found: Recognised, mapping: Mapping | None) -> Sequence[Record]:
    """All rows: those already looked at, or the file once more when it is longer."""
    if found.complete:
        return found.table.rows
    every = tuple(_every(found))
    return find_table(every, found.table.header or (mapping or Mapping()).header_line).rows


def _every(found: Recognised) -> Iterator[Record]:
    if found.source.kind is Kind.PARQUET:
        raise CannotRead(f"{said(found.path)} is too long for a survey. Save a shorter file.")
    if found.source.kind is Kind.SHEET:
        with opened(found.path) as book:
            yield from sheet_records(sheet_of(found.path, book, found.sample.sheet))
        return
    with found.path.open("rb") as file:
        data = b"".join(iter(lambda: file.read(BLOCK), b""))
    yield from records(decode.decoded(data, found.sample.encoding), found.sample.delimiter)
