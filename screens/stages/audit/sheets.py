"""The figures beside an audit sheet, as lines of a list: label, value, or why there is none."""

from collections.abc import Callable, Mapping

from facilitator.workshop.state import State
from screens.stages.audit.clients import client_lines
from screens.stages.audit.economics import economics_lines
from screens.stages.audit.funnel import funnel_lines
from screens.stages.audit.loyalty import loyalty_lines
from screens.stages.audit.sales import sales_lines
from screens.stages.audit.value import checklist_lines, value_lines
from screens.widgets.itemlist import Item


def sheet_lines(state: State, sheet: str) -> list[Item]:
    """What follows from the rows of a sheet; empty for a sheet nothing is computed of."""
    build = _BUILDERS.get(sheet)
    return build(state) if build else []


_BUILDERS: Mapping[str, Callable[[State], list[Item]]] = {
    "sales": sales_lines,
    "economics": economics_lines,
    "accounts": client_lines,
    "nps": loyalty_lines,
    "value_test": value_lines,
    "checklist": checklist_lines,
    "funnel": funnel_lines,
}
