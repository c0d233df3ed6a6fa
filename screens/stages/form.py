"""A form: one field after the other, several fillings, and what follows from the answers."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from facilitator.agenda.parts import Field, Form
from facilitator.agenda.stages import Stage as Plan
from facilitator.model import Channel, Goal
from facilitator.words.language import N_, _
from facilitator.workshop.edit import Refused
from facilitator.workshop.forms import answer, answers, delete_filling, rename_subject, subjects
from facilitator.workshop.results.forms import filled
from screens.commands import bindings, commands_of
from screens.desk import Desk
from screens.stages.body import Body, Target
from screens.stages.computed import form_lines
from screens.stages.page import FigureList, Page, Tab, typing_in
from screens.stages.paged import PagedBody
from screens.stages.plans import plan_lines
from screens.stages.record_page import ledger_pages
from screens.stages.sheet import SheetPage
from screens.stages.shown import answer_shown, choice_words, field_hint
from screens.widgets.itemlist import Item, ItemList

FIRST_NAME = N_("Key client")
"""What the first filling of a form is called that is filled as many times as needed."""


class FormPage(Page):
    """The fields of one filling of a form, and the figures computed from them."""

    def __init__(self, desk: Desk, form: Form) -> None:
        super().__init__(desk, f"form:{form.id}")
        self.form = form
        self._begun: list[str] = []
        self._fields = ItemList(classes="pane -first")
        self._computed = FigureList()

    def compose(self) -> ComposeResult:
        """The fields; the computed figures."""
        yield self._fields
        yield self._computed

    # -- fillings ----------------------------------------------------------------------------

    def tabs(self) -> list[Tab]:
        """One tab for each filling."""
        names = self._subjects()
        tabs: list[Tab] = []
        for subject in names:
            title = self._called(subject)
            if self.form.each == "once" or (len(names) == 1 and self.form.each == "many"):
                title = self.form.title
            done = filled(self.form, subject, answers(self.state, self.form.id, subject)).complete
            tabs.append(Tab(self.key, subject, title, done))
        return tabs

    def family(self) -> str:
        """The form, where it is filled once for each channel."""
        return self.form.title if self.form.each == "channel" else ""

    def _subjects(self) -> list[str]:
        if self.form.each == "once":
            return [""]
        if self.form.each == "channel":
            active = [channel.id for channel in self.state.rows(Channel) if channel.active]
            return active or [""]
        known = list(subjects(self.state, self.form.id))
        self._begun = [name for name in self._begun if name not in known]
        return [*known, *self._begun] or [self._first_name()]

    def _first_name(self) -> str:
        goals = self.state.rows(Goal)
        bridges = any(field.type == "links" for field in self.form.fields)
        return goals[0].ref if bridges and goals else FIRST_NAME

    def _called(self, subject: str) -> str:
        channel = self.state.find(Channel, subject)
        if channel:
            return channel.name
        return _(subject) if subject == FIRST_NAME else subject or self.form.title

    # -- showing -----------------------------------------------------------------------------

    def show(self) -> None:
        """Bring fields and figures up to the state."""
        given = answers(self.state, self.form.id, self.subject)
        self._fields.set_items([self._item(field, given) for field in self.form.fields])
        done = filled(self.form, self.subject, given)
        title = self.form.title if self.form.each == "once" else self._called(self.subject)
        count = _("{given} of {required} required").format(
            given=done.required - len(done.missing), required=done.required
        )
        self._fields.border_subtitle = Content(count if done.required else "")
        here = self.has_class("-here")
        self._fields.set_class(here, "-here")
        self._fields.border_title = Content(typing_in(title, self.desk) if here else title)
        today = self.desk.opened.clock.today()
        lines = plan_lines(self.state, self.form.id, today)
        if lines is None:
            lines = form_lines(self.state, self.form, self.subject, today)
        self._computed.set_items(lines)
        self._computed.display = bool(lines)
        self._computed.border_title = Content(_("Computed"))

    def _item(self, field: Field, given: dict[str, str]) -> Item:
        words = given.get(field.id, "")
        mark = "●" if words else ("○" if field.required else " ")
        text = answer_shown(self.state, field, words) or (f"({field.help})" if field.help else "")
        label = field.label + ("*" if field.required else "")
        return Item(field.id, text, label, mark, tone="" if words else "muted")

    def lists(self) -> list[ItemList]:
        """The fields; the figures when there are any."""
        return [self._fields, *([self._computed] if self._computed.display else [])]

    # -- the line ----------------------------------------------------------------------------

    @property
    def field(self) -> Field:
        """The field under the cursor."""
        item = self._fields.current
        known = {field.id: field for field in self.form.fields}
        return known.get(item.key if item else "", self.form.fields[0])

    def place(self) -> str:
        """The field."""
        return self.field.id

    def label(self) -> str:
        """Its label, with a star when it is required."""
        return self.field.label + ("*" if self.field.required else "")

    def placeholder(self) -> str:
        """How it is typed."""
        if self.form.each == "channel" and not self.subject:
            return _("there are no channels yet: F12 takes them in")
        return field_hint(self.state, self.field)

    def words(self) -> str:
        """The answer given so far."""
        given = answers(self.state, self.form.id, self.subject).get(self.field.id, "")
        return choice_words(self.field, given)

    async def save(self, lines: Sequence[str]) -> str:
        """Answer the field and go to the next one."""
        field = self.field
        words = ("; " if field.type == "list" else " ").join(line.strip() for line in lines)
        if words != self.words():
            words = await self.desk.run(answer, self.form.id, field.id, words, self.subject)
        shown = answer_shown(self.state, field, words)
        self._go_on(field)
        return f"{field.label}: {shown}"

    def _go_on(self, done: Field) -> None:
        fields = list(self.form.fields)
        at = fields.index(done)
        if at + 1 < len(fields):
            self._fields.move_to(fields[at + 1].id)
        else:
            given = answers(self.state, self.form.id, self.subject)
            missing = filled(self.form, self.subject, given).missing
            if missing:
                self._fields.move_to(missing[0].id)
        self.turned()

    def step(self, steps: int) -> bool:
        """Tab: the next field, unsaved words stay with theirs."""
        ids = [field.id for field in self.form.fields]
        at = ids.index(self.field.id) + steps
        if 0 <= at < len(ids):
            self._fields.move_to(ids[at])
        return 0 <= at < len(ids)

    def wrap(self, steps: int) -> bool:
        """Behind the last field comes the first."""
        self._fields.move_to(self.form.fields[0 if steps > 0 else -1].id)
        return True

    def on_item_list_moved(self, event: ItemList.Moved) -> None:
        """The line follows the field under the cursor."""
        if event.item_list is self._fields:
            self.turned()

    def go_to(self, where: str) -> bool:
        """A field."""
        found = any(field.id == where for field in self.form.fields)
        if found:
            self._fields.move_to(where)
        return found

    def adopt(self, subject: str) -> None:
        """Take up a filling that was begun and has no answer yet."""
        if self.form.each == "many" and subject:
            self._begun.append(subject)

    def target(self, place: str) -> Target | None:
        """`new:` a further filling, `name:SUBJECT` its name."""
        kind, _unused, subject = place.partition(":")
        if kind == "new":
            return Target(_("{title}, the next one").format(title=self.form.title), "", self._begin)
        if kind != "name":
            return None

        async def save(text: str) -> str:
            name = text.strip()
            if subject in self._begun:
                self._begun[self._begun.index(subject)] = name
            elif subject in subjects(self.state, self.form.id):
                name = await self.desk.run(rename_subject, self.form.id, subject, name)
            else:
                self._begun = [name]
            self._show_filling(name)
            return _("now called {name}").format(name=name)

        return Target(_("New name of {subject}").format(subject=subject), subject, save)

    async def _begin(self, text: str) -> str:
        name = text.strip()
        if name in self._subjects():
            raise Refused(
                _("There is one called “{name}” already. Choose another name.").format(name=name)
            )
        if not subjects(self.state, self.form.id) and not self._begun:
            self._begun = [self._first_name()]
        self._begun.append(name)
        self._show_filling(name)
        return _("{name}: begin with {label}").format(name=name, label=self.form.fields[0].label)

    def _show_filling(self, name: str) -> None:
        body = self.parent
        if isinstance(body, PagedBody):
            body.turn_to(Tab(self.key, name, name).key)
            self._fields.action_cursor_first()

    # -- commands ----------------------------------------------------------------------------

    async def delete(self) -> None:
        """Take the answer of the field back."""
        field = self.field
        if not self.words():
            raise Refused(_("{label} is empty already.").format(label=field.label))
        await self.desk.run(answer, self.form.id, field.id, "", self.subject)
        self.desk.tell(_("{label} emptied. u brings it back.").format(label=field.label), "good")
        self.turned()

    def begin(self) -> None:
        """Type the name of another filling."""
        self._refuse_single()
        self.post_message(Body.EditAsked("new:"))

    def rename(self) -> None:
        """Type another name of this filling."""
        self._refuse_single()
        self.post_message(Body.EditAsked(f"name:{self.subject}"))

    def _refuse_single(self) -> None:
        if self.form.each != "many":
            said = (
                _("“{title}” is filled in once.")
                if self.form.each == "once"
                else _("“{title}” is filled in once for each channel.")
            )
            raise Refused(said.format(title=self.form.title))

    async def empty(self) -> None:
        """Take the whole filling back."""
        await self.desk.run(delete_filling, self.form.id, self.subject)
        self._begun = [name for name in self._begun if name != self.subject]
        self.desk.tell(
            _("{called} emptied. u brings it back.").format(called=self._called(self.subject)),
            "good",
        )
        self.turned()


def form_pages(desk: Desk, plan: Plan) -> list[FormPage]:
    """A page for each form of a stage, in their order."""
    from screens.stages.plan_pages import FORM_PAGES  # it builds on this page

    return [FORM_PAGES.get(form.id, FormPage)(desk, form) for form in plan.forms]


class FormBody(PagedBody):
    """A stage of forms, with the ledgers and sheets that go with them."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(commands_of("list", "form"))

    def make_pages(self) -> list[Page]:
        """The forms, their ledgers, their sheets."""
        pages: list[Page] = [*form_pages(self.desk, self.plan)]
        pages += ledger_pages(self.desk, self.plan)
        return pages + [SheetPage(self.desk, sheet) for sheet in self.plan.sheets]

    def do_form_reveal(self) -> None:
        """Show what is private on this page, or hide it."""
        self.page.reveal()
