"""The watchdog's sentences."""

import threading
from pathlib import Path

import pytest

from facilitator.store import watch as module
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.store.watch import Watch, place_warning
from tests.store.sessions import begin, entry

PLENTY = 10**12

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/home /mnt/team nfs4 rw 0 0
//nas/share /mnt/my\\040share cifs rw 0 0
/dev/sdb1 /mnt/team/local xfs rw 0 0
tmpfs /mnt/over nfs rw 0 0
tmpfs /mnt/over tmpfs rw 0 0
broken
"""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.under(tmp_path)


def look(store: Store, free: int = PLENTY) -> list[str]:
    return Watch(store, free_bytes=lambda _: free, mounts="").look()


def test_it_is_silent_while_all_is_well(places: Places) -> None:
    with Store(places.database, places) as store:
        watch = Watch(store, free_bytes=lambda _: PLENTY, mounts="")
        assert watch.look() == []
        begin(store)
        assert watch.look() == []
    assert watch.look() == []


def test_a_deleted_database_is_noticed(places: Places) -> None:
    with Store(places.database, places) as store:
        places.database.unlink()
        told = look(store)
    assert len(told) == 1 and "moved, replaced or deleted" in told[0] and "rebuild" in told[0]


def test_a_database_replaced_by_its_own_copy_is_noticed(places: Places, tmp_path: Path) -> None:
    with Store(places.database, places) as store:
        begin(store)
        copy = tmp_path / "copy.db"
        copy.write_bytes(b"")
        copy.replace(places.database)
        assert "moved, replaced or deleted" in look(store)[0]


def test_little_space_is_told_once_for_a_disk_and_with_the_amount(places: Places) -> None:
    with Store(places.database, places) as store:
        assert look(store, 200_000_000) == []
        told = look(store, 199_900_000)
    assert len(told) == 1 and "Only 199 MB are free" in told[0]


def test_a_disk_that_cannot_be_asked_is_passed_over(places: Places) -> None:
    def refuse(_path: Path) -> int:
        raise OSError("gone")

    with Store(places.database, places) as store:
        assert Watch(store, free_bytes=refuse, mounts="").look() == []


def test_a_stuck_writer_is_told_and_forgotten_when_it_goes_on(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STUCK_SECONDS", 0)
    gate, stuck = threading.Event(), threading.Event()

    def work() -> None:
        stuck.set()
        gate.wait(30)

    with Store(places.database, places) as store:
        workshop = begin(store)
        future = store._writer.submit(work)
        stuck.wait(30)
        behind = store.commit(entry(workshop, 2))
        monkeypatch.setattr(module, "STUCK_SECONDS", 1e-9)
        assert "has not answered" in look(store)[0]
        gate.set()
        future.result()
        behind.result()
        store._writer.submit(lambda: None).result()
        store._writer.close()
        assert store.waiting_for() == 0
        assert look(store) == []


def test_problems_of_the_copies_are_passed_on(places: Places) -> None:
    with Store(places.database, places) as store:
        places.recorder.mkdir(parents=True)
        store.recorder.directory.write_text("in the way")
        begin(store)
        assert "second copy could not be written" in look(store)[0]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/mnt/team/a.db", "network drive (nfs4)"),
        ("/mnt/my share/deep/a.db", "network drive (cifs)"),
        ("/mnt/team/local/a.db", ""),
        ("/mnt/over/a.db", ""),
        ("/home/me/a.db", ""),
        ("/home/me/Dropbox/plans/a.db", "lies in Dropbox"),
        ("/home/me/Dropbox (Personal)/a.db", "lies in Dropbox (Personal)"),
        ("/Users/me/OneDrive - Taveon Lighting/a.db", "lies in OneDrive - Taveon Lighting"),
        ("/Users/me/Library/Mobile Documents/x/a.db", "lies in Mobile Documents"),
        ("/home/me/boxes/a.db", ""),
        ("/home/me/dropbox.db", ""),
    ],
)
def test_places_a_database_should_not_lie_in(path: str, told: str) -> None:
    sentence = place_warning(Path(path), MOUNTS)
    assert (told in sentence) if told else (sentence == "")


def test_the_place_is_part_of_the_look(tmp_path: Path) -> None:
    places = Places.under(tmp_path / "Nextcloud")
    with Store(places.database, places) as store:
        told = Watch(store, free_bytes=lambda _: PLENTY).look()
    assert len(told) == 1 and "lies in Nextcloud" in told[0]
