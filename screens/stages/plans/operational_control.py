"""What keeps an operational plan on course, as lines: resources, risks, controls, versions."""

from datetime import date

from facilitator.methods.exact import NotAvailable
from facilitator.methods.risks import Risk
from facilitator.model import Record
from facilitator.words.deadline import say_day
from facilitator.words.language import _, ngettext
from facilitator.workshop.plans.operational import resources, risk_remarks, risks, shortages
from facilitator.workshop.plans.operational_schedule import control_dates
from facilitator.workshop.results.records import record, records, text
from facilitator.workshop.state import State
from screens.stages.shown import LIGHTS, line, plain, remark, remarks
from screens.widgets.itemlist import Item, Tone


def resource_lines(state: State, today: date) -> list[Item]:
    """What runs short, and what is done about it."""
    open_names = {each.ref for each in shortages(state)}
    items: list[Item] = []
    for at, each in enumerate(resources(state)):
        short = each.shortage
        if isinstance(short, NotAvailable):
            items.append(line(f"resource {at}", each.name, short, ""))
            continue
        right = (
            _("{amount} short").format(amount=f"{plain(short)} {each.unit}".strip())
            if short
            else _("enough")
        )
        tone: Tone = LIGHTS[each.light]
        detail = each.answer if short else ""
        if each.name in open_names:
            detail = _("say what will be done or dropped")
        items.append(Item(f"resource {at}", each.name, right=right, detail=detail, tone=tone))
    return items


def risk_lines(state: State, today: date) -> list[Item]:
    """Every risk by its score, with the response it needs."""
    return [*(_risk(state, each) for each in risks(state)), *remarks(risk_remarks(state))]


def _risk(state: State, found: Risk) -> Item:
    row = record(state, found.ref)
    name = text(row, "text") if row else found.ref
    if isinstance(found.score, NotAvailable):
        return line(f"risk {found.ref}", name, found.score, "")
    right = f"{found.probability} × {found.impact} = {found.score}"
    answered = bool(found.response.strip())
    tone: Tone = ("warn" if answered else "bad") if found.needs_response else ""
    detail = found.response or (_("needs a response") if found.needs_response else _("watch"))
    return Item(f"risk {found.ref}", name, found.ref, right=right, detail=detail, tone=tone)


def control_lines(state: State, today: date) -> list[Item]:
    """When each control is due, and from where on it is bad."""
    items: list[Item] = []
    for each in control_dates(state, today):
        if each.lacks:
            items.append(remark(f"lacks {each.row.id}", each.lacks))
            continue
        day = say_day(each.day) if each.day else _("no day")
        tone: Tone = "warn" if each.day and each.day < today and not _done(each.row) else ""
        key = f"control {each.row.id}"
        label = f"{each.who} {each.text}".strip()
        items.append(Item(key, label, right=day, detail=each.threshold, tone=tone))
    return items


def _done(row: Record) -> bool:
    return text(row, "status") == "done"


def version_lines(state: State, today: date) -> list[Item]:
    """How many versions were kept, and how to keep one."""
    rows = records(state, "versions")
    said = _("Type what changed; why; who: the plan as it stands becomes the next version.")
    if rows:
        said = _("Ctrl+P “Compare versions” shows what changed from one to the next.")
    count = ngettext("{count} version", "{count} versions", len(rows)).format(count=len(rows))
    return [Item("count", _("Versions kept"), right=count), Item("how", said, tone="muted")]
