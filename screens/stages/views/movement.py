"""Customers who came, came back and left; what was kept of them, and the flow over time."""

from collections.abc import Sequence
from fractions import Fraction

from facilitator.audit.results import FlowRow, Movement, Share
from facilitator.methods.exact import NotAvailable
from screens.stages.shown import percent
from screens.stages.views.customers import base
from screens.stages.views.look import Look, period, words
from screens.stages.views.row import Value, View, missing, remark
from screens.stages.views.tables import Entry, Part, Table, laid_out

ALL = "All customers"
_RULES = {
    "CRR": "(customers before − lost) ÷ customers before",
    "Churn": "lost ÷ customers before",
    "NRR": "revenue of those who bought before, now ÷ before",
    "GRR": "the same, and growth of a customer does not count: the smaller of now and before",
}
_SAID = {
    "CRR": "customers kept",
    "Churn": "customers lost",
    "NRR": "revenue of earlier customers kept, with their growth",
    "GRR": "revenue of earlier customers kept, without growth",
}


def movement(look: Look) -> View:
    """Rates for all and by channel, counts of who moved, then period by period."""
    title = f"Movement, {look.window} against {base(look)}"
    found = look.audit.movement
    if isinstance(found, NotAvailable):
        rows: list[Part] = [missing("movement", "Retention", found), *_flows(look)]
        return View(title, laid_out(look, rows), look.window)
    moves = [found, *_channels(look)]
    parts: list[Part] = [rates(look, each) for each in moves]
    parts += [_counts(look, each) for each in moves]
    return View(title, laid_out(look, [*parts, *_flows(look)]), look.window)


def _channels(look: Look) -> list[Movement]:
    found = [each.movement for each in look.audit.channels]
    known = [each for each in found if not isinstance(each, NotAvailable)]
    return known if len(known) > 1 else []


def _name(each: Movement) -> str:
    return each.name or ALL


def rates(look: Look, each: Movement, wanted: Sequence[str] = tuple(_RULES)) -> Table:
    """What was kept of customers and revenue, with how many there were."""
    name = _name(each)
    found: tuple[tuple[str, str, Share], ...] = (
        ("CRR", "Customers kept (CRR)", each.crr),
        ("Churn", "Customers lost (churn)", each.churn),
        ("NRR", "Revenue kept (NRR)", each.nrr),
        ("GRR", "Without growth (GRR)", each.grr),
    )
    entries = [
        Entry(
            f"{name} {short}",
            label,
            (Value(label, value, "part", 2, _RULES[short]),),
            ""
            if isinstance(value, NotAvailable)
            else words(f"{name}, {look.window}: {percent(value, 2)} {_SAID[short]} ({short})"),
            place=f"{name}, {look.window}",
            section="RK" if short == "Churn" else "",
            detail=value.reason if isinstance(value, NotAvailable) else "",
        )
        for short, label, value in found
        if short in wanted
    ]
    title = f"{name}: {each.start} before, {each.end} now"
    top = max((value for _, _, value in found if not isinstance(value, NotAvailable)), default=1)
    return Table(title, entries, whole=max(Fraction(1), Fraction(top)))


def _counts(look: Look, each: Movement) -> Table:
    name = _name(each)
    moves = (
        ("new", "New", each.new, each.new_revenue, "bought for the first time", "brought"),
        ("returned", "Returned", each.returned, each.returned_revenue,
         "had bought earlier, though not in the months before", "brought"),
        ("lost", "Lost", each.lost, each.lost_revenue,
         "bought in the months before and not since", "had brought"),
    )  # fmt: skip
    entries = [
        Entry(
            f"{name} {key}",
            label,
            (
                Value("Customers", count, "count", rule=rule),
                Value("Revenue", money, rule=f"what they {brought}"),
            ),
            words(
                f"{name}, {look.window}: {count} {label.lower()}, they {brought} "
                f"{look.money(money)}"
            ),
            place=f"{name}, {look.window}",
            section="RK" if key == "lost" else "",
        )
        for key, label, count, money, rule, brought in moves
    ]
    return Table(f"{name} who moved", entries, ("customers", f"revenue {look.unit}"))


def _flows(look: Look) -> list[Part]:
    flows = look.audit.flows
    if not flows:
        return []
    unit = look.audit.choices.regularity.unit
    wait = look.audit.choices.regularity.period.lost_after
    entries = [_flow(each) for each in flows[::-1]]
    told = f"Lost: no purchase for {wait} {unit}s, counted in the last of them."
    return [
        Table(f"By {unit}", entries, ("active", "new", "back", "lost")),
        remark("flows", told),
    ]


def _flow(each: FlowRow) -> Entry:
    spoken = period(each.label)
    return Entry(
        f"flow {each.label}",
        spoken,
        (
            Value("Active", each.active, "count", rule="customers with a purchase"),
            Value("New", each.new, "count", rule="first purchase of all"),
            Value("Back", each.returned, "count", rule="bought again after being given up"),
            Value("Lost", each.lost, "count", rule="silent for as long as XYZ waits"),
        ),
        f"{spoken}: {each.active} customers bought, {each.new} for the first time, "
        f"{each.returned} came back, {each.lost} were given up",
        place=spoken,
        choice=spoken,
    )
