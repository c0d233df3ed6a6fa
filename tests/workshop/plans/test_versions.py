"""What differs between two versions of a plan is told in words, not in what is stored."""

from facilitator.words.language import speaking
from facilitator.workshop.plans.versions import difference
from screens.stages.shown import cost
from tests.workshop import demo_rows


def test_statuses_and_costs_are_told_as_people_say_them() -> None:
    first, *_others = demo_rows.actions()
    before = demo_rows.state_of(first.with_changes({"status": "open", "cost": 900_000}))
    after = demo_rows.state_of(first.with_changes({"status": "in_progress", "cost": 1_250_050}))
    with speaking("ru"):
        found = difference(before, after)
        assert {each.table for each in found} == {"Действия"}
        assert [each.sentence.replace("\u00a0", " ") for each in found] == [
            "A01 расходы: 9 000 EUR → 12 500,5 EUR",
            "A01 статус: открыто → в работе",
        ]


def test_yen_have_no_hundredths() -> None:
    first, *_others = demo_rows.actions()
    costs = (first.with_changes({"cost": cost}) for cost in (900_000, 1_250_050))
    before, after = (demo_rows.state_of(row, currency="JPY") for row in costs)
    (found,) = difference(before, after)
    assert found.sentence.replace("\u00a0", " ") == "A01 cost: 900,000 JPY → 1,250,050 JPY"
    assert cost(900_000, "JPY").replace("\u00a0", " ") == "900 000 JPY"
    assert cost(900_050, "EUR").replace("\u00a0", " ") == "9 000.5 EUR"
