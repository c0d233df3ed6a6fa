"""What is computed beside the ledgers and forms of the audit and the session that may be kept."""

from collections.abc import Mapping, Sequence
from datetime import date

from facilitator.methods.exact import NotAvailable
from facilitator.methods.valuetest import READERS_MINIMUM
from facilitator.model import Record, Requirement
from facilitator.words.language import _, ngettext
from facilitator.workshop.called import begun, called
from facilitator.workshop.results.key_clients import (
    growth,
    look_alikes,
    segment_roles,
    value_by_channel,
)
from facilitator.workshop.results.preparation import STATES, pack, rumours
from facilitator.workshop.results.records import records, text
from facilitator.workshop.results.sale_steps import (
    CLIENTS,
    PASS_MARK,
    STEPS,
    certified,
    step_care,
    techniques,
)
from facilitator.workshop.results.value import usp_care
from facilitator.workshop.state import State
from screens.stages.plans import Lines
from screens.stages.shown import line, money, number, percent, remark
from screens.widgets.itemlist import Item, Tone

_TONES: Mapping[str, Tone] = {"ready": "good", "partial": "warn", "missing": "bad"}
_MOST_NAMES = 12


def _names(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    listed = ", ".join(names[:_MOST_NAMES])
    if more <= 0:
        return listed
    return ngettext("{names} and {count} more", "{names} and {count} more", more).format(
        names=listed, count=more
    )


# -- before the room meets -----------------------------------------------------------------------


def _pack(state: State, today: date) -> list[Item]:
    found = pack(state)
    if not any(found.counts.values()):
        return []
    items = [
        Item(each, begun(each), right=str(count), tone=_TONES[each] if count else "muted")
        for each in STATES
        for count in (found.counts[each],)
    ]
    if found.whole:
        return [*items, Item("whole", _("The data pack is ready"), tone="good")]
    left = _names([text(row, "text") for row in found.not_ready])
    return [*items, remark("left", _("Not ready: {left}.").format(left=left))]


def _facts(state: State, today: date) -> list[Item]:
    said = _("no source: find one, or call it a guess")
    return [remark(row.id, f"{row.ref}? {said}.") for row in rumours(state)]


# -- how we sell ---------------------------------------------------------------------------------


def _steps(state: State, today: date) -> list[Item]:
    found = step_care(state)
    if not records(state, STEPS):
        return []
    described = sum(each.described for each in found)
    whole: Tone = "good" if described == len(found) else "warn"
    items = [
        Item(
            "described",
            _("Described"),
            right=_("{count} of {all}").format(count=described, all=len(found)),
            tone=whole,
        )
    ]
    items += [
        remark(
            f"open {each.step}",
            _("{step}: no standard action, or no end to it.").format(step=each.step),
        )
        for each in found
        if not each.described
    ]
    items += [
        remark(
            f"loss {each.step}",
            _("{step}: why are deals lost here?").format(step=each.step),
        )
        for each in found
        if each.lacks_loss_reason
    ]
    return items


def _techniques(state: State, today: date) -> list[Item]:
    found = techniques(state)
    if not found.findings:
        return []
    items = [
        Item(area, begun(area), right=str(count), tone="" if count else "muted")
        for area, count in found.areas.items()
    ]
    if found.blind:
        items.append(
            remark(
                "blind",
                _("Nothing about {areas}: one-sided?").format(
                    areas=", ".join(map(called, found.blind))
                ),
            )
        )
    for clients in CLIENTS:
        mine = [row for row in found.findings if text(row, "clients") == clients]
        items += _clients(clients, mine)
    return items


def _clients(clients: str, rows: Sequence[Record]) -> list[Item]:
    if not rows:
        return []
    heading = Item(
        f"of {clients}",
        _("New clients") if clients == "new" else _("Existing clients"),
        tone="heading",
    )
    return [heading, *(Item(f"= {row.id}", text(row, "text"), row.ref) for row in rows)]


def _certified(state: State, today: date) -> list[Item]:
    found = certified(state)
    if isinstance(found.share, NotAvailable):
        return []
    people = len(found.passed) + len(found.failed)
    basis = _("{passed} of {people} people with {pass_mark} % or more in every exam").format(
        passed=len(found.passed), people=people, pass_mark=PASS_MARK
    )
    tone: Tone = "warn" if found.failed else "good"
    items = [
        line("share", _("Certified"), found.share, percent(found.share), detail=basis, tone=tone)
    ]
    if found.failed:
        items.append(remark("failed", _("Not yet: {names}.").format(names=_names(found.failed))))
    return items


# -- value and key clients -----------------------------------------------------------------------


def _value(state: State, today: date) -> list[Item]:
    items: list[Item] = []
    for each in value_by_channel(state):
        tone: Tone = "good" if each.creates else "warn"
        shown = _("{mean} of 3").format(mean=number(each.mean, 1))
        basis = ngettext("{count} step", "{count} steps", each.steps).format(count=each.steps)
        if each.top:
            highest = _("3 at {steps}").format(steps=", ".join(each.top))
            basis = f"{basis}; {highest}"
        items.append(line(each.channel, each.channel, each.mean, shown, detail=basis, tone=tone))
        if each.empty:
            said = _("{channel}: nothing for the client in {empty}.").format(
                channel=each.channel, empty=", ".join(each.empty)
            )
            items.append(remark(f"empty {each.channel}", said))
    return items


def _usp(state: State, today: date) -> list[Item]:
    items: list[Item] = []
    for each in usp_care(state):
        if each.to_develop:
            said = _("{channel} has no USP. An action: develop the USP for {channel}.").format(
                channel=each.channel
            )
            items.append(remark(f"none {each.channel}", said))
        if each.unproved:
            items.append(
                remark(
                    f"proof {each.channel}",
                    _("{channel}: nothing proves it.").format(channel=each.channel),
                )
            )
        if each.too_few_readers:
            said = _(
                "{channel} is called tested with {readers} of {readers_minimum} readers."
            ).format(channel=each.channel, readers=each.readers, readers_minimum=READERS_MINIMUM)
            items.append(remark(f"readers {each.channel}", said))
    return items


def _growth(state: State, today: date) -> list[Item]:
    found = growth(state)
    items: list[Item] = []
    if found.rows:
        basis = _("{counted} of {rows} rows name revenue and potential").format(
            counted=found.counted, rows=len(found.rows)
        )
        shown = money(state, found.to_win, sign=True)
        items.append(line("to win", _("Still to win"), found.to_win, shown, detail=basis))
    if found.without:
        said = _("A clients without offer and owner: {names}.").format(names=_names(found.without))
        items.append(remark("without", said))
    return items


def _segments(state: State, today: date) -> list[Item]:
    found = segment_roles(state)
    if not any(found.values()):
        return []
    return [
        Item(
            role,
            begun(role),
            right=str(len(names)),
            detail=", ".join(names),
            tone="" if names else "muted",
        )
        for role, names in found.items()
    ]


def _look_alikes(state: State, today: date) -> list[Item]:
    found = look_alikes(state)
    if not any(found.values()):
        return []
    items = [Item(each, begun(each), right=str(count)) for each, count in found.items()]
    return [Item("all", _("Companies"), right=str(sum(found.values()))), *items]


def _watched(state: State, today: date) -> list[Item]:
    """Value for key clients that must not be diluted, at every review."""
    rows = [row for row in state.rows(Requirement) if row.at_risk]
    if not rows:
        return []
    heading = Item("at risk", _("Value at risk: is it still delivered?"), tone="heading")
    return [heading, *(Item(row.id, row.text, row.ref, "!", tone="warn") for row in rows)]


LINES: Mapping[str, Lines] = {
    "data_pack": _pack,
    "market_facts": _facts,
    "process_steps": _steps,
    "techniques": _techniques,
    "certificates": _certified,
    "value_map": _value,
    "usp": _usp,
    "key_accounts": _growth,
    "segments": _segments,
    "look_alikes": _look_alikes,
    "gaps": _watched,
}
"""Beside which ledger or form."""
