"""A ledger and a survey in a session: taken in, cut anew, replaced, taken out, never doubled."""

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from nasty import NASTY

from facilitator.audit.engine.choices import ChannelCost, Choices, Filters
from facilitator.audit.keeping import cleaned
from facilitator.audit.results import Audit, Dynamics, Origin, PeriodRow, Span
from facilitator.demo.sources import kept
from facilitator.methods.exact import NotAvailable
from facilitator.methods.nps import Nps
from facilitator.model import AuditSource, Figure
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.workshop.edit import Refused
from facilitator.workshop.exchange import import_document, to_document
from facilitator.workshop.exchange.problems import NotTaken
from facilitator.workshop.exits import unmet
from facilitator.workshop.figures import (
    delete_figure,
    set_figure,
    type_figures,
)
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.results.accounts import accounts, clients_in_ledger
from facilitator.workshop.results.audit import (
    ledger_audit,
    ledger_source,
    scale,
    survey_of,
    survey_source,
)
from facilitator.workshop.results.loyalty import loyalty
from facilitator.workshop.results.sales import sales
from facilitator.workshop.setup import change_session
from facilitator.workshop.sources import (
    choices_for,
    drop_source,
    keep_ledger,
    recut_ledger,
    take_in_ledger,
    take_in_survey,
)

LEDGER, SURVEY = kept()
AUDIT = Audit.from_plain(LEDGER.results)


def figures_of(session: OpenWorkshop, sheet: str) -> dict[tuple[str, str], Figure]:
    return {
        (row.grouping, row.label): row for row in session.state.rows(Figure) if row.sheet == sheet
    }


@pytest.fixture
async def thousands(session: OpenWorkshop) -> OpenWorkshop:
    await session.run(change_session, unit="thousand")
    return session


def test_the_audit_comes_back_exactly() -> None:
    assert AUDIT.plain() == LEDGER.results
    assert Audit.from_plain(json.loads(json.dumps(AUDIT.plain()))) == AUDIT
    third = replace(AUDIT.coverage, total=Fraction(1, 3))
    assert third != AUDIT.coverage
    again = Audit.from_plain(replace(AUDIT, coverage=third).plain())
    assert again.coverage.total == Fraction(1, 3)
    chosen = Choices(costs=(ChannelCost("A", Fraction(1, 7), None),), window=5)
    assert Choices.from_plain(json.loads(json.dumps(chosen.plain()))) == chosen


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("coverage", "lines"), "many", "lines: should be a whole number"),
        (("coverage", "first_day"), "soon", "first_day"),
        (("total", "cagr"), 0.5, "cagr: should be text"),
        (("abc", "classes"), None, "classes: should be a list"),
        (("choices", "regularity", "unit"), "week", "no period"),
        (("movement",), {"start": 1}, "name is missing"),
    ],
)
def test_what_is_no_audit_is_named(path: tuple[str, ...], value: Any, told: str) -> None:
    values = json.loads(json.dumps(LEDGER.results))
    inner = values
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    with pytest.raises(ValueError, match=told):
        Audit.from_plain(values)


async def test_a_ledger_fills_the_sheets_in_the_session_s_unit(thousands: OpenWorkshop) -> None:
    session = thousands
    assert scale(session.state) == 1000
    await session.run(type_figures, "sales", ["Total; 2024; 4150", "Dealer; 2023; 1700"])
    await session.run(type_figures, "economics", ["Corporate; 2026; 1; 38; 310"])
    source = await session.run(take_in_ledger, LEDGER)
    assert (source.kind, source.rows, source.imported_on) == ("ledger", 3721, session.clock.today())
    assert ledger_source(session.state) == source and ledger_audit(session.state) == AUDIT
    rows = figures_of(session, "sales")
    dealer = "140 135 135 125 120 115 100 115 135 150 150 140"
    assert " ".join(filter(None, rows["Dealer", "2026"].numbers)) == dealer
    assert rows["Dealer", "2026"].source == "ledger" and rows["Dealer", "2023"].source == ""
    assert rows["Retail", "2025"].numbers[4:6] == ["38", "37"]
    assert figures_of(session, "economics")["Corporate", "2026"].numbers == ["2520", "38", "310"]
    found = sales(session.state)
    assert not isinstance(found, NotAvailable)
    assert (found.total.years[2024], found.total.years[2026]) == (4150, 4700)
    assert await session.undo() == "Sales ledger read: taveon-sales.csv, 3 721 rows"
    assert ledger_source(session.state) is None and ledger_audit(session.state) is None
    assert set(figures_of(session, "sales")) == {("Total", "2024"), ("Dealer", "2023")}
    assert figures_of(session, "economics")["Corporate", "2026"].numbers[0] == "1"
    await session.redo()
    assert figures_of(session, "sales")["Dealer", "2026"].numbers[0] == "140"


async def test_read_again_it_replaces_and_never_doubles(thousands: OpenWorkshop) -> None:
    session = thousands
    first = await session.run(take_in_ledger, LEDGER)
    before = session.state.rows(Figure)
    again = await session.run(take_in_ledger, LEDGER)
    assert again.id == first.id and len(session.state.rows(AuditSource)) == 1
    assert session.state.rows(Figure) == before
    shorter = replace(
        AUDIT,
        dynamics=tuple(each for each in AUDIT.dynamics if each.name != "Retail"),
        total=AUDIT.dynamics[0],
    )
    await session.run(take_in_ledger, replace(LEDGER, title="new.csv", results=shorter.plain()))
    names = {group for group, _ in figures_of(session, "sales")}
    assert "Retail" not in names and {"Corporate", "Dealer"} <= names
    await session.run(drop_source, "ledger")
    assert session.state.rows(AuditSource) == () and session.state.rows(Figure) == ()
    with pytest.raises(Refused, match="No ledger was read"):
        await session.run(drop_source, "ledger")
    with pytest.raises(Refused, match="No ledger was read"):
        await session.run(recut_ledger, {}, {})


async def test_a_recut_replaces_choices_and_results(thousands: OpenWorkshop) -> None:
    session = thousands
    await session.run(take_in_ledger, LEDGER)
    cut = replace(AUDIT, choices=replace(AUDIT.choices, window=6))
    await session.run(recut_ledger, cut.choices.plain(), cut.plain())
    audit = ledger_audit(session.state)
    assert audit is not None and audit.choices.window == 6
    assert choices_for(session.state).window == 6
    narrow = replace(AUDIT.choices, filters=Filters(channels=("Dealer",)))
    with pytest.raises(Refused, match="filters are a view"):
        await session.run(recut_ledger, narrow.plain(), replace(AUDIT, choices=narrow).plain())
    with pytest.raises(Refused, match="cannot be read"):
        await session.run(recut_ledger, cut.choices.plain(), {"choices": {}})
    assert ledger_audit(session.state) == cut
    assert (await session.run(keep_ledger, True)).kept


async def test_typed_costs_and_totals_go_into_the_audit(thousands: OpenWorkshop) -> None:
    session = thousands
    assert choices_for(session.state) == Choices(listed=100)
    today = session.clock.today()
    assert choices_for(session.state, today=today) == Choices(listed=100, as_of=today)
    await session.run(type_figures, "sales", ["Total; 2024; 4150.5"])
    lines = ["Corporate; 2025; 2160; 30; 300", "Corporate; 2026; 2520; 38; 310"]
    await session.run(type_figures, "economics", lines)
    chosen = choices_for(session.state, Choices(window=6))
    assert chosen.costs == (ChannelCost("Corporate", Fraction(38, 100), Fraction(310_000)),)
    assert chosen.earlier_years == ((2024, Decimal(4_150_500)),) and chosen.window == 6
    other = [replace(each, name=each.name.upper()) for each in AUDIT.dynamics]
    channels = tuple(
        replace(row, figures=replace(row.figures, value=row.figures.value.upper()))
        for row in AUDIT.channels
    )
    loud = replace(AUDIT, dynamics=tuple(other), channels=channels)
    await session.run(take_in_ledger, replace(LEDGER, results=loud.plain()))
    assert choices_for(session.state).costs[0].channel == "CORPORATE"
    assert ("Corporate", "2026") in figures_of(session, "sales")  # the session's spelling


def of_months(name: str, months: dict[str, tuple[int, bool]]) -> Dynamics:
    template = AUDIT.total
    row = template.months[0]
    rows = tuple(
        PeriodRow(
            label, Fraction(value), whole, row.growth, row.year_growth, row.moving,
            Origin(Span(AUDIT.coverage.first_day, AUDIT.coverage.last_day)),
        )
        for label, (value, whole) in months.items()
    )  # fmt: skip
    return replace(template, name=name, months=rows, years=())


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ([], {"Company": "30"}),
        ([("", 30)], {"Company": "30"}),
        ([("Dealer", 20), ("", 10)], {"Dealer": "20", "No channel": "10"}),
        ([("Dealer", 20)], {"Dealer": "20", "Other channels": "10"}),
        ([("dealer", 12), ("DEALER", 8), ("Web", 10)], {"Dealer": "20", "Web": "10"}),
    ],
)
async def test_channels_a_ledger_does_not_name(
    session: OpenWorkshop, named: list[tuple[str, int]], expected: dict[str, str]
) -> None:
    await session.run(change_session, unit="one")
    audit = replace(
        AUDIT,
        total=of_months("Total", {"2026-01": (30, True), "2026-02": (7, False)}),
        dynamics=tuple(
            of_months(name, {"2026-01": (value, True), "2026-02": (1, False)})
            for name, value in named
        ),
    )
    await session.run(take_in_ledger, replace(LEDGER, results=audit.plain()))
    rows = figures_of(session, "sales")
    assert {group: row.numbers[0] for (group, _), row in rows.items()} == expected
    assert all(row.numbers[1] is None for row in rows.values())  # not whole: missing, not small


async def test_a_row_of_the_ledger_is_not_typed_over(thousands: OpenWorkshop) -> None:
    session = thousands
    await session.run(type_figures, "sales", ["Dealer; 2026; 1 1 1 1 1 1 1 1 1 1 1 1"])
    await session.run(take_in_ledger, LEDGER)
    found = sales(session.state)
    assert not isinstance(found, NotAvailable)
    assert found.channel("Dealer").years[2026] == 1560
    assert found.remarks == ("Dealer 2026 is counted from the ledger; the typed row is not.",)
    with pytest.raises(
        Refused, match=r"2026 was read from taveon-sales\.csv.* cannot be typed over"
    ):
        await session.run(set_figure, "sales", "Dealer", "2026", ["5"])
    given = next(row for row in session.state.rows(Figure) if row.source)
    await session.run(delete_figure, given.id)
    await session.run(set_figure, "sales", given.grouping, given.label, ["5"])
    assert figures_of(session, "sales")[given.grouping, given.label].numbers[0] == "5"


async def test_revenue_left_out_beside_costs_is_the_ledger_s(thousands: OpenWorkshop) -> None:
    session = thousands
    with pytest.raises(Refused, match="Revenue is missing"):
        await session.run(set_figure, "economics", "Dealer", "2026", ["", "24", "140"])
    await session.run(take_in_ledger, LEDGER)
    row = await session.run(set_figure, "economics", "Dealer", "2026", ["", "24", "140"])
    assert row.numbers == ["1560", "24", "140"]
    with pytest.raises(Refused, match="Revenue is missing"):
        await session.run(set_figure, "economics", "Dealer", "2024", ["", "24", "140"])


async def test_a_survey_and_typed_answers_both_count(session: OpenWorkshop) -> None:
    await session.run(type_figures, "nps", ["Dealer; 10 10 10"])
    await session.run(take_in_survey, SURVEY)
    found = loyalty(session.state)
    assert not isinstance(found, NotAvailable)
    assert found.channels["Dealer"].answers == 10 and found.channels["Dealer"].score == -20
    assert found.remarks == ("Dealer is counted from the survey; the typed answers are not.",)
    assert isinstance(found.total, Nps) and found.total.answers == 36
    await session.run(drop_source, "survey")
    typed = loyalty(session.state)
    assert not isinstance(typed, NotAvailable) and typed.channels["Dealer"].score == 100


@pytest.mark.parametrize(
    ("groups", "channels", "segments"),
    [
        ([("", "", 9)], [], []),
        ([("", "Small", 9), ("", "Large", 3)], [], ["Small", "Large"]),
        ([("dealer", "", 9), ("", "", 3)], ["Dealer", "No channel"], []),
    ],
)
async def test_answers_that_name_no_channel(
    session: OpenWorkshop,
    groups: list[tuple[str, str, int]],
    channels: list[str],
    segments: list[str],
) -> None:
    answers = [
        {"channel": channel, "segment": segment, "counts": [int(at == score) for at in range(11)]}
        for channel, segment, score in groups
    ]
    results = {"answers": answers, "comments": [], "comments_left_out": 0}
    await session.run(take_in_survey, replace(SURVEY, results=results))
    found = loyalty(session.state)
    assert not isinstance(found, NotAvailable)
    assert list(found.channels) == channels and list(found.segments) == segments
    assert isinstance(found.total, Nps) and found.total.answers == len(groups)


async def test_the_ledger_s_customers_stand_for_typed_clients(thousands: OpenWorkshop) -> None:
    session = thousands
    stage = next(each for each in session.state.stages if each.key == "A3")

    def lacking() -> list[str]:
        return [each.sentence for each in unmet(session.state, stage, session.clock.today())]

    assert any("nothing is typed in yet" in each for each in lacking())
    await session.run(take_in_ledger, LEDGER)
    assert clients_in_ledger(session.state)
    found = accounts(session.state)
    assert isinstance(found, NotAvailable) and "ledger" in found.reason
    assert not any("nothing is typed in yet" in each for each in lacking())


async def test_it_travels_whole_with_nasty_words(
    thousands: OpenWorkshop, tmp_path_factory: pytest.TempPathFactory
) -> None:
    session = thousands
    results = json.loads(json.dumps(LEDGER.results))
    for part in (results["abc"]["ranked"], results["stopped"]):
        part["rows"] = [part["rows"][0] | {"customer": word} for word in NASTY]
    results["dynamics"] = [results["dynamics"][0] | {"name": word} for word in NASTY[-9:]]
    told = replace(LEDGER, title=f"{NASTY[-1]} sales.csv", results=cleaned(results))
    await session.run(take_in_ledger, told)
    await session.run(take_in_survey, SURVEY)
    await session.run(recut_ledger, LEDGER.choices, LEDGER.results)
    await session.undo()
    document = to_document(session.state, await session.history())
    root = tmp_path_factory.mktemp("there")
    with Store(root / "sessions.db", Places.under(root)) as there:
        imported = import_document(there, json.dumps(document))
        again = OpenWorkshop(there, imported.workshop_id)
        assert imported.notices == ()
        assert to_document(again.state, there.entries(again.id)) == document
        assert survey_of(again.state) == survey_of(session.state)
        assert survey_source(again.state) is not None
        await again.redo()
        assert ledger_audit(again.state) == AUDIT


@pytest.mark.parametrize("part", ["results", "choices", "kind"])
async def test_a_document_with_a_wrong_source_is_refused(
    thousands: OpenWorkshop, tmp_path_factory: pytest.TempPathFactory, part: str
) -> None:
    await thousands.run(take_in_ledger, LEDGER)
    document = to_document(thousands.state, [])
    source = document["tables"]["audit_source"][0]
    source[part] = "ledgers" if part == "kind" else {"window": "long"}
    root = tmp_path_factory.mktemp("there")
    with Store(root / "sessions.db", Places.under(root)) as there:
        with pytest.raises(NotTaken, match=r"tables\.audit_source\[0\].*cannot be read"):
            import_document(there, json.dumps(document))
        assert there.summaries() == []
