"""Surveys: scores from 0 to 10 with whose they are and the comments beside them."""

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from facilitator.audit import demo_ledger
from facilitator.audit.files import CannotRead
from facilitator.audit.mapping import Mapping
from facilitator.audit.survey import read_survey, recognise_survey
from facilitator.audit.vocabulary import Role


def test_scores_channels_and_comments(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_bytes(
        "Канал;Оценка;Комментарий\nПрямые;10;Хорошо\nДилеры;0;\nПрямые;11;x\nПрямые;;y\n"
        "Дилеры;7,5;z\nРозница;9;н/д\n".encode("cp1251")
    )
    survey = read_survey(path)
    assert [(a.line, a.channel, a.score, a.comment) for a in survey.answers] == [
        (2, "Прямые", 10, "Хорошо"),
        (3, "Дилеры", 0, ""),
        (7, "Розница", 9, ""),
    ]
    assert (survey.without_score, survey.unreadable) == (1, 2)
    assert [(each.line, each.text) for each in survey.examples] == [(4, "11"), (6, "7,5")]


def test_the_demo_survey(tmp_path: Path) -> None:
    demo = Path(__file__).parents[2] / "facilitator" / "demo" / "taveon.json"
    told = json.loads(demo.read_text())["figures"]
    path = tmp_path / "survey.csv"
    assert demo_ledger.write_survey(path, told) == 36
    survey = read_survey(path)
    assert Counter(answer.channel for answer in survey.answers) == {
        "Corporate": 14,
        "Dealer": 10,
        "Retail": 12,
    }
    assert [a.score for a in survey.answers if a.channel == "Dealer"] == [
        *(9, 10, 8, 7, 7, 8, 6, 5, 4, 6)
    ]


def test_no_score_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text("Name,City\nA,B\nC,D\n")
    with pytest.raises(CannotRead, match="score from 0 to 10"):
        read_survey(path)


def test_a_question_about_customers_is_no_column_of_customers(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text(
        "How likely are you to recommend us?,Which customer talk was best?\n"
        "9,The second\n3,None\n7,The second\n"
    )
    assert recognise_survey(path).column(Role.CUSTOMER) is None
    assert [answer.customer for answer in read_survey(path).answers] == [None, None, None]


def test_a_real_survey_with_several_scores() -> None:
    told = os.environ.get("FACILITATOR_SHARED_DATA")
    folder = Path(told) if told else Path(__file__).parents[3] / "shared" / "data"
    path = folder / "nps_conference.csv"
    if not path.exists():
        pytest.skip("nps_conference.csv is not part of the product")
    survey = read_survey(path)
    assert survey.unreadable == 0 and len(survey.answers) >= 38
    assert survey.answers[0].score == 0 and survey.answers[0].comment == "Bad service"
    names = recognise_survey(path).table.names
    other = read_survey(path, Mapping(columns={Role.SCORE: names[4]}))
    assert other.answers[1].score == 10
