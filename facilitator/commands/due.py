"""Commands on what is due in all sessions, and on one action without opening the screen."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from facilitator.commands.settings import Settings, Stopped, say
from facilitator.words.language import _

if TYPE_CHECKING:
    from facilitator.model import Action
    from facilitator.workshop.library import Library
    from facilitator.workshop.opened import OpenWorkshop
    from facilitator.workshop.plans.due import Due

_UNITS = {"d": 1, "w": 7}


def show_due(settings: Settings, owner: str, within: str, *, as_json: bool) -> int:
    """List what is due and overdue; code 0 even when nothing is."""
    from facilitator.workshop.plans.due import due_in, owned_by

    days, today = days_of(within), settings.day()
    with settings.library() as library:
        found = due_in(library.store, today, days)
    if owner:
        found = owned_by(found, owner)
    if as_json:
        print(json.dumps([_plain(each, today) for each in found], ensure_ascii=False, indent=2))
        return 0
    for each in found:
        print("\t".join(_cells(each, today)))
    late = sum(each.due < today for each in found)
    if found and owner:
        said = _("{count} due within {days} days for {owner}, {late} of them overdue.")
    elif found:
        said = _("{count} due within {days} days, {late} of them overdue.")
    elif owner:
        said = _("Nothing is due within {days} days for {owner}.")
    else:
        said = _("Nothing is due within {days} days.")
    say(said.format(count=len(found), days=days, owner=owner, late=late))
    return 0


def days_of(within: str) -> int:
    """Days of 7d, 2w or a bare number; raises `Stopped` for anything else."""
    words = within.strip().lower()
    factor = _UNITS.get(words[-1:], 0)
    count = words[:-1] if factor else words
    if not count.isascii() or not count.isdigit() or len(count) > 4:
        raise Stopped(
            _("--within wants days or weeks like 7d or 2w, not “{typed}”.").format(typed=within), 2
        )
    return int(count) * (factor or 1)


def _cells(each: "Due", today: date) -> tuple[str, ...]:
    from facilitator.words.deadline import say_day
    from facilitator.words.text import excerpt

    over = each.days_over(today)
    when = (
        _("{days} d over").format(days=over)
        if over > 0
        else _("today")
        if over == 0
        else _("in {days} d").format(days=-over)
    )
    what = "" if each.kind == "action" else f"{_(each.kind)}: "
    status = f" ({_(each.status)})" if each.status not in ("", "open") else ""
    where = f"{each.session.number} {each.ref}"
    return (
        when,
        say_day(each.due),
        each.initials or each.owner or "-",
        where,
        f"{what}{excerpt(each.text, 100)}{status}",
        each.session.title,
    )


def _plain(each: "Due", today: date) -> dict[str, Any]:
    return {
        "kind": str(each.kind),
        "due": each.due.isoformat(),
        "days_over": each.days_over(today),
        "overdue": each.due < today,
        "session": each.session.number,
        "session_id": each.session.id,
        "session_title": each.session.title,
        "ref": each.ref,
        "text": each.text,
        "owner": each.owner or None,
        "initials": each.initials or None,
        "status": each.status or None,
    }


# -- one action ----------------------------------------------------------------------------------


def done(settings: Settings, reference: str, action: str, note: str, on: str) -> int:
    """Mark an action as done, with what shows it."""
    from facilitator.words.past_period import parse_past_period
    from facilitator.words.period import NoPeriod
    from facilitator.workshop.actions import set_status

    today = settings.day()
    day: date | None = None
    if on:
        try:
            day, last = parse_past_period(on, today)
        except NoPeriod as error:
            raise Stopped(f"--on: {error}", 2) from error
        if day != last or day > today:
            raise Stopped(_("--on wants a day that has come, not “{typed}”.").format(typed=on), 2)

    def command(row: "Action") -> tuple[Callable[..., Any], tuple[Any, ...]]:
        if not note.strip() and not row.evidence.strip():
            raise Stopped(
                _("Say what shows that {ref} is done: --note “84 rows in CRM”").format(ref=row.ref),
                2,
            )
        return set_status, (row.id, "done", note or None, day)

    return _on_action(settings, reference, action, command)


def status(settings: Settings, reference: str, action: str, to: str, note: str) -> int:
    """Say how far an action is."""
    from facilitator.model import ActionStatus
    from facilitator.workshop.actions import set_status
    from facilitator.workshop.edit import Refused
    from facilitator.workshop.fields import chosen

    with suppress(Refused):  # set_status says what is wrong
        if chosen("", tuple(ActionStatus), to, "status") == ActionStatus.DONE:
            return done(settings, reference, action, note, "")

    def command(row: "Action") -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return set_status, (row.id, to, note or None)

    return _on_action(settings, reference, action, command)


def move(settings: Settings, reference: str, action: str, day: str, note: str) -> int:
    """Give an action another deadline, with the reason."""
    from facilitator.workshop.plans.followup_commands import move_action

    def command(row: "Action") -> tuple[Callable[..., Any], tuple[Any, ...]]:
        if not note.strip():
            raise Stopped(
                _("Say why {ref} moves: --note “the supplier answers in March”").format(
                    ref=row.ref
                ),
                2,
            )
        return move_action, (row.id, day, note)

    return _on_action(settings, reference, action, command)


def _on_action(
    settings: Settings,
    reference: str,
    action: str,
    command: "Callable[[Action], tuple[Callable[..., Any], tuple[Any, ...]]]",
) -> int:
    """Run a command on an action where it goes on now; prints what it says."""
    from facilitator.model import Action
    from facilitator.workshop.edit import Refused
    from facilitator.workshop.ledger import row_of

    with settings.library() as library:
        asked = _opened(library, library.find(reference).id)
        row = row_of(asked.state, Action, action)
        opened, row = _where_it_goes_on(library, asked, row)
        run, arguments = command(row)
        try:
            changed = asyncio.run(opened.run(run, *arguments))
        except Refused as refused:
            if refused.field == "":
                raise
            raise Stopped(refused.sentence, 2) from refused
        if opened is not asked:
            header = opened.state.workshop
            say(
                _("{ref} goes on in {number} {title}; it was changed there.").format(
                    ref=row.ref, number=header.number, title=header.title
                )
            )
        print("\t".join(_told(opened, changed)))
    return 0


def _opened(library: "Library", workshop_id: str) -> "OpenWorkshop":
    from facilitator.workshop.opened import OpenWorkshop

    return OpenWorkshop(library.store, workshop_id, library.clock)


def _where_it_goes_on(
    library: "Library", opened: "OpenWorkshop", row: "Action"
) -> "tuple[OpenWorkshop, Action]":
    """The last session that took the action over; an action is kept in one place only."""
    from facilitator.model import Action

    children = [each for each in library.summaries() if each.parent_id == opened.id]
    for child in sorted(children, key=lambda each: -each.number):
        later = _opened(library, child.id)
        mine = next((each for each in later.state.rows(Action) if each.origin_id == row.id), None)
        if mine is not None:
            return _where_it_goes_on(library, later, mine)
    return opened, row


def _told(opened: "OpenWorkshop", row: "Action") -> tuple[str, ...]:
    from facilitator.words.deadline import say_day
    from facilitator.workshop.called import called

    due = say_day(row.deadline) if row.deadline else _("no deadline")
    return (
        f"{opened.state.workshop.number} {row.ref}",
        called(row.status),
        due,
        row.title,
        row.evidence,
    )
