"""Forms as they were answered: channel structure, USP, key-client profiles, any other."""

from collections.abc import Mapping, Sequence
from datetime import date

from exports.markdown.figures import day, money_unit, number, percent
from exports.markdown.naming import channel, choice
from exports.markdown.text import NOTHING, blocks, cell, escape, facts, heading, table
from facilitator.agenda.parts import Field
from facilitator.methods.exact import Exact, NotAvailable
from facilitator.model import Answer, Channel
from facilitator.words.language import _
from facilitator.workshop.aside import is_aside
from facilitator.workshop.edit import Refused
from facilitator.workshop.forms import form_of
from facilitator.workshop.results.forms import PROFILES, profiles
from facilitator.workshop.results.reading import entries, fillings
from facilitator.workshop.results.reading import number as exact
from facilitator.workshop.results.structure import Structure, structures
from facilitator.workshop.state import State

STRUCTURE, USP = "structure", "usp"

TOLD = frozenset(
    {STRUCTURE, USP, *PROFILES, "market", "chain", "bridge", "ticks", "confirm", "actions", "goals"}
    | {"opening", "targets", "pay_rule", "personal_goal", "approval"}  # of a personal plan
    | {"company", "sales", "economics", "accounts", "nps", "value_test", "checklist", "funnel"}
)
"""Forms told elsewhere, ticks, and settings of sheets that are told as figures."""

Answers = Mapping[str, str]


def filling(state: State, form: str, answers: Answers) -> str:
    """One filling as a table of fields and answers, in the order the form asks.

    Answers to fields the form has no more come last, under the field's id.
    """
    fields = {field.id: field for field in _fields(state, form)}
    known = [
        (escape(field.label), _shown(state, field, answers[name]))
        for name, field in fields.items()
        if name in answers
    ]
    others = [(cell(name), escape(text)) for name, text in answers.items() if name not in fields]
    return table(
        [_("Field"), _("Answer")], [(label, said or NOTHING) for label, said in known + others]
    )


def title_of(state: State, form: str) -> str:
    """The form's title, or its id when no stage asks it any more."""
    try:
        return escape(form_of(state, form).title)
    except Refused:
        return escape(form)


def _fields(state: State, form: str) -> Sequence[Field]:
    try:
        return form_of(state, form).fields
    except Refused:
        return ()


def _shown(state: State, field: Field, text: str) -> str:
    if field.type == "date":
        return _date(text)
    if field.type == "list":
        return escape("; ".join(entries(text)))
    if text in field.choices or (field.type == "yes_no" and text in ("yes", "no")):
        return choice(text)
    if field.type == "channel":
        known = state.find(Channel, text)
        return escape(known.name if known else text)
    unit = _unit(state, field)
    counted = bool(unit) and all(exact(part) is not None for part in text.split("/"))
    return f"{escape(text)} {unit}" if counted else escape(text)


def _date(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return escape(text)


def _unit(state: State, field: Field) -> str:
    if field.type == "percent":
        return "%"
    return money_unit(state.workshop) if "money" in (field.type, field.unit) else escape(field.unit)


def structure(state: State) -> str:
    """Width and length of each channel, with what follows from the answers."""
    found = fillings(state, STRUCTURE)
    computed = structures(state)
    parts = [
        blocks(
            heading(3, channel(state, subject) or _("All channels")),
            filling(state, STRUCTURE, answers),
            _follows(computed[subject], money_unit(state.workshop)),
        )
        for subject, answers in found.items()
    ]
    return blocks(heading(2, _("Channel structure")), *parts) if parts else ""


def _follows(found: Structure, unit: str) -> str:
    def money(value: Exact | NotAvailable) -> str:
        return "" if isinstance(value, NotAvailable) else f"{number(value)} {unit}"

    def share(value: Exact | NotAvailable) -> str:
        return "" if isinstance(value, NotAvailable) else percent(value)

    width = ""
    if not isinstance(found.width_change, NotAvailable):
        change = percent(found.width_change_share, sign=True)
        width = _("{width_change} partners ({change})").format(
            width_change=number(found.width_change, 0, sign=True), change=change
        )
    return facts(
        [
            (_("Change of width"), width),
            (_("Share of revenue kept"), share(found.kept_share)),
            (_("Revenue of leaving partners"), money(found.leaving_revenue)),
            (_("Of it expected to move to the kept"), money(found.transferred)),
            (_("Revenue at risk"), money(found.at_risk)),
            (_("Planned revenue"), money(found.planned_revenue)),
            (_("Revenue per partner now"), money(found.per_partner_now)),
            (_("Revenue per partner planned"), money(found.per_partner_planned)),
            (_("Share of the top partner"), share(found.top_share)),
            (_("Territory coverage"), share(found.coverage)),
        ]
    )


def usp(state: State) -> str:
    """What is said about the USP of each channel."""
    parts = [
        blocks(
            heading(3, channel(state, subject) or _("All channels")), filling(state, USP, answers)
        )
        for subject, answers in fillings(state, USP).items()
    ]
    return blocks(heading(2, _("USP of the channels")), *parts) if parts else ""


def key_clients(state: State) -> str:
    """Every key-client profile, with how complete it is and whether it tells clients apart."""
    found = {(each.filled.form, each.filled.subject): each for each in profiles(state)}
    parts: list[str] = []
    for form in PROFILES:
        for subject, answers in fillings(state, form).items():
            profile = found[form, subject]
            missing = ", ".join(field.label for field in profile.filled.missing)
            tells = _("yes") if profile.discriminates else _("not yet")
            parts.append(
                blocks(
                    heading(3, escape(subject) or title_of(state, form)),
                    filling(state, form, answers),
                    facts(
                        [
                            (_("Complete"), percent(profile.filled.share, 0)),
                            (_("Missing"), escape(missing)),
                            (_("Tells clients apart"), tells),
                        ]
                    ),
                )
            )
    return blocks(heading(2, _("Key-client profile")), *parts) if parts else ""


def further_forms(state: State) -> str:
    """Forms of the moderator's own agenda, as they were answered."""
    forms = dict.fromkeys(row.form for row in state.rows(Answer))
    parts = [
        blocks(
            heading(3, f"{title_of(state, form)}: {about}" if about else title_of(state, form)),
            filling(state, form, answers),
        )
        for form in forms
        if form not in TOLD and not is_aside(form)
        for subject, answers in fillings(state, form).items()
        for about in [channel(state, subject) if state.find(Channel, subject) else escape(subject)]
    ]
    return blocks(heading(2, _("Further answers")), *parts) if parts else ""
