"""What clients wrote beside their scores, word for word."""

from exports.markdown.figures import number
from exports.markdown.text import Column, blocks, cell, escape, heading, listing
from facilitator.words.language import _
from facilitator.workshop.results.audit import survey_of
from facilitator.workshop.state import State


def comments(state: State) -> str:
    """Every comment with its score, the lowest scores first."""
    found = survey_of(state)
    if found is None or not found.comments:
        return ""
    left_out = found.comments_left_out
    return blocks(
        heading(3, _("What clients wrote")),
        listing(
            sorted(found.comments, key=lambda each: (each.score, each.channel, each.line)),
            Column(_("Score"), lambda each: str(each.score), True, True),
            Column(_("Channel"), lambda each: cell(each.channel)),
            Column(_("Segment"), lambda each: cell(each.segment)),
            Column(_("Comment"), lambda each: escape(each.text), stay=True),
        ),
        _("{left_out} more comments are in the survey's file.").format(left_out=number(left_out, 0))
        if left_out
        else "",
    )
