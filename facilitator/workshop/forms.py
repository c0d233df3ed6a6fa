"""Forms: what the room answers, field by field, checked and kept as it was said."""

import re

from facilitator.agenda.parts import Field, Form
from facilitator.model import Answer, Channel
from facilitator.words.language import _
from facilitator.words.text import LINE_BREAK
from facilitator.workshop import fields, lookup
from facilitator.workshop.called import called
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.results import reading
from facilitator.workshop.stages import plan_of
from facilitator.workshop.state import State

_ENTRIES = re.compile(r"[;\n]|" + re.escape(LINE_BREAK.strip()))
_COMMAS = re.compile(r",(?![^(]*\))")
_SHORT = {"one": "", "thousand": "k", "million": "mln"}


def form_of(state: State, form: str) -> Form:
    """The form as this session's agenda has it; raises `Refused` when no stage asks it."""
    for stage in state.stages:
        for each in plan_of(stage).forms:
            if each.id == form:
                return each
    raise Refused(
        _("No stage of this session has a form {form}. Add the stage to the agenda.").format(
            form=form
        )
    )


def answer(edit: Edit, form: str, field: str, text: str, subject: str = "") -> str:
    """Answer one field of a form and return the words as kept; an empty text takes them back.

    `subject` tells several fillings apart: a profile's name, or a channel by name or id. Raises
    `Refused`, with the field's id, for what the field's type does not allow.
    """
    asked = form_of(edit.state, form)
    spec = next((each for each in asked.fields if each.id == field), None)
    if spec is None:
        raise Refused(
            _("The form “{title}” has no field {field}.").format(title=asked.title, field=field),
            field,
        )
    words = understood(edit, spec, text)
    about = subject_of(edit, asked, subject)
    said = _("{title}: {field} answered") if words else _("{title}: {field} emptied")
    edit.says(said.format(title=asked.title, field=spec.label))
    put_answer(edit, form, field, words, about)
    return words


def answers(state: State, form: str, subject: str = "") -> dict[str, str]:
    """Field id to what was answered, for one filling of a form; unanswered fields are not in it."""
    return dict(reading.fillings(state, form).get(subject, {}))


def subjects(state: State, form: str) -> tuple[str, ...]:
    """The fillings of a form by subject, in the order they were begun."""
    return tuple(reading.fillings(state, form))


def rename_subject(edit: Edit, form: str, subject: str, name: str) -> str:
    """Give a filling, such as a profile, another name; refused when that one is taken."""
    asked = form_of(edit.state, form)
    new = subject_of(edit, asked, name)
    if new != subject and new in subjects(edit.state, form):
        raise Refused(
            _("There is one called “{new}” already. Choose another name.").format(new=new),
            "subject",
        )
    for row in _rows(edit.state, form, subject):
        edit.change(row, subject=new)
    edit.says(
        _("{title}: {subject} is called {new}").format(title=asked.title, subject=subject, new=new)
    )
    return new


def delete_filling(edit: Edit, form: str, subject: str = "") -> None:
    """Take back every answer of one filling of a form."""
    asked = form_of(edit.state, form)
    edit.says(
        _("{title} emptied: {subject}").format(title=asked.title, subject=subject)
        if subject
        else _("{title} emptied").format(title=asked.title)
    )
    edit.remove_all(_rows(edit.state, form, subject))


def tick(edit: Edit, stage_key: str, item: str, on: bool = True) -> None:
    """Tick, or untick, something only the moderator can know, such as that guesses are marked."""
    said = _("{item} ticked") if on else _("{item} not ticked")
    edit.says(said.format(item=called(item)))
    put_answer(edit, reading.TICKS, item, "yes" if on else "", stage_key)


def note_export(edit: Edit, name: str) -> None:
    """Note the file the plan was written to last; recorded, but nothing to take back."""
    edit.mark()
    edit.says(_("Exported to {name}").format(name=name))
    put_answer(edit, "session", "exported", name)


def put_answer(edit: Edit, form: str, field: str, words: str, subject: str = "") -> None:
    """Keep an answer that was checked already; empty words take it back."""
    found = [row for row in _rows(edit.state, form, subject) if row.field == field]
    if found and not words:
        edit.remove_all(found)
    elif found:
        edit.change(found[0], text=words)
    elif words:
        edit.add_last(
            Answer(
                workshop_id=edit.workshop.id,
                form=form,
                subject=subject,
                field=field,
                text=words,
            )
        )


def _rows(state: State, form: str, subject: str) -> list[Answer]:
    return [row for row in state.rows(Answer) if (row.form, row.subject) == (form, subject)]


def subject_of(edit: Edit, form: Form, words: str) -> str:
    """How a filling is told apart: nothing, a channel's id, or a name of at most 100 characters."""
    if form.each == "once":
        return ""
    if form.each == "channel":
        return lookup.channel(edit.state, words, "subject").id
    return edit.text(words, _("The name"), limit=100)


# -- what a field takes --------------------------------------------------------------------------


def understood(edit: Edit, spec: Field, text: str) -> str:
    """The words as a field of this type keeps them; raises `Refused` with the field's id."""
    words = fields.words(spec.label)(edit, spec.id, text)
    if not words:
        return ""
    if spec.type in ("number", "percent", "money"):
        return _number(edit, spec, words)
    if spec.type == "range":
        return _range(edit, spec, words)
    if spec.type == "date":
        found = fields.any_day(edit, spec.id, words)
        return found.isoformat() if found else ""
    if spec.type == "choice":
        return fields.chosen(spec.label, spec.choices, words, spec.id)
    if spec.type == "yes_no":
        return "yes" if fields.yes_no(edit, spec.id, words) else "no"
    if spec.type == "list":
        return _list(spec, words)
    return _named(edit, spec, words)


def _named(edit: Edit, spec: Field, words: str) -> str:
    if spec.type == "person":
        return lookup.person(edit.state, words, spec.id).name
    if spec.type == "channel":
        found: Channel = lookup.channel(edit.state, words, spec.id)
        return found.name
    if spec.type == "links":
        return ", ".join(lookup.known_references(edit.state, words, spec.id))
    return words


def unit_of(edit: Edit, spec: Field) -> str:
    """What a number of this field is counted in: %, days, or the session's currency and unit."""
    if spec.type == "percent":
        return "%"
    if spec.type == "money" or spec.unit == "money":
        return _SHORT.get(edit.workshop.unit, "") + edit.workshop.currency
    return spec.unit


def _number(edit: Edit, spec: Field, words: str) -> str:
    value = fields.amount(edit, words, spec.id, unit_of(edit, spec))
    low, high = spec.least, spec.most
    if (low is not None and value < low) or (high is not None and value > high):
        raise Refused(
            _bounds(low, high).format(label=spec.label, low=low, high=high, typed=words), spec.id
        )
    # A unit that was said is dropped, so that whoever calculates reads the same number.
    same = reading.number(words) == value
    return words if same else fields.plain_decimal(value)


def _bounds(low: int | None, high: int | None) -> str:
    if low is None:
        return _("{label} is at most {high}, not {typed}.")
    if high is None:
        return _("{label} is at least {low}, not {typed}.")
    return _("{label} is at least {low} and at most {high}, not {typed}.")


def _range(edit: Edit, spec: Field, words: str) -> str:
    parts = [part.strip() for part in words.split("/")]
    if len(parts) not in (1, 3) or not all(parts):
        raise Refused(
            _("{label} is one number, or low / base / high, for example 130 / 160 / 180.").format(
                label=spec.label
            ),
            spec.id,
        )
    kept = [_number(edit, spec, part) for part in parts]
    values = [fields.number(part, spec.id, unit_of(edit, spec)) for part in parts]
    if values != sorted(values):
        raise Refused(
            _("{label}: low, base and high must rise from left to right.").format(label=spec.label),
            spec.id,
        )
    return " / ".join(kept)


def _list(spec: Field, words: str) -> str:
    parts = _ENTRIES.split(words)
    if len(parts) == 1:
        parts = _COMMAS.split(words)
    kept = [part.strip() for part in parts if part.strip()]
    low, high = spec.least or 0, spec.most
    if len(kept) < low or (high is not None and len(kept) > high):
        needs = (
            _("{label} needs at least {low} entries, not {count}.")
            if high is None
            else _("{label} needs at least {low} and at most {high} entries, not {count}.")
        )
        raise Refused(needs.format(label=spec.label, low=low, high=high, count=len(kept)), spec.id)
    return "; ".join(kept)
