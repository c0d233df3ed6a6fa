"""How readers passed the offer, and the lights of the checklist."""

from fractions import Fraction

from facilitator.methods.exact import NotAvailable
from facilitator.methods.valuetest import Light, ValueTest
from facilitator.words.language import N_, _
from facilitator.workshop.called import begun
from facilitator.workshop.results.value import checklist, value_tests
from facilitator.workshop.state import State
from screens.stages.shown import heading, line, percent
from screens.widgets.bars import BAR, bar
from screens.widgets.itemlist import Item


def value_lines(state: State) -> list[Item]:
    """Share of readers who passed each question, by offer."""
    lines: list[Item] = []
    for name, each in value_tests(state).items():
        lines.append(heading(name))
        if isinstance(each, NotAvailable):
            lines.append(line(f"{name} none", _("Result"), each, ""))
        else:
            lines += _test(name, each)
    return lines


def _test(name: str, each: ValueTest) -> list[Item]:
    lines = [
        line(
            f"{name} {one.question}",
            f"{begun(one.question):<10} {bar(_or_zero(one.share), 1, BAR)}",
            one.share,
            percent(one.share, 0),
            tone="" if one.passed is True else "warn",
        )
        for one in each.results
    ]
    passed = each.passed
    if isinstance(passed, NotAvailable):
        return [*lines, line(f"{name} passed", _("Passed"), passed, "")]
    detail = _("mean {percent}; benefit and difference need 70 %").format(
        percent=percent(each.mean, 0)
    )
    if each.few_readers:
        detail = f"{detail}; {_('fewer than 10 readers')}"
    tone = "good" if passed else "bad"
    shown = Item(
        f"{name} passed",
        _("Passed"),
        right=_("yes") if passed else _("no"),
        detail=detail,
        tone=tone,
    )
    return [*lines, shown]


def _or_zero(share: Fraction | NotAvailable) -> Fraction:
    return Fraction(0) if isinstance(share, NotAvailable) else share


def checklist_lines(state: State) -> list[Item]:
    """How many lines have each light."""
    found = checklist(state)
    names = (
        (Light.RED, N_("{count} red")),
        (Light.AMBER, N_("{count} amber")),
        (Light.GREEN, N_("{count} green")),
        (None, N_("{count} open")),
    )
    counted = ((found.count(light), words) for light, words in names)
    counts = [_(words).format(count=count) for count, words in counted if count]
    return [
        Item("lights", " · ".join(counts), detail=_("r a g set the light of a line in the list"))
    ]
