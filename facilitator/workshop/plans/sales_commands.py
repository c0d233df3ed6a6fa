"""What one key takes from the sales plan itself: quarters, KPI rhythm, actions, budget lines."""

from decimal import Decimal

from facilitator.methods.exact import NotAvailable, plain
from facilitator.model import Figure
from facilitator.words.language import N_, _
from facilitator.words.number import decimal_text
from facilitator.workshop.actions import add_action
from facilitator.workshop.called import called
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.figures import set_figure
from facilitator.workshop.plans.sales import QUARTERS, proposed_quarters, typed_channels
from facilitator.workshop.plans.sales_metrics import client_revenue
from facilitator.workshop.plans.sales_people import rhythms
from facilitator.workshop.plans.sales_strategies import CRM, Tool, tools
from facilitator.workshop.records import add_record, change_record, text


def propose_quarters(edit: Edit, key: str = "") -> str:
    """Split the year of every channel that has no quarters yet; of the row `key` when all have.

    Raises `Refused` when no channel has a target, or past sales of none say how to split it.
    """
    typed = typed_channels(edit.state)
    wanted = [
        name
        for name, year in typed.items()
        if year.target is not None and all(part is None for part in year.quarters)
    ]
    row = edit.state.find(Figure, key) if key else None
    if not wanted and row is not None and row.sheet == QUARTERS:
        wanted = [row.grouping]
    if not wanted:
        raise Refused(_no_quarters(edit))
    done: list[str] = []
    reasons: list[str] = []
    for name in wanted:
        parts = proposed_quarters(edit.state, name, edit.today)
        if isinstance(parts, NotAvailable):
            reasons.append(parts.reason)
            continue
        set_figure(edit, QUARTERS, name, "", [decimal_text(part) for part in parts])
        done.append(f"{name} {' · '.join(plain(part, 6) for part in parts)}")
    if not done:
        raise Refused(" ".join(reasons))
    edit.says(_("Quarters split by the shares of past years"))
    return "; ".join(done) + ". " + " ".join(reasons)


def _no_quarters(edit: Edit) -> str:
    if not any(year.target is not None for year in typed_channels(edit.state).values()):
        return _(
            "No channel has a target yet. Type the year in the channel plan first: [ goes there."
        )
    return _("Every channel has its quarters. P on one of them splits its year anew.")


_WHY_FIRST = {
    "keep": N_("{ref}: say why you keep it first."),
    "rework": N_("{ref}: say why you rework it first."),
    "replace": N_("{ref}: say why you replace it first."),
}
_TITLES = {"rework": N_("Rework {tool}"), "replace": N_("Replace {tool}")}


def carry_out_tool(edit: Edit, key: str = "") -> str:
    """Make the action and the budget lines a decision to rework or replace a tool asks for.

    What is there already is not made twice. Raises `Refused` while nothing is decided.
    """
    tool = next((each for each in tools(edit.state) if key in (each.row.id, each.row.ref)), None)
    if tool is None:
        raise Refused(_("Go to a tool first."))
    ref, name = tool.row.ref, text(tool.row, "text")
    if not tool.decision:
        raise Refused(
            _("{ref}: type keep, rework or replace as its decision first.").format(ref=ref),
            "decision",
        )
    if not tool.reason:
        raise Refused(
            _(_WHY_FIRST.get(tool.decision, _WHY_FIRST["keep"])).format(ref=ref),
            "reason",
        )
    if not tool.changed:
        raise Refused(
            _("{ref} is kept: there is nothing to do and nothing to pay for.").format(ref=ref),
            "decision",
        )
    made: list[str] = []
    if not (tool.actions or tool.session_actions):
        title = _(_TITLES[tool.decision]).format(tool=name)
        owner = text(tool.row, "person")
        made.append(add_action(edit, title=title, sources=[ref], owner_id=owner).ref)
    if not tool.budget:
        made += _budget_lines(edit, tool)
    if not made:
        raise Refused(
            _("{ref} has its action and its budget lines: {refs}.").format(
                ref=ref, refs=_listed(tool)
            )
        )
    edit.says(
        _("{ref} {decision}: {refs} made").format(
            ref=ref, decision=called(tool.decision), refs=", ".join(made)
        )
    )
    return _("{refs} made from {ref}.").format(refs=", ".join(made), ref=ref)


def _listed(tool: Tool) -> str:
    return ", ".join((*tool.actions, *tool.session_actions, *tool.budget))


_CATEGORIES = {
    CRM: "crm",
    "video": "video",
    "scheduling": "task tools",
    "task tool": "task tools",
    "internet": "internet",
    "phone": "phone",
    "prospect data": "prospect lists",
}


def _budget_lines(edit: Edit, tool: Tool) -> list[str]:
    made: list[str] = []
    for field, kind in (("one_time", "one_time"), ("monthly", "monthly")):
        amount = text(tool.row, field)
        if amount and Decimal(amount) != 0:
            row = add_record(
                edit,
                "budget",
                text=text(tool.row, "text"),
                category=_CATEGORIES.get(tool.category, "other"),
                kind=kind,
                amount=amount,
                person=text(tool.row, "person"),
                source=tool.row.ref,
            )
            made.append(row.ref)
    return made


def take_rhythm(edit: Edit, key: str = "") -> str:
    """Look at the KPI `key` as often as its kind and the sales cycle ask for."""
    found = next((each for each in rhythms(edit.state) if key in (each.row.id, each.row.ref)), None)
    if found is None:
        raise Refused(_("Go to a KPI with a kind, process or result, first."), "kind")
    if isinstance(found.proposed, NotAvailable):
        raise Refused(
            _("{reason} Type it in the funnel math of the goal.").format(
                reason=found.proposed.reason
            )
        )
    frequency = found.proposed.frequency.value
    if found.chosen == frequency:
        raise Refused(
            _("{ref} is looked at {frequency} already.").format(
                ref=found.row.ref, frequency=called(frequency)
            ),
            "look",
        )
    change_record(edit, found.row.id, look=frequency)
    return _("{ref} is looked at {frequency}.").format(
        ref=found.row.ref, frequency=called(frequency)
    )


def win_back(edit: Edit, key: str = "") -> str:
    """Make an action that wins clients back, of the period `key` in which churn rose."""
    found = next((each for each in client_revenue(edit.state) if each.key == key), None)
    if found is None:
        raise Refused(_("Go to a period first."))
    if isinstance(found.change, NotAvailable):
        raise Refused(found.change.reason)
    if not found.change.win_back:
        raise Refused(
            _("Churn of {period} did not rise by 5 points; nothing is proposed.").format(
                period=found.period
            )
        )
    if not found.cause:
        raise Refused(
            _("Type the cause of the losses of {period} first.").format(period=found.period),
            "cause",
        )
    if found.actions:
        raise Refused(
            _("{refs} wins clients of {period} back already.").format(
                refs=", ".join(found.actions), period=found.period
            )
        )
    title = _("Win back clients lost in {period}: {cause}").format(
        period=found.period, cause=found.cause
    )
    action = add_action(edit, title=title, direction="existing")
    return _("{ref} made. It needs an owner and a day.").format(ref=action.ref)
