"""A round: every person says one number and one sentence; at the end the parking lot is sorted."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from facilitator.model import Parked, ParkingOutcome, Participant, Presence, Topic, Vote
from facilitator.words.capture import has_mark
from facilitator.words.deadline import say_day
from facilitator.words.language import N_, _
from facilitator.workshop.called import called
from facilitator.workshop.edit import Refused
from facilitator.workshop.hidden_rounds import cast_number, numbers_before, reveal_numbers
from facilitator.workshop.parking import sort_parked, unsort
from facilitator.workshop.results.rounds import is_round_hidden
from facilitator.workshop.rounds import numbers
from facilitator.workshop.setup import change_person, change_session
from screens.commands import bindings, commands_of
from screens.desk import Desk
from screens.stages.body import Body, Target
from screens.stages.shown import number
from screens.widgets.itemlist import Item, ItemList
from screens.widgets.words import Capped

ORDER = (Presence.PRESENT, Presence.REMOTE, Presence.ABSENT)
CHANGED = "*"
"""What marks a number that was changed after the reveal."""
OUTCOMES = {
    "1": ("action", N_("becomes an action")),
    "2": ("decision", N_("becomes a decision")),
    "3": ("next_meeting", N_("next meeting")),
    "4": ("dropped", N_("dropped")),
    "0": ("", N_("unsorted")),
}
DROP = "drop:"
"""Begins the place of the line in which it is said why an item is dropped."""


class RoundBody(Body):
    """People with their number and sentence; in a closing round also the parking lot."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(commands_of("list", "round"))
    TYPED = (
        ("1–5", N_("the number of the person under the cursor; goes on to the next person")),
        ("0", N_("takes the number back")),
        (N_("1–4 in the parking lot"), N_("action · decision · next meeting · dropped; 0 unsorts")),
    )

    def __init__(self, desk: Desk, stage_id: str) -> None:
        super().__init__(desk, stage_id)
        self._lot = False

    @property
    def topic(self) -> Topic:
        """Energy in an opening round, return on time in a closing one."""
        return Topic.ROTI if self.plan.parking else Topic.ENERGY

    def compose(self) -> ComposeResult:
        """Question and rules, people, and the parking lot when it is sorted here."""
        yield Capped(id="rules", markup=False)
        yield ItemList(
            placeholder=_("Nobody is in the session yet. F12 takes people in."), id="people"
        )
        if self.plan.parking:
            yield ItemList(placeholder=_("The parking lot is empty."), id="lot")
        yield Static(id="summary", markup=False)

    def on_mount(self) -> None:
        """Show everybody."""
        self.show()

    # -- showing -----------------------------------------------------------------------------

    def show(self) -> None:
        """Bring people, parking lot and summary up to the state."""
        if not self.is_mounted:
            return
        header = self.state.workshop
        if self.plan.parking:
            day = say_day(header.follow_up) if header.follow_up else _("not set, press n")
            self.query_one("#rules", Static).update(
                Content(_("Next review: {day}").format(day=day))
            )
            self.query_one("#lot", ItemList).set_items(
                [self._parked(each) for each in self.state.rows(Parked)]
            )
        else:
            self._show_rules()
        given = numbers(self.state, self.topic, header.id)
        before = numbers_before(self.state, self.topic, header.id)
        self.query_one("#people", ItemList).set_items(
            [self._person(each, given.get(each.id), before) for each in self.state.people]
        )
        self._show_summary([vote.value for vote in given.values() if vote.value is not None])

    @property
    def hides(self) -> bool:
        """Whether the numbers are not to be seen yet."""
        return is_round_hidden(self.state, self.topic, self.state.workshop.id)

    def _show_rules(self) -> None:
        header = self.state.workshop
        wait = _("not confirmed yet") if self.desk.for_room else _("press y when the room agrees")
        confirmed = _("✓ confirmed") if header.rules_confirmed else wait
        rules = " · ".join(
            (
                _("plan: {rule}").format(rule=_(header.rule_plan)),
                _("actions: {rule}").format(rule=_(header.rule_actions)),
                _("lists: {rule}").format(rule=_(header.rule_lists)),
            )
        )
        self.query_one("#rules", Static).update(
            Content.assemble(
                (_("Our question:"), "bold"),
                " ",
                header.question or _("not set yet, F12"),
                "\n",
                (_("We decide by:"), "bold"),
                f" {rules} ({confirmed})",
            )
        )

    def _person(self, person: Participant, vote: Vote | None, before: Mapping[str, str]) -> Item:
        value = vote.value if vote else None
        role = " · ".join(part for part in (person.role, called(person.presence)) if part)
        changed = ""
        if person.id in before:
            changed = _("{sign} changed after the reveal: {changes}").format(
                sign=CHANGED, changes=f"{before[person.id] or '–'}→{value or '–'}"
            )
        absent = person.presence == Presence.ABSENT
        return Item(
            person.id,
            f"{person.name} {_('(moderator)')}" if person.moderator else person.name,
            ref=person.initials,
            mark="–" if absent else ("●" if value is not None else "○"),
            right=self._number(value) + (CHANGED if changed else ""),
            detail=" · ".join(part for part in (role, changed, vote.note if vote else "") if part),
            tone="muted" if absent else "",
        )

    def _number(self, value: int | None) -> str:
        """The number as bars; only that there is one while it is hidden."""
        if value is None:
            return ""
        return "✓" if self.hides else f"{'■' * value}{'·' * (5 - value)} {value}"

    def _parked(self, parked: Parked) -> Item:
        outcome = next((text for value, text in OUTCOMES.values() if value == parked.outcome), "")
        detail = " · ".join(part for part in (parked.raised_by, parked.note) if part)
        tone = "warn" if not parked.outcome else ""
        right = _(outcome)
        return Item(parked.id, parked.text, parked.ref, right=right, detail=detail, tone=tone)

    def _show_summary(self, values: Sequence[int]) -> None:
        name = self.plan.number or _("Number")
        text = _("{name}: nobody yet").format(name=name)
        if values and self.hides:
            text = _("{name}: {given} of {people} · hidden until r reveals it").format(
                name=name, given=len(values), people=len(self.state.people)
            )
        elif values:
            mean = number(Fraction(sum(values), len(values)), 2)
            given = _("{name}: {given} of {people} · mean {mean}").format(
                name=name, given=len(values), people=len(self.state.people), mean=mean
            )
            spread = " ".join(f"{n}×{values.count(n)}" for n in range(1, 6) if n in values)
            text = f"{given} · {spread}"
        self.query_one("#summary", Static).update(Content(text))

    # -- the line ----------------------------------------------------------------------------

    @property
    def _people(self) -> ItemList:
        return self.query_one("#people", ItemList)

    @property
    def current(self) -> Participant:
        """The person under the cursor; raises `Refused` when there is nobody."""
        item = self._people.current
        person = self.state.find(Participant, item.key) if item else None
        if person is None:
            raise Refused(_("Nobody is in the session yet. F12 takes people in."))
        return person

    def place(self) -> str:
        """Each person has a half-typed sentence of their own."""
        item = self._people.current if self.is_mounted else None
        return f"say:{item.key}" if item else "say"

    def label(self) -> str:
        """Who speaks."""
        item = self._people.current if self.is_mounted else None
        return item.text if item else self.stage.title

    def placeholder(self) -> str:
        """What can be typed."""
        return _("4 and a sentence: {sentence}").format(sentence=self.plan.sentence)

    async def capture(self, lines: Sequence[str]) -> str:
        """A sentence of the person under the cursor, or whatever its sign says."""
        if has_mark(lines[0]) or len(lines) > 1:
            return await super().capture(lines)
        person = self.current
        first, rest = (*lines[0].strip().split(" ", 1), "")[:2]
        given = numbers(self.state, self.topic, self.state.workshop.id).get(person.id)
        value = (
            int(first) if first in ("1", "2", "3", "4", "5") else (given.value if given else None)
        )
        note = rest if first in ("1", "2", "3", "4", "5") else lines[0]
        note = note or (given.note if given else "")
        await self.desk.run(cast_number, self.topic, person.id, value, note)
        self.move(1)
        return _("{name} saved").format(name=person.name)

    def move(self, steps: int) -> None:
        """The next or previous person."""
        (self.query_one("#lot", ItemList) if self._lot else self._people).move_cursor(steps)
        self.post_message(self.TypingMoved())

    def step(self, steps: int) -> bool:
        """From the people to the parking lot and back."""
        if not self.plan.parking:
            return False
        self._lot = not self._lot
        self.enter_list()
        return True

    def enter_list(self) -> None:
        """Digits act on the people, or on the parking lot."""
        self.query_one("#lot" if self._lot else "#people", ItemList).focus()

    def on_item_list_moved(self) -> None:
        """The line follows the person under the cursor."""
        self.post_message(self.TypingMoved())

    def on_item_list_chosen(self) -> None:
        """Enter on a person: type the sentence."""
        self.post_message(self.LineAsked())

    def go_to(self, where: str) -> None:
        """A person by initials, or the parking lot."""
        parked = {each.ref for each in self.state.rows(Parked)}
        self._lot = self.plan.parking and where in parked
        if where == "follow_up":
            self.post_message(self.EditAsked(where))
        if where in ("question", "rule_plan") and self.state.workshop.question:
            self.desk.tell(_("When the room agrees: Esc, then y."), "")
        for person in self.state.people:
            if where in (person.initials, person.id):
                self._people.move_to(person.id)

    def focus_now(self) -> dict[str, str]:
        """The person the line is for."""
        item = self._people.current
        return {"section": item.key if item else ""}

    def target(self, place: str) -> Target | None:
        """`follow_up`: the day of the next review; `drop:` and an id: why an item is dropped."""
        if place.startswith(DROP):
            return self._reason_to_drop(place.removeprefix(DROP))
        if place != "follow_up":
            return None
        day = self.state.workshop.follow_up

        async def save(text: str) -> str:
            changed = await self.desk.run(change_session, follow_up=text)
            if changed.follow_up is None:
                return _("No next review")
            return _("Next review on {day}").format(day=say_day(changed.follow_up))

        return Target(_("Next review"), day.isoformat() if day else "", save)

    def _reason_to_drop(self, parked_id: str) -> Target | None:
        parked = self.state.find(Parked, parked_id)
        if parked is None:
            return None

        async def save(text: str) -> str:
            await self.desk.run(sort_parked, parked_id, ParkingOutcome.DROPPED, text)
            return _("{ref} dropped").format(ref=parked.ref)

        return Target(_("{ref} is dropped because").format(ref=parked.ref), parked.note, save)

    # -- keys on the lists ---------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Digits: the number of a person, or where a parked item goes."""
        digit, listing = event.character or "", self.focused
        if not isinstance(listing, ItemList) or not digit.isdigit():
            return
        event.stop()
        on_lot = listing.id == "lot"
        if on_lot and digit in OUTCOMES and (item := listing.current):
            await self._sort(item.key, OUTCOMES[digit][0])
            listing.action_cursor_down()  # the focus may be elsewhere by now
        elif not on_lot and digit in "012345" and self._people.current:
            await self._give(int(digit))

    async def _sort(self, parked_id: str, outcome: str) -> None:
        """Sort an item, or put it back; one that is dropped is asked for the reason."""
        if outcome == ParkingOutcome.DROPPED:
            self.post_message(self.EditAsked(f"{DROP}{parked_id}"))
        elif outcome:
            await self.desk.attempt(sort_parked, parked_id, outcome)
        else:
            await self.desk.attempt(unsort, parked_id)

    async def _give(self, value: int) -> None:
        given = numbers(self.state, self.topic, self.state.workshop.id).get(self.current.id)
        note = given.note if given else ""
        await self.desk.attempt(cast_number, self.topic, self.current.id, value or None, note)
        if value:
            self._people.action_cursor_down()

    def do_card_edit(self) -> None:
        """Type the sentence."""
        self.post_message(self.LineAsked())

    async def do_round_reveal(self) -> None:
        """Show the numbers of everybody at once."""
        await self.desk.run(reveal_numbers, self.topic)
        self.desk.tell(_("The numbers are on the table."), "good")

    async def do_round_presence(self) -> None:
        """Present, remote, absent."""
        person = self.current
        after = ORDER[(ORDER.index(Presence(person.presence)) + 1) % len(ORDER)]
        await self.desk.run(change_person, person.id, presence=after)

    async def do_round_confirm(self) -> None:
        """The room confirms question and decision rules."""
        now = not self.state.workshop.rules_confirmed
        await self.desk.run(change_session, rules_confirmed=now)
        self.desk.tell(
            _("Question and rules are confirmed.") if now else _("Not confirmed."), "good"
        )

    def do_round_review(self) -> None:
        """Type the day of the next review."""
        self.post_message(self.EditAsked("follow_up"))
