"""How a screen asks a dialog: the one place that knows the type of the app behind a node."""

from typing import Any, TypeVar, cast

from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

T = TypeVar("T")


def app_of(node: DOMNode) -> App[Any]:
    """The app, with its type said."""
    return cast("App[Any]", node.app)  # pyright: ignore[reportUnknownMemberType]


async def ask(node: DOMNode, dialog: Screen[T]) -> T | None:
    """Show the dialog and wait for its answer; to be awaited in a worker."""
    return cast("T | None", await app_of(node).push_screen_wait(dialog))


def show(node: DOMNode, dialog: Screen[Any]) -> None:
    """Show a dialog nobody waits for."""
    app_of(node).push_screen(dialog)
