"""Actions as rows: a digit sets the status, m moves the day, the line takes what goes with it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date

from facilitator.agenda.parts import Ledger
from facilitator.model import Action, ActionStatus
from facilitator.words.deadline import say_day
from facilitator.words.language import N_, _, ngettext
from facilitator.words.past_period import parse_past_period
from facilitator.words.period import NoPeriod
from facilitator.workshop.actions import set_status
from facilitator.workshop.called import called
from facilitator.workshop.edit import Refused
from facilitator.workshop.plans.followup import ActionReview, reviews
from facilitator.workshop.plans.followup_commands import move_action
from facilitator.workshop.results.actions import ANSWERS
from facilitator.workshop.results.reading import answer
from facilitator.workshop.state import State
from screens.desk import Desk
from screens.stages.body import Body, Target
from screens.stages.ledger_kinds import KINDS
from screens.stages.ledger_page import LedgerPage
from screens.stages.page import KeyedList
from screens.stages.rows_shown import action_items
from screens.widgets.itemlist import Item

STATUS_KEYS = {
    "1": ActionStatus.OPEN,
    "2": ActionStatus.IN_PROGRESS,
    "3": ActionStatus.DONE,
    "4": ActionStatus.BLOCKED,
    "5": ActionStatus.CANCELLED,
}
_ASKED = {
    ActionStatus.DONE: N_("done: what shows it; since when (empty: today)"),
    ActionStatus.BLOCKED: N_("blocked: by what, who helps"),
    ActionStatus.CANCELLED: N_("cancelled: why"),
}


def review_items(state: State, today: date) -> list[Item]:
    """The rows of the plan, with what was late and what was moved."""
    found = {each.action.id: each for each in reviews(state, today)}
    late = [each.action.ref for each in found.values() if each.overdue]
    return [_with_review(item, found.get(item.key)) for item in action_items(state, today, late)]


def _with_review(item: Item, found: ActionReview | None) -> Item:
    """How late and how far moved before what the row says of itself; the day it was done last."""
    if found is None:
        return item
    done = found.item.done_on if found.item.status == ActionStatus.DONE else None
    words = [*slips(found), item.detail, say_day(done) if done else ""]
    return replace(item, detail=" · ".join(filter(None, words)))


def review_words(found: ActionReview) -> list[str]:
    """When it was done, how late it is, how far it was moved and why."""
    done = found.item.done_on if found.item.status == ActionStatus.DONE else None
    return [*([_("done {day}").format(day=say_day(done))] if done else []), *slips(found)]


def slips(found: ActionReview) -> list[str]:
    """How late it is, how far it was moved and why."""
    words: list[str] = []
    if found.late:
        late = (
            ngettext(
                "overdue by {count} working day", "overdue by {count} working days", found.late
            )
            if found.overdue
            else ngettext("{count} working day late", "{count} working days late", found.late)
        )
        words.append(late.format(count=found.late))
    if found.slip and found.agreed:
        slip = f"{found.slip:+}".replace("-", "−")
        # Signed, the number is always said with the same form of the word in English.
        moved = ngettext(
            "moved {days} working days from {day}",
            "moved {days} working days from {day}",
            abs(found.slip),
        ).format(days=slip, day=say_day(found.agreed))
        words.append(moved + (f": {found.why}" if found.why else ""))
    return words


class ActionPage(LedgerPage):
    """The action plan: rows, fields, and statuses on digits."""

    def __init__(self, desk: Desk, ledger: Ledger) -> None:
        kind = replace(
            KINDS[ledger.id],
            items=review_items,
            accepts="".join(STATUS_KEYS),
            columns=N_("1 open 2 in progress 3 done 4 blocked 5 cancel m move"),
        )
        super().__init__(desk, ledger, kind)

    @property
    def _action(self) -> Action:
        row = self.present
        assert isinstance(row, Action)
        return row

    async def on_keyed_list_keyed(self, event: KeyedList.Keyed) -> None:
        """A digit is a status; where something belongs to it, the line asks for it."""
        row, status = self._action, STATUS_KEYS[event.character]
        if row.status != status and await self.desk.attempt(set_status, row.id, status) is None:
            return
        self.desk.tell(_("{ref} is {status}.").format(ref=row.ref, status=called(status)), "good")
        if status in _ASKED:
            self.post_message(Body.EditAsked(f"shows:{row.id}"))

    def move_day(self) -> None:
        """Type a new day and why."""
        self.post_message(Body.EditAsked(f"move:{self._action.id}"))

    def target(self, place: str) -> Target | None:
        """`shows:ID` what goes with a status, `move:ID` a new day, or a field of the row."""
        kind, _unused, key = place.partition(":")
        row = self.state.find(Action, key)
        if row is None or kind not in ("shows", "move"):
            return super().target(place)
        if kind == "move":
            asked = (
                _("{ref} new day; why (now {day})").format(ref=row.ref, day=say_day(row.deadline))
                if row.deadline
                else _("{ref} new day; why").format(ref=row.ref)
            )
            return Target(asked, "", self._move(row))
        asked = _(_ASKED.get(ActionStatus(row.status), N_("what shows it")))
        return Target(f"{row.ref} {asked}", row.evidence, self._show(row))

    def _move(self, row: Action) -> Callable[[str], Awaitable[str]]:
        async def move(words: str) -> str:
            day, _unused, why = words.partition(";")
            moved = await self.desk.run(move_action, row.id, day.strip(), why)
            assert moved.deadline is not None
            said = (
                _("{ref} is due on {day}, its votes are asked for again")
                if moved.round > row.round
                else _("{ref} is due on {day}")
            )
            return said.format(ref=row.ref, day=say_day(moved.deadline))

        return move

    def _show(self, row: Action) -> Callable[[str], Awaitable[str]]:
        async def show(words: str) -> str:
            now = self.state.find(Action, row.id) or row
            shown, day = words, None
            if now.status == ActionStatus.DONE:
                shown, day = evidence_and_day(words, self.desk.opened.clock.today())
                kept = answer(self.state, ANSWERS, "done_on", row.id)
                day = day or (date.fromisoformat(kept) if kept else None)
            await self.desk.run(set_status, row.id, now.status, shown, day)
            status = called(now.status)
            if day:
                return _("{ref} is {status} on {day}: {shown}").format(
                    ref=row.ref, status=status, day=say_day(day), shown=shown
                )
            return _("{ref} is {status}: {shown}").format(ref=row.ref, status=status, shown=shown)

        return show


def evidence_and_day(words: str, today: date) -> tuple[str, date | None]:
    """What shows that it is done, and the day behind the last semicolon if there is one."""
    shown, mark, last = words.rpartition(";")
    if not mark:
        return words.strip(), None
    try:
        first, end = parse_past_period(last.strip(), today)
    except NoPeriod:
        return words.strip(), None
    if first != end:
        return words.strip(), None
    if first > today:
        raise Refused(
            _("{day} is still to come. Say the day it was done on.").format(day=say_day(first)),
            "done_on",
        )
    return shown.strip(), first
