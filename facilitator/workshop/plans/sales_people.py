"""Mission, roles, KPIs and persona of a sales plan: what is there and what is not.

Source: coverage rows 81–93, methods 2.14.1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.agenda.parts import Form
from facilitator.methods.exact import NotAvailable
from facilitator.methods.kpi import KpiKind, Rhythm, control_rhythm, kpi_hint
from facilitator.model import Participant, Record
from facilitator.words.language import N_, _
from facilitator.workshop.forms import answers
from facilitator.workshop.results import records as rows
from facilitator.workshop.results.forms import filled, filled_forms
from facilitator.workshop.results.reading import fillings, plan, whole
from facilitator.workshop.state import State

MISSION_SHORTEST, MISSION_LONGEST = 40, 400
STORY_LONGEST = 600
PERSONAS = ("persona_b2b", "persona_b2c")
_CHECKS = {
    "for_whom": N_("It does not say for whom we are there."),
    "value": N_("It does not say what value the client has."),
    "owners": N_("It does not say what the owners get."),
}


@dataclass(frozen=True, slots=True)
class Mission:
    """The mission and what it still lacks."""

    text: str
    missing: tuple[str, ...]
    passed: int
    """How many of the three checks it passes."""


def mission(state: State) -> Mission:
    """Length and the three checks of coverage row 81."""
    given = answers(state, "mission")
    text = given.get("text", "")
    missing: list[str] = []
    if not text:
        missing.append(_("The mission is not written yet."))
    elif len(text) < MISSION_SHORTEST:
        missing.append(
            _("{count} characters are too few; {least} to 400 say enough.").format(
                count=len(text), least=MISSION_SHORTEST
            )
        )
    elif len(text) > MISSION_LONGEST:
        missing.append(
            _("{count} characters are too many; keep at most {most}.").format(
                count=len(text), most=MISSION_LONGEST
            )
        )
    open_checks = [said for field, said in _CHECKS.items() if text and given.get(field) != "yes"]
    return Mission(text, (*missing, *open_checks), (len(_CHECKS) - len(open_checks)) * bool(text))


# -- roles ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Role:
    """One role; `left` says that somebody in it is on the list of people no more."""

    row: Record
    kind: str
    people: tuple[Participant, ...]
    others: str
    left: bool

    @property
    def staffed(self) -> bool:
        """Whether anybody is in it."""
        return bool(self.people or self.others)

    @property
    def called(self) -> str:
        """Reference and name."""
        return f"{self.row.ref} {rows.text(self.row, 'text')}"


def roles(state: State) -> tuple[Role, ...]:
    """Every role with its people."""
    return tuple(_role(state, row) for row in rows.records(state, "roles"))


def _role(state: State, row: Record) -> Role:
    people = rows.persons(state, row, "people")
    left = len(people) < len(rows.refs(row, "people"))
    return Role(row, rows.text(row, "kind"), people, rows.text(row, "others"), left)


# -- KPIs ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PersonKpis:
    """The KPIs of one person; `hint` says when there are fewer than 3 or more than 7."""

    person: Participant
    kpis: tuple[Record, ...]
    hint: str | None
    lacks: tuple[str, ...]
    """Kinds that are missing: process, result."""


def kpis_by_person(state: State) -> tuple[PersonKpis, ...]:
    """Everybody with a role in sales or with a KPI, in the order of the list of people."""
    selling = {person.id for role in roles(state) if role.kind == "sales" for person in role.people}
    found: list[PersonKpis] = []
    for person in state.people:
        mine = [row for row in rows.records(state, "kpis") if rows.text(row, "person") == person.id]
        if mine or person.id in selling:
            kinds = {rows.text(row, "kind") for row in mine}
            lacks = tuple(kind for kind in ("process", "result") if kind not in kinds)
            found.append(PersonKpis(person, tuple(mine), kpi_hint(len(mine)), lacks))
    return tuple(found)


def cycle_days(state: State) -> tuple[int | None, str]:
    """Length of the sales cycle with where it comes from: the funnel math, else the profile."""
    for form, said in (
        ("bridge", _("funnel math of {goal}")),
        ("profile_b2b", _("key client {goal}")),
    ):
        for subject, given in fillings(state, form).items():
            days = whole(given.get("cycle_days", ""))
            if days is not None:
                return days, said.format(goal=subject)
    return None, _("type the sales cycle in the funnel math of the goal")


@dataclass(frozen=True, slots=True)
class KpiRhythm:
    """How often a KPI is looked at, and how often its kind and the sales cycle ask for."""

    row: Record
    proposed: Rhythm | NotAvailable

    @property
    def chosen(self) -> str:
        """How often the room wants to look; empty where it goes by the proposal."""
        return rows.text(self.row, "look")

    @property
    def differs(self) -> bool:
        """Whether another one was chosen than is proposed."""
        if isinstance(self.proposed, NotAvailable) or not self.chosen:
            return False
        return self.chosen != self.proposed.frequency.value


def rhythms(state: State) -> tuple[KpiRhythm, ...]:
    """The rhythm of every KPI with a kind (methods 2.14.1)."""
    days, _unused = cycle_days(state)
    found: list[KpiRhythm] = []
    for row in rows.records(state, "kpis"):
        kind = rows.text(row, "kind")
        if kind:
            found.append(KpiRhythm(row, control_rhythm(days, KpiKind(kind))))
    return tuple(found)


# -- persona -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Persona:
    """One filling of a persona form."""

    form: str
    subject: str
    missing: tuple[str, ...]
    story: int
    """Characters of the story."""

    @property
    def whole(self) -> bool:
        """Complete, and its story short enough to be read out."""
        return not self.missing and self.story <= STORY_LONGEST


def personas(state: State) -> tuple[Persona, ...]:
    """Every persona that was begun."""
    found: list[Persona] = []
    for form in _persona_forms(state):
        for each in filled_forms(state, form):
            given = answers(state, form.id, each.subject)
            lacking = filled(form, each.subject, given).missing
            missing = tuple(field.label for field in lacking)
            found.append(Persona(form.id, each.subject, missing, len(given.get("story", ""))))
    return tuple(found)


def _persona_forms(state: State) -> Sequence[Form]:
    return [
        form for stage in state.stages for form in plan(state, stage).forms if form.id in PERSONAS
    ]
