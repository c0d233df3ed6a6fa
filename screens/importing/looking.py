"""The first look at a file: as the last one of its shape was read, else as it is guessed."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from facilitator.audit.files import CannotRead
from facilitator.audit.mapping import Mapping
from facilitator.audit.remembered import recall, remember
from screens.importing.changes import lacks
from screens.importing.mapped import Look, Mapped, confidences


def first_look(path: Path, look: Look, memory: Path) -> Mapped:
    """Recognise a file, with the mapping kept in `memory` for its shape if that still fits.

    Raises CannotRead.
    """
    found = look(path, None)
    guessed, shape = confidences(found), found.shape
    kept = recall(memory, shape)
    if kept is not None:
        with suppress(CannotRead):  # other columns by now: guess
            return Mapped(path, look(path, kept), kept, shape, guessed, True)
    return Mapped(path, found, Mapping(shape=shape), shape, guessed)


def like_the_others(path: Path, look: Look, before: dict[str, Mapped]) -> Mapped | None:
    """The file read like one of the same shape chosen with it; None when somebody must look."""
    try:
        shape = look(path, None).shape
        same = before.get(shape)
        if same is None:
            return None
        found = look(path, same.told)
    except CannotRead:
        return None
    if lacks(found, same.told.columns) or found.doubts:
        return None
    return replace(same, path=path, found=found)


def keep_in_mind(mapped: Mapped, memory: Path) -> None:
    """Read later files of this shape the same way; a disk that refuses harms nobody."""
    with suppress(OSError, ValueError):
        remember(memory, replace(mapped.told, shape=mapped.shape))
