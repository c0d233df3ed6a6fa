"""The options that decide an audit: which rows, which periods, which limits."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from facilitator.commands.settings import Stopped
from facilitator.words.language import _
from facilitator.words.several import one_of

if TYPE_CHECKING:
    from facilitator.audit.engine.choices import Choices, Filters, Regularity

_MOST_MONTHS = 600
_YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class Cut:
    """Options of the audit; empty ones leave its own defaults in force."""

    since: str = ""
    """First month, such as 2026-01, or year."""
    until: str = ""
    """Last month or year."""
    channel: tuple[str, ...] = ()
    """Only this channel; may be given several times; "" means rows that name none."""
    region: tuple[str, ...] = ()
    """Only this region."""
    salesperson: tuple[str, ...] = ()
    """Only this salesperson."""
    product: tuple[str, ...] = ()
    """Only this product."""
    segment: tuple[str, ...] = ()
    """Only this segment."""
    window: str = ""
    """Months that ABC, growth and retention look at and compare with as many before (12)."""
    abc: str = ""
    """Per cent of revenue where A and B end (80/95)."""
    xyz: str = ""
    """Period of XYZ: month or quarter (quarter)."""
    xyz_limits: str = ""
    """Variation in per cent up to which X and Y reach (10/25)."""
    history: str = ""
    """What XYZ looks at: first (since the first purchase) or full (every period) (first)."""
    season: str = ""
    """Season in XYZ: in (as bought) or out (divided by the company's season index) (in)."""
    as_of: str = ""
    """The day on which the ledger ends; a month not over by then is incomplete (today)."""

    def choices(self, today: date) -> "Choices":
        """The choices of the audit; raises `Stopped` with what an option wants instead."""
        from facilitator.audit.engine.choices import Choices
        from facilitator.methods.abc_classes import AbcLimits

        given = Choices()
        a, b = self._pair("--abc", self.abc, "80/95") or (given.abc.a, given.abc.b)
        try:
            limits = AbcLimits(a, b)
        except ValueError:
            raise wanted(
                "--abc", _("two rising numbers of per cent like 80/95"), self.abc
            ) from None
        return Choices(
            filters=self._filters(),
            window=self._window(given.window),
            abc=limits,
            regularity=self._regularity(),
            as_of=_day("--as-of", self.as_of) if self.as_of else today,
        )

    def _filters(self) -> "Filters":
        from facilitator.audit.engine.choices import Filters

        try:
            return Filters(
                since=_month("--since", self.since, first=True),
                until=_month("--until", self.until, first=False),
                channels=self.channel,
                regions=self.region,
                salespeople=self.salesperson,
                products=self.product,
                segments=self.segment,
            )
        except ValueError as error:
            raise Stopped(
                _("--since {since} comes after --until {until}. Turn them round.").format(
                    since=self.since, until=self.until
                ),
                2,
            ) from error

    def _window(self, usual: int) -> int:
        if not self.window:
            return usual
        told = self.window.strip()
        if not (told.isascii() and told.isdecimal()) or not 1 <= int(told[:6]) <= _MOST_MONTHS:
            raise wanted(
                "--window",
                _("a number of months from 1 to {most}").format(most=_MOST_MONTHS),
                self.window,
            )
        return int(told)

    def _regularity(self) -> "Regularity":
        from facilitator.audit.engine.choices import UNITS, History, Regularity
        from facilitator.methods.xyz_classes import XyzLimits

        given = Regularity()
        unit = self.xyz or given.unit
        if unit not in UNITS:
            raise wanted("--xyz", one_of(UNITS), self.xyz)
        histories = {"": given.history, "first": History.SINCE_FIRST, "full": History.FULL}
        if self.history not in histories:
            raise wanted("--history", _("first or full"), self.history)
        x, y = self._pair("--xyz-limits", self.xyz_limits, "10/25") or (
            given.limits.x,
            given.limits.y,
        )
        try:
            limits = XyzLimits(x, y)
        except ValueError:
            raise wanted(
                "--xyz-limits", _("two rising numbers of per cent like 10/25"), self.xyz_limits
            ) from None
        if self.season not in ("", "in", "out"):
            raise wanted("--season", _("in or out"), self.season)
        return Regularity(unit, histories[self.history], limits, deseasonalise=self.season == "out")

    @staticmethod
    def _pair(option: str, text: str, example: str) -> tuple[Decimal, Decimal] | None:
        if not text:
            return None
        parts = text.replace("%", "").split("/")
        try:
            first, second = (Decimal(part.strip()) for part in parts)
            if first.is_finite() and second.is_finite() and max(first, second) < 10**6:
                return first, second
        except (InvalidOperation, ValueError):
            pass
        raise wanted(
            option, _("two rising numbers of per cent like {example}").format(example=example), text
        )


def _month(option: str, text: str, *, first: bool) -> date | None:
    if not text:
        return None
    parts = text.strip().split("-")
    if 1 <= len(parts) <= 3 and all(part.isascii() and part.isdecimal() for part in parts):
        numbers = [int(part) for part in parts if len(part) <= 4]
        month = 1 if first else 12
        try:
            if len(numbers) == len(parts) and numbers[0] in _YEARS:
                return date(*(numbers + [month, 1][len(numbers) - 1 :])[:3])
        except ValueError:
            pass
    raise wanted(option, _("a month like 2026-01, or a year"), text)


def _day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise wanted(option, _("a day like 2027-01-14"), text) from None


def wanted(option: str, what: str, told: str) -> Stopped:
    """What to raise for an option with a wrong value."""
    return Stopped(
        _("{option} wants {what}, not “{typed}”.").format(option=option, what=what, typed=told), 2
    )
