"""What a scoring says, in sentences for the room."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from facilitator.methods.exact import NotAvailable
from facilitator.methods.score_ranking import TieBreak
from facilitator.methods.score_table import Accord, Cell, Order
from facilitator.methods.scoring import Change, Evaluation, Variant
from facilitator.methods.sensitivity import Firmness
from facilitator.model import Criterion
from facilitator.workshop.results.priority import Priority
from screens.stages.shown import number, percent
from screens.widgets.bars import histogram

SIGNS: Mapping[Accord, str] = {
    Accord.AGREED: "",
    Accord.TALK: "~",
    Accord.MUST_TALK: "!",
    Accord.INSUFFICIENT: "?",
}
LEGEND = "! must talk · ✓ heard · ~ talk if time · ? too few"


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
        return ["Nobody has scored this."]
    counts = dict(zip(range(scale[0], scale[1] + 1), cell.histogram, strict=True))
    head = (
        f"mean {number(cell.mean, 2)} · spread σ {number(cell.sigma, 2)}: {cell.accord} · "
        f"{cell.lowest}–{cell.highest} · {len(cell.given)} of {cell.participants}"
    )
    by_score = sorted(cell.given.items(), key=lambda given: given[1])
    lines = [head, histogram(counts, tuple(counts)), _who_gave(by_score)]
    if heard:
        lines.append(f"Heard: {heard}")
    elif cell.accord is Accord.MUST_TALK:
        lowest = " ".join(who for who, score in by_score if score == cell.lowest)
        highest = " ".join(who for who, score in by_score if score == cell.highest)
        lines.append(
            f"Ask {lowest} ({cell.lowest}) and {highest} ({cell.highest}) what they know; "
            "n notes it, v votes again."
        )
    return lines


def _who_gave(by_score: Sequence[tuple[str, int]]) -> str:
    parts: list[str] = []
    for score in dict.fromkeys(score for _, score in by_score):
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
        yield "No channel has a score yet."
        return
    shares = {entry.option: entry for entry in evaluation.scores}
    parts = [
        f"{place.place} {place.option} {number(place.score, 2)} "
        f"({percent(shares[place.option].share)} of the highest)"
        for place in places
    ]
    yield f"Ranking: {', '.join(parts)}."
    for entry in evaluation.scores:
        if entry.provisional:
            yield f"{entry.option} is provisional: {_and(entry.missing)} has too few scores."
    if evaluation.ranking.unranked:
        yield f"Not ranked, no scores: {_and(evaluation.ranking.unranked)}."


def _to_talk(found: Priority) -> Iterator[str]:
    if not found.must_talk:
        yield "No cell is so far apart that it must be talked about."
        return
    names = [f"{cell.option} {cell.criterion}" for cell in found.must_talk]
    open_ones = [f"{cell.option} {cell.criterion}" for cell in found.unheard]
    rest = f"; not heard yet: {_and(open_ones)}" if open_ones else "; all heard"
    yield f"Must be talked about: {_and(names)}{rest}."


def _ties(evaluation: Evaluation) -> Iterator[str]:
    for tie in evaluation.ranking.ties:
        apart = f"{tie.first} and {tie.second} are a practical tie ({number(tie.difference, 2)})"
        if tie.broken_by is TieBreak.OPEN:
            yield f"{apart}: nothing tells them apart, decide."
        else:
            yield f"{apart}, told apart by {tie.broken_by}."


def _bias(evaluation: Evaluation) -> Iterator[str]:
    room = set(evaluation.order[0]) if evaluation.order else set[str]()
    own = [
        person.participant
        for person in evaluation.persons
        if person.own_first and set(person.order[0]) != room
    ]
    if own:
        verb = "put their" if len(own) > 1 else "puts the"
        yield f"Unlike the room, {_and(own)} {verb} own channel first."
    yield _changed("Without the owners' own scores", evaluation.without_own)


def _first_place(evaluation: Evaluation) -> Iterator[str]:
    found = evaluation.first_place
    if isinstance(found, NotAvailable):
        yield found.reason
        return
    sentence = f"The first place is {found.firmness}"
    if found.firmness is Firmness.INDEPENDENT or found.nearest is None:
        yield f"{sentence}: no weight would change it."
        return
    swing = found.nearest
    rival = swing.second if swing.first == found.option else swing.first
    yield (
        f"{sentence}: {rival} draws level only if {swing.criterion} weighs "
        f"{percent(swing.tie_at)} (now {percent(swing.weight)})."
    )


def _weights(evaluation: Evaluation) -> Iterator[str]:
    variants = evaluation.variants
    if not variants:
        return
    yield _changed("With equal weights", evaluation.variant(Change.EQUAL_WEIGHTS))
    yield from _sensitive(
        "Without one criterion",
        [
            (f"Without {each.criterion}", each)
            for each in variants
            if each.change is Change.LEFT_OUT
        ],
    )
    moved = {Change.WEIGHT_UP: "+20 %", Change.WEIGHT_DOWN: "−20 %"}
    yield from _sensitive(
        "With each weight 20 % up or down",
        [
            (f"With {each.criterion} {moved[each.change]}", each)
            for each in variants
            if each.change in moved
        ],
    )


def _sensitive(name: str, checks: Iterable[tuple[str, Variant]]) -> Iterator[str]:
    tried = list(checks)
    changed = [(label, each) for label, each in tried if each.order_changed]
    if tried and not changed:
        yield f"{name} the order stays."
    for label, each in changed:
        first = "another first place" if each.first_changed else "the first place stays"
        yield f"{label} the order changes: {_in_order(each)}; {first}."


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
        f"The second vote moved: {', '.join(moved)}."
        if moved
        else ("The second vote changed no total.")
    )


def _changed(name: str, variant: Variant) -> str:
    verb = "changes to" if variant.order_changed else "stays"
    return f"{name} the order {verb}: {_in_order(variant)}."


def _in_order(variant: Variant) -> str:
    scores = {entry.option: entry.score for entry in variant.scores}
    return _groups(variant.order, scores)


def _groups(order: Order, scores: Mapping[str, Fraction | NotAvailable]) -> str:
    parts = [" = ".join(f"{each} {_score(scores[each])}" for each in group) for group in order]
    return ", ".join(parts) or "no scores"


def _score(value: Fraction | NotAvailable) -> str:
    return number(value, 2)


def _and(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
