"""Makes what the documentation shows of the running app: the picture and the table of keys.

Run it after a change of screens or commands: `.venv/bin/python docs/make.py`.
"""

import asyncio
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from facilitator.demo.loading import DAY, load_demo
from facilitator.store.places import Places
from facilitator.store.store import Store
from screens.app import FacilitatorApp, Start
from screens.commands import COMMANDS, key_label
from screens.stage import StageScreen
from screens.stages.body import Body

HERE = Path(__file__).parent
PICTURE, KEYS = HERE / "session.svg", HERE / "keys.md"
SIZE = (110, 30)
PLACES = {
    "app": "Everywhere",
    "home": "In the list of sessions",
    "stage": "In a session, from any stage",
    "list": "In a list or grid (Esc goes there from the line)",
}


def keys() -> str:
    """The table of keys, made of the table of commands."""
    lines = ["# Keys", "", "Made by `docs/make.py` from `screens/commands.py`.", ""]
    for place, title in PLACES.items():
        lines += [f"## {title}", "", "| Key | Command | What it does |", "| --- | --- | --- |"]
        for each in COMMANDS:
            if each.place == place:
                names = " ".join(f"`{key_label(key)}`" for key in each.keys) or "palette"
                lines.append(f"| {names.replace('|', '&#124;')} | {each.title} | {each.help} |")
        lines.append("")
    return "\n".join(lines)


async def picture() -> str:
    """The SWOT of the worked example, as the app draws it, without the lights of a window."""
    with TemporaryDirectory() as root:
        places = Places.under(Path(root))
        with Store(places.database, places) as store:
            reference = str((await load_demo(store)).state.workshop.number)
        start = Start(str(places.database), places, reference, "S1", DAY)
        app = FacilitatorApp(start)
        async with app.run_test(size=SIZE) as pilot:
            while not (isinstance(app.screen, StageScreen) and app.screen.query(Body)):
                await pilot.pause(0.05)
            await pilot.pause(0.5)
            drawn = app.export_screenshot(title="Facilitator")
    # Fonts come from whoever looks; nothing is fetched.
    return re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)


def words_of(drawn: str) -> list[str]:
    """What can be read in a picture, without its coordinates."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", drawn)


def main() -> int:
    """Write both files; with --check only say whether they are stale (code 1)."""
    drawn, table = asyncio.run(picture()), keys()
    if "--check" in sys.argv:
        stale = [
            path.name
            for path, same in (
                (PICTURE, words_of(PICTURE.read_text("utf-8")) == words_of(drawn)),
                (KEYS, KEYS.read_text("utf-8") == table),
            )
            if not same
        ]
        if stale:
            print(f"Stale: {', '.join(stale)}. Run docs/make.py.", file=sys.stderr)
        return 1 if stale else 0
    PICTURE.write_text(drawn, "utf-8")
    KEYS.write_text(table, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
