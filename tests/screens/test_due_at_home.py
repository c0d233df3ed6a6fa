"""What the list of sessions says about open actions."""

from facilitator.store.due import DueCount
from facilitator.store.glance import Summary
from screens.home_list import Fold, home_items


def summary(id: str, parent: str = "") -> Summary:
    return Summary(
        id, 1, f"Plan {id}", "Taveon Lighting", "", "running", False, False, False,
        1, 2, "", "", "follow_up" if parent else "session", parent, "", "", "",
    )  # fmt: skip


def test_overdue_comes_first_and_a_folded_session_counts_its_plans():
    shown = [summary("a"), summary("b", "a"), summary("c", "b")]
    due = {"b": DueCount(2, 1), "c": DueCount(0, 3)}
    details = {item.key: item.detail.strip() for item in home_items(shown, Fold(), due)}
    assert details["a"].startswith("Taveon Lighting")
    assert details["b"].startswith("2 overdue · 1 due this week · follow-up")
    assert details["c"].startswith("3 due this week · follow-up")
    (folded,) = home_items(shown, Fold({"a": False}), due)
    assert folded.detail.startswith("2 overdue · 4 due this week · Taveon Lighting")
    assert folded.tone == "warn"
