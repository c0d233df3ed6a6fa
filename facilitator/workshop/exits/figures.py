"""Checks about the sheets and findings of the audit."""

import re
from collections.abc import Sequence

from facilitator.agenda.parts import Field, Section, Sheet
from facilitator.methods.exact import NotAvailable, half_up
from facilitator.methods.valuetest import READERS_MINIMUM
from facilitator.model import Action, Card, Channel, Figure
from facilitator.words.everywhere import in_every_language
from facilitator.words.language import N_, _
from facilitator.workshop.cards import cards_of
from facilitator.workshop.exits.here import Check, Here, Misses
from facilitator.workshop.results.accounts import SHEET as ACCOUNTS
from facilitator.workshop.results.accounts import clients_in_ledger
from facilitator.workshop.results.actions import live
from facilitator.workshop.results.audit import ledger_source, survey_of
from facilitator.workshop.results.fixed_rows import by_channel, fixed_row, said_group
from facilitator.workshop.results.loyalty import SHEET as LOYALTY
from facilitator.workshop.results.loyalty import loyalty, no_data
from facilitator.workshop.results.reading import plan, rows_of, ticked
from facilitator.workshop.results.sales import SHEET as SALES
from facilitator.workshop.results.sales import FlaggedDecline, counted_rows, sales
from facilitator.workshop.results.value import usp_care, usp_status, value_tests
from facilitator.workshop.state import State

_QUARTER = re.compile(r"\bq([1-4])(?:\s*[–-]\s*q([1-4]))?", re.IGNORECASE)


def _sheet(here: Here) -> Sheet | None:
    wanted = here.check.word("sheet")
    return next((each for each in here.spec.sheets if each.id == wanted), None)


def _given(state: State, sheet: str) -> bool:
    """Whether a ledger or a survey gave what the sheet is for."""
    if sheet == ACCOUNTS:
        return clients_in_ledger(state)
    return sheet == LOYALTY and survey_of(state) is not None


def _figures_present(here: Here) -> Misses:
    wanted = here.check.word("sheet")
    if not rows_of(here.state, wanted) and not _given(here.state, wanted):
        sheet = _sheet(here)
        yield (
            _("{title}: nothing is typed in yet.").format(title=sheet.title if sheet else wanted),
            wanted,
        )


def _min_values(here: Here) -> Misses:
    sheet, needed = _sheet(here), here.check.number("n")
    wanted = here.check.word("sheet")
    counts: dict[str, int] = {}
    if sheet is not None and by_channel(sheet):
        counts = {row.name: 0 for row in here.state.rows(Channel) if row.active}
    for row in counted_rows(here.state)[0] if wanted == SALES else rows_of(here.state, wanted):
        known = sum(value is not None for value in row.numbers)
        counts[row.grouping] = counts.get(row.grouping, 0) + known
    if not counts:
        yield (
            _("{title}: nothing is typed in yet.").format(title=sheet.title if sheet else wanted),
            wanted,
        )
    for group, count in counts.items():
        if count < needed:
            yield (
                _("{group}: {count} of {needed} values are typed in.").format(
                    group=said_group(group) or wanted, count=count, needed=needed
                ),
                wanted,
            )


def _sheet_complete(here: Here) -> Misses:
    sheet = _sheet(here)
    if sheet is None:
        return
    rows = {fixed_row(sheet.id, row.label): row for row in rows_of(here.state, sheet.id)}
    for fixed in sheet.rows:
        row = rows.get(fixed.id) or rows.get(fixed.title.casefold())
        lacking = _lacking(row, sheet.values)
        if row is None:
            yield _("{title}: not filled in.").format(title=fixed.title), fixed.id
        elif lacking:
            yield (
                _("{title}: {label} is missing.").format(
                    title=fixed.title, label=lacking[0].label.lower()
                ),
                fixed.id,
            )


def _lacking(row: Figure | None, columns: Sequence[Field]) -> list[Field]:
    """Required columns without a value; words of the last one may stand in the note."""
    found: list[Field] = []
    for at, column in enumerate(columns):
        value = row.numbers[at] if row is not None and at < len(row.numbers) else None
        noted = row is not None and column.type == "text" and bool(row.note.strip())
        if column.required and not (value or "").strip() and not noted:
            found.append(column)
    return found


def _declines_have_causes(here: Here) -> Misses:
    found = sales(here.state)
    section = here.check.word("section")
    if isinstance(found, NotAvailable):
        return
    cards = cards_of(here.state, here.stage.key, section)
    for decline in found.declines:
        if not any(_explains(card, decline) for card in cards):
            percent = half_up(decline.change * 100)
            yield (
                _("{channel} {period} ({percent} %) has no cause yet.").format(
                    channel=decline.channel, period=decline.period, percent=percent
                ),
                section,
            )


def _explains(card: Card, decline: FlaggedDecline) -> bool:
    """A card that names the channel; if it names quarters, only for a decline in one of them."""
    text = card.text.casefold()
    if decline.channel.casefold() not in text:
        return False
    spans = [(int(first), int(last or first)) for first, last in _QUARTER.findall(text)]
    if not spans or not decline.quarter:
        return True
    return any(first <= int(decline.quarter[1:]) <= last for first, last in spans)


def _pinned_findings(here: Here) -> Misses:
    needed = here.check.number("n")
    keys = set(here.check.words("stages"))
    stages = [stage for stage in here.state.stages if stage.key in keys]
    count = 0
    for stage in stages:
        spec = plan(here.state, stage)
        causes = {
            check.word("section") for check in spec.exit if check.check == "declines_have_causes"
        }
        facts: list[Section] = [each for each in spec.sections if each.id not in causes]
        count += sum(len(cards_of(here.state, stage.key, section.id)) for section in facts)
    if count < needed:
        yield (
            _("Findings: {count} of {needed} are pinned.").format(count=count, needed=needed),
            _first_section(here),
        )


def _first_section(here: Here) -> str:
    return here.spec.sections[0].id if here.spec.sections else ""


def _nps_or_no_data(here: Here) -> Misses:
    marked = no_data(here.state) or ticked(here.state, here.stage.key, "no_data")
    found = loyalty(here.state)
    if isinstance(found, NotAvailable) and not marked:
        yield _("{reason} Type them in, or mark “no data”.").format(reason=found.reason), "nps"


def _usp_per_channel(here: Here) -> Misses:
    for channel, status in usp_status(here.state).items():
        if not status:
            yield _("{channel} has no USP status yet.").format(channel=channel), "status"
    for each in usp_care(here.state):
        if each.too_few_readers:
            yield (
                _("{channel}: “tested” needs readers: {readers} of {needed}.").format(
                    channel=each.channel, readers=each.readers, needed=READERS_MINIMUM
                ),
                "value_test",
            )


def _value_test_or_action(here: Here) -> Misses:
    tested = any(not isinstance(test, NotAvailable) for test in value_tests(here.state).values())
    if not tested and not any(_will_test(here, action) for action in live(here.state)):
        yield _("No value test is typed in, and no action will run one."), "value_test"


def _will_test(here: Here, action: Action) -> bool:
    return here.stage.key in action.sources or any(
        said in action.title.casefold() for said in in_every_language(N_("value test"))
    )


def _audited(here: Here) -> Misses:
    """Channels are chosen by figures."""
    if ledger_source(here.state) is not None:
        return
    for stage in here.awaited():
        sheets = plan(here.state, stage).sheets
        if not any(rows_of(here.state, each.id) for each in sheets):
            yield (
                _("{key} {title} has no figures yet; type them, or go on with a reason.").format(
                    key=stage.key, title=stage.title
                ),
                stage.key,
            )


CHECKS: dict[str, Check] = {
    "figures_present": _figures_present,
    "min_values": _min_values,
    "sheet_complete": _sheet_complete,
    "declines_have_causes": _declines_have_causes,
    "pinned_findings": _pinned_findings,
    "nps_or_no_data": _nps_or_no_data,
    "audited": _audited,
    "usp_per_channel": _usp_per_channel,
    "value_test_or_action": _value_test_or_action,
}
