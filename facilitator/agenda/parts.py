"""The parts a stage is made of: sections, fields, forms, ledgers, sheets, criteria, exit checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from facilitator.agenda.texts import NOTE


@dataclass(frozen=True)
class Section:
    """One column of a board, one cell of the options stage, or one fixed row of a sheet.

    `id` begins the references of its cards (`S` gives S1, S2, …); `prefix` are the words that send
    a card here from the capture line; `internal` is True inside the company, False outside, None
    where the question makes no sense; `note` names the second line of a card; `factor` labels the
    two scores 1–5 whose product weighs a short-listed card, and is empty where none is asked.
    """

    id: str
    title: str
    hint: str = ""
    prefix: tuple[str, ...] = ()
    internal: bool | None = None
    note: str = NOTE
    factor: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """One thing to fill in.

    `required` counts for completeness; a draft may be saved without it. `least` and `most` bound a
    number, or the count of entries of a list. `range` is typed low / base / high. `unit` is shown
    after the value; "money" stands for the session's currency and unit. In the ledgers described
    by data, money is not negative and a percentage lies between 0 and 100 unless `least` and
    `most` say otherwise; `of` is the ledger a `row` (or several `rows`) is chosen from, and a
    `deadline` is a date that may not be over, a `period` a day, month or quarter that has
    begun. A date that `stamps` another field is set to today when that field gets another value.
    """

    id: str
    label: str
    type: str = "text"
    required: bool = False
    help: str = ""
    choices: tuple[str, ...] = ()
    unit: str = ""
    least: int | None = None
    most: int | None = None
    of: str = ""
    stamps: str = ""


FIELD_TYPES = (
    "text",
    "number",
    "percent",
    "money",
    "date",
    "deadline",
    "month",
    "period",
    "choice",
    "list",
    "range",
    "yes_no",
    "person",
    "persons",
    "channel",
    "links",
    "row",
    "rows",
)


@dataclass(frozen=True)
class Computed:
    """A figure the product works out beside a form; `help` says how."""

    id: str
    label: str
    help: str = ""


@dataclass(frozen=True)
class Form:
    """A set of fields; filled `once`, once for each `channel`, or as `many` times as needed."""

    id: str
    title: str
    fields: tuple[Field, ...]
    each: str = "once"
    computed: tuple[Computed, ...] = ()


@dataclass(frozen=True)
class Ledger:
    """Rows with fields; `ref` begins their references (R1, G1, A01); `starters` suggest rows.

    The first field is what a row is called. A typed line gives the fields in the order of `line`
    (of `fields` where it is empty), parted by semicolons or tabs; the row shows `columns` at its
    right. `how` and `example` say how a line is typed. Each row stands under one of the ledger
    `belongs_to`, if there is one: some field is a row of it.
    """

    id: str
    title: str
    ref: str
    fields: tuple[Field, ...]
    starters: tuple[str, ...] = ()
    line: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    how: str = ""
    example: str = ""
    belongs_to: str = ""

    @property
    def main(self) -> Field:
        """What a row is called."""
        return self.fields[0]

    @property
    def typed(self) -> tuple[Field, ...]:
        """The fields of a typed line, in its order."""
        return tuple(self.field(each) for each in self.line) or self.fields

    def field(self, id: str) -> Field:
        """Return a field; KeyError if there is none."""
        for each in self.fields:
            if each.id == id:
                return each
        raise KeyError(id)


@dataclass(frozen=True)
class Sheet:
    """A typed table of the audit: a line is group; row; values, parted by semicolons or tabs.

    `group` or `row` is "" where a line has none. `rows` are fixed rows (a checklist, a funnel).
    `values` are the columns; with `most_values` above 0 the single column repeats between
    `least_values` and `most_values` times. `missing` allows an empty value, which is not zero.
    `settings` are typed once for the whole sheet.
    """

    id: str
    title: str
    values: tuple[Field, ...]
    group: str = ""
    row: str = ""
    how: str = ""
    example: str = ""
    rows: tuple[Section, ...] = ()
    least_values: int = 0
    most_values: int = 0
    missing: bool = False
    settings: tuple[Field, ...] = ()


@dataclass(frozen=True)
class Criterion:
    """What alternatives are scored on: a raw weight, and words for lowest, middle, top score."""

    id: str
    title: str
    weight: int
    low: str
    middle: str
    high: str


@dataclass(frozen=True)
class Step:
    """A part of a stage with minutes of its own: silent writing 5, round-robin 15."""

    title: str
    minutes: int


@dataclass(frozen=True)
class ExitCheck:
    """A condition tested before the next stage is offered; `checks.CHECKS` lists them all."""

    check: str
    text: str
    parameters: Mapping[str, int | str] = field(default_factory=dict[str, int | str], hash=False)

    def number(self, name: str) -> int:
        """Return the whole-number parameter `name`; KeyError if the check has none such."""
        return int(self.parameters[name])

    def word(self, name: str) -> str:
        """Return the text parameter `name`; KeyError if the check has none such."""
        return str(self.parameters[name])

    def words(self, name: str) -> tuple[str, ...]:
        """Return a parameter that lists ids parted by spaces, such as "SO WO"."""
        return tuple(self.word(name).split())
