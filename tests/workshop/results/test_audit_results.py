from fractions import Fraction

import pytest

from facilitator.methods.exact import NotAvailable, half_up
from facilitator.model import Answer, Figure
from facilitator.workshop.results.accounts import accounts
from facilitator.workshop.results.economics import economics
from facilitator.workshop.results.loyalty import loyalty
from facilitator.workshop.results.sales import sales
from facilitator.workshop.results.value import checklist, usp_status, value_tests
from facilitator.workshop.state import State
from tests.workshop.demo_audit import sheet
from tests.workshop.demo_rows import W, all_rows, demo, state_of


def percent(value, places=1):
    return str(half_up(value * 100, places))


def test_sales_of_the_demo_grow_as_the_document_says():
    found = sales(demo())
    assert found.total.years == {2024: 4150, 2025: 4400, 2026: 4700}
    assert [percent(found.total.year_growth[year], 2) for year in (2025, 2026)] == ["6.02", "6.82"]
    assert percent(Fraction(found.total.cagr), 2) == "6.42"
    assert str(half_up(found.total.trend.slope, 2)) == "4.66"
    growth = {each.name: percent(each.year_growth[2026], 2) for each in found.channels}
    assert growth == {"Corporate": "16.67", "Dealer": "-7.14", "Retail": "10.71"}
    season = found.total.seasonality
    indices = " ".join(str(half_up(index, 3)) for index in season.indices)
    assert indices == "0.929 0.923 0.977 0.890 0.885 0.856 0.787 0.916 1.112 1.200 1.278 1.247"
    assert (season.peak, season.low) == (10, 6)
    yoy = " ".join(percent(value) for value in found.total.month_growth[12:])
    assert yoy == "4.1 9.0 5.8 10.9 7.7 8.0 5.2 7.5 6.1 5.4 5.3 7.9"


def test_only_the_dealer_has_declines_in_three_quarters_and_a_run_of_months():
    found = sales(demo()).declines
    assert [(each.channel, each.period, percent(each.change)) for each in found] == [
        ("Dealer", "Q2 2026", "-5.3"),
        ("Dealer", "Q3 2026", "-10.3"),
        ("Dealer", "Q4 2026", "-10.2"),
        ("Dealer", "Mar–Dec 2026", "-8.2"),
    ]


def test_a_missing_month_leaves_the_year_without_a_total():
    rows = sheet("sales", [("Shop", "2026", "1 2 3 4 5 6 7 8 9 10 11 ·")])
    found = sales(state_of(*rows))
    assert isinstance(found.total.years[2026], NotAvailable)
    assert found.channel("Shop").months[11] is None


def test_a_channel_without_an_earlier_year_leaves_the_total_of_that_year_open():
    year = "1 1 1 1 1 1 1 1 1 1 1 1"
    rows = sheet("sales", [("A", "2025", year), ("A", "2026", year), ("B", "2026", year)])
    found = sales(state_of(*rows)).total
    assert isinstance(found.years[2025], NotAvailable)
    assert found.years[2026] == 24


def test_economics_of_the_demo():
    found = economics(demo())
    assert found.year == "2026"
    shown = {
        each.name: (
            str(half_up(each.gross_profit, 1)),
            str(half_up(each.contribution, 1)),
            percent(each.return_on_cost),
            percent(each.contribution_margin),
        )
        for each in (*found.channels, found.total)
    }
    assert shown == {
        "Corporate": ("957.6", "647.6", "208.9", "25.7"),
        "Dealer": ("374.4", "234.4", "167.4", "15.0"),
        "Retail": ("260.4", "75.4", "40.8", "12.2"),
        "Total": ("1592.4", "957.4", "150.8", "20.4"),
    }
    assert percent(found.total.gross_margin, 2) == "33.88"


def test_a_margin_above_one_hundred_is_a_reason_and_not_a_crash():
    found = economics(state_of(*sheet("economics", [("Shop", "2026", "100 380 10")])))
    assert isinstance(found, NotAvailable)
    assert "Shop" in found.reason


CLASSES = {
    "K01": "AX", "K02": "AX", "D01": "AX", "K03": "AY", "D02": "AY", "K04": "AX", "D03": "AY",
    "K05": "AZ", "D04": "AY", "K06": "AZ", "K07": "AZ", "D05": "BY", "D06": "BY", "K08": "BY",
    "D07": "BY", "K09": "BZ", "D08": "BY", "K10": "BZ", "K11": "CZ", "K12": "Cn/a",
    "D09": "-lost", "K13": "-lost",
}  # fmt: skip


def test_every_client_of_the_demo_gets_the_class_of_the_document():
    found = {
        each.name.split()[0]: (each.ranked.abc if each.ranked else "-") + each.xyz.column
        for each in accounts(demo()).accounts
    }
    assert found == CLASSES


def test_matrix_concentration_and_retention_of_the_demo():
    found = accounts(demo())
    assert [(row.abc, row.clients, int(row.revenue)) for row in found.classes] == [
        ("A", 11, 3350),
        ("B", 7, 640),
        ("C", 2, 90),
    ]
    assert [percent(row.revenue_share, 2) for row in found.classes] == ["82.11", "15.69", "2.21"]
    assert len(found.matrix.cell("A", "Y").clients) == 4
    assert found.matrix.cell("A", "Y").revenue == 1110
    assert percent(found.concentration.top3, 2) == "33.58"
    assert half_up(found.concentration.hhi, 0) == 739
    rows = {"Total": found.retention, **found.by_channel}
    shown = {
        name: (row.start, len(row.new), len(row.lost), row.end, percent(row.crr, 2),
               percent(row.nrr, 2), percent(row.grr, 2))
        for name, row in rows.items()
    }  # fmt: skip
    assert shown == {
        "Total": (21, 1, 2, 20, "90.48", "105.21", "94.79"),
        "Corporate": (12, 1, 1, 12, "91.67", "114.81", "97.22"),
        "Dealer": (9, 0, 1, 8, "88.89", "92.86", "91.67"),
    }
    assert found.names(found.retention.lost) == ("K13 Arbex Ceramics", "D09 Radion")


def test_two_clients_of_one_name_in_two_channels_stay_two():
    rows = sheet("accounts", [("A", "Same", "1 1 1 1"), ("B", "Same", "2 2 2 2")])
    found = accounts(state_of(*rows))
    assert [(each.channel, each.this) for each in found.accounts] == [("A", 4), ("B", 8)]
    assert isinstance(found.retention, NotAvailable)


def test_nps_of_the_demo():
    found = loyalty(demo())
    shown = {
        name: (str(half_up(each.score, 2)), str(half_up(each.margin, 1)), str(each.weight))
        for name, each in (*found.channels.items(), ("All", found.total))
    }
    assert shown == {
        "Corporate": ("42.86", "38.2", "indicative"),
        "Dealer": ("-20.00", "46.4", "indicative"),
        "Retail": ("16.67", "45.2", "indicative"),
        "All": ("16.67", "26.1", "ok"),
    }
    significant = [pair for pair, each in found.differences.items() if each.significant]
    assert significant == [("Corporate", "Dealer")]


def test_the_number_asked_gives_a_response_rate_and_leaves_the_margin():
    asked = Answer(**W, form="nps", field="asked", text="80")
    found = loyalty(State([*all_rows(), asked]))
    assert found.response_rate == Fraction(36, 80)
    assert str(half_up(found.total.margin, 1)) == "26.1"
    few = Answer(**W, form="nps", field="asked", text="30")
    assert isinstance(loyalty(State([*all_rows(), few])).response_rate, NotAvailable)


@pytest.mark.parametrize("score", ["11", "7.5"])
def test_an_answer_outside_the_scale_is_a_reason(score):
    found = loyalty(state_of(*sheet("nps", [("Shop", "", f"9 {score}")])))
    assert isinstance(found, NotAvailable)


def test_value_test_and_checklist_of_the_demo():
    test = value_tests(demo())["Corporate proposal"]
    assert [percent(each.share, 0) for each in test.results] == ["60", "50", "30", "70", "40"]
    assert percent(test.mean, 0) == "50"
    assert test.passed is False
    lights = checklist(demo())
    assert [lights.count(light) for light in ("red", "amber", "green", None)] == [3, 2, 1, 0]
    assert usp_status(demo()) == {"Corporate": "tested", "Dealer": "draft", "Retail": "none"}


def test_evidence_of_a_light_and_lines_of_the_rooms_own():
    rows = [
        Figure(**W, sheet="checklist", label="offer_client", numbers=["red", "nobody asks"]),
        Figure(**W, sheet="checklist", label="Our own line", numbers=["green"], note="we do"),
    ]
    found = checklist(state_of(*rows))
    assert found.lights["Offer–client"] == "red"
    assert found.evidence["Offer–client"] == "nobody asks"
    assert found.lights["Our own line"] == "green"
    assert found.evidence["Our own line"] == "we do"
    assert found.lights["Client base"] is None


def test_empty_sheets_say_why_there_is_nothing():
    empty = state_of()
    for found in (sales(empty), economics(empty), accounts(empty), loyalty(empty)):
        assert isinstance(found, NotAvailable)
        assert found.reason
    assert value_tests(empty) == {}


def test_the_first_quarter_is_read_from_the_settings():
    row = Answer(workshop_id="w", form="accounts", field="first_quarter", text="2024 Q3")
    assert accounts(state_of(row, *sheet("accounts", [("A", "B", "1")]))).first_quarter == "2024 Q3"
