"""A table of a server into the session, as a moderator does it with the keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from facilitator.workshop.results.audit import ledger_audit, ledger_source
from screens.dialogs.choose import ChooseDialog
from screens.dialogs.secret import SecretDialog
from screens.importing.files import FilePicker
from screens.importing.server_table import TableScreen
from screens.importing.taking import TakingDialog
from screens.importing.typed import looks_like_path
from tests.postgresql import Server
from tests.screens.importing.test_import_flow import begin, choose, ledger, on_top, read, told
from tests.screens.program import running

SECRET = "p@ss/word:1"
ROWS = ", ".join(
    f"('2025-{month:02}-15', '{name}', {month * 10}.50, 'Retail', 'x')"
    for month in range(1, 13)
    for name in ("Alpha", "Beta")
)
TABLES = (
    "create table sales (sold date, client text, net_amount numeric(12,2), outlet text, memo text)",
    "insert into sales values ('infinity', 'Gamma', 5, 'Retail', ''), "
    f"(null, 'Gamma', 5, 'Retail', ''), {ROWS}",
    "create table notes (words text)",
)


@pytest.fixture(scope="module")
def login(postgresql: Server) -> Iterator[str]:
    with postgresql.database() as url:
        postgresql.execute(*TABLES, database=make_url(url).database)
        with postgresql.read_only(url, SECRET) as reader:
            yield make_url(reader)._replace(password=None).render_as_string()


async def name_server(program: object, address: str) -> None:
    await on_top(program, FilePicker)
    await program.paste(address)
    await program.press("enter")


async def test_a_table_gives_the_figures_of_the_file(tmp_path: Path, login: str) -> None:
    files = tmp_path / "files"
    files.mkdir()
    async with running(tmp_path / "a.db", size=(120, 36)) as program:
        await begin(program)
        await choose(program, ledger(files / "sales.csv"))
        await read(program)
        await program.press("y")
        await told(program, "24 rows taken in")
        of_file = ledger_audit(program.state)

        await program.press("i")
        await name_server(program, login)
        await on_top(program, ChooseDialog)
        assert [each in program.text() for each in ("sales", "notes")] == [True, True]
        await program.press("down", "enter")
        await on_top(program, TableScreen)
        # Days are text to the driver where they are none; "outlet" is no name of a channel.
        assert "infinity" in program.text()
        await program.press("end", "left", "enter")
        await program.until("What is “outlet”?")
        await program.press("home", "down", "down", "down", "down", "down", "enter")
        await program.until("● channel")
        await program.press("r")
        await program.until("Replace them?")
        await program.press("enter")
        await on_top(program, TakingDialog)
        assert "24 rows of table sales on 127.0.0.1" in program.text()
        assert "2 rows without a date and an amount left out" in program.text()
        await program.press("y")
        await told(program, "24 rows taken in")
        of_table = ledger_audit(program.state)
        source = ledger_source(program.state)

    assert of_file is not None and of_table is not None and source is not None
    assert source.title.startswith("table sales on 127.0.0.1")
    assert of_table.total == of_file.total and of_table.abc == of_file.abc
    assert of_table.channels == of_file.channels


async def test_what_was_chosen_is_remembered_and_the_server_offered(
    tmp_path: Path, login: str
) -> None:
    async with running(tmp_path / "a.db", size=(120, 36)) as program:
        await begin(program)
        await name_server(program, login)
        await on_top(program, ChooseDialog)
        await program.press("down", "enter")
        await on_top(program, TableScreen)
        await program.press("end", "enter")
        await program.until("What is “memo”?")
        await program.press("home", "down", "down", "down", "down", "down", "enter")
        await program.until("● channel")
        await program.press("r")
        await on_top(program, TakingDialog)
        await program.press("y")
        await told(program, "24 rows taken in")

        await program.press("i")
        await on_top(program, FilePicker)
        assert SECRET not in program.text() and make_url(login).username in program.text()
        await program.paste(login)
        await program.press("enter")
        await on_top(program, ChooseDialog)
        await program.press("down", "enter")
        await on_top(program, TableScreen)
        assert "columns as they were read last" in program.text()
        assert "● channel" in program.text()
        await program.press("escape")
        await on_top(program, ChooseDialog)
        await program.press("escape")
        await on_top(program, FilePicker)


async def test_a_password_is_asked_for_and_seen_by_nobody(
    tmp_path: Path, login: str, postgresql: Server
) -> None:
    if postgresql.data is None:
        pytest.skip("the rules of a server that was named are its own")
    postgresql.ask_passwords_of(str(make_url(login).username))
    try:
        async with running(tmp_path / "a.db", size=(120, 36)) as program:
            await begin(program)
            await name_server(program, login)
            await on_top(program, SecretDialog)
            await program.paste("wrong")
            await program.press("enter")
            await on_top(program, FilePicker)
            assert "Check host, port, database, user" in program.text()
            assert program.top.line.value == login
            await program.press("enter")
            await on_top(program, SecretDialog)
            await program.paste(SECRET)
            assert SECRET not in program.text() and "•" * len(SECRET) in program.text()
            await program.press("enter")
            await on_top(program, ChooseDialog)
            state = program.session.desk.opened.store.places.state
            kept = "".join(each.read_text("utf-8") for each in state.iterdir() if each.is_file())
            assert str(make_url(login).username) in kept and SECRET not in kept
    finally:
        postgresql.ask_passwords_of("")


async def test_a_server_that_cannot_be_used_is_a_sentence_and_the_address_stays(
    tmp_path: Path,
) -> None:
    async with running(tmp_path / "a.db", size=(120, 36)) as program:
        await begin(program)
        await name_server(program, "oracle://host/base")
        await program.until("Tables of “oracle” are not read")
        assert program.top.line.value == "oracle://host/base"
        await program.press("escape")
        await begin_survey(program)
        await program.paste("postgresql://host/base")
        await program.press("enter")
        await program.until("A survey is read from a file.")


async def begin_survey(program: object) -> None:
    await program.go("A4")
    await program.press("escape", "i")
    await on_top(program, FilePicker)


def test_an_address_of_a_file_is_a_path() -> None:
    from screens.importing.addresses import looks_like_address

    assert looks_like_address(" postgresql+psycopg://ann@host/base")
    assert looks_like_path("file:///home/ann/sales.csv")
    assert not looks_like_address("file:///home/ann/sales.csv")
    assert not looks_like_address("/home/ann/a.csv")
