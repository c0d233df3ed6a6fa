"""Channel priority: silent scores, the reveal, re-votes, and the decision on roles."""

from collections.abc import Mapping

from facilitator.model import ChannelRole, Decision, Hearing, Score, Stage
from facilitator.words.language import _
from facilitator.workshop import lookup
from facilitator.workshop.called import called
from facilitator.workshop.criteria import REVEALED, are_frozen, matrix_stage
from facilitator.workshop.decisions import add_decision
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.fields import chosen
from facilitator.workshop.results.priority import is_score_hidden, scores_in
from facilitator.workshop.stages import plan_of
from facilitator.workshop.state import State

Place = tuple[str, str]
"""A cell of the matrix: channel id, criterion id."""


def give_score(
    edit: Edit, channel: str, criterion: str, participant: str, value: int | None
) -> Score | None:
    """Record what one person gives a channel on a criterion; None is a blank, never a 0.

    The score goes to the latest round of the cell. Raises `Refused` before weights are frozen,
    outside the scale, and for a first-round score that everybody has seen already.
    """
    stage = matrix_stage(edit.state)
    if not are_frozen(edit.state):
        raise Refused(_("Freeze the weights first: they are agreed before scores are given."))
    where = lookup.channel(edit.state, channel), lookup.criterion(edit.state, criterion)
    who = lookup.voter(edit.state, participant)
    _check_on_scale(plan_of(stage).scale, value)
    cell = where[0].id, where[1].id
    number = round_of(edit.state, cell)
    given = _score(edit.state, cell, who.id, number)
    if given is not None and given.value == value:
        return given
    if given is not None and number == 1 and stage.phase == REVEALED:
        raise Refused(
            _("The scores are on the table. To change one, open a re-vote of this cell."), "value"
        )
    name = f"{where[0].name}, {where[1].ref}"
    edit.says(
        (
            _("{initials} on {cell}: hidden until revealed")
            if stage.phase != REVEALED
            else _("{initials} on {cell}: blank")
            if value is None
            else _("{initials} on {cell}: {score}")
        ).format(initials=who.initials, cell=name, score=value)
    )
    if value is None:
        if given is not None:
            edit.remove(given)
        return None
    if given is not None:
        return edit.change(given, value=value)
    return edit.add_last(
        Score(
            workshop_id=edit.workshop.id,
            channel_id=cell[0],
            criterion_id=cell[1],
            participant_id=who.id,
            round=number,
            value=value,
        )
    )


def _check_on_scale(scale: tuple[int, int], value: int | None) -> None:
    low, high = scale
    if value is not None and not low <= value <= high:
        raise Refused(
            _("{score} is not on the scale: {low} to {high}, or blank.").format(
                score=value, low=low, high=high
            ),
            "value",
        )


def revote(edit: Edit, channel: str, criterion: str) -> int:
    """Open a new round for one cell, once the scores are revealed; returns its number.

    It begins with the scores of the round before, so that whoever stays with theirs need not
    repeat it; earlier rounds are kept as they were.
    """
    if matrix_stage(edit.state).phase != REVEALED:
        raise Refused(_("Reveal the scores first; until then they can simply be changed."))
    where = lookup.channel(edit.state, channel), lookup.criterion(edit.state, criterion)
    cell = where[0].id, where[1].id
    last = round_of(edit.state, cell)
    before = [row for row in scores_in(edit.state, cell) if row.round == last]
    if not before:
        raise Refused(_("Nobody has scored this cell yet. Enter the scores first."))
    edit.says(_("Re-vote on {name}, {ref}").format(name=where[0].name, ref=where[1].ref))
    edit.add_all(
        Score(
            workshop_id=edit.workshop.id,
            channel_id=cell[0],
            criterion_id=cell[1],
            participant_id=row.participant_id,
            round=last + 1,
            value=row.value,
        )
        for row in before
    )
    return last + 1


def reveal(edit: Edit) -> Stage:
    """Show all scores at once; raises `Refused` while there is none."""
    stage = matrix_stage(edit.state)
    if not are_frozen(edit.state):
        raise Refused(_("Freeze the weights and let everybody score first."))
    if not edit.state.rows(Score):
        raise Refused(_("Nobody has scored yet."))
    edit.says(_("Scores revealed"))
    return edit.change(stage, phase=REVEALED)


def hear(edit: Edit, channel: str, criterion: str, text: str) -> Hearing:
    """Note what the highest and the lowest scorer of a cell said."""
    where = lookup.channel(edit.state, channel), lookup.criterion(edit.state, criterion)
    words = edit.needed(text, _("What they said"))
    edit.says(_("Heard on {name}, {ref}").format(name=where[0].name, ref=where[1].ref))
    for row in edit.state.rows(Hearing):
        if (row.channel_id, row.criterion_id) == (where[0].id, where[1].id):
            return edit.change(row, text=words)
    return edit.add_last(
        Hearing(
            workshop_id=edit.workshop.id,
            channel_id=where[0].id,
            criterion_id=where[1].id,
            text=words,
        )
    )


def round_of(state: State, cell: Place) -> int:
    """The latest round of a cell; 1 before anybody scored."""
    return max((row.round for row in scores_in(state, cell)), default=1)


def changed_scores(state: State, cell: Place) -> dict[str, tuple[int | None, int | None]]:
    """Whose score (by id) differs from the one that was revealed: that one, and the latest.

    A later vote counts once it is revealed.
    """
    shown = [row.round for row in scores_in(state, cell) if not is_score_hidden(state, row)]
    last = max(shown, default=1)
    rounds: dict[int, dict[str, int]] = {1: {}, last: {}}
    for row in scores_in(state, cell):
        if row.round in rounds:
            rounds[row.round][row.participant_id] = row.value
    first, now = rounds[1], rounds[last]
    return {
        who: (first.get(who), now.get(who))
        for who in {**first, **now}
        if first.get(who) != now.get(who)
    }


def _score(state: State, cell: Place, participant_id: str, number: int) -> Score | None:
    for row in scores_in(state, cell):
        if row.participant_id == participant_id and row.round == number:
            return row
    return None


# -- the decision --------------------------------------------------------------------------------


def decide_channel_roles(
    edit: Edit, roles: Mapping[str, str], text: str = "", reason: str = "", rule: str = ""
) -> Decision:
    """Give channels (ids or names) their roles and record that as a decision.

    Without `text` the sentence is made from the roles. Scores advise, this decides. Raises
    `Refused` for an unknown channel or role, or when no channel is named.
    """
    given = [(lookup.channel(edit.state, channel), _role(role)) for channel, role in roles.items()]
    if not given:
        raise Refused(_("Give at least one channel a role."), "roles")
    for channel, role in given:
        edit.change(channel, role=role)
    sentence = text.strip() or "; ".join(
        f"{channel.name}: {called(role)}" for channel, role in given
    )
    stage = lookup.find_kind(edit.state, "matrix")
    return add_decision(edit, sentence, reason, rule, stage_key=stage.key if stage else "")


def _role(words: str) -> ChannelRole:
    try:
        role = ChannelRole(chosen(_("The role"), list(ChannelRole), words, "roles"))
    except Refused:
        role = ChannelRole.UNDECIDED
    if role == ChannelRole.UNDECIDED:
        names = ", ".join(called(each) for each in ChannelRole if each)
        raise Refused(
            _("“{typed}” is not a role of a channel. Choose one of: {names}.").format(
                typed=words, names=names
            ),
            "roles",
        )
    return role
