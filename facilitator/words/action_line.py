"""The grammar of an action: @name what by when; done: …; first: …; from: R3 W2; cost: 9000."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from facilitator.words.deadline import Deadline, DeadlineError, parse_deadline, sure_deadline
from facilitator.words.folding import fold
from facilitator.words.keyboard import by_look
from facilitator.words.language import _
from facilitator.words.number import Amount, NotANumber, parse_amount
from facilitator.words.people import take_person
from facilitator.words.text import excerpt


@dataclass(frozen=True, slots=True)
class ActionLine:
    """Somebody does something by some day; what could not be read stays in the title.

    `owner` is an id, `sources` are references such as R3, and every problem is a sentence.
    """

    title: str
    owner: str | None = None
    deadline: Deadline | None = None
    measure: str | None = None
    first_step: str | None = None
    sources: tuple[str, ...] = ()
    cost: Amount | None = None
    problems: tuple[str, ...] = ()


_OPTIONS: Mapping[str, str] = {
    fold(name.strip()): option
    for option, names in {
        "measure": "done, done when, measure, готово, результат, критерий, критерий готовности, "
        "gotowe, wynik, miara, kryterium, kryterium wykonania",
        "first": "first, first step, сначала, первый шаг, шаг, najpierw, pierwszy krok, krok",
        "from": "from, source, sources, из, источник, источники, z, źródło, źródła",
        "cost": "cost, budget, стоимость, бюджет, koszt, budżet",
        "by": "by, due, deadline, until, срок, до, к, termin, do",
    }.items()
    for name in names.split(",")
}
_OPTION = re.compile(r"([^:]{1,20}?)\s*:(.*)", re.DOTALL)
_REFERENCE = re.compile(r"[A-Z]{1,3}[0-9]{1,4}")

# After the first kind a day must follow; the second kind are ordinary words as well. "To do" is
# English, a lone "do" is the Polish "by".
_BEFORE_DAY = re.compile(
    r"(?:^|\s)(?:(?P<sure>by|until|till|due|до|к|ко)|on|на|в|во|na|w|we|(?<!\bto )do)(?=\s)",
    re.IGNORECASE,
)
_LONGEST_DAY = 40

_PERSON_BY_DAY = re.compile(
    r"(?P<who>.+)\s(?:by|until|till|due|до|к|ко|do)\s(?P<day>.+)", re.IGNORECASE | re.DOTALL
)


def person_by_day(text: str) -> tuple[str, str] | None:
    """Part “AB by fri” into who and when, neither of them read yet; None for other words."""
    match = _PERSON_BY_DAY.fullmatch(text.strip())
    return (match["who"].strip(), match["day"].strip()) if match else None


@dataclass(slots=True)
class _Reading:
    """What has been understood so far; `title` and the text options collect what they are given."""

    today: date
    title: list[str]
    texts: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    sources: list[str] = field(default_factory=list[str])
    deadline: Deadline | None = None
    cost: Amount | None = None
    problems: list[str] = field(default_factory=list[str])


def read_action(text: str, people: Mapping[str, str], today: date) -> ActionLine:
    """Read a line that starts with "@"; options come after semicolons, in any order."""
    named = take_person(text, people)
    head, *segments = named.rest.split(";")
    reading = _Reading(today, [head])
    if named.problem:
        reading.problems.append(named.problem)
    open_text = reading.title
    for segment in segments:
        open_text = _read_segment(segment, reading, open_text)
    title = _without_deadline(";".join(reading.title).strip(" ;"), reading)
    if not title:
        reading.problems.append(_("The action has no words yet. Say what is to be done."))
    return ActionLine(
        title=title,
        owner=named.person,
        deadline=reading.deadline,
        measure=_joined(reading.texts.get("measure")),
        first_step=_joined(reading.texts.get("first")),
        sources=tuple(dict.fromkeys(reading.sources)),
        cost=reading.cost,
        problems=tuple(reading.problems),
    )


def _read_segment(segment: str, reading: _Reading, open_text: list[str]) -> list[str]:
    """Read what stands between two semicolons; returns where a plain next one belongs."""
    match = _OPTION.fullmatch(segment.strip())
    option = _OPTIONS.get(fold(match[1])) if match else None
    if match is None or option is None:
        open_text.append(segment)
        return open_text
    value = match[2].strip()
    if option in {"measure", "first"}:
        return _collected(value, reading.texts.setdefault(option, []))
    problem = _OPTION_READERS[option](value, reading) if value else None
    if problem is not None:
        reading.title.append(segment)
        reading.problems.append(problem)
    return reading.title


def _collected(value: str, texts: list[str]) -> list[str]:
    if value:
        texts.append(f" {value}" if texts else value)
    return texts


def _read_sources(value: str, reading: _Reading) -> str | None:
    for word in re.split(r"[\s,×+&]+", value):
        reference = by_look(word).upper()
        if _REFERENCE.fullmatch(reference):
            reading.sources.append(reference)
        elif word:
            return _("“{typed}” is no reference. Write those on screen, such as R3 W2.").format(
                typed=excerpt(word)
            )
    return None


def _read_cost(value: str, reading: _Reading) -> str | None:
    if reading.cost is not None:
        return _("The cost is given twice; the first one counts.")
    try:
        amount = parse_amount(value)
    except NotANumber as error:
        return _("Cost: {error}").format(error=error)
    if not amount.is_money or amount.value < 0:
        return _("Cost: “{typed}” is no sum of money. Write it like 9000 or 9 k€.").format(
            typed=excerpt(value)
        )
    reading.cost = amount
    return None


def _read_deadline(value: str, reading: _Reading) -> str | None:
    if reading.deadline is not None:
        return _("The deadline is given twice; the first one counts.")
    try:
        reading.deadline = parse_deadline(value, reading.today)
    except DeadlineError as error:
        return _("Deadline: {error}").format(error=error)
    return None


_OPTION_READERS = {"from": _read_sources, "cost": _read_cost, "by": _read_deadline}


def _without_deadline(title: str, reading: _Reading) -> str:
    """Take "by fri" off the end of the title, unless an option has said when."""
    if reading.deadline is not None:
        return title
    for match in reversed(list(_BEFORE_DAY.finditer(title, max(0, len(title) - _LONGEST_DAY)))):
        try:
            reading.deadline = sure_deadline(title[match.end() :], reading.today)
        except DeadlineError as error:
            if match["sure"]:
                reading.problems.append(_("Deadline: {error}").format(error=error))
                break
        if reading.deadline is not None:
            return title[: match.start()].rstrip(" ,;")
    return title


def _joined(texts: list[str] | None) -> str | None:
    return ";".join(texts or []).strip(" ;") or None
