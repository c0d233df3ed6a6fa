"""How a stored code is called before people: the code says it in English, the catalogues say it
in other languages. What is stored, compared and exported is always the code."""

from facilitator.words.language import N_, _

STATES = (
    *(N_("draft"), N_("running"), N_("closed"), N_("ahead"), N_("active"), N_("done")),
    *(N_("skipped"), N_("open"), N_("in progress"), N_("blocked"), N_("cancelled")),
)
"""How far sessions, stages and actions have come."""

PEOPLE = (
    *(N_("present"), N_("remote"), N_("absent")),
    *(N_("accept"), N_("reservation"), N_("object")),
)
"""Where people are, and their word on the plan."""

CHOICES = (
    *(N_("action"), N_("decision"), N_("next meeting"), N_("dropped"), N_("new"), N_("existing")),
    *(N_("both"), N_("high"), N_("normal"), N_("low"), N_("one"), N_("thousand"), N_("million")),
    *(N_("priority"), N_("develop"), N_("restructure"), N_("maintain"), N_("reduce"), N_("exit")),
    *(N_("energy"), N_("roti"), N_("confidence"), N_("ledger"), N_("survey")),
    *(N_("keep"), N_("correct"), N_("stop"), N_("rework"), N_("replace")),
    *(N_("one time"), N_("monthly"), N_("variable"), N_("quarterly"), N_("weekly"), N_("daily")),
    *(N_("process"), N_("result"), N_("submitted"), N_("approved"), N_("returned")),
    *(N_("collecting"), N_("voting"), N_("weights"), N_("scoring"), N_("revealed")),
    *(N_("unanimous acceptance"), N_("fist-to-five, all at least 3"), N_("dot vote")),
)
"""What is chosen from a closed list."""

ROWS = (
    *(N_("card"), N_("requirement"), N_("goal"), N_("criterion"), N_("participant")),
    *(N_("channel"), N_("stage"), N_("figure"), N_("answer"), N_("record"), N_("vote")),
    *(N_("parked"), N_("score"), N_("session"), N_("workshop")),
)
"""What a row is."""

FIELDS = (
    *(N_("title"), N_("company"), N_("question"), N_("day"), N_("start"), N_("currency")),
    *(N_("unit"), N_("country"), N_("follow up"), N_("rule plan"), N_("rule actions")),
    *(N_("rule lists"), N_("rules confirmed"), N_("period first"), N_("period last")),
    *(N_("version"), N_("name"), N_("initials"), N_("role"), N_("presence"), N_("votes")),
    *(N_("kind"), N_("territory"), N_("text"), N_("evidence"), N_("subject"), N_("direction")),
    *(N_("accepted"), N_("tags"), N_("links"), N_("note"), N_("reason"), N_("rule")),
    *(N_("person"), N_("language")),
)
"""Fields that are named when they change."""

TAGS = (N_("bottleneck"), N_("pinned"), N_("used today"), N_("heard"), N_("hypothesis"))
"""Marks on cards."""


def called(code: str) -> str:
    """A stored code in the language of the moment; words nobody translated are themselves."""
    return _(str(code).replace("_", " "))


def begun(code: str) -> str:
    """The same at the beginning of a sentence."""
    words = called(code)
    return words[:1].upper() + words[1:]


def moved(name: str, steps: int) -> str:
    """What history says of something that was moved up (negative) or down."""
    said = _("{name} moved up") if steps < 0 else _("{name} moved down")
    return said.format(name=name)
