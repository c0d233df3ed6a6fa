"""Every command as data: feeds bindings, footer, palette, help and the documentation's key table."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from textual.binding import Binding, BindingType

from facilitator.words.language import N_, NP_, _, pgettext

ALL_KINDS = frozenset(
    {
        "board",
        "options",
        "matrix",
        "form",
        "ledger",
        "figures",
        "round",
        "agreement",
        "break",
        "setup",
    }
)


@dataclass(frozen=True, slots=True)
class Command:
    """Something a moderator can do; carried out by the method `do_<id>` (dots become underscores).

    `place` says where its keys work: "app" everywhere, "home" on the list of sessions, "stage"
    anywhere in a session, "list" when a list or grid of a stage of one of `kinds` has the focus.
    `footer` ranks it for the footer, 0 keeps it out.
    """

    id: str
    title: str
    help: str
    keys: tuple[str, ...] = ()
    place: str = "stage"
    kinds: frozenset[str] = ALL_KINDS
    footer: int = 0

    @property
    def handler(self) -> str:
        """The name of the method that carries it out."""
        return "do_" + self.id.replace(".", "_")

    @property
    def called(self) -> str:
        """Its title in the language of the moment."""
        said = pgettext("a command", self.title)
        return said if said != self.title else _(self.title)

    @property
    def told(self) -> str:
        """What it does, in the language of the moment."""
        return _(self.help)

    @property
    def key_label(self) -> str:
        """The first key as people write it: ^Z, F2, e."""
        return key_label(self.keys[0]) if self.keys else ""


def key_label(key: str) -> str:
    """A key as people write it."""
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+").upper()
    names = {
        "question_mark": "?", "colon": ":", "slash": "/", "space": _("Space"), "enter": _("Enter"),
        "plus": "+", "minus": "-", "left_square_bracket": "[", "right_square_bracket": "]",
        "up": "↑", "down": "↓", "escape": _("Esc"), "delete": _("Del"), "exclamation_mark": "!", "equals_sign": "=",
    }  # fmt: skip
    if key.startswith("shift+"):
        return f"Shift+{key_label(key.removeprefix('shift+'))}"
    if key in names:
        return names[key]
    return key.upper() if key[0] == "f" and key[1:].isdigit() else key


def _kinds(*names: str) -> frozenset[str]:
    return frozenset(names)


_CARDS = _kinds("board", "options", "figures")
_PAGES = _kinds("form", "ledger", "figures")

COMMANDS: tuple[Command, ...] = (
    # everywhere
    Command("help", N_("Help"), N_("What can be done here, with its keys."), ("f1",), "app", footer=1),
    Command("palette", N_("All commands"), N_("Search every command by name."), ("ctrl+p",), "app", footer=9),
    Command("app.quit", N_("Quit"), N_("Leave; everything is saved."), ("ctrl+q",), "app"),
    Command("theme", N_("Dark or light"), N_("Change between the dark and the light screen."), (), "app"),
    Command("tour", N_("Two-minute tour"), N_("Show the short tour, whenever you like."), (), "app"),
    # home
    Command("home.open", N_("Open"), N_("Open the session under the cursor."), ("enter",), "home", footer=2),
    Command("home.new", N_("New session"), N_("Create a session."), ("n",), "home", footer=3),
    Command("home.plan", N_("Make a plan"), N_("Make a plan or a review from the session under the cursor."), ("p",), "home", footer=4),
    Command("home.copy", N_("Duplicate"), N_("New session with the same people, channels and agenda."), ("c",), "home", footer=4),
    Command("home.archive", N_("Archive"), N_("Put the session out of the way, or back."), ("x",), "home", footer=5),
    Command("home.delete", N_("Delete"), N_("Delete the session; u brings it back."), ("d", "delete"), "home", footer=6),
    Command("home.undo", N_("Undo"), N_("Take back the last archiving or deletion."), ("u", "ctrl+z"), "home", footer=7),
    Command("home.unfold", N_("Show plans"), N_("Show the plans made from the session."), ("right",), "home"),
    Command("home.fold", N_("Fold plans"), N_("Fold the plans under their session."), ("left",), "home"),
    Command("home.search", N_("Search"), N_("Search the words of all sessions; Enter opens what is found in its place."), ("slash", "ctrl+f"), "home", footer=3),
    Command("home.tour", N_("Two-minute tour"), N_("Six short pages about how it works."), ("t",), "home"),
    Command("home.archived", N_("Show archived"), N_("Show or hide archived sessions."), ("v",), "home"),
    Command("home.demo", N_("Open the example"), N_("Load the worked example as a session of yours."), (), "home"),
    # the frame of every stage
    Command("prompt.next", N_("Next question"), N_("Show the next question to the room."), ("f2",), footer=2),
    Command("prompt.previous", N_("Previous question"), N_("Show the question before."), ("f3",)),
    Command("clock.pause", N_("Timer"), N_("Stop the clock, or let it run."), ("ctrl+t",), footer=3),
    Command("clock.extend", N_("Five more minutes"), N_("Give this stage five minutes more."), ("f5",)),
    Command("note.own", N_("Own note"), N_("Your own note on this stage: never on the room's screen, in no document but the complete one."), ("ctrl+k",)),
    Command("turn.next", N_("Whose turn"), N_("Begin a round in which everybody speaks once; then the next person."), ("ctrl+x",)),
    Command("turn.skip", N_("Turn: later"), N_("The person whose turn it is comes later; passing twice is for good."), ("f10",)),
    Command("turn.back", N_("Turn: back"), N_("Back to the person who spoke before."), ()),
    Command("turn.end", N_("Turn: end"), N_("Nobody takes turns any more in this stage."), ()),
    Command("silence", N_("Silent writing"), N_("Count minutes of silent writing down; while it runs: longer, or stop."), ("f11",)),
    Command("bell", N_("Bell"), N_("Let the bell ring when silent writing is over, or not."), ()),
    Command("clock.about", N_("Times"), N_("Planned, spent and usual minutes of each stage, when the session ends, and who loses time."), ()),
    Command("clock.break", N_("Break now"), N_("A break at once; the stage that was begun goes on after it."), ()),
    Command("note.decision", N_("Decision"), N_("Start a decision in the line (or type ! first)."), ("ctrl+d",), footer=4),
    Command("note.action", N_("Action"), N_("Start an action in the line (or type @name first)."), ("f6",)),
    Command("note.parking", N_("Park it"), N_("Start a parking-lot item in the line (or type ? first)."), ("f7",)),
    Command("undo", N_("Undo"), N_("Take back the last change, in whatever stage it was made."), ("ctrl+z",), footer=5),
    Command("redo", N_("Redo"), N_("Do again what was taken back."), ("ctrl+y",)),
    Command("stage.next", N_("Next stage"), N_("Check what is missing here and go on."), ("ctrl+n",), footer=6),
    Command("stage.previous", N_("Previous stage"), N_("Go back one stage; nothing is lost."), ("ctrl+r",)),
    Command("stage.go", N_("Agenda"), N_("Go to any stage; reorder, skip or add stages."), ("ctrl+g",)),
    Command("stage.add", N_("Add a stage"), N_("One of the catalogue behind this one: six gaps in sales, funnel, steps of a sale."), (), footer=0),
    Command("stage.about", N_("Purpose and pitfalls"), N_("What this stage is for, and what goes wrong in it."), ("f4",)),
    Command("export", N_("Export"), N_("Write the plan as a document: Markdown, Word, PDF, slides or a table."), ("ctrl+e",)),
    Command("changes.take", N_("Take changes from an edited plan…"), N_("Compare an exported Markdown file somebody edited with the session; accept or refuse each change."), ()),
    Command("saved", N_("Saved?"), N_("Say when the last change was saved."), ("ctrl+s",)),
    Command("check", N_("Check the plan"), N_("List what still stands in the way of an agreed plan."), ("f8",)),
    Command("history", N_("History"), N_("Who changed what, when, in which stage."), ("f9",)),
    Command("search", N_("Search all sessions"), N_("Search the words of all sessions; Enter opens what is found in its place."), ("ctrl+f",)),
    Command("setup", N_("Session set-up"), N_("Title, question, people, channels, rules."), ("f12",)),
    Command("audit.read", N_("Read a sales file…"), N_("Read sales from CSV, Excel, ODS, Parquet or a table of a server; the audit fills itself in."), ()),
    Command("audit.survey", N_("Read a survey file…"), N_("Read scores from 0 to 10 and comments from a file."), ()),
    Command("audit.drop", N_("Take a file out…"), N_("Remove the figures a sales file or a survey gave; typed ones stay."), ()),
    Command("lists", N_("Decisions, actions, parked"), N_("Everything captured so far."), ("ctrl+l",)),
    Command("plan.derive", N_("Make a plan from this"), N_("Make a plan or a review from this session: sales, month, person, follow-up."), ()),
    Command("plan.again", N_("Take over again"), N_("Take over what changed in the session this was made from and was not edited here."), ()),
    Command("plan.version", N_("New version"), N_("Keep the plan as it stands as a version: what changed, why, who."), ()),
    Command("plan.compare", N_("Compare versions"), N_("What changed from one version of the plan to another, field by field."), ()),
    Command("plan.read", N_("Read personal plans"), N_("Take over what the personal plans made from this plan promise."), ()),
    Command("spot", N_("Spotlight"), N_("Show what is under the cursor over the whole screen, in large letters; any key goes back."), ("ctrl+o",)),
    Command("spot.chart", N_("Spotlight: chart"), N_("Show the chart of these figures over the whole screen."), ()),
    Command("spot.choose", N_("Spotlight: choose a chart"), N_("Choose one of the charts of this page."), ()),
    Command("spot.table", N_("Spotlight: table"), N_("Show the whole list or table over the screen."), ()),
    Command("spot.clock", N_("Spotlight: clock"), N_("Show the clock of the stage over the whole screen."), ()),
    Command("home", N_("All sessions"), N_("Back to the list of sessions."), ()),
    # lists of cards
    Command("card.add", NP_("a command", "Type"), N_("Back to the line."), ("a", "i"), "list", footer=2),
    Command("card.edit", N_("Edit"), N_("Reword the item in the line."), ("e", "enter"), "list", _CARDS | _kinds("ledger", "form", "round", "setup", "matrix"), 3),
    Command("card.delete", N_("Delete"), N_("Delete the item; u brings it back."), ("d", "delete"), "list", _CARDS | _kinds("ledger", "form", "matrix", "setup"), 4),
    Command("card.evidence", N_("Evidence"), N_("Type the number or source that proves it."), ("f",), "list", _CARDS | _kinds("ledger"), 5),
    Command("card.subject", N_("Whose"), N_("Say which competitor it is about; empty is our own company."), ("s",), "list", _kinds("board")),
    Command("card.move", N_("Move"), N_("Move the card to another section."), ("t",), "list", _kinds("board", "options")),
    Command("card.up", N_("Up"), N_("Move the item up."), ("shift+up", "K"), "list", _CARDS | _kinds("ledger", "matrix")),
    Command("card.down", N_("Down"), N_("Move the item down."), ("shift+down", "J"), "list", _CARDS | _kinds("ledger", "matrix")),
    Command("card.merge", N_("Merge"), N_("Mark one card with Space, then merge another into it."), ("m",), "list", _kinds("board", "options")),
    Command("card.mark", N_("Mark"), N_("Mark the card for merging."), ("space",), "list", _kinds("board", "options")),
    Command("card.vote", N_("Vote"), N_("Enter the dots of each person."), ("v",), "list", _kinds("board", "options"), 6),
    Command("card.list", N_("Short-list"), N_("Put the card on the short-list or take it off."), ("l",), "list", _kinds("board", "options")),
    Command("card.shortlist", N_("Short-list by votes"), N_("Mark the cards with most dots in each section."), ("L",), "list", _kinds("board", "options")),
    Command("card.factor", N_("Weigh"), N_("Type the two scores 1 to 5 of a short-listed card."), ("w",), "list", _kinds("board")),
    Command("card.tag", N_("Tags"), N_("Bottleneck, used today and other marks."), ("g",), "list", _kinds("board")),
    Command("card.threat", N_("Their strength as a threat"), N_("Put a competitor's strength on the board as a threat to us."), ("o",), "list", _kinds("board")),
    Command("audit.numbers", N_("Audit numbers"), N_("The figures of the audit, beside what is said here."), ("b",), "list", _kinds("board", "options")),
    Command("round.presence", N_("Presence"), N_("Present, remote or absent."), ("p",), "list", _kinds("round", "setup"), 4),
    Command("round.reveal", N_("Reveal"), N_("Show the numbers of everybody at once."), ("r",), "list", _kinds("round"), 5),
    Command("round.confirm", N_("Confirm rules"), N_("The room confirms question and decision rules."), ("y",), "list", _kinds("round"), 5),
    Command("round.review", N_("Next review"), N_("Type the day of the next review."), ("n",), "list", _kinds("round"), 6),
    Command("setup.votes", N_("Votes or not"), N_("Give this person a vote, or take it."), ("v",), "list", _kinds("setup"), 5),
    Command("setup.agenda", N_("Agenda"), N_("Choose another agenda while the session has not begun."), ("g",), "list", _kinds("setup"), 7),
    Command("setup.moderator", N_("Moderator"), N_("Make this person the moderator."), ("o",), "list", _kinds("setup"), 6),
    # strategy options
    Command("option.relink", N_("Relink"), N_("Type the factors it rests on; its cell follows from them."), ("r",), "list", _kinds("options"), 5),
    Command("option.direction", N_("New or existing"), N_("New clients, existing ones, both, not said."), ("n",), "list", _kinds("options")),
    Command("option.accept", N_("Accept openly"), N_("Live with a weakness or threat no option uses; type the reason."), ("x",), "list", _kinds("options"), 8),
    Command("option.fit", N_("Fit"), N_("Rate how well each inside factor meets each outside one, 0 to 3."), ("g",), "list", _kinds("options"), 7),
    # channel priority
    Command("matrix.weight", N_("Weight"), N_("Type the weight of the criterion, 0 to 100."), ("w",), "list", _kinds("matrix")),
    Command("matrix.anchors", N_("What scores mean"), N_("Type what the lowest, the middle and the highest score mean."), ("g",), "list", _kinds("matrix"), 5),
    Command("matrix.channel", N_("Add channel"), N_("Type the name of a channel."), ("c",), "list", _kinds("matrix")),
    Command("matrix.segments", N_("Take segments in"), N_("Compare the segments of a company with one channel."), ("b",), "list", _kinds("matrix")),
    Command("matrix.freeze", N_("Freeze"), N_("Freeze the weights and begin scoring; afterwards unfreeze them with a reason."), ("f",), "list", _kinds("matrix"), 6),
    Command("matrix.person", N_("Next person"), N_("The scores of the next person."), ("right_square_bracket",), "list", _kinds("matrix"), 3),
    Command("matrix.person_before", N_("Person before"), N_("The scores of the person before."), ("left_square_bracket",), "list", _kinds("matrix")),
    Command("matrix.peek", N_("Look"), N_("Look at the scores of this person, to check them; the next person's are hidden again."), ("p",), "list", _kinds("matrix")),
    Command("matrix.reveal", N_("Reveal"), N_("Show all scores at once."), ("r",), "list", _kinds("matrix"), 7),
    Command("matrix.hear", N_("Note what was said"), N_("Type what the highest and the lowest scorer of the cell said."), ("n",), "list", _kinds("matrix"), 3),
    Command("matrix.revote", N_("Vote again"), N_("One more round for the cell under the cursor."), ("v",), "list", _kinds("matrix"), 4),
    Command("matrix.decide", N_("Decide"), N_("Give each channel a role, with a sentence and a reason."), ("d",), "list", _kinds("matrix"), 5),
    # agreement
    Command("plan.accept", N_("Accept"), N_("This person accepts the plan."), ("a",), "list", _kinds("agreement"), 2),
    Command("plan.reserve", N_("Reservation"), N_("Accepts with a reservation; type it."), ("r",), "list", _kinds("agreement"), 3),
    Command("plan.object", N_("Objection"), N_("Objects; type the reason, then what would make it acceptable."), ("o",), "list", _kinds("agreement"), 4),
    Command("hands.reveal", N_("Reveal hands"), N_("Show the hands on all actions where none is missing, else on this one, all at once."), ("r",), "list", _kinds("agreement"), 3),
    Command("plan.amend", N_("Amend"), N_("Change the action; its votes are asked for again."), ("m",), "list", _kinds("agreement"), 5),
    Command("plan.round", N_("New round"), N_("Ask everybody again; the words of this round stay in the record."), ("n",), "list", _kinds("agreement"), 8),
    Command("plan.resolve", N_("Who resolves it"), N_("Say who resolves an objection by when: AB by fri."), ("w",), "list", _kinds("agreement")),
    Command("plan.confirm", N_("Confirm by"), N_("Type the day by which an absent person gives their word."), ("b",), "list", _kinds("agreement"), 7),
    Command("plan.close", N_("Close the plan"), N_("Close the plan as agreed, or see what stands in the way."), ("c",), "list", _kinds("agreement"), 6),
    # pages of forms, ledgers and figures
    Command("audit.file", N_("Read a file"), N_("Read the sales file, or the survey, this stage is about."), ("i",), "list", _kinds("figures"), 3),
    Command("card.pin", N_("Pin"), N_("Pin the finding, or keep the figure as a pinned one; it goes on to the strategy."), ("p",), "list", _kinds("figures"), 5),
    Command("view.finding", N_("Finding"), N_("Keep the figure under the cursor as a finding, with its source."), ("f",), "list", _kinds("figures"), 1),
    Command("view.open", N_("Open"), N_("Show how the figure is worked out, and the rows behind it."), ("enter",), "list", _kinds("figures"), 1),
    Command("view.cause", N_("Cause"), N_("Begin a cause of the decline under the cursor."), ("c",), "list", _kinds("figures"), 1),
    Command("view.filter", N_("Filter"), N_("Look at some channel, region, person, product or period only."), ("F", "slash"), "list", _kinds("figures"), 1),
    Command("view.swot", "SWOT", N_("Put the figure on the SWOT: strength, weakness, opportunity, threat."), ("s",), "list", _kinds("figures"), 3),
    Command("view.action", N_("Action"), N_("Begin an action of the figure: who, and by when."), ("x",), "list", _kinds("figures"), 3),
    Command("view.choices", N_("Choices"), N_("Months compared, limits of ABC and XYZ; the session keeps them."), ("X",), "list", _kinds("figures"), 5),
    Command("view.proposal", N_("Take the proposal"), N_("Cut XYZ the way that tells these customers apart."), ("P",), "list", _kinds("figures")),
    Command("view.clear", N_("All rows"), N_("Take the filters away."), ("A",), "list", _kinds("figures")),
    Command("tab.next", N_("Next page"), N_("The next form, filling or sheet of this stage."), ("right_square_bracket",), "list", _PAGES, 4),
    Command("tab.previous", N_("Previous page"), N_("The page before."), ("left_square_bracket",), "list", _PAGES),
    Command("tab.new", N_("Another filling"), N_("Fill the form in once more, under another name."), ("n",), "list", _PAGES),
    Command("tab.rename", N_("Rename"), N_("Give this filling of the form another name."), ("r",), "list", _PAGES),
    Command("tab.empty", N_("Empty the form"), N_("Take all answers of this filling back; u brings them back."), (), "list", _PAGES),
    Command("form.reveal", N_("Show or hide"), N_("Show what is private on this page, or hide it again."), ("v",), "list", _kinds("form")),
    Command("row.status", N_("Status"), N_("The next status of the row, such as in progress or done."), ("s",), "list", _PAGES, 4),
    Command("row.move", N_("New day"), N_("Give the action another deadline: the day; why."), ("m",), "list", _kinds("ledger"), 5),
    Command("review.gather", N_("Bring in"), N_("Bring in KPIs, facts and budget of the plans made from the same session."), ("b",), "list", _kinds("ledger"), 7),
    Command("review.changes", N_("What changed"), N_("What was added, moved and changed since the session this was made from."), ("c",), "list", _kinds("ledger", "form"), 7),
    Command("row.confidence", N_("Confidence"), N_("Ask each voter how sure they are of the goal, 1 to 5."), ("v",), "list", _kinds("ledger")),
    Command("row.action", N_("Make an action"), N_("Make an action of the row under the cursor."), ("x",), "list", _PAGES),
    Command("plan.proposal", N_("Take the proposal"), N_("Split the year, set the rhythm, make the action: what the lines beside propose."), ("P",), "list", _PAGES, 3),
    Command("row.back", N_("Back"), N_("From the fields to the rows, from the list to the line."), ("escape",), "list", _PAGES),
    Command("list.spot", N_("Spotlight"), N_("Show what is under the cursor over the whole screen; any key goes back."), ("z",), "list"),
    Command("list.chart", N_("Spotlight: chart"), N_("Show the chart of these figures over the whole screen."), ("Z",), "list"),
    Command("list.clock", N_("Spotlight: clock"), N_("Show the clock of the stage over the whole screen."), ("T",), "list"),
    Command("copy.item", N_("Copy"), N_("Copy the item under the cursor to the clipboard."), ("y",), "list", ALL_KINDS - {"round"}),
    Command("copy.table", N_("Copy the table"), N_("Copy the whole list or table to the clipboard, for a spreadsheet."), ("Y",), "list"),
    Command("list.turn", N_("Whose turn"), N_("Begin a round in which everybody speaks once; then the next person."), ("N",), "list"),
    Command("list.silence", N_("Silent writing"), N_("Count minutes of silent writing down; while it runs: longer, or stop."), ("W",), "list"),
    Command("list.undo", N_("Undo"), N_("Take back the last change."), ("u",), "list"),
)  # fmt: skip


OWN: dict[str, dict[str, str]] = {"figures": {"i": "audit.file"}}
"""Keys a kind of stage has for a command of its own, where other kinds have another command."""


TWINS = ("list.spot", "list.chart", "list.clock", "list.undo")
"""Keys of lists for what a command of the whole session does; the palette shows that one only."""


def command(id: str) -> Command:
    """The command of that id; raises KeyError when there is none."""
    return _BY_ID[id]


def commands_of(place: str, kind: str = "") -> list[Command]:
    """The commands whose keys work in a place (of a stage of that kind)."""
    here = [each for each in COMMANDS if each.place == place and (not kind or kind in each.kinds)]
    own = OWN.get(kind) if place == "list" else None
    return [_without(each, own) for each in here] if own else here


def _without(command: Command, own: dict[str, str]) -> Command:
    keys = tuple(key for key in command.keys if own.get(key, command.id) == command.id)
    return command if keys == command.keys else replace(command, keys=keys)


def bindings(commands: Iterable[Command], *, priority: bool = False) -> list[BindingType]:
    """Bindings that carry the commands out through the action `do`."""
    return [
        Binding(
            ",".join(each.keys),
            f"do({each.id!r})",
            each.title,
            show=False,
            priority=priority,
            id=each.id,
            tooltip=each.help,
        )
        for each in commands
        if each.keys
    ]


_BY_ID = {each.id: each for each in COMMANDS}
