"""What the session was, who was there, and how long each stage took."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from exports.markdown.figures import day, duration, money_unit, number
from exports.markdown.naming import channel, choice, person
from exports.markdown.text import Column, blocks, cell, escape, facts, heading, listing
from exports.words import vote
from facilitator.model import Stage
from facilitator.model.workshop import (
    FOLLOW_UP,
    OPERATIONAL_PLAN,
    PERSONAL_PLAN,
    SALES_PLAN,
    SESSION,
)
from facilitator.store.entry import Entry, Kind
from facilitator.words.everywhere import in_every_language
from facilitator.words.language import N_, _
from facilitator.words.period import say_period
from facilitator.workshop.deriving import take_over_plan
from facilitator.workshop.plans.versions import version_of
from facilitator.workshop.results.preparation import COMPANY
from facilitator.workshop.results.reading import fillings
from facilitator.workshop.results.rounds import Round, energy
from facilitator.workshop.state import State

PLAN_KINDS = {
    SALES_PLAN: N_("sales plan"),
    OPERATIONAL_PLAN: N_("operational plan"),
    PERSONAL_PLAN: N_("personal plan"),
    FOLLOW_UP: N_("follow-up review"),
}


def header(state: State, today: date, history: Sequence[Entry] = ()) -> str:
    """Title and the facts of the session; of a plan, what it was made from as `history` tells."""
    workshop = state.workshop
    begins = f", {escape(workshop.start)}" if workshop.start else ""
    moderator = next((each for each in state.people if each.moderator), None)
    rules = (workshop.rule_plan, workshop.rule_actions, workshop.rule_lists)
    plan, actions, lists = (escape(_(rule)) for rule in rules)
    status = _("agreed and closed") if workshop.agreed else choice(workshop.state)
    return blocks(
        heading(1, escape(workshop.title) or _("Strategic session")),
        facts(
            [
                *about_plan(state, history),
                (_("Company"), escape(workshop.company)),
                *_company(state),
                (_("Question"), escape(workshop.question)),
                (_("Date"), day(workshop.day) + begins if workshop.day else ""),
                (_("Moderator"), person(state, moderator.id) if moderator else ""),
                (_("Amounts in"), money_unit(workshop)),
                (_("Country"), escape(workshop.country)),
                (_("Agenda"), escape(workshop.agenda_title)),
                (_("Action plan is agreed by"), plan),
                (_("Single actions by"), actions),
                (_("Lists by"), lists),
                (_("Session"), status),
                (_("Next review"), day(workshop.follow_up) if workshop.follow_up else ""),
                (_("As of"), day(today)),
            ]
        ),
    )


def _parent_in(label: str) -> str:
    # History keeps the sentence in the language in which the plan was made.
    starts = (said.partition("{title}")[0] for said in in_every_language("Made from {title}"))
    start = next((each for each in starts if label.casefold().startswith(each)), "")
    return label[len(start) :]


def about_plan(state: State, history: Sequence[Entry]) -> list[tuple[str, str]]:
    """What kind of plan it is, whose, for which days and made from what; nothing of a session."""
    workshop = state.workshop
    if workshop.kind == SESSION:
        return []
    made = next((each.label for each in history if each.verb == take_over_plan.__name__), "")
    return [
        (_("Kind"), escape(_(PLAN_KINDS.get(workshop.kind, workshop.kind)))),
        (_("Person"), escape(workshop.person)),
        (_("Period"), escape(say_period(workshop.period_first, workshop.period_last))),
        (_("Version"), str(version_of(state))),
        (_("Made from"), escape(_parent_in(made))),
    ]


def _company(state: State) -> list[tuple[str, str]]:
    """What frames the programme, where it was answered."""
    answered = fillings(state, COMPANY).get("", {})
    names = (
        ("business_type", _("Business")),
        ("strategy", _("Company strategy")),
        ("thesis", _("Starting thesis")),
        ("client_policy", _("Client policy")),
    )
    return [(label, escape(answered.get(field, ""))) for field, label in names]


def attendance(state: State) -> str:
    """Everybody of the session, with the channel they own and whether they vote."""
    if not state.people:
        return ""
    return blocks(
        heading(2, _("Attendance")),
        listing(
            state.people,
            Column(_("Initials"), lambda each: cell(each.initials), stay=True),
            Column(_("Name"), lambda each: cell(each.name), stay=True),
            Column(_("Role"), lambda each: cell(each.role)),
            Column(_("Owns channel"), lambda each: channel(state, each.channel_id)),
            Column(_("Presence"), lambda each: choice(each.presence), stay=True),
            Column(_("Vote"), vote, stay=True),
        ),
        round_of(_("Energy at the check-in"), energy(state)),
    )


def round_of(title: str, found: Round) -> str:
    """The numbers of a round, their mean, and what people said; empty when nobody did."""
    given = {who: value for who, value in found.numbers.items() if value is not None}
    if not given and not found.sentences and not found.hidden:
        return ""
    mean = _("**{title}:** not yet revealed").format(title=title) if found.hidden else ""
    if given:
        hands = ", ".join(f"{escape(who)} {value}" for who, value in given.items())
        mean = _("**{title}:** {hands} – mean {mean}").format(
            title=title, hands=hands, mean=_mean(list(given.values()))
        )
    said = [(escape(who), escape(words)) for who, words in found.sentences.items()]
    return blocks(mean, facts(said))


def _mean(values: Sequence[int]) -> str:
    return number(Fraction(sum(values), len(values)), 2)


def time_per_stage(state: State, history: Sequence[Entry]) -> str:
    """Minutes planned and spent, what was skipped, and why the room went on regardless."""
    stages = [each for each in state.stages if each.minutes or each.elapsed or each.left_reason]
    if not stages:
        return ""
    planned = sum(each.minutes for each in stages if each.state != "skipped") * 60
    spent = sum(each.elapsed for each in stages)
    return blocks(
        heading(2, _("Time per stage")),
        listing(
            stages,
            Column(_("Stage"), lambda each: cell(_named(each)), stay=True),
            Column(_("Planned"), lambda each: duration(each.minutes * 60), True, True),
            Column(_("Spent"), lambda each: duration(each.elapsed), True, True),
            Column(_("State"), lambda each: choice(each.state), stay=True),
            Column(_("Went on because"), lambda each: escape(each.left_reason)),
        ),
        _("Planned {planned}, spent {spent}.").format(
            planned=duration(planned), spent=duration(spent)
        ),
        _changes(history),
    )


def _named(stage: Stage) -> str:
    return stage.title if stage.kind == "break" else f"{stage.key} {stage.title}".strip()


def _changes(history: Sequence[Entry]) -> str:
    """How much was entered and taken back; the reasons given for opening what stood fixed."""
    if not history:
        return ""
    undone = sum(entry.kind is Kind.UNDO for entry in history)
    again = sum(entry.kind is Kind.REDO for entry in history)
    reopened = [
        escape(entry.label)
        for entry in history
        if entry.verb in ("unfreeze_weights", "reopen_plan")
    ]
    counted = _(
        "{history} entries in the history, {undone} taken back, {again} done again."
    ).format(history=len(history), undone=undone, again=again)
    return blocks(counted, "\n".join(f"- {label}" for label in reopened))
