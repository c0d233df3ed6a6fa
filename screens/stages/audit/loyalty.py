"""What clients said they would recommend: NPS by channel, with its margin."""

from facilitator.methods.exact import NotAvailable
from facilitator.methods.nps import Nps
from facilitator.words.language import _
from facilitator.workshop.called import called
from facilitator.workshop.results.loyalty import loyalty, no_data
from facilitator.workshop.state import State
from screens.stages.shown import line, number, percent
from screens.widgets.itemlist import Item


def loyalty_lines(state: State) -> list[Item]:
    """NPS of each channel and of all, and which channels differ with certainty."""
    found = loyalty(state)
    if isinstance(found, NotAvailable):
        said = _("Marked: no client has been asked.") if no_data(state) else ""
        return [Item("none", said, tone="muted")] if said else []
    lines = [line for name, each in found.channels.items() for line in _nps(name, each)]
    if isinstance(found.total, Nps):
        lines += _nps(_("All"), found.total)
        rate = found.total.response_rate
        lines.append(line("rate", _("Response rate"), rate, percent(rate)))
    for (first, second), each in found.differences.items():
        if each.significant:
            text = _("{first} and {second} differ with certainty").format(
                first=first, second=second
            )
            lines.append(Item(f"{first} {second}", text, right=number(abs(each.delta), 1)))
    return lines


def _nps(name: str, each: Nps) -> list[Item]:
    ends = each.interval
    span = f"95 %: {number(ends.low, 1)} … {number(ends.high, 1)}, ±{number(each.margin, 1)}"
    answers = _("{promoters} promoters, {passives} passive, {detractors} detractors").format(
        promoters=each.promoters, passives=each.passives, detractors=each.detractors
    )
    detail = f"{span} · {answers} · {called(each.weight)}"
    right = _("{score} of n {answers}").format(
        score=number(each.score, 0, sign=True), answers=each.answers
    )
    return [Item(f"nps {name}", _("NPS {name}").format(name=name), right=right, detail=detail)]
