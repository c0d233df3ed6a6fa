"""What a result view consists of: rows that can be read, captured as a finding, and opened."""

from dataclasses import dataclass
from typing import Literal

from facilitator.audit.results import Origin
from facilitator.methods.exact import Exact, NotAvailable
from screens.widgets.rows import Item

Kind = Literal["money", "price", "part", "change", "count", "number"]
"""Money in the unit of the session, a price in the currency itself, a part of 1, a change of it."""


@dataclass(frozen=True, slots=True)
class Value:
    """One figure of a row: what it is called, how exact it is shown, how it is worked out."""

    name: str
    value: Exact | NotAvailable
    kind: Kind = "money"
    places: int = 1
    """Decimals of anything but money."""
    rule: str = ""
    """The formula in words."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a view."""

    item: Item
    sentence: str = ""
    """What a finding of it says; empty where there is nothing to find."""
    values: tuple[Value, ...] = ()
    """Its figures; the first one is the sum of the rows behind it where `origin` is given."""
    origin: Origin | None = None
    """Which rows of the ledger it is made of; None where it is no sum of rows."""
    place: str = ""
    """Channel and period, as a cause begins: "Retail, Q2 2026"."""
    choice: str = ""
    """Period and choices it rests on; empty for those of the whole view."""
    source: str = ""
    """The file it comes from where that is not the ledger."""
    section: str = ""
    """The section of findings it belongs to where the stage has it, else the first one."""
    customers: tuple[str, str] | None = None
    """ABC class and XYZ column whose customers Enter lists; both empty for all of them."""
    label: str = ""
    """What its figures are of, without the bar; empty where it is no row of a table."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why figures are missing, each reason once."""
        missing = [
            f"{each.name}: {each.value.reason}"
            for each in self.values
            if isinstance(each.value, NotAvailable)
        ]
        return tuple(dict.fromkeys(missing))


@dataclass(frozen=True, slots=True)
class View:
    """A page of results: what it shows, of which period and choice, and its rows."""

    title: str
    rows: tuple[Row, ...]
    choice: str = ""
    """Period and choices its findings name as evidence."""

    def row(self, key: str) -> Row | None:
        """The row of this key; None when there is none."""
        return next((row for row in self.rows if row.item.key == key), None)


def heading(title: str, right: str = "") -> Row:
    """A line that names the rows below it."""
    return Row(Item(f"# {title}", title, right=right, tone="heading"))


def remark(key: str, sentence: str, *, warns: bool = False) -> Row:
    """A sentence among figures; it can be captured too."""
    tone = "warn" if warns else "muted"
    return Row(Item(key, f"! {sentence}" if warns else sentence, tone=tone), sentence)


def missing(key: str, label: str, value: NotAvailable) -> Row:
    """A figure that cannot be told, with its reason below."""
    item = Item(key, label, right="–", detail=value.reason, tone="muted")
    return Row(item, values=(Value(label, value),))
