"""What stands around the tables comes back too: the header, metrics of goals, links of options."""

from datetime import date

import pytest

from exports.formats import FORMATS
from exports.returning import Returned
from facilitator.model import Card, Decision, Goal
from facilitator.store.entry import Change
from facilitator.words.language import LANGUAGES, speaking
from facilitator.workshop.edit import Edit
from facilitator.workshop.exchange.differences import take_in_differences
from facilitator.workshop.state import State
from tests.exports.demo import TODAY, demo
from tests.exports.returning.edited import NOW, back, replaced


def taken(state: State, found: Returned) -> State:
    edit = Edit(state, NOW, TODAY)
    take_in_differences(edit, found.differences)
    return edit.state


def test_name_date_moderator_of_the_header_are_changes(state: State, document: str) -> None:
    edited = replaced(
        document,
        ("# Sales audit & strategic session 2027\n", "# Strategy 2027\n"),
        ("**Company:** Taveon Lighting", "**Company:** Taveon Lighting Group"),
        ("**Date:** Thu 14 Jan 2027, 09:30", "**Date:** 15 January 2027, 10:00"),
        ("**Moderator:** Marta Zielinska", "**Moderator:** AB"),
        ("**Next review:** Thu 18 Feb 2027", "**Next review:** 25 feb 2027"),
        ("**Country:** PL", "**Country:** DE"),
    )
    found = back(state, edited)
    assert found.unread == ()
    assert [(each.kind, each.label) for each in found.differences] == [
        ("session", "Title"),
        ("session", "Company"),
        ("session", "Date"),
        ("session", "Moderator"),
        ("session", "Country"),
        ("session", "Next review"),
    ]
    assert found.differences[3].in_file == "Anna Berg", "as it was understood"
    after = taken(state, found)
    head = after.workshop
    assert (head.title, head.company) == ("Strategy 2027", "Taveon Lighting Group")
    assert (head.day, head.start) == (date(2027, 1, 15), "10:00")
    assert (head.country, head.follow_up) == ("DE", date(2027, 2, 25))
    assert [each.initials for each in after.people if each.moderator] == ["AB"]


def test_what_the_header_does_not_take_is_named_by_its_line(state: State, document: str) -> None:
    edited = replaced(
        document,
        ("**Agenda:** Full day", "**Agenda:** Half a day"),
        ("**Date:** Thu 14 Jan 2027, 09:30", "**Date:** some day"),
        ("**Moderator:** Marta Zielinska", "**Moderator:** Zoe Nobody"),
        ("- **Question:** How do we reach 5 174 k€ in 2027 although dealers shrink?\n", ""),
        ("**Company:** Taveon Lighting", "**Company:** "),
    )
    found = back(state, edited)
    assert found.differences == ()
    lines = edited.splitlines()
    told = [(lines[each.line - 1][:12], each.sentence) for each in found.unread]
    assert [start for start, _sentence in told] == [
        "# Sales audi",
        "- **Company:",
        "- **Date:** ",
        "- **Moderato",
        "- **Agenda:*",
    ]
    assert "“Question” is not in the file: it stays as it is." in told[0][1]
    assert "“Agenda: Half a day” is told by the session" in told[4][1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_metric_unit_source_base_and_target_of_a_goal_come_back(
    state: State, language: str
) -> None:
    before = {"language": state.workshop.language}
    change = Change("workshop", state.workshop.id, before, {"language": language})
    state = state.after([change], state.head)
    document = str(FORMATS["md"].render(state, demo()[1], TODAY))
    with speaking(language):
        lines = document.splitlines()
    (metric,) = [at for at, each in enumerate(lines) if "invoiced revenue" in each]
    lines[metric] = lines[metric].replace("invoiced revenue", "paid revenue").replace("ERP", "CRM")
    at = metric + 1
    assert "3 024" in lines[at].replace("\u202f", " ").replace("\xa0", " ")
    head, arrow, rest = lines[at].partition("→")
    assert arrow
    lines[at] = f"{head}→ 3 100,5 k€{rest[rest.index(' (') :]}"
    found = back(state, "\n".join(lines) + "\n")
    assert found.unread == ()
    after = taken(state, found)
    goal = next(each for each in after.rows(Goal) if each.ref == "G1")
    assert (goal.metric, goal.unit, goal.data_source) == ("paid revenue", "k€", "CRM")
    assert (goal.baseline, goal.target) == ("2520", "3100.5")


def test_numbers_of_a_goal_that_mean_nothing_are_named(state: State, document: str) -> None:
    edited = replaced(
        document,
        ("2 520 → 3 024 k€ (+504, +20.0 %)", "a lot → 3 024 k€"),
        ("234.4 → 290 k€ (+55.6, +23.7 %)", "234.4 → 290 k€ (+60, +30 %)"),
    )
    found = back(state, edited)
    assert found.differences == ()
    assert len(found.unread) == 2
    assert found.unread[0].sentence.startswith("G1 From – to: ")
    assert found.unread[1].sentence.startswith("G2 From – to: ")


def test_links_of_an_option_and_whether_a_decision_can_be_undone(
    state: State, document: str
) -> None:
    option = next(each for each in state.rows(Card) if each.ref == "SO1")
    was = f"| SO1 | {option.text} | S2, S1, O1, O4 |"
    edited = replaced(document, (was, was.replace("S2, S1, O1, O4", "S2, O1")))
    found = back(state, edited)
    assert (found.unread, len(found.differences)) == ((), 1)
    after = taken(state, found)
    refs = {each.id: each.ref for each in after.rows(Card)}
    linked = after.find(Card, option.id)
    assert linked is not None and [refs[each] for each in linked.links] == ["S2", "O1"]
    nothing = back(state, replaced(document, (was, was.replace("S2, S1, O1, O4", "S2, Q9"))))
    assert nothing.differences == () and "SO1 Links: " in nothing.unread[0].sentence

    first = state.rows(Decision)[0]
    change = Change("decision", first.id, {"reversible": True}, {"reversible": False})
    bound = state.after([change], state.head)
    told = str(FORMATS["md"].render(bound, demo()[1], TODAY))
    found = back(bound, replaced(told, ("not without loss", "yes")))
    assert [dict(each.values) for each in found.differences] == [{"reversible": True}]
