"""All sessions of one database: list, create, open, duplicate, archive, delete, take in."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from facilitator.agenda import find_agenda, stage
from facilitator.agenda.stages import Agenda
from facilitator.agenda.stages import Stage as Plan
from facilitator.model import (
    Channel,
    Criterion,
    Member,
    Participant,
    Stage,
    Workshop,
    new_id,
)
from facilitator.model.workshop import FOLLOW_UP, PERSONAL_PLAN
from facilitator.store.entry import Change, Entry, Kind, Plain, fresh_entry_id
from facilitator.store.glance import Summary
from facilitator.store.journal import Behind
from facilitator.store.store import Store
from facilitator.words.language import _, speaking
from facilitator.workshop.deriving import take_over_plan
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.opened import Clock, OpenWorkshop
from facilitator.workshop.plan_header import Period, plan_header
from facilitator.workshop.retaking import News, take_over_again, taken_rows
from facilitator.workshop.setup import begin
from facilitator.workshop.stages import copied, new_stage, stop_stale_clock
from facilitator.workshop.state import State
from facilitator.workshop.tongue import language_made_in, rules_said

KEPT_BY_A_COPY: tuple[type[Member], ...] = (Channel, Participant, Criterion)
"""What a new session takes over from the one it is made from, besides header and agenda."""


class Library:
    """The sessions of one store; `days` is another today for sessions of a kind."""

    def __init__(
        self, store: Store, clock: Clock | None = None, days: Mapping[str, date] | None = None
    ) -> None:
        self.store = store
        self.clock = clock or Clock()
        self.days = days or {}

    def summaries(self, *, archived: bool = False, deleted: bool = False) -> list[Summary]:
        """The sessions, changed last first; archived and deleted ones only when asked for."""
        return [
            summary
            for summary in self.store.summaries()
            if (archived or not summary.archived) and (deleted or not summary.deleted)
        ]

    def find(self, reference: str = "") -> Summary:
        """The session meant by a number, the start of an id, or part of title or company.

        Without a reference: the one changed last. Raises `Refused` when none or several fit.
        """
        everything = self.summaries(archived=True)
        if not reference:
            if not everything:
                raise Refused(_("There is no session yet. facilitator new --title … makes one."))
            return everything[0]
        exact = [each for each in everything if str(each.number) == reference]
        wanted = reference.casefold()
        fitting = exact or [
            each
            for each in everything
            if each.id.startswith(wanted)
            or wanted in each.title.casefold()
            or wanted in each.company.casefold()
        ]
        if len(fitting) == 1:
            return fitting[0]
        known = ", ".join(f"{each.number} {each.title}" for each in (fitting or everything)[:5])
        if fitting:
            raise Refused(
                _("“{reference}” fits several sessions: {known}. Use the number.").format(
                    reference=reference, known=known
                )
            )
        missing = (
            _("There is no session “{reference}”. There are: {known}.")
            if known
            else _("There is no session “{reference}”.")
        )
        raise Refused(missing.format(reference=reference, known=known))

    async def open(self, workshop_id: str) -> OpenWorkshop:
        """Open a session where it was left."""
        opened = await asyncio.to_thread(OpenWorkshop, self.store, workshop_id, self.clock)
        if day := self.days.get(opened.state.workshop.kind):
            opened.clock = replace(self.clock, today=lambda: day)
        self.store.record_missing(workshop_id)
        last = await asyncio.to_thread(self.store.last_instant, workshop_id)
        await opened.run(stop_stale_clock, last)
        return opened

    async def create(self, agenda: Agenda, title: str = "", **header: Any) -> OpenWorkshop:
        """Create a session with the stages and criteria of an agenda and open it.

        Its `language` is the one spoken now unless another is named; raises `Refused`.
        """
        spoken = language_made_in(header.pop("language", ""))
        workshop = await self._new(
            agenda_id=agenda.id,
            agenda_title=_in(spoken, agenda.title),
            kind=agenda.kind,
            language=spoken,
            **rules_said(spoken),
        )
        opened = await self.open(workshop.id)
        await opened.run(begin, laid_out(agenda, workshop), _criteria(agenda, workshop))
        from facilitator.workshop.setup import change_session

        try:
            await opened.run(change_session, title=title, **{"day": self.clock.today()} | header)
        except Refused:
            await opened.run(delete, True)  # nobody asked for a session without its header
            raise
        return opened

    async def duplicate(self, workshop_id: str) -> OpenWorkshop:
        """Make a new session with the header, agenda, people, channels and criteria of another."""
        source = await self.open(workshop_id)
        header = source.state.workshop
        kept = {"company", "question", "currency", "unit", "country", "agenda_id", "agenda_title"}
        kept |= {"rule_plan", "rule_actions", "rule_lists", "start", "language"}
        kept |= {"kind", "parent_id", "parent_seq", "person", "period_first", "period_last"}
        workshop = await self._new(
            title=_("{title} (copy)").format(title=header.title),
            **{name: getattr(header, name) for name in kept},
        )
        opened = await self.open(workshop.id)
        await opened.run(take_over, source.state.rows(Stage), _rows(source, KEPT_BY_A_COPY))
        return opened

    async def derive(
        self,
        parent_id: str,
        agenda: Agenda,
        period: Period | None = None,
        person: str = "",
        title: str = "",
    ) -> OpenWorkshop:
        """Make a plan or a review from a session, with what its agenda takes over from it.

        `person` is found among the parent's people, `period` is its first and last day. Raises
        `Refused` with the field “person” or “period” when one is missing or does not fit.
        """
        parent = (await self.read(parent_id)).state
        header = plan_header(parent, agenda, period, person, self.clock.today())
        workshop = await self._new(**header | ({"title": title} if title else {}))
        opened = await self.open(workshop.id)
        stages, criteria = laid_out(agenda, workshop), _criteria(agenda, workshop)
        await opened.run(take_over_plan, stages, criteria, parent, agenda.takes)
        await self._take_own_months(opened)
        await self._take_from_plans(opened)
        return opened

    async def _take_from_plans(self, opened: OpenWorkshop) -> None:
        """A review begins with the KPIs and facts of the plans made from the same session."""
        if opened.state.workshop.kind == FOLLOW_UP:
            from facilitator.workshop.plans.gathering import bring_in, plans_beside

            plans = await asyncio.to_thread(plans_beside, self.store, opened.id)
            await opened.run(bring_in, plans)

    async def _take_own_months(self, opened: OpenWorkshop) -> None:
        """A plan of one person begins with what the person did in earlier months."""
        if opened.state.workshop.kind != PERSONAL_PLAN:
            return
        from facilitator.workshop.plans.personal_commands import take_own_months
        from facilitator.workshop.plans.personal_history import earlier_months

        months = await earlier_months(self, opened)
        if months:
            await opened.run(take_own_months, months)

    async def news_of_parent(self, opened: OpenWorkshop) -> News:
        """What changed in the parent of a plan since it was taken over; empty when nothing did."""
        header = opened.state.workshop
        if not header.parent_id:
            return News()
        later = await asyncio.to_thread(self.store.entries, header.parent_id, header.parent_seq)
        if not later:
            return News()
        return take_over_again(opened.edit(), *await self._of_parent(opened))

    async def take_again(self, opened: OpenWorkshop) -> News:
        """Take over again what changed in the parent and was not edited in the plan.

        Raises `Refused` when the plan has no parent, or it is not in this database.
        """
        if not opened.state.workshop.parent_id:
            raise Refused(_("This was not made from another session, so there is nothing to take."))
        news = await opened.run(take_over_again, *await self._of_parent(opened))
        await self._take_own_months(opened)
        return news

    async def _of_parent(
        self, opened: OpenWorkshop
    ) -> tuple[State, Sequence[str], Mapping[str, Plain]]:
        header = opened.state.workshop
        config = self.store.places.config
        agenda = await asyncio.to_thread(find_agenda, header.agenda_id, config)
        if agenda is None:
            raise Refused(
                _(
                    "The agenda {agenda} is not there any more, so it is not known what to "
                    "take over. Put its file back (facilitator where)."
                ).format(agenda=header.agenda_id)
            )
        parent = await self.read(header.parent_id)
        return parent.state, agenda.takes, taken_rows(await opened.history())

    async def read(self, workshop_id: str) -> OpenWorkshop:
        """A session as it stands, without touching it."""
        try:
            return await asyncio.to_thread(OpenWorkshop, self.store, workshop_id, self.clock)
        except KeyError as error:
            raise Refused(_("The session it is made from is not in this database.")) from error

    async def set_archived(self, workshop_id: str, archived: bool) -> None:
        """Put a session out of the way, or back."""
        await (await self.open(workshop_id)).run(archive, archived)

    async def set_deleted(self, workshop_id: str, deleted: bool) -> None:
        """Delete a session; it can be brought back."""
        await (await self.open(workshop_id)).run(delete, deleted)

    async def undo(self, workshop_id: str) -> str:
        """Take back the last thing done to a session, for example its deletion."""
        return await (await self.open(workshop_id)).undo()

    async def _new(self, **header: Any) -> Workshop:
        for _unused in range(5):
            number = await asyncio.to_thread(self.store.next_number)
            instant = self.clock.now().isoformat()
            workshop = Workshop(number=number, created_at=instant, **header)
            entry = Entry(
                workshop_id=workshop.id,
                seq=1,
                kind=Kind.DO,
                verb="create",
                label=_("Session created"),
                at=instant,
                changes=(Change("workshop", workshop.id, None, workshop.plain()),),
                id=fresh_entry_id(),
            )
            try:
                await asyncio.wrap_future(self.store.commit(entry))
            except Behind:
                continue
            return workshop
        raise Refused(_("Another window keeps creating sessions. Try again."))


def with_setup(agenda: Agenda) -> list[Plan]:
    """The stages of an agenda, behind the set-up every session begins with (not timed)."""
    stages = [each for each in agenda.stages if each.kind != "setup"]
    return [replace(stage("P1"), minutes=0), *stages]


def laid_out(agenda: Agenda, workshop: Workshop) -> list[Stage]:
    """The stages a session of this agenda begins with, in its language."""
    return [new_stage(workshop.id, plan, workshop.language) for plan in with_setup(agenda)]


def _in(spoken: str, text: str) -> str:
    with speaking(spoken):
        return _(text)


def archive(edit: Edit, archived: bool) -> Workshop:
    """Put the session out of the way, or back."""
    edit.says(_("Archived") if archived else _("Taken out of the archive"))
    return edit.change(edit.workshop, archived=archived)


def delete(edit: Edit, deleted: bool) -> Workshop:
    """Mark the session as deleted, or bring it back."""
    edit.says(_("Deleted") if deleted else _("Brought back"))
    return edit.change(edit.workshop, deleted=deleted)


def take_over(edit: Edit, stages: Iterable[Stage], members: Iterable[Member]) -> None:
    """Lay out a session like another one: its agenda, and rows with new ids."""
    new_ids: dict[str, str] = {}
    here = edit.workshop.id
    for row in members:
        new_ids[row.id] = new_id()
        values = {"id": new_ids[row.id], "workshop_id": here}
        if isinstance(row, Participant):
            values["channel_id"] = new_ids.get(row.channel_id, "")
        edit.add(row.with_changes(values))
    begin(edit, [copied(each, here) for each in stages], [])
    counted = [row.ref for row in edit.state.rows(Criterion)]
    edit.change(edit.workshop, counters={"C": len(counted)} if counted else {})
    edit.says(_("Session created from another one"))


def _rows(source: OpenWorkshop, kinds: Iterable[type[Member]]) -> list[Member]:
    return [row for kind in kinds for row in source.state.rows(kind)]


def _criteria(agenda: Agenda, workshop: Workshop) -> list[Criterion]:
    with speaking(workshop.language):
        found = next((stage.said().criteria for stage in agenda.stages if stage.criteria), ())
    return [
        Criterion(
            workshop_id=workshop.id,
            ref=f"C{number}",
            name=criterion.title,
            weight=criterion.weight,
            low=criterion.low,
            middle=criterion.middle,
            high=criterion.high,
        )
        for number, criterion in enumerate(found, 1)
    ]


def day_of(summary: Summary) -> date | None:
    """The day of a session in the list."""
    return date.fromisoformat(summary.day) if summary.day else None
