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

_DATED = "BETWEEN DATE '1900-01-01' AND DATE '2199-12-31'"


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
    plain = f"replace({cell}, ',', '.')" if point == "," else cell
    grouped = rf"[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+|[1-9][0-9]{{0,2}}(?:\{group}[0-9]{{3}})+"
    figure = rf"(?:{grouped}|[0-9]+)(?:\{point}[0-9]*)?"
    money = rf"(?:{CURRENCY})?"
    dressed = rf"(?i)^\s*\(?[-−–]?\s*{money}\s*({figure})\s*{money}\s*\)?\s*$"
    kept = (
        f"regexp_replace(regexp_extract({cell}, {quoted(dressed)}, 1), '[^0-9\\{point}]', '', 'g')"
    )
    kept = f"replace({kept}, ',', '.')" if point == "," else kept
    bare = quoted(rf"-?[0-9]+(?:\{point}[0-9]+)?")
    # Brackets on one side only, or brackets and a minus, are left to the slow reading.
    signs = f"regexp_extract({cell}, '^\\s*([-−–(]?)', 1)"
    sane = quoted(r"\s*(?:\([^()−–-]*\)|[^()]*)\s*")
    return (
        f"CASE WHEN regexp_full_match({cell}, {bare}) THEN try_cast({plain} AS {kind}) "
        f"WHEN NOT regexp_full_match({cell}, {sane}) THEN NULL "
        f"WHEN {signs} <> '' THEN -try_cast({kept} AS {kind}) "
        f"ELSE try_cast({kept} AS {kind}) END"
    )


def day(cell: str, style: DateStyle) -> str:
    """A DATE of 1900–2199 from a text; NULL when it is not of a common shape."""
    if style is DateStyle.SERIAL:
        shape = quoted(r"[0-9]{5}(?:\.[0-9]+)?")
        found = f"DATE '1899-12-30' + CAST(left({cell}, 5) AS INTEGER)"
    elif style is DateStyle.YEAR_FIRST:
        shape = quoted(rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{TIME}")
        found = f"try_cast(left({cell}, 10) AS DATE)"
    else:
        two, year = "[0-9]{1,2}", "[0-9]{4}"
        shapes = "|".join(rf"{two}{mark}{two}{mark}{year}" for mark in (r"\.", "/", "-"))
        shape = quoted(f"(?:{shapes}){TIME}")
        parts = quoted(rf"^({two})[./-]({two})[./-]({year}).*$")
        order = r"\3-\2-\1" if style is DateStyle.DAY_FIRST else r"\3-\1-\2"
        found = f"try_cast(regexp_replace({cell}, {parts}, '{order}') AS DATE)"
    return (
        f"CASE WHEN regexp_full_match({cell}, {shape}) THEN "
        f"CASE WHEN {found} {_DATED} THEN {found} END END"
    )


def words(cell: str) -> str:
    """A text without outer spaces; NULL for an empty one."""
    return f"nullif(trim({cell}), '')"


def nothing_as_null(cell: str) -> str:
    """NULL for what people write where there is nothing."""
    return f"CASE WHEN {cell} NOT IN ({', '.join(map(quoted, NOTHING))}) THEN {cell} END"


def null_words() -> str:
    """The same for the reader of text files."""
    return "[" + ", ".join(map(quoted, NOTHING)) + "]"
