"""The conversion to look at first is named in the language of the moment."""

from fractions import Fraction

from facilitator.methods.own_rates import WeakSpot
from facilitator.words.language import use

SPOT = WeakSpot("meetings", "proposals", Fraction(1, 4), Fraction(1, 2), 4, small_sample=True)


def test_its_stages_are_said_in_english_and_in_polish() -> None:
    assert SPOT.sentence.startswith("meetings to proposals: 25 %")
    use("pl")
    try:
        assert "spotkania" in SPOT.sentence and "oferty" in SPOT.sentence
        assert "meetings" not in SPOT.sentence
    finally:
        use("en")
