"""What is typed about the plan: a person's word on it, an amendment, a day, who resolves what."""

from collections.abc import Sequence

from facilitator.model import Acceptance, Action, Participant, PlanVote
from facilitator.words.action_line import person_by_day
from facilitator.words.deadline import say_day
from facilitator.words.language import N_, _
from facilitator.workshop.agreement import (
    accept_plan,
    amend,
    confirm_by,
    plan_votes,
    reopen_plan,
    take_on,
    vote_action,
    votes_on,
)
from facilitator.workshop.edit import Refused
from screens.stages.agreement_view import AgreementView
from screens.stages.body import Target
from screens.stages.shown import small

FIELDS = (
    ("measure", N_("Measure of done")),
    ("title", N_("What is done")),
    ("deadline", N_("Deadline")),
    ("owner_id", N_("Owner")),
    ("cost", N_("Cost")),
)


class AgreementLine(AgreementView):
    """What is typed belongs to the person and the action under the cursor."""

    def place(self) -> str:
        """What is typed is said by the person under the cursor, on the row under the cursor."""
        return (
            f"say:{':'.join(self.grid.current)}" if self.is_mounted and self.grid.current else "say"
        )

    def label(self) -> str:
        """Who says something, on what."""
        if not self.is_mounted or self.person_here is None:
            return self.stage.title
        action = self.action_here
        return _("{initials} on {ref}").format(
            initials=self.person_here.initials, ref=action.ref if action else _("the plan")
        )  # a reference of an action, or the plan as a whole

    def placeholder(self) -> str:
        """What can be typed."""
        if self.is_mounted and self.on_plan:
            return _("Esc, then a accept, r reservation, o objection")
        return _("Esc, then 0–5 for each person; here, what this person said")

    async def capture(self, lines: Sequence[str]) -> str:
        """A sentence of the person under the cursor on the action, or whatever its sign says."""
        if any(line.lstrip()[:1] in ("!", "@", "?", "\\") for line in lines):
            return await super().capture(lines)
        action, person = self.action_here, self.person_here
        if action is None or person is None:
            raise Refused(
                _(
                    "Press Esc, then a, r or o for the person under the cursor. A decision begins "
                    "with !, an action with @name, a parked item with ?."
                )
            )
        given = votes_on(self.state, action).get(person.id)
        if given is None:
            raise Refused(
                _("Enter the hand of {name} on {ref} first: Esc, then 0–5.").format(
                    name=person.name, ref=action.ref
                )
            )
        await self.desk.run(vote_action, action.id, person.id, given.value, " ".join(lines))
        return _("{initials} on {ref}: noted").format(initials=person.initials, ref=action.ref)

    def target(self, place: str) -> Target | None:
        """Words of a person on the plan, fields of an action, a day, a reason."""
        kind, _unused, rest = place.partition(":")
        key, _unused, reason = rest.partition(":")
        if kind == "reopen":
            return Target(_("Reopen the plan because"), "", self._reopen)
        if kind in ("reserve", "object", "until", "confirm", "resolve"):
            person = self.state.find(Participant, key)
            return self._word_target(kind, person, reason) if person else None
        action = self.state.find(Action, key)
        if action is None:
            return None
        return self._why_target(action) if kind == "why" else self._field_target(kind, action)

    def _word_target(self, kind: str, person: Participant, reason: str) -> Target:
        name, given = person.initials, plan_votes(self.state).get(person.id)
        if kind == "confirm":
            return Target(
                _("{name} confirms by").format(name=person.name),
                "",
                lambda text: self._confirm(person, text),
            )
        if kind == "resolve":
            return Target(
                _("Who resolves {name}, by when").format(name=name),
                "",
                lambda text: self._resolve(person, text),
            )
        if kind == "reserve":

            async def reserve(text: str) -> str:
                await self.desk.run(accept_plan, person.id, Acceptance.RESERVATION, text)
                return _("{name} accepts with a reservation").format(name=person.name)

            return Target(
                _("{name} accepts, but").format(name=name),
                _reason(given, Acceptance.RESERVATION),
                reserve,
            )
        if kind == "object":

            async def go_on(text: str) -> str:
                # The objection is complete, and stored, once it says what would resolve it.
                self.post_message(self.EditAsked(f"until:{person.id}:{text}"))
                return _("And what would make the plan acceptable to {name}?").format(
                    name=person.name
                )

            return Target(
                _("{name} objects because").format(name=name),
                _reason(given, Acceptance.OBJECT),
                go_on,
            )

        async def object_(text: str) -> str:
            await self.desk.run(accept_plan, person.id, Acceptance.OBJECT, reason, text)
            return _("{name} objects. The plan is in discussion.").format(name=person.name)

        return Target(
            _("{name} could accept if").format(name=name), given.amendment if given else "", object_
        )

    async def _confirm(self, person: Participant, text: str) -> str:
        until = await self.desk.run(confirm_by, person.id, text)
        return (
            _("{name} confirms by {day}").format(name=person.name, day=say_day(until))
            if until
            else _("{name}: no day").format(name=person.name)
        )

    async def _resolve(self, person: Participant, text: str) -> str:
        named = person_by_day(text)
        if named is None:
            raise Refused(_("Type a person and a day, for example: AB by fri."), "owner")
        await self.desk.run(take_on, person.id, *named)
        return _("The objection of {name} is taken on").format(name=person.name)

    async def _reopen(self, text: str) -> str:
        await self.desk.run(reopen_plan, text)
        return _("The plan is open again.")

    def _field_target(self, field: str, action: Action) -> Target | None:
        names = dict(FIELDS)
        if field not in names:
            return None
        value = getattr(action, field)
        words = "" if value is None else str(value)
        if field == "owner_id":
            owner = self.state.find(Participant, action.owner_id)
            words = owner.initials if owner else ""
        elif field == "cost" and action.cost is not None:
            words = f"{action.cost / 100:g}"

        async def save(text: str) -> str:
            voted = bool(votes_on(self.state, action))
            note = _("{field} is now {text}").format(field=small(_(names[field])), text=text)
            after = await self.desk.run(amend, action.id, note, **{field: text})
            amended = _("{ref} amended.").format(ref=after.ref)
            again = _("Its votes are asked for again, all others stay.") if voted else ""
            return f"{amended} {again}".rstrip()

        label = f"{action.ref} {small(_(names[field]))}"
        return Target(label, words, save, then=f"why:{action.id}")

    def _why_target(self, action: Action) -> Target:
        async def save(text: str) -> str:
            await self.desk.run(amend, action.id, text)
            return _("{ref}: amendment noted").format(ref=action.ref)

        return Target(
            _("{ref}, the amendment in words").format(ref=action.ref), action.amendment, save
        )


def _reason(given: PlanVote | None, kind: Acceptance) -> str:
    return given.reason if given is not None and given.value == kind else ""
