"""The changes an edited plan asks for: each accepted or refused, taken in as one entry."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from exports.returning import Returned
from facilitator.words.language import N_, _, ngettext
from facilitator.workshop.exchange.differences import Difference, What
from screens.widgets.itemlist import Item, ItemList, Tone

ACCEPTED, REFUSED, UNREAD = "✓", "·", "!"
NOTHING = "–"
KINDS = {
    "action": N_("new action"),
    "goal": N_("new goal"),
    "decision": N_("new decision"),
    "requirement": N_("new requirement"),
    "parked": N_("new parked item"),
    "card": N_("new card"),
}


class DifferencesDialog(ModalScreen[tuple[Difference, ...] | None]):
    """Returns the accepted changes, None when left with Esc.

    What was changed in the session since the export begins refused.
    """

    DEFAULT_CSS = """
    DifferencesDialog #differences-notices { height: auto; max-height: 4; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Back", id="differences.leave"),
        Binding("space", "flip", "Accept or refuse", id="differences.toggle"),
        Binding("a", "all", "Accept all, or none", id="differences.all"),
    ]

    def __init__(self, found: Returned, name: str) -> None:
        super().__init__()
        self._found = found
        self._name = name
        self._accepted = {each.number for each in found.differences if not each.is_contested}

    def compose(self) -> ComposeResult:
        """How many, what to know of all, which, and the lines nobody understood."""
        with Vertical(classes="dialog -tall"):
            yield Static(id="differences-count", markup=False, classes="dialog--question")
            yield Static("\n".join(self._found.notices), id="differences-notices", markup=False)
            yield ItemList(self._items())
            yield Static(
                _("Space accepts or refuses · a all · Enter takes ✓ in · Esc goes back"),
                classes="dialog--keys",
            )

    def on_mount(self) -> None:
        """Stand on the first change."""
        self._count()
        self.query_one(ItemList).focus()

    def _items(self) -> list[Item]:
        return [
            *(self._item(each) for each in self._found.differences),
            *(
                Item(
                    f"line {at}",
                    each.sentence,
                    ref=_("line {n}").format(n=each.line) if each.line else "",
                    mark=UNREAD,
                    tone="warn",
                )
                for at, each in enumerate(self._found.unread)
            ),
        ]

    def _item(self, each: Difference) -> Item:
        is_accepted = each.number in self._accepted
        tone: Tone = "" if is_accepted else "muted"
        return Item(
            str(each.number),
            shown(each),
            ref=each.ref or "+",
            mark=ACCEPTED if is_accepted else REFUSED,
            detail=_since(each),
            tone=tone,
        )

    def _count(self) -> None:
        count = len(self._found.differences)
        told = ngettext(
            "{name}: {n} change, {accepted} accepted",
            "{name}: {n} changes, {accepted} accepted",
            count,
        )
        words = told.format(name=self._name, n=count, accepted=len(self._accepted))
        unread = len(self._found.unread)
        if unread:
            words += " · " + ngettext(
                "{n} line not understood", "{n} lines not understood", unread
            ).format(n=unread)
        self.query_one("#differences-count", Static).update(words)

    def _refresh(self) -> None:
        self.query_one(ItemList).set_items(self._items())
        self._count()

    def action_flip(self) -> None:
        """Accept the change under the cursor, or refuse it."""
        item = self.query_one(ItemList).current
        if item is None or not item.key.isdecimal():
            return
        self._accepted ^= {int(item.key)}
        self._refresh()
        self.query_one(ItemList).action_cursor_down()

    def action_all(self) -> None:
        """Accept everything; when everything is accepted, nothing."""
        every = {each.number for each in self._found.differences}
        self._accepted = set[int]() if self._accepted == every else every
        self._refresh()

    def on_item_list_chosen(self, _event: ItemList.Chosen) -> None:
        """Take the accepted ones in."""
        kept = (each for each in self._found.differences if each.number in self._accepted)
        self.dismiss(tuple(kept))

    def action_leave(self) -> None:
        """Take nothing in."""
        self.dismiss(None)


def shown(each: Difference) -> str:
    """One change in words."""
    if each.what is What.ADDED:
        return _("{kind}: {words}").format(kind=_(KINDS[each.kind]), words=each.in_file)
    if each.what is What.REMOVED:
        return _("removed: {words}").format(words=each.in_session)
    return _("{label}: {before} → {after}").format(
        label=each.label, before=each.in_session or NOTHING, after=each.in_file or NOTHING
    )


def _since(each: Difference) -> str:
    if not each.is_contested:
        return ""
    return _("in the session: {here} · in the file: {there} · when exported: {before}").format(
        here=each.in_session or NOTHING,
        there=each.in_file or NOTHING,
        before=each.when_exported or NOTHING,
    )
