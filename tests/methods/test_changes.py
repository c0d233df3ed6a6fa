"""What changed between two versions of a plan."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.changes import Change, ChangeCount, ChangeKind, changes, count_changes

ADDED, REMOVED, CHANGED = ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.CHANGED
BEFORE = {
    "actions": {
        "A05": {"owner": "PN", "deadline": date(2027, 2, 26), "note": ""},
        "A06": {"owner": "AB", "deadline": date(2027, 3, 15)},
    },
    "risks": {"R1": {"text": "driver shortage"}},
}
AFTER = {
    "actions": {
        "A05": {"owner": "PN", "deadline": date(2027, 3, 5), "note": None},
        "A11": {"owner": "IS", "title": "Review the call script"},
    },
}

rows = st.dictionaries(
    st.sampled_from("abc"), st.none() | st.just("") | st.integers(0, 2), max_size=3
)
tables = st.dictionaries(
    st.sampled_from(["goals", "actions"]),
    st.dictionaries(st.sampled_from(["1", "2", "3"]), rows, max_size=3),
    max_size=2,
)


def test_added_removed_and_changed_rows() -> None:
    found = changes(BEFORE, AFTER)
    assert found == (
        Change("actions", "A05", CHANGED, "deadline", date(2027, 2, 26), date(2027, 3, 5)),
        Change("actions", "A11", ADDED, "owner", None, "IS"),
        Change("actions", "A11", ADDED, "title", None, "Review the call script"),
        Change("actions", "A06", REMOVED, "owner", "AB", None),
        Change("actions", "A06", REMOVED, "deadline", date(2027, 3, 15), None),
        Change("risks", "R1", REMOVED, "text", "driver shortage", None),
    )
    assert count_changes(found) == (
        ChangeCount("actions", added=1, removed=1, changed=1),
        ChangeCount("risks", added=0, removed=1, changed=0),
    )


def test_an_action_of_the_next_session_continues_an_earlier_one() -> None:
    later = {"actions": {"B01": {"owner": "PN", "deadline": date(2027, 3, 5)}}}
    earlier = {"actions": {"A05": BEFORE["actions"]["A05"]}}
    (found,) = changes(earlier, later, {"actions": {"B01": "A05"}})
    assert (found.key, found.kind, found.field) == ("B01", CHANGED, "deadline")


def test_an_empty_row_that_comes_or_goes_is_a_change() -> None:
    assert changes({}, {"goals": {"G1": {"text": ""}}}) == (
        Change("goals", "G1", ADDED, "", None, None),
    )
    assert changes({"goals": {"G1": {}}}, {})[0].kind is REMOVED


def test_zero_is_not_blank() -> None:
    (found,) = changes({"b": {"x": {"cost": None}}}, {"b": {"x": {"cost": 0}}})
    assert (found.before, found.after) == (None, 0)


@given(tables)
def test_nothing_changed_against_itself(version) -> None:
    assert changes(version, version) == ()


@given(tables, tables)
def test_both_directions_say_the_same(one, other) -> None:
    turned = {ADDED: REMOVED, REMOVED: ADDED, CHANGED: CHANGED}
    there = {
        (each.table, each.key, turned[each.kind], each.field, each.after, each.before)
        for each in changes(one, other)
    }
    back = {
        (each.table, each.key, each.kind, each.field, each.before, each.after)
        for each in changes(other, one)
    }
    assert there == back


@given(tables, tables)
def test_the_changes_lead_from_one_version_to_the_other(one, other) -> None:
    def filled(version) -> dict[tuple[str, str], dict[str, object]]:
        return {
            (table, key): {name: v for name, v in row.items() if v not in (None, "")}
            for table, keys in version.items()
            for key, row in keys.items()
        }

    made = filled(one)
    for change in changes(one, other):
        place = (change.table, change.key)
        if change.kind is REMOVED:
            made.pop(place, None)
            continue
        row = made.setdefault(place, {})
        if change.after is None:
            row.pop(change.field, None)
        else:
            row[change.field] = change.after
    assert made == filled(other)
