"""What a session screen can put into the spotlight."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work

from facilitator.words.language import _
from screens.dialogs.asking import ask, show
from screens.dialogs.choose import ChooseDialog
from screens.importing.ability import ImportingScreen

if TYPE_CHECKING:
    from screens.spotlight.drawing import Spot


class SpotlightAbility(ImportingScreen):
    """Commands of the spotlight; what they need is imported when one is first used."""

    def do_spot(self) -> None:
        """What is under the cursor; in a break the clock."""
        from screens.spotlight.looking import here

        if self.body.stage.kind == "break":
            self.do_spot_clock()
        else:
            self._spot(lambda: here(self.body), "here")

    do_list_spot = do_spot

    def do_spot_table(self) -> None:
        """The whole list or grid."""
        from screens.spotlight.looking import table

        self._spot(lambda: table(self.body), "table")

    def do_spot_clock(self) -> None:
        """The clock of the stage."""
        from screens.spotlight.looking import clock_of

        self._spot(lambda: clock_of(self.body), "clock")

    do_list_clock = do_spot_clock

    def do_spot_chart(self) -> None:
        """The chart of the row under the cursor, or the first of the page."""
        from screens.spotlight.drawing import ChartSpot
        from screens.spotlight.stage_charts import charts_here

        charts = charts_here(self.body)
        if not charts:
            self.tell(_("There is no chart here: no figures yet, or none that are drawn."), "warn")
            return
        chart = charts[0]
        self._spot(lambda: ChartSpot(chart), "chart", chart.key)

    do_list_chart = do_spot_chart

    @work(exit_on_error=False)
    async def do_spot_choose(self) -> None:
        """Any chart of the page."""
        from screens.spotlight.drawing import ChartSpot
        from screens.spotlight.stage_charts import charts_here

        charts = {each.key: each for each in charts_here(self.body)}
        if not charts:
            self.tell(_("There is no chart here: no figures yet, or none that are drawn."), "warn")
            return
        choices = [(each.key, each.title) for each in charts.values()]
        key = await ask(self, ChooseDialog(_("Which chart?"), choices))
        if key:
            self._spot(lambda: ChartSpot(charts[key]), "chart", key)

    def _spot(self, look: Callable[[], "Spot | None"], what: str, key: str = "") -> None:
        if look() is None:
            self.tell(_("There is nothing under the cursor to show large."), "warn")
            return
        from screens.spotlight.screen import SpotlightScreen

        show(self, SpotlightScreen(look, {"what": what, "key": key}))
