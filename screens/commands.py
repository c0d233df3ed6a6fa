"""Every command as data: feeds bindings, footer, palette, help and the documentation's key table."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from textual.binding import Binding, BindingType

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
    def key_label(self) -> str:
        """The first key as people write it: ^Z, F2, e."""
        return key_label(self.keys[0]) if self.keys else ""


def key_label(key: str) -> str:
    """A key as people write it."""
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+").upper()
    names = {
        "question_mark": "?", "colon": ":", "slash": "/", "space": "Space", "enter": "Enter",
        "plus": "+", "minus": "-", "left_square_bracket": "[", "right_square_bracket": "]",
        "escape": "Esc", "delete": "Del", "exclamation_mark": "!", "equals_sign": "=",
    }  # fmt: skip
    if key in names:
        return names[key]
    return key.upper() if key[0] == "f" and key[1:].isdigit() else key


def _kinds(*names: str) -> frozenset[str]:
    return frozenset(names)


_CARDS = _kinds("board", "options", "figures")
_PAGES = _kinds("form", "ledger", "figures")

COMMANDS: tuple[Command, ...] = (
    # everywhere
    Command("help", "Help", "What can be done here, with its keys.", ("f1",), "app", footer=1),
    Command("palette", "All commands", "Search every command by name.", ("ctrl+p",), "app", footer=9),
    Command("app.quit", "Quit", "Leave; everything is saved.", ("ctrl+q",), "app"),
    Command("theme", "Dark or light", "Change between the dark and the light screen.", (), "app"),
    Command("tour", "Two-minute tour", "Show the short tour, whenever you like.", (), "app"),
    # home
    Command("home.open", "Open", "Open the session under the cursor.", ("enter",), "home", footer=2),
    Command("home.new", "New", "Create a session.", ("n",), "home", footer=3),
    Command("home.plan", "Make a plan", "Make a plan or a review from the session under the cursor.", ("p",), "home", footer=4),
    Command("home.copy", "Duplicate", "New session with the same people, channels and agenda.", ("c",), "home", footer=4),
    Command("home.archive", "Archive", "Put the session out of the way, or back.", ("x",), "home", footer=5),
    Command("home.delete", "Delete", "Delete the session; u brings it back.", ("d", "delete"), "home", footer=6),
    Command("home.undo", "Undo", "Take back the last archiving or deletion.", ("u", "ctrl+z"), "home", footer=7),
    Command("home.unfold", "Show plans", "Show the plans made from the session.", ("right",), "home"),
    Command("home.fold", "Fold plans", "Fold the plans under their session.", ("left",), "home"),
    Command("home.tour", "Two-minute tour", "Six short pages about how it works.", ("t",), "home"),
    Command("home.archived", "Show archived", "Show or hide archived sessions.", ("v",), "home"),
    Command("home.demo", "Open the example", "Load the worked example as a session of yours.", (), "home"),
    # the frame of every stage
    Command("prompt.next", "Next question", "Show the next question to the room.", ("f2",), footer=2),
    Command("prompt.previous", "Previous question", "Show the question before.", ("f3",)),
    Command("clock.pause", "Timer", "Stop the clock, or let it run.", ("ctrl+t",), footer=3),
    Command("clock.extend", "Five more minutes", "Give this stage five minutes more.", ("f5",)),
    Command("note.decision", "Decision", "Start a decision in the line (or type ! first).", ("ctrl+d",), footer=4),
    Command("note.action", "Action", "Start an action in the line (or type @name first).", ("f6",)),
    Command("note.parking", "Park it", "Start a parking-lot item in the line (or type ? first).", ("f7",)),
    Command("undo", "Undo", "Take back the last change, in whatever stage it was made.", ("ctrl+z",), footer=5),
    Command("redo", "Redo", "Do again what was taken back.", ("ctrl+y",)),
    Command("stage.next", "Next stage", "Check what is missing here and go on.", ("ctrl+n",), footer=6),
    Command("stage.previous", "Previous stage", "Go back one stage; nothing is lost.", ("ctrl+r",)),
    Command("stage.go", "Agenda", "Go to any stage; reorder, skip or add stages.", ("ctrl+g",)),
    Command("stage.about", "Purpose and pitfalls", "What this stage is for, and what goes wrong in it.", ("f4",)),
    Command("export", "Export", "Write the plan as Markdown or JSON.", ("ctrl+e",)),
    Command("saved", "Saved?", "Say when the last change was saved.", ("ctrl+s",)),
    Command("check", "Check the plan", "List what still stands in the way of an agreed plan.", ("f8",)),
    Command("history", "History", "Who changed what, when, in which stage.", ("f9",)),
    Command("setup", "Session set-up", "Title, question, people, channels, rules.", ("f12",)),
    Command("audit.read", "Read a sales file…", "Read sales from CSV, Excel, ODS or Parquet; the audit fills itself in.", ()),
    Command("audit.survey", "Read a survey file…", "Read scores from 0 to 10 and comments from a file.", ()),
    Command("lists", "Decisions, actions, parked", "Everything captured so far.", ("ctrl+l",)),
    Command("plan.derive", "Make a plan from this", "Make a plan or a review from this session: sales, month, person, follow-up.", ()),
    Command("plan.again", "Take over again", "Take over what changed in the session this was made from and was not edited here.", ()),
    Command("plan.version", "New version", "Keep the plan as it stands as a version: what changed, why, who.", ()),
    Command("plan.compare", "Compare versions", "What changed from one version of the plan to another, field by field.", ()),
    Command("plan.read", "Read personal plans", "Take over what the personal plans made from this plan promise.", ()),
    Command("home", "All sessions", "Back to the list of sessions.", ()),
    # lists of cards
    Command("card.add", "Type", "Back to the line.", ("a", "i"), "list", footer=2),
    Command("card.edit", "Edit", "Reword the item in the line.", ("e", "enter"), "list", _CARDS | _kinds("ledger", "form", "round", "setup", "matrix"), 3),
    Command("card.delete", "Delete", "Delete the item; u brings it back.", ("d", "delete"), "list", _CARDS | _kinds("ledger", "form", "matrix", "setup"), 4),
    Command("card.evidence", "Evidence", "Type the number or source that proves it.", ("f",), "list", _CARDS | _kinds("ledger"), 5),
    Command("card.subject", "Whose", "Say which competitor it is about; empty is our own company.", ("s",), "list", _kinds("board")),
    Command("card.move", "Move", "Move the card to another section.", ("t",), "list", _kinds("board", "options")),
    Command("card.up", "Up", "Move the item up.", ("shift+up", "K"), "list", _CARDS | _kinds("ledger", "matrix")),
    Command("card.down", "Down", "Move the item down.", ("shift+down", "J"), "list", _CARDS | _kinds("ledger", "matrix")),
    Command("card.merge", "Merge", "Mark one card with Space, then merge another into it.", ("m",), "list", _kinds("board", "options")),
    Command("card.mark", "Mark", "Mark the card for merging.", ("space",), "list", _kinds("board", "options")),
    Command("card.vote", "Vote", "Enter the dots of each person.", ("v",), "list", _kinds("board", "options"), 6),
    Command("card.list", "Short-list", "Put the card on the short-list or take it off.", ("l",), "list", _kinds("board", "options")),
    Command("card.shortlist", "Short-list by votes", "Mark the cards with most dots in each section.", ("L",), "list", _kinds("board", "options")),
    Command("card.factor", "Weigh", "Type the two scores 1 to 5 of a short-listed card.", ("w",), "list", _kinds("board")),
    Command("card.tag", "Tags", "Bottleneck, used today and other marks.", ("g",), "list", _kinds("board")),
    Command("card.threat", "Their strength as a threat", "Put a competitor's strength on the board as a threat to us.", ("o",), "list", _kinds("board")),
    Command("audit.numbers", "Audit numbers", "The figures of the audit, beside what is said here.", ("b",), "list", _kinds("board", "options")),
    Command("round.presence", "Presence", "Present, remote or absent.", ("p",), "list", _kinds("round", "setup"), 4),
    Command("round.confirm", "Confirm rules", "The room confirms question and decision rules.", ("y",), "list", _kinds("round"), 5),
    Command("round.review", "Next review", "Type the day of the next review.", ("n",), "list", _kinds("round"), 6),
    Command("setup.votes", "Votes or not", "Give this person a vote, or take it.", ("v",), "list", _kinds("setup"), 5),
    Command("setup.agenda", "Agenda", "Choose another agenda while the session has not begun.", ("g",), "list", _kinds("setup"), 7),
    Command("setup.moderator", "Moderator", "Make this person the moderator.", ("o",), "list", _kinds("setup"), 6),
    # strategy options
    Command("option.relink", "Relink", "Type the factors it rests on; its cell follows from them.", ("r",), "list", _kinds("options"), 5),
    Command("option.direction", "New or existing", "New clients, existing ones, both, not said.", ("n",), "list", _kinds("options")),
    Command("option.accept", "Accept openly", "Live with a weakness or threat no option uses; type the reason.", ("x",), "list", _kinds("options"), 8),
    Command("option.fit", "Fit", "Rate how well each inside factor meets each outside one, 0 to 3.", ("g",), "list", _kinds("options"), 7),
    # channel priority
    Command("matrix.weight", "Weight", "Type the weight of the criterion, 0 to 100.", ("w",), "list", _kinds("matrix")),
    Command("matrix.anchors", "What scores mean", "Type what the lowest, the middle and the highest score mean.", ("g",), "list", _kinds("matrix"), 5),
    Command("matrix.channel", "Add channel", "Type the name of a channel.", ("c",), "list", _kinds("matrix")),
    Command("matrix.freeze", "Freeze", "Freeze the weights and begin scoring; afterwards unfreeze them with a reason.", ("f",), "list", _kinds("matrix"), 6),
    Command("matrix.person", "Next person", "The scores of the next person.", ("right_square_bracket",), "list", _kinds("matrix"), 3),
    Command("matrix.person_before", "Person before", "The scores of the person before.", ("left_square_bracket",), "list", _kinds("matrix")),
    Command("matrix.reveal", "Reveal", "Show all scores at once.", ("r",), "list", _kinds("matrix"), 7),
    Command("matrix.hear", "Note what was said", "Type what the highest and the lowest scorer of the cell said.", ("n",), "list", _kinds("matrix"), 3),
    Command("matrix.revote", "Vote again", "One more round for the cell under the cursor.", ("v",), "list", _kinds("matrix"), 4),
    Command("matrix.decide", "Decide", "Give each channel a role, with a sentence and a reason.", ("d",), "list", _kinds("matrix"), 5),
    # agreement
    Command("plan.accept", "Accept", "This person accepts the plan.", ("a",), "list", _kinds("agreement"), 2),
    Command("plan.reserve", "Reservation", "Accepts with a reservation; type it.", ("r",), "list", _kinds("agreement"), 3),
    Command("plan.object", "Objection", "Objects; type the reason, then what would make it acceptable.", ("o",), "list", _kinds("agreement"), 4),
    Command("plan.amend", "Amend", "Change the action; its votes are asked for again.", ("m",), "list", _kinds("agreement"), 5),
    Command("plan.round", "New round", "Ask everybody again; the words of this round stay in the record.", ("n",), "list", _kinds("agreement"), 8),
    Command("plan.resolve", "Who resolves it", "Say who resolves an objection by when: AB by fri.", ("w",), "list", _kinds("agreement")),
    Command("plan.confirm", "Confirm by", "Type the day by which an absent person gives their word.", ("b",), "list", _kinds("agreement"), 7),
    Command("plan.close", "Close the plan", "Close the plan as agreed, or see what stands in the way.", ("c",), "list", _kinds("agreement"), 6),
    # pages of forms, ledgers and figures
    Command("audit.file", "Read a file", "Read the sales file, or the survey, this stage is about.", ("i",), "list", _kinds("figures"), 3),
    Command("card.pin", "Pin", "Pin the finding, or keep the figure as a pinned one; it goes on to the strategy.", ("p",), "list", _kinds("figures"), 5),
    Command("view.finding", "Finding", "Keep the figure under the cursor as a finding, with its source.", ("f",), "list", _kinds("figures"), 1),
    Command("view.open", "Open", "Show how the figure is worked out, and the rows behind it.", ("enter",), "list", _kinds("figures"), 1),
    Command("view.cause", "Cause", "Begin a cause of the decline under the cursor.", ("c",), "list", _kinds("figures"), 1),
    Command("view.filter", "Filter", "Look at some channel, region, person, product or period only.", ("F", "slash"), "list", _kinds("figures"), 1),
    Command("view.swot", "SWOT", "Put the figure on the SWOT: strength, weakness, opportunity, threat.", ("s",), "list", _kinds("figures"), 3),
    Command("view.action", "Action", "Begin an action of the figure: who, and by when.", ("x",), "list", _kinds("figures"), 3),
    Command("view.choices", "Choices", "Months compared, limits of ABC and XYZ; the session keeps them.", ("X",), "list", _kinds("figures"), 5),
    Command("view.proposal", "Take the proposal", "Cut XYZ the way that tells these customers apart.", ("P",), "list", _kinds("figures")),
    Command("view.clear", "All rows", "Take the filters away.", ("A",), "list", _kinds("figures")),
    Command("tab.next", "Next page", "The next form, filling or sheet of this stage.", ("right_square_bracket",), "list", _PAGES, 4),
    Command("tab.previous", "Previous page", "The page before.", ("left_square_bracket",), "list", _PAGES),
    Command("tab.new", "Another filling", "Fill the form in once more, under another name.", ("n",), "list", _PAGES),
    Command("tab.rename", "Rename", "Give this filling of the form another name.", ("r",), "list", _PAGES),
    Command("tab.empty", "Empty the form", "Take all answers of this filling back; u brings them back.", (), "list", _PAGES),
    Command("form.reveal", "Show or hide", "Show what is private on this page, or hide it again.", ("v",), "list", _kinds("form")),
    Command("row.status", "Status", "The next status of the row, such as in progress or done.", ("s",), "list", _PAGES, 4),
    Command("row.move", "New day", "Give the action another deadline: the day; why.", ("m",), "list", _kinds("ledger"), 5),
    Command("review.gather", "Bring in", "Bring in KPIs, facts and budget of the plans made from the same session.", ("b",), "list", _kinds("ledger"), 7),
    Command("review.changes", "What changed", "What was added, moved and changed since the session this was made from.", ("c",), "list", _kinds("ledger", "form"), 7),
    Command("row.confidence", "Confidence", "Type how sure each voter is of the goal, 1 to 5.", ("v",), "list", _kinds("ledger")),
    Command("row.action", "Make an action", "Make an action of the row under the cursor.", ("x",), "list", _PAGES),
    Command("plan.proposal", "Take the proposal", "Split the year, set the rhythm, make the action: what the lines beside propose.", ("P",), "list", _PAGES, 3),
    Command("row.back", "Back", "From the fields to the rows, from the list to the line.", ("escape",), "list", _PAGES),
    Command("list.undo", "Undo", "Take back the last change.", ("u",), "list"),
)  # fmt: skip


OWN: dict[str, dict[str, str]] = {"figures": {"i": "audit.file"}}
"""Keys a kind of stage has for a command of its own, where other kinds have another command."""


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
