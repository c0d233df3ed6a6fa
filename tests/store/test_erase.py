"""A session that is forgotten is in no file any more; names that are taken out are in none."""

import asyncio
import json
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from facilitator.cli import run
from facilitator.demo.loading import load_demo
from facilitator.model import Action, Participant, Workshop
from facilitator.store import erase, journal
from facilitator.store import recorder as recorders
from facilitator.store import store as stores
from facilitator.store.anonymise import anonymise
from facilitator.store.entry import Change
from facilitator.store.erase import forget
from facilitator.store.hold import Hold
from facilitator.store.places import Places, keep_private
from facilitator.store.store import NotSaved, Store
from facilitator.workshop.cards import add_card
from facilitator.workshop.edit import Refused
from facilitator.workshop.exchange import import_document
from facilitator.workshop.exchange.document import to_document
from facilitator.workshop.exchange.problems import NotTaken
from facilitator.workshop.forms import note_export
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.setup import Person, add_people
from tests.postgresql import Server
from tests.store.sessions import begin

WORDS = "Zabytkowa żarówka"
OTHER = "Untouched words"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.under(tmp_path)


@pytest.fixture
def store(places: Places) -> Iterator[Store]:
    with Store(places.database, places) as opened:
        yield opened


def holding(root: Path, *words: str) -> list[str]:
    """The files in which any of these words stands, whatever they are."""
    wanted = [each.encode() for each in words]
    wanted += [each.encode("ascii", "backslashreplace") for each in words]
    return sorted(
        str(path.relative_to(root))
        for path in root.rglob("*")
        if path.is_file() and any(each in path.read_bytes() for each in wanted)
    )


def filled(store: Store) -> str:
    """A session with these words everywhere, and another one; backups of both."""
    workshop = begin(store, 1)
    opened = OpenWorkshop(store, workshop)
    for number in range(40):
        asyncio.run(opened.run(add_card, "S1", "S", f"{WORDS} {number}"))
    store.keep_draft(workshop, "S1", WORDS).result()
    store.keep_draft(workshop, "S2", WORDS).result()
    store.keep_draft(workshop, "S2", "").result()  # deleted before: its page is still there
    other = OpenWorkshop(store, begin(store, 2))
    asyncio.run(other.run(add_card, "S1", "S", OTHER))
    assert store.back_up().result() is not None
    ledger = store.places.ledgers / workshop
    ledger.mkdir(parents=True)
    (ledger / "where.json").write_text(WORDS, "utf-8")
    aside = store.recorder.file(workshop)
    shutil.copy(aside, aside.with_name(f"{aside.name}.replaced-20260101T000000000000"))
    assert store.file is not None
    (copy, *_rest) = store.places.backups.glob("*.db")
    shutil.copy(copy, store.file.with_name("sessions.db.damaged-20260101T000000000000"))
    return workshop


def test_its_words_are_in_no_file_and_the_others_stay(
    store: Store, places: Places, tmp_path: Path
) -> None:
    workshop = filled(store)
    assert len(holding(tmp_path, WORDS)) >= 6
    done = forget(store, workshop)
    assert holding(tmp_path, WORDS) == []
    assert holding(tmp_path, workshop) == []
    assert done.out_of_reach == ()
    assert len(done.cleaned) >= 5
    (left,) = store.summaries()
    assert left.number == 2 and len(holding(tmp_path, OTHER)) >= 4
    store.close()
    assert holding(tmp_path, WORDS) == []
    with Store(places.database, places) as again:
        assert [each.id for each in again.summaries()] == [left.id]


def test_what_it_cannot_reach_is_said(store: Store, places: Places, tmp_path: Path) -> None:
    workshop = filled(store)
    broken = places.backups / "broken-12345678-20260101T000000000000.db"
    broken.write_bytes(b"no database " + WORDS.encode())
    done = forget(store, workshop)
    (told,) = done.out_of_reach
    assert str(broken) in told and "Delete it by hand" in told
    assert holding(tmp_path, WORDS) == [str(broken.relative_to(tmp_path))]


def test_on_a_server_too(postgresql: Server, tmp_path: Path) -> None:
    with postgresql.database() as url, Store(url, Places.under(tmp_path)) as store:
        workshop = begin(store)
        asyncio.run(OpenWorkshop(store, workshop).run(add_card, "S1", "S", WORDS))
        assert holding(tmp_path, WORDS)
        done = forget(store, workshop)
        assert store.summaries() == [] and store.entries(workshop) == []
        assert holding(tmp_path, WORDS) == []
        assert "The server's own backups" in done.out_of_reach[-1]


def test_names_are_taken_out_of_rows_history_and_copies(store: Store, tmp_path: Path) -> None:
    opened = asyncio.run(load_demo(store))
    store.back_up().result()
    people = {row.initials: row.name for row in opened.state.rows(Participant)}
    before = {row.ref: row.owner_id for row in opened.state.rows(Action)}
    entries = len(store.entries(opened.id))
    assert len(holding(tmp_path, *people.values())) >= 3
    anonymise(store, opened.id)
    store.close()
    names = [*people.values(), "Zielinska", "Sokolova", "Markovic"]
    assert [each for each in holding(tmp_path, *names) if "ledgers" not in each] == []
    with Store(store.file or "", store.places) as again:
        after = OpenWorkshop(again, opened.id)
        assert {row.ref: row.owner_id for row in after.state.rows(Action)} == before
        assert {row.name for row in after.state.rows(Participant)} == {
            f"Person {number}" for number in range(1, len(people) + 1)
        }
        assert len(again.entries(opened.id)) == entries
        assert recorders.read_entries(again.recorder.file(opened.id)) == [
            *again.recorder.entries(opened.id)
        ]
        assert asyncio.run(after.undo())


def test_the_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    places = Places.of_user()
    with Store(places.database, places) as store:
        opened = OpenWorkshop(store, begin(store))
        asyncio.run(opened.run(add_people, [Person(name="Jonas Weber", role="Retail")]))
        asyncio.run(opened.run(add_card, "S1", "S", WORDS))
        with Hold(places, opened.id):
            assert run(["forget", "1", "--yes"]) == 1
            assert "open in another window" in capsys.readouterr().err
    assert run(["people", "1"]) == 0
    assert "Jonas Weber,JW,Retail" in capsys.readouterr().out
    assert run(["anonymise", "1"]) == 0
    assert holding(tmp_path, "Jonas", "Weber") == []
    assert run(["carry", "--to", str(tmp_path / "other.db"), "1"]) == 0
    capsys.readouterr()
    assert run(["list"]) == 0
    assert capsys.readouterr().out == ""
    assert run(["carry", "--from", str(tmp_path / "other.db"), "--to", str(places.database)]) == 0
    assert run(["carry"]) == 2
    assert run(["forget", "1"]) == 1
    assert "nothing brings it back" in capsys.readouterr().err
    assert holding(tmp_path, WORDS) != []
    assert run(["forget", "1", "--yes"]) == 0
    assert [each for each in holding(tmp_path, WORDS) if not each.startswith("other")] == []


def test_files_it_was_exported_to_go_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))
    monkeypatch.chdir(tmp_path)
    places = Places.of_user()
    with Store(places.database, places) as store:
        for _number in range(2):
            opened = OpenWorkshop(store, begin(store, store.next_number()))
            asyncio.run(opened.run(add_people, [Person(name="Jonas Weber", role="Retail")]))
            asyncio.run(opened.run(add_card, "S1", "S", WORDS))
            asyncio.run(opened.run(note_export, "long-ago.md"))
    written = ("plan.md", "plan.json", "edited.md", "moved.md", "link.md")
    for name in written:
        assert run(["export", "1", "--to", name.rpartition(".")[2], "--out", name]) == 0
    assert run(["export", "1", "--to", "md", "--out", "plan.md", "--force"]) == 0
    assert run(["export", "2", "--to", "md", "--out", "other.md"]) == 0
    with Path("edited.md").open("a") as file:
        file.write("\nWhat somebody added")
    Path("moved.md").rename("elsewhere.md")
    Path("link.md").rename("linked.md")
    Path("link.md").symlink_to("linked.md")
    capsys.readouterr()
    assert run(["anonymise", "1"]) == 0
    assert f"{tmp_path / 'plan.json'} was exported before" in capsys.readouterr().err
    assert run(["forget", "1", "--yes"]) == 0
    told = capsys.readouterr()
    gone = [tmp_path / name for name in ("plan.md", "plan.json")]
    assert {str(path) for path in gone} <= set(told.out.splitlines())
    assert not [path for path in gone if path.exists()]
    assert f"{tmp_path / 'edited.md'} was changed after the export" in told.err
    assert f"{tmp_path / 'moved.md'}, which it was exported to, is not there" in told.err
    assert f"{tmp_path / 'link.md'}, which it was exported to, is not there" in told.err
    assert "not touched: Exported to long-ago.md" in told.err
    assert holding(tmp_path / "home", "plan.md", "edited.md") == []
    left = {path.name for path in tmp_path.iterdir() if path.suffix == ".md"}
    assert left == {"edited.md", "elsewhere.md", "link.md", "linked.md", "other.md"}


def test_an_end_in_the_middle_leaves_it_to_be_forgotten_once_more(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop = filled(store)

    def stopped(_path: Path, _workshop: str) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as ended:
        ended.setattr(erase, "_clean", stopped)
        with pytest.raises(KeyboardInterrupt):
            forget(store, workshop)
    assert workshop in [each.id for each in store.summaries()]
    forget(store, workshop)
    assert holding(tmp_path, WORDS) == [] and holding(tmp_path, workshop) == []


def test_a_window_that_still_shows_it_brings_nothing_back(store: Store, tmp_path: Path) -> None:
    """On another computer, or one that was slow to close: its words are told not to be kept."""
    workshop = filled(store)
    with Store(store.file or "", store.places) as window:
        theirs = OpenWorkshop(window, workshop)
        forget(store, workshop)
        asyncio.run(theirs.keep_draft("S1", WORDS))
        with pytest.raises(Refused, match="not in the database any more"):
            asyncio.run(theirs.run(add_card, "S1", "S", WORDS))
    assert holding(tmp_path, WORDS) == []


@pytest.mark.parametrize("name", ["..", "*", "../backups", "{precious}", "a/b", "x" * 65])
def test_no_document_makes_it_remove_anything_else(
    store: Store, places: Places, tmp_path: Path, name: str
) -> None:
    """Files are named after the id of their session, which comes with a document."""
    precious = tmp_path / "precious"
    precious.mkdir()
    other = filled(store)
    document = to_document(OpenWorkshop(store, begin(store, 3)).state, [])
    document["session"]["id"] = name.format(precious=precious)
    with pytest.raises(NotTaken, match=r"session\.id"):
        import_document(store, json.dumps(document))
    # In a database it may stand all the same: another program wrote it there.
    row = Workshop(id=name.format(precious=precious), number=4, title="x")
    change = Change("workshop", row.id, None, row.plain())
    store.write(lambda c: journal.apply(c, [change])).result()
    forget(store, row.id)
    assert precious.exists() and places.backups.exists() and places.recorder.exists()
    assert store.recorder.file(other).exists() and (places.ledgers / other).exists()


def test_what_is_written_while_names_are_taken_out_is_kept(store: Store) -> None:
    opened = asyncio.run(load_demo(store))
    before = store.whole(opened.id)
    written: list[str] = []
    with Store(store.file or "", store.places) as window:
        theirs = OpenWorkshop(window, opened.id)

        def meanwhile(_c: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.startswith("BEGIN") and not written:
                written.append("Meanwhile")
                asyncio.run(theirs.run(add_card, "S1", "S", "Meanwhile"))

        event.listen(store._writing, "before_cursor_execute", meanwhile)
        with pytest.raises(NotSaved, match="nothing was changed"):
            anonymise(store, opened.id)
    assert written and before is not None
    assert len(store.entries(opened.id)) == len(before.entries) + 1
    anonymise(store, opened.id)
    assert len(store.entries(opened.id)) == len(before.entries) + 1


def test_a_file_that_could_not_be_rewritten_is_told_and_the_copies_are_cleaned(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = OpenWorkshop(store, begin(store))
    asyncio.run(opened.run(add_people, [Person(name="Jonas Weber", role="Retail")]))
    store.back_up().result()

    def full(_engine: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(stores, "vacuum", full)
    done = anonymise(store, opened.id)
    assert "its words may still be in the database's file" in done.out_of_reach[0]
    assert [each for each in holding(tmp_path, "Jonas") if not each.endswith("sessions.db")] == []


def test_whatever_is_kept_is_its_users_alone(tmp_path: Path) -> None:
    keep_private()
    places = Places.under(tmp_path / "home")
    with Store(places.database, places) as store, Hold(places, begin(store)):
        store.back_up().result()
        for path in (tmp_path / "home").rglob("*"):
            mode = stat.S_IMODE(path.stat().st_mode)
            assert mode == (0o700 if path.is_dir() else 0o600), path
