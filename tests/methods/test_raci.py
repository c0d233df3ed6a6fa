import pytest

from facilitator.methods.actions import Level
from facilitator.methods.raci import Raci, check_raci


def _row(text: str) -> dict[str, frozenset[Raci]]:
    """Read 'IS:A PN:R' as a row."""
    return {
        who: frozenset(map(Raci, parts))
        for who, parts in (entry.split(":") for entry in text.split())
    }


A03 = _row("IS:A PN:R EM:R TL:R AB:C JW:I")


def test_demo_row() -> None:
    assert check_raci({"A03": A03}, {"A03": "IS"}) == ()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("PN:R", ["Nobody has the A"]),
        ("IS:A AB:A PN:R", ["IS, AB all have the A"]),
        ("IS:A AB:C", ["Nobody has the R"]),
        ("JW:I", ["Nobody has the A", "Nobody has the R"]),
        ("IS:AR", []),
    ],
)
def test_rows(row: str, words: list[str]) -> None:
    findings = check_raci({"A03": _row(row)})
    assert all(each.level is Level.ERROR and each.ref == "A03" for each in findings)
    assert [word for word, each in zip(words, findings, strict=True) if word in each.sentence] == (
        words
    )


def test_the_owner_of_the_plan_has_the_a() -> None:
    assert "AB owns the action" in check_raci({"A03": A03}, {"A03": "AB"})[0].sentence


@pytest.mark.parametrize(("rows", "warned"), [("IS IS PN EM TL", False), ("IS IS PN EM", True)])
def test_forty_percent_of_all_rows(rows: str, warned: bool) -> None:
    table = {f"A{at}": _row(f"{who}:AR") for at, who in enumerate(rows.split())}
    findings = check_raci(table)
    assert [each.level for each in findings] == ([Level.WARNING] if warned else [])
    assert all("IS has the A in 2 of 4" in each.sentence for each in findings)


def test_nothing_to_check() -> None:
    assert check_raci({}) == ()
