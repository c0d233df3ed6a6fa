"""Every result view by the name an agenda gives it: its tab, what it needs, how it is built."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from facilitator.words.language import N_
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
    "overview": Kind(N_("Overview"), overview.overview),
    "years": Kind(N_("Years"), dynamics.years),
    "quarters": Kind(N_("Quarters"), dynamics.quarters),
    "months": Kind(N_("Months"), dynamics.months),
    "season": Kind(N_("Season"), dynamics.season),
    "declines": Kind(N_("Declines"), dynamics.declines),
    "channels": Kind(N_("Channels"), channels.channels),
    "orders": Kind(N_("Orders"), channels.cheques),
    "products": Kind(N_("Products"), breakdowns.PRODUCTS, dimension="product"),
    "salespeople": Kind(N_("Salespeople"), breakdowns.SALESPEOPLE, dimension="salesperson"),
    "regions": Kind(N_("Regions"), breakdowns.REGIONS, dimension="region"),
    "segments": Kind(N_("Segments"), breakdowns.SEGMENTS, dimension="segment"),
    "abc": Kind("ABC", classes.abc),
    "xyz": Kind("XYZ", regularity.xyz),
    "matrix": Kind("ABC × XYZ", matrix.matrix),
    "irregular": Kind(N_("Irregular"), people.irregular),
    "stopped": Kind(N_("Stopped"), people.stopped),
    "movement": Kind(N_("Movement"), movement.movement),
    "dependence": Kind(N_("Dependence"), people.concentration),
    "loyalty": Kind("NPS", of_survey=loyalty.loyalty),
    "comments": Kind(N_("Comments"), of_survey=loyalty.comments),
}
