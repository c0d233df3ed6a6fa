"""A session followed from outside: what is new comes in, nothing goes out, a new story is read."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.model import Action, Card, Stage
from facilitator.store.places import Places
from facilitator.store.store import NotRead, Store
from facilitator.workshop.cards import add_card
from facilitator.workshop.edit import Refused
from facilitator.workshop.following import LOOK, Followed, follow
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.state import State
from tests.templates import demo_opened


@pytest.fixture
def moderator(tmp_path: Path) -> Iterator[OpenWorkshop]:
    with demo_opened(tmp_path) as opened:
        yield opened


def file_of(opened: OpenWorkshop) -> Path:
    assert opened.store.file is not None
    return opened.store.file


def texts(state: State) -> list[str]:
    return [card.text for card in state.rows(Card) if card.board == "S1"]


def same(one: State, other: State) -> bool:
    """Whether two pictures hold the same rows."""
    kinds = (Card, Stage, Action)
    return all(
        [row.plain() for row in one.rows(kind)] == [row.plain() for row in other.rows(kind)]
        for kind in kinds
    ) and (one.head, one.workshop.plain()) == (other.head, other.workshop.plain())


async def add(opened: OpenWorkshop, text: str) -> None:
    await opened.run(add_card, board="S1", section="S", text=text)


async def test_what_is_committed_and_looked_at_comes_in_and_nothing_goes_out(
    moderator: OpenWorkshop,
) -> None:
    followed = follow(str(file_of(moderator)), "1")
    try:
        assert (await followed.news()).look == ""
        assert not (await followed.news()).changed
        for text in ("Own measuring service", "Spare parts for 7 years"):
            await add(moderator, text)
        await moderator.keep_draft(LOOK, "there")
        news = await followed.news()
        assert (news.changed, news.look) == (True, "there")
        assert texts(followed.state)[-2:] == ["Own measuring service", "Spare parts for 7 years"]
        assert same(followed.state, moderator.state)
        await moderator.undo()
        await followed.news()
        assert same(followed.state, moderator.state)
        for refused in (add(followed, "No"), followed.undo(), followed.redo()):
            with pytest.raises(Refused, match="only shows"):
                await refused
        await followed.keep_draft("place", "words")
        assert "place" not in await moderator.drafts()
        last = moderator.store.entries(moderator.id)[-1]
        assert moderator.state.head == followed.state.head == last.seq
    finally:
        followed.close()


async def test_a_database_put_back_or_changed_meanwhile_is_read_anew(
    moderator: OpenWorkshop, tmp_path: Path
) -> None:
    file, kept = file_of(moderator), tmp_path / "kept.db"
    shutil.copy(file, kept)
    await add(moderator, "Told before")
    head = moderator.state.head
    followed = follow(str(file), "1")
    try:
        await followed.news()
        assert texts(followed.state)[-1] == "Told before"
        file.rename(tmp_path / "away.db")
        with pytest.raises(NotRead):
            await followed.news()
        shutil.copy(kept, file)  # a backup: one entry less
        assert (await followed.news()).changed
        assert "Told before" not in texts(followed.state)
        assert followed.state.head == head - 1
        with Store(file, Places.under(tmp_path / "two")) as store:  # another story, as long
            await add(OpenWorkshop(store, followed.id), "Told instead")
        await followed.news()
        assert texts(followed.state)[-1] == "Told instead"
        shutil.copy(tmp_path / "away.db", file)
        await followed.news()
        assert texts(followed.state)[-1] == "Told before"
    finally:
        followed.close()


async def test_a_session_that_is_not_there_is_refused_or_waited_for(
    moderator: OpenWorkshop, tmp_path: Path
) -> None:
    with pytest.raises(NotRead):
        follow(str(tmp_path / "nothing.db"), "1")
    with pytest.raises(Refused, match="There is no session “elsewhere”"):
        follow(str(file_of(moderator)), "elsewhere")
    latest = follow(str(file_of(moderator)))
    assert isinstance(latest, Followed) and latest.id == moderator.id
    latest.close()


def test_a_glimpse_is_the_last_entry_and_one_line(moderator: OpenWorkshop) -> None:
    last = moderator.store.entries(moderator.id)[-1]
    glimpse = moderator.store.glimpse(moderator.id, LOOK)
    assert (glimpse.seq, glimpse.entry_id, glimpse.words) == (last.seq, last.id, "")
    assert moderator.store.glimpse("nobody", LOOK).seq == 0
