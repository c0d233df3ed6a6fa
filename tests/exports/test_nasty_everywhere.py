"""Every nasty string through every format: literal text, whole, and nothing it could do."""

import re
import unicodedata

import pytest
from nasty import NASTY

from exports.formats import FORMATS
from facilitator.words.text import clean
from tests.exports.demo import TODAY, nasty_demo
from tests.exports.readers import READERS, Read

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")

_FOUND: dict[str, tuple[str | bytes, Read]] = {}


def written(name: str) -> tuple[str | bytes, Read]:
    """The document and what its reader finds; rendered once for all tests."""
    if name not in _FOUND:
        form = FORMATS[name]
        if form.package:
            pytest.importorskip(form.package)
        state, _titles = nasty_demo()
        document = form.render(state, [], TODAY)
        _FOUND[name] = document, READERS[name](document)
    return _FOUND[name]


def told(words: str) -> str:
    """The words without blanks: where a line is broken is the format's own affair."""
    plain = clean(words, multiline=True, limit_graphemes=10_000).text
    kept = re.sub(r"\s*\n\s*", "⏎", plain.strip())
    return squeezed(kept)


def squeezed(words: str) -> str:
    return re.sub(r"[\s\u200b\u00ad]+", "", unicodedata.normalize("NFKC", words))


def test_every_format_has_a_reader_of_its_own() -> None:
    assert list(READERS) == [each for each in READERS if each in FORMATS]
    assert set(READERS) == set(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_in_it_can_act(name: str) -> None:
    document, found = written(name)
    assert found.active == []
    if isinstance(document, str):
        assert not CONTROL.search(document)
    if name != "pdf":  # its reader marks where the direction turns
        assert not [each for each in found.texts if CONTROL.search(each)]


@pytest.mark.parametrize("name", [each for each in FORMATS if each != "pdf"])
def test_every_string_is_there_letter_by_letter(name: str) -> None:
    whole = squeezed(written(name)[1].whole)
    if name == "json":
        whole = squeezed(re.sub(r"\s*\n\s*", "⏎", written(name)[1].whole))
    lost = [each for each in NASTY if told(each) not in whole]
    assert not lost, [ascii(each) for each in lost]


def test_the_pages_of_the_pdf_show_every_string_its_fonts_can_be_read_back_from() -> None:
    # What a PDF gives back of scripts that join or turn their letters is the reader's affair.
    whole = squeezed(written("pdf")[1].whole)
    plain = [each for each in NASTY if re.fullmatch(r"[ -~…]*", each)]
    lost = [each for each in plain if told(each) not in whole]
    assert not lost, [ascii(each) for each in lost]


@pytest.mark.parametrize("name", [each for each in FORMATS if each != "pdf"])
def test_every_action_is_a_row_of_its_own(name: str) -> None:
    _state, titles = nasty_demo()
    refs = [row["Ref"] for row in written(name)[1].rows]
    assert len([each for each in refs if each.strip()]) == len(titles)
    assert len(set(refs) - {""}) == len(titles)


def test_no_title_becomes_a_path() -> None:
    from exports.names import file_name
    from facilitator.model import Workshop

    for words in NASTY:
        title = clean(words, multiline=True).text
        for name in FORMATS:
            made = file_name(Workshop(id="w" * 8, number=1, title=title), TODAY, name)
            assert re.fullmatch(r"[a-z0-9-]+\.[a-z]+", made), made
