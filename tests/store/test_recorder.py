"""The second copy: nothing torn, nothing missing, never two stories in one file."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.store import recorder as module
from facilitator.store.entry import Change, Entry, Kind
from facilitator.store.recorder import Recorder, read_entries
from tests.store.sessions import entry

SESSION = "0" * 32


def told(count: int) -> list[Entry]:
    return [
        entry(SESSION, seq, Change("card", str(seq), None, {"text": f"Ω {seq}\n\u2028\r|"}))
        for seq in range(1, count + 1)
    ]


def keep(recorder: Recorder, entries: list[Entry], database: list[Entry] | None = None) -> None:
    stored = entries if database is None else database
    for each in entries:
        recorder.keep(each, lambda after: [one for one in stored if one.seq > after])


def nothing(after: int) -> list[Entry]:
    raise AssertionError("nothing was missing")


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
entries = st.builds(
    Entry,
    workshop_id=st.text(),
    seq=st.integers(1),
    kind=st.sampled_from(Kind),
    verb=st.text(),
    label=st.text(alphabet=st.characters()),
    at=st.text(),
    changes=st.lists(
        st.builds(
            Change,
            table=st.text(),
            key=st.text(),
            before=st.none() | st.dictionaries(st.text(), plain),
            after=st.none() | st.dictionaries(st.text(), plain),
        ),
        max_size=3,
    ).map(tuple),
    id=st.text(),
)


@given(entries)
def test_an_entry_is_one_line_and_comes_back_from_it(each: Entry) -> None:
    line = each.line()
    assert line.count(b"\n") == 1 and line.endswith(b"\n")
    assert Entry.from_line(line) == each


@given(entries, st.data())
def test_a_line_that_lost_or_changed_a_byte_is_known(each: Entry, data: st.DataObject) -> None:
    line = each.line()
    at = data.draw(st.integers(0, len(line) - 2))
    other = data.draw(st.integers(1, 255))
    with pytest.raises((ValueError, KeyError)):
        Entry.from_line(line[:at])
    with pytest.raises((ValueError, KeyError)):
        Entry.from_line(line[:at] + bytes([line[at] ^ other]) + line[at + 1 :])


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, 3000), count=st.integers(1, 8))
def test_a_torn_tail_costs_only_itself(
    tmp_path_factory: pytest.TempPathFactory, cut: int, count: int
) -> None:
    directory = tmp_path_factory.mktemp("torn")
    database = told(count + 1)
    keep(Recorder(directory), database[:-1])
    path = directory / f"{SESSION}.jsonl"
    data = path.read_bytes()
    kept = data[: max(0, len(data) - cut)]
    path.write_bytes(kept)
    # A line that lost nothing but its end is whole.
    whole = sum(
        line == each.line().rstrip()
        for line, each in zip(kept.split(b"\n"), database, strict=False)
    )
    assert read_entries(path) == database[:whole]
    keep(Recorder(directory), database[-1:], database)
    assert read_entries(path) == database


def test_a_line_torn_in_the_middle_costs_only_itself_and_is_filled_again(tmp_path: Path) -> None:
    database = told(6)
    keep(Recorder(tmp_path), database)
    path = tmp_path / f"{SESSION}.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace(b"card", b"c\0rd")
    path.write_bytes(b"".join(lines))
    assert [each.seq for each in read_entries(path)] == [1, 2, 4, 5, 6]
    again = Recorder(tmp_path)
    assert again.head(SESSION) == 2
    again.catch_up(SESSION, lambda after: database[after:])
    assert read_entries(path) == database


def test_what_the_disk_refused_is_made_up_for_before_the_next_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = told(5)
    recorder = Recorder(tmp_path)
    keep(recorder, database[:2])

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as refusing:
        refusing.setattr(module, "sync", full)
        for each in database[2:4]:
            with pytest.raises(OSError, match="No space"):
                recorder.keep(each, lambda after: database[after:4])
    assert [each.seq for each in recorder.entries(SESSION)] == [1, 2]
    recorder.keep(database[4], lambda after: database[after:])
    assert recorder.entries(SESSION) == database


def test_a_write_the_disk_took_in_part_leaves_no_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = told(3)
    recorder = Recorder(tmp_path)
    keep(recorder, database[:2])
    path = recorder.file(SESSION)
    before = path.read_bytes()
    write, calls = os.write, []

    def short(descriptor: int, data: bytes) -> int:
        calls.append(len(data))
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        return write(descriptor, data[:7])

    with monkeypatch.context() as refusing:
        refusing.setattr(os, "write", short)
        with pytest.raises(OSError, match="No space"):
            recorder.keep(database[2], nothing)
    assert path.read_bytes() == before
    recorder.keep(database[2], nothing)
    assert recorder.entries(SESSION) == database


def test_entries_of_other_windows_are_seen_and_not_told_twice(tmp_path: Path) -> None:
    database = told(6)
    one, two = Recorder(tmp_path), Recorder(tmp_path)
    for number, each in enumerate(database):
        (one, two)[number % 2].keep(each, nothing)
    assert one.entries(SESSION) == database
    # A window that was overtaken records late what the other had to fill in.
    late = told(8)
    whole = [*database, *late[6:]]
    two.keep(whole[7], lambda after: whole[after:])
    one.keep(whole[6], lambda after: whole[after:])
    assert one.entries(SESSION) == whole
    assert one.file(SESSION).read_bytes().count(b"\n") == 8


def test_a_database_that_went_another_way_gets_a_new_file_and_the_old_one_stays(
    tmp_path: Path,
) -> None:
    first = told(6)
    keep(Recorder(tmp_path), first)
    kept = (tmp_path / f"{SESSION}.jsonl").read_bytes()
    second = [*first[:3], *(replace(each, id=f"other{each.seq}") for each in first[3:5])]
    recorder = Recorder(tmp_path)
    keep(recorder, second[3:4], second[:4])
    keep(recorder, second[4:], second)
    assert recorder.entries(SESSION) == second
    aside = list(tmp_path.glob("*.replaced-*"))
    assert [path.read_bytes() for path in aside] == [kept]
    assert recorder.workshops() == [SESSION]


def test_it_is_told_how_much_the_database_has_lost(tmp_path: Path) -> None:
    database = told(6)
    keep(Recorder(tmp_path), database)
    assert Recorder(tmp_path).catch_up(SESSION, lambda after: database[after:4]) == 2
    assert Recorder(tmp_path).catch_up(SESSION, lambda after: []) == 6
    assert Recorder(tmp_path).catch_up(SESSION, lambda after: database[after:]) == 0
    assert Recorder(tmp_path).entries(SESSION) == database


def test_entries_are_synced_before_keep_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    sync = module.sync

    def watched(descriptor: int) -> None:
        synced.append(os.fstat(descriptor).st_size)
        sync(descriptor)

    monkeypatch.setattr(module, "sync", watched)
    recorder = Recorder(tmp_path)
    for count, each in enumerate(told(3), 1):
        recorder.keep(each, nothing)
        assert len(synced) == count
        assert synced[-1] == recorder.file(SESSION).stat().st_size
