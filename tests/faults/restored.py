"""What the restore drill compares: sessions as acknowledged, and as they came back."""

from facilitator.store.places import Places
from facilitator.store.salvage import is_whole
from facilitator.store.store import Store
from tests.store.sessions import rows


def everything(store: Store) -> dict[str, object]:
    return {
        each.id: (
            rows(store, each.id),
            [(one.plain(), one.state) for one in store.entries(each.id)],
        )
        for each in store.summaries()
    }


def recorded_as_stored(store: Store, session: str) -> bool:
    told = [each.plain() for each in store.recorder.entries(session)]
    return told == [each.plain() for each in store.entries(session)]


def stored(places: Places) -> dict[str, object]:
    assert is_whole(places.database)
    with Store(places.database, places) as store:
        told = everything(store)
        for session in told:
            store.record_missing(session).result()
            assert recorded_as_stored(store, session)
        assert store.problems() == []
        return told


def damage(places: Places) -> bytes:
    data = bytearray(places.database.read_bytes())
    for page in range(2, len(data) // 4096, 3):
        data[page * 4096 : page * 4096 + 40] = b"\xee" * 40
    places.database.write_bytes(data)
    return bytes(data)
