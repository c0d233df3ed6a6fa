"""The same reading of cells as in `parse`, as SQL for the database; the common shapes only.

An expression gives NULL for a text it does not know. Those texts, once each, are then read by
`parse` itself, so that both always agree.
"""

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


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def number(cell: str, style: NumberStyle, places: int = PLACES) -> str:
    """A DECIMAL(18, places) from a text; NULL when it is not of a common shape."""
    kind = f"DECIMAL({FIGURES},{places})"
    point, group = (".", ",") if style is NumberStyle.POINT else (",", ".")
    # Where the point is the decimal mark, the dot of an abbreviated currency would be one more.
    money = rf"(?:{CURRENCY})?" if point == "," else f"(?:{_MONEY})?"
    grouped = rf"[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+|[1-9][0-9]{{0,2}}(?:\{group}[0-9]{{3}})+"
    dressed = rf"{money}\s*(?:{grouped}|[0-9]+)(?:\{point}[0-9]*)?\s*{money}\s*"
    bare = quoted(rf"-?[0-9]+(?:\{point}[0-9]+)?")
    plus = quoted(rf"\s*{dressed}")
    minus = quoted(rf"\s*(?:[-−–]\s*{dressed}|\({dressed}\)\s*)")
    kept = f"regexp_replace({cell}, '[^0-9\\{point}]', '', 'g')"
    plain, kept = (
        (f"replace({cell}, ',', '.')", f"replace({kept}, ',', '.')")
        if point == ","
        else (cell, kept)
    )
    return (
        f"CASE WHEN regexp_full_match({cell}, {bare}) THEN try_cast({plain} AS {kind}) "
        f"WHEN regexp_full_match({cell}, {plus}) THEN try_cast({kept} AS {kind}) "
        f"WHEN regexp_full_match({cell}, {minus}) THEN -try_cast({kept} AS {kind}) END"
    )


def day(cell: str, style: DateStyle) -> str:
    """A DATE of 1900–2199 from a text; NULL when it is not of a common shape."""
    if style is DateStyle.SERIAL:
        shape = quoted(r"[0-9]{5}(?:\.[0-9]+)?")
        found = f"DATE '1899-12-30' + CAST(left({cell}, 5) AS INTEGER)"
        return f"CASE WHEN regexp_full_match({cell}, {shape}) THEN {found} END"
    timed = f"split_part(replace({cell}, 'T', ' '), ' ', 1)"
    if style is DateStyle.YEAR_FIRST:
        shape = f"{_YEAR}-[0-9]{{2}}-[0-9]{{2}}"
        return (
            f"CASE WHEN regexp_full_match({cell}, {quoted(shape)}) THEN try_cast({cell} AS DATE) "
            f"WHEN regexp_full_match({cell}, {quoted(shape + TIME)}) "
            f"THEN try_cast(left({cell}, 10) AS DATE) END"
        )
    order = "%d{0}%m{0}%Y" if style is DateStyle.DAY_FIRST else "%m{0}%d{0}%Y"
    cases: list[str] = []
    for mark in "./-":
        shape = rf"[0-9]{{1,2}}\{mark}[0-9]{{1,2}}\{mark}{_YEAR}"
        for text, ending in ((cell, ""), (timed, TIME)):
            found = f"CAST(try_strptime({text}, {quoted(order.format(mark))}) AS DATE)"
            cases.append(f"WHEN regexp_full_match({cell}, {quoted(shape + ending)}) THEN {found}")
    return f"CASE {' '.join(cases)} END"


def words(cell: str) -> str:
    """A text without outer spaces; NULL for an empty one."""
    return f"nullif(trim({cell}), '')"


def nothing_as_null(cell: str) -> str:
    """NULL for what people write where there is nothing."""
    return f"CASE WHEN {cell} NOT IN ({', '.join(map(quoted, NOTHING))}) THEN {cell} END"


def null_words() -> str:
    """The same for the reader of text files."""
    return "[" + ", ".join(map(quoted, NOTHING)) + "]"
