"""The line below every stage: what is typed is saved, kept half typed, or refused whole."""

from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from facilitator.model import Stage
from facilitator.store.store import NotSaved
from facilitator.words.language import _, ngettext
from facilitator.workshop.clash import Clash
from facilitator.workshop.edit import Refused
from screens.desk import Desk
from screens.dialogs.asking import ask
from screens.dialogs.choose import ChooseDialog
from screens.dialogs.clashing import THEIRS, YOURS, clash_dialog, together
from screens.focus import hold_focus
from screens.frame import FrameScreen
from screens.stages.body import Body, Target
from screens.widgets.capture import CaptureLine


class TypingScreen(FrameScreen):
    """The frame with its line at work."""

    # Bindings, and not key_… methods: those run besides the bindings of a list, not instead.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "line_move(-1)", "Up", show=False, id="line.up"),
        Binding("down", "line_move(1)", "Down", show=False, id="line.down"),
        Binding("tab", "line_tab(1)", "Next", show=False, id="line.next"),
        Binding("shift+tab", "line_tab(-1)", "Back", show=False, id="line.previous"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._editing: Target | None = None
        self._editing_place = ""
        self._edit_places: dict[str, str] = {}
        self._line_place = ""
        """What the words in the line are for, which the body may have left meanwhile."""
        self._brought = ""
        self._moves: list[tuple[int, Callable[[], None]]] = []
        """Moves made while texts were being saved, each with how many of them come before it."""

    async def on_mount(self) -> None:
        """Let the line obey Tab and arrows in their turn, before the letters behind them."""
        for keys, action in {
            "up": "line_move(-1)",
            "down": "line_move(1)",
            "tab": "line_tab(1)",
            "shift+tab": "line_tab(-1)",
        }.items():
            self.line.obey(keys, f"screen.{action}")

    def watch_focused(self) -> None:
        """Type into the line when nothing else takes keys."""
        hold_focus(self)

    async def replace_body(self, stage: Stage) -> None:
        """Put the body in, and its half-typed line into the line."""
        self.end_edit()
        place, words = self._line_place, self.line.draft()
        if place and self._half_typed(words):
            await self._keep(place, words)
        await super().replace_body(stage)
        self._bring_back_draft()

    def come_back(self, focus: dict[str, str]) -> None:
        """Go on editing what was being edited."""
        place = focus.get("editing", "")
        if place and f"{self.body.stage_id}:{place}" in self.desk.drafts:
            self.edit_place(place)

    def end_edit(self) -> None:
        """Leave an edit; what was typed before it comes back."""
        if self.line.is_editing:
            self._editing = None
            self.line.stop_editing()

    async def on_capture_line_captured(self, event: CaptureLine.Captured) -> None:
        """Save what was typed; the line is cleared when it is on disk."""
        try:
            await self._save([event.text])
        except Exception:
            self.line.refuse()  # a fault of the program: the words stay, Enter tries again
            self._moves.clear()
            raise
        finally:
            await self._make_moves()

    async def _save(self, lines: list[str]) -> None:
        target, place = self._editing, self._line_place
        self.desk.opened.notices = []
        try:
            if target is not None:
                self._look_for_clash(target, lines[0])
            echo = await (target.save(lines[0]) if target else self.body.capture(lines))
        except Clash as clash:
            self.line.refuse()
            self._moves.clear()
            self._ask_what_stands(clash, lines[0])
            return
        except (Refused, NotSaved) as refusal:
            self.line.refuse()
            self._moves.clear()
            self.tell(str(refusal), "warn" if isinstance(refusal, Refused) else "bad")
            return
        self.line.accept()
        self.tell(" · ".join((f"✓ {echo}", *self.desk.opened.notices)), "good")
        if target:
            self._editing = None
            if target.then:
                self.edit_place(target.then)
            else:
                self.body.enter_list()
        was_kept = target is None and self._begin_anew(place)
        self.show()
        if was_kept:
            await self._keep(place, "")

    def _look_for_clash(self, target: Target, words: str) -> None:
        """Raise `Clash` when somebody else changed what is being edited since it was shown."""
        now = self.body.target(self._editing_place)
        if now is not None and now.text not in (target.text, words) and words != target.text:
            raise Clash(now.text, words)

    @work(exit_on_error=False)
    async def _ask_what_stands(self, clash: Clash, words: str) -> None:
        """Theirs, yours or both; yours stays in the line until that is decided."""
        chosen = await ask(self, clash_dialog(clash.theirs, words))
        if self._editing is None:
            self.tell(str(clash), "warn")
            return
        now = self.body.target(self._editing_place)
        if now is not None:
            self._editing = now  # what is decided upon is what both have seen
        if chosen == THEIRS:
            await self._keep(f"{self.body.stage_id}:{self._editing_place}", "")
            self.end_edit()
            self.body.enter_list()
            self.show()
        elif chosen:
            await self._save([words if chosen == YOURS else together(clash.theirs, words)])
            self._leave_the_line()

    def _leave_the_line(self) -> None:
        if self._editing is None:
            self.line.stop_editing()

    def _begin_anew(self, place: str) -> bool:
        """What was typed at `place` is saved; returns whether it is still kept as a draft."""
        was_kept = self.desk.drafts.pop(place, None) is not None
        if self.line.draft():
            self._line_place = self._place_now  # typed meanwhile, for where words go now
        else:
            self._bring_back_draft()
        return was_kept

    @work(exit_on_error=False)
    async def on_capture_line_many_pasted(self, event: CaptureLine.ManyPasted) -> None:
        """Offer to make an item of each pasted line."""
        lines = len(event.lines)
        told = ngettext("{count} line was pasted.", "{count} lines were pasted.", lines)
        each = ngettext(
            "Make {count} item, one of each line", "Make {count} items, one of each line", lines
        ).format(count=lines)
        if self._editing is not None:
            self.line.restore(f"{self.line.draft()}{' '.join(event.lines)}")
            return
        choice = await ask(
            self,
            ChooseDialog(
                told.format(count=lines),
                [
                    ("many", each),
                    ("one", _("Put them into the line as one text")),
                    ("none", _("Leave them out")),
                ],
            ),
        )
        if choice == "many":
            await self._save(list(event.lines))
        elif choice == "one":
            self.line.restore(f"{self.line.draft()}{' '.join(event.lines)}")

    def on_capture_line_too_much_pasted(self, event: CaptureLine.TooMuchPasted) -> None:
        """Say why nothing was inserted."""
        self.tell(
            _(
                "That paste has {size} kB; the line takes up to 200 kB. Nothing was "
                "inserted. Paste a part of it."
            ).format(size=event.size // 1000),
            "warn",
        )

    def on_capture_line_cleaned(self, event: CaptureLine.Cleaned) -> None:
        """Say what the paste lost."""
        self.tell(" ".join(event.sentences), "warn")

    async def on_capture_line_drafted(self, event: CaptureLine.Drafted) -> None:
        """Keep the half-typed line, under the place it is typed for."""
        if not event.label and event.text != self.line.draft():
            return  # the line holds something else by now, which is kept where it belongs
        place = self._line_place
        if event.label:
            place = f"{self.body.stage_id}:{self._edit_places.get(event.label, '')}"
        elif not event.text and self.line.draft():
            return  # said by the line when it was emptied, before it came to this place
        if event.text or place in self.desk.drafts:
            await self._keep(place, event.text)
        await self.keep_focus()

    async def _keep(self, place: str, words: str) -> None:
        """Keep a half-typed line; when the disk refuses, say so and let typing go on."""
        try:
            await self.desk.keep_draft(place, words)
        except NotSaved as refusal:
            if self.is_attached:
                self.tell(str(refusal), "bad")

    def on_capture_line_left(self) -> None:
        """Esc: one step back, from an edit to typing, from typing to the list."""
        self.end_edit()
        self.show_label()
        self.body.enter_list()

    def on_body_line_asked(self, event: Body.LineAsked) -> None:
        """Give the focus to the line."""
        if event.begin and not self.line.draft().startswith(event.begin):
            self.line.restore(event.begin + self.line.draft())
        self.line.focus()

    async def on_body_typing_moved(self) -> None:
        """Words go to another place now: its own half-typed line comes with it."""
        self._show_footer()  # a list may have other keys on another row
        await self._go_along()

    async def _go_along(self) -> None:
        place, words = self._follow()
        if place:
            await self._keep(place, words)

    def _follow(self) -> tuple[str, str]:
        """Bring the line to where words go now; returns what is to be kept of the place before.

        The line changes before anything is written, so that the next letter finds the new place.
        """
        before, words = self._line_place, self.line.draft()
        is_half_typed = self._half_typed(words)
        has_moved = before != self._place_now
        if has_moved or not is_half_typed:
            self._bring_back_draft()
        self.show_label()
        return (before, words) if has_moved and is_half_typed else ("", "")

    @property
    def _place_now(self) -> str:
        return f"{self.body.stage_id}:{self.body.place()}"

    def _half_typed(self, words: str) -> bool:
        return not self.line.is_editing and not self.line.is_waiting and words != self._brought

    def _bring_back_draft(self) -> None:
        if not self.line.is_editing and not self.line.is_waiting:
            self._line_place = self._place_now
            self._brought = self.desk.drafts.get(self._line_place, self.body.words())
            self.line.restore(self._brought)

    def on_body_edit_asked(self, event: Body.EditAsked) -> None:
        """Fill the line with something that exists."""
        self.edit_place(event.place)

    def edit_place(self, place: str) -> None:
        """Fill the line with what `place` names, or with its half-typed change."""
        target = self.body.target(place)
        if target is None:
            return
        self._editing, self._editing_place = target, place
        self._edit_places[target.label] = place
        draft = self.desk.drafts.get(f"{self.body.stage_id}:{place}")
        self.line.edit(target.text if draft is None else draft, target.label)
        self.show_label()
        self.line.focus()

    async def keep_focus(self) -> None:
        """Keep what is looked at, so that the next start shows the same."""
        if self._body is not None:
            editing = self._editing_place if self._editing else ""
            focus = {"stage": self.body.stage_id, "editing": editing} | self.body.focus_now()
            with suppress(NotSaved):  # told with the words themselves
                await self.desk.keep_focus(focus)

    async def before_leaving(self) -> None:
        """Keep the half-typed line at once (signal, closing terminal, quitting)."""
        if self._body is not None:
            words = self.line.draft()
            if self._editing is None and self._half_typed(words):
                await self._keep(self._line_place, words)
            elif self._editing is not None and words != self._editing.text:
                place = f"{self.body.stage_id}:{self._editing_place}"
                await self._keep(place, words)
            await self.keep_focus()

    async def action_line_move(self, steps: int) -> None:
        """Up or down in the line moves in the list; the words stay where they are."""
        await self._in_turn(lambda: self.body.move(steps))

    async def action_line_tab(self, steps: int) -> None:
        """Tab in the line: the next section; elsewhere the next pane."""
        await self._in_turn(lambda: self._tab(steps))

    async def _in_turn(self, move: Callable[[], None]) -> None:
        """Move when what was entered before is saved: it belongs where it was entered."""
        if self.line.waiting:
            self._moves.append((self.line.waiting, move))
            return
        move()
        await self._go_along()

    async def _make_moves(self) -> None:
        """One text was saved or refused: make the moves that waited for it alone."""
        self._moves = [(waiting - 1, move) for waiting, move in self._moves]
        while self._moves and self._moves[0][0] <= 0:
            self._moves.pop(0)[1]()
            await self._go_along()

    def _tab(self, steps: int) -> None:
        if not self.body.is_attached:
            return  # between two stages there is nowhere to go
        if self.line.has_focus and not self.line.is_editing and self.body.step(steps):
            return
        if self.line.has_focus:
            self.body.enter_list()
        elif not self.body.step(steps):
            self.line.focus()
