"""What was read and what was left out, as lines to show before it is taken in: pure."""

from datetime import date
from decimal import Decimal

from facilitator.audit.columns import Example
from facilitator.audit.engine.source import Facts
from facilitator.audit.ledger import BadCells, Ledger, SourceRead
from facilitator.audit.survey import Survey
from facilitator.audit.warehouse import Table
from facilitator.words.days import say_date
from facilitator.words.language import _, ngettext
from facilitator.words.number import say_count
from facilitator.words.text import excerpt
from screens.importing.cells import grouped, in_line
from screens.widgets.itemlist import Item

BAD = "✗"
MOST_REJECTED = 20
SCORES = 11


def ledger_title(ledger: Ledger) -> str:
    """How much was read, in one sentence."""
    names = ", ".join(excerpt(source.path.name) for source in ledger.sources[:3])
    more = len(ledger.sources) - 3
    if more > 0:
        names = ngettext("{names} and {count} more", "{names} and {count} more", more).format(
            names=names, count=more
        )
    return _title(ledger.rows, names, ledger.first_day, ledger.last_day)


def ledger_lines(ledger: Ledger) -> list[Item]:
    """The control total, then everything that was left out, with its lines."""
    items = _whole(ledger.control_total, ledger.without_customer)
    many = len(ledger.sources) > 1
    for source in ledger.sources:
        items += _left_out(source, many=many)
    items += [_bad(each, str(at), many=many) for at, each in enumerate(ledger.bad_cells)]
    for at, row in enumerate(ledger.rejected[:MOST_REJECTED]):
        where = (
            _("{file}, line {line}").format(file=excerpt(row.file), line=say_count(row.line))
            if many
            else _("line {line}").format(line=say_count(row.line))
        )
        words = f"{where}: {row.reason}"
        items.append(Item(f"rejected {at}", words, mark=BAD, detail=excerpt(row.text, 80)))
    if len(items) == 1:
        items.append(Item("all", _("Every row was read; nothing was left out."), tone="good"))
    return items


def table_title(table: Table, facts: Facts) -> str:
    """How much a table of a server holds, in one sentence."""
    return _title(facts.rows, table.title, facts.first_day, facts.last_day)


def table_lines(facts: Facts) -> list[Item]:
    """The control total, then what was left out."""
    items = _whole(facts.control_total, facts.without_customer)
    if facts.left_out:
        words = _empty(facts.left_out).format(count=say_count(facts.left_out))
        items.append(Item("left", words, mark=BAD, tone="warn"))
    return items


def _title(rows: int, names: str, first: date | None, last: date | None) -> str:
    return ngettext(
        "Read: {count} row of {names}, {first} to {last}. Take them in?",
        "Read: {count} rows of {names}, {first} to {last}. Take them in?",
        rows,
    ).format(
        count=say_count(rows),
        names=names,
        first=say_date(first) if first else "–",
        last=say_date(last) if last else "–",
    )


def _whole(control_total: Decimal, nameless: int) -> list[Item]:
    total = _("Control total {total}").format(total=grouped(control_total))
    items = [
        Item("total", total, detail=_("Compare it with the total of the system it came from."))
    ]
    if nameless:
        words = ngettext(
            "{count} row names no customer", "{count} rows name no customer", nameless
        ).format(count=say_count(nameless))
        items.append(Item("none", words, detail=_("They count in sales, not among the clients.")))
    return items


def _empty(count: int) -> str:
    return ngettext(
        "{count} row without a date and an amount left out",
        "{count} rows without a date and an amount left out",
        count,
    )


def _left_out(source: SourceRead, *, many: bool) -> list[Item]:
    bad, rejected, totals, empty = source.bad_rows, source.rejected, source.totals, source.empty
    counts = (
        (
            bad,
            ngettext(
                "{count} row left out: a cell could not be read",
                "{count} rows left out: a cell could not be read",
                bad,
            ),
            BAD,
        ),
        (
            rejected,
            ngettext(
                "{count} row could not be taken apart into cells",
                "{count} rows could not be taken apart into cells",
                rejected,
            ),
            BAD,
        ),
        (
            totals,
            ngettext("{count} row of totals left out", "{count} rows of totals left out", totals),
            "",
        ),
        (
            empty,
            _empty(empty),
            "",
        ),
    )
    name = f"{excerpt(source.path.name)}: " if many else ""
    return [
        Item(
            f"{source.path} {words}",
            f"{name}{words.format(count=say_count(count))}",
            mark=mark,
            tone="warn" if mark else "",
        )
        for count, words, mark in counts
        if count
    ]


def _bad(cells: BadCells, key: str, *, many: bool) -> Item:
    bad, blank = cells.unreadable, cells.blank
    counts = [
        words.format(count=say_count(count))
        for count, words in (
            (bad, ngettext("{count} cannot be read", "{count} cannot be read", bad)),
            (blank, ngettext("{count} empty", "{count} empty", blank)),
        )
        if count
    ]
    said = (
        _("Column “{name}” of {file} ({role}): {counts}")
        if many
        else _("Column “{name}” ({role}): {counts}")
    )
    words = said.format(
        name=excerpt(cells.column),
        file=excerpt(cells.file),
        role=_(cells.role.value),
        counts=", ".join(counts),
    )
    return Item(f"bad {key}", words, mark=BAD, detail=_examples(cells.examples))


def _examples(examples: tuple[Example, ...]) -> str:
    return "; ".join(
        in_line(each.line, excerpt(each.text, 24) or _("(empty)")) for each in examples
    )


def survey_title(survey: Survey) -> str:
    """How much was read, in one sentence."""
    name = excerpt(survey.found.path.name)
    return ngettext(
        "Read: {count} answer with a score of {file}. Take them in?",
        "Read: {count} answers with a score of {file}. Take them in?",
        len(survey.answers),
    ).format(count=say_count(len(survey.answers)), file=name)


def survey_lines(survey: Survey) -> list[Item]:
    """How the scores are spread, then what was left out."""
    scores = [answer.score for answer in survey.answers]
    comments = sum(bool(answer.comment) for answer in survey.answers)
    spread = " · ".join(
        f"{at}: {say_count(scores.count(at))}" for at in range(SCORES) if at in scores
    )
    items = [
        Item(
            "scores",
            _("Scores {spread}").format(spread=spread),
            detail=_("How often each score was given."),
        ),
        Item(
            "comments",
            ngettext("{count} comment", "{count} comments", comments).format(
                count=say_count(comments)
            ),
        ),
    ]
    if survey.without_score:
        blank = survey.without_score
        words = ngettext(
            "{count} row without a score left out", "{count} rows without a score left out", blank
        ).format(count=say_count(blank))
        items.append(Item("blank", words))
    if survey.unreadable:
        words = ngettext(
            "{count} row left out: no whole number from 0 to 10",
            "{count} rows left out: no whole number from 0 to 10",
            survey.unreadable,
        ).format(count=say_count(survey.unreadable))
        detail = _examples(survey.examples)
        items.append(Item("bad", words, mark=BAD, tone="warn", detail=detail))
    return items
