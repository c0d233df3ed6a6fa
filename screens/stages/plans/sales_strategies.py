"""The strategies of a sales plan as lines: what they bring, their tactics, tools and the CRM."""

from datetime import date

from facilitator.methods.exact import NotAvailable
from facilitator.words.language import _
from facilitator.workshop.called import called
from facilitator.workshop.plans.sales_strategies import crm, expected, strategies, tools
from facilitator.workshop.results.records import text
from facilitator.workshop.state import State
from screens.stages.shown import LIGHTS, line, money, plain, remark
from screens.widgets.itemlist import Item, Tone


def strategy_lines(state: State, today: date) -> list[Item]:
    """What the strategies bring against the need, then their tactics."""
    return [*_expected(state), *_countable(state)] if strategies(state) else []


def tactic_lines(state: State, today: date) -> list[Item]:
    """The tactics of each strategy, then what the strategies bring."""
    return [*_countable(state), *_expected(state)] if strategies(state) else []


def _expected(state: State) -> list[Item]:
    items: list[Item] = []
    for each in expected(state):
        items.append(
            Item(
                each.direction,
                _("New business") if each.direction == "new" else _("Existing business"),
                tone="heading",
            )
        )
        said = _("{valued} of {strategies} strategies say a sum").format(
            valued=each.valued, strategies=each.strategies
        )
        shown = money(state, each.revenue)
        items.append(
            line(f"{each.direction} sum", _("Expected revenue"), each.revenue, shown, detail=said)
        )
        needed = money(state, each.needed)
        items.append(line(f"{each.direction} need", _("Needed by the goals"), each.needed, needed))
        if not isinstance(each.gap, NotAvailable):
            tone: Tone = "warn" if each.gap > 0 else "good"
            gap = money(state, -each.gap, sign=True)
            items.append(Item(f"{each.direction} gap", _("Against the need"), right=gap, tone=tone))
        if not isinstance(each.contracts_gap, NotAvailable):
            counts = _("{count} of {all}").format(
                count=plain(each.contracts), all=plain(each.needed_contracts)
            )
            short: Tone = "warn" if each.contracts_gap > 0 else "good"
            items.append(Item(f"{each.direction} count", _("Contracts"), right=counts, tone=short))
    return items


def _countable(state: State) -> list[Item]:
    items = [Item("tactics of", _("Daily and weekly tactics that can be counted"), tone="heading")]
    for one in strategies(state):
        count = len(one.countable)
        enough: Tone = "good" if count >= 2 else "warn"
        tool = "" if one.tools else _("no tool enables it yet")
        name = text(one.row, "text")
        items.append(
            Item(
                one.row.id,
                name,
                one.row.ref,
                right=_("{count} of 2").format(count=count),
                detail=tool,
                tone=enough,
            )
        )
    return items


def tool_lines(state: State, today: date) -> list[Item]:
    """What each tool led to, what it lacks, and the strategies no tool enables."""
    items = [remark(each.row.id, each.lacks) for each in tools(state) if each.lacks]
    items += [
        Item(
            each.row.ref,
            f"{each.row.ref} {called(each.decision)}",
            right=", ".join((*each.actions, *each.session_actions, *each.budget)),
            tone="good",
        )
        for each in tools(state)
        if each.decision and not each.lacks
    ]
    without = [each.row.ref for each in strategies(state) if not each.tools]
    if without:
        said = _("No tool enables {without} yet.").format(without=", ".join(without))
        items.append(Item("without", said, tone="muted"))
    return items


def crm_lines(state: State, today: date) -> list[Item]:
    """How ready the CRM is, item by item."""
    found = crm(state)
    held = [each for each in found.items if each.light != each.typed]
    items = [
        Item(each.title, each.title, right=called(each.light), tone=LIGHTS.get(each.light, ""))
        for each in found.items
    ]
    if held:
        names = ", ".join(each.title for each in held)
        items.append(
            remark(
                "held",
                _("{names}: amber until the steps of the sale are counted.").format(names=names),
            )
        )
    if found.open_steps and found.items:
        said = _("Not counted in the funnel yet: {open_steps}.").format(
            open_steps=", ".join(found.open_steps)
        )
        items.append(Item("open", said, tone="muted"))
    if found.ready:
        items.append(Item("ready", _("The CRM can carry the plan"), tone="good"))
    return items
