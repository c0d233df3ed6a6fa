"""The nine cells of ABC × XYZ, with no history and lost beside them."""

from facilitator.audit.results import CustomerRow, Matrix, MatrixCell
from facilitator.methods.abc_classes import ABC_CLASSES
from facilitator.methods.abc_xyz import MATRIX_COLUMNS
from facilitator.methods.exact import NotAvailable
from facilitator.words.language import N_, _, ngettext
from screens.stages.shown import number, percent
from screens.stages.views import customers
from screens.stages.views.look import Look, abc_limits, words, xyz_choice
from screens.stages.views.row import Row, Value, View, heading, missing
from screens.widgets.grid import Cell, Column, GridRow
from screens.widgets.rows import Item, Tone

NO_CLASS = "–"
"""The row of customers who brought nothing in the window."""
_TITLES = {
    "X": N_("X even"),
    "Y": N_("Y swings"),
    "Z": N_("Z irregular"),
    "n/a": N_("n/a"),
    "lost": N_("lost"),
}
_RESERVES = ("AZ", "BZ")
_WIDE = 90


def matrix(look: Look) -> View:
    """Every cell as a row that can be captured; its key is class and regularity: "AX"."""
    choices = look.audit.choices
    title = _("ABC × XYZ, {window}, customers · {unit}").format(window=look.window, unit=look.unit)
    choice = f"{look.window}, {abc_limits(choices)}, {xyz_choice(choices)}"
    found = look.audit.matrix
    if isinstance(found, NotAvailable):
        return View(title, (missing("matrix", "ABC × XYZ", found),), choice)
    rows = [_cell_row(look, cell) for cell in found.cells]
    rows += [_outside_row(look, found, column) for column in MATRIX_COLUMNS]
    return View(title, tuple(rows), choice)


def columns() -> list[Column]:
    """X, Y, Z, and the two beside them."""
    return [Column(column, _(_TITLES[column])) for column in MATRIX_COLUMNS]


def grid_rows(look: Look) -> list[GridRow]:
    """Counts and revenue of every cell; empty where there is no matrix."""
    found = look.audit.matrix
    if isinstance(found, NotAvailable):
        return []
    rows = [
        GridRow(
            letter,
            letter,
            [_cell(look, found.cell(letter, column)) for column in MATRIX_COLUMNS],
        )
        for letter in ABC_CLASSES
    ]
    if any(found.outside.values()):
        counts = [found.outside.get(column, 0) for column in MATRIX_COLUMNS]
        beside = [Cell(f"{count or ''}", "warn" if count else "") for count in counts]
        rows.append(GridRow(NO_CLASS, NO_CLASS, beside))
    return rows


def cell_rows(look: Look, key: str) -> list[Row]:
    """What is known of one cell without the ledger: its policy and its largest customers."""
    found = look.audit.matrix
    if isinstance(found, NotAvailable):
        return []
    if key.startswith(NO_CLASS):
        return _outside(look, key.removeprefix(NO_CLASS))
    cell = next((each for each in found.cells if each.abc + each.column == key), None)
    if cell is None or not cell.customers:
        return [heading(_("{cell}: nobody").format(cell=_cell_name(cell, key)))]
    rows = [
        heading(
            ngettext(
                "{cell}: {count} customer", "{cell}: {count} customers", cell.customers
            ).format(cell=_cell_name(cell, key), count=number(cell.customers)),
            look.money(cell.revenue),
        )
    ]
    if cell.policy:
        policy = _(cell.policy)
        rows.append(Row(Item("policy", f"→ {policy}", tone="good"), policy))
    known = _known(look)
    for name in cell.names:
        row = known.get(name)
        told = (
            words(customers.in_full(look, row))
            if row
            else _("{name} is in {cell}").format(name=name, cell=_cell_name(cell, key))
        )
        right = look.amount(row.revenue) if row else ""
        origin = row.origin if row else None
        values = (customers.revenue(row), customers.variation(row)) if row else ()
        rows.append(Row(Item(f"name {name}", name, right=right), told, values, origin))
    more = cell.customers - len(cell.names)
    if more > 0:
        said = ngettext(
            "… {count} more; Enter on the cell lists them",
            "… {count} more; Enter on the cell lists them",
            more,
        )
        item = Item("more", said.format(count=more), tone="muted")
        rows.append(Row(item, customers=(cell.abc, cell.column)))
    return rows


def _cell_name(cell: MatrixCell | None, key: str) -> str:
    return f"{cell.abc}{_(cell.column)}" if cell else key


def _cell(look: Look, cell: MatrixCell) -> Cell:
    if not cell.customers:
        return Cell("·", "muted")
    text = f"{cell.customers} · {look.amount(cell.revenue)}"
    if look.width >= _WIDE:
        text += f" · {percent(cell.share, 0)}"
    name = cell.abc + cell.column
    tone: Tone = "picked" if name in _RESERVES else "warn" if cell.column == "lost" else ""
    return Cell(text, tone)


def _cell_row(look: Look, cell: MatrixCell) -> Row:
    name = cell.abc + cell.column
    told = ""
    if cell.customers:
        names = ", ".join(cell.names[:4]) + (" …" if cell.customers > 4 else "")
        told = words(
            ngettext(
                "{cell}: {count} customer bring {amount}, {share} of the revenue ({names}), "
                "{window}",
                "{cell}: {count} customers bring {amount}, {share} of the revenue ({names}), "
                "{window}",
                cell.customers,
            ).format(
                cell=_cell_name(cell, name),
                count=cell.customers,
                amount=look.money(cell.revenue),
                share=percent(cell.share),
                names=names,
                window=look.window,
            )
        )
    values = (
        Value(
            _("Revenue"), cell.revenue, rule=_("sum over the customers of the cell, in the window")
        ),
        Value(_("Share"), cell.share, "part", 2, _("revenue of the cell ÷ of all customers")),
        Value(_("Customers"), cell.customers, "count"),
    )
    return Row(
        Item(name, name),
        told,
        values,
        cell.origin,
        place=f"{name}, {look.window}",
        section="RE" if name in _RESERVES else "RK" if cell.column == "lost" else "",
        customers=(cell.abc, cell.column),
    )


def _outside_row(look: Look, found: Matrix, column: str) -> Row:
    count = found.outside.get(column, 0)
    told = (
        ngettext(
            "{count} customers brought nothing in {window} ({column})",
            "{count} customers brought nothing in {window} ({column})",
            count,
        ).format(count=count, window=look.window, column=_(column))
        if count
        else ""
    )
    return Row(
        Item(NO_CLASS + column, NO_CLASS + column),
        told,
        (Value(_("Customers"), count, "count", rule=_("no revenue in the window")),),
        section="RK",
        customers=("", column) if count else None,
    )


def _outside(look: Look, column: str) -> list[Row]:
    rows = [
        heading(_("No revenue in {window}: {column}").format(window=look.window, column=_(column)))
    ]
    stopped = look.audit.stopped
    if isinstance(stopped, NotAvailable):
        return rows
    for row in stopped.rows:
        if row.column == column and not row.abc:
            item = Item(
                f"name {row.customer}",
                row.customer,
                detail=customers.last_bought(row),
            )
            rows.append(
                Row(
                    item,
                    _("{customer} stopped, {when}").format(
                        customer=row.customer, when=customers.last_bought(row)
                    ),
                )
            )
    return rows


def _known(look: Look) -> dict[str, CustomerRow]:
    """Customers whose figures the session keeps, by name."""
    lists = [look.audit.irregular, look.audit.stopped]
    if not isinstance(look.audit.abc, NotAvailable):
        lists.append(look.audit.abc.ranked)
    kept = [each for each in lists if not isinstance(each, NotAvailable)]
    return {row.customer: row for each in kept for row in each.rows}
