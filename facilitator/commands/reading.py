"""The options that say how a file is read, together with what was chosen for files like it."""

import codecs
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.commands.cut import wanted
from facilitator.commands.settings import Settings, Stopped, say
from facilitator.words.language import _
from facilitator.words.reasons import reason_of

if TYPE_CHECKING:
    from facilitator.audit.mapping import Mapping
    from facilitator.audit.parse import DateStyle, NumberStyle
    from facilitator.audit.recognise import Recognised
    from facilitator.audit.vocabulary import Role

_DELIMITERS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "\\t": "\t"}
_DATES = {
    "day-first": "dd.mm.yyyy",
    "month-first": "mm/dd/yyyy",
    "year-first": "yyyy-mm-dd",
    "serial": "days since 1900",
}
_NUMBERS = {"point": "1,234.56", "comma": "1.234,56"}


@dataclass(frozen=True, slots=True)
class Reading:
    """Options that go before every guess about a file."""

    map: tuple[str, ...] = ()
    """A column for a role: --map "customer=Client name"; --map region= takes a guess back."""
    guess: bool = False
    """Forget what --map said earlier for files with these columns."""
    sheet: str = ""
    """The sheet of a workbook; default: the one with most rows."""
    header: str = ""
    """The line of the header, from 1; 0 for a file without one."""
    encoding: str = ""
    """Such as utf-8, cp1251 or cp1252."""
    delimiter: str = ""
    """comma, semicolon, tab, pipe, or the sign itself."""
    dates: str = ""
    """What 03.04.2026 means: day-first, month-first, year-first or serial."""
    numbers: str = ""
    """What 1,234 means: point (1,234.56) or comma (1.234,56)."""

    def roles(self) -> "dict[Role, str]":
        """Columns by role as told; empty for a guess that is taken back. Raises `Stopped`."""
        return roles_told("--map", self.map)

    def base(self) -> "Mapping":
        """What the options say of every file; raises `Stopped` for what cannot be."""
        from facilitator.audit.mapping import Mapping

        if self.encoding:
            try:
                codecs.lookup(self.encoding)
            except LookupError:
                raise wanted(
                    "--encoding", _("an encoding like utf-8 or cp1251"), self.encoding
                ) from None
        delimiter = _DELIMITERS.get(self.delimiter, self.delimiter)
        if len(delimiter) > 1 or delimiter in ('"', "\n"):
            raise wanted(
                "--delimiter", _("comma, semicolon, tab, pipe or one sign"), self.delimiter
            )
        if self.header and not (self.header.isascii() and self.header.isdecimal()):
            raise wanted("--header", _("the number of a line, or 0"), self.header)
        if self.dates not in {"", *_DATES}:
            raise wanted("--dates", ", ".join(_DATES), self.dates)
        if self.numbers not in {"", *_NUMBERS}:
            raise wanted("--numbers", _("point or comma"), self.numbers)
        return Mapping(
            encoding=self.encoding or None,
            delimiter=delimiter or None,
            header_line=int(self.header) if self.header else None,
            sheet=self.sheet or None,
        )

    def styles(
        self, columns: "dict[Role, str]"
    ) -> "tuple[dict[str, NumberStyle], dict[str, DateStyle]]":
        """Styles told for the columns with numbers and with dates."""
        from facilitator.audit.parse import DateStyle, NumberStyle
        from facilitator.audit.vocabulary import NUMBERS, Role

        numbers = {n: NumberStyle(_NUMBERS[self.numbers]) for r, n in columns.items()
                   if self.numbers and r in NUMBERS}  # fmt: skip
        dates = {n: DateStyle(_DATES[self.dates]) for r, n in columns.items()
                 if self.dates and r is Role.DATE}  # fmt: skip
        return numbers, dates


def roles_told(option: str, words: Sequence[str]) -> "dict[Role, str]":
    """The roles and columns of “role=column”; raises `Stopped` for anything else."""
    from facilitator.audit.vocabulary import Role

    columns: dict[Role, str] = {}
    for told in words:
        role, mark, name = told.partition("=")
        try:
            columns[Role(role.strip().lower().replace("_", " "))] = name.strip()
        except ValueError:
            mark = ""
        if not mark:
            roles = ", ".join(role.value for role in Role)
            raise Stopped(
                _("{option} wants role=column, not “{typed}”. The roles are: {roles}.").format(
                    option=option, typed=told, roles=roles
                ),
                2,
            )
    return columns


def understood(
    settings: Settings,
    paths: "Sequence[Path]",
    reading: Reading,
    told: "dict[Role, str]",
    look: "Callable[[Path, Mapping | None], Recognised]",
) -> "list[Mapping]":
    """A mapping for each file, after saying how it is understood.

    `look` recognises a file. What is told is remembered for files of the same shape, and used
    again. Raises `Stopped`, and CannotRead for a file that is none.
    """
    base = reading.base()
    return [_one(settings, path, reading, told, base, look) for path in paths]


def _one(
    settings: Settings,
    path: Path,
    reading: Reading,
    told: "dict[Role, str]",
    base: "Mapping",
    look: "Callable[[Path, Mapping | None], Recognised]",
) -> "Mapping":
    from facilitator.audit.overlay import overlaid
    from facilitator.audit.remembered import forget, recall

    kept = settings.places().config / "mappings"
    seen = look(path, base)
    if reading.guess:
        forget(kept, seen.shape)
    earlier = recall(kept, seen.shape)
    mapping = _over(base, earlier) if earlier else base
    columns = dict(mapping.columns) or _columns(seen)
    if told:
        columns = overlaid(columns, told)
        mapping = replace(mapping, columns=columns)
    numbers, dates = reading.styles(columns)
    mapping = replace(
        mapping,
        shape=seen.shape,
        numbers={**mapping.numbers, **numbers},
        dates={**mapping.dates, **dates},
    )
    if earlier or told or numbers or dates:
        seen = look(path, mapping)
    for line in _said(seen):
        say(line)
    if earlier and not told:
        say("  " + _("as chosen earlier for files with these columns (--guess forgets it)"))
    if told:
        _remember(kept, replace(mapping, encoding=None, sheet=None, header_line=None))
    return mapping


def _over(base: "Mapping", earlier: "Mapping") -> "Mapping":
    told = {
        name: value
        for name in ("encoding", "delimiter", "header_line", "sheet")
        if (value := getattr(base, name)) is not None
    }
    return replace(earlier, **told)


def _columns(seen: "Recognised") -> "dict[Role, str]":
    return {column.role: column.name for column in seen.columns if column.role is not None}


def _remember(kept: Path, mapping: "Mapping") -> None:
    from facilitator.audit.remembered import remember

    try:
        remember(kept, mapping)
    except OSError as error:
        say(
            "  "
            + _("could not be remembered for the next file: {reason}").format(
                reason=reason_of(error)
            )
        )
    else:
        say("  " + _("remembered for files with these columns"))


def _said(found: "Recognised") -> Iterator[str]:
    sample = found.sample
    between = {"\t": _("tab")}.get(sample.delimiter, sample.delimiter)
    form = _("{encoding}, parted by “{between}”").format(encoding=sample.encoding, between=between)
    if not between:
        form = (
            _("sheet “{sheet}”").format(sheet=sample.sheet)
            if sample.sheet
            else _("columns as they are named in it")
        )
    looked = (
        _("{file}: {form}; all rows looked at")
        if found.complete
        else _("{file}: {form}; the first {rows} rows looked at")
    )
    yield looked.format(file=found.path.name, form=form, rows=found.rows)
    if len(sample.sheets) > 1:
        others = ", ".join(each for each in sample.sheets if each != sample.sheet)
        yield "  " + _("other sheets: {names}").format(names=others)
    for column in found.columns:
        if column.role is not None:
            yield f"  {_(column.role.value)} = {column.name}"
    for doubt in found.doubts:
        yield f"  ? {doubt}"
