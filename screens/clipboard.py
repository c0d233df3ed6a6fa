"""Copying: the computer's own clipboard if a tool for it is there, else the terminal's.

Tools are called with lists of arguments, never through a shell, and given a few seconds; what is
copied goes in as input, so that it can never be an argument.
"""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from textual.app import App

from facilitator.words.language import _

TOOL_SECONDS = 3.0
"""How long a tool may take before the next one is tried."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that takes a text as input and puts it on the clipboard."""

    words: tuple[str, ...]
    encoding: str = "utf-8"

    @property
    def name(self) -> str:
        """What the moderator is told."""
        return self.words[0]


WAYLAND = Tool(("wl-copy", "--type", "text/plain;charset=utf-8"))
X11 = (Tool(("xclip", "-selection", "clipboard", "-in")), Tool(("xsel", "--clipboard", "--input")))
MAC = Tool(("pbcopy",))
WINDOWS = Tool(("clip.exe",), "utf-16")


def tools(environment: Mapping[str, str], platform: str) -> list[Tool]:
    """The tools that reach a clipboard from here, the likeliest first; they may be missing."""
    found: list[Tool] = []
    if platform == "darwin":
        found.append(MAC)
    if platform == "win32" or environment.get("WSL_DISTRO_NAME"):
        found.append(WINDOWS)
    if environment.get("WAYLAND_DISPLAY"):
        found.append(WAYLAND)
    if environment.get("DISPLAY"):
        found.extend(X11)
    return found


def put(text: str, environment: Mapping[str, str], platform: str) -> str:
    """Put a text on the clipboard; returns the name of the tool that did, empty when none did.

    Blocks; never raises.
    """
    for tool in tools(environment, platform):
        program = shutil.which(tool.name, path=environment.get("PATH"))
        if program is not None and _ran([program, *tool.words[1:]], text.encode(tool.encoding)):
            return tool.name
    return ""


def _ran(words: Sequence[str], given: bytes) -> bool:
    # Such tools stay behind to serve the clipboard: their output must not be waited for.
    try:
        done = subprocess.run(
            words,
            input=given,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=TOOL_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


async def copy(app: App[Any], text: str, what: str) -> str:
    """Copy a text; returns the sentence that says where it went. Never blocks the screen."""
    tool = await asyncio.to_thread(put, text, os.environ, sys.platform)
    if tool:
        return _("{what} copied to the clipboard ({tool}).").format(what=what, tool=tool)
    app.copy_to_clipboard(text)
    return _("{what} sent to the terminal's clipboard; some terminals do not take it.").format(
        what=what
    )


def table_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows as tab-separated text for a spreadsheet, without the columns that are empty.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    from exports.csv_plan import harmless

    cells = [[harmless(" ".join(cell.split())) for cell in row] for row in rows]
    width = max(map(len, cells), default=0)
    full = [row + [""] * (width - len(row)) for row in cells]
    used = [at for at in range(width) if any(row[at] for row in full)]
    return "\n".join("\t".join(row[at] for at in used) for row in full)
