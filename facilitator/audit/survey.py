"""Answers of a survey: a score from 0 to 10, whose it is, and the comment beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from facilitator.audit import decode, files
from facilitator.audit.columns import EXAMPLES, Column, Example
from facilitator.audit.files import BLOCK, CannotRead, Kind, said
from facilitator.audit.mapping import Mapping
from facilitator.audit.parse import NumberStyle, is_nothing, read_number
from facilitator.audit.recognise import HEAD, Recognised, recognise
from facilitator.audit.sheets import cell_text, opened, sheet_of, sheet_records
from facilitator.audit.sniff import DELIMITERS, Record, find_table, guess_delimiter, records
from facilitator.audit.vocabulary import SURVEY, Role
from facilitator.words.language import _
from facilitator.words.number import say_count
from facilitator.words.text import clean

MOST_BYTES = 64 << 20
"""A survey is read into memory; a larger file is none."""

COMMENT = 4_000
"""Characters of a comment that are kept."""

MOST_ROWS = 1_000_000

_TOP = 10
_BATCH = 10_000


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

    A text with one column is a list of scores. Raises CannotRead for a file without rows.
    """
    told = mapping or Mapping()
    if told.delimiter is None and (first := _only_column(path, told)) is not None:
        header = int(read_number(first, NumberStyle.POINT) is None)
        given = told.header_line
        told = replace(
            told, delimiter=DELIMITERS[0], header_line=header if given is None else given
        )
    return recognise(path, told, SURVEY)


def read_survey(path: Path, mapping: Mapping | None = None) -> Survey:
    """Read a survey file; a mapping chooses among several scores. Raises CannotRead."""
    found = recognise_survey(path, mapping)
    if found.source.stamp.size > MOST_BYTES:
        raise CannotRead(
            _("{file} is larger than 64 MB. This is no survey; check the file.").format(
                file=said(path)
            )
        )
    score = found.column(Role.SCORE)
    if score is None:
        raise CannotRead(
            _(
                "No column of {file} looks like a score from 0 to 10. Choose the column for it."
            ).format(file=said(path))
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


def _only_column(path: Path, told: Mapping) -> str | None:
    """The first line of a text with one column, else None."""
    if files.inspect(path).kind is not Kind.TEXT:
        return None
    with path.open("rb") as file:
        head = file.read(HEAD)
    text = decode.decoded(head, told.encoding or decode.guess_encoding(head)[0])
    lines = text.splitlines()
    return lines[0] if len(lines) > 1 and not guess_delimiter(text)[0] else None


def _rows(found: Recognised, mapping: Mapping | None) -> Sequence[Record]:
    """All rows: those already looked at, or the file once more when it is longer."""
    if found.complete:
        return found.table.rows
    if found.source.kind is Kind.PARQUET:
        return tuple(_of_parquet(found))
    every = tuple(_every(found))
    return find_table(every, found.table.header or (mapping or Mapping()).header_line).rows


def _every(found: Recognised) -> Iterator[Record]:
    if found.source.kind is Kind.SHEET:
        with opened(found.path) as book:
            yield from sheet_records(sheet_of(found.path, book, found.sample.sheet))
        return
    with found.path.open("rb") as file:
        data = b"".join(iter(lambda: file.read(BLOCK), b""))
    yield from records(decode.decoded(data, found.sample.encoding), found.sample.delimiter)


def _of_parquet(found: Recognised) -> Iterator[Record]:
    """The rows with the cells of known columns alone: a small file may hold very many."""
    from facilitator.audit.database import connected, failing

    used = [column.role is not None for column in found.columns]
    path = found.path
    with failing(path), connected(path.parent) as database:
        database.execute("SELECT * FROM read_parquet(?)", [str(path)])
        before = 0
        while batch := database.fetchmany(_BATCH):
            if before + len(batch) > MOST_ROWS:
                raise CannotRead(
                    _(
                        "{file} has more than {most_rows} rows. This is no survey; check the file."
                    ).format(file=said(path), most_rows=say_count(MOST_ROWS))
                )
            for line, row in enumerate(batch, before + 1):
                cells = zip(row, used, strict=True)
                yield Record(line, tuple(cell_text(cell) if told else "" for cell, told in cells))
            before += len(batch)
