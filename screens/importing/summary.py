"""What was read and what was left out, as lines to show before it is taken in: pure."""

from facilitator.audit.columns import Example
from facilitator.audit.ledger import BadCells, Ledger, SourceRead
from facilitator.audit.survey import Survey
from facilitator.words.text import excerpt
from screens.importing.cells import grouped
from screens.widgets.itemlist import Item

BAD = "✗"
MOST_REJECTED = 20
SCORES = 11


def ledger_title(ledger: Ledger) -> str:
    """How much was read, in one sentence."""
    names = ", ".join(excerpt(source.path.name) for source in ledger.sources[:3])
    more = f" and {len(ledger.sources) - 3} more" if len(ledger.sources) > 3 else ""
    days = f"{ledger.first_day.isoformat()} to {ledger.last_day.isoformat()}"
    return f"Read: {ledger.rows:,} rows of {names}{more}, {days}. Take them in?"


def ledger_lines(ledger: Ledger) -> list[Item]:
    """The control total, then everything that was left out, with its lines."""
    total = f"Control total {grouped(ledger.control_total)}"
    items = [Item("total", total, detail="Compare it with the total of the system it came from.")]
    if ledger.without_customer:
        words = f"{ledger.without_customer:,} rows name no customer"
        items.append(Item("none", words, detail="They count in sales, not among the clients."))
    many = len(ledger.sources) > 1
    for source in ledger.sources:
        items += _left_out(source, many=many)
    items += [_bad(each, str(at), many=many) for at, each in enumerate(ledger.bad_cells)]
    for at, row in enumerate(ledger.rejected[:MOST_REJECTED]):
        where = f"{excerpt(row.file)}, line {row.line:,}" if many else f"line {row.line:,}"
        words = f"{where}: {row.reason}"
        items.append(Item(f"rejected {at}", words, mark=BAD, detail=excerpt(row.text, 80)))
    if len(items) == 1:
        items.append(Item("all", "Every row was read; nothing was left out.", tone="good"))
    return items


def _left_out(source: SourceRead, *, many: bool) -> list[Item]:
    counts = (
        (source.bad_rows, "left out: a cell could not be read", BAD),
        (source.rejected, "could not be taken apart into cells", BAD),
        (source.totals, "of totals left out", ""),
        (source.empty, "without a date and an amount left out", ""),
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
    return "1 row" if count == 1 else f"{count:,} rows"


def _bad(cells: BadCells, key: str, *, many: bool) -> Item:
    where = f" of {excerpt(cells.file)}" if many else ""
    counts = [
        f"{count:,} {words}"
        for count, words in ((cells.unreadable, "cannot be read"), (cells.blank, "empty"))
        if count
    ]
    words = f"Column “{excerpt(cells.column)}”{where} ({cells.role.value}): {', '.join(counts)}"
    return Item(f"bad {key}", words, mark=BAD, detail=_examples(cells.examples))


def _examples(examples: tuple[Example, ...]) -> str:
    return "; ".join(
        f"line {each.line:,}: {excerpt(each.text, 24) or '(empty)'}" for each in examples
    )


def survey_title(survey: Survey) -> str:
    """How much was read, in one sentence."""
    name = excerpt(survey.found.path.name)
    return f"Read: {len(survey.answers):,} answers with a score of {name}. Take them in?"


def survey_lines(survey: Survey) -> list[Item]:
    """How the scores are spread, then what was left out."""
    scores = [answer.score for answer in survey.answers]
    comments = sum(bool(answer.comment) for answer in survey.answers)
    spread = " · ".join(f"{at}: {scores.count(at):,}" for at in range(SCORES) if at in scores)
    items = [
        Item("scores", f"Scores {spread}", detail="How often each score was given."),
        Item("comments", f"{comments:,} comments"),
    ]
    if survey.without_score:
        words = f"{_rows(survey.without_score)} without a score left out"
        items.append(Item("blank", words))
    if survey.unreadable:
        words = f"{_rows(survey.unreadable)} left out: no whole number from 0 to 10"
        detail = _examples(survey.examples)
        items.append(Item("bad", words, mark=BAD, tone="warn", detail=detail))
    return items
