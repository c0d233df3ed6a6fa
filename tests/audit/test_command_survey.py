"""NPS from a survey file on the command line: the demo's own answers, and awkward ones."""

from fractions import Fraction
from pathlib import Path

import pytest

from facilitator.audit import demo_ledger
from facilitator.methods.exact import half_up
from facilitator.methods.nps import Nps, nps
from tests.audit.command import command, demo_figures

pytestmark = pytest.mark.usefixtures("home")


def demo_survey(home: Path) -> Path:
    path = home / "answers.csv"
    demo_ledger.write_survey(path, demo_figures())
    return path


def counted(scores: list[int]) -> Nps:
    found = nps(scores)
    assert isinstance(found, Nps)
    return found


def test_a_survey_alone_gives_the_demos_scores(home: Path) -> None:
    by_channel: dict[str, list[int]] = {}
    for channel, score in demo_ledger.answers(demo_figures()):
        by_channel.setdefault(channel, []).append(score)
    told = command("audit", "--survey", demo_survey(home), "--json").json
    assert set(told) == {"survey"}
    survey = told["survey"]
    everyone = counted([score for scores in by_channel.values() for score in scores])
    assert survey["answers"] == survey["nps"]["answers"] == everyone.answers == 36
    assert Fraction(survey["nps"]["score"]) == everyone.score
    assert survey["nps"]["low"] == str(half_up(everyone.interval.low, 4))
    assert [each["channel"] for each in survey["by_channel"]] == ["Corporate", "Retail", "Dealer"]
    for each in survey["by_channel"]:
        expected = counted(by_channel[each["channel"]])
        assert Fraction(each["score"]) == expected.score
        assert each["high"] == str(half_up(expected.interval.high, 4))
        assert (each["promoters"], each["detractors"]) == (
            expected.promoters, expected.detractors,
        )  # fmt: skip
    assert survey["by_segment"] == [] and survey["comments"] == []


def test_the_report_shows_scores_with_intervals_and_comments_beside_scores(home: Path) -> None:
    path = home / "answers.csv"
    path.write_text(
        "Segment;Channel;Score;Comment\nLarge;Dealer;10;Fast\nLarge;;9;\nSmall;Dealer;3;Late\x1b[31m\n"
        "Small;Dealer;11;?\nSmall;Retail;;none\n",
        "utf-8",
    )
    said = command("audit", "--survey", path)
    assert said.code == 0
    lines = [line.split() for line in said.out.splitlines()]
    assert ["all", "answers", "3", "+33.3"] in [line[:4] for line in lines]
    assert ["Dealer", "2", "0.0"] in [line[:3] for line in lines]
    assert ["(none", "named)", "1", "+100.0"] in [line[:4] for line in lines]
    assert ["Large", "2", "+100.0"] in [line[:3] for line in lines]
    comments = [line for line in said.out.splitlines() if "Late" in line or "Fast" in line]
    assert comments == ["  3  Late[31m (Dealer)", " 10  Fast (Dealer)"]
    assert "3 answers with a score, 1 without" in said.err
    assert "1 scores are no whole number from 0 to 10 (line 5: “11”)" in said.err


def test_a_survey_stands_beside_a_ledger_with_options_of_its_own(home: Path) -> None:
    ledger, survey = home / "sales.csv", home / "answers.csv"
    ledger.write_text("Date,Client,Buyer,Amount\n2026-01-01,A,X,1\n2026-02-01,A,X,2\n")
    survey.write_text("Who,Mood,Score\nA,3,9\nB,4,10\nC,5,0\n")
    words = ("--map", "customer=Buyer", "--survey-map", "score=Mood", "--json")
    told = command("audit", ledger, "--survey", survey, *words).json
    assert list(told) == ["ledger", "audit", "survey"]
    assert told["ledger"]["files"][0]["columns"]["customer"] == "Buyer"
    assert told["survey"]["nps"]["detractors"] == 3
    # The survey's column is remembered like a ledger's.
    assert command("audit", "--survey", survey, "--json").json["survey"]["nps"]["detractors"] == 3


def test_a_parquet_survey_counts_like_the_same_one_in_csv(home: Path) -> None:
    import duckdb

    path, made = demo_survey(home), home / "answers.parquet"
    duckdb.execute(f"COPY (FROM '{path}') TO '{made}' (FORMAT parquet)").fetchall()
    one, two = (
        command("audit", "--survey", each, "--json").json["survey"] for each in (path, made)
    )
    assert two["nps"] == one["nps"] and two["by_channel"] == one["by_channel"]


def test_a_long_parquet_survey_is_read_whole(home: Path) -> None:
    import duckdb

    made = home / "answers.parquet"
    query = "SELECT i % 11 AS score, 'Comment ' || i AS comment FROM range(25000) t(i)"
    duckdb.execute(f"COPY ({query}) TO '{made}' (FORMAT parquet)").fetchall()
    told = command("audit", "--survey", made, "--json").json["survey"]
    assert told["answers"] == 25000
    assert told["nps"]["promoters"] == sum(i % 11 >= 9 for i in range(25000))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "is empty"),
        ("Score\n9\n10\n", ""),
        ("Name,City\nA,B\nC,D\n", "looks like a score from 0 to 10"),
        ("Score,Comment\n,\n", "looks like a score"),
        ("Score,Comment\nten,good\nnine,bad\n", "looks like a score"),
    ],
)
def test_a_survey_that_is_none_is_a_sentence(content: str, sentence: str, home: Path) -> None:
    path = home / "answers.csv"
    path.write_text(content)
    said = command("audit", "--survey", path)
    if sentence:
        assert sentence in said.refused
    else:
        assert said.code == 0 and "all answers" in said.out
