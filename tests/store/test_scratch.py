"""What is entered in a scratch store arrives as a whole, or not at all."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from facilitator.store.journal import Behind
from facilitator.store.places import Places
from facilitator.store.recorder import read_entries
from facilitator.store.scratch import Scratch
from facilitator.store.store import Store
from tests.store.sessions import begin, grow, rows


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Store]:
    places = Places.under(tmp_path / "target")
    places.database.parent.mkdir(parents=True)
    with Store(places.database, places) as store:
        yield store


@pytest.fixture
def scratch(tmp_path: Path, target: Store) -> Iterator[Scratch]:
    folder = tmp_path / "scratch"
    folder.mkdir()
    with Scratch(folder, target) as store:
        yield store


def test_everything_arrives_with_its_history_and_its_second_copy(
    scratch: Scratch, target: Store
) -> None:
    first = begin(scratch, scratch.next_number())
    grow(scratch, first, 30)
    second = begin(scratch, scratch.next_number())
    scratch.hand_on()
    assert len(target.entries(first)) == 31
    assert target.entries(first) == scratch.entries(first)
    assert rows(target, first) == rows(scratch, first)
    assert {each.id: each.number for each in target.summaries()} == {first: 1, second: 2}
    copied = read_entries(target.recorder.file(first))
    assert [each.id for each in copied] == [each.id for each in scratch.entries(first)]
    assert target.problems() == []


def test_numbers_are_free_where_they_go(scratch: Scratch, target: Store) -> None:
    begin(target, 7)
    numbers = [scratch.next_number()]
    begin(scratch, numbers[0])
    numbers.append(scratch.next_number())
    assert numbers == [8, 9]


def test_all_or_nothing_arrives(scratch: Scratch, target: Store) -> None:
    first, second = (begin(scratch, scratch.next_number()) for _ in range(2))
    torn = scratch.entries(second)[0]
    target.commit(replace(torn, id="0" * len(torn.id))).result()
    with pytest.raises(Behind):
        scratch.hand_on()
    assert first not in {each.id for each in target.summaries()}


def test_nothing_is_written_a_second_time_in_between(scratch: Scratch) -> None:
    grow(scratch, begin(scratch), 5)
    assert not list(scratch.places.recorder.rglob("*.jsonl"))
