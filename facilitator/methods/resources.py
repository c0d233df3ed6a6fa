"""Resources of a period: what is needed, what there is, what is short.

Source: coverage row 125; agenda 3.3 step 6.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.methods.actions import Level
from facilitator.methods.exact import Exact, Figure, NotAvailable, entered, fraction, known, plain
from facilitator.methods.kpi import Light
from facilitator.methods.remarks import Remark
from facilitator.words.language import _


@dataclass(frozen=True, slots=True)
class Resource:
    """Money, people or equipment in a unit of its own; None where not entered.

    Raises ValueError for a negative number.
    """

    name: str
    need: Exact | None
    available: Exact | None
    unit: str = ""
    answer: str = ""
    """What will be done about a shortage."""

    def __post_init__(self) -> None:
        for problem, value in (
            (_("{name}: the need is negative; enter 0 or more."), self.need),
            (_("{name}: the stock is negative; enter 0 or more."), self.available),
        ):
            if value is not None and fraction(value) < 0:
                raise ValueError(problem.format(name=self.name))

    @property
    def balance(self) -> Figure:
        """Need − available: above zero a shortage, below zero spare."""
        both = known(
            entered(self.need, _("The need of {name} is not entered.").format(name=self.name)),
            entered(
                self.available, _("What there is of {name} is not entered.").format(name=self.name)
            ),
        )
        return both if isinstance(both, NotAvailable) else both[0] - both[1]

    @property
    def shortage(self) -> Figure:
        """Need − available, 0 where there is enough."""
        balance = self.balance
        return balance if isinstance(balance, NotAvailable) else max(fraction(0), balance)

    @property
    def light(self) -> Light:
        """Amber when short, green when there is enough, grey when not known."""
        balance = self.balance
        if isinstance(balance, NotAvailable):
            return Light.GREY
        return Light.AMBER if balance > 0 else Light.GREEN


def check_resources(resources: Sequence[Resource]) -> tuple[Remark, ...]:
    """Shortages nobody has an answer to, in the order given."""
    found: list[Remark] = []
    for resource in resources:
        short = resource.shortage
        if isinstance(short, NotAvailable) or short == 0 or resource.answer.strip():
            continue
        amount = f"{plain(short, 2)} {resource.unit}".strip()
        sentence = _("{name} is short by {amount}; say what will be done or dropped.").format(
            name=resource.name, amount=amount
        )
        found.append(Remark(Level.WARNING, resource.name, sentence))
    return tuple(found)
