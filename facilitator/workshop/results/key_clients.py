"""Key clients: how each is to grow, segments by role, companies like them, where value arises."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from facilitator.methods.exact import NotAvailable, mean, total
from facilitator.model import Channel, Record
from facilitator.words.language import _
from facilitator.workshop.results.accounts import accounts
from facilitator.workshop.results.audit import ledger_audit
from facilitator.workshop.results.records import channel, number, records, text
from facilitator.workshop.state import State

KEY_ACCOUNTS, LOOK_ALIKES, SEGMENTS, VALUE_MAP = (
    *("key_accounts", "look_alikes"),
    *("segments", "value_map"),
)
ROLES = ("core", "strategic", "reserve", "new")
PROGRESS = ("listed", "contacted", "met", "won", "lost")
MOST = 3
"""What the client comes for."""


@dataclass(frozen=True, slots=True)
class Growth:
    """Clients with a growth strategy; money in the session's unit."""

    rows: tuple[Record, ...]
    to_win: Fraction | NotAvailable
    """Potential less revenue over the rows that name both."""
    counted: int
    """Rows that name both."""
    without: tuple[str, ...]
    """A clients of the audit, or rows of class A, without a next offer and an owner."""


@dataclass(frozen=True, slots=True)
class ChannelValue:
    """Where a channel creates value for its client."""

    channel: str
    steps: int
    mean: Fraction | NotAvailable
    top: tuple[str, ...]
    """Steps the client comes for."""
    empty: tuple[str, ...]
    """Steps that give the client nothing."""

    @property
    def creates(self) -> bool:
        """Whether any step is worth at least 2 of 3 to the client."""
        return bool(self.top) or (not isinstance(self.mean, NotAvailable) and self.mean >= MOST - 1)


def growth(state: State) -> Growth:
    """How key clients are to grow, and which A clients nobody has thought about."""
    return state.memo("growth of clients", lambda: _growth(state))


def _growth(state: State) -> Growth:
    rows = records(state, KEY_ACCOUNTS)
    planned = {
        text(row, "text").casefold()
        for row in rows
        if text(row, "next_offer") and text(row, "owner")
    }
    important = [*_a_clients(state), *(text(r, "text") for r in rows if text(r, "abc") == "A")]
    both = [
        Fraction(potential) - Fraction(revenue)
        for row in rows
        if (potential := number(row, "potential")) is not None
        and (revenue := number(row, "revenue")) is not None
    ]
    none = NotAvailable(_("No row names both revenue and potential."))
    return Growth(
        tuple(rows),
        total(both) if both else none,
        len(both),
        tuple(dict.fromkeys(each for each in important if each.casefold() not in planned)),
    )


def _a_clients(state: State) -> list[str]:
    found = accounts(state)
    if not isinstance(found, NotAvailable):
        return [each.name for each in found.accounts if each.ranked and each.ranked.abc == "A"]
    read = ledger_audit(state)
    if read is None or isinstance(read.abc, NotAvailable):
        return []
    return [row.customer for row in read.abc.ranked.rows if row.abc == "A"]


def segment_roles(state: State) -> Mapping[str, tuple[str, ...]]:
    """Segments by role, in the order of the roles; roles without one are empty."""
    rows = records(state, SEGMENTS)
    return {
        role: tuple(text(row, "text") for row in rows if text(row, "role") == role)
        for role in ROLES
    }


def look_alikes(state: State) -> Mapping[str, int]:
    """How many companies stand at each step; who was met was contacted, but is counted once."""
    said = [text(row, "status") for row in records(state, LOOK_ALIKES)]
    return {each: said.count(each) for each in PROGRESS}


def value_by_channel(state: State) -> tuple[ChannelValue, ...]:
    """Value of each active channel with steps in the value map; missing values count nowhere."""
    return state.memo("value by channel", lambda: _value_by_channel(state))


def _value_by_channel(state: State) -> tuple[ChannelValue, ...]:
    rows = records(state, VALUE_MAP)
    found: list[ChannelValue] = []
    for one in state.rows(Channel):
        mine = [row for row in rows if channel(state, row, "channel") == one]
        if mine:
            found.append(_channel_value(one.name, mine))
    return tuple(found)


def _channel_value(name: str, rows: list[Record]) -> ChannelValue:
    known = [
        (text(row, "text"), value) for row in rows if (value := number(row, "value")) is not None
    ]
    none = NotAvailable(_("No step of this channel has a value yet."))
    return ChannelValue(
        name,
        len(rows),
        mean([Fraction(value) for _unused, value in known]) if known else none,
        tuple(step for step, value in known if value == MOST),
        tuple(step for step, value in known if value == 0),
    )
