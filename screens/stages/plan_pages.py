"""Pages of a plan that are typed or shown in a way of their own."""

from collections.abc import Callable, Sequence

from textual.content import Content

from facilitator.agenda.parts import Field, Form, Ledger
from facilitator.model import Record
from facilitator.words.language import _
from facilitator.workshop.edit import Refused
from facilitator.workshop.plans.personal_commands import sign, track_lines
from facilitator.workshop.plans.personal_goal import GOAL, is_private
from screens.desk import Desk
from screens.stages.form import FormPage
from screens.stages.record_page import RecordPage
from screens.widgets.itemlist import Item, ItemList

LOW = 24
"""A page lower than this shows the fields of a row only while they are typed."""


class RoomyPage(RecordPage):
    """Rows and what is computed of them; where there is little room, fields on Enter only."""

    def show(self) -> None:
        """Bring rows and figures up to the state; leave out fields nobody types."""
        super().show()
        if 0 < self.size.height < LOW and not self._inside:
            self._fields.display = False

    def on_resize(self) -> None:
        """More or less room than before."""
        self.show()

    def _show_fields(self) -> None:
        super()._show_fields()
        if 0 < self.size.height < LOW and not self._inside:
            self._fields.display = False

    def lists(self) -> list[ItemList]:
        """Those that are shown."""
        return [each for each in super().lists() if each.display]


class TrackingPage(RoomyPage):
    """Days of a personal plan: a line of numbers is today, words before it are another day."""

    def __init__(self, desk: Desk, ledger: Ledger) -> None:
        super().__init__(desk, ledger)
        self._begun = False

    def show(self) -> None:
        """Begin at the last day."""
        super().show()
        if not self._begun and self.rows():
            self._begun = True
            self._rows.move_to(self.rows()[-1].id)

    def label(self) -> str:
        """Which numbers are typed."""
        return super().label() if self._inside else _("A day's numbers")

    async def save(self, lines: Sequence[str]) -> str:
        """Keep a day for each line, or the field and on to the next."""
        if self._inside:
            return await super().save(lines)
        made = await self.desk.run(track_lines, lines)
        self._rows.move_to(made[-1].id)
        return _told(self, made)


class ApprovalPage(RoomyPage):
    """The way of a personal plan from draft to approved."""

    async def save(self, lines: Sequence[str]) -> str:
        """Take a step; its day is today. Steps are taken, not corrected: u takes one back."""
        if self._inside:
            raise Refused(_("A step is taken, not changed. u takes it back, then type it again."))
        if len(lines) > 1:
            raise Refused(_("One step at a time: submitted; and who."), "step")
        made = await self.desk.run(sign, lines[0] if lines else "")
        self._rows.move_to(made.id)
        return _told(self, [made])


class PrivateFormPage(FormPage):
    """A form that belongs to one person: hidden on the screen until a key shows it."""

    def __init__(self, desk: Desk, form: Form) -> None:
        super().__init__(desk, form)
        self._open = False

    @property
    def _hidden(self) -> bool:
        return is_private(self.state) and not self._open

    def show(self) -> None:
        """The fields; what stands in them only when it was asked for."""
        super().show()
        if is_private(self.state):
            how = _("v hides it") if self._open else _("hidden: v shows it")
            self._fields.border_subtitle = Content(how)

    def _item(self, field: Field, given: dict[str, str]) -> Item:
        item = super()._item(field, given)
        if not self._hidden or item.key not in given or item.key == "private":
            return item
        return Item(item.key, _("hidden"), item.ref, "●", tone="muted")

    def words(self) -> str:
        """What stands there is not put on the screen to be edited."""
        return "" if self._hidden and self.field.id != "private" else super().words()

    async def save(self, lines: Sequence[str]) -> str:
        """Keep the answer without saying it aloud; nothing typed over a hidden one leaves it."""
        field, hidden = self.field, self._hidden and self.field.id != "private"
        if hidden and not any(line.strip() for line in lines):
            self._go_on(field)
            return _("{label}: left as it is").format(label=field.label)
        said = await super().save(lines)
        return (
            _("{label}: kept, hidden").format(label=field.label)
            if hidden and self._hidden
            else said
        )

    def reveal(self) -> None:
        """Show what is private, or hide it again."""
        self._open = not self._open
        self.show()
        self.turned()
        self.desk.tell(_("Shown here until v hides it.") if self._open else _("Hidden."), "good")


def _told(page: RecordPage, made: Sequence[Record]) -> str:
    if len(made) > 1:
        return _("{first} … {last} kept").format(first=made[0].ref, last=made[-1].ref)
    shown = (page.shown(made[0], field) for field in page.ledger.typed)
    return f"{made[0].ref}: " + " · ".join(filter(None, shown))


LEDGER_PAGES: dict[str, Callable[[Desk, Ledger], RecordPage]] = {
    "tracking": TrackingPage,
    "approvals": ApprovalPage,
    "pay_bands": RoomyPage,
    "own_months": RoomyPage,
}
FORM_PAGES: dict[str, Callable[[Desk, Form], FormPage]] = {GOAL: PrivateFormPage}
