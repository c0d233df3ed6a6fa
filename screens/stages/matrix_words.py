"""What a scoring says, in sentences for the room."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from facilitator.methods.exact import NotAvailable
from facilitator.methods.score_ranking import TieBreak
from facilitator.methods.score_table import Accord, Cell, Order
from facilitator.methods.scoring import Change, Evaluation, Variant
from facilitator.methods.sensitivity import Firmness
from facilitator.model import Criterion
from facilitator.words.language import N_, _, ngettext
from facilitator.words.several import all_of
from facilitator.workshop.called import called
from facilitator.workshop.results.priority import Priority
from screens.stages.shown import number, percent
from screens.widgets.bars import histogram

SIGNS: Mapping[Accord, str] = {
    Accord.AGREED: "",
    Accord.TALK: "~",
    Accord.MUST_TALK: "!",
    Accord.INSUFFICIENT: "?",
}
LEGEND = N_("! must talk · ✓ heard · ~ talk if time · ? too few")


def anchors(criterion: Criterion, scale: tuple[int, int]) -> str:
    """What the lowest, the middle and the highest score mean; those that are written down."""
    low, high = scale
    marks = zip(
        (low, (low + high) // 2, high),
        (criterion.low, criterion.middle, criterion.high),
        strict=True,
    )
    return " · ".join(f"{mark} {words}" for mark, words in marks if words)


def weight_of(evaluation: Evaluation | NotAvailable, ref: str) -> str:
    """The weight of a criterion as a part of all; empty when nothing weighs anything."""
    if isinstance(evaluation, NotAvailable) or isinstance(evaluation.weights, NotAvailable):
        return ""
    return percent(evaluation.weights[ref])


def cell_lines(cell: Cell, scale: tuple[int, int], heard: str) -> list[str]:
    """Mean, spread, who gave what, and what the moderator does about it."""
    if isinstance(cell.mean, NotAvailable) or cell.lowest is None or cell.highest is None:
        return [_("Nobody has scored this.")]
    counts = dict(zip(range(scale[0], scale[1] + 1), cell.histogram, strict=True))
    head = _(
        "mean {mean} · spread σ {sigma}: {accord} · {lowest}–{highest} · {given} of {participants}"
    ).format(
        mean=number(cell.mean, 2),
        sigma=number(cell.sigma, 2),
        accord=called(cell.accord),
        lowest=cell.lowest,
        highest=cell.highest,
        given=len(cell.given),
        participants=cell.participants,
    )
    by_score = sorted(cell.given.items(), key=lambda given: given[1])
    lines = [head, histogram(counts, tuple(counts)), _who_gave(by_score)]
    if heard:
        lines.append(_("Heard: {heard}").format(heard=heard))
    elif cell.accord is Accord.MUST_TALK:
        lowest = " ".join(who for who, score in by_score if score == cell.lowest)
        highest = " ".join(who for who, score in by_score if score == cell.highest)
        lines.append(
            _(
                "Ask {lowest} ({low_score}) and {highest} ({high_score}) what they know; "
                "n notes it, v votes again."
            ).format(lowest=lowest, low_score=cell.lowest, highest=highest, high_score=cell.highest)
        )
    return lines


def _who_gave(by_score: Sequence[tuple[str, int]]) -> str:
    parts: list[str] = []
    for score in dict.fromkeys(given[1] for given in by_score):
        parts.append(f"{' '.join(who for who, given in by_score if given == score)} {score}")
    return " · ".join(parts)


def summary(found: Priority) -> list[str]:
    """Ranking, ties, doubt, bias, sensitivity: one sentence each, the most needed first."""
    evaluation = found.evaluation
    if isinstance(evaluation, NotAvailable):
        return [evaluation.reason]
    return [
        *_ranking(evaluation),
        *_to_talk(found),
        *_ties(evaluation),
        *_bias(evaluation),
        *_first_place(evaluation),
        *_weights(evaluation),
        *_rounds(found, evaluation),
    ]


def _ranking(evaluation: Evaluation) -> Iterator[str]:
    places = evaluation.ranking.places
    if not places:
        yield _("No channel has a score yet.")
        return
    shares = {entry.option: entry for entry in evaluation.scores}
    parts = [
        _("{place} {option} {score} ({share} of the highest)").format(
            place=place.place,
            option=place.option,
            score=number(place.score, 2),
            share=percent(shares[place.option].share),
        )
        for place in places
    ]
    yield _("Ranking: {parts}.").format(parts=", ".join(parts))
    for entry in evaluation.scores:
        if entry.provisional:
            yield _("{option} is provisional: {criteria} has too few scores.").format(
                option=entry.option, criteria=all_of(entry.missing)
            )
    if evaluation.ranking.unranked:
        yield _("Not ranked, no scores: {options}.").format(
            options=all_of(evaluation.ranking.unranked)
        )


def _to_talk(found: Priority) -> Iterator[str]:
    if not found.must_talk:
        yield _("No cell is so far apart that it must be talked about.")
        return
    names = [f"{cell.option} {cell.criterion}" for cell in found.must_talk]
    open_ones = [f"{cell.option} {cell.criterion}" for cell in found.unheard]
    if open_ones:
        yield _("Must be talked about: {cells}; not heard yet: {unheard}.").format(
            cells=all_of(names), unheard=all_of(open_ones)
        )
    else:
        yield _("Must be talked about: {cells}; all heard.").format(cells=all_of(names))


def _ties(evaluation: Evaluation) -> Iterator[str]:
    for tie in evaluation.ranking.ties:
        said = (
            _(
                "{first} and {second} are a practical tie ({difference}): nothing tells them "
                "apart, decide."
            )
            if tie.broken_by is TieBreak.OPEN
            else _(
                "{first} and {second} are a practical tie ({difference}), told apart by "
                "{broken_by}."
            )
        )
        yield said.format(
            first=tie.first,
            second=tie.second,
            difference=number(tie.difference, 2),
            broken_by=called(tie.broken_by),
        )


def _bias(evaluation: Evaluation) -> Iterator[str]:
    room = set(evaluation.order[0]) if evaluation.order else set[str]()
    own = [
        person.participant
        for person in evaluation.persons
        if person.own_first and set(person.order[0]) != room
    ]
    if own:
        yield ngettext(
            "Unlike the room, {names} puts the own channel first.",
            "Unlike the room, {names} put their own channel first.",
            len(own),
        ).format(names=all_of(own))
    without = evaluation.without_own
    said = (
        _("Without the owners' own scores the order changes to: {order}.")
        if without.order_changed
        else _("Without the owners' own scores the order stays: {order}.")
    )
    yield said.format(order=_in_order(without))


def _first_place(evaluation: Evaluation) -> Iterator[str]:
    found = evaluation.first_place
    if isinstance(found, NotAvailable):
        yield found.reason
        return
    firmness = called(found.firmness)
    if found.firmness is Firmness.INDEPENDENT or found.nearest is None:
        yield _("The first place is {firmness}: no weight would change it.").format(
            firmness=firmness
        )
        return
    swing = found.nearest
    rival = swing.second if swing.first == found.option else swing.first
    yield (
        _(
            "The first place is {firmness}: {rival} draws level only if {criterion} weighs "
            "{weight} (now {weight_now})."
        ).format(
            firmness=firmness,
            rival=rival,
            criterion=swing.criterion,
            weight=percent(swing.tie_at),
            weight_now=percent(swing.weight),
        )
    )


def _weights(evaluation: Evaluation) -> Iterator[str]:
    variants = evaluation.variants
    if not variants:
        return
    equal = evaluation.variant(Change.EQUAL_WEIGHTS)
    said = (
        _("With equal weights the order changes to: {order}.")
        if equal.order_changed
        else _("With equal weights the order stays: {order}.")
    )
    yield said.format(order=_in_order(equal))
    left_out = [each for each in variants if each.change is Change.LEFT_OUT]
    yield from _sensitive(left_out, _("Without one criterion the order stays."))
    moved = [each for each in variants if each.change in _MOVED]
    yield from _sensitive(moved, _("With each weight 20 % up or down the order stays."))


_MOVED = {Change.WEIGHT_UP: "+20 %", Change.WEIGHT_DOWN: "−20 %"}


def _sensitive(tried: Sequence[Variant], none: str) -> Iterator[str]:
    """What each variant changes; `none` is said when no one changes the order."""
    changed = [each for each in tried if each.order_changed]
    if tried and not changed:
        yield none
    for each in changed:
        if each.change in _MOVED:
            said = (
                _("With {criterion} {moved} the order changes: {order}; another first place.")
                if each.first_changed
                else _(
                    "With {criterion} {moved} the order changes: {order}; the first place stays."
                )
            )
        else:
            said = (
                _("Without {criterion} the order changes: {order}; another first place.")
                if each.first_changed
                else _("Without {criterion} the order changes: {order}; the first place stays.")
            )
        yield said.format(
            criterion=each.criterion, moved=_MOVED.get(each.change, ""), order=_in_order(each)
        )


def _rounds(found: Priority, evaluation: Evaluation) -> Iterator[str]:
    if found.first is None:
        return
    before = {entry.option: entry.score for entry in found.first.scores}
    moved = [
        f"{entry.option} {_score(before[entry.option])} → {_score(entry.score)}"
        for entry in evaluation.scores
        if before[entry.option] != entry.score
    ]
    yield (
        _("The second vote moved: {moved}.").format(moved=", ".join(moved))
        if moved
        else (_("The second vote changed no total."))
    )


def _in_order(variant: Variant) -> str:
    scores = {entry.option: entry.score for entry in variant.scores}
    return _groups(variant.order, scores)


def _groups(order: Order, scores: Mapping[str, Fraction | NotAvailable]) -> str:
    parts = [" = ".join(f"{each} {_score(scores[each])}" for each in group) for group in order]
    return ", ".join(parts) or _("no scores")


def _score(value: Fraction | NotAvailable) -> str:
    return number(value, 2)
