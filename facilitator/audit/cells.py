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
    return tuple(mark for mark, _ in found.most_common(_MARKS))


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
        return f"try_cast({_replaced(text, ',', '.') if point == ',' else text} AS {kind})"

    kept = cast(f"regexp_replace({cell}, '[^0-9\\{point}]', '', 'g')")
    cases = [f"WHEN regexp_full_match({cell}, {bare}) THEN {cast(cell)}"]
    if usual:
        spaced = rf"[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+"
        simple = quoted(rf"-?{money}(?:{spaced}|[0-9]+)(?:\{point}[0-9]*)?\s*{money}")
        undressed = cell
        for mark in usual:
            undressed = _replaced(undressed, mark, "")
        cases.append(f"WHEN regexp_full_match({cell}, {simple}) THEN {cast(undressed)}")
    cases += [
        f"WHEN regexp_full_match({cell}, {plus}) THEN {kept}",
        f"WHEN regexp_full_match({cell}, {minus}) THEN -{kept}",
    ]
    return f"CASE {' '.join(cases)} END"


def day(cell: str, style: DateStyle) -> str:
    """A DATE of 1900–2199 from a text; NULL when it is not of a common shape."""
    if style is DateStyle.SERIAL:
        shape = quoted(r"[0-9]{5}(?:\.[0-9]+)?")
        found = f"DATE '1899-12-30' + CAST(left({cell}, 5) AS INTEGER)"
        return f"CASE WHEN regexp_full_match({cell}, {shape}) THEN {found} END"
    if style is DateStyle.YEAR_FIRST:
        shape = f"{_YEAR}-[0-9]{{2}}-[0-9]{{2}}"
        # What is written back the same was read right; that is quicker told than by its shape.
        found = f"try_cast({cell} AS DATE)"
        return (
            f"CASE WHEN CAST({found} AS VARCHAR) = {cell} "
            f"AND {found} BETWEEN DATE '1900-01-01' AND DATE '2199-12-31' THEN {found} "
            f"WHEN regexp_full_match({cell}, {quoted(shape + TIME)}) "
            f"THEN try_cast(left({cell}, 10) AS DATE) END"
        )
    order = "%d{0}%m{0}%Y" if style is DateStyle.DAY_FIRST else "%m{0}%d{0}%Y"
    timed = f"split_part(replace({cell}, 'T', ' '), ' ', 1)"
    cases: list[str] = []
    for mark in "./-":
        read = f"CAST(try_strptime({{}}, {quoted(order.format(mark))}) AS DATE)"
        # Two figures each, and the plain time most programs write: by far the most cells.
        plain = rf"[0-9]{{2}}\{mark}[0-9]{{2}}\{mark}{_YEAR}{_CLOCK}"
        found = read.format(f"left({cell}, 10)")
        cases.append(f"WHEN regexp_full_match({cell}, {quoted(plain)}) THEN {found}")
    for mark in "./-":
        read = f"CAST(try_strptime({{}}, {quoted(order.format(mark))}) AS DATE)"
        shape = rf"[0-9]{{1,2}}\{mark}[0-9]{{1,2}}\{mark}{_YEAR}"
        for text, ending in ((cell, ""), (timed, TIME)):
            shown = quoted(shape + ending)
            cases.append(f"WHEN regexp_full_match({cell}, {shown}) THEN {read.format(text)}")
    return f"CASE {' '.join(cases)} END"


def words(trimmed: str) -> str:
    """NULL for what people write where there is nothing, else the text, which is trimmed."""
    # The length is known at once and leaves few words to compare with, mostly none.
    cases = " ".join(
        f"WHEN {length} THEN CASE WHEN {trimmed} NOT IN ({', '.join(map(quoted, texts))}) "
        f"THEN {trimmed} END"
        for length, texts in _NOTHING_BY_LENGTH.items()
    )
    return f"CASE strlen({trimmed}) {cases} ELSE {trimmed} END"


def nothing_as_null(cell: str) -> str:
    """NULL for what people write where there is nothing, else the text as it stands."""
    return f"CASE WHEN trim({cell}) NOT IN ({_NOTHING}) THEN {cell} END"


def _replaced(text: str, old: str, new: str) -> str:
    return f"replace({text}, {quoted(old)}, {quoted(new)})"


_NOTHING = ", ".join(map(quoted, NOTHING))
_NOTHING_BY_LENGTH = {
    length: [text for text in NOTHING if len(text.encode()) == length]
    for length in sorted({len(text.encode()) for text in NOTHING})
}
