"""Channel priority as the room scored it, how firm the order is, and what was decided."""

from collections.abc import Iterator

from exports.markdown.figures import number, percent, why
from exports.markdown.naming import by_initials, choice
from exports.markdown.text import Column, blocks, bullets, cell, escape, heading, listing
from facilitator.methods.exact import NotAvailable
from facilitator.methods.score_table import Accord, Cell
from facilitator.methods.scoring import Evaluation, PersonalScores
from facilitator.methods.sensitivity import Change, Variant
from facilitator.model import Channel, Criterion, Decision, Score
from facilitator.words.language import _
from facilitator.workshop.lookup import find_kind
from facilitator.workshop.results.hidden import hidden_cells
from facilitator.workshop.results.priority import Priority, priority
from facilitator.workshop.state import State
from facilitator.workshop.unrevealed import are_scores_awaited


def channel_priority(state: State) -> str:
    """Roles, ranking, weights, the scores of everyone, spread, what was said, sensitivity."""
    found = priority(state)
    title = heading(2, _("Channel priority"))
    about = _channels(state.rows(Channel))
    if not state.rows(Score):
        waits = _("**Scores:** not yet revealed") if are_scores_awaited(state) else ""
        return blocks(title, waits, about) if about or waits else ""
    evaluation = found.evaluation
    if isinstance(evaluation, NotAvailable):
        return blocks(title, why(evaluation), about)
    return blocks(
        title,
        _decided(state),
        _ranking(found, evaluation),
        about,
        heading(3, _("Criteria, weights and scores")),
        _("Scores of {people}; a dot is a blank, which is not zero.").format(
            people=", ".join(escape(person.initials) for person in found.people)
        ),
        _scores(found, evaluation),
        bullets(_votes_waiting(state)),
        _anchors(found),
        _heard(found),
        heading(3, _("Each person's own order")),
        _persons(state, found, evaluation),
        heading(3, _("Would the order change?")),
        _sensitivity(found, evaluation),
    )


def _votes_waiting(state: State) -> Iterator[str]:
    """Later votes on a cell that are not revealed yet; the vote before counts."""
    for channel_id, criterion_id, number_of in hidden_cells(state):
        channel = state.find(Channel, channel_id)
        criterion = state.find(Criterion, criterion_id)
        if channel and criterion:
            yield _("Vote {number} on {channel}, {ref}: not yet revealed").format(
                number=number_of, channel=escape(channel.name), ref=cell(criterion.ref)
            )


def _channels(channels: tuple[Channel, ...]) -> str:
    return listing(
        channels if any(each.role or each.kind or each.territory for each in channels) else (),
        Column(_("Channel"), lambda each: cell(each.name), stay=True),
        Column(_("Role"), lambda each: choice(each.role), stay=True),
        Column(_("Kind"), lambda each: escape(each.kind)),
        Column(_("Territory"), lambda each: escape(each.territory)),
        Column(_("Remark"), lambda each: "" if each.active else _("not active")),
    )


def _decided(state: State) -> str:
    stage = find_kind(state, "matrix")
    made = [row for row in state.rows(Decision) if stage and row.stage_key == stage.key]
    return bullets(
        (
            _("**Decision {ref}:** {text} – because: {reason}")
            if row.reason
            else _("**Decision {ref}:** {text}")
        ).format(ref=cell(row.ref), text=escape(row.text), reason=escape(row.reason))
        for row in made
    )


def _ranking(found: Priority, evaluation: Evaluation) -> str:
    channels = {channel.name: channel for channel in found.channels}
    scores = {entry.option: entry for entry in evaluation.scores}
    table = listing(
        evaluation.ranking.places,
        Column(_("Place"), lambda each: str(each.place), True, stay=True),
        Column(_("Channel"), lambda each: cell(each.option), stay=True),
        Column(_("Score"), lambda each: f"**{number(each.score, 4)}**", True, stay=True),
        Column(
            _("Of the highest"), lambda each: percent(scores[each.option].share), True, stay=True
        ),
        Column(_("Role"), lambda each: choice(channels[each.option].role), stay=True),
        Column(_("Remark"), lambda each: _("provisional") if each.provisional else ""),
    )
    remarks = [
        _("{name} has no score yet.").format(name=escape(name))
        for name in evaluation.ranking.unranked
    ] + [
        _("{first} and {second} are practically tied ({difference}): {broken_by}.").format(
            first=escape(tie.first),
            second=escape(tie.second),
            difference=number(tie.difference, 4, sign=True),
            broken_by=tie.broken_by,
        )
        for tie in evaluation.ranking.ties
    ]
    return blocks(table, bullets(remarks))


def _scores(found: Priority, evaluation: Evaluation) -> str:
    return listing(
        found.criteria,
        Column(_("Ref"), lambda each: cell(each.ref), stay=True),
        Column(_("Criterion"), lambda each: cell(each.name), stay=True),
        Column(_("Weight"), lambda each: _weight(evaluation, each), True, stay=True),
        *(_cells(found, evaluation, channel) for channel in found.channels),
    )


def _weight(evaluation: Evaluation, criterion: Criterion) -> str:
    if isinstance(evaluation.weights, NotAvailable):
        return str(criterion.weight)
    return f"{criterion.weight} ({percent(evaluation.weights[criterion.ref], 0)})"


def _cells(found: Priority, evaluation: Evaluation, channel: Channel) -> Column[Criterion]:
    initials = [person.initials for person in found.people]

    def show(criterion: Criterion) -> str:
        one = evaluation.cells[channel.name, criterion.ref]
        given = " ".join(str(one.given.get(who, "·")) for who in initials)
        return f"{given} → {_mean(one)}" if one.given else ""

    return Column(cell(channel.name), show, stay=True)


def _mean(one: Cell) -> str:
    if not one.valid:
        return _("too few scores")
    marks = {Accord.MUST_TALK: _(", **must talk**"), Accord.TALK: _(", talk if time")}
    return f"{number(one.mean, 3)} (σ {number(one.sigma, 2)}{marks.get(one.accord, '')})"


def _anchors(found: Priority) -> str:
    return listing(
        [each for each in found.criteria if each.low or each.middle or each.high],
        Column(_("Ref"), lambda each: cell(each.ref), stay=True),
        Column(_("Lowest score means"), lambda each: escape(each.low)),
        Column(_("Middle"), lambda each: escape(each.middle)),
        Column(_("Highest score means"), lambda each: escape(each.high)),
    )


def _heard(found: Priority) -> str:
    said = [
        f"**{escape(channel)}, {escape(criterion)}:** {escape(words)}"
        for (channel, criterion), words in found.heard.items()
    ]
    said += [
        _("**{option}, {criterion}:** must talk, nobody was heard yet").format(
            option=escape(each.option), criterion=escape(each.criterion)
        )
        for each in found.unheard
    ]
    return bullets(said)


def _persons(state: State, found: Priority, evaluation: Evaluation) -> str:
    return listing(
        evaluation.persons,
        Column(_("Person"), lambda each: by_initials(state, each.participant), stay=True),
        *(_own_score(at, channel) for at, channel in enumerate(found.channels)),
        Column(_("Own order"), lambda each: escape(_order(each.order)), stay=True),
        Column(_("Remark"), lambda each: _("own channel first") if each.own_first else ""),
    )


def _own_score(at: int, channel: Channel) -> Column[PersonalScores]:
    return Column(
        cell(channel.name), lambda each: number(each.scores[at].score, 2), True, stay=True
    )


def _order(groups: tuple[tuple[str, ...], ...]) -> str:
    return " › ".join(" = ".join(group) for group in groups)


def _sensitivity(found: Priority, evaluation: Evaluation) -> str:
    steps = (Change.WEIGHT_UP, Change.WEIGHT_DOWN)
    checks = [evaluation.without_own, *evaluation.variants]
    moved = [each for each in checks if each.change in steps and each.order_changed]
    first = evaluation.first_place
    firm = why(first) if isinstance(first, NotAvailable) else _(str(first.firmness))
    return blocks(
        listing(
            [each for each in checks if each.change not in steps] + moved,
            Column(_("Change"), _change, stay=True),
            *(_variant_score(at, channel) for at, channel in enumerate(found.channels)),
            Column(_("Order"), _verdict, stay=True),
        ),
        ""
        if moved or not evaluation.variants
        else _("Each raw weight 20 % up or down: no change."),
        bullets(_swings(evaluation)),
        _("**First place:** {firm}").format(firm=firm),
    )


def _change(each: Variant) -> str:
    return _(str(each.change)) + (f": {cell(each.criterion)}" if each.criterion else "")


def _variant_score(at: int, channel: Channel) -> Column[Variant]:
    return Column(
        cell(channel.name), lambda each: number(each.scores[at].score, 4), True, stay=True
    )


def _verdict(each: Variant) -> str:
    if not each.order_changed:
        return _("same")
    swaps = ", ".join(
        _("{worse} above {better}").format(worse=escape(worse), better=escape(better))
        for better, worse in each.swaps
    )
    return (_("**first place changes**") if each.first_changed else _("changes")) + (
        f": {swaps}" if swaps else ""
    )


def _swings(evaluation: Evaluation) -> list[str]:
    return [
        _("{first} and {second} would tie at {criterion} = {tie_at} (now {weight})").format(
            first=escape(each.first),
            second=escape(each.second),
            criterion=cell(each.criterion),
            tie_at=percent(each.tie_at, 2),
            weight=percent(each.weight, 0),
        )
        for each in evaluation.swings
    ]
