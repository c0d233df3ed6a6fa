"""Forms, ledgers, sheets and criteria the stages bring along."""

from __future__ import annotations

import pytest

from facilitator.agenda import UnknownName, form, ledger, sheet, stage
from facilitator.agenda.parts import FIELD_TYPES
from facilitator.agenda.tables import names


def field_ids(fields) -> list[str]:
    return [each.id for each in fields]


def required(fields) -> set[str]:
    return {each.id for each in fields if each.required}


@pytest.mark.parametrize("what", ["forms", "ledgers", "sheets"])
def test_every_file_holds_the_part_it_is_named_for(what: str) -> None:
    get = {"forms": form, "ledgers": ledger, "sheets": sheet}[what]
    for id in names(what):
        part = get(id)
        assert part.id == id
        fields = part.values if what == "sheets" else part.fields
        assert len(set(field_ids(fields))) == len(fields)
        for each in fields:
            assert each.type in FIELD_TYPES
            assert bool(each.choices) == (each.type == "choice")


def test_weights_of_the_channel_criteria() -> None:
    criteria = stage("S3").criteria
    assert [each.weight for each in criteria] == [5, 5, 4, 3, 3]
    assert criteria[0].title == "USP and value work here"
    assert all(each.low and each.middle and each.high for each in criteria)


def test_swot_knows_inside_from_outside() -> None:
    board = stage("S1")
    assert {each.id: each.internal for each in board.sections} == {
        "S": True,
        "W": True,
        "O": False,
        "T": False,
    }
    assert board.section("S").factor == ("importance", "strength")
    assert board.section("T").factor == ("impact", "probability")
    assert (board.evidence, board.votes, board.shortlist) == (True, "section", 3)
    assert board.subjects == ("company", "competitor")


def test_a_business_profile_asks_what_the_method_requires() -> None:
    profile = stage("S5").form("profile_b2b")
    assert required(profile.fields) == {
        *("segment", "territory", "trigger", "problem", "requirements", "channels", "exclusion"),
    }
    assert stage("S5").form("profile_b2c").each == "many"


def test_channel_structure_asks_for_a_reason_even_to_keep() -> None:
    structure = form("structure")
    assert {"width_target", "length_target", "reason", "conflict_rule", "owner"} <= required(
        structure.fields
    )
    option = next(each for each in structure.fields if each.id == "option")
    assert option.choices[0] == "keep"


def test_market_factors_are_ranges_with_source_and_date() -> None:
    fields = {each.id: each for each in form("market").fields}
    for factor in ("companies", "average", "serviceable", "attainable"):
        assert fields[factor].type == "range"
        assert fields[f"{factor}_source"].type == "text"
        assert fields[f"{factor}_date"].type == "date"
    assert fields["companies_source"].required


def test_the_chain_has_three_links() -> None:
    links = [each.id for each in stage("S7").form("chain").fields if each.type == "yes_no"]
    assert links == ["value_yes", "deliver_yes", "prove_yes"]


def test_requirements_start_from_the_typical_ones() -> None:
    starters = ledger("requirements").starters
    assert len(starters) == 12
    assert starters[0] == "Quality" and starters[-1] == "Confidentiality"


def test_an_action_needs_what_makes_it_valid() -> None:
    assert required(ledger("actions").fields) == {"title", "owner_id", "deadline", "measure"}
    refs = [ledger(id).ref for id in names("ledgers")]
    assert {"A", "G", "R"} <= set(refs) and len(set(refs)) == len(refs)


@pytest.mark.parametrize("id", names("sheets"))
def test_the_example_line_fits_its_sheet(id: str) -> None:
    page = sheet(id)
    labels = bool(page.group) + bool(page.row)
    typed = page.example.split("; ")[labels:]
    if page.most_values:
        assert page.least_values <= len(typed) <= page.most_values
        assert len(page.values) == 1
    else:
        assert sum(each.required for each in page.values) <= len(typed) <= len(page.values)
    if page.rows:
        assert page.example.split("; ")[0] in [each.title for each in page.rows]
    assert page.how.startswith(page.group or page.row)


def test_sheets_of_the_audit() -> None:
    assert len(sheet("sales").values) == 12 and sheet("sales").missing
    assert field_ids(sheet("economics").values) == ["revenue", "margin", "cost"]
    assert sheet("nps").values[0].most == 10
    assert field_ids(sheet("value_test").values)[1:] == [
        *("clear", "benefit", "difference", "proof", "forward"),
    ]
    assert len(sheet("checklist").rows) == 6
    assert {"qualified", "terms_agreed"} <= {each.id for each in sheet("funnel").rows}


def test_unknown_parts_say_what_there_is() -> None:
    with pytest.raises(UnknownName, match=r"no form 'markt'; there are .*market"):
        form("markt")
    with pytest.raises(KeyError):
        stage("S1").form("market")
