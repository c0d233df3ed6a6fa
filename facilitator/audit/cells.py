"""The same reading of cells as in `parse`, as SQL for the database; the common shapes only.

An expression gives NULL for a text it does not know. Those texts, once each, are then read by
`parse` itself, so that both always agree.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from facilitator.audit.parse import (
    CURRENCY,
    FIGURES,
    NOTHING,
    PLACES,
    SPACES,
    TIME,
    DateStyle,
    NumberStyle,
)
from facilitator.words.language import _

_YEAR = "(?:19|2[01])[0-9]{2}"
_MONEY = "[$€£₽₴¥]|zł|zl|kr|Kč|Ft|руб|PLN|EUR|USD|RUB|RUR|GBP|UAH|CHF|CZK"


_CLOCK = "(?: [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
_DRESS = re.compile(rf"\s*{CURRENCY}\s*", re.IGNORECASE)
_MARKS = 3


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def marks(texts: Iterable[str]) -> tuple[str, ...]:
    """Currencies and gaps as they stand in some numbers, the usual ones first."""
    found: Counter[str] = Counter()
    for text in texts:
        money = _DRESS.search(text)
        if money is not None:
            found[money.group()] += 1
            text = text[: money.start()] + text[money.end() :]
        found.update(mark for mark in SPACES if mark in text)
    return tuple(mark for mark, _unused in found.most_common(_MARKS))


def number(cell: str, style: NumberStyle, places: int = PLACES, usual: Sequence[str] = ()) -> str:
    """A DECIMAL(18, places) from a text; NULL when it is not of a common shape.

    What is `usual` in the column is taken away first, which is quicker than to look for all.
    """
    kind = f"DECIMAL({FIGURES},{places})"
    point, group = (".", ",") if style is NumberStyle.POINT else (",", ".")
    # Where the point is the decimal mark, the dot of an abbreviated currency would be one more.
    money = rf"(?:{CURRENCY})?" if point == "," else f"(?:{_MONEY})?"
    grouped = rf"[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+|[1-9][0-9]{{0,2}}(?:\{group}[0-9]{{3}})+"
    dressed = rf"{money}\s*(?:{grouped}|[0-9]+)(?:\{point}[0-9]*)?\s*{money}\s*"
    bare = quoted(rf"-?[0-9]+(?:\{point}[0-9]+)?")
    plus = quoted(rf"\s*{dressed}")
    minus = quoted(rf"\s*(?:[-−–]\s*{dressed}|\({dressed}\)\s*)")

    def cast(text: str) -> str:
        return _("try_cast({replaced} AS {kind})").format(
            replaced=_replaced(text, ",", ".") if point == "," else text, kind=kind
        )

    kept = cast(f"regexp_replace({cell}, '[^0-9\\{point}]', '', 'g')")
    cases = [
        _("WHEN regexp_full_match({cell}, {bare}) THEN {cast}").format(
            cell=cell, bare=bare, cast=cast(cell)
        )
    ]
    if usual:
        spaced = rf"[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+"
        simple = quoted(rf"-?{money}(?:{spaced}|[0-9]+)(?:\{point}[0-9]*)?\s*{money}")
        undressed = cell
        for mark in usual:
            undressed = _replaced(undressed, mark, "")
        cases.append(
            _("WHEN regexp_full_match({cell}, {simple}) THEN {cast}").format(
                cell=cell, simple=simple, cast=cast(undressed)
            )
        )
    cases += [
        _("WHEN regexp_full_match({cell}, {plus}) THEN {kept}").format(
            cell=cell, plus=plus, kept=kept
        ),
        _("WHEN regexp_full_match({cell}, {minus}) THEN -{kept}").format(
            cell=cell, minus=minus, kept=kept
        ),
    ]
    return _("CASE {cases} END").format(cases=" ".join(cases))


def day(cell: str, style: DateStyle) -> str:
    """A DATE of 1900–2199 from a text; NULL when it is not of a common shape."""
    if style is DateStyle.SERIAL:
        shape = quoted(r"[0-9]{5}(?:\.[0-9]+)?")
        found = _("DATE '1899-12-30' + CAST(left({cell}, 5) AS INTEGER)").format(cell=cell)
        return _("CASE WHEN regexp_full_match({cell}, {shape}) THEN {found} END").format(
            cell=cell, shape=shape, found=found
        )
    if style is DateStyle.YEAR_FIRST:
        shape = f"{_YEAR}-[0-9]{{2}}-[0-9]{{2}}"
        # What is written back the same was read right; that is quicker told than by its shape.
        found = _("try_cast({cell} AS DATE)").format(cell=cell)
        return _(
            "CASE WHEN CAST({found} AS VARCHAR) = {cell} "
            "AND {found} BETWEEN DATE '1900-01-01' AND DATE '2199-12-31' THEN {found} "
            "WHEN regexp_full_match({cell}, {quoted}) "
            "THEN try_cast(left({cell}, 10) AS DATE) END"
        ).format(found=found, cell=cell, quoted=quoted(shape + TIME))
    order = "%d{0}%m{0}%Y" if style is DateStyle.DAY_FIRST else "%m{0}%d{0}%Y"
    timed = _("split_part(replace({cell}, 'T', ' '), ' ', 1)").format(cell=cell)
    cases: list[str] = []
    for mark in "./-":
        read = _("CAST(try_strptime({{}}, {quoted}) AS DATE)").format(
            quoted=quoted(order.format(mark))
        )
        # Two figures each, and the plain time most programs write: by far the most cells.
        plain = rf"[0-9]{{2}}\{mark}[0-9]{{2}}\{mark}{_YEAR}{_CLOCK}"
        found = read.format(_("left({cell}, 10)").format(cell=cell))
        cases.append(
            _("WHEN regexp_full_match({cell}, {quoted}) THEN {found}").format(
                cell=cell, quoted=quoted(plain), found=found
            )
        )
    for mark in "./-":
        read = _("CAST(try_strptime({{}}, {quoted}) AS DATE)").format(
            quoted=quoted(order.format(mark))
        )
        shape = rf"[0-9]{{1,2}}\{mark}[0-9]{{1,2}}\{mark}{_YEAR}"
        for text, ending in ((cell, ""), (timed, TIME)):
            shown = quoted(shape + ending)
            cases.append(
                _("WHEN regexp_full_match({cell}, {shown}) THEN {text}").format(
                    cell=cell, shown=shown, text=read.format(text)
                )
            )
    return _("CASE {cases} END").format(cases=" ".join(cases))


def words(trimmed: str) -> str:
    """NULL for what people write where there is nothing, else the text, which is trimmed."""
    # The length is known at once and leaves few words to compare with, mostly none.
    cases = " ".join(
        _("WHEN {length} THEN CASE WHEN {trimmed} NOT IN ({map}) THEN {trimmed} END").format(
            length=length, trimmed=trimmed, map=", ".join(map(quoted, texts))
        )
        for length, texts in _NOTHING_BY_LENGTH.items()
    )
    return _("CASE strlen({trimmed}) {cases} ELSE {trimmed} END").format(
        trimmed=trimmed, cases=cases
    )


def nothing_as_null(cell: str) -> str:
    """NULL for what people write where there is nothing, else the text as it stands."""
    return _("CASE WHEN trim({cell}) NOT IN ({nothing}) THEN {cell} END").format(
        cell=cell, nothing=_NOTHING
    )


def _replaced(text: str, old: str, new: str) -> str:
    return _("replace({text}, {quoted}, {quoted2})").format(
        text=text, quoted=quoted(old), quoted2=quoted(new)
    )


_NOTHING = ", ".join(map(quoted, NOTHING))
_NOTHING_BY_LENGTH = {
    length: [text for text in NOTHING if len(text.encode()) == length]
    for length in sorted({len(text.encode()) for text in NOTHING})
}
