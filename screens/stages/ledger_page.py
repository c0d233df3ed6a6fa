"""A ledger: a plain line adds a row, its fields are typed one by one; keys act on the row."""

from collections.abc import Sequence

from facilitator.model import Action, ActionStatus, Goal, Requirement
from facilitator.words.language import _
from facilitator.workshop.actions import make_action_from, set_status
from facilitator.workshop.called import called
from facilitator.workshop.edit import Refused
from screens.dialogs.asking import show
from screens.stages.body import Body, Target
from screens.stages.ledger_kinds import (
    LEVELS,
    add_lines,
    levels_in,
    only_levels,
)
from screens.stages.page import KeyedList
from screens.stages.rows_page import RowsPage
from screens.stages.rows_shown import NEEDS_PROOF
from screens.stages.trust import TrustDialog

STATUSES = (
    ActionStatus.OPEN,
    ActionStatus.IN_PROGRESS,
    ActionStatus.DONE,
    ActionStatus.BLOCKED,
    ActionStatus.CANCELLED,
)


class LedgerPage(RowsPage):
    """What is typed is saved as a row or a field; what keys do to the row."""

    async def save(self, lines: Sequence[str]) -> str:
        """A new row for each line, or the field and on to the next."""
        if self._inside:
            return await self._save_field(" ".join(line.strip() for line in lines))
        row = self.row
        if isinstance(row, Requirement) and len(lines) == 1 and only_levels(lines[0]):
            levels = levels_in(lines[0])
            await self.desk.run(self.kind.change, row.id, **levels)
            said = ", ".join(f"{_(LEVELS[name])} {level}" for name, level in levels.items())
            return f"{row.ref}: {said}"
        said = await self.desk.run(add_lines, self.kind.add, lines)
        self._rows.action_cursor_last()
        return said

    async def _save_field(self, words: str) -> str:
        row, field = self.present, self.field
        if words != self.words():
            await self.desk.run(self.kind.change, row.id, **{field.id: words})
        now = self.find(row.id)
        ids = [each.id for each in self.ledger.fields]
        following = ids.index(field.id) + 1
        if following < len(ids):
            self._fields.move_to(ids[following])
        else:
            self._leave_row()
        self.turned()
        return f"{row.ref} {field.label}: {self.shown(now, field) if now else ''}"

    # -- commands ----------------------------------------------------------------------------

    def edit(self) -> None:
        """Enter on a row goes into its fields; on a field, to the line."""
        if not self._inside:
            self._enter_row()
        self.post_message(Body.LineAsked())

    async def delete(self) -> None:
        """Delete the row, or empty the field."""
        row = self.present
        if self._inside:
            field = self.field
            await self.desk.run(self.kind.change, row.id, **{field.id: ""})
            self.desk.tell(
                _("{ref} {label} emptied. u brings it back.").format(
                    ref=row.ref, label=field.label
                ),
                "good",
            )
            self.turned()
            return
        await self.desk.run(self.kind.delete, row.id)
        self.desk.tell(_("{ref} deleted. u brings it back.").format(ref=row.ref), "good")

    async def reorder(self, steps: int) -> None:
        """Move the row; references stay."""
        await self.desk.run(self.kind.reorder, self.present.id, steps)

    async def on_keyed_list_keyed(self, event: KeyedList.Keyed) -> None:
        """A digit sets the next level of the requirement under the cursor."""
        row = self.state.find(Requirement, event.item.key)
        if row is None:
            return
        names = tuple(LEVELS)
        empty = [at for at, name in enumerate(names) if getattr(row, name) is None]
        known, at = self._level
        at = at if known == row.id else (empty[0] if empty else 0)
        self._level = (row.id, (at + 1) % len(LEVELS))
        level = int(event.character)
        if await self.desk.attempt(self.kind.change, row.id, **{names[at]: level}) is not None:
            following = LEVELS[names[(at + 1) % len(names)]]
            self.desk.tell(
                _("{ref} {name} {level} · next digit: {following}").format(
                    ref=row.ref, name=_(LEVELS[names[at]]), level=level, following=_(following)
                ),
                "good",
            )

    async def cycle_status(self) -> None:
        """The next status of the action; done and blocked ask for what shows it."""
        row = self.present
        if not isinstance(row, Action):
            raise Refused(_("These rows have no status."))
        following = STATUSES[(STATUSES.index(ActionStatus(row.status)) + 1) % len(STATUSES)]
        await self.desk.run(set_status, row.id, following)
        said = (
            _("{ref} is {status}. f types what shows it.")
            if following in NEEDS_PROOF
            else _("{ref} is {status}.")
        )
        self.desk.tell(said.format(ref=row.ref, status=called(following)), "good")

    def prove(self) -> None:
        """Type what shows it."""
        row = self.present
        if not isinstance(row, (Action, Requirement)):
            raise Refused(_("What shows it is one of the fields. Enter goes to them."))
        self.post_message(Body.EditAsked(f"evidence:{row.id}"))

    def trust(self) -> None:
        """Ask each voter how sure they are of the goal."""
        row = self.present
        if not isinstance(row, Goal):
            raise Refused(_("Confidence is asked of goals."))
        if not self.state.voters:
            raise Refused(_("Nobody has a vote yet. F12 takes people in."))
        show(self, TrustDialog(self.desk, row))

    async def make_action(self) -> None:
        """Make an action of the row."""
        row = self.present
        if isinstance(row, Action):
            raise Refused(_("{ref} is an action already.").format(ref=row.ref))
        action = await self.desk.run(make_action_from, row.id)
        self.desk.tell(
            _("{ref} made from {source}. It needs an owner and a day.").format(
                ref=action.ref, source=row.ref
            ),
            "good",
        )

    def target(self, place: str) -> Target | None:
        """`evidence:ID`."""
        kind, _unused, key = place.partition(":")
        row = self.find(key)
        if kind == "evidence" and isinstance(row, (Action, Requirement)):

            async def prove(text: str) -> str:
                await self.desk.run(self.kind.change, key, evidence=text)
                return _("{ref} evidence saved").format(ref=row.ref)

            return Target(_("{ref} evidence").format(ref=row.ref), row.evidence, prove)
        return None
