"""What a view is built from: the audit, and how its amounts, periods and choices are said."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from facilitator.audit.engine.choices import Choices, Filters
from facilitator.audit.results import Audit, Span
from facilitator.methods.abc_classes import Boundary
from facilitator.methods.exact import Exact, NotAvailable, fraction
from facilitator.words.days import month_alone
from facilitator.words.language import N_, _, ngettext
from facilitator.workshop.state import State
from screens.stages.shown import NO_BREAK, NOTHING, money_unit, number, percent, plain
from screens.stages.views.row import Row, Value, View

DIMENSIONS = {
    "channels": N_("channel"),
    "regions": N_("region"),
    "salespeople": N_("salesperson"),
    "products": N_("product"),
    "segments": N_("segment"),
}
"""Filters and the column each is of; the name of the column is said by `_`."""

BEFORE = "before"
"""What `Look.before` says when it is no whole year."""
"""Fields of the filters, and the column of the ledger each is about."""
NAMELESS = N_("not named")
"""Stands for rows that name no channel, product, …"""
_SMALL = Fraction(1, 20)


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the figures: of the whole ledger or of a part of it."""

    state: State
    audit: Audit
    source: str
    """File names, or the table."""
    size: int = 1
    """How many units of the ledger make one of what is shown."""
    width: int = 56
    """Cells of a line."""

    # -- amounts -----------------------------------------------------------------------------

    @property
    def unit(self) -> str:
        """What amounts are shown in: k€."""
        return money_unit(self.state)

    @property
    def currency(self) -> str:
        """What the ledger's amounts are in: €."""
        code = self.state.workshop.currency
        return {"EUR": "€", "USD": "$", "GBP": "£"}.get(code, code)

    def amount(self, value: Exact | NotAvailable, *, sign: bool = False) -> str:
        """An amount of the ledger in the session's unit, which is said only when it differs.

        What would round to nothing is shown in the currency itself.
        """
        if isinstance(value, NotAvailable):
            return NOTHING
        scaled = fraction(value) / self.size
        if self.size > 1 and scaled and abs(scaled) < _SMALL:
            return self.price(value, sign=sign)
        places = 0 if self.size == 1 or scaled.denominator == 1 else 1
        return number(scaled, places, sign=sign)

    def money(self, value: Exact | NotAvailable, *, sign: bool = False) -> str:
        """The same with its unit."""
        shown = self.amount(value, sign=sign)
        if shown == NOTHING or shown.endswith(f"{NO_BREAK}{self.currency}"):
            return shown
        return f"{shown}{NO_BREAK}{self.unit}"

    def price(self, value: Exact | NotAvailable, *, sign: bool = False) -> str:
        """An amount in the ledger's own currency: what one order brings."""
        if isinstance(value, NotAvailable):
            return NOTHING
        exact = fraction(value)
        whole = exact.denominator == 1 or abs(exact) >= 1000
        return f"{number(exact, 0 if whole else 2, sign=sign)}{NO_BREAK}{self.currency}"

    def shown(self, value: Value) -> str:
        """A figure as it stands in its column."""
        if value.kind == "money":
            return self.amount(value.value)
        if value.kind == "price":
            return self.price(value.value)
        if value.kind in ("part", "change"):
            return percent(value.value, value.places, sign=value.kind == "change")
        places = 0 if value.kind == "count" else value.places
        return number(value.value, places)

    def exact(self, value: Value) -> str:
        """A figure in full: cents, six decimals, and the fraction it is."""
        if isinstance(value.value, NotAvailable):
            return NOTHING
        if value.kind in ("money", "price"):
            cents = plain(value.value)
            return f"{cents}{NO_BREAK}{self.currency}"
        exact = fraction(value.value)
        if value.kind == "count" or (exact.denominator == 1 and value.kind == "number"):
            return number(exact, 0)
        if value.kind == "number":
            return number(exact, 6)
        ratio = f"{exact.numerator}/{exact.denominator}".replace("-", "−")
        told = percent(exact, 6, sign=value.kind == "change")
        return f"{told} = {ratio}" if len(ratio) <= 24 else told

    # -- periods and choices -----------------------------------------------------------------

    @property
    def window(self) -> str:
        """The months of ABC, shares and growth: "12 months to Dec 2026"."""
        return months_of(self.audit.coverage.window)

    @property
    def before(self) -> str:
        """The months these are compared with, as a column says it."""
        span = self.audit.coverage.before
        if span is None:
            return BEFORE
        whole_year = (span.first.month, span.last.month) == (1, 12)
        return str(span.last.year) if whole_year and span.first.year == span.last.year else BEFORE

    @property
    def compared(self) -> str:
        """The title of a column of growth: "on 2025"."""
        is_year = self.before.isdigit()
        return _("on {year}").format(year=self.before) if is_year else _("growth")

    def evidence(self, view: View, row: Row) -> str:
        """Where a finding comes from: file, period, choices, filters."""
        if row.source:
            return words(", ".join(part for part in (row.source, row.choice) if part))
        parts = [self.source, row.choice or view.choice or self.window, self.filters]
        return words(", ".join(part for part in parts if part))

    @property
    def filters(self) -> str:
        """The filters in words; empty when every row takes part."""
        return filters_said(self.audit.choices.filters)


def filters_said(filters: Filters) -> str:
    """Filters in words: "channel Retail, region North + South, from Jan 2026"."""
    parts = [
        f"{_(column)} {' + '.join(name or _(NAMELESS) for name in names)}"
        for field, column in DIMENSIONS.items()
        if (names := getattr(filters, field))
    ]
    if filters.since:
        parts.append(_("from {month}").format(month=month(filters.since)))
    if filters.until:
        parts.append(_("to {month}").format(month=month(filters.until)))
    return ", ".join(parts)


def month(day: date) -> str:
    """`Dec 2026`."""
    return f"{month_alone(day.month)} {day.year}"


def months_of(span: Span) -> str:
    """`12 months to Dec 2026`, or the one month there is."""
    count = (span.last.year - span.first.year) * 12 + span.last.month - span.first.month + 1
    return (
        month(span.last)
        if count == 1
        else ngettext("{count} month to {month}", "{count} months to {month}", count).format(
            count=count, month=month(span.last)
        )
    )


def period(label: str) -> str:
    """A period of the audit as people say it: "2026-03" is Mar 2026, "2026 Q1" is Q1 2026."""
    first, dash, last = label.partition(" – ")
    if dash:
        same_year = first[:4] == last[:4]
        return f"{_in_year(first) if same_year else period(first)}–{period(last)}"
    year, quarter, at = label.partition(" Q")
    if quarter:
        return _("Q{quarter} {year}").format(quarter=at, year=year)
    year, dash, at = label.partition("-")
    return f"{month_alone(int(at))} {year}" if dash else label


def _in_year(label: str) -> str:
    """A month or quarter whose year is said behind it."""
    quarter = label.partition(" Q")[2]
    if quarter:
        return _("Q{quarter}").format(quarter=quarter)
    return month_alone(int(label.partition("-")[2]))


def abc_limits(choices: Choices) -> str:
    """`ABC 80/95`, and where the customer belongs who crosses a limit when it is not usual."""
    limits = f"ABC {plain(choices.abc.a)}/{plain(choices.abc.b)}"
    is_in = choices.boundary is Boundary.CROSS_IN
    return limits if is_in else _("{limits} cross-out").format(limits=limits)


def xyz_choice(choices: Choices) -> str:
    """`XYZ by quarter, since first purchase, 10/25 %`."""
    chosen = choices.regularity
    limits = f"{plain(chosen.limits.x)}/{plain(chosen.limits.y)}{NO_BREAK}%"
    return _("XYZ by {unit}, {history}, {limits}").format(
        unit=_(chosen.unit), history=_(chosen.history.value), limits=limits
    )


def words(text: str) -> str:
    """A sentence as a person would type it: with plain spaces."""
    return text.replace(NO_BREAK, " ")
