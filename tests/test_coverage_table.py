"""The table of what is asked for names every row once, and tests that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROW = re.compile(r"\| (\d+) \| (.+) \| (.+) \| (.+) \| ([123]) \|")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def rows() -> list[tuple[str, ...]]:
    lines = (ROOT / "docs" / "coverage.md").read_text("utf-8").splitlines()
    return [found.groups() for line in lines if (found := ROW.fullmatch(line))]


def test_every_row_is_there_once_in_its_tier() -> None:
    found = rows()
    assert [int(number) for number, *_ in found] == list(range(1, 181))
    tiers = [tier for *_, tier in found]
    assert [tiers.count(each) for each in "123"] == [51, 109, 20]


def test_what_is_needed_is_shown_by_a_test_and_the_rest_says_where_it_stands() -> None:
    for number, _, where, shown, tier in rows():
        if tier == "3":
            assert shown in ("help text", "later"), number
            continue
        test = TEST.fullmatch(shown)
        assert where != "–" and test is not None, number
        source = (ROOT / test[1]).read_text("utf-8")
        assert re.search(rf"^(?:async )?def {test[2]}\(", source, re.MULTILINE), (number, shown)


def test_stages_that_are_named_are_stages() -> None:
    catalogue = ROOT / "facilitator" / "agenda" / "catalogue"
    known = {
        stage
        for path in catalogue.glob("*.toml")
        for stage in re.findall(r'^id = "(\w+)"', path.read_text("utf-8"), re.MULTILINE)
    }
    for number, _, where, _, _ in rows():
        assert set(re.findall(r"\b[PASLOMF]\d{1,2}\b", where)) - {"F2", "F12"} <= known, number
