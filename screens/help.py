"""Help for what has the focus, made of the table of commands."""

from collections.abc import Iterable

from textual.screen import Screen

from facilitator.words.language import N_, _
from screens.commands import TWINS, Command, command, commands_of, key_label
from screens.dialogs.reading import ReadingDialog
from screens.widgets.itemlist import Item

LINE = (
    (N_("Enter"), N_("saves the line; Tab goes to the next section; Esc goes to the list")),
    (N_("w: …"), N_("the section's letter first sends a card there: s: w: o: t:")),
    (N_("… // proof"), N_("two slashes begin the evidence of a card")),
    ("! …", N_("a decision; “because” begins its reason")),
    (N_("@name … by fri"), N_("an action; then ; done: … ; first: … ; from: R3 W2 ; cost: 900")),
    ("? …", N_("an item for the parking lot")),
    ("\\! …", N_("a backslash keeps the sign as text")),
)


def help_dialog(screen: Screen[object]) -> ReadingDialog:
    """What can be done on this screen, with its keys."""
    body = getattr(screen, "body", None)
    if body is None:
        lines = _section(_("Everywhere"), commands_of("app"))
        if type(screen).__name__ == "HomeScreen":
            lines = [*_section(_("Sessions"), commands_of("home")), *lines]
        return ReadingDialog(_("Help"), lines)
    kind = body.stage.kind
    own = [each for each in commands_of("list", kind) if hasattr(body, each.handler)]
    lines = [
        Item("purpose", body.plan.purpose),
        *_typed(_("In the line"), LINE),
        *_typed(_("In the grid"), body.TYPED),
        *_section(_("In the list (Esc goes there)"), [*own, *map(command, TWINS)]),
        *_section(_("Everywhere in a session"), commands_of("stage") + commands_of("app")),
    ]
    return ReadingDialog(_("Help · {name}").format(name=body.plan.name), lines)


def _section(title: str, commands: Iterable[Command]) -> list[Item]:
    rows = [
        Item(each.id, f"{each.called}: {each.told}", ref=" ".join(map(key_label, each.keys)))
        for each in commands
    ]
    return [Item(f"# {title}", title, tone="heading"), *rows]


def _typed(title: str, typed: Iterable[tuple[str, str]]) -> list[Item]:
    rows = [Item(f"{title} {key}", _(text), ref=_(key)) for key, text in typed]
    return [Item(f"# {title}", title, tone="heading"), *rows] if rows else []
