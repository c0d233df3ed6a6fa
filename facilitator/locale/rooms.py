"""The rooms of the program: which of its files go into which file of translations."""

from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
"""The directory that holds the packages."""

ROOMS: dict[str, tuple[str, ...]] = {
    "words": ("facilitator/words",),
    "methods": ("facilitator/methods",),
    "agenda": ("facilitator/agenda",),
    "workshop": ("facilitator/workshop", "facilitator/model"),
    "audit": ("facilitator/audit",),
    "commands": ("facilitator/cli.py", "facilitator/commands", "facilitator/store"),
    "screens": ("screens",),
    "exports": ("exports",),
    "demo": ("facilitator/demo",),
}
"""Directories and files of each room. What several rooms say is translated in the first of them."""


def files(room: str, root: Path = ROOT) -> list[Path]:
    """Return the files of a room in which there may be texts, in a lasting order."""
    found: list[Path] = []
    for name in ROOMS[room]:
        place = root / name
        found += [place] if place.is_file() else sorted(place.rglob("*"))
    return [each for each in found if each.suffix in (".py", ".toml", ".json")]
