"""Commands that open the screen: the list of sessions, one session, the worked example."""

import gc
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from facilitator.commands.settings import Looks, Settings, Stopped, needs_terminal
from facilitator.store.places import Places, keep_private
from facilitator.words.language import _


def show_app(
    where: str,
    places: Places,
    looks: Looks,
    *,
    reference: str | None = None,
    stage_key: str = "",
    today: date | None = None,
    days: Mapping[str, date] | None = None,
) -> int:
    """Run the application until it is left; returns the code for the shell."""
    needs_terminal()
    # Nothing of the start lives long enough to be worth collecting; the app turns it on again.
    gc.disable()
    from screens.app import FacilitatorApp, Start
    from screens.guard import run_guarded

    keep_private()
    starts = iter([(reference, stage_key)])
    theme, mouse = looks.named_theme(), looks.has_mouse()

    def make_app() -> FacilitatorApp:
        # After a fault the session opens where it was left, not at the stage first asked for.
        wanted, stage = next(starts, (reference, ""))
        return FacilitatorApp(Start(where, places, wanted, stage, today, days or {}, theme, mouse))

    return run_guarded(make_app, reports=places.reports)


def home(settings: Settings, looks: Looks) -> int:
    """The list of sessions."""
    return show_app(settings.where(), settings.places(), looks, today=settings.named_day())


def open_session(reference: str, settings: Settings, looks: Looks) -> int:
    """One session, where it was left."""
    day = settings.named_day()
    return show_app(settings.where(), settings.places(), looks, reference=reference, today=day)


def show_room(reference: str, settings: Settings, looks: Looks) -> int:
    """The room's screen: what the moderator looks at, live, in a process of its own."""
    needs_terminal()
    from facilitator.store.engine import database_url
    from facilitator.store.glance import DatabaseRefused
    from screens.guard import run_guarded
    from screens.projector.app import ProjectorApp, Show

    places, day = settings.places(), settings.named_day()
    shown = Show(settings.where(), places, reference, day, looks.named_theme())
    try:
        database_url(shown.where)
    except DatabaseRefused as refused:
        raise Stopped(str(refused), 2) from refused
    keep_private()
    return run_guarded(lambda: ProjectorApp(shown), reports=places.reports)


def demo(settings: Settings, looks: Looks, *, no_ui: bool) -> int:
    """The worked example, on screen in a throw-away database or loaded into a given one."""
    if no_ui:
        if not settings.database():
            raise Stopped(_("Say where to load the example: facilitator demo --no-ui --db FILE"), 2)
        print(_load(settings.where(), settings.places()))
        return 0
    needs_terminal()
    with TemporaryDirectory(prefix="facilitator-demo-") as root:
        places = Places.under(Path(root))
        where = settings.database() or str(places.database)
        reference = _load(where, places)
        from facilitator.demo.loading import DAY
        from facilitator.demo.plans import DAYS

        return show_app(
            where, places, looks, reference=reference, stage_key="S1", today=DAY, days=DAYS
        )


def _load(where: str, places: Places) -> str:
    import asyncio

    from facilitator.commands.settings import say
    from facilitator.demo.plans import load_example
    from facilitator.store.glance import DatabaseRefused
    from facilitator.store.store import Store

    keep_private()
    say(_("Loading the worked example …"))
    try:
        with Store(where, places) as store:
            session_id = asyncio.run(load_example(store))
            return str(next(each.number for each in store.summaries() if each.id == session_id))
    except DatabaseRefused as refused:
        raise Stopped(str(refused), 2) from refused
