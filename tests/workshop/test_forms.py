from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.model import Answer
from facilitator.workshop.edit import Refused
from facilitator.workshop.forms import (
    answer,
    answers,
    delete_filling,
    rename_subject,
    subjects,
    tick,
)
from facilitator.workshop.goals import add_goal
from facilitator.workshop.results import reading
from facilitator.workshop.setup import change_session
from tests.workshop.plain import empty_edit


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("companies_source", " trade  register ", "trade  register"),
        ("own_clients", "1 234", "1 234"),
        ("own_revenue", "2 520 k€", "2 520 k€"),
        ("companies", "130/160 /180", "130 / 160 / 180"),
        ("companies", "160", "160"),
        ("serviceable", "50 % / 60 % / 65 %", "50 % / 60 % / 65 %"),
        ("companies_date", "14.01.2027", "2027-01-14"),
        ("companies_date", "3 jan 2027", "2027-01-03"),
    ],
)
async def test_a_field_keeps_what_was_said(session, field, typed, kept):
    assert await session.run(answer, "market", field, typed) == kept
    assert answers(session.state, "market") == {field: kept}


@pytest.mark.parametrize(
    ("field", "typed", "why"),
    [
        ("own_clients", "a dozen", "not a number"),
        ("own_clients", "-1", "at least 0"),
        ("own_clients", "inf", "not a number"),
        ("own_revenue", "2520 USD", "counted in kEUR"),
        ("companies", "130 / 160", "low / base / high"),
        ("companies", "180 / 160 / 130", "must rise"),
        ("companies", "130 / / 180", "low / base / high"),
        ("serviceable", "50 / 60 / 101", "at most 100"),
        ("companies_date", "31.02.2027", "31"),
        ("colour", "red", "no field colour"),
    ],
)
async def test_what_a_field_does_not_take_is_refused_at_the_field(session, field, typed, why):
    with pytest.raises(Refused, match=why) as refused:
        await session.run(answer, "market", field, typed)
    assert refused.value.field == field
    assert session.state.rows(Answer) == ()


async def test_choices_people_and_channels_are_kept_by_their_full_name(session):
    for field, typed in (
        ("intensity", "sel"),
        ("option", "keep"),
        ("owner", "em"),
        ("transition", "30.06.2027"),
        ("transfer", "60 %"),
        ("partners_kept", "Elnord, Voltara (north, east), Lumitrade"),
    ):
        await session.run(answer, "structure", field, typed, "dealer")
    [subject] = subjects(session.state, "structure")
    assert answers(session.state, "structure", subject) == {
        "intensity": "selective",
        "option": "keep",
        "owner": "Elena Markovic",
        "transition": "2027-06-30",
        "transfer": "60 %",
        "partners_kept": "Elnord; Voltara (north, east); Lumitrade",
    }
    with pytest.raises(Refused, match="shorten: own branch"):
        await session.run(answer, "structure", "option", "shorten", "dealer")
    with pytest.raises(Refused, match="Corporate, Dealer, Retail"):
        await session.run(answer, "structure", "owner", "em", "export")


async def test_yes_no_and_links_are_checked(session):
    await session.run(answer, "chain", "prove_yes", "нет", "Warehouses")
    await session.run(answer, "chain", "value_yes", "Y", "Warehouses")
    assert answers(session.state, "chain", "Warehouses") == {"prove_yes": "no", "value_yes": "yes"}
    with pytest.raises(Refused, match="G1"):
        await session.run(answer, "bridge", "goal", "G1", "G1")
    await session.run(add_goal, "Raise corporate revenue")
    assert await session.run(answer, "bridge", "goal", "g1", "G1") == "G1"


async def test_an_answer_is_replaced_and_taken_back(session):
    await session.run(answer, "market", "own_clients", "12")
    await session.run(answer, "market", "own_clients", "13")
    assert [row.text for row in session.state.rows(Answer)] == ["13"]
    assert await session.run(answer, "market", "own_clients", "  ") == ""
    assert session.state.rows(Answer) == ()


async def test_several_profiles_are_told_apart_renamed_and_deleted(session):
    await session.run(answer, "profile_b2b", "territory", "home region", "Warehouses")
    await session.run(answer, "profile_b2b", "territory", "two regions", "Food plants")
    assert subjects(session.state, "profile_b2b") == ("Warehouses", "Food plants")
    await session.run(rename_subject, "profile_b2b", "Warehouses", "3PL warehouses")
    assert answers(session.state, "profile_b2b", "3PL warehouses") == {"territory": "home region"}
    with pytest.raises(Refused, match="already"):
        await session.run(rename_subject, "profile_b2b", "Food plants", "3PL warehouses")
    await session.run(delete_filling, "profile_b2b", "Food plants")
    assert subjects(session.state, "profile_b2b") == ("3PL warehouses",)
    await session.undo()
    assert subjects(session.state, "profile_b2b") == ("3PL warehouses", "Food plants")


async def test_a_form_no_stage_asks_is_refused(session):
    with pytest.raises(Refused, match="No stage of this session has a form horoscope"):
        await session.run(answer, "horoscope", "sign", "lion")


async def test_money_is_counted_in_the_unit_of_the_session(session):
    await session.run(change_session, unit="million", currency="PLN")
    kept = await session.run(answer, "market", "own_revenue", "2.5 mln PLN")
    assert reading.number(kept) == Fraction(5, 2)
    assert await session.run(answer, "market", "own_revenue", "2600 kPLN") == "2.6"
    assert session.notices == ["2600 kPLN is 2.6 mlnPLN"]
    with pytest.raises(Refused, match="counted in mlnPLN"):
        await session.run(answer, "market", "own_revenue", "2500 kEUR")


async def test_a_tick_is_set_and_cleared(session):
    await session.run(tick, "S9", "load")
    assert reading.ticked(session.state, "S9", "load")
    await session.run(tick, "S9", "load", False)
    assert not reading.ticked(session.state, "S9", "load")


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_every_number_that_is_taken_reads_back_exactly(whole, part):
    edit = empty_edit()
    for typed in (f"{whole}.{part:02d}", f"{whole:,}.{part:02d} k€", f"{whole},{part:02d}"):
        kept = answer(edit, "market", "own_revenue", typed)
        assert reading.number(kept) == Fraction(whole * 100 + part, 100)


@given(st.integers(-20, 130))
def test_a_percentage_has_its_bounds(percent):
    edit = empty_edit()
    if 0 <= percent <= 100:
        assert answer(edit, "structure", "transfer", str(percent), "Corporate") == str(percent)
    else:
        with pytest.raises(Refused):
            answer(edit, "structure", "transfer", str(percent), "Corporate")
