"""A figure opened: its exact value, its rule, the choices, and the rows of the ledger behind it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from facilitator.audit.files import Cancelled, CannotRead
from facilitator.audit.results import CustomerList
from facilitator.methods.abc_xyz import POLICIES
from facilitator.words.language import _, ngettext
from screens.stages.shown import number, plain
from screens.stages.views import customers
from screens.stages.views.look import Look, abc_limits, filters_said, xyz_choice
from screens.stages.views.row import Row, View
from screens.stages.views.rowlist import RowList
from screens.widgets.itemlist import Item, ItemList

if TYPE_CHECKING:
    from facilitator.audit.opened import OpenLedger

PAGE = 200
"""Rows fetched at a time; the next ones come when the cursor reaches the last."""
_WAITING = "…"
_NAMES = ("customer", "channel", "product", "salesperson", "region", "segment", "order_id")

Bring = Callable[[], "Awaitable[OpenLedger | None]"]
Why = Callable[[], str]


class OpenedDialog(ModalScreen[None]):
    """Lines that are known at once, then pages that the ledger gives; Esc closes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Back", priority=True, id="opened.leave"),
    ]

    def __init__(self, title: str, known: Sequence[Item], bring: Bring, why: Why) -> None:
        super().__init__()
        self._title = title
        self._known = list(known)
        self._bring, self._why = bring, why
        self._skip = 0
        self._whole = -1
        self._loading = False

    def compose(self) -> ComposeResult:
        """What was opened, the lines, how to go back."""
        with Vertical(classes="dialog -tall"):
            yield Static(self._title, markup=False, classes="dialog--question")
            listing = RowList(classes="")
            listing.set_items(self._known)
            yield listing
            yield Static(
                _("↓ more rows · Page down a page · Esc goes back"),
                markup=False,
                classes="dialog--keys",
            )

    def on_mount(self) -> None:
        """Ask the ledger for the first rows."""
        self.listing.focus()
        self.load()

    @property
    def listing(self) -> ItemList:
        """The lines."""
        return self.query_one(ItemList)

    @work(exit_on_error=False)
    async def load(self) -> None:
        """Fetch the next rows, unless all are there or they are on their way."""
        if self._loading or 0 <= self._whole <= self._skip:
            return
        self._loading = True
        self.listing.append_item(Item("waiting", _WAITING, tone="muted"), show=False)
        try:
            ledger = await self._bring()
            found = [_sentence(self._why())] if ledger is None else await self.fetch(ledger)
            if ledger is None:
                self._whole = 0
        except Cancelled:
            found = [_sentence(_("Stopped, because something newer was asked of the ledger."))]
            self._whole = 0
        except (CannotRead, ValueError) as problem:
            found = [_sentence(str(problem))]
            self._whole = 0
        finally:
            self._loading = False
        if self.is_attached:
            kept = [item for item in self.listing.items if item.key != "waiting"]
            self.listing.set_items([*kept, *found])

    async def fetch(self, ledger: "OpenLedger") -> list[Item]:
        """The next page; sets how many there are and how many have been fetched."""
        raise NotImplementedError

    def took(self, count: int, whole: int) -> None:
        """Note how many more rows are shown now, and how many there are."""
        self._skip += count
        self._whole = whole if count else self._skip

    @property
    def skip(self) -> int:
        """How many are shown already."""
        return self._skip

    def on_item_list_moved(self, event: ItemList.Moved) -> None:
        """The last line was reached: fetch more."""
        items = self.listing.items
        if items and event.item.key == items[-1].key:
            self.load()

    def action_leave(self) -> None:
        """Close."""
        self.dismiss()


class FigureDialog(OpenedDialog):
    """One figure: what it is, then the rows it is the sum of."""

    def __init__(self, look: Look, view: View, row: Row, bring: Bring, why: Why) -> None:
        super().__init__(row.sentence or row.item.text, figure_lines(look, view, row), bring, why)
        self._look, self._row = look, row

    def on_mount(self) -> None:
        """A figure that is no sum of rows has none to fetch."""
        if self._row.origin is None:
            self._whole = 0
        super().on_mount()

    async def fetch(self, ledger: "OpenLedger") -> list[Item]:
        """The next rows; before the first ones their count and sum."""
        assert self._row.origin is not None
        choices = self._look.audit.choices
        found = await ledger.rows_of(self._row.origin, choices, PAGE, self.skip)
        items: list[Item] = []
        if not self.skip:
            total = plain(found.total)
            text = ngettext(
                "{count} row adds up to {total}", "{count} rows add up to {total}", found.count
            ).format(count=number(found.count), total=f"{total} {self._look.currency}")
            items.append(Item("rows", text, tone="heading"))
        lines = await ledger.lines(found.numbers) if found.numbers else []
        items += [_line(at, line) for at, line in enumerate(lines, self.skip)]
        if found.count and not lines and not self.skip:
            items.append(_sentence(_("The rows carry no numbers there; they cannot be listed.")))
        self.took(len(lines), found.count)
        return items


class CustomersDialog(OpenedDialog):
    """All customers of a class, a regularity or a cell, with the policy of the cell."""

    def __init__(
        self, look: Look, title: str, cell: tuple[str, str], bring: Bring, why: Why
    ) -> None:
        policy = POLICIES.get("".join(cell))
        known = [Item("policy", f"→ {_(policy)}", tone="good")] if policy else []
        super().__init__(title, known, bring, why)
        self._look, self._cell = look, cell

    async def fetch(self, ledger: "OpenLedger") -> list[Item]:
        """The next customers by place."""
        choices = replace(self._look.audit.choices, listed=PAGE)
        found = await ledger.customers(choices, *self._cell, self.skip)
        items: list[Item] = []
        if not self.skip:
            together = self._look.money(found.revenue)
            text = ngettext(
                "{count} customer, together {amount}",
                "{count} customers, together {amount}",
                found.count,
            ).format(count=number(found.count), amount=together)
            items.append(Item("count", text, tone="heading"))
        items += customer_items(self._look, found)
        self.took(len(found.rows), found.count)
        return items


def customer_items(look: Look, found: CustomerList) -> list[Item]:
    """Customers as lines: class, name, revenue; below them share, growth, regularity."""
    return [
        Item(
            f"customer {row.customer}",
            row.customer,
            ref=customers.letters(row),
            right=look.amount(row.revenue),
            detail=customers.in_short(look, row),
        )
        for row in found.rows
    ]


def figure_lines(look: Look, view: View, row: Row) -> list[Item]:
    """Each figure of the row exactly, with its rule; then period, choices and filters."""
    items: list[Item] = []
    for at, value in enumerate(row.values):
        reason = getattr(value.value, "reason", "")
        detail = reason or (f"= {value.rule}" if value.rule else "")
        items.append(Item(f"value {at}", value.name, right=look.exact(value), detail=detail))
    said = [
        _("Choices: {choices}").format(choices=choices_said(look, row.choice or view.choice)),
        _("Filters: {filters}").format(
            filters=filters_said(look.audit.choices.filters) or _("none, every row takes part")
        ),
        ngettext(
            "Source: {source}, {count} row",
            "Source: {source}, {count} rows",
            look.audit.coverage.lines,
        ).format(source=look.source, count=number(look.audit.coverage.lines)),
    ]
    return items + [Item(f"said {at}", text, tone="muted") for at, text in enumerate(said)]


def choices_said(look: Look, own: str) -> str:
    """Everything chosen: the period of the figure, then what holds for all of them."""
    choices = look.audit.choices
    regularity = choices.regularity

    parts = [
        _("window of {window}").format(window=look.window),
        _("{limits}, boundary {boundary}").format(
            limits=abc_limits(choices), boundary=_(choices.boundary)
        ),
        _("{limits}, {sigma} σ, active in {active} at least").format(
            limits=xyz_choice(choices), sigma=_(regularity.sigma), active=regularity.active
        ),
        _("a last month that is not over taken in")
        if choices.include_incomplete
        else _("a last month that is not over left out"),
    ]
    return "; ".join([*([own] if own and own != look.window else []), *parts])


def _line(at: int, line: Mapping[str, str]) -> Item:
    """A row of the ledger: its line in the file, what it names, its amount."""
    named = " · ".join(line[name] for name in _NAMES if line.get(name))
    text = f"{line.get('day', '')}  {named}".strip()
    amount = plain(Decimal(line["amount"])) if line.get("amount") else ""
    return Item(f"row {at}", text, ref=line.get("line", ""), right=amount)


def _sentence(text: str) -> Item:
    return Item("said", f"! {text}", tone="warn")
