from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.exact import NotAvailable
from facilitator.methods.newclients import Invoice, client_revenue
from facilitator.methods.periods import Period
from facilitator.methods.retention import ChurnChange, churn_change

YEAR = Period(date(2027, 1, 1), date(2027, 12, 31))


def test_a_client_is_new_for_twelve_months() -> None:
    found = client_revenue(
        [
            Invoice("Halmer", date(2026, 3, 10), 100),
            Invoice("Halmer", date(2027, 3, 9), 20),
            Invoice("Halmer", date(2027, 3, 10), 5),
            Invoice("Brevik", date(2025, 3, 1), 7),
            Invoice("Brevik", date(2027, 3, 1), 3),
        ],
        YEAR,
        data_from=date(2025, 1, 1),
    )
    assert (found.new, found.existing) == (20, 8)
    assert (found.new_clients, found.uncertain) == (("Halmer",), ())


def test_a_first_invoice_near_the_start_of_the_data_is_uncertain() -> None:
    invoices = [Invoice("Halmer", date(2026, 12, 31), 1), Invoice("Halmer", date(2027, 1, 1), 1)]
    assert client_revenue(invoices, YEAR, date(2026, 1, 1)).uncertain == ("Halmer",)
    assert client_revenue(invoices, YEAR, date(2025, 12, 31)).uncertain == ()
    assert client_revenue(invoices, YEAR).uncertain == ()
    assert client_revenue([], YEAR).new == 0


invoices = st.lists(
    st.builds(
        Invoice,
        st.sampled_from("ABC"),
        st.dates(date(2025, 1, 1), date(2028, 1, 31)),
        st.integers(-100, 1000) | st.decimals(0, 100, places=2),
    ),
    max_size=12,
)


@given(invoices, st.data())
def test_new_and_existing_add_up_in_any_order(rows: list[Invoice], data) -> None:
    found = client_revenue(rows, YEAR)
    whole = sum((Fraction(row.amount) for row in rows if row.day in YEAR), Fraction(0))
    assert found.new + found.existing == whole
    assert client_revenue(data.draw(st.permutations(rows)), YEAR) == found


def rise(before: str, now: str) -> ChurnChange:
    found = churn_change(Fraction(Decimal(before)), Fraction(Decimal(now)))
    assert isinstance(found, ChurnChange)
    return found


def test_a_rise_of_churn_by_five_points_asks_to_win_back() -> None:
    assert rise("0.0833", "0.1333").win_back
    assert not rise("0.0833", "0.13329999").win_back
    assert rise("0.10", "0.04").sentence is None
    told = rise("0.05", "0.11").sentence
    assert told is not None
    assert "6 percentage points" in told
    nothing = NotAvailable("There were no clients at the start.")
    assert churn_change(nothing, Fraction(1)) == nothing
    assert churn_change(Fraction(1), nothing) == nothing
