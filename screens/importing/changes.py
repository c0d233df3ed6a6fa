"""What the moderator changes about a file, as new mappings, and the words to choose from: pure."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from facilitator.audit.decode import ENCODINGS
from facilitator.audit.mapping import Mapping
from facilitator.audit.parse import DateStyle, NumberStyle
from facilitator.audit.recognise import Recognised
from facilitator.audit.sniff import DELIMITERS
from facilitator.audit.vocabulary import Role
from facilitator.words.language import N_, _
from facilitator.words.several import all_of
from facilitator.words.text import excerpt

Choices = list[tuple[str, str]]
"""Keys and what is said about them."""

NOT_USED = "–"
NO_HEADER = 0
HEADERS = 15
"""Lines offered as the header."""

_ROLES = {
    Role.DATE: N_("date: when it was sold"),
    Role.AMOUNT: N_("amount: money of the row"),
    Role.QUANTITY: N_("quantity: with the unit price, when there is no amount"),
    Role.PRICE: N_("unit price"),
    Role.CUSTOMER: N_("customer: who bought"),
    Role.CHANNEL: N_("channel of sales"),
    Role.PRODUCT: N_("product"),
    Role.SALESPERSON: N_("salesperson"),
    Role.REGION: N_("region"),
    Role.ORDER: N_("order id: rows of one purchase share it"),
    Role.SEGMENT: N_("segment of customers"),
    Role.SCORE: N_("score from 0 to 10"),
    Role.COMMENT: N_("comment: why this score"),
}
_LETTERS = {
    "utf-8": N_("all languages, most files of today"),
    "utf-16-le": N_("“Unicode text” of Excel"),
    "utf-16-be": N_("Unicode text of older systems"),
    "cp1251": N_("Cyrillic, Windows"),
    "cp1252": N_("Western Europe, Windows"),
    "cp1250": N_("Central Europe, Windows"),
    "cp866": N_("Cyrillic, DOS"),
    "koi8-r": N_("Cyrillic, Unix"),
}
_DELIMITERS = {
    ";": N_("semicolon ;"),
    "\t": N_("tab"),
    ",": N_("comma ,"),
    "|": N_("bar |"),
}
_NUMBERS = {
    NumberStyle.POINT: N_("1,234.56 – the point is decimal"),
    NumberStyle.COMMA: N_("1.234,56 – the comma is decimal"),
}
_DATES = {
    DateStyle.DAY_FIRST: N_("dd.mm.yyyy – the day first"),
    DateStyle.MONTH_FIRST: N_("mm/dd/yyyy – the month first"),
    DateStyle.YEAR_FIRST: N_("yyyy-mm-dd – the year first"),
    DateStyle.SERIAL: N_("days since 1900, as spreadsheets count"),
}

_WANTED = {
    Role.DATE: N_("the date"),
    Role.AMOUNT: N_("the amount (or quantity and unit price)"),
}

CODES = (
    *(N_("date"), N_("amount"), N_("quantity"), N_("unit price"), N_("price"), N_("customer")),
    *(N_("channel"), N_("product"), N_("salesperson"), N_("region"), N_("order id")),
    *(N_("order"), N_("segment"), N_("score"), N_("comment")),
)
"""Roles of columns in a word, as they are said by their codes."""


# -- what there is to choose ---------------------------------------------------------------------


def role_choices(roles: Sequence[Role]) -> Choices:
    """All roles, and none."""
    return [*((role.value, _(_ROLES[role])) for role in roles), (NOT_USED, _("not used"))]


def number_choices() -> Choices:
    """How numbers may be written."""
    return [(style.value, _(words)) for style, words in _NUMBERS.items()]


def date_choices() -> Choices:
    """How days may be written."""
    return [(style.value, _(words)) for style, words in _DATES.items()]


def file_choices(found: Recognised | None, told: Mapping) -> Choices:
    """What can be said about the file as a whole, with how it is read now."""
    encoding = told.encoding or (found.sample.encoding if found else _("not known"))
    delimiter = told.delimiter or (found.sample.delimiter if found else "")
    if found is not None and found.sample.sheets:
        sheets: Choices = [
            ("sheet", _("Sheet: {name}").format(name=excerpt(found.sample.sheet or "")))
        ]
    elif found is not None and not found.sample.delimiter:
        sheets = []
    else:
        known = _DELIMITERS.get(delimiter)
        said = _(known) if known else delimiter or _("not known")
        sheets = [
            ("encoding", _("Letters (encoding): {encoding}").format(encoding=encoding)),
            ("delimiter", _("Between cells: {sign}").format(sign=said)),
        ]
    header = (
        _("line {line}").format(line=found.table.header)
        if found and found.table.header
        else _("none")
    )
    return [
        *sheets,
        ("header", _("Header: {header}").format(header=header)),
        ("anew", _("Forget all changes, guess anew")),
    ]


def values_of(what: str, found: Recognised | None) -> Choices:
    """The values of one of `file_choices`."""
    if what == "encoding":
        return [(name, f"{name} – {_(_LETTERS.get(name, N_('another')))}") for name in ENCODINGS]
    if what == "delimiter":
        return [(sign, _(_DELIMITERS[sign])) for sign in DELIMITERS]
    if what == "sheet" and found is not None:
        return [(name, excerpt(name)) for name in found.sample.sheets]
    if what == "header" and found is not None:
        lines: Choices = [(str(NO_HEADER), _("none: data begins at once"))]
        for row in found.sample.found[:HEADERS]:
            cells = " · ".join(filter(None, (cell.strip() for cell in row.cells)))
            lines.append(
                (
                    str(row.line),
                    _("line {line}: {words}").format(line=row.line, words=excerpt(cells, 60)),
                )
            )
        return lines
    return []


def value_now(what: str, found: Recognised | None, told: Mapping) -> str:
    """The value in use of one of `file_choices`."""
    if found is None:
        return ""
    values = {
        "encoding": told.encoding or found.sample.encoding,
        "delimiter": found.sample.delimiter,
        "sheet": found.sample.sheet or "",
        "header": str(found.table.header),
    }
    return values.get(what, "")


# -- what follows from a choice ------------------------------------------------------------------


def columns_of(found: Recognised) -> dict[Role, str]:
    """The columns by role, as they are understood now."""
    return {column.role: column.name for column in found.columns if column.role is not None}


def with_role(told: Mapping, found: Recognised, name: str, role: Role | None) -> Mapping:
    """Give a column a role; who had it before has none."""
    columns = {r: n for r, n in columns_of(found).items() if n != name and r is not role}
    if role is not None:
        columns[role] = name
    return replace(told, columns=columns)


def with_numbers(told: Mapping, found: Recognised, name: str, style: NumberStyle) -> Mapping:
    """Read the numbers of a column in this style."""
    numbers = {**told.numbers, name: style}
    return replace(told, columns=columns_of(found), numbers=numbers)


def with_dates(told: Mapping, found: Recognised, name: str, style: DateStyle) -> Mapping:
    """Read the days of a column in this style."""
    dates = {**told.dates, name: style}
    return replace(told, columns=columns_of(found), dates=dates)


def with_value(told: Mapping, what: str, value: str) -> Mapping:
    """Read the file in another way; its columns are then guessed anew, they may be others."""
    whole = Mapping(
        shape=told.shape,
        encoding=told.encoding,
        delimiter=told.delimiter,
        header_line=told.header_line,
        sheet=told.sheet,
    )
    if what == "header":
        return replace(whole, header_line=int(value))
    if what == "sheet":
        return replace(whole, sheet=value, header_line=None)
    if what in {"encoding", "delimiter"}:
        return replace(whole, **{what: value})
    return Mapping(shape=told.shape)


# -- whether it will do --------------------------------------------------------------------------


def lacks(found: Recognised, roles: Collection[Role]) -> str:
    """What is missing before the file can be read, as a sentence; empty when nothing is."""
    if Role.SCORE in roles:
        if found.column(Role.SCORE) is None:
            return _("No column is the score yet: ← → to it, then Enter.")
        return ""
    return wanted(found.missing) if found.missing else ""


def wanted(missing: Collection[Role]) -> str:
    """The roles without which nothing can be read, as a sentence."""
    roles = all_of([_(_WANTED.get(role, role.value)) for role in missing])
    return _("No column is {wanted} yet: ← → to it, then Enter.").format(wanted=roles)
