"""The client base by quarter: ABC, XYZ, their matrix, concentration and retention."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from facilitator.methods.abc_classes import (
    AbcResult,
    ClassRow,
    Concentration,
    RankedClient,
    class_report,
    classify_abc,
    concentration,
    imbalance_hints,
)
from facilitator.methods.abc_xyz import Matrix, abc_xyz_matrix
from facilitator.methods.exact import NotAvailable, total
from facilitator.methods.retention import Retention, retention
from facilitator.methods.xyz_classes import XyzResult, classify_xyz
from facilitator.words.language import _
from facilitator.workshop.results.audit import ledger_audit, ledger_source
from facilitator.workshop.results.reading import answer, rows_of, values
from facilitator.workshop.state import State

SHEET = "accounts"
YEAR = 4
"""Quarters in a year: ABC and retention compare the last four with the four before."""


@dataclass(frozen=True, slots=True)
class Account:
    """One client; `key` tells clients of one name in two channels apart."""

    key: str
    name: str
    channel: str
    quarters: tuple[Fraction | None, ...]
    last: Fraction | None
    """Revenue of the year before the latest one."""
    this: Fraction | None
    """Revenue of the latest four quarters, None while one of them is blank."""
    ranked: RankedClient | None
    """Place, share and class; None for a client without revenue this year."""
    xyz: XyzResult


@dataclass(frozen=True, slots=True)
class Accounts:
    """The whole base; results name clients by `Account.key`, see `account`."""

    first_quarter: str
    """As typed, for example "2025 Q1"; empty when not set."""
    quarters: int
    accounts: tuple[Account, ...]
    abc: AbcResult
    classes: tuple[ClassRow, ...] | NotAvailable
    matrix: Matrix
    concentration: Concentration | NotAvailable
    hints: tuple[str, ...]
    retention: Retention | NotAvailable
    """Over all channels."""
    by_channel: Mapping[str, Retention]

    def account(self, key: str) -> Account:
        """Return a client by key; KeyError for another key."""
        for each in self.accounts:
            if each.key == key:
                return each
        raise KeyError(key)

    def names(self, keys: Sequence[str]) -> tuple[str, ...]:
        """Names of clients, in the order of the keys."""
        names = {each.key: each.name for each in self.accounts}
        return tuple(names[key] for key in keys)


def accounts(state: State) -> Accounts | NotAvailable:
    """Read the sheet of clients by quarter; equal revenues keep the order of the sheet.

    Without typed clients a ledger may still name them, see `clients_in_ledger`.
    """
    return state.memo("accounts", lambda: _accounts(state))


def clients_in_ledger(state: State) -> bool:
    """Whether ABC, XYZ and retention come from a ledger that names customers."""
    found = ledger_audit(state)
    return found is not None and not isinstance(found.abc, NotAvailable)


def _accounts(state: State) -> Accounts | NotAvailable:
    rows = rows_of(state, SHEET)
    count = max((len(row.numbers) for row in rows), default=0)
    if not count:
        if ledger_source(state) is not None:
            return NotAvailable(_("The clients are those of the sales ledger."))
        return NotAvailable(_("No clients are typed in yet."))
    keys = [f"{at:05}" for at in range(len(rows))]
    series = {key: values(row, count) for key, row in zip(keys, rows, strict=True)}
    this = {key: _year(line[-YEAR:]) for key, line in series.items()}
    last = {
        key: _year(line[-2 * YEAR : -YEAR]) if count >= 2 * YEAR else None
        for key, line in series.items()
    }
    abc = classify_abc(this)
    regularity = {key: classify_xyz(line) for key, line in series.items()}
    ranked = {one.client: one for one in abc.ranked}
    found = tuple(
        Account(
            key=key,
            name=row.label,
            channel=row.grouping,
            quarters=tuple(series[key]),
            last=last[key],
            this=this[key],
            ranked=ranked.get(key),
            xyz=regularity[key],
        )
        for key, row in zip(keys, rows, strict=True)
    )
    short = NotAvailable(_("Retention compares two years: type in eight quarters."))
    channels = dict.fromkeys(each.channel for each in found) if count >= 2 * YEAR else {}
    return Accounts(
        first_quarter=answer(state, SHEET, "first_quarter"),
        quarters=count,
        accounts=found,
        abc=abc,
        classes=class_report(abc),
        matrix=abc_xyz_matrix(abc, regularity),
        concentration=concentration(abc),
        hints=imbalance_hints(abc),
        retention=_retention(found) if count >= 2 * YEAR else short,
        by_channel={
            channel: _retention([each for each in found if each.channel == channel])
            for channel in channels
        },
    )


def _year(quarters: Sequence[Fraction | None]) -> Fraction | None:
    known = [value for value in quarters if value is not None]
    return total(known) if known and len(known) == len(quarters) else None


def _retention(found: Sequence[Account]) -> Retention:
    return retention({each.key: (each.last, each.this) for each in found})
