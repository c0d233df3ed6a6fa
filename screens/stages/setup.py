"""Setting the session up: what it is about, who is in the room, which channels there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from facilitator.agenda.library import all_agendas
from facilitator.model import Channel, Participant, Presence
from facilitator.words.capture import has_mark
from facilitator.words.deadline import say_day
from facilitator.words.language import LANGUAGES, N_, _, ngettext, speaking
from facilitator.workshop.called import begun, called
from facilitator.workshop.deeper import keys_not_here
from facilitator.workshop.edit import Refused
from facilitator.workshop.setup import (
    Person,
    add_channel,
    add_people,
    change_agenda,
    change_channel,
    change_person,
    change_session,
    remove_channel,
    remove_person,
    set_moderator,
)
from facilitator.workshop.stages import new_stage
from screens.commands import bindings, commands_of
from screens.desk import Desk
from screens.dialogs.asking import ask
from screens.dialogs.choose import ChooseDialog
from screens.stages.body import Body, Target
from screens.stages.page import typing_in
from screens.widgets.itemlist import Item, ItemList

PRESENCE = (Presence.PRESENT, Presence.REMOTE, Presence.ABSENT)


@dataclass(frozen=True, slots=True)
class HeaderField:
    """One field of the session's header."""

    name: str
    label: str
    help: str = ""
    needed: bool = False


HEADER = (
    HeaderField("title", N_("Session"), N_("such as: Sales strategy 2027"), needed=True),
    HeaderField("company", N_("Company"), N_("whose session it is"), needed=True),
    HeaderField("question", N_("Question"), N_("what must be answered at the end?"), needed=True),
    HeaderField("day", N_("Date"), N_("14 Jan 2027, fri, tomorrow"), needed=True),
    HeaderField("start", N_("Start"), "09:30"),
    HeaderField("currency", N_("Currency"), N_("EUR, PLN, USD")),
    HeaderField("unit", N_("Amounts in"), N_("one, thousand, million")),
    HeaderField("country", N_("Country"), N_("two letters, for public holidays: PL, DE")),
    HeaderField("language", N_("Language"), N_("of the agenda and documents: en, ru, pl")),
    HeaderField("rule_plan", N_("Plan"), N_("how the plan is accepted")),
    HeaderField("rule_actions", N_("Actions"), N_("how single actions are accepted")),
    HeaderField("rule_lists", N_("Lists"), N_("how lists are ranked")),
)

CODED = frozenset({"unit", "rule_plan", "rule_actions", "rule_lists"})
"""Fields that hold words of ours as long as the room has no other ones."""


PEOPLE, CHANNELS, FIELDS = "people", "channels", "fields"
PANES = (FIELDS, PEOPLE, CHANNELS)


def _typed(field: HeaderField, value: Any) -> str:
    """What a field holds as somebody types it: codes by what they are called."""
    if field.name == "language":
        return LANGUAGES.get(str(value), str(value))
    return called(value) if field.name == "unit" else str(value or "")


class SetupBody(Body):
    """Three panes: header, people, channels; Tab goes from one to the next."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(commands_of("list", "setup"))

    def __init__(self, desk: Desk, stage_id: str) -> None:
        super().__init__(desk, stage_id)
        self._pane = FIELDS

    def compose(self) -> ComposeResult:
        """The panes."""
        yield ItemList(id=FIELDS, classes="pane")
        yield ItemList(
            id=PEOPLE,
            classes="pane",
            placeholder=_("Tab, then type: Anna Berg, finance, AB, Retail"),
        )
        yield ItemList(
            id=CHANNELS, classes="pane", placeholder=_("Tab, then type a channel: Corporate")
        )

    def on_mount(self) -> None:
        """Show what is known."""
        self.show()

    # -- showing -----------------------------------------------------------------------------

    def show(self) -> None:
        """Bring the panes up to the state."""
        if not self.is_mounted:
            return
        self._list(FIELDS).set_items([self._field(each) for each in HEADER])
        self._list(PEOPLE).set_items([self._person(each) for each in self.state.people])
        channels = self.state.rows(Channel)
        self._list(CHANNELS).set_items([self._channel(each) for each in channels])
        titles = {
            FIELDS: _("Session · {agenda_title}").format(
                agenda_title=self.state.workshop.agenda_title
            ),
            PEOPLE: _("People · {people}").format(people=len(self.state.people)),
            CHANNELS: _("Channels · {channels}").format(channels=len(channels)),
        }
        self._list(FIELDS).border_subtitle = Content(self._more_stages())
        for pane in PANES:
            here = pane == self._pane
            listing = self._list(pane)
            listing.set_class(here, "-here")
            listing.border_title = Content(
                typing_in(titles[pane], self.desk) if here else titles[pane]
            )

    def _more_stages(self) -> str:
        """Which stages the agenda has room for, and where they are added."""
        count = len(keys_not_here(self.state))
        return ngettext(
            "{count} more stage: ^P Add a stage", "{count} more stages: ^P Add a stage", count
        ).format(count=count)

    def _field(self, field: HeaderField) -> Item:
        value = getattr(self.state.workshop, field.name)
        text = _typed(field, value)
        if field.name == "day" and value:
            text = say_day(value)
        elif field.name in CODED and value:
            text = _(text)
        missing = field.needed and not value
        mark = "○" if missing else ("●" if value else " ")
        return Item(
            field.name,
            text or f"({_(field.help)})",
            _(field.label),
            mark,
            tone="" if value else "muted",
        )

    def _person(self, person: Participant) -> Item:
        channel = self.state.find(Channel, person.channel_id)
        right = _("moderator") if person.moderator else _("votes") if person.votes else _("no vote")
        owns = _("owns {name}").format(name=channel.name) if channel else ""
        detail = " · ".join(part for part in (person.role, owns) if part)
        mark = {"present": "●", "remote": "◌", "absent": "–"}[str(person.presence)]
        presence = "" if person.presence == Presence.PRESENT else f"{called(person.presence)} · "
        return Item(person.id, person.name, person.initials, mark, presence + right, detail)

    def _channel(self, channel: Channel) -> Item:
        detail = " · ".join(part for part in (channel.kind, channel.territory) if part)
        return Item(channel.id, channel.name, detail=detail, tone="" if channel.active else "muted")

    def _list(self, pane: str) -> ItemList:
        return self.query_one(f"#{pane}", ItemList)

    # -- the line ----------------------------------------------------------------------------

    @property
    def _header_field(self) -> HeaderField:
        item = self._list(FIELDS).current if self.is_mounted else None
        return next((each for each in HEADER if item and each.name == item.key), HEADER[0])

    def section(self) -> str:
        """The pane that is typed into."""
        return self._pane

    def place(self) -> str:
        """Each field and each pane has its own half-typed line."""
        return f"field:{self._header_field.name}" if self._pane == FIELDS else f"add:{self._pane}"

    def label(self) -> str:
        """The field, or what is added."""
        names = {PEOPLE: _("Add a person"), CHANNELS: _("Add a channel")}
        return names.get(self._pane, _(self._header_field.label))

    def placeholder(self) -> str:
        """How it is typed."""
        hints = {
            PEOPLE: _("name, role, initials, channel they own"),
            CHANNELS: _("name, kind, territory"),
        }
        return hints.get(self._pane, _(self._header_field.help))

    def words(self) -> str:
        """A field begins with what it holds."""
        if self._pane != FIELDS:
            return ""
        return _typed(self._header_field, getattr(self.state.workshop, self._header_field.name))

    async def capture(self, lines: Sequence[str]) -> str:
        """A field's words, new people, or new channels."""
        if has_mark(lines[0]):
            return await super().capture(lines)
        if self._pane == PEOPLE:
            added = await self.desk.run(add_people, [self._read_person(line) for line in lines])
            return _("{names} added").format(names=", ".join(person.name for person in added))
        if self._pane == CHANNELS:
            names = [(await self.desk.run(add_channel, *_parts(line, 3))).name for line in lines]
            return _("{names} added").format(names=", ".join(names))
        field = self._header_field
        await self.desk.run(change_session, **{field.name: " ".join(lines)})
        self.move(1)
        return _("{label} saved").format(label=_(field.label))

    def _read_person(self, line: str) -> Person:
        name, role, initials, channel = _parts(line, 4)
        first = not any(person.moderator for person in self.state.people)
        moderates = role.casefold() in ("moderator", "модератор") and first
        return Person(name, initials, role, channel, moderator=moderates)

    def move(self, steps: int) -> None:
        """Up and down in the pane."""
        self._list(self._pane).move_cursor(steps)
        self.post_message(self.TypingMoved())

    def step(self, steps: int) -> bool:
        """The next pane."""
        on_list = isinstance(self.focused, ItemList)
        self._pane = PANES[(PANES.index(self._pane) + steps) % len(PANES)]
        self.show()
        if on_list:
            self.enter_list()
        self.post_message(self.TypingMoved())
        return True

    def enter_list(self) -> None:
        """Keys act in the present pane."""
        self._list(self._pane).focus()

    def on_descendant_focus(self) -> None:
        """A pane that was clicked is the present one."""
        focused = self.focused
        if isinstance(focused, ItemList) and focused.id in PANES and focused.id != self._pane:
            self._pane = focused.id
            self.show()
            self.post_message(self.TypingMoved())

    def on_item_list_moved(self) -> None:
        """The line follows the field under the cursor."""
        self.post_message(self.TypingMoved())

    def on_item_list_chosen(self) -> None:
        """Enter: edit."""
        self.action_do("card.edit")

    def go_to(self, where: str) -> None:
        """A pane or a field."""
        if where in PANES:
            self._pane = where
        elif any(field.name == where for field in HEADER):
            self._pane = FIELDS
            self._list(FIELDS).move_to(where)
        self.show()

    def target(self, place: str) -> Target | None:
        """`person:FIELD:ID` or `channel:FIELD:ID`."""
        kind, field, key = (*place.split(":", 2), "", "")[:3]
        row: Any = self.state.find(Participant if kind == "person" else Channel, key)
        if row is None or kind not in ("person", "channel"):
            return None
        owned = self.state.find(Channel, getattr(row, "channel_id", ""))
        words = (owned.name if owned else "") if field == "channel" else getattr(row, field)

        async def save(text: str) -> str:
            change: Any = change_person if kind == "person" else change_channel
            await self.desk.run(change, key, **{field: text})
            return _("{name}: {field} saved").format(name=row.name, field=called(field))

        return Target(f"{row.name} · {called(field)}", str(words), save)

    # -- keys in the panes -----------------------------------------------------------------------

    @property
    def _current(self) -> str:
        item = self._list(self._pane).current
        if item is None:
            raise Refused(_("There is nothing here yet. Type it in the line."))
        return item.key

    def do_card_edit(self) -> None:
        """Edit the field, or choose what to change of a person or channel."""
        if self._pane == FIELDS:
            self.post_message(self.LineAsked())
        elif self._pane == PEOPLE:
            self._ask("person", ("name", "role", "initials", "channel"), self._current)
        else:
            self._ask("channel", ("name", "kind", "territory"), self._current)

    def _ask(self, kind: str, fields: Sequence[str], key: str) -> None:
        self.run_worker(self._choose(kind, fields, key), exit_on_error=False)

    async def _choose(self, kind: str, fields: Sequence[str], key: str) -> None:
        choices = [(field, begun(field)) for field in fields]
        field = await ask(self, ChooseDialog(_("Change what?"), choices))
        if field:
            self.post_message(self.EditAsked(f"{kind}:{field}:{key}"))

    async def do_card_delete(self) -> None:
        """Take a person or a channel out."""
        if self._pane == FIELDS:
            raise Refused(_("A field is emptied by editing it. Enter goes to the line."))
        if self._pane == PEOPLE:
            await self.desk.run(remove_person, self._current)
        else:
            await self.desk.run(remove_channel, self._current)
        self.desk.tell(_("Removed. u brings it back."), "good")

    async def do_round_presence(self) -> None:
        """Present, remote, absent."""
        person = self._person_here()
        after = PRESENCE[(PRESENCE.index(Presence(person.presence)) + 1) % len(PRESENCE)]
        await self.desk.run(change_person, person.id, presence=after)

    async def do_setup_votes(self) -> None:
        """Votes or not."""
        person = self._person_here()
        await self.desk.run(change_person, person.id, votes=not person.votes)

    def do_setup_agenda(self) -> None:
        """Choose another agenda while the session has not begun."""
        self.run_worker(self._choose_agenda(), exit_on_error=False)

    async def _choose_agenda(self) -> None:
        places = self.desk.opened.store.places
        agendas = {each.id: each for each in all_agendas(places.config).agendas}
        choices = [
            (
                each.id,
                _("{title} · {minutes} min").format(title=_(each.title), minutes=each.minutes),
            )
            for each in agendas.values()
        ]
        present = self.state.workshop.agenda_id
        chosen = agendas.get(
            await ask(self, ChooseDialog(_("Which agenda?"), choices, present)) or ""
        )
        if chosen is not None:
            header = self.state.workshop
            stages = [new_stage(header.id, plan, header.language) for plan in chosen.stages]
            with speaking(header.language):
                title = _(chosen.title)
            await self.desk.attempt(change_agenda, chosen.id, title, stages)

    async def do_setup_moderator(self) -> None:
        """Make this person the moderator."""
        await self.desk.run(set_moderator, self._person_here().id)

    def _person_here(self) -> Participant:
        person = self.state.find(Participant, self._current) if self._pane == PEOPLE else None
        if person is None:
            raise Refused(_("Go to a person first: Tab changes the pane."))
        return person


def _parts(line: str, count: int) -> list[str]:
    mark = ";" if ";" in line else ","
    parts = [part.strip() for part in line.split(mark, count - 1)]
    return parts + [""] * (count - len(parts))
