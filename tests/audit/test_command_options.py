"""The options of the audit on the demo company's ledger, against its own figures."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from facilitator.audit import demo_ledger
from facilitator.methods.abc_classes import AbcLimits, classify_abc
from tests.audit.command import command, demo_figures
from tests.audit.engine.made import ACCOUNTS, MONTHS

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "sales.csv"
    demo_ledger.write_ledger(path, demo_figures())
    return path


def euro(thousands: int) -> str:
    return str(thousands * 1000)


def accounts(year: int) -> Mapping[str, int]:
    start = (year - 2025) * 4
    return {name: sum(told[start : start + 4]) * 1000 for name, told in ACCOUNTS.items()}


def test_one_channel_is_cut_out_whatever_its_capitals(ledger: Path) -> None:
    said = command("audit", ledger, "--channel", "dealer", "--json").json
    years = {row["label"]: row["revenue"] for row in said["audit"]["total"]["years"]}
    assert years == {str(2025 + at): euro(sum(year)) for at, year in enumerate(MONTHS["Dealer"])}
    assert [row["figures"]["value"] for row in said["audit"]["channels"]] == ["Dealer"]
    assert said["audit"]["coverage"]["customers"] == 9
    # what was read is told without the filter
    whole = sum(sum(year) for years in MONTHS.values() for year in years)
    assert Decimal(said["ledger"]["control_total"]) == whole * 1000


def test_months_from_to_are_whole_months(ledger: Path) -> None:
    words = ("--since", "2026-04", "--until", "2026-06", "--channel", "Corporate")
    found = command("audit", ledger, *words, "--channel", "Retail", "--json").json["audit"]
    months = [row for row in found["total"]["months"] if row["revenue"] != "0"]
    both = zip(MONTHS["Corporate"][1][3:6], MONTHS["Retail"][1][3:6], strict=True)
    assert [row["revenue"] for row in months] == [euro(sum(pair)) for pair in both]
    year = command("audit", ledger, "--since", "2026", "--until", "2026", "--json").json["audit"]
    assert year["coverage"]["first_day"][:7] == "2026-01"
    assert Decimal(year["coverage"]["total"]) == 1000 * sum(sum(y[1]) for y in MONTHS.values())


def test_the_limits_of_abc_sort_the_customers(ledger: Path) -> None:
    for limits in (AbcLimits(80, 95), AbcLimits(70, Decimal("90.5"))):
        words = [] if limits == AbcLimits() else ["--abc", f"{limits.a}/{limits.b}"]
        found = command("audit", ledger, *words, "--json").json["audit"]
        ranked = classify_abc(accounts(2026), limits).ranked
        expected = [(each.client, each.abc, str(each.revenue)) for each in ranked]
        rows = found["abc"]["ranked"]["rows"]
        assert [(r["customer"], r["abc"], r["revenue"]) for r in rows] == expected


def test_window_period_limits_and_history_reach_the_audit(ledger: Path) -> None:
    words = ("--window", "3", "--xyz", "month", "--xyz-limits", "20 / 50%", "--history", "full")
    found = command("audit", ledger, *words, "--json").json["audit"]
    assert found["coverage"]["window"] == {"first": "2026-10-01", "last": "2026-12-31"}
    by_name = {row["customer"]: row for row in found["abc"]["ranked"]["rows"]}
    assert by_name["Halmer Logistics"]["revenue"] == euro(ACCOUNTS["Halmer Logistics"][7])
    assert by_name["Novik Chemicals"]["periods"] == 24  # since 2026-04 with --history first
    usual = command("audit", ledger, "--xyz", "month", "--json").json["audit"]
    rows = {row["customer"]: row for row in usual["abc"]["ranked"]["rows"]}
    assert rows["Novik Chemicals"]["periods"] < 24


def test_the_season_is_taken_out_of_regularity_when_asked(ledger: Path) -> None:
    out = command("audit", ledger, "--xyz", "month", "--season", "out", "--json").json["audit"]
    left = command("audit", ledger, "--xyz", "month", "--json").json["audit"]
    assert out["xyz"]["deseasonalised"] and not left["xyz"]["deseasonalised"]
    assert out["xyz"]["plain_counts"] == left["xyz"]["counts"] != out["xyz"]["counts"]


def test_the_day_the_ledger_ends_decides_about_the_last_month(ledger: Path) -> None:
    whole = command("audit", ledger, "--json").json["audit"]["coverage"]
    assert whole["incomplete"] == []
    cut = command("audit", ledger, "--as-of", "2026-12-30", "--json").json["audit"]["coverage"]
    assert cut["incomplete"] == ["2026-12-01"]
    assert cut["window"]["last"] == "2026-11-30"


def test_the_report_for_people_names_what_was_chosen(ledger: Path) -> None:
    said = command("audit", ledger, "--channel", "Dealer", "--since", "2026-01")
    lines = said.out.splitlines()
    assert lines[1:3] == ["Only months from 2026-01", "Only channel Dealer"]
    assert "2026  1 560 000.00" in said.out
    assert "customer = Customer" in said.err and said.code == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--since", "soon"], "--since wants a month like 2026-01, or a year, not “soon”."),
        (["--until", "2026-13"], "--until wants a month"),
        (["--since", "2026-05", "--until", "2026-04"], "comes after --until 2026-04"),
        (["--window", "0"], "--window wants a number of months from 1 to 600, not “0”."),
        (["--window", "9" * 40], "--window wants"),
        (["--window", "١٢"], "--window wants"),
        (["--xyz", "week"], "--xyz wants month or quarter, not “week”."),
        (["--xyz-limits", "25/10"], "two rising numbers of per cent like 10/25, not “25/10”."),
        (["--xyz-limits", "10"], "--xyz-limits wants"),
        (["--abc", "80/NaN"], "--abc wants two rising numbers"),
        (["--abc", "95/80"], "--abc wants two rising numbers"),
        (["--abc", "80/101"], "--abc wants two rising numbers"),
        (["--history", "none"], "--history wants first or full, not “none”."),
        (["--season", "summer"], "--season wants in or out, not “summer”."),
        (["--as-of", "yesterday"], "--as-of wants a day like 2027-01-14, not “yesterday”."),
        (["--dates", "mdy"], "--dates wants day-first, month-first"),
        (["--numbers", "dot"], "--numbers wants point or comma"),
        (["--encoding", "klingon"], "--encoding wants an encoding like"),
        (["--delimiter", "::"], "--delimiter wants comma"),
        (["--header", "first"], "--header wants the number of a line"),
        (["--map", "customer"], "--map wants role=column, not “customer”. The roles are: date"),
        (["--table", "sales"], "--table needs its server"),
        (["--from", "postgresql://localhost/x"], "not both"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_a_sentence(words: list[str], sentence: str, ledger: Path) -> None:
    said = command("audit", ledger, *words)
    assert sentence in said.refused and said.code == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--channel", "Dealr"], "No row names the channel “Dealr”. There are “Corporate”, "),
        (["--region", "North"], "No row of the ledger names a region"),
        (["--since", "2031"], "choose other months"),
        (["--map", "customer=Buyer"], "has no column “Buyer” for the customer"),
    ],
)
def test_what_the_ledger_does_not_have_is_a_no(
    words: list[str], sentence: str, ledger: Path
) -> None:
    said = command("audit", ledger, *words)
    assert sentence in said.refused and said.code == 1


def test_nothing_to_audit_is_asked_wrongly() -> None:
    assert "Name at least one file" in command("audit").refused


def test_a_column_that_was_told_is_remembered_for_the_next_file(tmp_path: Path) -> None:
    rows = [f"2026-{month:02}-05,Firm {n},Mr {n},{n * 9}" for month in range(1, 13) for n in (1, 2)]
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    for path, last in ((first, "1"), (second, "2")):
        body = "\n".join([*rows, f"2026-12-06,F,M,{last}"])
        path.write_text(f"Date,Customer,Buyer,Amount\n{body}\n")

    def customers(*words: object) -> list[str]:
        said = command("audit", *words, "--json")
        names = [row["customer"] for row in said.json["audit"]["abc"]["ranked"]["rows"]]
        return [said.err, *names[:2]]

    assert customers(second)[1:] == ["Firm 2", "Firm 1"]
    err, *names = customers(first, "--map", "customer=Buyer")
    assert names == ["Mr 2", "Mr 1"] and "remembered for files with these columns" in err
    # Date and amount were not told and are guessed all the same.
    err, *names = customers(second)
    assert names == ["Mr 2", "Mr 1"] and "as chosen earlier" in err
    # Both files at once have one choice of columns.
    assert customers(first, second)[1:] == ["Mr 2", "Mr 1"]
    assert customers(second, "--guess")[1:] == ["Firm 2", "Firm 1"]
    assert customers(second)[1:] == ["Firm 2", "Firm 1"]


def test_files_with_other_columns_are_chosen_for_one_by_one(tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text("Date,Client,Buyer,Amount\n2026-01-01,A,B,1\n2026-02-01,A,B,2\n")
    two.write_text("Day;Buyer;Sum\n2026-03-01;B;1,5\n2026-04-01;C;2,5\n")
    told = command("audit", one, two, "--map", "customer=Buyer", "--json").json
    assert told["ledger"]["control_total"] == "7.0000"
    assert {row["customer"] for row in told["audit"]["abc"]["ranked"]["rows"]} == {"B", "C"}


def test_what_cannot_be_told_apart_can_be_told(tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text("Date;Client;Amount\n03.04.2026;A;1,234\n05.06.2026;B;2,345\n")
    as_said = command("audit", path, "--dates", "month-first", "--numbers", "comma", "--json").json
    assert as_said["ledger"]["first_day"] == "2026-03-04"
    assert as_said["ledger"]["control_total"] == "3.5790"
    other = command("audit", path, "--dates", "day-first", "--numbers", "point", "--json").json
    assert (other["ledger"]["first_day"], other["ledger"]["control_total"]) == (
        "2026-04-03", "3579.0000",
    )  # fmt: skip
    gone = command("audit", path, "--map", "customer=", "--json").json
    assert gone["ledger"]["rows_without_customer"] == 2
