"""The worked example as one picture and its history, built once for all tests of exports."""

from datetime import date
from functools import cache
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from nasty import NASTY

from facilitator.model import Action, Row
from facilitator.store.entry import Entry
from facilitator.words.text import clean
from facilitator.workshop.state import State
from tests.rows import rows_of
from tests.templates import demo_opened

TODAY = date(2027, 1, 14)


@cache
def demo() -> tuple[State, tuple[Entry, ...]]:
    """The state and the whole history, oldest first."""
    with TemporaryDirectory() as folder, demo_opened(Path(folder)) as opened:
        return opened.state, tuple(opened.store.entries(opened.id))


def demo_state() -> State:
    """The state alone."""
    return demo()[0]


FREE_TEXT: dict[str, tuple[str, ...]] = {
    "workshop": ("title", "company", "question", "start", "agenda_title", "rule_plan"),
    "stage": ("title", "left_reason"),
    "channel": ("name", "kind", "territory"),
    "participant": ("name", "role"),
    "card": ("text", "evidence", "subject", "accepted"),
    "criterion": ("name", "low", "middle", "high"),
    "requirement": ("text", "evidence", "process_change"),
    "goal": ("text", "metric", "unit", "data_source", "milestone", "scope", "not_doing"),
    "action": ("title", "measure", "first_step", "evidence", "amendment"),
    "decision": ("text", "reason", "rule"),
    "vote": ("note",),
    "plan_vote": ("reason", "amendment"),
    "parked": ("text", "raised_by", "note"),
    "figure": ("note",),
}


@cache
def nasty_demo() -> tuple[State, tuple[str, ...]]:
    """The example with another nasty text in every field, and what each action is called then."""
    state = demo_state()
    rows = rows_of(state)
    texts = cycle(clean(each, multiline=True).text for each in NASTY)
    changed: list[Row] = []
    for row in rows:
        fields = FREE_TEXT.get(row.__tablename__, ())
        changed.append(row.with_changes({each: f"{next(texts)}" for each in fields}))
    for at, text in enumerate(NASTY):
        words = clean(text, multiline=True).text
        changed.append(
            Action(
                workshop_id=state.workshop.id,
                id=f"nasty{at:03}",
                position=1000 + at,
                ref=f"N{at}",
                title=f"{words}",
                measure=words,
                owner_id=state.people[1].id,
                sources=[words],
                deadline=TODAY,
            )
        )
    return State(changed), tuple(row.title for row in changed if isinstance(row, Action))
