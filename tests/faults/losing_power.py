"""A disk in memory that can lose power, as a file system for SQLite.

What a program wrote and did not sync may be on the disk afterwards, or not, or in part: every
512-byte sector decides for itself. A name that was made or removed is certain only once its
directory was synced; until then the old or the new one may be found. So does a disk behave under
a journalling file system such as ext4; drives that acknowledge a flush they did not do are not
modelled.
"""

import random
from dataclasses import dataclass, field
from typing import Any

import apsw

VFS_NAME = "losing-power"

SECTOR = 512

WITH_DIRECTORY = (
    apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_WAL | apsw.SQLITE_OPEN_SUPER_JOURNAL
)
"""Files whose first sync also syncs their directory, as SQLite's own file system layer does it."""


class PowerCut(Exception):
    """The power is gone; nothing reaches the disk any more."""


@dataclass(slots=True)
class Node:
    """One file: what is certain, what the program sees, and the writes in between."""

    certain: bytes = b""
    seen: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Offset and data of a write, or the new size and None for a truncation."""

    @classmethod
    def of(cls, data: bytes) -> "Node":
        return cls(data, bytearray(data))

    def write(self, offset: int, data: bytes) -> None:
        _write(self.seen, offset, data)
        self.pending.append((offset, bytes(data)))

    def truncate(self, size: int) -> None:
        del self.seen[size:]
        self.pending.append((size, None))

    def sync(self) -> None:
        self.certain = bytes(self.seen)
        self.pending.clear()

    def survivor(self, dice: random.Random) -> bytes:
        """What is found after the cut."""
        kept = bytearray(self.certain)
        style = dice.choice(("nothing", "everything", "some", "some"))
        for offset, data in self.pending:
            if style == "nothing":
                break
            if data is None:
                if style == "everything" or dice.random() < 0.5:
                    del kept[offset:]
                continue
            for start in range(0, len(data), SECTOR):
                if style == "everything" or dice.random() < 0.5:
                    _write(kept, offset + start, data[start : start + SECTOR])
        return bytes(kept)


class Disk:
    """The files of one directory, and how many more changes the power lasts for."""

    def __init__(self, files: dict[str, bytes], lasts: int) -> None:
        self.visible = {name: Node.of(data) for name, data in files.items()}
        self.certain = dict(self.visible)
        self.lasts = lasts
        self.syncs = 0

    @property
    def is_off(self) -> bool:
        return self.lasts < 0

    def change(self) -> None:
        """Called before each change; raises `PowerCut` when the power is gone."""
        self.lasts -= 1
        if self.is_off:
            raise PowerCut

    def sync_directory(self) -> None:
        self.certain = dict(self.visible)

    def survivors(self, dice: random.Random) -> dict[str, bytes]:
        """The files that are found when the power is back."""
        found: dict[str, bytes] = {}
        for name in {**self.certain, **self.visible}:
            node = dice.choice((self.certain, self.visible)).get(name)
            if node is not None:
                found[name] = node.survivor(dice)
        return found


class LosingPower(apsw.VFS):
    """Gives SQLite the disk that is in `disk`; put another one there to reboot."""

    def __init__(self) -> None:
        self.disk = Disk({}, 0)
        super().__init__(VFS_NAME, "")

    def xOpen(self, name: Any, flags: list[int]) -> "OpenFile":
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        if path is None:
            return OpenFile(Disk({}, 1 << 60), Node(), False)
        is_new = path not in self.disk.visible
        if is_new:
            if not flags[0] & apsw.SQLITE_OPEN_CREATE:
                raise apsw.CantOpenError(path)
            self.disk.change()
            self.disk.visible[path] = Node()
        flags[1] = flags[0]
        return OpenFile(
            self.disk, self.disk.visible[path], is_new and bool(flags[0] & WITH_DIRECTORY)
        )

    def xDelete(self, name: str, sync_directory: bool) -> None:
        self.disk.change()
        self.disk.visible.pop(name, None)
        if sync_directory:
            self.disk.change()
            self.disk.sync_directory()

    def xAccess(self, name: str, flags: int) -> bool:
        return name in self.disk.visible

    def xFullPathname(self, name: str) -> str:
        return name


class OpenFile:
    """One open file of a disk."""

    def __init__(self, disk: Disk, node: Node, with_directory: bool) -> None:
        self._disk, self._node, self._with_directory = disk, node, with_directory

    def xRead(self, amount: int, offset: int) -> bytes:
        return bytes(self._node.seen[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.change()
        self._node.write(offset, data)

    def xTruncate(self, size: int) -> None:
        self._disk.change()
        self._node.truncate(size)

    def xSync(self, flags: int) -> None:
        self._disk.change()
        self._node.sync()
        self._disk.syncs += 1
        if self._with_directory:
            self._disk.change()
            self._disk.sync_directory()
            self._with_directory = False

    def xFileSize(self) -> int:
        return len(self._node.seen)

    def xDeviceCharacteristics(self) -> int:
        return apsw.SQLITE_IOCAP_POWERSAFE_OVERWRITE

    def xSectorSize(self) -> int:
        return 4096

    def xFileControl(self, op: int, pointer: int) -> bool:
        return False

    def xLock(self, level: int) -> None:
        pass

    def xUnlock(self, level: int) -> None:
        pass

    def xCheckReservedLock(self) -> bool:
        return False

    def xClose(self) -> None:
        pass


def _write(data: bytearray, offset: int, part: bytes) -> None:
    if len(data) < offset:
        data.extend(bytes(offset - len(data)))
    data[offset : offset + len(part)] = part
