"""The review report as Markdown and as JSON values."""

from datetime import date

from exports.markdown import render
from exports.markdown.plans.followup import changed, section
from facilitator.workshop.plans.figures import plan_figures
from tests.workshop.plans.followup_example import the_review

DAY = date(2027, 2, 18)


def test_the_report_of_the_worked_example():
    state, history = the_review()
    told = section(state, DAY).replace("\xa0", " ")
    for line in (
        "- **Status:** open 2, in progress 5, done 2, blocked 1",
        "- **Done in time:** 50.0 % (1 of 2 due so far)",
        "- **Overdue:** none",
        "| K1 | Cold calls | Piotr Nowak | 47 | 47.6 | calls | 98.7 % | amber |",
        "| K2 | First meetings | Piotr Nowak | 3 | 3.5 | meetings | 85.7 % | **red** |",
        "| K4 | Total revenue | Jonas Weber | 383 | 393 | k€ | 97.5 % | amber |",
        "### January 2027 by channel, thousand EUR",
        "| Total | 393 | 383 | 97.5 % | amber |",
        "- Cold calls → First meetings: 6.4 % of 47; before 8.0 % of 400",
        "| Fri 26 Feb 2027 | Fri 5 Mar 2027 | – | – | +5 | week 1 had 15 calls",
    ):
        assert line in told, line
    whole = render(state, DAY, history)
    assert section(state, DAY) in whole
    assert changed(state, history) in whole
    assert "## What changed since the last session" in whole
    assert "A05 deadline: Fri 26 Feb 2027 → Fri 5 Mar 2027" in whole


def test_the_same_figures_as_values():
    found = plan_figures(the_review()[0], DAY)["review"]
    assert (found["on_time_percent"], found["overdue"], found["blocked"]) == ("50.00", [], ["A07"])
    assert (found["late"], found["moved"]) == ({"A01": 2}, {"A05": 5})
    calls = found["kpis"]["K1"]
    assert (calls["fact"], calls["expected"], calls["light"]) == ("47", "47.6", "amber")
    assert found["conversions"]["K1 K2"]["percent"] == "6.38"
    assert found["goals"]["G1"] == {"light": "amber", "decision": "correct"}
