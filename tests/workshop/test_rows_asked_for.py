"""Rows of the coverage table that are a required field or a starter: they bite when it is gone."""

import pytest

from facilitator.agenda import stage as catalogue_stage
from facilitator.agenda.tables import table
from facilitator.model import Channel
from facilitator.workshop.cards import add_card
from facilitator.workshop.edit import Edit
from facilitator.workshop.exits import unmet
from facilitator.workshop.forms import answer
from facilitator.workshop.records import add_record, change_record
from facilitator.workshop.setup import add_channel
from facilitator.workshop.stages import new_stage
from tests.workshop.conftest import NOW
from tests.workshop.demo_rows import TODAY, state_of


def stage_of(key: str) -> Edit:
    return Edit(state_of(new_stage("w", catalogue_stage(key))), NOW, TODAY)


def missing(edit: Edit, key: str) -> str:
    (stage,) = [each for each in edit.state.stages if each.key == key]
    return " | ".join(each.sentence for each in unmet(edit.state, stage, TODAY)).casefold()


REQUIRED = {
    "roles": (
        "L3", "Seller; sales", {"responsibilities": "calls", "contribution": "5 meetings"},
    ),
    "territories": ("L6", "Home region", {"reason": "two hours by car"}),
    "period_goals": (
        "O1", "On-time delivery; service quality", {"metric": "in time", "target": "95 %"},
    ),
    "competitors": ("O2", "Lumenor", {"change": "10 % cheaper"}),
    "focus_segments": ("O2", "Cold stores", {"handling": "Nowak calls weekly"}),
    "work": ("M3", "Halmer", {"day": "12 feb 2027", "offer": "phase 3"}),
    "activities": ("M3", "Association breakfast", {"day": "11 feb 2027"}),
}  # fmt: skip


@pytest.mark.parametrize("ledger", REQUIRED)
def test_a_row_without_what_is_asked_for_holds_the_stage_up(ledger: str) -> None:
    key, line, values = REQUIRED[ledger]
    edit = stage_of(key)
    row = add_record(edit, ledger, line)
    labels = {each["id"]: each["label"].casefold() for each in table("ledgers", ledger)["fields"]}
    for field, words in values.items():
        assert labels[field] in missing(edit, key), field
        change_record(edit, row.ref, **{field: words})
        assert labels[field] not in missing(edit, key), field


@pytest.mark.parametrize(
    ("key", "form", "subject", "other", "field", "words"),
    [
        ("M1", "opening", "", "loses", "different", "The subsidy opens in April"),
        ("L5", "buying", "Retail", "size", "target_months", "Sep; Oct; Nov"),
    ],
)
def test_an_answer_that_is_asked_for_holds_the_stage_up(
    key: str, form: str, subject: str, other: str, field: str, words: str
) -> None:
    edit = stage_of(key)
    answer(edit, form, other, "12 to 16 feb", subject)
    asked = next(each for each in table("forms", form)["fields"] if each["id"] == field)
    label = asked["label"].casefold()
    assert label in missing(edit, key)
    answer(edit, form, field, words, subject)
    assert label not in missing(edit, key)


def test_size_revenue_and_budgets_of_businesses_are_kept_as_lists_and_bands() -> None:
    edit = stage_of("L5")
    kept = {
        field: answer(edit, "buying", field, words, "Corporate")
        for field, words in (
            ("size", "50–500 people"), ("revenue", "20–150 M"),
            ("budget_quarters", "Q4; Q1"), ("trends", "cold chains grow"),
        )
    }  # fmt: skip
    assert kept["size"] == "50–500 people" and kept["budget_quarters"] == "Q4; Q1"


def test_process_against_practice_is_asked_for_existing_clients_and_kept_for_new_ones() -> None:
    edit = stage_of("A6")
    assert "existing clients: 0 of 1" in missing(edit, "A6")
    add_card(edit, board="A6", section="GE", text="Visit prescribed – mail is sent")
    add_card(edit, board="A6", section="GN", text="Meeting prescribed – proposal by mail")
    assert "existing clients" not in missing(edit, "A6")


def test_a_budget_begins_with_the_lines_it_usually_has() -> None:
    spec = table("ledgers", "budget")
    kinds = next(each["choices"] for each in spec["fields"] if each["id"] == "category")
    assert {"salaries", "commissions and bonuses", "crm", "prospect lists", "travel"} <= set(kinds)
    assert {"Salaries", "Commissions", "CRM licences", "Travel"} <= set(spec["starters"])


def test_a_channel_has_its_kind_and_territory() -> None:
    edit = stage_of("P1")
    made = add_channel(edit, "Web shop", "retail", "three regions")
    kept = edit.state.find(Channel, made.id)
    assert kept is not None
    assert (kept.kind, kept.territory, kept.active) == ("retail", "three regions", True)
