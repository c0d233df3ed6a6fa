"""The people of a sales plan as lines: roles, what they are measured by, personas of buyers."""

from datetime import date

from facilitator.methods.exact import NotAvailable
from facilitator.methods.kpi import FEWEST, MOST, KpiKind, control_rhythm
from facilitator.words.language import _
from facilitator.workshop.called import called
from facilitator.workshop.plans.sales_people import (
    STORY_LONGEST,
    KpiRhythm,
    cycle_days,
    kpis_by_person,
    personas,
    rhythms,
    roles,
)
from facilitator.workshop.results.records import records, text
from facilitator.workshop.state import State
from screens.stages.shown import line, remark
from screens.widgets.itemlist import Item, Tone


def role_lines(state: State, today: date) -> list[Item]:
    """Roles without people or with somebody who left, and the KPIs of each person."""
    found = roles(state)
    items = [
        remark(f"empty {each.row.id}", _("{called} has nobody in it.").format(called=each.called))
        for each in found
        if not each.staffed
    ]
    items += [
        remark(
            f"left {each.row.id}",
            _("{called}: somebody in it has left.").format(called=each.called),
            "bad",
        )
        for each in found
        if each.left
    ]
    if found and not any(each.kind in ("marketing", "agency") for each in found):
        items.append(remark("support", _("No role supports sales from marketing or an agency.")))
    if found and not items:
        items.append(Item("whole", _("Every role has people"), tone="good"))
    return items + (_kpi_counts(state) if found else [])


def _kpi_counts(state: State) -> list[Item]:
    items = [Item("kpis of", _("KPIs of each person"), tone="heading")]
    for found in kpis_by_person(state):
        wanted = (
            _("{fewest} to {most} are wanted").format(fewest=FEWEST, most=MOST)
            if found.hint
            else ""
        )
        lacks = [
            _("no process KPI") if kind == KpiKind.PROCESS else _("no result KPI")
            for kind in found.lacks
        ]
        detail = " · ".join(filter(None, (wanted, *lacks)))
        tone: Tone = "warn" if detail else "good"
        count = str(len(found.kpis))
        items.append(
            Item(found.person.id, found.person.name, right=count, detail=detail, tone=tone)
        )
    return items


def kpi_lines(state: State, today: date) -> list[Item]:
    """How often to look at KPIs, which differ from that, and which serve no goal."""
    days, basis = cycle_days(state)
    known = NotAvailable(_("The sales cycle is not known.")) if days is None else days
    items = [
        line("cycle", _("Sales cycle"), known, _("{days} days").format(days=days), detail=basis)
    ]
    for kind in (KpiKind.PROCESS, KpiKind.RESULT):
        rhythm = control_rhythm(days, kind)
        if not isinstance(rhythm, NotAvailable):
            look = ", ".join(filter(None, (called(rhythm.frequency), _(rhythm.interim))))
            said = (
                _("Process KPIs: look {frequency}")
                if kind is KpiKind.PROCESS
                else _("Result KPIs: look {frequency}")
            )
            items.append(Item(kind.value, said.format(frequency=look)))
    items += [_rhythm(each) for each in rhythms(state) if each.differs]
    loose = [row.ref for row in records(state, "kpis") if not text(row, "goal")]
    if loose:
        said = _("No goal is served yet by {loose}: what people are measured by, they do.").format(
            loose=", ".join(loose)
        )
        items.append(Item("loose", said, tone="muted"))
    left = [row for row in records(state, "kpis") if _gone(state, text(row, "person"))]
    items += [
        remark(f"left {row.id}", _("{ref}: its person has left.").format(ref=row.ref), "bad")
        for row in left
    ]
    return [*items, *_kpi_counts(state)]


def _rhythm(found: KpiRhythm) -> Item:
    proposed = "" if isinstance(found.proposed, NotAvailable) else found.proposed.frequency.value
    name = f"{found.row.ref} {text(found.row, 'name')}"
    said = _("{name}: {chosen}, proposed {proposed}; P takes it.").format(
        name=name, chosen=called(found.chosen), proposed=called(proposed)
    )
    return remark(f"look {found.row.id}", said)


def _gone(state: State, person: str) -> bool:
    return bool(person) and all(each.id != person for each in state.people)


def persona_lines(state: State, today: date) -> list[Item]:
    """What each persona lacks, and the length of its story."""
    items: list[Item] = []
    for each in personas(state):
        missing = (
            _("missing: {missing}").format(missing=", ".join(each.missing)) if each.missing else ""
        )
        tone: Tone = "good" if each.whole else "warn"
        story = _("{count} of {all}").format(count=each.story, all=STORY_LONGEST)
        items.append(
            Item(
                f"{each.form} {each.subject}",
                each.subject,
                right=_("whole") if each.whole else _("not yet"),
                detail=missing,
                tone=tone,
            )
        )
        long: Tone = "warn" if each.story > STORY_LONGEST else ""
        items.append(
            Item(
                f"story {each.form} {each.subject}", _("Story, characters"), right=story, tone=long
            )
        )
    said = _(
        "Age, gender, family and income are optional. They never decide whom we serve, or how."
    )
    return [*items, Item("sensitive", said, tone="muted")]
