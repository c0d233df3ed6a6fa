"""What the scoring shows: criteria with weights, one person's scores, or everybody's at once."""

from fractions import Fraction

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from facilitator.methods.exact import NotAvailable
from facilitator.methods.score_table import Accord
from facilitator.model import Channel, Criterion, Decision, Participant, Score
from facilitator.words.language import N_, _
from facilitator.workshop.called import called
from facilitator.workshop.criteria import REVEALED, SCORING, WEIGHTS
from facilitator.workshop.hidden_rounds import is_cell_hidden
from facilitator.workshop.priority import Place, changed_scores, round_of
from facilitator.workshop.results.priority import Priority, priority
from screens.desk import Desk
from screens.stages.body import Body
from screens.stages.matrix_words import (
    LEGEND,
    SIGNS,
    anchors,
    cell_lines,
    summary,
    weight_of,
)
from screens.stages.shown import number, percent
from screens.widgets.grid import Cell, Column, Grid, GridRow
from screens.widgets.itemlist import Item, ItemList
from screens.widgets.rows import Tone
from screens.widgets.words import Capped

NO_CHANNEL = N_("There is no channel to score yet. Press c here to add one, or F12 for the set-up.")
SCORE, RANK = "score", "rank"
CHANGED = "*"
"""What marks a cell in which scores were changed after the reveal."""
LOW = 15
"""Below this many rows the explanations are cut short, so that grid and sentences stay."""
TONES: dict[Accord, Tone] = {
    Accord.MUST_TALK: "bad",
    Accord.INSUFFICIENT: "muted",
}


class MatrixView(Body):
    """The parts of all three phases; those of the present one are shown."""

    DEFAULT_CSS = """
    MatrixView #matrix-title { height: auto; max-height: 2; text-style: bold; }
    MatrixView #criteria {
        height: 1fr; border: round $border-blurred; border-title-color: $foreground;
    }
    MatrixView #matrix-grid { height: 5; min-height: 3; max-height: 50%; }
    MatrixView #matrix-cell { height: auto; max-height: 8; }
    MatrixView #matrix-summary { height: 1fr; min-height: 3; border-top: solid $border-blurred; }
    MatrixView #matrix-keys { height: auto; max-height: 2; color: $text-muted; }
    MatrixView.-low #matrix-title {
        max-height: 1; text-wrap: nowrap; text-overflow: ellipsis;
    }
    MatrixView.-low #matrix-cell { max-height: 3; }
    MatrixView.-low #matrix-keys { display: none; }
    """

    def __init__(self, desk: Desk, stage_id: str) -> None:
        super().__init__(desk, stage_id)
        self._person = ""
        self._peeks_at = ""
        """The person whose scores the operator looks at, to check them."""

    def compose(self) -> ComposeResult:
        """The parts of all three phases; those of the present one are shown."""
        yield Capped(id="matrix-title", markup=False)
        yield ItemList(
            placeholder=_("No criterion yet. Type one in the line: what makes a channel good?"),
            id="criteria",
        )
        yield Grid(placeholder=_(NO_CHANNEL), id="matrix-grid")
        yield Capped(id="matrix-cell", markup=False)
        yield ItemList(id="matrix-summary")
        yield Capped(id="matrix-keys", markup=False)

    def on_mount(self) -> None:
        """Show the present phase."""
        self.show()

    # -- what is there -------------------------------------------------------------------------

    @property
    def phase(self) -> str:
        """Weights, scoring or revealed."""
        return self.stage.phase or WEIGHTS

    @property
    def result(self) -> Priority:
        """The evaluation of everything scored so far."""
        return priority(self.state)

    @property
    def grid(self) -> Grid:
        """Channels by criteria."""
        return self.query_one("#matrix-grid", Grid)

    @property
    def criteria(self) -> ItemList:
        """The criteria with their weights."""
        return self.query_one("#criteria", ItemList)

    @property
    def person(self) -> Participant | None:
        """Who scores now; None when nobody in the session has a vote."""
        people = self.result.people
        return next(
            (each for each in people if each.id == self._person), people[0] if people else None
        )

    def scores_of(self, person: Participant) -> dict[Place, int]:
        """The latest scores of one person in the cells that count."""
        found: dict[Place, tuple[int, int]] = {}
        for row in self.state.rows(Score):
            cell = row.channel_id, row.criterion_id
            if row.participant_id == person.id and row.round >= found.get(cell, (0, 0))[0]:
                found[cell] = (row.round, row.value)
        channels = {channel.id for channel in self.result.channels}
        return {cell: value for cell, (_unused, value) in found.items() if cell[0] in channels}

    # -- showing -------------------------------------------------------------------------------

    def show(self) -> None:
        """Bring the present phase up to the state."""
        if not self.is_mounted:
            return
        phase = self.phase
        self.set_class(self.size.height < LOW, "-low")
        had_focus = self.focused in (self.criteria, self.grid)
        self.criteria.display = phase == WEIGHTS
        self.grid.display = self.query_one("#matrix-cell").display = phase != WEIGHTS
        self.query_one("#matrix-summary").display = phase != WEIGHTS
        {WEIGHTS: self._show_weights, SCORING: self._show_scoring}.get(phase, self._show_all)()
        self.grid.styles.height = len(self.grid.rows) + 2
        self.show_cell()
        if had_focus and self.focused not in (self.criteria, self.grid):
            self.enter_list()

    def _titles(self, title: str, keys: str) -> None:
        self.query_one("#matrix-title", Static).update(Content(title))
        self.query_one("#matrix-keys", Static).update(Content(keys))

    def _show_weights(self) -> None:
        result = self.result
        self.criteria.set_items([self._criterion(each) for each in result.criteria])
        missing = "" if result.channels else f" {_(NO_CHANNEL)}"
        self._titles(
            _("1 of 3 · Agree criteria and weights before anybody scores.") + missing,
            _(
                "On the list: 0–9 weight · w type it · e name · g what scores mean · c channel · "
                "f freezes, scoring begins"
            ),
        )

    def _criterion(self, criterion: Criterion) -> Item:
        share = weight_of(self.result.evaluation, criterion.ref)
        if not share:
            raw = sum(each.weight for each in self.result.criteria)
            share = percent(Fraction(criterion.weight, raw)) if raw else "–"
        return Item(
            criterion.id,
            criterion.name,
            ref=criterion.ref,
            right=f"{criterion.weight} = {share}",
            detail=anchors(criterion, self.plan.scale) or self._unexplained(),
            tone="" if criterion.weight else "muted",
        )

    def _unexplained(self) -> str:
        low, high = self.plan.scale
        return _("what do {low}, {middle} and {high} mean? g types it").format(
            low=low, middle=(low + high) // 2, high=high
        )

    def _show_scoring(self) -> None:
        low, high = self.plan.scale
        digits = "".join(str(score % 10) for score in range(low, high + 1))
        self.grid.accepts, self.grid.advances = digits + " .", "right"
        person, result = self.person, self.result
        scores = self.scores_of(person) if person else {}
        rows = [
            GridRow(
                channel.id,
                channel.name,
                tuple(self._own(scores.get((channel.id, each.id))) for each in result.criteria),
            )
            for channel in result.channels
        ]
        columns = [Column(each.id, each.ref, 3) for each in result.criteria]
        self.grid.set_grid(columns if rows and person else [], rows)
        name = f"{person.initials} {person.name}" if person else _("Nobody has a vote: F12")
        cells = len(result.channels) * len(result.criteria)
        self._titles(
            _("2 of 3 · {name} scores · {scores} of {cells}").format(
                name=name, scores=len(scores), cells=cells
            )
            + ("" if result.channels else f" · {_(NO_CHANNEL)}"),
            _(
                "In the grid: {low}–{high} · Space blank · [ ] other person · p looks · "
                "r reveals all · f unfreezes"
            ).format(low=low, high=high),
        )
        self.query_one("#matrix-summary", ItemList).set_items(
            [self._progress(each, cells) for each in result.people]
        )

    def _own(self, value: int | None) -> Cell:
        """A score of the person; the room sees only that there is one."""
        if value is None:
            return Cell("·", "muted", right=True)
        who = self.person
        looks = who is not None and who.id == self._peeks_at and not self.desk.for_room
        return Cell(str(value) if looks else "•", right=True)

    def _progress(self, person: Participant, cells: int) -> Item:
        count = len(self.scores_of(person))
        here = self.person is not None and person.id == self.person.id
        mark = "✓" if cells and count == cells else "○" if not count else "…"
        return Item(
            person.id,
            person.name,
            ref=person.initials,
            mark=mark,
            right=_("{count} of {cells}").format(count=count, cells=cells),
            tone="picked" if here else "",
        )

    def _show_all(self) -> None:
        self.grid.accepts, self.grid.advances = "", None
        result, evaluation = self.result, self.result.evaluation
        if isinstance(evaluation, NotAvailable):
            self.grid.set_grid([], [])
        else:
            places = {place.option: place for place in evaluation.ranking.places}
            order = {name: at for at, name in enumerate(evaluation.ranking.options)}
            channels = sorted(result.channels, key=lambda each: order.get(each.name, len(order)))
            rows: list[GridRow] = []
            for channel in channels:
                cells = [self._mean(channel, criterion) for criterion in result.criteria]
                place = places.get(channel.name)
                score = number(place.score, 2) if place else "–"
                provisional = "?" if place and place.provisional else ""
                cells.append(Cell(score + provisional, "picked", right=True))
                cells.append(Cell(str(place.place) if place else "–", "picked", right=True))
                rows.append(GridRow(channel.id, channel.name, tuple(cells)))
            changed = any(cell.text.endswith(CHANGED) for row in rows for cell in row.cells)
            wide = 6 if changed else 5
            columns = [Column(each.id, each.ref, wide) for each in result.criteria]
            columns += [Column(SCORE, _("score"), 5), Column(RANK, _("rank"), 4)]
            self.grid.set_grid(columns, rows)
        sentences = summary(result)
        items = [Item(str(at), sentence) for at, sentence in enumerate(sentences)]
        self.query_one("#matrix-summary", ItemList).set_items([*self._decided(), *items])
        self._titles(
            f"{_('Revealed')} · {_(LEGEND)}",
            _("n note what was said · v vote again · d decide · Tab sentences"),
        )

    def _mean(self, channel: Channel, criterion: Criterion) -> Cell:
        evaluation = self.result.evaluation
        assert not isinstance(evaluation, NotAvailable), "asked only when there is one"
        cell = evaluation.cells[channel.name, criterion.ref]
        heard = (channel.name, criterion.ref) in self.result.heard
        talked = heard and cell.accord is Accord.MUST_TALK
        sign = "✓" if talked else SIGNS[cell.accord]
        tone = "good" if talked else TONES.get(cell.accord, "")
        changed = CHANGED if changed_scores(self.state, (channel.id, criterion.id)) else ""
        return Cell(f"{number(cell.mean, 2)}{sign or ' '}{changed}", tone, right=True)

    def _changed(self, cell: Place) -> list[str]:
        """Scores that a later vote changed after the reveal, with what they were."""
        changes = [
            f"{who.initials} {'–' if was is None else was}→{'–' if now is None else now}"
            for person_id, (was, now) in changed_scores(self.state, cell).items()
            if (who := self.state.find(Participant, person_id)) is not None
        ]
        words = _("{sign} changed after the reveal: {changes}")
        return [words.format(sign=CHANGED, changes=", ".join(changes))] if changes else []

    def _waiting(self, cell: Place) -> list[str]:
        """That a later vote is not revealed yet; until then the one before counts."""
        if not is_cell_hidden(self.state, cell):
            return []
        words = _("Vote {number} is not revealed yet: v, then r.")
        return [words.format(number=round_of(self.state, cell))]

    def _decided(self) -> list[Item]:
        decision = self._decision
        if decision is None:
            return [
                Item("decide", _("No decision yet: scores advise, the room decides. d"), mark="○")
            ]
        words = decision.text
        if decision.reason:
            words = _("{decision} because {reason}").format(decision=words, reason=decision.reason)
        return [Item("decide", words, ref=decision.ref, mark="✓", tone="good")]

    @property
    def _decision(self) -> Decision | None:
        if not any(channel.role for channel in self.result.channels):
            return None
        mine = [each for each in self.state.rows(Decision) if each.stage_key == self.stage.key]
        return mine[-1] if mine else None

    def show_cell(self) -> None:
        """What the cell under the cursor is about, and once revealed, what was given."""
        lines: list[str] = []
        name = ""
        if self.phase != WEIGHTS and (found := self.cell()) is not None:
            channel, criterion = found
            name = f"{channel.name} · {criterion.ref} {criterion.name}"
            share = weight_of(self.result.evaluation, criterion.ref)
            name += f" ({share})" if share else ""
            evaluation = self.result.evaluation
            if self.phase == REVEALED and not isinstance(evaluation, NotAvailable):
                place = channel.name, criterion.ref
                heard = self.result.heard.get(place, "")
                lines += self._waiting((channel.id, criterion.id))
                lines += cell_lines(evaluation.cells[place], self.plan.scale, heard)
                lines += self._changed((channel.id, criterion.id))
            lines += [words] if (words := anchors(criterion, self.plan.scale)) else []
        elif self.phase == REVEALED and (channel := self._channel()) is not None:
            name, lines = channel.name, self._about(channel)
        text = Content.assemble((name, "bold"), "\n" if lines else "", "\n".join(lines))
        self.query_one("#matrix-cell", Static).update(text)

    def _about(self, channel: Channel) -> list[str]:
        evaluation = self.result.evaluation
        if isinstance(evaluation, NotAvailable):
            return [evaluation.reason]
        entry = next(each for each in evaluation.scores if each.option == channel.name)
        if isinstance(entry.score, NotAvailable):
            return [entry.score.reason]
        role = (
            _("role: {role}").format(role=called(channel.role))
            if channel.role
            else _("no role yet, d decides")
        )
        stands = _("{score} = {share} of the highest").format(
            score=number(entry.score, 4), share=percent(entry.share)
        )
        return [f"{stands} · {role}"]

    def _channel(self) -> Channel | None:
        return self.state.find(Channel, self.grid.current[0]) if self.grid.current else None

    def cell(self) -> tuple[Channel, Criterion] | None:
        """Channel and criterion under the cursor; None elsewhere."""
        if self.grid.current is None:
            return None
        channel = self.state.find(Channel, self.grid.current[0])
        criterion = self.state.find(Criterion, self.grid.current[1])
        return (channel, criterion) if channel and criterion else None
