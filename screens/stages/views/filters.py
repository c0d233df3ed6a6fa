"""Which rows are looked at: a column or a period first, then a value of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.dom import DOMNode
from textual.widgets import Static

from facilitator.audit.engine.choices import Filters
from facilitator.words.language import N_, _
from facilitator.workshop.called import begun
from facilitator.workshop.edit import Refused
from screens.dialogs.asking import ask
from screens.dialogs.choose import ChooseDialog
from screens.dialogs.searching import SearchDialog, has_all
from screens.stages.views.look import DIMENSIONS, NAMELESS, month
from screens.widgets.capture import CaptureLine
from screens.widgets.itemlist import Item, ItemList

EVERY = "every"
_PERIODS = {"since": N_("From"), "until": N_("To")}
_WHICH_MONTH = {"since": N_("From which month?"), "until": N_("To which month?")}
_WHICH = {
    "channels": N_("Which channel?"),
    "regions": N_("Which region?"),
    "salespeople": N_("Which salesperson?"),
    "products": N_("Which product?"),
    "segments": N_("Which segment?"),
}
_ANY = {"since": N_("the beginning"), "until": N_("the end")}


class ValueDialog(SearchDialog[str]):
    """Returns the key of a value, empty when left with Esc; typed letters narrow the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", priority=True, id="value.leave"),
        Binding("enter", "choose", "Take it", priority=True, id="value.choose"),
    ]

    def __init__(self, question: str, items: Sequence[Item]) -> None:
        super().__init__()
        self._question = question
        self._items = list(items)

    def compose(self) -> ComposeResult:
        """The question, a line to search with, the values."""
        with Vertical(classes="dialog -tall"):
            yield Static(self._question, markup=False, classes="dialog--question")
            yield CaptureLine(placeholder=_("type a few letters"))
            yield ItemList(placeholder=_("Nothing has these letters."))
            yield Static(_("Enter takes it, or takes it away again ●"), classes="dialog--keys")

    def found(self, parts: Sequence[str]) -> list[Item]:
        """Values with all of the words."""
        return [item for item in self._items if has_all(item.text, parts)]

    def action_choose(self) -> None:
        """Take the value under the cursor."""
        if (item := self.listing.current) is not None:
            self.dismiss(item.key)

    def on_item_list_chosen(self) -> None:
        """A double click."""
        self.action_choose()

    def action_leave(self) -> None:
        """Nothing."""
        self.dismiss("")


async def ask_filters(
    node: DOMNode,
    now: Filters,
    values: Mapping[str, Sequence[str]],
    first: date,
    last: date,
) -> Filters | None:
    """Let the moderator narrow the rows down by one value more; None when left with Esc.

    `values` are those of each column, `first` and `last` the days of the ledger. To be awaited in
    a worker. Raises `Refused` for a period that ends before it begins.
    """
    fields = [field for field, column in DIMENSIONS.items() if _names(values.get(column, ()))]
    choices = [(field, f"{_title(field)}: {_said(now, field)}") for field in fields]
    choices += [(field, f"{_(title)}: {_month(now, field)}") for field, title in _PERIODS.items()]
    if now.any:
        choices.append((EVERY, _("All rows again")))
    field = await ask(node, ChooseDialog(_("Show only the rows of"), choices))
    if not field:
        return None
    if field == EVERY:
        return Filters()
    if field in _PERIODS:
        return await _ask_month(node, now, field, first, last)
    return await _ask_value(node, now, field, values[DIMENSIONS[field]])


async def _ask_value(
    node: DOMNode, now: Filters, field: str, values: Sequence[str]
) -> Filters | None:
    chosen: tuple[str, ...] = getattr(now, field)
    items = [Item(EVERY, _("all of them"), mark="" if chosen else "●")]
    items += [
        Item(str(at), name or _(NAMELESS), mark="●" if name in chosen else "")
        for at, name in enumerate(values)
    ]
    key = await ask(node, ValueDialog(_(_WHICH[field]), items))
    if not key:
        return None
    if key == EVERY:
        return _with(now, field, ())
    name = values[int(key)]
    kept = tuple(each for each in chosen if each != name)
    return _with(now, field, kept if name in chosen else (*chosen, name))


async def _ask_month(
    node: DOMNode, now: Filters, field: str, first: date, last: date
) -> Filters | None:
    chosen: date | None = getattr(now, field)
    items = [Item(EVERY, _(_ANY[field]), mark="" if chosen else "●")]
    items += [
        Item(day.isoformat(), month(day), mark="●" if chosen == day else "")
        for day in months_between(first, last)[::-1]
    ]
    key = await ask(node, ValueDialog(_(_WHICH_MONTH[field]), items))
    if not key:
        return None
    return _with(now, field, None if key == EVERY else date.fromisoformat(key))


def _with(now: Filters, field: str, value: tuple[str, ...] | date | None) -> Filters:
    try:
        return replace(now, **{field: value})
    except ValueError as error:
        raise Refused(_("{error} Choose another month.").format(error=error)) from error


def months_between(first: date, last: date) -> list[date]:
    """First days of all months from the first to the last."""
    found = [first.replace(day=1)]
    while (following := (found[-1] + timedelta(days=31)).replace(day=1)) <= last:
        found.append(following)
    return found


def _names(values: Sequence[str]) -> bool:
    """Whether a column tells rows apart: more than one value, or one that is named."""
    return any(values)


def _title(field: str) -> str:
    return begun(DIMENSIONS[field])


def _said(now: Filters, field: str) -> str:
    chosen: tuple[str, ...] = getattr(now, field)
    return " + ".join(name or _(NAMELESS) for name in chosen) or _("all")


def _month(now: Filters, field: str) -> str:
    chosen: date | None = getattr(now, field)
    return month(chosen) if chosen else _(_ANY[field])
