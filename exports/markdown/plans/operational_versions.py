"""The versions kept of an operational plan, and what changed from each to the next."""

from collections.abc import Sequence
from itertools import pairwise

from exports.markdown.text import Column, blocks, bullets, cell, escape, heading, listing
from facilitator.store.entry import Entry
from facilitator.words.deadline import say_day
from facilitator.words.language import _
from facilitator.workshop.plans.versions import difference, state_at, versions
from facilitator.workshop.state import State


def kept_versions(state: State, history: Sequence[Entry]) -> str:
    """The versions of a plan, and what changed from each to the next; empty without any."""
    kept = versions(state, history)
    if not kept:
        return ""
    parts = [
        heading(2, _("Versions of the plan")),
        listing(
            kept,
            Column(_("Version"), lambda each: cell(each.ref), stay=True),
            Column(_("Day"), lambda each: say_day(each.day) if each.day else "", stay=True),
            Column(_("What changed"), lambda each: escape(each.what), stay=True),
            Column(_("Why"), lambda each: escape(each.why), stay=True),
            Column(_("Who"), lambda each: escape(each.who), stay=True),
        ),
    ]
    states = [state_at(history, each.seq) for each in kept] + [state]
    names = [each.ref for each in kept] + [_("now")]
    for at, (before, after) in enumerate(pairwise(states)):
        found = difference(before, after)
        if found:
            parts.append(
                heading(
                    3, _("From {before} to {after}").format(before=names[at], after=names[at + 1])
                )
            )
            parts.append(bullets(escape(f"{each.table}: {each.sentence}") for each in found))
    return blocks(*parts)
