"""The watchdog: what threatens the session on this machine, as sentences."""

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path, PurePath

from facilitator.store.store import Store
from facilitator.store.trouble import identity_of, moved
from facilitator.words.language import _

LOW_DISK_BYTES = 200_000_000
"""Below this much free space the moderator is warned; writing goes on."""

STUCK_SECONDS = 10
"""A write that takes longer than this is told."""

NETWORK_SYSTEMS = frozenset({
    "9p", "afs", "afp_afs", "afpfs", "beegfs", "ceph", "cifs", "davfs", "fuse.davfs",
    "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "glusterfs", "lustre", "ncpfs",
    "nfs", "nfs3", "nfs4", "smb", "smb2", "smb3", "smbfs", "vboxsf", "vmhgfs", "webdav",
})  # fmt: skip
"""File systems where locks and syncs may not mean what they say."""

CLOUD_FOLDERS = (
    "box", "cloudstorage", "dropbox", "google drive", "googledrive", "icloud drive", "mega",
    "mobile documents", "my drive", "nextcloud", "onedrive", "owncloud", "pcloud drive",
    "pclouddrive", "seafile", "syncthing", "yandex.disk",
)  # fmt: skip
"""Folders that a service copies elsewhere while the database is being written."""


class Watch:
    """Looks after one open store; `look` is cheap and meant to be called every five seconds."""

    def __init__(
        self,
        store: Store,
        *,
        free_bytes: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free,
        mounts: str | None = None,
    ) -> None:
        """`mounts` is the text of the system's mount table, read when it is not given."""
        self._store = store
        self._free_bytes = free_bytes
        table = _mount_table() if mounts is None else mounts
        self._place = place_warning(store.file, table) if store.file else ""

    def look(self) -> list[str]:
        """What is wrong now, the gravest first; empty when all is well. Never raises."""
        return [sentence for sentence in self._sentences() if sentence]

    def _sentences(self) -> Iterable[str]:
        file = self._store.file
        if file is not None and not self._store.closed:
            yield moved(file) if identity_of(file) != self._store.identity else ""
        yield self._stuck()
        yield from self._store.problems()
        yield from self._low_disks()
        yield self._place

    def _stuck(self) -> str:
        seconds = self._store.waiting_for()
        if seconds < STUCK_SECONDS:
            return ""
        return _(
            "The disk has not answered for {seconds:.0f} seconds: what has no tick yet is not "
            "saved. Wait, or note it down elsewhere."
        ).format(seconds=seconds)

    def _low_disks(self) -> Iterable[str]:
        places = self._store.places
        told: set[int] = set()
        for path in (self._store.file, places.recorder, places.backups):
            home = _existing(path) if path is not None else None
            if home is None:
                continue
            try:
                device, free = home.stat().st_dev, self._free_bytes(home)
            except OSError:
                continue
            if free < LOW_DISK_BYTES and device not in told:
                told.add(device)
                yield (
                    _(
                        "Only {free} MB are free on the disk of {home}. Free "
                        "some space; without any, nothing more can be saved."
                    ).format(free=max(0, free) // 1000000, home=home)
                )


def place_warning(file: Path, mounts: str = "") -> str:
    """Why a database should not lie where it lies, empty when nothing speaks against it.

    `mounts` is a mount table in the form of Linux's /proc/mounts.
    """
    path = file.expanduser().absolute()
    kind = _system_of(path, mounts)
    if kind in NETWORK_SYSTEMS or str(path).startswith(("\\\\", "//")):
        warning = (
            _(
                "{path} lies on a network drive ({kind}), where a broken connection can damage a "
                "database. Move it to a disk of this computer (--db)."
            )
            if kind
            else _(
                "{path} lies on a network drive, where a broken connection can damage a database. "
                "Move it to a disk of this computer (--db)."
            )
        )
        return warning.format(path=path, kind=kind)
    folder = _cloud_folder(path)
    if folder:
        return _(
            "{path} lies in {folder}, which is copied elsewhere while it is being written and "
            "may come back in an older state. Move it out of there (--db) and export to it."
        ).format(path=path, folder=folder)
    return ""


def _cloud_folder(path: PurePath) -> str:
    """The part of the path that belongs to a service, such as "OneDrive - Taveon"."""
    for part in path.parts[:-1]:
        name = part.casefold()
        if name in CLOUD_FOLDERS or name.startswith(("onedrive -", "dropbox (")):
            return part
    return ""


def _system_of(path: Path, mounts: str) -> str:
    """The type of the file system a path lies on, by its longest mount point."""
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        # The later of two mounts at one point hides the earlier.
        if len(point) >= len(best) and path.is_relative_to(point):
            best, kind = point, fields[2]
    return kind


def _mount_table() -> str:
    if sys.platform != "linux":
        return ""
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _existing(path: Path) -> Path | None:
    """The path itself or its nearest parent that is there."""
    return next((each for each in (path, *path.parents) if os.path.exists(each)), None)  # noqa: PTH110
