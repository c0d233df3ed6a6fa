"""The application: shows the list of sessions at once, gets the rest ready behind it."""

import asyncio
import gc
import json
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import BindingType

from facilitator.store.glance import DatabaseRefused, Summary, schema_of, summaries_of
from facilitator.store.places import Places
from facilitator.store.settings import SCHEMA_VERSION
from facilitator.words.language import _
from screens.commands import bindings, command, commands_of
from screens.home import HomeScreen
from screens.plans_app import PlansApp
from screens.theme import DARK, LIGHT, use_themes

if TYPE_CHECKING:
    from facilitator.store.hold import Hold
    from facilitator.store.watch import Watch
    from facilitator.workshop.library import Library
    from screens.held import HeldLedgers
    from screens.stage import StageScreen

FOLLOW_SECONDS = 0.4
"""How often it is asked whether another window has written: seen within half a second."""

TOUR_SEEN = "tour-seen"
"""A file of this name among the state says that the tour need not be offered."""


@dataclass(frozen=True, slots=True)
class Start:
    """How the application is to begin."""

    where: str
    """Database file or SQLAlchemy URL."""
    places: Places
    reference: str | None = None
    """The session to open: None for the list, empty for the latest."""
    stage_key: str = ""
    """The stage to show first, instead of the one the session was left at."""
    today: date | None = None
    days: Mapping[str, date] = field(default_factory=dict[str, date])
    """Another today for sessions of a kind."""
    theme: str = ""
    mouse: bool = True


class FacilitatorApp(PlansApp):
    """The program on the wall."""

    CSS_PATH = "app.tcss"
    TITLE = "Facilitator"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(commands_of("app"), priority=True)]

    def __init__(self, start: Start) -> None:
        super().__init__(start.places.reports)
        self.start = start
        self._library_ready = asyncio.Event()
        self._refused = ""
        self._watch: Watch | None = None
        self._hold: Hold | None = None
        self._ledgers: HeldLedgers | None = None
        self._warned: set[str] = set()
        self._is_following = False

    @property
    def ledgers(self) -> "HeldLedgers":
        """Sales ledgers held open, made with the first one."""
        if self._ledgers is None:
            from screens.held import HeldLedgers

            self._ledgers = HeldLedgers(self.start.places)
        return self._ledgers

    def run(self, *args: Any, **kwargs: Any) -> None:
        """Run, with or without the mouse."""
        super().run(*args, **({"mouse": self.start.mouse} | kwargs))

    # -- beginning ---------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Paint first, then get the database and everything heavy ready in a thread."""
        use_themes(self, self.start.theme)
        self.push_screen(HomeScreen(self._first_glance(), self._refused))
        self.call_after_refresh(self._get_ready)

    def _first_glance(self) -> list[Summary]:
        if "://" in self.start.where:
            return []
        path = Path(self.start.where).expanduser()
        try:
            return summaries_of(path) if schema_of(path) == SCHEMA_VERSION else []
        except DatabaseRefused as refused:
            self._refused = str(refused)
            return []

    def _get_ready(self) -> None:
        gc.enable()
        gc.freeze()

        def work() -> None:
            with suppress(RuntimeError):  # the app was left before it was ready
                try:
                    library = _open_library(self.start)
                except Exception as error:
                    self.call_from_thread(self._could_not_open, error)
                else:
                    self.call_from_thread(self._opened, library)

        if not self._refused:
            threading.Thread(target=work, name="opening", daemon=True).start()

    def _could_not_open(self, error: Exception) -> None:
        self._refused = str(error)
        if isinstance(self.screen, HomeScreen):
            self.screen.tell(self._refused)

    def _opened(self, library: "Library") -> None:
        from facilitator.store.watch import Watch

        self.library = library
        self._watch = Watch(library.store)
        self._library_ready.set()
        self.set_interval(600, self._back_up)
        self.set_interval(5, self._look_out)
        self.set_interval(FOLLOW_SECONDS, self._follow)
        self.run_worker(self._begin(), exit_on_error=False)

    async def _begin(self) -> None:
        if self.start.reference is not None:
            await self._open_reference(self.start.reference)
        else:
            self._refresh_home(self._offer())

    async def _open_reference(self, reference: str) -> None:
        from facilitator.store.store import NotSaved
        from facilitator.workshop.edit import Refused

        assert self.library is not None
        try:
            await self.open_session(self.library.find(reference).id, self.start.stage_key)
        except (Refused, NotSaved) as refused:
            self._refresh_home(str(refused))

    # -- home ----------------------------------------------------------------------------------

    def _refresh_home(self, told: str = "") -> None:
        from facilitator.store.store import NotRead

        assert self.library is not None
        store, today = self.library.store, self.library.clock.today()
        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen):
                try:
                    due = store.due_counts(today, today + timedelta(days=7))
                    screen.set_summaries(store.summaries(), due)
                except NotRead as refused:  # the list stays as it was read last
                    told = told or str(refused)
                screen.tell(told)

    async def on_home_screen_asked(self, event: HomeScreen.Asked) -> None:
        """Carry out a command of the list of sessions."""
        if not event.command.startswith("home."):
            await self.action_do(event.command)
            return
        if not self._library_ready.is_set():
            await self._library_ready.wait()
        self.run_worker(self._at_home(event.command, event.workshop_id), exit_on_error=False)

    async def _at_home(self, id: str, workshop_id: str) -> None:
        from facilitator.store.store import NotSaved
        from facilitator.workshop.edit import Refused
        from screens.home_commands import carry_out

        assert self.library is not None
        try:
            told = await carry_out(self, self.library, id, workshop_id)
        except (Refused, NotSaved) as refused:
            told = str(refused)
        if isinstance(self.screen, HomeScreen):
            self._refresh_home(told)
        elif told and self._session is not None:
            self._session.tell(told, "good")

    # -- a session -------------------------------------------------------------------------------

    async def open_session(self, workshop_id: str, stage_key: str = "") -> None:
        """Show a session where it was left, or at a stage of it."""
        from facilitator.store.hold import Hold
        from screens.desk import FOCUS, Desk
        from screens.stage import StageScreen

        assert self.library is not None
        opened = await self.library.open(workshop_id)
        drafts = await opened.drafts()
        if stage_key:
            stage = next((each for each in opened.state.stages if each.key == stage_key), None)
            drafts[FOCUS] = json.dumps({"stage": stage.id}) if stage else ""
        screen = StageScreen(Desk(opened, drafts))
        if (before := self._session) is not None:
            await before.before_leaving()
            self._let_go()
            while not isinstance(self.screen, HomeScreen):
                self.pop_screen()
        await self.push_screen(screen)
        self.call_after_refresh(_keep_collections_short)
        self._hold = Hold(self.start.places, workshop_id)
        for other in self._hold.others():
            screen.tell(other.sentence(), "warn")
        if opened.state.workshop.parent_id:
            self.run_worker(self._tell_news(screen), exit_on_error=False)

    async def on_stage_screen_left(self) -> None:
        """Back to the list."""
        if (screen := self._session) is not None:
            await screen.before_leaving()
            self._let_go()
            while not isinstance(self.screen, HomeScreen):
                self.pop_screen()
            self._refresh_home()
            self.screen.stand_on(screen.desk.opened.id)

    def _let_go(self) -> None:
        if self._hold is not None:
            self._hold.release()
            self._hold = None

    @property
    def _session(self) -> "StageScreen | None":
        for screen in self.screen_stack:
            if hasattr(screen, "desk") and hasattr(screen, "before_leaving"):
                return screen  # pyright: ignore[reportReturnType]
        return None

    # -- commands that work everywhere -------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Every key leaves the spotlight; only leaving the program stays what it is."""
        takes_all = bool(self.screen_stack) and getattr(self.screen, "takes_every_key", False)
        if takes_all and action == "do" and parameters != ("app.quit",):
            return False
        return super().check_action(action, parameters)

    async def action_do(self, id: str) -> None:
        """Carry out a command that no screen has taken."""
        method: Callable[[], Any] | None = getattr(self, command(id).handler, None)
        if method is not None:
            result = method()
            if hasattr(result, "__await__"):
                await result

    def do_theme(self) -> None:
        """Dark or light."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    async def do_app_quit(self) -> None:
        """Leave; everything is saved."""
        await self.leave()

    def do_tour(self) -> None:
        """The two-minute tour; once begun it is not offered again."""
        from facilitator.store.files import private
        from screens.dialogs.tour import TourDialog

        with suppress(OSError):
            (private(self.start.places.state) / TOUR_SEEN).touch()
        self.push_screen(TourDialog())

    def _offer(self) -> str:
        seen = (self.start.places.state / TOUR_SEEN).exists()
        return "" if seen else _("First time here? t shows a two-minute tour; Esc leaves it.")

    def do_search(self) -> None:
        """Search all sessions, from within one."""
        self.run_worker(self._at_home("home.search", ""), exit_on_error=False)

    def do_help(self) -> None:
        """What can be done here."""
        from screens.help import help_dialog

        self.push_screen(help_dialog(self.screen))

    def do_palette(self) -> None:
        """Search every command."""
        from screens.dialogs.palette import GO, PaletteDialog, commands_here, stages_here

        screen = self.screen
        if isinstance(screen, PaletteDialog):
            screen.action_leave()  # the same key again closes it: a palette of a palette is empty
            return

        async def called(id: str | None) -> None:
            if id and id.startswith(GO):
                await self._go_to(id.removeprefix(GO))
            elif id:
                action = getattr(screen, "action_do", self.action_do)
                result = action(id)
                if hasattr(result, "__await__"):
                    await result

        self.push_screen(PaletteDialog(commands_here(screen), stages_here(screen)), called)

    async def _go_to(self, stage_id: str) -> None:
        """Enter the stage chosen in the palette, unless another window took it away meanwhile."""
        from facilitator.model import Stage

        session = self._session
        stage = session.desk.state.find(Stage, stage_id) if session is not None else None
        if session is not None and stage is not None:
            await session.enter(stage)

    # -- watching and leaving -------------------------------------------------------------------

    def _back_up(self) -> None:
        if self.library is not None:
            self.library.store.back_up_if_due()

    async def _look_out(self) -> None:
        """What threatens the session on this machine is told once, when it begins."""
        session = self._session
        if self._watch is None or session is None:
            return
        told = await asyncio.to_thread(self._watch.look)
        for sentence in told:
            if sentence not in self._warned:
                session.tell(sentence, "bad")
        self._warned = set(told)
        if self._hold is not None:
            self._hold.touch()

    def _follow(self) -> None:
        """Show what another window writes; a server that hangs is asked once at a time."""
        if self._session is not None and not self._is_following:
            self._is_following = True
            self.run_worker(self._take_in(), exit_on_error=False)

    async def _take_in(self) -> None:
        from facilitator.store.store import NotSaved

        try:
            session = self._session
            if session is None or self.library is None:
                return
            with suppress(NotSaved):  # told by the watch
                if await session.desk.opened.follow():
                    session.show()
            for sentence in self.library.store.news():
                session.tell(sentence, "good")
        finally:
            self._is_following = False

    async def before_leaving(self) -> None:
        """Keep the half-typed line; wait for what is being written."""
        if (screen := self._session) is not None:
            await screen.before_leaving()
        self._let_go()
        if self._ledgers is not None:
            await self._ledgers.close_all()
        if self.library is not None:
            await asyncio.to_thread(self.library.store.close)


def _keep_collections_short() -> None:
    """Take what has just been opened out of garbage collection.

    Ten thousand cards cost 80 ms each time they are looked through, and they are no garbage.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _open_library(start: Start) -> "Library":
    import_module("screens.stage")  # the heavy part, read while the person reads the list
    from facilitator.store.store import Store
    from facilitator.workshop.library import Library
    from facilitator.workshop.opened import Clock

    clock = Clock(today=lambda: today) if (today := start.today) else Clock()
    return Library(Store(start.where, start.places), clock, start.days)
