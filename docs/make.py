"""Makes what the documentation shows of the running app: pictures and the table of keys.

There is one picture for each language. Run it after a change of screens, commands or
translations: `.venv/bin/python docs/make.py`.
"""

import asyncio
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from facilitator.demo.loading import DAY, load_demo
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.words.language import ENGLISH, LANGUAGES, use
from screens.app import FacilitatorApp, Start
from screens.commands import COMMANDS, key_label
from screens.stage import StageScreen
from screens.stages.body import Body

HERE = Path(__file__).parent
KEYS = HERE / "keys.md"
PICTURES = {
    language: HERE / ("session.svg" if language == ENGLISH else f"session-{language}.svg")
    for language in LANGUAGES
}
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


async def picture(language: str) -> str:
    """The SWOT of the worked example, as the app draws it, without the lights of a window."""
    use(language)
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


def words_in(path: Path) -> list[str]:
    """What can be read in a picture that was made before; nothing when there is none."""
    return words_of(path.read_text("utf-8")) if path.exists() else []


def main() -> int:
    """Write all files; with --check only say whether they are stale (code 1)."""
    drawn = {path: asyncio.run(picture(language)) for language, path in PICTURES.items()}
    use(ENGLISH)
    table = keys()
    if "--check" in sys.argv:
        stale = [path.name for path, now in drawn.items() if words_in(path) != words_of(now)]
        if not KEYS.exists() or KEYS.read_text("utf-8") != table:
            stale.append(KEYS.name)
        if stale:
            print(f"Stale: {', '.join(stale)}. Run docs/make.py.", file=sys.stderr)
        return 1 if stale else 0
    for path, now in drawn.items():
        path.write_text(now, "utf-8")
    KEYS.write_text(table, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
