"""Base figures of a period against their targets: the six the operational plan is judged by.

Source: methods 2.15, coverage rows 134–140.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from facilitator.methods.exact import Figure, NotAvailable, entered, fraction, plain, quotient
from facilitator.methods.funnel import SMALL_SAMPLE_BELOW, sales_cycle
from facilitator.methods.kpi import Judged, Light, judge
from facilitator.methods.market import market_share, relative_share
from facilitator.methods.retention import retention_rate
from facilitator.methods.smart import Direction
from facilitator.model import Channel
from facilitator.words.language import N_, _, ngettext
from facilitator.workshop.results.reading import entries, fillings, guarded, number, whole
from facilitator.workshop.state import State

FORM = "base_metrics"
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure of one subject; shares are parts of 1, days and money as entered."""

    subject: str
    id: str
    name: str
    value: Figure
    target: Figure
    judged: Judged
    basis: str
    is_share: bool = False

    @property
    def key(self) -> str:
        """The same in every state: what an action made of it names as its reason."""
        return f"{self.subject}: {self.name}".lstrip(": ")

    @property
    def light(self) -> Light:
        """Green, amber, red, or grey without data."""
        return self.judged.light


def metrics(state: State) -> tuple[Metric, ...]:
    """The figures of every filling that have at least one number or target."""
    return state.memo("base metrics", lambda: _metrics(state))


def _metrics(state: State) -> tuple[Metric, ...]:
    found: list[Metric] = []
    for subject, given in fillings(state, FORM).items():
        channel = state.find(Channel, subject)
        name = channel.name if channel else subject
        found += [each for each in _of(name, given) if _is_begun(each)]
    return tuple(found)


def red(state: State) -> tuple[Metric, ...]:
    """Figures that ask for an action."""
    return tuple(each for each in metrics(state) if each.light is Light.RED)


def _is_begun(metric: Metric) -> bool:
    missing = isinstance(metric.value, NotAvailable) and isinstance(metric.target, NotAvailable)
    return not missing


def _of(subject: str, given: Mapping[str, str]) -> list[Metric]:
    period = given.get("period", "")
    return [
        _metric(subject, "revenue", _("Sales volume"), _given(given, "revenue"), given, period),
        _share(subject, given),
        _cheque(subject, given),
        _conversion(subject, given),
        _retention(subject, given),
        _cycle(subject, given),
    ]


_NOT_ENTERED = {
    "revenue": N_("The revenue is not entered."),
    "orders": N_("The orders is not entered."),
    "contacts": N_("The contacts is not entered."),
    "contracts": N_("The contracts is not entered."),
}


def _given(given: Mapping[str, str], field: str) -> Figure:
    return entered(number(given.get(field, "")), _(_NOT_ENTERED[field]))


def _metric(
    subject: str,
    id: str,
    name: str,
    value: Figure,
    given: Mapping[str, str],
    basis: str,
    *,
    is_share: bool = False,
) -> Metric:
    typed = number(given.get(f"{id}_target", ""))
    part = typed / _HUNDRED if typed is not None and is_share else typed
    target = entered(part, _("There is no target."))
    direction = Direction.DOWN if id == "cycle" else Direction.UP
    judged = judge(value, target, direction)
    return Metric(subject, id, name, value, target, judged, basis, is_share)


def _share(subject: str, given: Mapping[str, str]) -> Metric:
    own, market = number(given.get("revenue", "")), number(given.get("market", ""))
    value: Figure = NotAvailable(_("Own revenue and the market of the same period are needed."))
    if own is not None and market is not None:
        value = market_share(own, market)
        if not isinstance(value, NotAvailable) and value > 1:
            value = NotAvailable(_("Own revenue is larger than the market; correct one."))
    parts = [given.get("source", "") or _("the market has no source yet")]
    rival = number(given.get("rival", ""))
    if own is not None and rival is not None:
        beside = relative_share(own, rival)
        if not isinstance(beside, NotAvailable):
            parts.append(_("{times} × the largest competitor").format(times=plain(beside, 2)))
    basis = " · ".join(parts)
    return _metric(subject, "share", _("Market share"), value, given, basis, is_share=True)


def _cheque(subject: str, given: Mapping[str, str]) -> Metric:
    orders = _given(given, "orders")
    value = quotient(_given(given, "revenue"), orders, _("There are no orders."))
    basis = "" if isinstance(orders, NotAvailable) else _said_orders(orders)
    return _metric(subject, "cheque", _("Average cheque"), value, given, basis)


def _said_orders(orders: Fraction) -> str:
    return ngettext("{count} orders", "{count} orders", int(orders)).format(count=orders)


def _conversion(subject: str, given: Mapping[str, str]) -> Metric:
    contacts = _given(given, "contacts")
    value = quotient(_given(given, "contracts"), contacts, _("There were no first contacts."))
    basis = ""
    if not isinstance(contacts, NotAvailable):
        said = (
            _("of {count} first contacts, a small sample")
            if contacts < SMALL_SAMPLE_BELOW
            else _("of {count} first contacts")
        )
        basis = said.format(count=contacts)
    if not isinstance(value, NotAvailable) and value > 1:
        value = NotAvailable(_("There are more contracts than first contacts; correct one."))
    return _metric(subject, "conversion", _("Conversion"), value, given, basis, is_share=True)


def _retention(subject: str, given: Mapping[str, str]) -> Metric:
    counts = [whole(given.get(f"clients_{name}", "")) for name in ("start", "new", "end")]
    start, new, end = counts
    value: Figure = NotAvailable(_("Clients at the start, won, and at the end are needed."))
    basis = ""
    if start is not None and new is not None and end is not None:
        value = guarded(lambda: retention_rate(start, new, end))
        basis = _("{stayed} of {start} clients stayed").format(stayed=end - new, start=start)
    return _metric(subject, "retention", _("Client retention"), value, given, basis, is_share=True)


def _cycle(subject: str, given: Mapping[str, str]) -> Metric:
    typed = [whole(each) for each in entries(given.get("days", ""))]
    days = [each for each in typed if each is not None and each >= 0]
    found = sales_cycle(days)
    if len(days) < len(typed):
        found = NotAvailable(_("Days of a deal are whole numbers of 0 or more."))
    if isinstance(found, NotAvailable):
        return _metric(subject, "cycle", _("Days to a contract"), found, given, "")
    basis = _("mean {mean} of {deals} won deals; median shown").format(
        mean=plain(found.mean, 1), deals=found.deals
    )
    return _metric(subject, "cycle", _("Days to a contract"), fraction(found.median), given, basis)
