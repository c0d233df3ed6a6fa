"""When the disk says no: a sentence, nothing acknowledged, nothing half written."""

import json
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from facilitator.store import settings
from facilitator.store.places import Places
from facilitator.store.store import NotRead, NotSaved, Store
from tests.store.sessions import added, begin, card, entry, rows

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions and limits")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.under(tmp_path)


def test_a_full_disk_is_a_sentence_and_the_session_goes_on_once_there_is_room(
    places: Places,
) -> None:
    with Store(places.database, places) as store:
        workshop = begin(store)
        before = rows(store, workshop)
        limit(store, "pragma max_page_count=1")  # SQLite then says what it says on a full disk
        big = added(card(workshop, "x" * 200_000))
        with pytest.raises(NotSaved, match="the disk is full"):
            store.commit(entry(workshop, 2, *big)).result()
        with pytest.raises(NotSaved, match="the disk is full"):
            store.keep_draft(workshop, "S1", "y" * 200_000).result()
        assert rows(store, workshop) == before
        assert store.drafts(workshop) == {}
        assert len(store.recorder.entries(workshop)) == 1
        limit(store, "pragma max_page_count=1000000")
        store.commit(entry(workshop, 2, *big)).result()
        assert len(rows(store, workshop)) == 2
        assert len(store.recorder.entries(workshop)) == 2


def limit(store: Store, pragma: str) -> None:
    def work(connection: Any) -> None:
        connection.exec_driver_sql(pragma)

    store._writer.submit(store._write, work).result()


def test_a_database_that_is_held_is_a_sentence_and_can_be_tried_again(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(places.database, places) as store:
        workshop = begin(store)
        limit(store, "pragma busy_timeout=20")
        with closing(sqlite3.connect(places.database, isolation_level=None)) as other:
            other.execute("begin exclusive")
            with pytest.raises(NotSaved, match="another program holds the database"):
                store.commit(entry(workshop, 2)).result()
            other.execute("rollback")
        store.commit(entry(workshop, 2)).result()


def test_a_second_copy_that_cannot_be_written_is_told_and_catches_up(places: Places) -> None:
    with Store(places.database, places) as store:
        workshop = begin(store)
        store.commit(entry(workshop, 2)).result()
        kept = store.recorder.directory.with_name("kept")
        store.recorder.directory.rename(kept)
        store.recorder.directory.write_text("in the way")
        for seq in (3, 4):
            store.commit(entry(workshop, seq)).result()
            assert "second copy could not be written" in " ".join(store.problems())
        store.recorder.directory.unlink()
        kept.rename(store.recorder.directory)
        store.commit(entry(workshop, 5)).result()
        assert store.problems() == []
        assert store.recorder.entries(workshop) == store.entries(workshop)


def test_a_program_killed_between_the_two_copies_is_made_up_for_on_opening(
    places: Places,
) -> None:
    with Store(places.database, places) as store:
        workshop = begin(store)
        store.commit(entry(workshop, 2)).result()
        path = store.recorder.file(workshop)
    path.unlink()
    with Store(places.database, places) as store:
        store.record_missing(workshop).result()
        assert store.recorder.entries(workshop) == store.entries(workshop)


def test_an_older_file_in_the_databases_place_is_noticed(places: Places) -> None:
    with Store(places.database, places) as store:
        store.back_up().result()  # what is done on opening is done
        workshop = begin(store)
        copy = store.back_up().result()
        assert copy is not None
        for seq in (2, 3):
            store.commit(entry(workshop, seq)).result()
    copy.replace(places.database)
    with Store(places.database, places) as store:
        store.record_missing(workshop).result()
        assert "holds 2 entries of a session" in " ".join(store.problems())
        assert "rebuild" in " ".join(store.problems())


@pytest.mark.parametrize("name", [pragma[0] for pragma in settings.PRAGMAS])
def test_a_setting_that_does_not_take_stops_the_opening(
    places: Places, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with Store(places.database, places):
        pass
    asked = tuple((n, v, "never" if n == name else e) for n, v, e in settings.PRAGMAS)
    monkeypatch.setattr("facilitator.store.engine.PRAGMAS", asked)
    with pytest.raises(settings.UnsafeSettings, match=f"{name}="):
        Store(places.database, places)


def test_every_writing_connection_has_the_settings_and_readers_cannot_write(
    places: Places,
) -> None:
    with Store(places.database, places) as store:
        found: dict[str, object] = {}

        def ask(connection: Any) -> None:
            for name, _, _ in settings.PRAGMAS:
                found[name] = connection.exec_driver_sql(f"pragma {name}").scalar()

        store._writer.submit(store._write, ask).result()
        assert found == {name: expected for name, _, expected in settings.PRAGMAS}
        with pytest.raises(NotRead, match="readonly"), store._reading() as connection:
            connection.exec_driver_sql("delete from journal")


UNPRIVILEGED = """
import json, os, resource, signal, sys
from pathlib import Path
from facilitator.store.places import Places
from facilitator.store.store import NotSaved, Store
from tests.store.sessions import added, begin, card, entry, rows
import alembic.command

root = Path(sys.argv[1])
places = Places.under(root)
with Store(places.database, places) as store:
    workshop = begin(store)
told = {}
if os.getuid() == 0:
    for path in [root, *root.rglob("*")]:
        os.chown(path, 65534, 65534)
    os.setgid(65534)
    os.setuid(65534)
%s
print(json.dumps(told))
"""


def unprivileged(program: str) -> dict[str, Any]:
    """Run as somebody whom permissions apply to, with a session of one entry at hand."""
    text = UNPRIVILEGED % textwrap.dedent(program)
    # Not below pytest's own directory, which nobody else may enter.
    with tempfile.TemporaryDirectory() as root:
        done = subprocess.run(
            [sys.executable, "-c", text, root],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=False,
            text=True,
            timeout=120,
        )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@needs_posix
@pytest.mark.parametrize("locked", ["database", "data"], ids=["file", "directory"])
def test_what_may_not_be_written_can_still_be_read(locked: str) -> None:
    told = unprivileged(
        f"""
        mode = 0o500 if places.{locked}.is_dir() else 0o400
        places.{locked}.chmod(mode)
        with Store(places.database, places) as store:
            told["problems"] = store.problems()
            try:
                store.commit(entry(workshop, 2, *added(card(workshop, "x")))).result()
            except NotSaved as refusal:
                told["refusal"] = str(refusal)
            told["rows"] = len(rows(store, workshop))
            told["recorded"] = len(store.recorder.entries(workshop))
            places.{locked}.chmod(0o700)
            if places.{locked}.is_dir():
                store.commit(entry(workshop, 2, *added(card(workshop, "x")))).result()
                told["after"] = store.problems()
        """,
    )
    assert "Nothing can be saved" in told["problems"][0] and "--db" in told["problems"][0]
    assert "may not be written to" in told["refusal"]
    assert (told["rows"], told["recorded"]) == (1, 1)
    assert told.get("after", []) == []


@needs_posix
def test_a_directory_where_no_file_may_be_made_is_a_sentence() -> None:
    told = unprivileged(
        """
        from facilitator.store.glance import DatabaseRefused
        places.data.chmod(0o500)
        try:
            Store(places.data / "other.db", places)
        except DatabaseRefused as refusal:
            told["refusal"] = str(refusal)
        """,
    )
    assert "Permission denied" in told["refusal"] and "--db" in told["refusal"]


@needs_posix
def test_a_disk_that_refuses_every_further_byte_acknowledges_nothing() -> None:
    """The system itself refuses the write here, in the database and in the second copy."""
    told = unprivileged(
        """
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        with Store(places.database, places) as store:
            told["acknowledged"], told["refused"] = 0, []
            size = places.database.stat().st_size
            resource.setrlimit(resource.RLIMIT_FSIZE, (size + 8192, size + 8192))
            seq = 2
            while len(told["refused"]) < 3:
                try:
                    store.commit(entry(workshop, seq, *added(card(workshop, "x" * 900)))).result()
                except NotSaved as refusal:
                    told["refused"].append(str(refusal))
                else:
                    told["acknowledged"] += 1
                    seq += 1
            told["rows"] = len(rows(store, workshop))
            told["journal"] = len(store.entries(workshop))
            told["recorded"] = len(store.recorder.entries(workshop))
            told["problems"] = store.problems()
        """,
    )
    assert all("not saved" in sentence for sentence in told["refused"])
    assert told["rows"] == told["journal"] == told["acknowledged"] + 1
    assert told["recorded"] == told["journal"]
