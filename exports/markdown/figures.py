"""Numbers, money and days as a reader of the plan sees them: rounded half up, only here."""

from datetime import date
from fractions import Fraction

from exports.markdown.text import NOTHING, escape
from facilitator.methods.exact import Exact, NotAvailable, fraction, half_up
from facilitator.model import Workshop
from facilitator.words.deadline import say_day
from facilitator.words.language import _
from facilitator.words.number import with_marks
from facilitator.workshop.fields import (
    MINOR_DIGITS,
)


def number(value: Exact | NotAvailable | None, places: int = 1, *, sign: bool = False) -> str:
    """`1 234.5`; a dash for what is missing or cannot be computed."""
    if value is None or isinstance(value, NotAvailable):
        return NOTHING
    shown = half_up(value, places)
    grouped = f"{abs(shown):,}".replace(",", " ")
    mark = "−" if shown < 0 else "+" if sign and shown > 0 else ""
    return mark + with_marks(grouped)


def plain(value: Exact | NotAvailable | None, places: int = 4) -> str:
    """Like `number`, with as many decimals as the value has, at most `places`."""
    if value is None or isinstance(value, NotAvailable):
        return NOTHING
    exact = fraction(value)
    needed = next((at for at in range(places) if (exact * 10**at).denominator == 1), places)
    return number(exact, needed)


def percent(share: Exact | NotAvailable | None, places: int = 1, *, sign: bool = False) -> str:
    """`75.5 %` of a part of 1; a dash for what is missing or cannot be computed."""
    if share is None or isinstance(share, NotAvailable):
        return NOTHING
    return f"{number(fraction(share) * 100, places, sign=sign)} %"


def why(value: NotAvailable) -> str:
    """“Not available”, with the reason."""
    return _("not available: {reason}").format(reason=escape(value.reason))


def or_why(value: Exact | NotAvailable, shown: str) -> str:
    """The figure as shown, or why there is none."""
    return why(value) if isinstance(value, NotAvailable) else shown


def money_unit(workshop: Workshop) -> str:
    """What amounts in tables are counted in: `thousand EUR`."""
    if workshop.unit == "one":
        return escape(workshop.currency)
    counted = {"thousand": _("thousand {currency}"), "million": _("million {currency}")}
    return escape(counted[workshop.unit].format(currency=workshop.currency))


def cost(minor: int | None, currency: str) -> str:
    """`9 000 EUR` of an amount in minor units, with decimals only where there are any."""
    if minor is None:
        return NOTHING
    digits = MINOR_DIGITS.get(currency, 2)
    amount = Fraction(minor, 10**digits)
    return f"{number(amount, 0 if amount.denominator == 1 else digits)} {escape(currency)}"


def day(value: date | None) -> str:
    """`Fri 29 Jan 2027`; a dash when there is none."""
    return NOTHING if value is None else say_day(value)


def duration(seconds: int) -> str:
    """`1 h 05 min`; less than a minute is `0 min`."""
    hours, minutes = divmod(max(0, seconds) // 60, 60)
    return (
        _("{hours} h {minutes:02} min").format(hours=hours, minutes=minutes)
        if hours
        else _("{minutes} min").format(minutes=minutes)
    )
