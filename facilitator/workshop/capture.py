"""The one line in which a room's words become cards, decisions, actions and parked items."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from facilitator.agenda.stages import Stage as Plan
from facilitator.model import Action, Row
from facilitator.words.capture import (
    ActionLine,
    CardLine,
    DecisionLine,
    ParkingLine,
    read_line,
)
from facilitator.words.deadline import weekend_or_holiday
from facilitator.words.language import _, ngettext
from facilitator.words.text import is_blank
from facilitator.workshop import lookup
from facilitator.workshop.actions import add_action, echo
from facilitator.workshop.cards import NewCard, add_cards
from facilitator.workshop.decisions import add_decision
from facilitator.workshop.edit import Edit, Refused, in_line
from facilitator.workshop.goals import add_goal
from facilitator.workshop.options import add_option
from facilitator.workshop.parking import park
from facilitator.workshop.requirements import add_requirement
from facilitator.workshop.stages import plan_of
from facilitator.workshop.state import State

_LINKS_FIRST = re.compile(r"((?:[A-Za-z]{1,3}\d+[\s,×x+&]*)+):\s*(.+)", re.DOTALL)
_LINKS_ONLY = re.compile(r"(?:[A-Za-z]{1,3}\d+[\s,×x+&]*)+")

_LEDGERS: dict[str, Callable[[Edit, str], Row]] = {
    "requirements": add_requirement,
    "goals": add_goal,
    "actions": add_action,
}


@dataclass(frozen=True, slots=True)
class Made:
    """What a capture made: rows in the order of the lines, and the sentence for the room.

    `warnings` are sentences about what was taken in nevertheless, such as a deadline on a Sunday.
    """

    rows: tuple[Row, ...]
    echo: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Home:
    """A section of a board that a line may go to."""

    board: str
    section: str
    title: str


def capture(edit: Edit, line: str, stage_key: str = "", section: str = "") -> Made:
    """Take in one line; see `capture_lines`."""
    return capture_lines(edit, [line], stage_key, section)


def capture_lines(edit: Edit, lines: Sequence[str], stage_key: str = "", section: str = "") -> Made:
    """Take in typed or pasted lines, each one item, all in one step that undo takes back.

    Plain words become what the stage collects: a card of `section` (by default the first one), an
    option, or a row of the ledger. From any stage "w: …" goes to that section, "! …" is a
    decision, "@name … by fri" an action, "? …" is parked. Blank lines are passed over. Raises
    `Refused`, with the number of the line when there are several; then nothing is taken in.
    """
    wanted = [line for line in lines if not is_blank(line)]
    desk = _Desk(edit, stage_key, section)
    for count, line in enumerate(wanted, 1):
        try:
            desk.take(line)
        except Refused as refused:
            raise in_line(refused, count, len(wanted)) from refused
    desk.put_cards_down()
    made = Made(tuple(desk.rows), _sentence(desk.rows, desk.echoes), tuple(desk.warnings))
    if made.rows:
        edit.says(made.echo)
    return made


def homes(state: State, stage_key: str) -> dict[str, Home]:
    """Prefix or title to the section it stands for; those of the present stage come first."""
    found: dict[str, Home] = {}
    stages = sorted(state.stages, key=lambda stage: stage.key != stage_key)
    for stage in stages:
        for section in plan_of(stage).sections:
            home = Home(stage.key, section.id, section.title)
            for name in (*section.prefix, section.title):
                found.setdefault(name, home)
    return found


class _Desk:
    """Sorts lines; cards that follow each other are put down together, at the cost of one."""

    def __init__(self, edit: Edit, stage_key: str, section: str) -> None:
        stage = lookup.find_stage(edit.state, stage_key) or edit.state.stage
        self.edit = edit
        self.plan: Plan | None = plan_of(stage) if stage else None
        self.board = stage.key if stage else ""
        self.section = section
        known = homes(edit.state, self.board)
        self.homes = list(dict.fromkeys(known.values()))
        self.sections = {name: str(self.homes.index(home)) for name, home in known.items()}
        people = edit.state.people
        self.people = {person.initials: person.id for person in people}
        self.people |= {person.name: person.id for person in people}
        self.waiting: list[tuple[Home, NewCard]] = []
        self.rows: list[Row] = []
        self.echoes: list[str] = []
        self.warnings: list[str] = []

    def take(self, line: str) -> None:
        read = read_line(line, sections=self.sections, people=self.people, today=self.edit.today)
        if isinstance(read, CardLine):
            self._take_words(read)
            return
        self.put_cards_down()
        if isinstance(read, DecisionLine):
            decision = add_decision(self.edit, read.text, read.reason or "")
            self._keep(decision, _("{ref} decided").format(ref=decision.ref))
        elif isinstance(read, ParkingLine):
            _refuse(read.problems)
            parked = park(self.edit, read.text, read.by or "")
            self._keep(parked, _("{ref} parked").format(ref=parked.ref))
        else:
            self._take_action(read)

    def _take_action(self, read: ActionLine) -> None:
        _refuse(read.problems)
        action = add_action(
            self.edit,
            read.title,
            owner_id=read.owner,
            deadline=read.deadline.day if read.deadline else None,
            measure=read.measure,
            first_step=read.first_step,
            sources=read.sources,
            cost=f"{read.cost.value:f} {read.cost.unit}" if read.cost else None,
        )
        self._keep(action, echo(self.edit, action))
        self._warn(action)

    def _warn(self, action: Action) -> None:
        if action.deadline is None:
            self.warnings.append(_("{ref} has no deadline yet.").format(ref=action.ref))
            return
        try:
            free = weekend_or_holiday(action.deadline, self.edit.workshop.country)
        except ValueError:  # a country nobody has calendars of
            free = weekend_or_holiday(action.deadline, "")
        if free:
            self.warnings.append(free)

    def _take_words(self, read: CardLine) -> None:
        plan = self.plan
        if read.section is not None:
            self._wait(self.homes[int(read.section)], read)
        elif plan is not None and plan.kind == "options":
            self._take_option(read)
        elif plan is not None and plan.sections:
            self._wait(self._home(plan), read)
        elif plan is not None and plan.kind == "ledger" and plan.ledger:
            self.put_cards_down()
            row = _LEDGERS[plan.ledger.id](self.edit, _whole(read))
            self._keep(row, _("{ref} added").format(ref=getattr(row, "ref", "")))
        else:
            raise Refused(
                _(
                    "Plain words have no place in this stage. Begin with ! for a decision, @name "
                    "for an action, ? for the parking lot, or a section such as s:"
                )
            )

    def _wait(self, home: Home, read: CardLine) -> None:
        # Checked here, so that a refusal names the line.
        text = self.edit.needed(read.text, _("The card"))
        evidence = self.edit.text(read.evidence or "", _("The evidence"))
        subject = self.edit.text(read.subject or "", _("The subject"), limit=100)
        self.waiting.append((home, NewCard(home.section, text, evidence, subject)))

    def _home(self, plan: Plan) -> Home:
        wanted = self.section or plan.sections[0].id
        for home in self.homes:
            if (home.board, home.section) == (self.board, wanted):
                return home
        raise Refused(_("There is no section {section} in this stage.").format(section=wanted))

    def _take_option(self, read: CardLine) -> None:
        self.put_cards_down()
        first = _LINKS_FIRST.fullmatch(read.text)
        if first is not None:
            text, links = first[2], first[1]
        elif read.evidence and _LINKS_ONLY.fullmatch(read.evidence.strip()):
            text, links = read.text, read.evidence
        else:
            raise Refused(
                _(
                    "An option rests on an inside and an outside factor. Begin with them, for "
                    "example S2 O1: what they make possible."
                )
            )
        option = add_option(self.edit, text, links, board=self.board)
        self._keep(option, _("{ref} added").format(ref=option.ref))

    def put_cards_down(self) -> None:
        """Add the cards that wait, board by board, in the order they came."""
        for board in dict.fromkeys(home.board for home, _unused in self.waiting):
            mine = [(home, card) for home, card in self.waiting if home.board == board]
            added = add_cards(self.edit, board, [card for _unused, card in mine])
            for (home, _unused), card in zip(mine, added, strict=True):
                self._keep(card, _("{ref} added to {title}").format(ref=card.ref, title=home.title))
        self.waiting = []

    def _keep(self, row: Row, sentence: str) -> None:
        self.rows.append(row)
        self.echoes.append(sentence)


def _whole(read: CardLine) -> str:
    return f"{read.text} // {read.evidence}" if read.evidence else read.text


def _refuse(problems: Iterable[str]) -> None:
    sentences = " ".join(problems)
    if sentences:
        raise Refused(sentences)


def _sentence(rows: Sequence[Row], echoes: Sequence[str]) -> str:
    if len(rows) < 2:
        return "".join(echoes)
    counts: dict[str, int] = {}
    for row in rows:
        name = str(row.__tablename__)
        counts[name] = counts.get(name, 0) + 1
    items = ", ".join(_counted(name, count) for name, count in counts.items())
    return _("{items} taken in: {span}").format(items=items, span=_span(rows))


def _counted(table: str, count: int) -> str:
    match table:
        case "card":
            said = ngettext("{count} card", "{count} cards", count)
        case "parked":
            said = ngettext("{count} parked item", "{count} parked items", count)
        case "decision":
            said = ngettext("{count} decision", "{count} decisions", count)
        case "action":
            said = ngettext("{count} action", "{count} actions", count)
        case "goal":
            said = ngettext("{count} goal", "{count} goals", count)
        case "requirement":
            said = ngettext("{count} requirement", "{count} requirements", count)
        case _:
            said = ngettext("{count} row", "{count} rows", count)
    return said.format(count=count)


def _span(rows: Sequence[Row]) -> str:
    refs = [str(getattr(row, "ref", "")) for row in rows]
    return ", ".join(refs) if len(refs) <= 5 else f"{refs[0]} … {refs[-1]}"
