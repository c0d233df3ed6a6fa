"""Draws what a monkey does: the same seed always draws the same events."""

import random
from dataclasses import dataclass

from screens.commands import COMMANDS
from tests.nasty import NASTY

WIDEST, TALLEST = 160, 60

SIZES = ((80, 24), (80, 24), (120, 36), (60, 18), (240, 70), (59, 17), (20, 5), (1, 1), (300, 2))

BOUND = tuple(sorted({key for each in COMMANDS for key in each.keys} - {"ctrl+q"}))
"""Every key a command has; a new command is in here by itself. Leaving is drawn apart."""

UNBOUND = tuple(sorted(each.id for each in COMMANDS if not each.keys))
"""Commands that only the palette reaches."""

MOVES = (
    "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "shift+tab",
    "enter", "enter", "enter", *["escape"] * 7, "space", "backspace", "delete",
    "ctrl+home", "ctrl+end", "ctrl+left", "ctrl+right", "ctrl+u", "ctrl+w", "shift+up",
    "shift+down", "shift+left", "shift+right", "alt+enter", "ctrl+a", "ctrl+c", "ctrl+v",
    "ctrl+underscore", "f20", "insert",
)  # fmt: skip

LETTERS = "abcdefghijklmnopqrstuvwxyzNPRTWYZ0123456789.,;:!?@=+-*#%()[]{}<>|~_'\"ąłпш日é"

WORDS = (
    "Call 84 companies", "@AB Price it by 12 feb 2027; done: list signed", "w: slow proposals",
    "!We close the branch", "?Who pays for this", "Jonas Weber, owner, JW", "Margin = 5",
    "S1 W1", "31.12.2027", "12,5 %", "next friday", "1 200 000", "-0", "50", "S1 // why", "a\nb\nc",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """One thing the monkey does."""

    kind: str
    """key, paste, click, wheel, resize, stage, palette or leave."""
    words: str = ""
    x: int = 0
    y: int = 0

    def __str__(self) -> str:
        return f"{self.kind} {self.words!a} {self.x} {self.y}"


_KINDS = {
    "bound": 34, "move": 26, "letter": 14, "paste": 7, "click": 10, "wheel": 2, "resize": 3,
    "stage": 2.2, "palette": 1.5, "leave": 0.1,
}  # fmt: skip


def draw(seed: int, count: int) -> list[Event]:
    """So many events of a seed; what they are depends on nothing else."""
    dice = random.Random(seed)
    kinds = dice.choices(list(_KINDS), list(_KINDS.values()), k=count)
    return [_event(dice, each) for each in kinds]


def _event(dice: random.Random, kind: str) -> Event:
    match kind:
        case "bound":
            return Event("key", dice.choice(BOUND))
        case "move":
            return Event("key", dice.choice(MOVES))
        case "letter":
            return Event("key", dice.choice(LETTERS))
        case "paste":
            texts = WORDS if dice.random() < 0.7 else NASTY
            return Event("paste", dice.choice(texts))
        case "click":
            return Event(
                "click", dice.choice("1123"), dice.randrange(WIDEST), dice.randrange(TALLEST)
            )
        case "wheel":
            return Event(
                "wheel", dice.choice("ud"), dice.randrange(WIDEST), dice.randrange(TALLEST)
            )
        case "resize":
            chosen = dice.choice(SIZES)
            if dice.random() < 0.3:
                chosen = dice.randint(1, 250), dice.randint(1, 70)
            return Event("resize", "", *chosen)
        case "stage":
            return Event("stage", "", dice.randrange(1000))
        case "palette":
            return Event("palette", dice.choice(UNBOUND))
        case _:
            return Event(kind)
