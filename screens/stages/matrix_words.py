"""What a scoring says, in sentences for the room."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from facilitator.methods.exact import NotAvailable
from facilitator.methods.score_ranking import TieBreak
from facilitator.methods.score_table import Accord, Cell, Order
from facilitator.methods.scoring import Change, Evaluation, Variant
from facilitator.methods.sensitivity import Firmness
from facilitator.model import Criterion
from facilitator.words.language import N_, _
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
        "mean {number} · spread σ {number2}: {accord} · "
        "{lowest}–{highest} · {given} of {participants}"
    ).format(
        number=number(cell.mean, 2),
        number2=number(cell.sigma, 2),
        accord=cell.accord,
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
                "Ask {lowest} ({lowest2}) and {highest} ({highest2}) what they know; "
                "n notes it, v votes again."
            ).format(lowest=lowest, lowest2=cell.lowest, highest=highest, highest2=cell.highest)
        )
    return lines


def _who_gave(by_score: Sequence[tuple[str, int]]) -> str:
    parts: list[str] = []
    for score in dict.fromkeys(score for _unused, score in by_score):
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
        _("{place} {option} {number} ({percent} of the highest)").format(
            place=place.place,
            option=place.option,
            number=number(place.score, 2),
            percent=percent(shares[place.option].share),
        )
        for place in places
    ]
    yield _("Ranking: {parts}.").format(parts=", ".join(parts))
    for entry in evaluation.scores:
        if entry.provisional:
            yield _("{option} is provisional: {value} has too few scores.").format(
                option=entry.option, value=_and(entry.missing)
            )
    if evaluation.ranking.unranked:
        yield _("Not ranked, no scores: {value}.").format(value=_and(evaluation.ranking.unranked))


def _to_talk(found: Priority) -> Iterator[str]:
    if not found.must_talk:
        yield _("No cell is so far apart that it must be talked about.")
        return
    names = [f"{cell.option} {cell.criterion}" for cell in found.must_talk]
    open_ones = [f"{cell.option} {cell.criterion}" for cell in found.unheard]
    rest = (
        _("; not heard yet: {value}").format(value=_and(open_ones))
        if open_ones
        else _("; all heard")
    )
    yield _("Must be talked about: {value}{rest}.").format(value=_and(names), rest=rest)


def _ties(evaluation: Evaluation) -> Iterator[str]:
    for tie in evaluation.ranking.ties:
        apart = _("{first} and {second} are a practical tie ({number})").format(
            first=tie.first, second=tie.second, number=number(tie.difference, 2)
        )
        if tie.broken_by is TieBreak.OPEN:
            yield _("{apart}: nothing tells them apart, decide.").format(apart=apart)
        else:
            yield _("{apart}, told apart by {broken_by}.").format(
                apart=apart, broken_by=tie.broken_by
            )


def _bias(evaluation: Evaluation) -> Iterator[str]:
    room = set(evaluation.order[0]) if evaluation.order else set[str]()
    own = [
        person.participant
        for person in evaluation.persons
        if person.own_first and set(person.order[0]) != room
    ]
    if own:
        verb = _("put their") if len(own) > 1 else _("puts the")
        yield _("Unlike the room, {value} {verb} own channel first.").format(
            value=_and(own), verb=verb
        )
    yield _changed(_("Without the owners' own scores"), evaluation.without_own)


def _first_place(evaluation: Evaluation) -> Iterator[str]:
    found = evaluation.first_place
    if isinstance(found, NotAvailable):
        yield found.reason
        return
    sentence = _("The first place is {firmness}").format(firmness=found.firmness)
    if found.firmness is Firmness.INDEPENDENT or found.nearest is None:
        yield _("{sentence}: no weight would change it.").format(sentence=sentence)
        return
    swing = found.nearest
    rival = swing.second if swing.first == found.option else swing.first
    yield (
        _(
            "{sentence}: {rival} draws level only if {criterion} weighs {percent} (now {percent2})."
        ).format(
            sentence=sentence,
            rival=rival,
            criterion=swing.criterion,
            percent=percent(swing.tie_at),
            percent2=percent(swing.weight),
        )
    )


def _weights(evaluation: Evaluation) -> Iterator[str]:
    variants = evaluation.variants
    if not variants:
        return
    yield _changed(_("With equal weights"), evaluation.variant(Change.EQUAL_WEIGHTS))
    yield from _sensitive(
        _("Without one criterion"),
        [
            (_("Without {criterion}").format(criterion=each.criterion), each)
            for each in variants
            if each.change is Change.LEFT_OUT
        ],
    )
    moved = {Change.WEIGHT_UP: "+20 %", Change.WEIGHT_DOWN: "−20 %"}
    yield from _sensitive(
        _("With each weight 20 % up or down"),
        [
            (
                _("With {criterion} {moved}").format(
                    criterion=each.criterion, moved=moved[each.change]
                ),
                each,
            )
            for each in variants
            if each.change in moved
        ],
    )


def _sensitive(name: str, checks: Iterable[tuple[str, Variant]]) -> Iterator[str]:
    tried = list(checks)
    changed = [(label, each) for label, each in tried if each.order_changed]
    if tried and not changed:
        yield _("{name} the order stays.").format(name=name)
    for label, each in changed:
        first = _("another first place") if each.first_changed else _("the first place stays")
        yield _("{label} the order changes: {in_order}; {first}.").format(
            label=label, in_order=_in_order(each), first=first
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


def _changed(name: str, variant: Variant) -> str:
    verb = _("changes to") if variant.order_changed else "stays"
    return _("{name} the order {verb}: {in_order}.").format(
        name=name, verb=verb, in_order=_in_order(variant)
    )


def _in_order(variant: Variant) -> str:
    scores = {entry.option: entry.score for entry in variant.scores}
    return _groups(variant.order, scores)


def _groups(order: Order, scores: Mapping[str, Fraction | NotAvailable]) -> str:
    parts = [" = ".join(f"{each} {_score(scores[each])}" for each in group) for group in order]
    return ", ".join(parts) or _("no scores")


def _score(value: Fraction | NotAvailable) -> str:
    return number(value, 2)


def _and(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {names2}").format(names=", ".join(names[:-1]), names2=names[-1])
