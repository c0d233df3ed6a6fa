"""Preparing a session: what it is about, who is in the room, which channels there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from facilitator.model import (
    Action,
    Channel,
    Criterion,
    Goal,
    Participant,
    Presence,
    Record,
    Requirement,
    Score,
    Stage,
    StageState,
    Workshop,
    WorkshopState,
)
from facilitator.words.language import _
from facilitator.words.workdays import weekend_or_holiday
from facilitator.workshop.called import begun, called
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.fields import any_day, chosen

UNITS = ("one", "thousand", "million")

SHORT_FIELDS = frozenset({"title", "company", "currency", "start", "country"})


def change_session(edit: Edit, **values: Any) -> Workshop:
    """Change fields of the session: title, company, question, day, start, currency, unit, rules …

    Days may be dates or words ("14 Jan 2027", "fri"). Raises `Refused` with the field's name when
    a value cannot be understood.
    """
    if given := values.pop("language", ""):
        from facilitator.workshop.tongue import change_language

        changed = change_language(edit, given)
        if not values:
            return changed
    kept = {name: _checked(edit, name, value) for name, value in values.items()}
    edit.says(_("Session: {fields} changed").format(fields=", ".join(map(called, kept))))
    return edit.change(edit.workshop, **kept)


def _checked(edit: Edit, name: str, value: Any) -> Any:
    if name in ("day", "follow_up"):
        return any_day(edit, name, value)
    if name == "start":
        return _start(str(value))
    if name == "unit":
        return _unit(str(value))
    if name == "currency":
        return _currency(edit.text(value, begun(name), limit=10))
    if name == "country":
        return _country(edit.text(value, begun(name), limit=10))
    if isinstance(value, str):
        limit = 200 if name in SHORT_FIELDS else 2_000
        return edit.text(value, begun(name), limit=limit)
    return value


def _unit(value: str) -> str:
    units = _("The unit is one of: {units}.").format(units=", ".join(map(called, UNITS)))
    try:
        unit = chosen("", UNITS, value, "unit")
    except Refused as error:
        raise Refused(units, "unit") from error
    if not unit:
        raise Refused(units, "unit")
    return unit


def _start(value: str) -> str:
    if not value.strip():
        return ""
    try:
        hour, minute = value.strip().replace(".", ":").split(":")
        return time(int(hour), int(minute)).strftime("%H:%M")
    except ValueError as error:
        raise Refused(
            _("“{typed}” is not a time of day. Type it like 09:30.").format(typed=value), "start"
        ) from error


def _currency(value: str) -> str:
    code = value.upper()
    if not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise Refused(_("The currency is three letters, for example EUR, PLN or USD."), "currency")
    return code


def _country(value: str) -> str:
    """The code whose public holidays are known; raises `Refused` with the field "country"."""
    try:
        weekend_or_holiday(date(2027, 1, 14), value)
    except ValueError as error:
        raise Refused(str(error), "country") from error
    return value.upper()


# -- people ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Person:
    """Someone to be taken in; initials are made from the name when they are not given."""

    name: str
    initials: str = ""
    role: str = ""
    channel: str = ""
    """Name of the channel this person owns."""
    presence: str = Presence.PRESENT
    votes: bool = True
    moderator: bool = False


def add_people(edit: Edit, people: Iterable[Person]) -> list[Participant]:
    """Take people into the session, in their order; channels named that are new are made.

    Raises `Refused` for an empty name, initials that are taken, or a second moderator.
    """
    added = [_add_person(edit, person) for person in people]
    edit.says(
        _("{initials} joined").format(initials=", ".join(person.initials for person in added))
    )
    return added


def _add_person(edit: Edit, person: Person) -> Participant:
    name = edit.needed(person.name, _("Name"), limit=100)
    wanted = edit.text(person.initials, _("Initials"), limit=6).upper().replace(" ", "")
    initials = wanted or _free_initials(edit, name)
    _unique_initials(edit, initials)
    if person.presence not in list(Presence):
        raise Refused(_("Presence is one of: present, remote, absent."), "presence")
    row = edit.add_last(
        Participant(
            workshop_id=edit.workshop.id,
            initials=initials,
            name=name,
            role=edit.text(person.role, _("Role"), limit=200),
            channel_id=_channel_named(edit, person.channel),
            presence=Presence(person.presence),
            votes=person.votes and not person.moderator,
        )
    )
    return set_moderator(edit, row.id) if person.moderator else row


def change_person(edit: Edit, participant_id: str, **values: Any) -> Participant:
    """Change name, initials, role, channel (by name), presence, votes of a person."""
    person = edit.get(Participant, participant_id)
    kept: dict[str, Any] = {}
    for field, value in values.items():
        if field == "channel":
            kept["channel_id"] = _channel_named(edit, value)
        elif field == "initials":
            kept[field] = edit.needed(value, _("Initials"), limit=6).upper().replace(" ", "")
            _unique_initials(edit, kept[field], besides=person.id)
        elif field == "presence" and value not in list(Presence):
            raise Refused(_("Presence is one of: present, remote, absent."), field)
        elif field == "name":
            kept[field] = edit.needed(value, _("Name"), limit=100)
        else:
            said = begun(field)
            kept[field] = edit.text(value, said, limit=200) if isinstance(value, str) else value
    edit.says(
        _("{initials}: {fields} changed").format(
            initials=person.initials, fields=", ".join(map(called, values))
        )
    )
    return edit.change(person, **kept)


def remove_person(edit: Edit, participant_id: str) -> None:
    """Take a person out; refused while scores, actions or goals stand in their name."""
    person = edit.get(Participant, participant_id)
    owned = [
        row.ref
        for kind in (Action, Goal, Requirement)
        for row in edit.state.rows(kind)
        if row.owner_id == person.id
    ]
    if owned:
        raise Refused(
            _("{name} owns {refs}. Give those to someone else first.").format(
                name=person.name, refs=", ".join(owned)
            )
        )
    owned = [row.ref for row in edit.state.rows(Record) if _names(row, person.id)]
    if owned:
        raise Refused(
            _(
                "{name} is named in {refs}. Name somebody else there first, or "
                "set the presence to absent."
            ).format(name=person.name, refs=", ".join(owned))
        )
    scored = any(score.participant_id == person.id for score in edit.state.rows(Score))
    if scored:
        raise Refused(
            _("{name} has given scores. Set the presence to absent instead.").format(
                name=person.name
            )
        )
    edit.says(_("{initials} left the list").format(initials=person.initials))
    edit.remove(person)


def _names(row: Record, key: str) -> bool:
    return any(key in words.split() for words in row.values.values())


def set_moderator(edit: Edit, participant_id: str) -> Participant:
    """Make this person the one moderator; moderators do not vote unless that is set again."""
    for other in edit.state.people:
        if other.moderator and other.id != participant_id:
            edit.change(other, moderator=False)
    person = edit.get(Participant, participant_id)
    edit.says(_("{initials} moderates").format(initials=person.initials))
    return edit.change(person, moderator=True, votes=False)


def _free_initials(edit: Edit, name: str) -> str:
    letters = "".join(word[0] for word in name.split() if word[0].isalpha())[:3].upper() or "P"
    taken = {person.initials for person in edit.state.people}
    if letters not in taken:
        return letters
    return next(f"{letters}{n}" for n in range(2, len(taken) + 3) if f"{letters}{n}" not in taken)


def _unique_initials(edit: Edit, initials: str, besides: str = "") -> None:
    for person in edit.state.people:
        if person.initials == initials and person.id != besides:
            raise Refused(
                _("{initials} stands for {name} already. Choose other initials.").format(
                    initials=initials, name=person.name
                ),
                "initials",
            )


# -- channels ------------------------------------------------------------------------------------


def add_channel(edit: Edit, name: str, kind: str = "", territory: str = "") -> Channel:
    """Take in a sales channel; refused when one of that name is there."""
    name = edit.needed(name, _("Channel"), limit=60)
    if any(channel.name.casefold() == name.casefold() for channel in edit.state.rows(Channel)):
        raise Refused(_("There is a channel {name} already.").format(name=name), "name")
    edit.says(_("Channel {name} added").format(name=name))
    return edit.add_last(
        Channel(
            workshop_id=edit.workshop.id,
            name=name,
            kind=edit.text(kind, _("Kind"), limit=60),
            territory=edit.text(territory, _("Territory"), limit=200),
        )
    )


def change_channel(edit: Edit, channel_id: str, **values: Any) -> Channel:
    """Change name, kind, territory, role or whether the channel is active."""
    channel = edit.get(Channel, channel_id)
    edit.says(
        _("Channel {name}: {fields} changed").format(
            name=channel.name, fields=", ".join(map(called, values))
        )
    )
    kept = {
        field: edit.text(value, begun(field), limit=200) if type(value) is str else value
        for field, value in values.items()
    }
    return edit.change(channel, **kept)


def remove_channel(edit: Edit, channel_id: str) -> None:
    """Take a channel out, with its scores; people who owned it own none."""
    channel = edit.get(Channel, channel_id)
    edit.remove_all(row for row in edit.state.rows(Score) if row.channel_id == channel.id)
    for person in edit.state.people:
        if person.channel_id == channel.id:
            edit.change(person, channel_id="")
    edit.says(_("Channel {name} removed").format(name=channel.name))
    edit.remove(channel)


def _channel_named(edit: Edit, name: str) -> str:
    wanted = edit.text(name, _("Channel"), limit=60)
    if not wanted:
        return ""
    for channel in edit.state.rows(Channel):
        if channel.name.casefold() == wanted.casefold():
            return channel.id
    return add_channel(edit, wanted).id


def change_agenda(edit: Edit, agenda_id: str, title: str, stages: Iterable[Stage]) -> None:
    """Lay out another agenda behind the set-up; refused once a stage has been entered."""
    header = edit.workshop
    if header.state != WorkshopState.DRAFT:
        raise Refused(_("The session has begun. Ctrl+G adds, skips and moves single stages."))
    edit.remove_all(each for each in edit.state.stages if each.kind != "setup")
    edit.add_all(stages)
    edit.says(_("Agenda: {title}").format(title=title))
    edit.change(header, agenda_id=agenda_id, agenda_title=title)


# -- a new session -------------------------------------------------------------------------------


def begin(edit: Edit, stages: Iterable[Stage], criteria: Iterable[Criterion]) -> Workshop:
    """Lay out the agenda of a session that was just created."""
    laid = edit.add_all(stages)
    edit.add_all(criteria)
    edit.says(_("Session created"))
    edit.mark()  # nothing is left of a session without its stages
    if laid and laid[0].kind == "setup":
        edit.change(laid[0], state=StageState.ACTIVE)
        edit.change(edit.workshop, stage_id=laid[0].id)
    return edit.workshop
