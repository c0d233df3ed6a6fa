"""What was read and what was left out, as lines to show before it is taken in: pure."""

from facilitator.audit.columns import Example
from facilitator.audit.ledger import BadCells, Ledger, SourceRead
from facilitator.audit.survey import Survey
from facilitator.words.language import _
from facilitator.words.text import excerpt
from screens.importing.cells import grouped
from screens.widgets.itemlist import Item

BAD = "✗"
MOST_REJECTED = 20
SCORES = 11


def ledger_title(ledger: Ledger) -> str:
    """How much was read, in one sentence."""
    names = ", ".join(excerpt(source.path.name) for source in ledger.sources[:3])
    more = (
        _(" and {sources} more").format(sources=len(ledger.sources) - 3)
        if len(ledger.sources) > 3
        else ""
    )
    days = _("{first_day} to {last_day}").format(
        first_day=ledger.first_day.isoformat(), last_day=ledger.last_day.isoformat()
    )
    return _("Read: {rows:,} rows of {names}{more}, {days}. Take them in?").format(
        rows=ledger.rows, names=names, more=more, days=days
    )


def ledger_lines(ledger: Ledger) -> list[Item]:
    """The control total, then everything that was left out, with its lines."""
    total = _("Control total {grouped}").format(grouped=grouped(ledger.control_total))
    items = [
        Item("total", total, detail=_("Compare it with the total of the system it came from."))
    ]
    if ledger.without_customer:
        words = _("{without_customer:,} rows name no customer").format(
            without_customer=ledger.without_customer
        )
        items.append(Item("none", words, detail=_("They count in sales, not among the clients.")))
    many = len(ledger.sources) > 1
    for source in ledger.sources:
        items += _left_out(source, many=many)
    items += [_bad(each, str(at), many=many) for at, each in enumerate(ledger.bad_cells)]
    for at, row in enumerate(ledger.rejected[:MOST_REJECTED]):
        where = (
            _("{excerpt}, line {line:,}").format(excerpt=excerpt(row.file), line=row.line)
            if many
            else _("line {line:,}").format(line=row.line)
        )
        words = f"{where}: {row.reason}"
        items.append(Item(f"rejected {at}", words, mark=BAD, detail=excerpt(row.text, 80)))
    if len(items) == 1:
        items.append(Item("all", _("Every row was read; nothing was left out."), tone="good"))
    return items


def _left_out(source: SourceRead, *, many: bool) -> list[Item]:
    counts = (
        (source.bad_rows, _("left out: a cell could not be read"), BAD),
        (source.rejected, _("could not be taken apart into cells"), BAD),
        (source.totals, _("of totals left out"), ""),
        (source.empty, _("without a date and an amount left out"), ""),
    )
    name = f"{excerpt(source.path.name)}: " if many else ""
    return [
        Item(
            f"{source.path} {words}",
            f"{name}{_rows(count)} {words}",
            mark=mark,
            tone="warn" if mark else "",
        )
        for count, words, mark in counts
        if count
    ]


def _rows(count: int) -> str:
    return _("1 row") if count == 1 else _("{count:,} rows").format(count=count)


def _bad(cells: BadCells, key: str, *, many: bool) -> Item:
    where = _(" of {excerpt}").format(excerpt=excerpt(cells.file)) if many else ""
    counts = [
        f"{count:,} {words}"
        for count, words in ((cells.unreadable, _("cannot be read")), (cells.blank, "empty"))
        if count
    ]
    words = _("Column “{excerpt}”{where} ({value}): {counts}").format(
        excerpt=excerpt(cells.column), where=where, value=cells.role.value, counts=", ".join(counts)
    )
    return Item(f"bad {key}", words, mark=BAD, detail=_examples(cells.examples))


def _examples(examples: tuple[Example, ...]) -> str:
    return "; ".join(
        _("line {line:,}: {excerpt}").format(
            line=each.line, excerpt=excerpt(each.text, 24) or "(empty)"
        )
        for each in examples
    )


def survey_title(survey: Survey) -> str:
    """How much was read, in one sentence."""
    name = excerpt(survey.found.path.name)
    return _("Read: {answers:,} answers with a score of {name}. Take them in?").format(
        answers=len(survey.answers), name=name
    )


def survey_lines(survey: Survey) -> list[Item]:
    """How the scores are spread, then what was left out."""
    scores = [answer.score for answer in survey.answers]
    comments = sum(bool(answer.comment) for answer in survey.answers)
    spread = " · ".join(f"{at}: {scores.count(at):,}" for at in range(SCORES) if at in scores)
    items = [
        Item(
            "scores",
            _("Scores {spread}").format(spread=spread),
            detail=_("How often each score was given."),
        ),
        Item("comments", _("{comments:,} comments").format(comments=comments)),
    ]
    if survey.without_score:
        words = _("{rows} without a score left out").format(rows=_rows(survey.without_score))
        items.append(Item("blank", words))
    if survey.unreadable:
        words = _("{rows} left out: no whole number from 0 to 10").format(
            rows=_rows(survey.unreadable)
        )
        detail = _examples(survey.examples)
        items.append(Item("bad", words, mark=BAD, tone="warn", detail=detail))
    return items
