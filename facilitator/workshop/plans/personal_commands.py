"""Commands of a personal plan: a day's line, the way to approval, months of earlier plans."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from facilitator.methods.exact import NotAvailable
from facilitator.model import Record
from facilitator.words.deadline import DeadlineError, parse_day, say_day
from facilitator.words.language import N_, _
from facilitator.words.number import NotANumber, decimal_text, parse_amount
from facilitator.words.period import say_month, say_period
from facilitator.words.text import excerpt
from facilitator.workshop.edit import Edit, Refused, in_line
from facilitator.workshop.forms import put_answer
from facilitator.workshop.plans.personal import author, period_of, position
from facilitator.workshop.plans.personal_approval import (
    APPROVALS,
    BASIS,
    Approval,
    Step,
    approval,
    basis,
)
from facilitator.workshop.plans.personal_rates import OWN_MONTHS
from facilitator.workshop.plans.personal_tracking import MEASURES, TRACKING
from facilitator.workshop.records import add_record, change_record, records, text

HOW = N_(
    "Type calls, meetings, proposals, contracts, paid: 15 2 1 0 0. Put a day before: yesterday."
)
DAYS_IN_WEEK = 7
_DAY = timedelta(days=1)
_MISSING = frozenset({"-", "–", "—", "−", "?"})
_PARTS = re.compile(r"[;\t]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.?(?:\d{2,4})?")


# -- a day ---------------------------------------------------------------------------------------


def track(edit: Edit, line: str, day: str = "") -> Record:
    """Keep a day's work: “15 2 1 0 0”, with a day before it or in `day`; empty is today.

    A second line for the same day replaces the numbers it names. Raises `Refused` for a day to
    come or outside the period, a number that is negative or no whole count.
    """
    words, values, note = read_day_line(line)
    if words and day.strip():
        raise Refused(
            _("Say the day once: “{day}” or “{other}”.").format(
                day=excerpt(words), other=excerpt(day)
            ),
            "day",
        )
    when = _day(edit, words or day.strip())
    if not values and not note:
        raise Refused(
            _("There is no number in “{typed}”. {how}").format(typed=excerpt(line), how=_(HOW)),
            "calls",
        )
    given: dict[str, Any] = {**values, **({"note": note} if note else {})}
    known = next((row for row in _days(edit) if text(row, "day") == when.isoformat()), None)
    if known is None:
        row = add_record(edit, TRACKING, "", day=when, **given)
        edit.says(_("{day} tracked").format(day=say_day(when)))
    else:
        row = change_record(edit, known.id, **given)
        edit.says(_("{day} tracked anew").format(day=say_day(when)))
    _whole_counts(row)
    return row


def track_lines(edit: Edit, lines: Sequence[str]) -> list[Record]:
    """Keep several days in one step; raises `Refused` with the number of the line."""
    made: list[Record] = []
    wanted = [line for line in lines if line.strip()]
    for count, line in enumerate(wanted, 1):
        try:
            made.append(track(edit, line))
        except Refused as refused:
            raise in_line(refused, count, len(wanted)) from refused
    return made


def read_day_line(line: str) -> tuple[str, dict[str, str], str]:
    """The day in words (empty for none), the numbers by measure, the note.

    Raises `Refused` for more numbers than there are measures.
    """
    parts = [part.strip() for part in _PARTS.split(line)]
    tokens = parts[0].split()
    if len(parts) > 2 or (len(parts) == 2 and len(tokens) < 2):
        shown = dict(zip(("day", *MEASURES, "note"), parts, strict=False))
        words, note = shown.pop("day"), shown.pop("note", "")
        return words, {name: each for name, each in shown.items() if _said(each)}, note
    at = _day_ends(tokens)
    if len(tokens) - at > len(MEASURES):
        raise Refused(
            _("There are too many numbers in “{typed}”. {how}").format(
                typed=excerpt(line), how=_(HOW)
            ),
            "calls",
        )
    numbers = dict(zip(MEASURES, tokens[at:], strict=False))
    note = parts[1] if len(parts) > 1 else ""
    return " ".join(tokens[:at]), {n: each for n, each in numbers.items() if _said(each)}, note


def _day_ends(tokens: Sequence[str]) -> int:
    """How many of the words say the day: all up to the last that is no number, and its year."""
    at = max((at for at, word in enumerate(tokens, 1) if not _figure(word)), default=0)
    if at == 0:
        return 1 if len(tokens) > 1 and _DATE.fullmatch(tokens[0]) else 0
    return at + 1 if at < len(tokens) and _YEAR.fullmatch(tokens[at]) else at


def _said(words: str) -> bool:
    return bool(words) and words not in _MISSING


def _figure(word: str) -> bool:
    if word in _MISSING:
        return True
    try:
        parse_amount(word)
    except NotANumber:
        return False
    return True


def _day(edit: Edit, words: str) -> date:
    period = period_of(edit.state)
    first = edit.today if isinstance(period, NotAvailable) else period.first
    when = _past_day(words, edit.today, first) if words else edit.today
    if not isinstance(period, NotAvailable) and when not in period:
        said = say_period(period.first, period.last)
        raise Refused(
            _("{day} is not in {period}, which this plan is for. Say another day.").format(
                day=say_day(when), period=said
            ),
            "day",
        )
    if when > edit.today:
        raise Refused(
            _("{day} is still to come; track it when it is over.").format(day=say_day(when)), "day"
        )
    return when


def _past_day(words: str, today: date, first: date) -> date:
    """The day in words that is meant of work done: the last such weekday, a date of the period."""

    def read(anchor: date) -> date:
        try:
            return parse_day(words, anchor)
        except DeadlineError as error:
            raise Refused(
                _("“{typed}” is no day. {how}").format(typed=excerpt(words), how=_(HOW)), "day"
            ) from error

    found = read(today)
    if found <= today or read(today - _DAY) != found:  # over, or said from today: tomorrow
        return found
    for back in range(1, DAYS_IN_WEEK + 1):
        if (earlier := read(today - back * _DAY)) <= today:
            return earlier
    planned = read(first - _DAY)
    return planned if planned >= first and planned < found else found


def _days(edit: Edit) -> list[Record]:
    return records(edit.state, TRACKING)


def _whole_counts(row: Record) -> None:
    for measure in ("calls", "meetings", "proposals", "contracts"):
        words = text(row, measure)
        if words and Decimal(words) % 1:
            raise Refused(
                _("{measure} are whole numbers, not {typed}.").format(
                    measure=_(MEASURES[measure]), typed=words
                ),
                measure,
            )


# -- approval ------------------------------------------------------------------------------------


def sign(edit: Edit, line: str) -> Record:
    """Take a step: “submitted; PN”, “approved; IS”, “returned; IS; the sum is too low”.

    The author submits; somebody else approves or returns, a return with its reason. Raises
    `Refused` with the field otherwise.
    """
    parts = [part.strip() for part in _PARTS.split(line)] + ["", ""]
    row = add_record(edit, APPROVALS, "", step=parts[0], person=parts[1], note=parts[2])
    row = change_record(edit, row.id, day=edit.today)
    step = text(row, "step")
    _check_step(edit, step, text(row, "person"), text(row, "note"))
    if step != "returned":
        put_answer(edit, BASIS, "basis", basis(edit.state), row.id)
        _keep_forecast(edit, row)
    edit.says(_(_STEPPED[step]))
    return row


def _keep_forecast(edit: Edit, row: Record) -> None:
    """What was expected when the plan was agreed; how good it was shows when the month is over."""
    found = position(edit.state, edit.today)
    if isinstance(found, NotAvailable) or isinstance(found.forecast.expected, NotAvailable):
        return
    put_answer(edit, BASIS, "forecast", exact_text(found.forecast.expected), row.id)


_STEPPED = {
    "submitted": N_("Plan submitted"),
    "approved": N_("Plan approved"),
    "returned": N_("Plan returned"),
}


def exact_text(value: Fraction) -> str:
    """A figure as plain decimal text, to a millionth of the session's unit."""
    return decimal_text(round(value, 6))


def propose_step(edit: Edit, key: str = "") -> str:
    """Submit a draft in the name of its author."""
    whose = author(edit.state)
    if isinstance(whose, NotAvailable):
        raise Refused(whose.reason, "person")
    now = _before(edit, records(edit.state, APPROVALS))
    if now.step is Step.SUBMITTED:
        raise Refused(_("It is submitted. Somebody else types: approved; and their initials."))
    sign(edit, f"submitted; {whose.initials}")
    return _("Submitted by {name}. Somebody else approves it: type approved; initials.").format(
        name=whose.name
    )


def _check_step(edit: Edit, step: str, person: str, note: str) -> None:
    whose = author(edit.state)
    if isinstance(whose, NotAvailable):
        raise Refused(whose.reason, "person")
    if not person:
        raise Refused(_("Say who: submitted; and the initials."), "person")
    now = _before(edit, records(edit.state, APPROVALS)[:-1])
    if step == Step.SUBMITTED:
        if person != whose.id:
            raise Refused(
                _("{name} submits this plan; nobody else can.").format(name=whose.name), "person"
            )
        if now.step is not Step.DRAFT:
            raise Refused(
                _("{sentence} Nothing was changed since.").format(sentence=now.sentence), "step"
            )
        return
    if person == whose.id:
        raise Refused(
            _("{name} wrote the plan; somebody else approves or returns it.").format(
                name=whose.name
            ),
            "person",
        )
    if step == Step.APPROVED and now.step is not Step.SUBMITTED:
        raise Refused(
            _("{sentence} It is submitted first: submitted; {initials}.").format(
                sentence=now.sentence, initials=whose.initials
            ),
            "step",
        )
    if step == "returned" and now.step is Step.DRAFT:
        raise Refused(
            _("{sentence} There is nothing to return.").format(sentence=now.sentence), "step"
        )
    if step == "returned" and not note:
        raise Refused(_("Say why it is returned: returned; initials; the reason."), "note")


def _before(edit: Edit, rows: Sequence[Record]) -> Approval:
    """Where the plan stood before the row just added."""
    added = [row for row in records(edit.state, APPROVALS) if row not in rows]
    if not added:
        return approval(edit.state)
    from facilitator.store.entry import Change

    gone = [Change("record", row.id, row.plain(), None) for row in added]
    return approval(edit.state.after(gone))


# -- earlier plans -------------------------------------------------------------------------------


def take_own_months(edit: Edit, months: Sequence[Mapping[str, str]]) -> list[Record]:
    """Add months of the person's earlier plans that are not listed yet; values as exact text."""
    known = {text(row, "month") for row in records(edit.state, OWN_MONTHS)}
    made = [
        add_record(edit, OWN_MONTHS, "", **month)
        for month in sorted(months, key=lambda each: each["month"])
        if month["month"] not in known
    ]
    names = ", ".join(say_month(date.fromisoformat(f"{text(row, 'month')}-01")) for row in made)
    edit.says(
        _("Own months read from earlier plans: {months}").format(months=names)
        if names
        else _("Own months read from earlier plans: none")
    )
    return made
