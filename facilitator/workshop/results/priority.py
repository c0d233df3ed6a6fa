"""Channel priority from the scores of the room: the full evaluation, by name and reference."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitator.methods.exact import NotAvailable, or_none
from facilitator.methods.score_table import Accord, Cell
from facilitator.methods.scoring import Criterion as WeighedCriterion
from facilitator.methods.scoring import Evaluation, Scale, evaluate
from facilitator.model import Channel, Criterion, Hearing, Participant, Score
from facilitator.words.language import _
from facilitator.workshop.lookup import find_kind
from facilitator.workshop.results.hidden import cell_vote, is_hidden
from facilitator.workshop.results.reading import guarded, in_the_room, plan
from facilitator.workshop.state import State


@dataclass(frozen=True, slots=True)
class Priority:
    """A scoring; options are keyed by channel name, criteria by reference, people by initials.

    `evaluation` counts the latest round of each cell. `first` is the evaluation of the
    first round alone, None while nothing was voted on again.
    """

    evaluation: Evaluation | NotAvailable
    first: Evaluation | None
    channels: tuple[Channel, ...]
    criteria: tuple[Criterion, ...]
    people: tuple[Participant, ...]
    """Everyone expected to score: voters in the room and whoever has scored."""
    heard: Mapping[tuple[str, str], str]
    """What was said about a cell, by channel name and criterion reference."""

    @property
    def must_talk(self) -> tuple[Cell, ...]:
        """Cells whose spread asks for a word of the highest and the lowest scorer."""
        return tuple(cell for cell in self._cells() if cell.accord is Accord.MUST_TALK)

    @property
    def unheard(self) -> tuple[Cell, ...]:
        """Cells that must be talked about and were not yet."""
        return tuple(
            cell for cell in self.must_talk if (cell.option, cell.criterion) not in self.heard
        )

    @property
    def insufficient(self) -> tuple[Cell, ...]:
        """Cells with too few scores to count."""
        return tuple(cell for cell in self._cells() if not cell.valid)

    @property
    def undecided(self) -> tuple[Channel, ...]:
        """Channels without a role."""
        return tuple(channel for channel in self.channels if not channel.role)

    def _cells(self) -> Sequence[Cell]:
        if isinstance(self.evaluation, NotAvailable):
            return ()
        return tuple(self.evaluation.cells.values())


def priority(state: State) -> Priority:
    """Evaluate the active channels by all criteria of the session."""
    return state.memo("priority", lambda: _priority(state))


def _priority(state: State) -> Priority:
    channels = tuple(channel for channel in state.rows(Channel) if channel.active)
    criteria = state.rows(Criterion)
    scored = {score.participant_id for score in state.rows(Score)}
    people = tuple(person for person in state.voters if in_the_room(person) or person.id in scored)
    names = {channel.id: channel.name for channel in channels}
    refs = {criterion.id: criterion.ref for criterion in criteria}
    rounds = [score.round for score in state.rows(Score) if not is_score_hidden(state, score)]
    first = None
    if rounds and max(rounds) > 1:
        first = or_none(_evaluate(state, channels, criteria, people, last_round=1))
    return Priority(
        evaluation=_evaluate(state, channels, criteria, people),
        first=first,
        channels=channels,
        criteria=criteria,
        people=people,
        heard={
            (names[row.channel_id], refs[row.criterion_id]): row.text
            for row in state.rows(Hearing)
            if row.channel_id in names and row.criterion_id in refs
        },
    )


def _evaluate(
    state: State,
    channels: Sequence[Channel],
    criteria: Sequence[Criterion],
    people: Sequence[Participant],
    last_round: int | None = None,
) -> Evaluation | NotAvailable:
    if not channels:
        return NotAvailable(_("There are no active channels; add them in the set-up."))
    if not criteria:
        return NotAvailable(_("There are no criteria yet; add the first one."))
    names = {channel.id: channel.name for channel in channels}
    refs = {criterion.id: criterion.ref for criterion in criteria}
    letters = {person.id: person.initials for person in people}
    return guarded(
        lambda: evaluate(
            options=list(names.values()),
            criteria=[WeighedCriterion(each.ref, each.weight) for each in criteria],
            scores=latest(state, names, refs, letters, last_round),
            participants=list(letters.values()),
            owners={
                person.initials: names[person.channel_id]
                for person in people
                if person.channel_id in names
            },
            scale=_scale(state),
            decided=[channel.name for channel in channels if channel.role],
        )
    )


def latest(
    state: State,
    channels: Mapping[str, str],
    criteria: Mapping[str, str],
    people: Mapping[str, str],
    last_round: int | None = None,
) -> dict[tuple[str, str, str], int | None]:
    """Scores of each cell's latest round, up to `last_round`; keys are the names given.

    Whoever is left out of a re-vote has no score in that cell any more. A vote that is not
    revealed yet does not count.
    """
    rounds: dict[tuple[str, str], int] = {}
    rows = [
        score
        for score in state.rows(Score)
        if (last_round is None or score.round <= last_round) and not is_score_hidden(state, score)
    ]
    for score in rows:
        cell = score.channel_id, score.criterion_id
        rounds[cell] = max(score.round, rounds.get(cell, 0))
    return {
        (
            channels[score.channel_id],
            criteria[score.criterion_id],
            people[score.participant_id],
        ): score.value
        for score in rows
        if score.round == rounds[score.channel_id, score.criterion_id]
        and score.channel_id in channels
        and score.criterion_id in criteria
        and score.participant_id in people
    }


def is_score_hidden(state: State, score: Score) -> bool:
    """Whether it was given in a later vote on its cell that is not revealed yet."""
    if score.round == 1:
        return False
    return is_hidden(state, cell_vote(score.channel_id, score.criterion_id, score.round))


def scores_in(state: State, cell: tuple[str, str]) -> list[Score]:
    """Every score of a cell (channel id, criterion id), of all rounds, hidden ones too."""

    def build() -> dict[tuple[str, str], list[Score]]:
        found: dict[tuple[str, str], list[Score]] = {}
        for row in state.rows(Score):
            found.setdefault((row.channel_id, row.criterion_id), []).append(row)
        return found

    return state.memo("scores by cell", build).get(cell, [])


def _scale(state: State) -> Scale:
    stage = find_kind(state, "matrix")
    return Scale(*plan(state, stage).scale) if stage else Scale(1, 5)
