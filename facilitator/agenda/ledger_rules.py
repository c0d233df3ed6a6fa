"""What a ledger described by data must keep to, and what a plan can take over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from facilitator.agenda import tables
from facilitator.agenda.lines import Place
from facilitator.agenda.problems import Report
from facilitator.words.language import _

WHOLE = (
    "people", "channels", "goals", "requirements", "criteria", "actions", "decisions", "parked",
)  # fmt: skip
"""What is taken over as a whole."""

NAMED = ("sheet", "form", "ledger", "cards", "header")
"""What is taken over by name: sheet:sales, form:market, ledger:deals, cards:S1, header:question."""


def check_ledger(
    ledger: Mapping[str, Any], table: Mapping[str, Any], place: Place, report: Report
) -> None:
    """Report fields that `line` or `columns` name and that are not there, and wrong pointers.

    `table` is the whole file, which may hold the ledger that is pointed to.
    """
    fields = {field["id"]: field for field in ledger["fields"]}
    for key in ("line", "columns"):
        for at, name in enumerate(ledger.get(key, ())):
            if name not in fields:
                known = ", ".join(fields)
                report.error(
                    (*place, key, at),
                    _("there is no field '{name}'; there are {known}").format(
                        name=name, known=known
                    ),
                )
    _check_line(ledger, place, report)
    ledgers = {*tables.names("ledgers"), *(each["id"] for each in table.get("ledger", ()))}
    for at, field in enumerate(ledger["fields"]):
        _check_field(field, ledgers, (*place, "fields", at), report)
    wanted = ledger.get("belongs_to")
    if wanted and all(field.get("of") != wanted for field in fields.values()):
        reason = _(
            'no field is a row of \'{wanted}\'; add one with type = "row" and of = "{wanted}"'
        ).format(wanted=wanted)
        report.error((*place, "belongs_to"), reason)


def _check_line(ledger: Mapping[str, Any], place: Place, report: Report) -> None:
    line = ledger.get("line", ())
    if len(set(line)) < len(line):
        report.error((*place, "line"), _("'line' names a field twice"))
    main = ledger["fields"][0]["id"]
    if line and main not in line:
        report.error(
            (*place, "line"),
            _("'line' must name '{main}', which is what a row is called").format(main=main),
        )


def _check_field(field: Mapping[str, Any], ledgers: set[str], place: Place, report: Report) -> None:
    points = field.get("type", "text") in ("row", "rows")
    if points != bool(field.get("of")):
        report.error(
            place, _("a field of type row or rows, and no other, names its ledger in 'of'")
        )
    elif points and field["of"] not in ledgers:
        known = ", ".join(sorted(ledgers))
        report.error(
            (*place, "of"),
            _("there is no ledger '{field}'; there are {known}").format(
                field=field["of"], known=known
            ),
        )
    if field.get("type") == "choice" and not field.get("choices"):
        report.error(place, _("a choice needs 'choices'"))


def check_takes(takes: Sequence[str], report: Report) -> None:
    """Report what a plan cannot take over from the session it is made from."""
    for at, name in enumerate(takes):
        kind, mark, rest = name.partition(":")
        if not (name in WHOLE or (kind in NAMED and mark and rest)):
            listed = ", ".join([*WHOLE, *(f"{each}:…" for each in NAMED)])
            report.error(
                ("takes", at),
                _("'{name}' cannot be taken over; it is one of {listed}").format(
                    name=name, listed=listed
                ),
            )
