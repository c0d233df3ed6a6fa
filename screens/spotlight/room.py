"""The spotlight on the room's screen: the same thing, found again by how it is described."""

from collections.abc import Mapping

from screens.spotlight.drawing import ChartSpot, Spot
from screens.spotlight.looking import clock_of, here, table
from screens.spotlight.stage_charts import charts_here
from screens.stages.body import Body


def spot_of(body: Body, described: Mapping[str, str]) -> Spot | None:
    """What the moderator shows large; None when it is not there, or is something unknown.

    `what` is "here", "table", "clock" or "chart", the last with the `key` of the chart.
    """
    what = described.get("what", "")
    if what == "chart":
        charts = (each for each in charts_here(body) if each.key == described.get("key", ""))
        return next((ChartSpot(chart) for chart in charts), None)
    found = {"here": here, "table": table, "clock": clock_of}.get(what)
    return None if found is None else found(body)
