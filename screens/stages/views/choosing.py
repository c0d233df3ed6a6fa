"""What decides the figures apart from the rows; stored with the session."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from facilitator.audit.engine.choices import Choices, History, Regularity
from facilitator.methods.abc_classes import AbcLimits, Boundary
from facilitator.methods.xyz_classes import Sigma, XyzLimits
from facilitator.words.language import N_, _
from facilitator.workshop.edit import Refused
from screens.stages.shown import plain

TYPED = "typed"
"""The key of "another one, typed into the line"."""
LEFT_OUT, TAKEN_IN = N_("left out"), N_("taken in")
LEFT_IN, TAKEN_OUT = N_("left in"), N_("taken out")
_CODES = (
    *(N_("cross-in"), N_("cross-out"), N_("since first purchase"), N_("full")),
    *(N_("population"), N_("sample")),
)
"""Choices as they are said behind their setting."""

_NUMBERS = re.compile(r"\d+(?:[.,]\d+)?")
_MOST_MONTHS = 120
_MOST_ACTIVE = 100

Change = Callable[[Choices, str], Choices]


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing to choose: how it stands now, what is offered, how a typed one is read."""

    title: str
    now: Callable[[Choices], str]
    offered: Sequence[tuple[str, str]]
    """Words as they would be typed, and what they mean."""
    change: Change
    """Raises ValueError for words that mean nothing."""
    typed: str = ""
    """How another one is typed; empty where there is no other."""


def _pair(words: str) -> tuple[Decimal, Decimal]:
    found = [Decimal(each.replace(",", ".")) for each in _NUMBERS.findall(words)]
    if len(found) != 2:
        raise ValueError(_("Type two numbers, such as 80/95."))
    return found[0], found[1]


def _whole(words: str, most: int) -> int:
    found = _NUMBERS.findall(words)
    if len(found) != 1 or not found[0].isdigit() or not 1 <= int(found[0]) <= most:
        raise ValueError(_("Type a whole number from 1 to {most}.").format(most=most))
    return int(found[0])


def _regular(choices: Choices, regularity: Regularity) -> Choices:
    return replace(choices, regularity=regularity)


def _limits(found: XyzLimits | AbcLimits) -> str:
    ends = (found.x, found.y) if isinstance(found, XyzLimits) else (found.a, found.b)
    return f"{plain(ends[0])}/{plain(ends[1])}"


SETTINGS: Mapping[str, Setting] = {
    "window": Setting(
        N_("Months compared"),
        lambda now: f"{now.window}",
        [
            ("12", N_("12 months")),
            ("6", N_("6 months")),
            ("3", N_("3 months")),
            ("24", N_("24 months")),
        ],
        lambda now, words: replace(now, window=_whole(words, _MOST_MONTHS)),
        N_("a number of months, such as 18"),
    ),
    "abc": Setting(
        N_("ABC limits"),
        lambda now: _limits(now.abc),
        [("80/95", N_("80/95: A up to 80 %, B up to 95 %")), ("70/90", "70/90")],
        lambda now, words: replace(now, abc=AbcLimits(*_pair(words))),
        N_("two per cents, such as 75/92"),
    ),
    "boundary": Setting(
        N_("Who crosses a limit"),
        lambda now: f"{now.boundary}",
        [
            (Boundary.CROSS_IN, N_("cross-in: belongs to the upper class")),
            (Boundary.CROSS_OUT, N_("cross-out: belongs to the lower class")),
        ],
        lambda now, words: replace(now, boundary=Boundary(words)),
    ),
    "unit": Setting(
        N_("XYZ by"),
        lambda now: now.regularity.unit,
        [("quarter", N_("quarter")), ("month", N_("month"))],
        lambda now, words: _regular(now, replace(now.regularity, unit=words)),
    ),
    "history": Setting(
        N_("XYZ history"),
        lambda now: f"{now.regularity.history}",
        [
            (History.SINCE_FIRST, N_("since the first purchase of each customer")),
            (History.FULL, N_("full: all periods of the ledger; who came late is irregular")),
        ],
        lambda now, words: _regular(now, replace(now.regularity, history=History(words))),
    ),
    "limits": Setting(
        N_("XYZ limits, CV in %"),
        lambda now: _limits(now.regularity.limits),
        [
            ("10/25", N_("10/25 classic")),
            ("20/50", N_("20/50 medium")),
            ("50/100", N_("50/100 as in supply chains")),
        ],
        lambda now, words: _regular(now, replace(now.regularity, limits=XyzLimits(*_pair(words)))),
        N_("two per cents, such as 15/40"),
    ),
    "sigma": Setting(
        N_("Standard deviation"),
        lambda now: f"{now.regularity.sigma}",
        [
            (Sigma.POPULATION, N_("population: squares divided by n")),
            (Sigma.SAMPLE, N_("sample: squares divided by n − 1")),
        ],
        lambda now, words: _regular(now, replace(now.regularity, sigma=Sigma(words))),
    ),
    "active": Setting(
        N_("Periods with a purchase, at least"),
        lambda now: f"{now.regularity.active}",
        [("1", "1"), ("2", "2"), ("3", "3"), ("4", "4")],
        lambda now, words: _regular(
            now, replace(now.regularity, active=_whole(words, _MOST_ACTIVE))
        ),
        N_("a whole number"),
    ),
    "season": Setting(
        N_("The season in XYZ"),
        lambda now: TAKEN_OUT if now.regularity.deseasonalise else LEFT_IN,
        [
            (LEFT_IN, N_("left in: who buys by the season is irregular")),
            (TAKEN_OUT, N_("taken out: purchases divided by the company's season index")),
        ],
        lambda now, words: _regular(now, replace(now.regularity, deseasonalise=words == TAKEN_OUT)),
    ),
    "incomplete": Setting(
        N_("A last month that is not over"),
        lambda now: TAKEN_IN if now.include_incomplete else LEFT_OUT,
        [
            (LEFT_OUT, N_("left out of growth, ABC and XYZ")),
            (TAKEN_IN, N_("taken in as it is")),
        ],
        lambda now, words: replace(now, include_incomplete=words == TAKEN_IN),
    ),
}
"""By key, in the order of the dialog."""


def chosen(now: Choices, key: str, words: str) -> Choices:
    """The choices with one of them changed; raises `Refused` for words that mean nothing."""
    try:
        return SETTINGS[key].change(now, words.strip())
    except (ValueError, ArithmeticError) as error:
        setting = SETTINGS[key]
        raise Refused(f"{_(setting.title)}: {error}", key) from error


def offered(now: Choices) -> list[tuple[str, str]]:
    """Everything that can be chosen, with what holds now."""
    return [(key, f"{_(each.title)}: {_(each.now(now))}") for key, each in SETTINGS.items()]


def options(key: str) -> list[tuple[str, str]]:
    """What is offered for one of them; the last one is typed."""
    setting = SETTINGS[key]
    typed = _(setting.typed)
    other = [(TYPED, _("another: {typed}").format(typed=typed))] if typed else []
    return [*((words, _(said)) for words, said in setting.offered), *other]


def with_proposal(now: Choices, proposal: Regularity) -> Choices:
    """The choices with the proposed cut of XYZ."""
    return replace(now, regularity=proposal)


def says(before: Choices, after: Choices) -> str:
    """What was changed, in words."""
    parts = [
        f"{_(each.title)}: {_(each.now(after))}"
        for each in SETTINGS.values()
        if each.now(before) != each.now(after)
    ]
    return "; ".join(parts) or _("nothing was changed")
