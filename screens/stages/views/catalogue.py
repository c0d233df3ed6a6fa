"""Every result view by the name an agenda gives it: its tab, what it needs, how it is built."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from facilitator.workshop.state import State
from screens.stages.views import (
    breakdowns,
    channels,
    classes,
    dynamics,
    loyalty,
    matrix,
    movement,
    overview,
    people,
    regularity,
)
from screens.stages.views.look import Look
from screens.stages.views.row import View


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of view, of the ledger or of the survey."""

    title: str
    of_ledger: Callable[[Look], View] | None = None
    of_survey: Callable[[State], View] | None = None
    dimension: str = ""
    """The column of the ledger it cannot do without."""


VIEWS: Mapping[str, Kind] = {
    "overview": Kind("Overview", overview.overview),
    "years": Kind("Years", dynamics.years),
    "quarters": Kind("Quarters", dynamics.quarters),
    "months": Kind("Months", dynamics.months),
    "season": Kind("Season", dynamics.season),
    "declines": Kind("Declines", dynamics.declines),
    "channels": Kind("Channels", channels.channels),
    "orders": Kind("Orders", channels.cheques),
    "products": Kind("Products", breakdowns.PRODUCTS, dimension="product"),
    "salespeople": Kind("Salespeople", breakdowns.SALESPEOPLE, dimension="salesperson"),
    "regions": Kind("Regions", breakdowns.REGIONS, dimension="region"),
    "segments": Kind("Segments", breakdowns.SEGMENTS, dimension="segment"),
    "abc": Kind("ABC", classes.abc),
    "xyz": Kind("XYZ", regularity.xyz),
    "matrix": Kind("ABC × XYZ", matrix.matrix),
    "irregular": Kind("Irregular", people.irregular),
    "stopped": Kind("Stopped", people.stopped),
    "movement": Kind("Movement", movement.movement),
    "dependence": Kind("Dependence", people.concentration),
    "loyalty": Kind("NPS", of_survey=loyalty.loyalty),
    "comments": Kind("Comments", of_survey=loyalty.comments),
}
