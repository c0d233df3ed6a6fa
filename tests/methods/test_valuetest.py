"""Value test, USP and checklist: the demo company's state and the rules at their limits."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.exact import NotAvailable
from facilitator.methods.valuetest import (
    SALES_SYSTEM_LINES,
    ChannelFit,
    Light,
    LightCount,
    Question,
    Usp,
    UspBasis,
    UspStatus,
    ValuePoint,
    ValueTest,
    count_lights,
    usp_reading,
    value_point,
    value_test,
    value_test_of_counts,
)

DEMO = value_test_of_counts(
    10,
    {
        Question.CLEAR: 6,
        Question.BENEFIT: 5,
        Question.DIFFERENCE: 3,
        Question.PROOF: 7,
        Question.FORWARD: 4,
    },
)
USP = Usp(
    for_whom="warehouses and food plants",
    outcome="a lower lighting bill without stopping work",
    alternative="Glowtec",
    difference="guaranteed savings without stopping work",
    proof="measured kWh at six reference sites",
    basis=UspBasis.PROCESS,
)

readers = st.lists(
    st.dictionaries(st.sampled_from(Question), st.none() | st.booleans()), max_size=20
)


def of(readers: int, *yes: int | None) -> ValueTest:
    return value_test_of_counts(readers, dict(zip(Question, yes, strict=True)))


def test_demo_value_test() -> None:
    assert [one.share for one in DEMO.results] == [
        Fraction(value, 100) for value in (60, 50, 30, 70, 40)
    ]
    assert [one.passed for one in DEMO.results] == [False, False, False, True, False]
    assert DEMO.mean == Fraction(1, 2)
    assert DEMO.passed is False
    assert not DEMO.few_readers


def test_demo_checklist() -> None:
    lights: dict[str, Light | None] = dict(
        zip(
            SALES_SYSTEM_LINES,
            (Light.GREEN, Light.RED, Light.AMBER, Light.RED, Light.AMBER, Light.RED),
            strict=True,
        )
    )
    assert count_lights(lights) == LightCount(red=3, amber=2, green=1, grey=0)


def test_demo_chain_gap() -> None:
    fit = ChannelFit(valued=True, deliverable=True, provable=False)
    assert fit.realised is False
    assert fit.gaps == ("the channel cannot prove it",)


@pytest.mark.parametrize(
    ("yes", "passed"),
    [((0, 7, 7, 0, 0), True), ((10, 6, 7, 10, 10), False), ((10, 7, 6, 10, 10), False)],
)
def test_benefit_and_difference_decide_at_exactly_70_per_cent(
    yes: tuple[int, ...], passed: bool
) -> None:
    assert of(10, *yes).passed is passed


def test_fewer_than_five_readers_report_nothing() -> None:
    four, five = of(4, 4, 4, 4, 4, 4), of(5, 5, 5, 5, 5, 5)
    assert four.passed == NotAvailable("Fewer than 5 readers answered.")
    assert isinstance(four.mean, NotAvailable)
    assert five.passed is True
    assert five.few_readers


def test_an_unasked_question_is_not_a_no() -> None:
    lacking = of(10, 10, 10, None, 10, 10)
    assert isinstance(lacking.passed, NotAvailable)
    assert isinstance(lacking.mean, NotAvailable)
    assert of(10, None, 10, 10, None, None).passed is True


def test_counts_beyond_the_readers_are_refused() -> None:
    with pytest.raises(ValueError, match="11 of 10 readers cannot have said yes to “clear”"):
        of(10, 11, 0, 0, 0, 0)


def test_a_blank_answer_shrinks_the_number_of_readers_of_that_question() -> None:
    yes = dict.fromkeys(Question, True)
    silent: dict[Question, bool | None] = {**yes, Question.PROOF: None}
    found = value_test([*[yes] * 5, silent, {}])
    assert found.readers == 6
    assert {one.question: one.readers for one in found.results} == {
        **dict.fromkeys(Question, 6),
        Question.PROOF: 5,
    }
    assert all(one.share == 1 for one in found.results)


def test_usp_has_three_states() -> None:
    assert usp_reading(None).status is UspStatus.NONE
    assert usp_reading(Usp(for_whom="warehouses", outcome=" ")).todo == (
        "Develop a USP after looking at competitors.",
    )
    draft = usp_reading(replace(USP, proof=" ", basis=None), DEMO)
    assert draft.status is UspStatus.DRAFT
    assert draft.todo == ("Complete the USP: proof, basis.",)
    assert usp_reading(USP, DEMO).status is UspStatus.TESTED
    assert usp_reading(USP, DEMO).todo == ()


def test_usp_is_not_tested_before_five_readers() -> None:
    for test in (None, of(4, 4, 4, 4, 4, 4)):
        reading = usp_reading(USP, test)
        assert reading.status is UspStatus.DRAFT
        assert reading.todo == ("Test it with at least 5 client readers.",)


def test_value_points() -> None:
    assert value_point(True, True) is ValuePoint.DIFFERENCE
    assert value_point(True, False) is ValuePoint.CONTENTION
    assert value_point(False, False) is ValuePoint.PARITY


@pytest.mark.parametrize(
    ("answers", "realised"),
    [
        ((True, True, True), True),
        ((True, None, True), None),
        ((None, None, False), False),
    ],
)
def test_three_yes_realise_a_usp(
    answers: tuple[bool | None, bool | None, bool | None], realised: bool | None
) -> None:
    assert ChannelFit(*answers).realised is realised


def test_a_line_without_a_light_is_grey() -> None:
    assert count_lights({}) == LightCount(0, 0, 0, 6)
    assert count_lights({"client base": None, "offer–client": Light.GREEN}).grey == 5
    with pytest.raises(ValueError, match="“weather” is not a line"):
        count_lights({"weather": Light.RED})


@given(readers)
def test_order_of_readers_does_not_matter(
    answers: list[dict[Question, bool | None]],
) -> None:
    assert value_test(answers[::-1]) == value_test(answers)


@given(readers)
def test_yes_and_no_add_up_to_readers(answers: list[dict[Question, bool | None]]) -> None:
    turned = [
        {question: None if answer is None else not answer for question, answer in one.items()}
        for one in answers
    ]
    for plain, mirror in zip(value_test(answers).results, value_test(turned).results, strict=True):
        assert plain.yes + mirror.yes == plain.readers == mirror.readers
        assert plain.readers <= value_test(answers).readers


@given(st.integers(5, 50), st.integers(0, 50), st.integers(0, 50))
def test_pass_mark_is_exact(count: int, benefit: int, difference: int) -> None:
    benefit, difference = min(benefit, count), min(difference, count)
    expected = benefit * 10 >= count * 7 and difference * 10 >= count * 7
    assert of(count, 0, benefit, difference, 0, 0).passed is expected


@given(st.dictionaries(st.sampled_from(SALES_SYSTEM_LINES), st.none() | st.sampled_from(Light)))
def test_lights_add_up_to_six(lights: dict[str, Light | None]) -> None:
    found = count_lights(lights)
    assert found.red + found.amber + found.green + found.grey == len(SALES_SYSTEM_LINES)
