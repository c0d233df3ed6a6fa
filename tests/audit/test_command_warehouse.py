"""`facilitator audit --from postgresql://… --table …` with a login that may read and no more."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from facilitator.audit import demo_ledger
from facilitator.audit.server import NoWarehouse, connect
from facilitator.audit.vocabulary import Role
from facilitator.audit.warehouse import recognise_table
from tests.audit.command import command, demo_figures
from tests.postgresql import Server

SECRET = "p@ss/word:1"
TABLES = (
    """create table sales (id bigserial primary key, order_date timestamptz not null,
       customer text, channel varchar(20), invoice_no text, net_amount numeric(12,2),
       cost numeric(12,2), created_at timestamp default now(), note json,
       paid_days interval, valid daterange)""",
    "create schema shop",
    """create table shop.lines (sold date, client char(30), qty integer, unit_price numeric,
       region text)""",
    """insert into shop.lines values
       ('2026-01-05', 'A', 3, 1.10, ' '), ('2026-02-05', 'A', 2, 0.333333, 'North'),
       ('2026-03-05', ' ', 1, 5, 'North'), (null, 'B', 1, 7, 'North'),
       ('2026-03-06', 'B', null, 7, ''), ('infinity', 'B', 1, 7, ''),
       ('2026-03-07', 'B', 1, 'NaN', '')""",
    "create table notes (written date, words text, amount text)",
    "create table empty_sales (day date, amount numeric)",
)


pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture(scope="module")
def login(postgresql: Server) -> Iterator[str]:
    """A login that may read two schemas and nothing else; the server asks for no password."""
    with postgresql.database() as url:
        name = make_url(url).database
        postgresql.execute(*TABLES, database=name)
        import psycopg

        with psycopg.connect(url) as connection, connection.cursor() as cursor:
            rows = [
                (each.day, each.customer, each.channel, each.order, each.amount)
                for each in demo_ledger.invoices(demo_figures())
            ]
            cursor.executemany(
                "insert into sales (order_date, customer, channel, invoice_no, net_amount) "
                "values (%s, %s, %s, %s, %s)",
                rows,
            )
        with postgresql.read_only(url, SECRET) as reader:
            role = make_url(reader).username
            postgresql.execute(
                "create table hidden (day date, amount numeric)",
                f"grant usage on schema shop to {role}",
                f"grant select on all tables in schema shop to {role}",
                database=name,
            )
            yield make_url(reader)._replace(password=None).render_as_string()


@pytest.fixture
def engine(login: str) -> Iterator[Engine]:
    made = connect(login)
    yield made
    made.dispose()


def test_a_table_gives_the_audit_of_the_file(login: str, home: Path) -> None:
    path = home / "sales.csv"
    demo_ledger.write_ledger(path, demo_figures())
    here = command("audit", path, "--channel", "Dealer", "--json").json
    said = command("audit", "--from", login, "--table", "sales", "--channel", "dealer", "--json")
    there = said.json
    assert there["audit"] == here["audit"]
    assert {k: there["ledger"][k] for k in ("rows", "control_total", "first_day", "last_day")} == {
        k: here["ledger"][k] for k in ("rows", "control_total", "first_day", "last_day")
    }
    assert there["ledger"]["columns"] == {
        "date": "order_date", "customer": "customer", "amount": "net_amount",
        "channel": "channel", "order id": "invoice_no",
    }  # fmt: skip
    assert "customer = customer" in said.err and "server's time zone" in said.err


def test_quantity_times_price_in_another_schema_and_what_is_left_out(login: str) -> None:
    told = command("audit", "--from", login, "--table", "shop.lines", "--json").json["ledger"]
    # 3 × 1.10 + 2 × 0.333333 + 5, the product rounded to four places
    assert Decimal(told["control_total"]) == Decimal("8.9667")
    assert (told["rows"], told["rows_left_out"], told["rows_without_customer"]) == (3, 4, 1)
    assert told["schema"] == "shop"
    regions = command("audit", "--from", login, "--table", "shop.lines", "--region", "East")
    assert regions.refused == "No row names the region “East”. There are “North”."


def test_a_column_that_is_told_goes_before_the_guess(login: str) -> None:
    words = ("audit", "--from", login, "--table", "sales", "--json")
    told = command(*words, "--map", "customer=Channel", "--map", "channel=").json
    assert told["ledger"]["columns"]["customer"] == "channel"
    assert told["audit"]["coverage"]["customers"] == 3
    refused = command(*words, "--map", "customer=Buyer").refused
    assert "Table sales has no column “Buyer” for the customer. It has id, order_date" in refused


def test_the_key_of_the_table_numbers_its_rows(engine: Engine) -> None:
    from facilitator.audit.engine.analysis import Analysis
    from facilitator.audit.engine.choices import Choices

    table = recognise_table(engine, "sales")
    assert table.row == "id" and table.roles[Role.DATE] == "order_date"
    with Analysis(table.opened(engine)) as analysis:
        found = analysis.audit(Choices())
        first = analysis.rows_of(found.total.months[0].origin, Choices(), limit=3)
    assert first.numbers == (1, 2, 3) and first.total == found.total.months[0].revenue


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("nowhere", "There is no table “nowhere” in 127.0.0.1"),
        ("shop.nowhere", "There is no table “nowhere” in schema shop of 127.0.0.1"),
        ("hidden", "permission denied for table hidden"),
        ("notes", "No column of table notes looks like an amount. Say which it is: --map"),
        ("empty_sales", "has both a date and an amount"),
        ("sales; drop table sales", "There is no table “sales; drop table sales”"),
    ],
)
def test_a_table_that_cannot_be_used_is_a_sentence(table: str, sentence: str, login: str) -> None:
    said = command("audit", "--from", login, "--table", table)
    assert sentence in said.refused and said.code == 1


def test_a_column_of_another_kind_is_refused(login: str) -> None:
    said = command("audit", "--from", login, "--table", "notes", "--map", "amount=words")
    assert "Column “words” of table notes holds no numbers and cannot be the amount" in said.refused
    said = command("audit", "--from", login, "--table", "sales", "--map", "date=cost")
    assert "Column “cost” of table sales holds no days" in said.refused


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        (f"postgresql://me:{SECRET}@127.0.0.1:1/x", "write %40 for @"),
        ("postgresql://me:p%40ss%2Fword%3A1@127.0.0.1:1/x", "127.0.0.1:1/x cannot be reached: "),
        ("postgresql://me@127.0.0.1:1/x?password=p%40ss%2Fword%3A1", "Connection refused"),
        ("mysql://me:p%40ss%2Fword%3A1@127.0.0.1/x", "Tables of “mysql” are not read"),
        ("sqlite:///sales.db", "only those of PostgreSQL, ClickHouse"),
        ("sales.csv", "The address of the server cannot be read"),
        ("trino://me:p%40ss%2Fword%3A1@127.0.0.1/x", 'pip install "facilitator[trino]"'),
        ("snowflake://me:p%40ss%2Fword%3A1@acme/x", 'pip install "facilitator[snowflake]"'),
        ("postgresql+asyncpg://me@127.0.0.1/x", 'pip install "facilitator[postgresql]"'),
    ],
)
def test_a_server_that_cannot_be_read_is_a_sentence_without_the_password(
    url: str, sentence: str
) -> None:
    pytest.importorskip("psycopg")
    said = command("audit", "--from", url, "--table", "sales")
    assert sentence in said.refused
    assert not any(part in said.err for part in (SECRET, "p%40ss", "ss/word", "word:1"))


def test_a_server_without_a_table_is_asked_for_it(login: str) -> None:
    said = command("audit", "--from", login)
    assert said.code == 2 and "--table sales" in said.refused


# -- passwords -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def guarded(postgresql: Server, login: str) -> Iterator[str]:
    """The same login on a server that asks for its password."""
    if postgresql.data is None:
        pytest.skip("only a server started by the tests can be told to ask for passwords")
    postgresql.ask_passwords_of(str(make_url(login).username))
    yield login
    postgresql.ask_passwords_of("")


def test_the_password_comes_from_the_environment_or_the_users_file(
    guarded: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("audit", "--from", guarded, "--table", "shop.lines", "--json")
    refused = command(*words).refused
    assert "cannot be reached" in refused and "password" in refused
    monkeypatch.setenv("PGPASSWORD", SECRET)
    assert command(*words).json["ledger"]["rows"] == 3
    monkeypatch.setenv("PGPASSWORD", "wrong")
    said = command(*words)
    assert "password authentication failed" in said.refused and "wrong" not in said.err
    monkeypatch.delenv("PGPASSWORD")
    kept = home / "passwords"
    kept.write_text("*:*:*:*:" + SECRET.replace(":", "\\:") + "\n")
    kept.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(kept))
    assert command(*words).json["ledger"]["rows"] == 3


def test_a_person_at_a_terminal_is_asked_for_the_password(
    guarded: str,
) -> None:
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return SECRET

    engine = connect(guarded, answer)
    assert recognise_table(engine, "lines", schema="shop").roles[Role.CUSTOMER] == "client"
    engine.dispose()
    assert len(asked) == 1 and "Password of reader_" in asked[0] and SECRET not in asked[0]
    with pytest.raises(NoWarehouse, match="password authentication failed") as refusal:
        connect(guarded, lambda _: "wrong-one")
    assert "wrong-one" not in str(refusal.value)
