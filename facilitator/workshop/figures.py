"""Figures typed by hand into the sheets of the audit; a missing value stays missing."""

import re
from collections.abc import Sequence

from facilitator.agenda.parts import Field, Sheet
from facilitator.model import Channel, Figure
from facilitator.words.language import _, ngettext
from facilitator.words.number import decimal_text
from facilitator.words.text import excerpt
from facilitator.workshop import fields, lookup
from facilitator.workshop.edit import Edit, Refused, in_line
from facilitator.workshop.forms import put_answer, understood, unit_of
from facilitator.workshop.results.audit import ledger_source
from facilitator.workshop.results.economics import SHEET as ECONOMICS
from facilitator.workshop.results.fixed_rows import by_channel, fixed_row, said_group
from facilitator.workshop.results.sales import TOTAL, TOTALS
from facilitator.workshop.sources_sheets import ledger_revenue
from facilitator.workshop.stages import plan_of
from facilitator.workshop.state import State

MISSING = frozenset({"", "-", "–", "—", "·", "?", "n/a", "na"})
"""How a value that is not known is typed; 0 is a value."""

_PARTS = re.compile(r"[;\t]")
_GROUPED = re.compile(r"[+−-]?[0-9]{1,3}(?:\s[0-9]{3})+(?:[.,][0-9]+)?")
_MILLIONS = 3
"""Groups of digits in a number of millions; longer ones are not typed by hand."""


def sheet_of(state: State, sheet: str) -> Sheet:
    """The sheet as this session's agenda has it; raises `Refused` when no stage shows it."""
    for stage in state.stages:
        for each in plan_of(stage).sheets:
            if each.id == sheet:
                return each
    raise Refused(
        _("No stage of this session has a sheet {sheet}. Add the stage to the agenda.").format(
            sheet=sheet
        )
    )


def type_figures(edit: Edit, sheet: str, lines: Sequence[str]) -> list[Figure]:
    """Take in typed or pasted lines, each one row: group; row; values, as the sheet says.

    A row that is there already gets the new values. Raises `Refused` with the number of the line
    that cannot be read; then nothing is taken in.
    """
    spec = sheet_of(edit.state, sheet)
    wanted = [line for line in lines if line.strip()]
    made: list[Figure] = []
    for count, line in enumerate(wanted, 1):
        try:
            made.append(_type_line(edit, spec, line))
        except Refused as refused:
            raise in_line(refused, count, len(wanted)) from refused
    count = len(made)
    edit.says(
        ngettext("{title}: {count} row typed in", "{title}: {count} rows typed in", count).format(
            title=spec.title, count=count
        )
    )
    return made


def _type_line(edit: Edit, spec: Sheet, line: str) -> Figure:
    parts = [part.strip() for part in _PARTS.split(line)]
    leading = bool(spec.group) + bool(spec.row)
    if len(parts) <= leading:
        raise Refused(_("“{typed}” is too short. {how}").format(typed=excerpt(line), how=spec.how))
    group = parts[0] if spec.group else ""
    label = parts[leading - 1] if spec.row else ""
    values = parts[leading:]
    if len(values) == 1 and (len(spec.values) > 1 or spec.most_values):
        values = _parted(spec, values[0])
    return set_figure(edit, spec.id, group, label, values)


def _parted(spec: Sheet, cell: str) -> list[str]:
    """The values of one cell: parted by spaces, but not where a space sets thousands apart.

    As many values as there are columns are a whole row, and four or more a series: 165 180 195 …
    are months. Raises `Refused` for three that could as well be one number: 1 234 567.
    """
    parts = cell.split()
    many = len(parts) == len(spec.values) > 1 or len(parts) > _MILLIONS
    if many or not _GROUPED.fullmatch(cell):
        return parts
    if len(parts) == _MILLIONS:
        one = "".join(parts)
        raise Refused(
            _(
                "“{typed}” is one number or {count}. Write {number}, or put a "
                "semicolon after each value."
            ).format(typed=excerpt(cell), count=len(parts), number=excerpt(one)),
            "values",
        )
    return [cell]


def set_figure(
    edit: Edit,
    sheet: str,
    group: str,
    label: str,
    values: Sequence[str | None],
    note: str | None = None,
) -> Figure:
    """Set one row of a sheet; None, an empty text and a dash are missing values, never 0.

    The row of this group and label is replaced if there is one. Raises `Refused` for a channel
    nobody knows, a wrong count of values, or a value its column does not take.
    """
    spec = sheet_of(edit.state, sheet)
    named = _group(edit, spec, group), _label(edit, spec, label)
    numbers = _values(edit, spec, _with_revenue(edit.state, sheet, named, values))
    same = [
        row
        for row in edit.state.rows(Figure)
        if row.sheet == sheet and (row.grouping, row.label) == named
    ]
    given = next((row for row in same if row.source), None)
    if given is not None:
        raise Refused(_of_ledger(edit.state, given), "label")
    found = next(iter(same), None)
    edit.says(f"{spec.title}: {' '.join(filter(None, named))}")
    words = None if note is None else edit.text(note, _("The note"), limit=500)
    if found is not None:
        return edit.change(found, numbers=numbers, note=found.note if words is None else words)
    return edit.add_last(
        Figure(
            workshop_id=edit.workshop.id,
            sheet=sheet,
            grouping=named[0],
            label=named[1],
            numbers=numbers,
            note=words or "",
        )
    )


def delete_figure(edit: Edit, figure_id: str) -> None:
    """Take a row out of its sheet."""
    row = edit.get(Figure, figure_id)
    edit.says(_("{row} deleted").format(row=" ".join(filter(None, (said_group(row), row.label)))))
    edit.remove(row)


def set_sheet_setting(edit: Edit, sheet: str, field: str, text: str) -> str:
    """Say once for a whole sheet, for example, how many months were counted; kept as an answer."""
    spec = sheet_of(edit.state, sheet)
    asked = next((each for each in spec.settings if each.id == field), None)
    if asked is None:
        raise Refused(
            _("The sheet “{title}” has no setting {field}.").format(title=spec.title, field=field),
            field,
        )
    words = understood(edit, asked, text)
    if words:
        edit.says(f"{spec.title}: {asked.label} {words}")
    else:
        edit.says(_("{title}: {field} emptied").format(title=spec.title, field=asked.label))
    put_answer(edit, sheet, field, words)
    return words


def _of_ledger(state: State, row: Figure) -> str:
    source = ledger_source(state)
    where = source.title if source else _("the sales ledger")
    return _(
        "{row} was read from {where} and cannot be typed over. Read a "
        "corrected file, or delete the row and type it by hand."
    ).format(row=f"{said_group(row)} {row.label}", where=where)


def _with_revenue(
    state: State, sheet: str, named: tuple[str, str], values: Sequence[str | None]
) -> Sequence[str | None]:
    """Revenue that is left out beside margin and cost is the ledger's, where it has the year."""
    if sheet != ECONOMICS or not values or (values[0] or "").strip().casefold() not in MISSING:
        return values
    revenue = ledger_revenue(state, *named)
    return values if revenue is None else [decimal_text(revenue), *values[1:]]


# -- reading a row -------------------------------------------------------------------------------


def _group(edit: Edit, spec: Sheet, words: str) -> str:
    kept = edit.text(words, spec.group or _("The group"), limit=100)
    if not spec.group:
        return ""
    if not kept:
        raise Refused(
            _("{group} is missing. {how}").format(group=spec.group, how=spec.how), "group"
        )
    if by_channel(spec) and kept.casefold() in TOTALS:
        return TOTAL
    if by_channel(spec) and edit.state.rows(Channel):
        return lookup.channel(edit.state, kept, "group").name
    return kept


def _label(edit: Edit, spec: Sheet, words: str) -> str:
    kept = edit.text(words, spec.row or _("The row"), limit=200)
    if not spec.row:
        return ""
    if not kept:
        raise Refused(_("{row} is missing. {how}").format(row=spec.row, how=spec.how), "label")
    wanted = fixed_row(spec.id, kept)
    for row in spec.rows:
        if wanted == row.id or kept.casefold() == row.title.casefold():
            return row.title
    return kept


def _values(edit: Edit, spec: Sheet, values: Sequence[str | None]) -> list[str | None]:
    given = ["" if value is None else str(value).strip() for value in values]
    given = ["" if value.casefold() in MISSING else value for value in given]
    columns = _columns(spec, len(given))
    given += [""] * (len(columns) - len(given))
    return [_value(edit, spec, column, value) for column, value in zip(columns, given, strict=True)]


def _columns(spec: Sheet, count: int) -> list[Field]:
    if spec.most_values:
        if not max(1, spec.least_values) <= count <= spec.most_values:
            raise Refused(
                (
                    _("{count} values are too many: {least} to {most} fit. {how}")
                    if count > spec.most_values
                    else _("{count} values are too few: {least} to {most} fit. {how}")
                ).format(count=count, least=spec.least_values, most=spec.most_values, how=spec.how),
                "values",
            )
        return [spec.values[0]] * count
    if count > len(spec.values):
        raise Refused(
            _("{count} values are too many: there are {columns} columns. {how}").format(
                count=count, columns=len(spec.values), how=spec.how
            ),
            "values",
        )
    return list(spec.values)


def _value(edit: Edit, spec: Sheet, column: Field, words: str) -> str | None:
    if not words:
        if column.required or not spec.missing:
            raise Refused(
                _("{label} is missing. {how}").format(label=column.label, how=spec.how), column.id
            )
        return None
    kept = understood(edit, column, words)
    if column.type in ("number", "percent", "money"):
        return fields.plain_decimal(fields.number(words, column.id, unit_of(edit, column)))
    return kept
