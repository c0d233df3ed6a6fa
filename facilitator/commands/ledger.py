"""The command on a company's sales ledger: what was understood, what was left out, the audit."""

import json
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from facilitator.commands.cut import Cut
from facilitator.commands.interrupting import stoppable
from facilitator.commands.meter import Meter
from facilitator.commands.reading import Reading, roles_told, understood
from facilitator.commands.settings import Settings, Stopped, say
from facilitator.commands.tabular import amount
from facilitator.commands.warehouse import Server
from facilitator.words.language import _, ngettext
from facilitator.words.number import say_count
from facilitator.words.reasons import reason_of
from facilitator.words.text import in_quotes

if TYPE_CHECKING:
    from facilitator.audit.engine.analysis import Analysis
    from facilitator.audit.engine.choices import Choices, Filters
    from facilitator.audit.ledger import Ledger
    from facilitator.audit.results import Audit
    from facilitator.commands.survey import Surveyed

_KNOWN = 12
"""Values of the ledger that are named when a filter names none of them."""


def audit(
    settings: Settings,
    files: Sequence[Path],
    answers: Path | None,
    options: tuple[Reading, Cut, Server],
    survey_map: Sequence[str],
    *,
    as_json: bool,
) -> int:
    """Read what is named, say how it was understood, and print the audit and the survey."""
    reading, cut, server = options
    if not files and not server.url and answers is None:
        raise Stopped(_("Name at least one file: facilitator audit sales.csv"), 2)
    if files and server.url:
        raise Stopped(_("Name files, or a table with --from, not both."), 2)
    if server.table and not server.url:
        raise Stopped(_("--table needs its server: --from postgresql://user@host/database"), 2)
    choices = cut.choices(settings.day())
    told: dict[str, Any] = {}
    lines: list[str] = []
    with _refusing():
        alone = not files and not server.url
        survey = _survey(settings, answers, reading, survey_map, alone=alone) if answers else None
        if not alone:
            found, told["ledger"] = (
                _of_table(server, reading, choices)
                if server.url
                else _of_files(settings, files, reading, choices)
            )
            told["audit"] = found.plain()
            lines += _reported(found)
    if survey is not None:
        from facilitator.commands import survey as surveys

        told["survey"] = surveys.document(survey)
        lines += ["", *surveys.report(survey)] if lines else surveys.report(survey)
    if as_json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for line in lines:
            print(line)
    return 0


@contextmanager
def _refusing() -> Generator[None]:
    """Everything a file, a server or a full disk can do to us, as a sentence."""
    from facilitator.audit.engine import workspace
    from facilitator.audit.engine.analysis import EmptyLedger
    from facilitator.audit.files import Cancelled, CannotRead
    from facilitator.audit.server import NoWarehouse

    try:
        yield
    except (CannotRead, EmptyLedger, workspace.NotComputed, NoWarehouse) as refused:
        raise Stopped(str(refused)) from refused
    except (Cancelled, workspace.Cancelled) as stopped:
        raise KeyboardInterrupt from stopped
    except OSError as error:
        raise Stopped(
            _(
                "The ledger could not be read: {reason}. Nothing was changed; "
                "look whether the disk of temporary files is full."
            ).format(reason=reason_of(error))
        ) from error


def _survey(
    settings: Settings, path: Path, reading: Reading, told: Sequence[str], *, alone: bool
) -> "Surveyed":
    from facilitator.audit.survey import recognise_survey
    from facilitator.commands.survey import taken

    roles = roles_told("--survey-map", told)
    if alone:
        roles = {**reading.roles(), **roles}
    # Beside a ledger the other options about columns and cells are those of the ledger.
    (mapping,) = understood(
        settings,
        [path],
        reading if alone else Reading(guess=reading.guess),
        roles,
        recognise_survey,
    )
    return taken(path, mapping)


def _of_files(
    settings: Settings, files: Sequence[Path], reading: Reading, choices: "Choices"
) -> tuple["Audit", dict[str, Any]]:
    from facilitator.audit.engine.analysis import Analysis
    from facilitator.audit.ledger import read_ledger
    from facilitator.audit.recognise import recognise

    mappings = understood(settings, files, reading, reading.roles(), recognise)
    with TemporaryDirectory(prefix="facilitator-audit-", ignore_cleanup_errors=True) as room:
        out = Path(room) / "ledger.parquet"
        with Meter() as meter, stoppable() as stopped:
            ledger = read_ledger(list(files), mappings, out, meter.show, stopped)
        for line in _left_out(ledger):
            say(line)
        with Analysis(ledger.parquet) as analysis:
            return _cut(analysis, choices), _document(ledger)


def _of_table(
    server: Server, reading: Reading, choices: "Choices"
) -> tuple["Audit", dict[str, Any]]:
    from facilitator.audit.engine.analysis import Analysis
    from facilitator.commands import warehouse

    with ExitStack() as closing:
        opened = warehouse.opened(server, reading)
        closing.callback(opened.source.engine.dispose)
        analysis = closing.enter_context(Analysis(opened.source))
        return _cut(analysis, choices), warehouse.document(opened)


# -- filters -------------------------------------------------------------------------------------


def _cut(analysis: "Analysis", choices: "Choices") -> "Audit":
    try:
        return analysis.audit(replace(choices, filters=_known(analysis, choices.filters)))
    except ValueError as error:
        raise Stopped(str(error)) from error


def _known(analysis: "Analysis", filters: "Filters") -> "Filters":
    """The filters with names as the ledger writes them; raises `Stopped` for one it has not."""
    named = {
        "channels": "channel",
        "regions": "region",
        "salespeople": "salesperson",
        "products": "product",
        "segments": "segment",
    }
    found: dict[str, tuple[str, ...]] = {}
    for field, column in named.items():
        wanted: tuple[str, ...] = getattr(filters, field)
        if wanted:
            values = _values(analysis, column)
            found[field] = tuple(_value(column, each, values) for each in wanted)
    return replace(filters, **found)


def _values(analysis: "Analysis", column: str) -> list[str]:
    """What the rows name, the largest first; "" where some name none."""
    from sqlalchemy import func, select

    sales = analysis.source.ledger
    value = sales.c[column]
    asked = select(value).group_by(value).order_by(func.sum(sales.c.amount).desc())
    rows = analysis.space.rows(asked) if analysis.source.files else analysis.source.stream(asked)
    return [row[0] or "" for row in rows]


def _value(column: str, wanted: str, values: Sequence[str]) -> str:
    if wanted in values:
        return wanted
    alike = [value for value in values if value.casefold() == wanted.strip().casefold()]
    if len(alike) == 1:
        return alike[0]
    if not any(values):
        raise Stopped(
            _("No row of the ledger names a {column}, so none can be chosen.").format(
                column=_(column)
            )
        )
    named = [in_quotes(value) for value in values if value][:_KNOWN]
    unknown = (
        _("No row names the {column} “{typed}”. There are {names} and {count} more.")
        if len(values) > _KNOWN
        else _("No row names the {column} “{typed}”. There are {names}.")
    )
    raise Stopped(
        unknown.format(
            column=_(column), typed=wanted, names=", ".join(named), count=len(values) - _KNOWN
        )
    )


# -- what was read -------------------------------------------------------------------------------


def _left_out(ledger: "Ledger") -> Iterator[str]:
    yield ngettext(
        "{count} rows taken in; control total {total}",
        "{count} rows taken in; control total {total}",
        ledger.rows,
    ).format(count=say_count(ledger.rows), total=amount(ledger.control_total))
    for bad in ledger.bad_cells:
        places = ", ".join(
            _("line {line}: “{cell}”").format(line=each.line, cell=each.text)
            for each in bad.examples[:3]
        )
        lost = bad.unreadable + bad.blank
        said = ngettext(
            "left out for “{column}”: {count} rows ({places})",
            "left out for “{column}”: {count} rows ({places})",
            lost,
        )
        yield "  " + said.format(column=bad.column, count=lost, places=places)
    for source in ledger.sources:
        if source.rejected:
            said = ngettext(
                "{file}: {count} lines that are no rows",
                "{file}: {count} lines that are no rows",
                source.rejected,
            )
            yield "  " + said.format(file=source.path.name, count=source.rejected)


def _document(ledger: "Ledger") -> dict[str, Any]:
    sources = [
        {
            "file": each.path.name,
            "sha256": each.sha256,
            "rows": each.rows,
            "columns": {c.role.value: c.name for c in each.found.columns if c.role is not None},
        }
        for each in ledger.sources
    ]
    left_out = [
        {
            "file": bad.file,
            "column": bad.column,
            "role": bad.role.value,
            "unreadable": bad.unreadable,
            "blank": bad.blank,
            "examples": [{"line": each.line, "text": each.text} for each in bad.examples],
        }
        for bad in ledger.bad_cells
    ]
    return {
        "files": sources,
        "rows": ledger.rows,
        "control_total": str(ledger.control_total),
        "first_day": ledger.first_day.isoformat(),
        "last_day": ledger.last_day.isoformat(),
        "rows_without_customer": ledger.without_customer,
        "rows_left_out": sum(each.rejected + each.bad_rows for each in ledger.sources),
        "left_out": left_out,
    }


def _reported(found: "Audit") -> list[str]:
    from facilitator.commands.report import report

    return list(report(found))
