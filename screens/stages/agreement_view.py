"""Hands on each action and each person's word on the plan: one grid, and its row explained."""

from typing import cast

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from facilitator.methods.agreement import PASSING_FIST, FistToFive, VoteStatus
from facilitator.methods.exact import NotAvailable
from facilitator.model import Acceptance, Action, Participant
from facilitator.words.language import N_, _, ngettext
from facilitator.workshop.agreement import obstacles as all_obstacles
from facilitator.workshop.agreement import plan_votes, votes_on
from facilitator.workshop.hidden_votes import hands_before, hands_complete, hands_given
from facilitator.workshop.results.agreement import (
    ActionVote,
    action_votes,
    plan_agreement,
    status_sentence,
)
from facilitator.workshop.results.reading import in_the_room
from facilitator.workshop.reveal import hands_vote, is_hidden
from screens.stages.body import Body
from screens.stages.shown import cost, day, number
from screens.widgets.bars import histogram
from screens.widgets.grid import Cell, Column, Grid, GridRow
from screens.widgets.rows import Tone
from screens.widgets.words import Capped

PLAN, RESULT = "plan", "result"
CHANGED = "*"
"""What marks a hand that was changed after the reveal."""
LOW = 15
"""Below this many rows the explanation is cut short, so that the grid stays."""
HANDS = "012345"
PERSON_WIDE, RESULT_WIDE, LABEL_LEAST = 3, 9, 12
"""Cells of a person's column and of the result, and what the names of actions keep at least."""

WORDS: dict[str, tuple[str, Tone]] = {
    Acceptance.ACCEPT: (N_("yes"), "good"),
    Acceptance.RESERVATION: (N_("res"), "warn"),
    Acceptance.OBJECT: (N_("NO!"), "bad"),
}
RESULTS: dict[VoteStatus, tuple[str, Tone]] = {
    VoteStatus.PASSED: (N_("passed"), "good"),
    VoteStatus.REWORK: (N_("re-work"), "warn"),
    VoteStatus.BLOCKED: (N_("blocked"), "bad"),
}
FINGERS = N_(
    "0 block · 1 needs change · 2 issues to discuss · 3 can live with it · 4 good · 5 will lead it"
)
PLAN_KEYS = N_("a accepts · r accepts with a reservation · o objects · Delete takes it back")


class AgreementView(Body):
    """Actions by people, the plan as the last row, and what the cursor stands on in full."""

    DEFAULT_CSS = """
    AgreementView #agree-title { height: auto; max-height: 2; text-style: bold; }
    AgreementView #agree-grid { height: 1fr; min-height: 4; }
    AgreementView #agree-row {
        height: auto; max-height: 8; border-top: solid $border-blurred;
    }
    AgreementView #agree-keys { height: auto; max-height: 2; color: $text-muted; }
    AgreementView.-low #agree-title {
        max-height: 1; text-wrap: nowrap; text-overflow: ellipsis;
    }
    AgreementView.-low #agree-row { max-height: 5; }
    AgreementView.-low #agree-keys {
        max-height: 1; text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    def compose(self) -> ComposeResult:
        """Where the plan stands, the grid, the row under the cursor, its keys."""
        yield Capped(id="agree-title", markup=False)
        yield Grid(
            accepts=HANDS + " .",
            advances="right",
            corner=_("0–5 fingers"),
            placeholder=_("Nobody in the session has a vote. F12 gives one to people."),
            id="agree-grid",
        )
        yield Capped(id="agree-row", markup=False)
        yield Capped(id="agree-keys", markup=False)

    def on_mount(self) -> None:
        """Show where the room is."""
        self.show()

    @property
    def grid(self) -> Grid:
        """Actions and the plan by people."""
        return self.query_one("#agree-grid", Grid)

    @property
    def on_plan(self) -> bool:
        """Whether the cursor stands in the row of the plan."""
        return self.grid.current is not None and self.grid.current[0] == PLAN

    @property
    def action_here(self) -> Action | None:
        """The action under the cursor."""
        return self.state.find(Action, self.grid.current[0]) if self.grid.current else None

    @property
    def person_here(self) -> Participant | None:
        """The person under the cursor."""
        return self.state.find(Participant, self.grid.current[1]) if self.grid.current else None

    # -- the grid ------------------------------------------------------------------------------

    def show(self) -> None:
        """Bring grid, title and explanation up to the state."""
        if not self.is_mounted:
            return
        self.set_class(self.size.height < LOW, "-low")
        voters = self.state.voters
        names = [who.initials if in_the_room(who) else f"{who.initials}–" for who in voters]
        wide = max(
            [PERSON_WIDE, *map(len, names), *(len(_(word)) for word, _tone in WORDS.values())]
        )
        votes = action_votes(self.state)
        result = max([RESULT_WIDE, *(len(_result(each.result).text) for each in votes)])
        columns = [
            Column(who.id, name, wide, passive=not in_the_room(who))
            for who, name in zip(voters, names, strict=True)
        ]
        columns.append(Column(RESULT, _("result"), result, passive=True))
        room = self.size.width - len(voters) * (wide + 2) - result - 6
        rows = [self._action_row(vote, max(LABEL_LEAST, room)) for vote in votes]
        self.grid.set_grid(columns if voters else [], [*rows, self._plan_row()])
        self.query_one("#agree-title", Static).update(self._title())
        self.show_row()

    def _title(self) -> Content:
        standing = plan_agreement(self.state).acceptance
        words = status_sentence(standing)
        number_of = self.state.workshop.plan_round
        again = [_("round {number}").format(number=number_of)] if number_of > 1 else []
        if self.state.workshop.agreed:
            closed = _("✓ Closed as agreed: {words}").format(words=words)
            return Content.styled(" · ".join((closed, *again)), "bold $success")
        passed = [each.passed and not self.hides(each) for each in action_votes(self.state)]
        open_ones = len(all_obstacles(self.state))
        way = (
            ngettext("{count} open: c", "{count} open: c", open_ones).format(count=open_ones)
            if open_ones
            else _("c closes it as agreed")
        )
        voted = _("{passed} of {actions} passed").format(passed=sum(passed), actions=len(passed))
        plan = _("plan {words}").format(words=words)
        return Content(" · ".join((voted, plan, *again, way)))

    def _action_row(self, vote: ActionVote, room: int) -> GridRow:
        label = Content(f"{vote.action.ref} {vote.action.title}").truncate(room, ellipsis=True)
        if self.hides(vote):
            return GridRow(vote.action.id, label.plain, self._hidden(vote))
        changed = hands_before(self.state, vote.action)
        cells: list[Cell] = []
        for who in self.state.voters:
            value = vote.hands.get(who.initials)
            sign = CHANGED if who.id in changed else ""
            if value is None:
                cells.append(Cell(("·" if in_the_room(who) else "–") + sign, "muted"))
            else:
                tone: Tone = "bad" if value == 0 else "warn" if value < PASSING_FIST else ""
                cells.append(Cell(f"{value}{sign}", tone))
        return GridRow(vote.action.id, label.plain, (*cells, _result(vote.result)))

    def hides(self, vote: ActionVote) -> bool:
        """Whether the hands on this action are not to be seen yet."""
        return is_hidden(self.state, hands_vote(vote.action))

    def hidden_refs(self) -> list[str]:
        """The actions whose hands are not to be seen yet."""
        return [each.action.ref for each in action_votes(self.state) if self.hides(each)]

    def _hidden(self, vote: ActionVote) -> tuple[Cell, ...]:
        """Who has shown a hand, not what; and how many are missing."""
        cells: list[Cell] = []
        missing = 0
        for who in self.state.voters:
            given = vote.hands.get(who.initials) is not None
            missing += not given and in_the_room(who)
            cells.append(Cell("✓") if given else Cell("·" if in_the_room(who) else "–", "muted"))
        words = _("{n} missing").format(n=missing) if missing else _("r reveals")
        return (*cells, Cell(words, "muted" if missing else "picked"))

    def _plan_row(self) -> GridRow:
        given = plan_votes(self.state)
        cells: list[Cell] = []
        for who in self.state.voters:
            vote = given.get(who.id)
            if vote is not None:
                word, tone = WORDS[vote.value]
                cells.append(Cell(_(word), tone))
            else:
                cells.append(Cell("·" if in_the_room(who) else "–", "muted"))
        standing = plan_agreement(self.state).acceptance
        text = _("{accepted} of {voters}").format(
            accepted=standing.accepted, voters=standing.voters
        )
        whole: Tone = "good" if standing.accepted == standing.voters else ""
        return GridRow(PLAN, _("Plan as a whole"), (*cells, Cell(text, whole)))

    # -- the row under the cursor ----------------------------------------------------------------

    def show_row(self) -> None:
        """Explain the row under the cursor, with the keys that act there."""
        action = self.action_here
        text = self._about(action) if action is not None else self._about_plan()
        self.query_one("#agree-row", Static).update(text)
        keys = (
            f"{_(PLAN_KEYS)} · {_('n new round · c closes')}"
            if self.on_plan
            else f"{_('m amends · Space empties')} · {_(FINGERS)}"
        )
        self.query_one("#agree-keys", Static).update(Content(keys))

    def _about(self, action: Action) -> Content:
        owner = self.state.find(Participant, action.owner_id)
        facts = [
            owner.name if owner else _("no owner!"),
            _("by {day}").format(day=day(action.deadline))
            if action.deadline
            else _("no deadline!"),
            _("done: {measure}").format(measure=action.measure)
            if action.measure
            else _("no measure of done!"),
        ]
        if action.cost is not None:
            facts.append(cost(action.cost, self.state.workshop.currency))
        vote = next(each for each in action_votes(self.state) if each.action.id == action.id)
        if self.hides(vote):
            lines = [self._hidden_sentence(), " · ".join(facts)]
        else:
            told = [*_to_hear(vote.result), *self._changed(action)]
            lines = [*told, " · ".join(facts), *_shown(vote.result)]
        if action.amendment:
            lines.append(_("Amended: {amendment}").format(amendment=action.amendment))
        lines += [self._earlier(action, before) for before in vote.earlier]
        for given in votes_on(self.state, action).values():
            if given.note:
                lines.append(f"{self._initials(given.participant_id)}: {given.note}")
        return Content.assemble((f"{action.ref} {action.title}", "bold"), "\n", "\n".join(lines))

    def _hidden_sentence(self) -> str:
        """What r shows now: the hands on every action on which none is missing."""
        complete = hands_complete(self.state)
        if len(complete) < 2:
            return _("The hands are hidden until r reveals them.")
        refs = ", ".join(each.ref for each in complete)
        return _("The hands are hidden; r reveals all that are complete: {refs}.").format(refs=refs)

    def _changed(self, action: Action) -> list[str]:
        """Hands that were changed after the reveal, with what they were."""
        now = hands_given(self.state, action)
        changes = [
            f"{self._initials(who)} {was or '–'}→{now.get(who, '–')}"
            for who, was in hands_before(self.state, action).items()
            if self.state.find(Participant, who)
        ]
        words = _("{sign} changed after the reveal: {changes}")
        return [words.format(sign=CHANGED, changes=", ".join(changes))] if changes else []

    def _earlier(self, action: Action, before: int) -> str:
        hands = votes_on(self.state, action, before)
        people = [who for who in self.state.voters if who.id in hands]
        shown = " ".join(f"{who.initials} {hands[who.id].value}" for who in people)
        return _("Round {before} was {shown}; now round {round}").format(
            before=before, shown=shown, round=action.round
        )

    def _initials(self, person_id: str) -> str:
        return cast(Participant, self.state.find(Participant, person_id)).initials

    def _about_plan(self) -> Content:
        standing = plan_agreement(self.state).acceptance
        given = plan_votes(self.state)
        lines = [
            _("{status}; round {number}").format(
                status=status_sentence(standing), number=self.state.workshop.plan_round
            )
        ]
        for who in self.state.voters:
            vote = given.get(who.id)
            if vote is None or not vote.reason:
                continue
            said = (
                _("{initials} objects: {reason}")
                if vote.value == Acceptance.OBJECT
                else _("{initials} accepts, but: {reason}")
            ).format(initials=who.initials, reason=vote.reason)
            if vote.amendment:
                until = _("acceptable if: {amendment}").format(amendment=vote.amendment)
                said = f"{said} – {until}"
            lines.append(said)
        spoken = {who.name for who in self.state.voters if who.id in given}
        lines += [lack.sentence for lack in standing.missing if lack.name not in spoken]
        return Content.assemble((_("The plan"), "bold"), "\n", "\n".join(lines))


def _result(found: FistToFive | NotAvailable) -> Cell:
    if isinstance(found, NotAvailable):
        return Cell(_("missing"), "muted")
    if found.status is VoteStatus.INCOMPLETE:
        return Cell(
            _("{waiting} missing").format(waiting=len(found.waiting))
            if found.waiting
            else _("missing"),
            "muted",
        )
    word, tone = RESULTS[found.status]
    return Cell(f"{found.lowest} {_(word)}", tone)


def _to_hear(found: FistToFive | NotAvailable) -> list[str]:
    """Whom to ask now; the lowest hands speak first."""
    if isinstance(found, NotAvailable):
        return [found.reason]
    if found.blocking or found.to_hear:
        names = ", ".join((*found.blocking, *found.to_hear))
        asks = (
            _("Hear {names} (blocks): what would have to change for a 3?")
            if found.blocking
            else _("Hear {names} (asks for a change): what would have to change for a 3?")
        )
        return [asks.format(names=names)]
    if found.waiting and found.lowest is not None:
        return [_("Waiting for {waiting}.").format(waiting=", ".join(found.waiting))]
    return []


def _shown(found: FistToFive | NotAvailable) -> list[str]:
    """The lowest hand, then how many of each, then the mean."""
    if isinstance(found, NotAvailable) or found.lowest is None:
        return []
    counts = dict(enumerate(found.distribution))
    lowest = _("lowest {number}").format(number=found.lowest)
    mean = _("mean {number}").format(number=number(found.mean, 2))
    return [f"{lowest} · {histogram(counts, range(6))} · {mean}"]
