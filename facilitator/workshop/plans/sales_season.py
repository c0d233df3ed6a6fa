"""Season of the channels of a sales plan: computed from past sales, or typed where they are short.

Source: methods 2.5, coverage rows 94 and 95.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from facilitator.methods.exact import NotAvailable
from facilitator.model import Channel
from facilitator.words.everywhere import in_every_language
from facilitator.words.language import _
from facilitator.workshop.results.reading import answer, entries, rows_of, values
from facilitator.workshop.results.sales import MONTHS, sales
from facilitator.workshop.state import State

TYPED, BUYING = "season", "buying"
_FULL = 12


@dataclass(frozen=True, slots=True)
class ChannelSeason:
    """Twelve indices, 1 is an average month, with what stands behind them."""

    channel: str
    indices: tuple[Fraction, ...] | NotAvailable
    basis: str
    push: tuple[str, ...]
    promote: tuple[str, ...]
    budget_quarters: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def strongest(self) -> tuple[str, ...]:
        """The three strongest months, in the order of the year."""
        return self._ranked(strongest=True)

    @property
    def weakest(self) -> tuple[str, ...]:
        """The three weakest months, in the order of the year."""
        return self._ranked(strongest=False)

    def _ranked(self, *, strongest: bool) -> tuple[str, ...]:
        if isinstance(self.indices, NotAvailable):
            return ()
        sign = -1 if strongest else 1
        order = sorted(range(_FULL), key=lambda at: (sign * self.index(at), at))
        return tuple(_(MONTHS[at]) for at in sorted(order[:3]))

    def index(self, month: int) -> Fraction:
        """Index of a month from 0; 0 where there is none."""
        return Fraction(0) if isinstance(self.indices, NotAvailable) else self.indices[month]


def seasons(state: State) -> tuple[ChannelSeason, ...]:
    """The season of every active channel; a typed index goes before the computed one."""
    return state.memo("plan seasons", lambda: _seasons(state))


def _seasons(state: State) -> tuple[ChannelSeason, ...]:
    channels = [row for row in state.rows(Channel) if row.active]
    return tuple(_season(state, each.id, each.name) for each in channels)


def _season(state: State, key: str, name: str) -> ChannelSeason:
    indices, basis = _indices(state, name)

    def said(field: str) -> tuple[str, ...]:
        return entries(answer(state, BUYING, field, key))

    found = ChannelSeason(
        name,
        indices,
        basis,
        said("target_months"),
        said("promo_months"),
        said("budget_quarters"),
        (),
    )
    return replace(found, remarks=tuple(_remarks(found)))


def _indices(state: State, name: str) -> tuple[tuple[Fraction, ...] | NotAvailable, str]:
    for row in rows_of(state, TYPED):
        if row.grouping == name:
            typed = [value for value in values(row, _FULL) if value is not None]
            whole = sum(typed, Fraction(0))
            if len(typed) != _FULL or whole == 0:
                return NotAvailable(
                    _("{channel}: type twelve indices, not all of them 0.").format(channel=name)
                ), ""
            # 1 is an average month, so that shares of the year are index ÷ 12
            return tuple(value * _FULL / whole for value in typed), _("typed by the room")
    found = sales(state)
    if isinstance(found, NotAvailable):
        return found, ""
    for channel in found.channels:
        if channel.name == name:
            season = channel.seasonality
            if isinstance(season, NotAvailable):
                return season, ""
            said = (
                _("{years} full years of sales, indicative")
                if season.indicative
                else _("{years} full years of sales")
            )
            return season.indices, said.format(years=season.years)
    return NotAvailable(
        _("No past sales of {channel} are here; type its season.").format(channel=name)
    ), ""


def month_at(words: str) -> int | None:
    """Which month a word begins with, from 0; None for any other word."""
    start = words.strip().casefold()[:3]
    return next(
        (
            at
            for at, name in enumerate(MONTHS)
            if any(start == said[:3] for said in in_every_language(name))
        ),
        None,
    )


def _remarks(found: ChannelSeason) -> list[str]:
    remarks: list[str] = []
    for words in (*found.push, *found.promote):
        if month_at(words) is None:
            remarks.append(
                _("{channel}: “{typed}” is no month; type Sep; Oct; Nov.").format(
                    channel=found.channel, typed=words
                )
            )
    if isinstance(found.indices, NotAvailable):
        return remarks
    weak = _where(found, found.push, lambda index: index < 1)
    if weak:
        remarks.append(
            _("{channel}: pushed below an average month: {months}.").format(
                channel=found.channel, months=", ".join(weak)
            )
        )
    strong = _where(found, found.promote, lambda index: index > 1)
    if strong:
        remarks.append(
            _("{channel}: promoted in season: {months}.").format(
                channel=found.channel, months=", ".join(strong)
            )
        )
    return remarks


def _where(
    found: ChannelSeason, named: tuple[str, ...], fits: Callable[[Fraction], bool]
) -> list[str]:
    at = {each: month_at(each) for each in named}
    return [each for each, month in at.items() if month is not None and fits(found.index(month))]
