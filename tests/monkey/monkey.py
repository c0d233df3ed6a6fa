"""A monkey at the keyboard, the mouse and the corner of the window (F4).

Run as a program: `python -m tests.monkey.monkey --seed 7 --seeds 1 --events 1000`. Each seed is a
program of its own, even ones on the worked example, odd ones on an empty session, and of four two
that do not wait for what follows from a key; the same seed does the same again. What a session is
on disk is looked at after every 100 events.
"""
# pyright: reportPrivateUsage=false

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, cast

from textual import events
from textual.geometry import Size

from facilitator.store.places import Places
from screens.commands import command
from screens.stage import StageScreen
from tests.monkey.drawing import Event, draw
from tests.monkey.invariants import broken
from tests.screens import quiet
from tests.screens.program import Program, demo_in, running

LOOK_EVERY = 100
"""Events after which the database is looked at."""

BURST = 5
"""Events a hasty monkey sends before it waits for what follows from them."""

AGENDAS = "123456"

SALES = "Date,Customer,Product,Amount,Cost\n" + "".join(
    f"2026-{1 + day % 12:02}-03,Customer {day % 7},Lamp {day % 3},{day * 13},{day * 9}\n"
    for day in range(60)
)
"""A sales file that lies where the dialog looks first."""

WALL: list[Path] = []
"""Folders the monkey may write in; what it does elsewhere is refused as a disk refuses it."""


@dataclass
class Figures:
    """What the monkey came to."""

    seeds: list[int] = field(default_factory=list[int])
    events: int = 0
    looks: int = 0
    """How often the database was looked at."""
    left: int = 0
    """How often it left the program, which was started again."""
    faults: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    screens: dict[str, int] = field(default_factory=dict[str, int])
    """Screens and bodies that lay on top, with the events they got."""
    seconds: float = 0.0


class Fault(AssertionError):
    """Something that must not happen, with where it did."""


def _refuse_outside(name: str, arguments: tuple[Any, ...]) -> None:
    """Keep what a monkey types as a path from reaching files of this machine."""
    if not WALL or name not in ("open", "os.rename", "os.remove", "os.mkdir", "os.link"):
        return
    writes = name != "open" or (arguments[1] and set(str(arguments[1])) & set("wax+"))
    if name == "open" and isinstance(arguments[2], int):
        writes = writes or bool(arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    if writes and isinstance(arguments[0], str | os.PathLike):
        where = Path(os.path.realpath(os.fsdecode(arguments[0])))
        if where != Path(os.devnull) and not any(where.is_relative_to(each) for each in WALL):
            raise PermissionError(13, "outside of the monkey's cage", str(where))


@contextmanager
def _caged(root: Path) -> Iterator[None]:
    """A home, a working folder and a temporary folder of its own; no write leaves them."""
    before, home = Path.cwd(), os.environ.get("HOME")
    work = root / "work"
    work.mkdir(parents=True)
    (work / "sales.csv").write_text(SALES, "utf-8")
    os.environ["HOME"] = str(root)
    os.chdir(work)
    WALL[:] = [root.resolve(), Path(tempfile.gettempdir()).resolve()]
    try:
        yield
    finally:
        WALL.clear()
        os.chdir(before)
        if home is not None:
            os.environ["HOME"] = home


async def run_seed(seed: int, count: int, root: Path, figures: Figures) -> None:
    """All events of one seed, over as many starts of the program as it leaves it."""
    todo = list(enumerate(draw(seed, count)))
    todo.reverse()
    on_example = seed % 2 == 0
    if on_example:
        await demo_in(root)
    first = True
    while todo:
        reference = "1" if on_example and first else None
        async with running(root, reference=reference) as program:
            if first and not on_example:
                await program.press("n", AGENDAS[seed // 2 % len(AGENDAS)])
            await _play(program, todo, figures, root, hasty=seed % 4 > 1)
        figures.left += 1
        first = False
    figures.left -= 1


async def _play(
    program: Program,
    todo: list[tuple[int, Event]],
    figures: Figures,
    root: Path,
    *,
    hasty: bool,
) -> None:
    """Do events until none is left or the program was left."""
    while todo:
        number, event = todo.pop()
        try:
            await do(program, event)
            if not (hasty and todo and number % BURST):
                await _settle(program)
                _look_for_focus(program)
        except Exception as error:
            raise Fault(f"event {number}: {event}") from error
        figures.events += 1
        _count(program, figures)
        app = program.app
        if app._exception is not None:
            raise Fault(f"event {number}: {event}") from app._exception
        if app.return_code is not None:
            if app.return_code != 0:
                raise Fault(f"event {number}: {event}: ended with {app.return_code}")
            return
        if figures.events % LOOK_EVERY == 0 or not todo:
            await _look(program, figures, root, f"event {number}: {event}")


async def _settle(program: Program) -> None:
    if program.app.return_code is None and program.app._exception is None:
        await program.settle()


def _look_for_focus(program: Program) -> None:
    """The next key must be for somebody, where there is anybody it can be for."""
    app = program.app
    if app._running and app.return_code is None and app.focused is None:
        assert not app.screen.focus_chain, f"{type(app.screen).__name__} has no focus"


def _count(program: Program, figures: Figures) -> None:
    stack = program.app.screen_stack if program.app._running else []
    names = [type(stack[-1]).__name__] if stack else []
    if stack and isinstance(stack[-1], StageScreen) and stack[-1]._body is not None:
        names.append(f"{type(stack[-1]._body).__name__}")
    for name in names:
        figures.screens[name] = figures.screens.get(name, 0) + 1


async def _look(program: Program, figures: Figures, root: Path, at: str) -> None:
    """Compare tables, journal, second copy and screen."""
    library = program.app.library
    assert library is not None
    found: list[str] = []
    for _unused in range(3):  # a clock that is kept meanwhile is no fault
        sessions = [each for each in program.app.screen_stack if isinstance(each, StageScreen)]
        shown = sessions[0].desk.state if sessions else None
        found = await asyncio.to_thread(broken, library.store, Places.under(root), shown)
        if not found:
            break
        await program.settle()
    figures.looks += 1
    if found:
        raise Fault(f"{at}: {found}")


async def do(program: Program, event: Event) -> None:
    """Do one thing, as a person's terminal would send it."""
    app = program.app
    match event.kind:
        case "key":
            quiet.send_key(app, event.words)
        case "paste":
            if app.focused is not None:
                app.focused.post_message(events.Paste(event.words))
        case "click" | "wheel":
            _point(program, event)
        case "resize":
            # Not by the pilot: it waits for an answer of every widget there is now, and one that is
            # taken out before it can answer is waited for in vain.
            size = Size(event.x, event.y)
            cast("Any", app)._driver._size = size
            app.post_message(events.Resize(size, size))
        case "stage":
            if isinstance(program.top, StageScreen):
                stages = program.state.stages
                await program.top.enter(stages[event.x % len(stages)])
        case "palette":
            quiet.send_key(app, "ctrl+p")
            await program.settle()
            if app.focused is not None:
                app.focused.post_message(events.Paste(command(event.words).called))
            await program.settle()
            quiet.send_key(app, "enter")
        case _:
            quiet.send_key(app, "ctrl+q")


def _point(program: Program, event: Event) -> None:
    """Press and let go, or turn the wheel, at a place of the screen."""
    size = program.app.size
    x, y = event.x % max(1, size.width), event.y % max(1, size.height)
    button = int(event.words) if event.kind == "click" else 0
    place: dict[str, Any] = {
        "widget": None, "x": x, "y": y, "delta_x": 0, "delta_y": 0, "button": button,
        "shift": False, "meta": False, "ctrl": False, "screen_x": x, "screen_y": y,
    }  # fmt: skip
    kinds: tuple[type[events.MouseEvent], ...] = (events.MouseMove, events.MouseDown)
    kinds += (events.MouseUp,)
    if event.kind == "wheel":
        kinds = (events.MouseScrollUp if event.words == "u" else events.MouseScrollDown,)
    for kind in kinds:
        program.app.post_message(kind(**place))


async def play(first: int, seeds: int, count: int, until: float = 0.0) -> Figures:
    """The figures of so many seeds from the first on, or of those begun before `until`."""
    figures = Figures()
    begun = time.monotonic()
    for seed in range(first, first + seeds):
        if until and time.monotonic() > until:
            break
        figures.seeds.append(seed)
        with tempfile.TemporaryDirectory(prefix="facilitator-test-") as folder:
            root = Path(folder)
            with _caged(root):
                try:
                    await run_seed(seed, count, root, figures)
                except (Exception, ExceptionGroup) as error:
                    figures.faults.append(_told(seed, count, error))
                    print(json.dumps(figures.faults[-1], indent=1), file=sys.stderr, flush=True)
    figures.seconds = round(time.monotonic() - begun, 1)
    return figures


def _told(seed: int, count: int, error: BaseException) -> dict[str, Any]:
    lines = "".join(traceback.format_exception(error)).splitlines()
    again = f"python -m tests.monkey.monkey --seed {seed} --seeds 1 --events {count}"
    return {"seed": seed, "again": again, "what": str(error), "trace": lines[-60:]}


def main() -> None:
    """Print the figures as JSON; the code is 1 when there was a fault."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=1, help="the first one")
    options.add_argument("--seeds", type=int, default=1)
    options.add_argument("--events", type=int, default=1000, help="of each seed")
    options.add_argument("--seconds", type=float, default=0, help="begin no seed after so many")
    chosen = options.parse_args()
    quiet.install()
    sys.addaudithook(_refuse_outside)
    until = time.monotonic() + chosen.seconds if chosen.seconds else 0.0
    with suppress(KeyboardInterrupt):
        figures = asyncio.run(play(chosen.seed, chosen.seeds, chosen.events, until))
        json.dump(asdict(figures), sys.stdout, indent=1)
        sys.exit(bool(figures.faults))


if __name__ == "__main__":
    main()
