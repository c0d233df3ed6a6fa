"""A line to type into whose hint, when there is too little room for it, says so."""

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import Input

from screens.widgets.matrix import fitted


class HintedInput(Input):
    """An input that cuts its placeholder with an ellipsis instead of silently."""

    def render_line(self, y: int) -> Strip:
        """The line as usual; an empty one with as much of its hint as there is room for."""
        room = self.scrollable_content_region.width
        if y or self.value or room < 2 or cell_len(self.placeholder) <= room:
            return super().render_line(y)
        hint = fitted(self.placeholder, room)
        style = self.get_component_rich_style("input--placeholder")
        first = style + self.get_component_rich_style("input--cursor") if self.has_focus else style
        strip = Strip([Segment(hint[0], first), Segment(hint[1:], style)])
        return strip.apply_style(self.rich_style)
