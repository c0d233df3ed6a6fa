"""The last line of an exported plan: which session it is of, and how it was told.

It is a link reference nobody refers to, which no reader of Markdown shows. With it an edited plan
is compared with what was exported, whatever happened in the session since.
"""

from dataclasses import dataclass
from datetime import date

from facilitator.words.language import LANGUAGES, language
from facilitator.workshop.state import State

LABEL = "facilitator"
WHOLE, TEAM = "plan", "team"


@dataclass(frozen=True, slots=True)
class Mark:
    """The session, the number of its last entry, the day, the language, and for whom it was."""

    session: str
    entry: int
    day: date
    language: str
    team: bool


def marked(document: str, state: State, today: date, *, team: bool = False) -> str:
    """The document of the state with its mark."""
    told = (
        state.workshop.id,
        str(state.head),
        today.isoformat(),
        language(),
        TEAM if team else WHOLE,
    )
    return f'{document}\n[{LABEL}]: # "{" ".join(told)}"\n'


def read_mark(words: str) -> Mark | None:
    """What `marked` wrote; None when somebody changed it."""
    parts = words.split()
    if len(parts) != 5 or parts[3] not in LANGUAGES or not parts[1].isdecimal():
        return None
    try:
        day = date.fromisoformat(parts[2])
    except ValueError:
        return None
    return Mark(parts[0], int(parts[1]), day, parts[3], parts[4] == TEAM)
