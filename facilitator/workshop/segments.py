"""A company with one channel compares its segments: they are taken in as what is scored.

Source: coverage row 34.
"""

from facilitator.model import Channel
from facilitator.words.language import _, ngettext
from facilitator.workshop.criteria import matrix_stage
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.results.audit import ledger_audit
from facilitator.workshop.results.key_clients import SEGMENTS
from facilitator.workshop.results.reading import plan
from facilitator.workshop.results.records import records, text
from facilitator.workshop.setup import add_channel, change_channel
from facilitator.workshop.state import State

MOST = 8
"""Segments taken in at once, the largest first; more cannot be scored in a meeting."""

KIND = "segment"


def known_segments(state: State) -> tuple[str, ...]:
    """Segments the room wrote down, then those of the sales file, the largest first."""
    names = [text(row, "text") for row in records(state, SEGMENTS)]
    read = ledger_audit(state)
    for each in read.breakdowns if read else ():
        if each.dimension == KIND:
            names += [row.value for row in each.rows]
    found = {name.casefold(): name for name in reversed(names) if name.strip()}
    return tuple(dict.fromkeys(found[name.casefold()] for name in names if name.strip()))


def take_segments(edit: Edit) -> list[Channel]:
    """Score segments in place of the only channel, which stays and is scored no more.

    Raises `Refused` with several channels (unless the stage compares segments), and where no
    segment is known.
    """
    active = [each for each in edit.state.rows(Channel) if each.active]
    whole = [each for each in active if each.kind != KIND]
    compares = plan(edit.state, matrix_stage(edit.state)).alternatives == "segments"
    if len(whole) > 1 and not compares:
        raise Refused(_("There are several channels to compare; segments are for a single one."))
    taken = {each.name.casefold() for each in edit.state.rows(Channel)}
    names = [each for each in known_segments(edit.state) if each.casefold() not in taken]
    if not names:
        raise Refused(
            _(
                "No segment is known that is not here already. Type one with c, write them down "
                "in the stage of key clients, or read a sales file with a column of segments."
            )
        )
    made = [add_channel(edit, name, KIND) for name in names[:MOST]]
    for each in whole:
        change_channel(edit, each.id, active=False)
    edit.says(
        ngettext("{count} segment taken in", "{count} segments taken in", len(made)).format(
            count=len(made)
        )
    )
    return made
