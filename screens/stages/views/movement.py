"""Customers who came, came back and left; what was kept of them, and the flow over time."""

from collections.abc import Sequence
from fractions import Fraction

from facilitator.audit.results import FlowRow, Movement, Share
from facilitator.methods.exact import NotAvailable
from facilitator.words.language import N_, _, ngettext, pgettext
from screens.stages.shown import percent
from screens.stages.views.customers import base
from screens.stages.views.look import Look, period, words
from screens.stages.views.row import Value, View, missing, remark
from screens.stages.views.tables import Entry, Part, Table, laid_out

ALL = N_("All customers")
_RULES = {
    "CRR": N_("(customers before − lost) ÷ customers before"),
    "Churn": N_("lost ÷ customers before"),
    "NRR": N_("revenue of those who bought before, now ÷ before"),
    "GRR": N_("the same, and growth of a customer does not count: the smaller of now and before"),
}
_SAID = {
    "CRR": N_("customers kept"),
    "Churn": N_("customers lost"),
    "NRR": N_("revenue of earlier customers kept, with their growth"),
    "GRR": N_("revenue of earlier customers kept, without growth"),
}


def movement(look: Look) -> View:
    """Rates for all and by channel, counts of who moved, then period by period."""
    title = _("Movement, {window} against {base}").format(window=look.window, base=base(look))
    found = look.audit.movement
    if isinstance(found, NotAvailable):
        rows: list[Part] = [missing("movement", _("Retention"), found), *_flows(look)]
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
    return each.name or _(ALL)


def rates(look: Look, each: Movement, wanted: Sequence[str] = tuple(_RULES)) -> Table:
    """What was kept of customers and revenue, with how many there were."""
    name = _name(each)
    found: tuple[tuple[str, str, Share], ...] = (
        ("CRR", _("Customers kept (CRR)"), each.crr),
        ("Churn", _("Customers lost (churn)"), each.churn),
        ("NRR", _("Revenue kept (NRR)"), each.nrr),
        ("GRR", _("Without growth (GRR)"), each.grr),
    )
    entries = [
        Entry(
            f"{name} {short}",
            label,
            (Value(label, value, "part", 2, _(_RULES[short])),),
            ""
            if isinstance(value, NotAvailable)
            else words(f"{name}, {look.window}: {percent(value, 2)} {_(_SAID[short])} ({short})"),
            place=f"{name}, {look.window}",
            section="RK" if short == "Churn" else "",
            detail=value.reason if isinstance(value, NotAvailable) else "",
        )
        for short, label, value in found
        if short in wanted
    ]
    title = _("{name}: {start} before, {end} now").format(name=name, start=each.start, end=each.end)
    top = max(
        (rate[2] for rate in found if not isinstance(rate[2], NotAvailable)),
        default=1,
    )
    return Table(title, entries, whole=max(Fraction(1), Fraction(top)))


def _counts(look: Look, each: Movement) -> Table:
    name = _name(each)
    moves = (
        ("new", pgettext("customers", "New"), each.new, each.new_revenue,
         _("bought for the first time"),
         _("{name}, {window}: {count} new, they brought {amount}")),
        ("returned", pgettext("customers", "Returned"), each.returned, each.returned_revenue,
         _("had bought earlier, though not in the months before"),
         _("{name}, {window}: {count} returned, they brought {amount}")),
        ("lost", pgettext("customers", "Lost"), each.lost, each.lost_revenue,
         _("bought in the months before and not since"),
         _("{name}, {window}: {count} lost, they had brought {amount}")),
    )  # fmt: skip
    entries = [
        Entry(
            f"{name} {key}",
            label,
            (
                Value(_("Customers"), count, "count", rule=rule),
                Value(
                    _("Revenue"),
                    money,
                    rule=_("what they had brought") if key == "lost" else _("what they brought"),
                ),
            ),
            words(
                said.format(name=name, window=look.window, count=count, amount=look.money(money))
            ),
            place=f"{name}, {look.window}",
            section="RK" if key == "lost" else "",
        )
        for key, label, count, money, rule, said in moves
    ]
    return Table(
        _("{name} who moved").format(name=name),
        entries,
        (_("customers"), _("revenue {unit}").format(unit=look.unit)),
    )


def _flows(look: Look) -> list[Part]:
    flows = look.audit.flows
    if not flows:
        return []
    unit = look.audit.choices.regularity.unit
    wait = look.audit.choices.regularity.period.lost_after
    entries = [_flow(each) for each in flows[::-1]]
    if unit == "month":
        title = _("By month")
        said = ngettext(
            "Lost: no purchase for {count} month, counted in the last of them.",
            "Lost: no purchase for {count} months, counted in the last of them.",
            wait,
        )
    else:
        title = _("By quarter")
        said = ngettext(
            "Lost: no purchase for {count} quarter, counted in the last of them.",
            "Lost: no purchase for {count} quarters, counted in the last of them.",
            wait,
        )
    told = said.format(count=wait)
    titles = (
        pgettext("customers", "active"),
        pgettext("customers", "new"),
        pgettext("customers", "back"),
        pgettext("customers", "lost"),
    )
    return [
        Table(title, entries, titles),
        remark("flows", told),
    ]


def _flow(each: FlowRow) -> Entry:
    spoken = period(each.label)
    return Entry(
        f"flow {each.label}",
        spoken,
        (
            Value(
                pgettext("customers", "Active"),
                each.active,
                "count",
                rule=_("customers with a purchase"),
            ),
            Value(pgettext("customers", "New"), each.new, "count", rule=_("first purchase of all")),
            Value(
                pgettext("customers", "Back"),
                each.returned,
                "count",
                rule=_("bought again after being given up"),
            ),
            Value(
                pgettext("customers", "Lost"),
                each.lost,
                "count",
                rule=_("silent for as long as XYZ waits"),
            ),
        ),
        _(
            "{period}: {active} customers bought, {new} for the first time, "
            "{returned} came back, {lost} were given up"
        ).format(
            period=spoken, active=each.active, new=each.new, returned=each.returned, lost=each.lost
        ),
        place=spoken,
        choice=spoken,
    )
