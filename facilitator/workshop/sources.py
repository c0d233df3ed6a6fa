"""Takes a ledger or a survey into the session, replaces it, and takes it out again."""

from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from facilitator.audit.taken import LedgerTaken, SurveyTaken
from facilitator.model import AuditSource, Figure
from facilitator.words.language import _, ngettext
from facilitator.words.number import decimal_text
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.results import economics, sales
from facilitator.workshop.results.audit import (
    KINDS,
    LEDGER,
    SURVEY,
    check,
    ledger_audit,
    scale,
    source_of,
)
from facilitator.workshop.results.reading import rows_of, values
from facilitator.workshop.sources_sheets import (
    channel_names,
    company_years,
    months_of,
    years_of,
)
from facilitator.workshop.state import State

if TYPE_CHECKING:
    from facilitator.audit.engine.choices import Choices
    from facilitator.audit.results import Audit

__all__ = [
    "LISTED",
    "LedgerTaken",
    "SurveyTaken",
    "choices_for",
    "drop_source",
    "keep_ledger",
    "recut_ledger",
    "take_in_ledger",
    "take_in_survey",
]

LISTED = 100
"""Rows of every list in what a session keeps."""


def choices_for(
    state: State, choices: "Choices | None" = None, today: date | None = None
) -> "Choices":
    """The choices to audit with; without any, those of the ledger the session has.

    Typed margins and costs go in, and typed totals of years the ledger may not reach, all in the
    ledger's unit. Lists are as long as a session keeps them. `today`, where given, says which
    month is not over yet.
    """
    from facilitator.audit.engine.choices import Choices

    chosen = choices or _chosen(state) or Choices()
    return replace(
        chosen,
        costs=_costs(state),
        earlier_years=company_years(state),
        listed=LISTED,
        as_of=today or chosen.as_of,
    )


def take_in_ledger(edit: Edit, taken: LedgerTaken) -> AuditSource:
    """Keep what a ledger gave; one read before is replaced, typed rows stay.

    The sheet of sales gets the months by channel in the session's unit, and the channels with a
    typed margin and cost their revenue. Raises `Refused` when the results cannot be read.
    """
    row = _take_in(edit, LEDGER, asdict(taken))
    edit.says(
        ngettext(
            "Sales ledger read: {title}, {count} row",
            "Sales ledger read: {title}, {count} rows",
            row.rows,
        ).format(title=row.title, count=_grouped(row.rows))
    )
    _fill_sheets(edit, row)
    return row


def recut_ledger(edit: Edit, choices: dict[str, Any], results: dict[str, Any]) -> AuditSource:
    """Replace the results by those of other choices; raises `Refused` without a ledger."""
    row = _present(edit, LEDGER)
    changed = _checked(edit.change(row, choices=choices, results=results))
    edit.says(_("Audit of the ledger cut anew"))
    _fill_sheets(edit, changed)
    return changed


def keep_ledger(edit: Edit, kept: bool) -> AuditSource:
    """Note whether the ledger itself is kept on this machine; raises `Refused` without one."""
    row = edit.change(_present(edit, LEDGER), kept=kept)
    edit.says(_("Sales ledger kept on this machine") if kept else _("Sales ledger not kept"))
    return row


def take_in_survey(edit: Edit, taken: SurveyTaken) -> AuditSource:
    """Keep what a survey gave; one read before is replaced, typed answers stay."""
    row = _take_in(edit, SURVEY, asdict(taken))
    edit.says(
        ngettext(
            "Survey read: {title}, {count} answer",
            "Survey read: {title}, {count} answers",
            row.rows,
        ).format(title=row.title, count=_grouped(row.rows))
    )
    return row


def drop_source(edit: Edit, kind: str) -> AuditSource:
    """Take a ledger or a survey out of the session, and the rows of the sheets it gave."""
    row = _present(edit, kind)
    edit.says(_("{title} taken out").format(title=row.title))
    edit.remove(row)
    if kind == LEDGER:
        edit.remove_all(_given_rows(edit.state))
    return row


# -- the row itself ------------------------------------------------------------------------------


def _take_in(edit: Edit, kind: str, told: dict[str, Any]) -> AuditSource:
    told = told | {"files": list(told["files"]), "left_out": list(told["left_out"])}
    told["title"] = edit.needed(told["title"], _("The name of the file"), limit=500)
    found = source_of(edit.state, kind)
    if found is not None:
        return _checked(edit.change(found, **told, imported_on=edit.today))
    row = AuditSource(workshop_id=edit.workshop.id, kind=kind, imported_on=edit.today, **told)
    return edit.add_last(_checked(row))


def _checked(row: AuditSource) -> AuditSource:
    try:
        check(row)
    except ValueError as error:
        raise Refused(
            _("The results of {title} cannot be read: {error}. Read it again.").format(
                title=row.title, error=error
            )
        ) from error
    filters: dict[str, Any] = row.choices.get("filters", {})
    if any(filters.values()):
        raise Refused(_("The filters are a view: a session keeps the audit of all rows."))
    return row


def _grouped(count: int) -> str:
    return f"{count:,}".replace(",", " ")


def _present(edit: Edit, kind: str) -> AuditSource:
    found = source_of(edit.state, kind) if kind in KINDS else None
    if found is None:
        raise Refused(
            _("No survey was read into this session. Read one first.")
            if kind == SURVEY
            else _("No ledger was read into this session. Read one first.")
        )
    return found


def _chosen(state: State) -> "Choices | None":
    from facilitator.audit.engine.choices import Choices

    found = source_of(state, LEDGER)
    if found is None:
        return None
    try:
        return Choices.from_plain(found.choices)
    except ValueError:
        return None  # another version wrote them; the defaults will do


def _costs(state: State) -> "tuple[Any, ...]":
    from facilitator.audit.engine.choices import ChannelCost

    rows = rows_of(state, economics.SHEET)
    latest = max((row.label for row in rows), default="")
    names = _ledger_names(state)
    found: list[ChannelCost] = []
    for row in rows:
        _unused, margin, cost = values(row, 3)[:3]
        if row.label == latest and margin is not None and cost is not None:
            name = names.get(row.grouping.casefold(), row.grouping)
            found.append(ChannelCost(name, margin / 100, cost * scale(state)))
    return tuple(found)


def _ledger_names(state: State) -> dict[str, str]:
    """How the ledger writes a channel, by its name in small letters."""
    audit = ledger_audit(state)
    rows = audit.channels if audit else ()
    return {row.figures.value.casefold(): row.figures.value for row in rows}


# -- the sheets ----------------------------------------------------------------------------------


def _given_rows(state: State) -> list[Figure]:
    return [row for row in state.rows(Figure) if row.source == LEDGER]


def _fill_sheets(edit: Edit, row: AuditSource) -> None:
    from facilitator.audit.results import Audit

    audit = Audit.from_plain(row.results)
    _fill_sales(edit, audit)
    _fill_economics(edit, audit)


def _fill_sales(edit: Edit, audit: "Audit") -> None:
    """Rows that are there already keep their place, so that a re-cut changes little."""
    old = {(row.grouping, row.label): row for row in _given_rows(edit.state)}
    fresh: list[Figure] = []
    for (channel, year), numbers in months_of(
        audit, channel_names(edit.state), scale(edit.state)
    ).items():
        found = old.pop((channel, str(year)), None)
        if found is not None:
            edit.change(found, numbers=numbers)
            continue
        fresh.append(
            Figure(
                workshop_id=edit.workshop.id,
                sheet=sales.SHEET,
                grouping=channel,
                label=str(year),
                numbers=numbers,
                source=LEDGER,
            )
        )
    if old:
        edit.remove_all(old.values())
    if fresh:
        edit.add_all(fresh)


def _fill_economics(edit: Edit, audit: "Audit") -> None:
    """Revenue of whole years; what was typed beside it, margin and cost, stays as it is."""
    years = years_of(audit, channel_names(edit.state), scale(edit.state))
    for row in rows_of(edit.state, economics.SHEET):
        revenue = years.get((row.grouping, row.label))
        _unused, margin, cost = values(row, 3)[:3]
        if revenue is not None and margin is not None and cost is not None:
            edit.change(row, numbers=[decimal_text(revenue), *row.numbers[1:]])
