"""What lies on the table before the room meets: the data pack, facts about the market."""

from collections.abc import Mapping
from dataclasses import dataclass

from facilitator.model import Record
from facilitator.workshop.results.records import records, text
from facilitator.workshop.state import State

PACK, FACTS = "data_pack", "market_facts"
STATES = ("ready", "partial", "missing")
COMPANY = "company"
"""The form that frames the sales programme: kind of business, strategy, client policy."""


@dataclass(frozen=True, slots=True)
class Pack:
    """Rows of the data pack by state; `untold` have none yet, `not_ready` are all but ready."""

    counts: Mapping[str, int]
    untold: int
    not_ready: tuple[Record, ...]

    @property
    def whole(self) -> bool:
        """Whether everything listed is ready."""
        return not self.not_ready and sum(self.counts.values()) > 0


def pack(state: State) -> Pack:
    """How far the data pack is."""
    return state.memo("data pack", lambda: _pack(state))


def _pack(state: State) -> Pack:
    rows = records(state, PACK)
    said = [text(row, "status") for row in rows]
    return Pack(
        {each: said.count(each) for each in STATES},
        said.count(""),
        tuple(row for row, status in zip(rows, said, strict=True) if status != "ready"),
    )


def rumours(state: State) -> tuple[Record, ...]:
    """Facts about the market that name no source."""
    return tuple(row for row in records(state, FACTS) if not text(row, "source"))
