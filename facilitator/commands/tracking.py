"""Commands on a personal plan: keep a day's work, show where the person stands."""

import asyncio
import json
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from facilitator.commands.settings import Settings, Stopped, say
from facilitator.words.language import _

if TYPE_CHECKING:
    from facilitator.workshop.library import Library
    from facilitator.workshop.plans.personal_tracking import Standing
    from facilitator.workshop.state import State


def track(settings: Settings, reference: str, line: str, day: str, *, as_json: bool) -> int:
    """Keep a day's line in a personal plan, if there is one; then print where the person stands."""
    from facilitator.workshop.plans.personal_commands import track as keep

    if day and not line:
        raise Stopped(_("--day says for which day the numbers are; add them: “15 2 1 0 0”."), 2)
    with settings.library() as library:
        found = _plan(library, reference)
        if line:

            async def commit() -> "State":
                opened = await library.open(found)
                row = await opened.run(keep, line, day)
                say(_("{ref} kept: {figures}").format(ref=row.ref, figures=_shown(row.values)))
                return opened.state

            state = asyncio.run(commit())
        else:
            state = asyncio.run(library.read(found)).state
        return _show(state, settings, as_json=as_json)


def _plan(library: "Library", reference: str) -> str:
    """The id of a personal plan; a person's name means the plan for now, else the latest."""
    from facilitator.model.workshop import PERSONAL_PLAN

    plans = [each for each in library.summaries() if each.kind == PERSONAL_PLAN]
    wanted = reference.casefold().strip()
    own = [each for each in plans if wanted and wanted in each.person.casefold()]
    today = library.clock.today().isoformat()
    now = [each for each in own if str(each.period_first) <= today <= str(each.period_last)]
    if len({each.person for each in own}) == 1 and (len(now) == 1 or len(own) == 1):
        return (now or own)[0].id
    if not reference and len(plans) == 1:
        return plans[0].id
    found = library.find(reference) if reference or not plans else None
    if found is None or found.kind != PERSONAL_PLAN:
        listed = ", ".join(f"{each.number} {each.title}" for each in plans[:8])
        what = (
            _("“{title}” is no personal plan.").format(title=found.title)
            if found
            else _("Which plan?")
        )
        how = (
            _("There are: {names}.").format(names=listed)
            if listed
            else _(
                "Make one: facilitator new --agenda personal_plan --from REF --person NAME "
                "--period feb."
            )
        )
        raise Stopped(f"{what} {how}")
    return found.id


def _shown(values: dict[str, str]) -> str:
    from facilitator.words.deadline import say_day
    from facilitator.workshop.plans.personal_tracking import MEASURES

    numbers = (
        f"{_(name).lower()} {values[key]}" for key, name in MEASURES.items() if key in values
    )
    return ", ".join((say_day(date.fromisoformat(values["day"])), *numbers))


def _show(state: "State", settings: Settings, *, as_json: bool) -> int:
    from facilitator.methods.exact import NotAvailable
    from facilitator.workshop.plans.personal_figures import tracking_figures
    from facilitator.workshop.plans.personal_tracking import standing

    found = standing(state, settings.day())
    if as_json:
        shown: Any = tracking_figures(state, settings.day())
        print(json.dumps(shown, ensure_ascii=False, indent=2))
    elif isinstance(found, NotAvailable):
        raise Stopped(found.reason)
    else:
        for each in _report(state, found):
            print(each)
    return 0


def _report(state: "State", found: "Standing") -> Iterator[str]:
    from facilitator.commands.tabular import columns, share
    from facilitator.methods.exact import NotAvailable, plain
    from facilitator.words.deadline import say_day
    from facilitator.workshop.plans.personal_tracking import MEASURES

    def said(value: Any, places: int = 1) -> str:
        return "–" if isinstance(value, NotAvailable) else plain(value, places)

    yield state.workshop.title
    yield _("{day}: {elapsed} of {whole} working days").format(
        day=say_day(found.as_of), elapsed=found.pace.elapsed, whole=found.pace.whole
    )
    yield ""
    rows = [("", _("so far"), _("pace"), _("target"), _("of pace"), "")]
    rows += [
        (
            _(MEASURES[each.measure]),
            said(each.actual),
            said(each.expected),
            said(each.target),
            "–" if isinstance(each.achievement, NotAvailable) else share(each.achievement),
            _(each.light),
        )
        for each in found.measures
    ]
    if found.measures:
        yield from columns(rows)
        yield ""
    weeks = [("", _("days"), *(_(MEASURES[name]).lower() for name in MEASURES))]
    weeks += [
        (
            _("Week {number}").format(number=week.number),
            str(week.days_logged),
            *(plain(week.totals[name]) if name in week.totals else "–" for name in MEASURES),
        )
        for week in found.weeks
    ]
    if any(week.days_logged for week in found.weeks):
        yield from columns(weeks)
    yield from found.remarks
