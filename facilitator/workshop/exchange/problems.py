"""What is wrong with a document, said with the place it is at."""

from facilitator.words.language import N_, _
from facilitator.workshop.edit import Refused


class NotTaken(Refused):
    """A document was not taken in; the sentence says what is wrong, where, and what to do."""


def wrong(place: str, what: str, remedy: str = "") -> NotTaken:
    """The refusal for one place of the document; nothing was taken in."""
    return NotTaken(
        _("Nothing was imported: {place} {what}. {remedy}")
        .format(place=place, what=what, remedy=remedy or _(CORRECT))
        .strip()
    )


CORRECT = N_("Correct that place, or export the session again.")
