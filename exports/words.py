"""Words of the room as plain text for a file that is not Markdown: one line, nothing hidden."""

from facilitator.model import Acceptance, Participant
from facilitator.words.language import N_, _
from facilitator.words.text import clean
from facilitator.workshop.called import called

NO_LIMIT = 10**9

_ON_PLAN = {
    Acceptance.ACCEPT: N_("accepts"),
    Acceptance.RESERVATION: N_("accepts with reservation"),
    Acceptance.OBJECT: N_("objects"),
}


def line(text: str) -> str:
    """The text on one line, without control characters, broken characters and direction marks.

    What is stored was cleaned when it came in; a file of another program may not hold a byte that
    was not, however it got into the database.
    """
    return clean(text, limit_graphemes=NO_LIMIT).text.strip()


def spoken(choice: str) -> str:
    """A stored choice in the words of the moment: in_progress becomes “in progress”."""
    return line(called(choice))


def joined(words: list[str] | tuple[str, ...]) -> str:
    """References or names in a row."""
    return line(", ".join(word for word in words if word))


def vote(person: Participant) -> str:
    """Whether a person votes, and who moderates."""
    said = _("yes") if person.votes else _("no")
    return _("{votes}, moderates").format(votes=said) if person.moderator else said


def word_on_plan(word: Acceptance | None) -> str:
    """What a person said about the plan."""
    return _(_ON_PLAN[word]) if word else _("not yet")
