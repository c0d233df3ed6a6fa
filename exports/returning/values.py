"""What a cell of the plan means: words back to the values the commands of the session want."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from exports.markdown.figures import day as shown_day
from exports.markdown.naming import choice
from exports.markdown.text import NOTHING
from exports.pieces import reader
from exports.returning.given import Given, Meaning
from exports.returning.measured import from_to, metric
from facilitator.model import Action, ActionStatus, Participant
from facilitator.words.deadline import DeadlineError, parse_day, parse_deadline
from facilitator.words.language import _, speaking
from facilitator.words.text import excerpt
from facilitator.workshop import lookup
from facilitator.workshop.actions import PRIORITIES
from facilitator.workshop.edit import Refused
from facilitator.workshop.fields import DIRECTIONS
from facilitator.workshop.state import State

STEP_FROM_DAY = " – "


def meant(kind: str, field: str, given: Given) -> Mapping[str, Any]:
    """The fields a cell sets; raises `Refused` with a sentence when the words mean nothing."""
    read = _MEANINGS.get((kind, field)) or _MEANINGS.get(("", field))
    if read is not None:
        return read(given)
    return {field: given.words}


def said(words: str) -> str:
    """The words of a cell, empty for a dash."""
    return "" if words.strip() in (NOTHING, "-", "—") else words.strip()


def understood(state: State, values: Mapping[str, Any], words: str, language: str) -> str:
    """The words as they were understood, so that a misreading is seen: a day, a person."""
    found = next(iter(values.values())) if len(values) == 1 else None
    if isinstance(found, date):
        with speaking(language):
            return shown_day(found)
    if {"owner_id", "moderator"} & values.keys() and isinstance(found, str):
        person = state.find(Participant, found)
        return person.name if person else words
    return words


def read_day(words: str, today: date) -> date | None:
    """A day as the plan shows it, or in any words the session takes; a wrong weekday is let be.

    Raises `Refused` for a day that is over.
    """
    if not words:
        return None
    try:
        found = _any_day(words, today)
        return parse_deadline(found.isoformat(), today).day
    except DeadlineError as error:
        raise Refused(str(error)) from error


def _any_day(words: str, today: date) -> date:
    """Whoever moves a day forgets its weekday: where both do not fit, the date counts."""
    first, _space, rest = words.partition(" ")
    try:
        return parse_day(words, today)
    except DeadlineError:
        if not rest or not first.rstrip(".,").isalpha():
            raise
        return parse_day(rest, today)


def _day(field: str) -> Meaning:
    return lambda given: {field: read_day(given.words, given.today)}


def _owner(given: Given) -> Mapping[str, Any]:
    return {"owner_id": lookup.person(given.state, given.words).id if given.words else ""}


def _helpers(given: Given) -> Mapping[str, Any]:
    names = [each.strip() for each in given.words.replace(";", ",").split(",") if each.strip()]
    return {"helpers": [lookup.person(given.state, each).id for each in names]}


def _channel(given: Given) -> Mapping[str, Any]:
    return {"channel_id": lookup.channel(given.state, given.words).id if given.words else ""}


def _references(field: str) -> Meaning:
    return lambda given: {field: lookup.known_references(given.state, given.words)}


def _choice(field: str, choices: Sequence[str], label: Callable[[], str]) -> Meaning:
    def read(given: Given) -> Mapping[str, Any]:
        word = given.words.casefold()
        for each in choices:
            plain = each.replace("_", " ").casefold()
            if word in (each.casefold(), plain, _spoken(each, given.language)):
                return {field: each}
        if not word and field != "status":
            return {field: ""}
        raise Refused(
            _("{label} is one of: {choices}. “{words}” is none of them.").format(
                label=label(),
                choices=", ".join(_spoken(each, given.language) for each in choices),
                words=excerpt(given.words),
            )
        )

    return read


def _spoken(value: str, language: str) -> str:
    """The choice as the plan shows it."""
    with speaking(language):
        inline = reader().parseInline(choice(value))
    return "".join(child.content for child in inline[0].children or []).casefold()


def _status(given: Given) -> Mapping[str, Any]:
    """The remark that an action is overdue stands behind its status and is counted, not read."""
    word = given.words.partition(",")[0].strip()
    return _STATUS(replace(given, words=word))


def _first_step(given: Given) -> Mapping[str, Any]:
    """“collect the last proposals – Mon 18 Jan 2027”: the step and its day."""
    words, dash, tail = given.words.rpartition(STEP_FROM_DAY)
    before = given.row.first_step_day if isinstance(given.row, Action) else None
    if dash:
        with speaking(given.language):
            unmoved = before is not None and tail == shown_day(before)
        if unmoved:
            return {"first_step": said(words)}
        try:
            _any_day(tail, given.today)
        except DeadlineError:
            pass
        else:
            return {"first_step": said(words), "first_step_day": read_day(tail, given.today)}
    return {"first_step": given.words, "first_step_day": None}


def _reversible(given: Given) -> Mapping[str, Any]:
    """“yes”, “no” or, as the plan shows it, “not without loss”; nothing is yes."""
    word = given.words.casefold()
    with speaking(given.language):
        yes, no = _("yes"), (_("no"), _("not without loss"))
    if word in ("", yes.casefold(), "yes"):
        return {"reversible": True}
    if word in ("no", *(each.casefold() for each in no)):
        return {"reversible": False}
    raise Refused(
        _("Say {yes} or {no}; “{words}” is neither.").format(
            yes=yes, no=no[0], words=excerpt(given.words)
        )
    )


# -- the header ------------------------------------------------------------------------------------


def _needed(field: str) -> Meaning:
    def read(given: Given) -> Mapping[str, Any]:
        if not given.words:
            raise Refused(_("A session cannot be without it; it stays as it is."))
        return {field: given.words}

    return read


def _day_and_start(given: Given) -> Mapping[str, Any]:
    """“Thu 14 Jan 2027, 09:30”; the day may be over, and without an hour that one stays."""
    words, comma, hour = given.words.rpartition(",")
    has_hour = bool(comma) and ":" in hour
    try:
        found = _any_day(words if has_hour else given.words, given.today)
    except DeadlineError as error:
        raise Refused(str(error)) from error
    return {"day": found} | ({"start": hour.strip()} if has_hour else {})


def _moderator(given: Given) -> Mapping[str, Any]:
    if not given.words:
        raise Refused(_("A session cannot be without it; it stays as it is."))
    return {"moderator": lookup.person(given.state, given.words).id}


_STATUS = _choice("status", list(ActionStatus), lambda: _("The status"))
_DIRECTION = _choice("direction", DIRECTIONS, lambda: _("The direction"))

_MEANINGS: dict[tuple[str, str], Meaning] = {
    ("", "owner_id"): _owner,
    ("", "helpers"): _helpers,
    ("", "channel_id"): _channel,
    ("", "sources"): _references("sources"),
    ("", "depends_on"): _references("depends_on"),
    ("", "deadline"): _day("deadline"),
    ("", "start"): _day("start"),
    ("", "confirm_by"): _day("confirm_by"),
    ("", "review"): _day("review"),
    ("", "direction"): _DIRECTION,
    ("", "priority"): _choice("priority", PRIORITIES, lambda: _("The priority")),
    ("", "first_step"): _first_step,
    ("action", "status"): _status,
    ("goal", "metric"): metric,
    ("goal", "target"): from_to,
    ("decision", "reversible"): _reversible,
    ("session", "title"): _needed("title"),
    ("session", "company"): _needed("company"),
    ("session", "question"): _needed("question"),
    ("session", "day"): _day_and_start,
    ("session", "moderator"): _moderator,
    ("session", "follow_up"): _day("follow_up"),
}
