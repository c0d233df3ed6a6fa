"""Every figure of the demo's audit stands in a view, with its period and its reason if missing."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from facilitator.agenda.checks import VIEWS as NAMES
from facilitator.audit.engine.choices import Filters
from facilitator.methods.exact import NotAvailable
from screens.stages.views.catalogue import VIEWS
from screens.stages.views.look import period
from screens.stages.views.tables import Entry, Table, laid_out
from tests.screens.views import taveon


def shown(name: str, width: int = 100) -> str:
    kind = VIEWS[name]
    if kind.of_survey is not None:
        return taveon.text_of(kind.of_survey(taveon.state()))
    assert kind.of_ledger is not None
    return taveon.text_of(kind.of_ledger(taveon.look(width)))


def line_of(text: str, *words: str) -> str:
    found = [line for line in text.splitlines()[1:] if all(word in line for word in words)]
    assert found, (words, text)
    return re.sub(r"[█▏▎▍▌▋▊▉]+", "", found[0])


def test_an_agenda_knows_the_views_there_are() -> None:
    assert set(NAMES) == set(VIEWS)


def test_years_growth_trend_and_declines() -> None:
    text = shown("years")
    assert text.startswith("Dynamics, Jan 2025 – Dec 2026, revenue k€")
    total = text[text.index("Total") : text.index("Corporate")]
    assert "4 700   +6.8 %" in total and "4 400   +6.0 %" in total and "4 150" in total
    assert "+6.42 %" in total and "+4.66 k€ a month" in total
    for channel, year, growth in (
        ("Corporate", "2 520", "+16.7 %"),
        ("Dealer", "1 560", "−7.1 %"),
        ("Retail", "620", "+10.7 %"),
    ):
        own = text[text.index(f"\n{channel} ") :]
        assert year in line_of(own, "2026") and growth in line_of(own, "2026")
    assert "An average growth rate needs at least two yearly steps." in text
    falls = shown("declines")
    assert [line.split()[-2] for line in falls.splitlines()[1:]] == [
        "−5.3", "−10.3", "−10.2", "−8.2",
    ]  # fmt: skip
    assert "Dealer, Q3 2026" in falls and "Dealer, Mar–Dec 2026" in falls


def test_months_and_season() -> None:
    months = shown("months")
    first = line_of(months, "Apr 2026")
    assert "355" in first and "+10.9 %" in first
    assert "4 700" in line_of(months, "Dec 2026")
    season = shown("season")
    assert line_of(season, "Nov", "highest").endswith("1.278")
    assert line_of(season, "Jul", "lowest").endswith("0.787")


def test_channels_with_what_their_costs_make_of_them() -> None:
    text = shown("channels")
    assert "Channels, 12 months to Dec 2026, k€" in text
    for figure in ("957.6", "374.4", "260.4", "1 592.4", "647.6", "234.4", "75.4", "957.4"):
        assert figure in text
    for share in ("208.9 %", "167.4 %", "40.8 %", "150.8 %", "25.7 %", "15.0 %", "12.2 %"):
        assert share in text
    orders = text[text.index("Average order") :]
    assert line_of(orders, "Corporate").split()[1:] == ["70", "000", "€", "36"]
    assert line_of(orders, "Dealer").split()[1:] == ["6", "500", "€", "240"]
    assert line_of(orders, "Retail").split()[1:] == ["400", "€", "1", "550"]


def test_costs_are_not_held_against_a_part_of_the_rows() -> None:
    look = taveon.look()
    cut = replace(look.audit.choices, filters=Filters(regions=("North",)))
    found = VIEWS["channels"].of_ledger
    assert found is not None
    text = taveon.text_of(found(replace(look, audit=replace(look.audit, choices=cut))))
    assert "the costs typed are those of whole channels" in text
    assert "208.9 %" not in text


def test_classes_pareto_and_ranking() -> None:
    text = shown("abc", 140)
    assert "ABC, 12 months to Dec 2026, revenue k€" in text
    assert "3 350     82.11 %         11     55 %   20 %" in line_of(text, "82.11")
    assert "640     15.69 %          7     35 %   30 %" in line_of(text, "15.69")
    assert "90      2.21 %          2     10 %   50 %" in line_of(text, "2.21")
    assert "! Flat base: few small growing clients, weak inflow." in text
    assert "┤" in line_of(text, "80 % line, 55 %")
    assert "520     12.75 %  +18.2 %" in line_of(text, "A X", "Halmer Logistics")
    assert "150     82.11 %" in line_of(text, "A Z", "Renvik Cold Store")
    bars = {
        name: line.count("█")
        for line in text.splitlines()
        for name in ("Halmer", "Ostara")
        if name in line
    }
    assert bars["Halmer"] / bars["Ostara"] == pytest.approx(520 / 180, rel=0.1)


def test_regularity_says_what_was_chosen_and_proposes() -> None:
    text = shown("xyz")
    assert text.startswith("XYZ, by quarter, 10/25 %, 8 whole quarters")
    assert line_of(text, "X  CV up to 10 %").split()[-1] == "4"
    assert line_of(text, "Y  CV up to 25 %").split()[-1] == "9"
    assert line_of(text, "Z  CV above 25 %").split()[-1] == "6"
    assert "of 19 customers with a class 4 are X" in text
    assert "15.0 %" in line_of(text, "50 % of them")
    assert "→ By quarter, since first purchase, X up to 10 %" in text


def test_who_is_irregular_stopped_and_weighs_most() -> None:
    irregular = shown("irregular")
    assert "5 customers, together 710 k€" in irregular
    for name, cv in (("Velpak", "25.76"), ("Ostara", "57.10"), ("Renvik", "49.30"),
                     ("Sillen", "58.25"), ("Marlow", "39.37")):  # fmt: skip
        assert cv in line_of(irregular, name)
    stopped = shown("stopped")
    assert "60    0" in line_of(stopped, "– lost", "Radion")
    assert "50    0" in line_of(stopped, "– lost", "Arbex")
    weight = shown("dependence")
    assert "12.75 %" in line_of(weight, "Largest") and "33.58 %" in line_of(weight, "Three")
    assert "739" in line_of(weight, "HHI")


def test_what_was_kept_of_customers_and_revenue() -> None:
    text = shown("movement")
    for start, rates in (
        ("All customers: 21 before, 20 now", ("90.48", "9.52", "105.21", "94.79")),
        ("Corporate: 12 before, 12 now", ("91.67", "8.33", "114.81", "97.22")),
        ("Dealer: 9 before, 8 now", ("88.89", "11.11", "92.86", "91.67")),
    ):
        own = text[text.index(start) :].splitlines()[1:5]
        assert [rate in line for rate, line in zip(rates, own, strict=True)] == [True] * 4
    assert line_of(text, "Q4 2026").split()[-4:] == ["20", "0", "0", "2"]


def test_loyalty_with_intervals_differences_and_comments() -> None:
    text = shown("loyalty")
    assert "0.0 … +70.6 · ±38.2" in text and "−55.8 … +25.0" in text and "−9.5 … +40.3" in text
    for name, score in (("Corporate", "+43"), ("Dealer", "−20"), ("Retail", "+17"), ("All", "+17")):
        assert f"{name}  {score}" in text
    assert "62.9" in line_of(text, "Corporate and Dealer differ with certainty")
    comments = shown("comments").splitlines()
    assert comments[1].startswith("Detractors") and "Late deliveries" in comments[2]
    assert comments[3].startswith("Promoters") and "They measure before" in comments[4]


def test_the_overview_has_something_of_everything() -> None:
    text = shown("overview")
    for words in ("4 700", "208.9 %", "Dealer, Q2 2026", "11 A customers (55 %) bring",
                  "Stopped buying", "Customers kept (CRR)", "Corporate  +43", "9 100"):  # fmt: skip
        assert words in text, words


def test_a_column_the_ledger_does_not_name_says_so() -> None:
    assert "The ledger names no product." in shown("products")


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("width", [38, 58, 98, 218])
def test_labels_have_room_at_any_width(name: str, width: int) -> None:
    kind = VIEWS[name]
    if kind.of_ledger is None:
        return
    rows = kind.of_ledger(taveon.look(width)).rows
    right = max((len(row.item.right) for row in rows), default=0)
    assert right <= max(12, width * 3 // 4)
    assert len({row.item.key for row in rows}) == len(rows)
    for row in rows:
        assert "\xa0" not in row.sentence
        assert row.item.tone == "heading" or row.item.text


def test_a_figure_that_cannot_be_told_shows_its_reason() -> None:
    look = taveon.look()
    why = NotAvailable("No customer has revenue above zero in these months.")
    audit = replace(look.audit, abc=why, xyz=why, matrix=why, irregular=why, movement=why)
    for name in ("abc", "xyz", "matrix", "irregular", "movement", "overview", "dependence"):
        build = VIEWS[name].of_ledger
        assert build is not None
        assert why.reason in taveon.text_of(build(replace(look, audit=audit))), name


def test_small_amounts_are_shown_in_the_currency_itself() -> None:
    look = taveon.look()
    assert look.money(Fraction(1234567)) == "1\xa0234.6\xa0k€"
    assert look.money(Fraction(12)) == "12\xa0€"
    assert look.amount(Fraction(0)) == "0"
    assert replace(look, size=1).amount(Fraction(2469, 2)) == "1\xa0235"


@pytest.mark.parametrize(
    ("label", "spoken"),
    [("2026", "2026"), ("2026 Q3", "Q3 2026"), ("2026-03", "Mar 2026"),
     ("2025-11 – 2026-02", "Nov 2025–Feb 2026"), ("2026-03 – 2026-12", "Mar–Dec 2026")],
)  # fmt: skip
def test_periods_as_people_say_them(label: str, spoken: str) -> None:
    assert period(label) == spoken


def test_columns_go_before_labels_do() -> None:
    wide = [Entry("a", "A customer of some length", (), "")]
    table = Table("T", wide, ("one", "two"))
    assert laid_out(taveon.look(30), [table])[1].item.text == "A customer of some length"
