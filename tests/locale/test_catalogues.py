"""The files of translations: everything that is said is found, and what is wrong is named."""

import gettext
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from facilitator.agenda import catalogue_stages
from facilitator.agenda.texts import said
from facilitator.locale import catalogues, checking
from facilitator.locale.messages import extract, of_file


def test_python_toml_and_help_are_all_read(tmp_path: Path) -> None:
    code = tmp_path / "code.py"
    code.write_text(
        'a = _("Read {path}")\n'
        'b = ngettext("{n} card", "{n} cards", n)\n'
        'c = pgettext("a month", "May")\n'
        'd = N_("a "\n       "b")\n'
        "e = f\"{x} is not said, {_('y is')}\"\n"
    )
    found = [(each.context, each.one, each.many) for each in of_file(code, "code.py")]
    assert found == [
        ("", "Read {path}", ""),
        ("", "{n} card", "{n} cards"),
        ("a month", "May", ""),
        ("", "a b", ""),
        ("", "y is", ""),
    ]
    agenda = tmp_path / "agenda.toml"
    agenda.write_text(
        'id = "swot"\ntitle = "SWOT"\n[[stage]]\nkind = "board"\nprompts = ["Why?"]\n'
        'exit = [{ check = "ticked", item = "parking", text = "it is opened" }]\n'
        '[[fields]]\nid = "kind"\nlabel = "Kind"\nunit = "money"\nchoices = ["process"]\n'
    )
    assert [each.one for each in of_file(agenda, "agenda.toml")] == [
        "SWOT", "Why?", "it is opened", "Kind", "process",
    ]  # fmt: skip
    commands = extract()["commands"]
    assert ("", "List the sessions, changed last first.") in commands
    assert ("", "The day to take for today, YYYY-MM-DD.") in commands


def test_no_text_of_the_agenda_is_missing_from_the_catalogue() -> None:
    known = {key[1] for room in extract().values() for key in room}
    missing: set[str] = set()

    def look(text: str) -> str:
        if text not in known:
            missing.add(text)
        return text

    for stage in catalogue_stages():
        said(stage.to_plain(), look)
    assert not missing


@pytest.mark.parametrize(
    ("message", "translated", "wrong"),
    [
        ("Read {path}.", "Прочитано: {path}.", ""),
        ("Read {path}.", "Прочитано: {file}.", "names other places: file for path"),
        ("Read it.", "Читать", "ends with “” instead of “.”"),
        ("Read", " читать", "another space"),
        ("Read", "", "is not translated"),
        ("min", "мин.", ""),
        ("Q{quarter}", "{quarter} кв.", ""),
        ("no owner!", "нет ответственного", ""),
        (("{n} card", "{n} cards"), ("{n} k", "{n} ki", "{n} kart"), ""),
        (("{n} card", "{n} cards"), ("{n} k", "{m} ki", "{n} kart"), "names other places: m for n"),
        (("{n} card", "{n} cards"), ("{n} k", "{n} ki"), "has 2 plural forms instead of 3"),
    ],
)
def test_what_is_wrong_is_named(message: str, translated: str, wrong: str) -> None:
    entry = Catalog(locale="pl").add(message, translated)
    found = list(checking.wrong(entry))
    assert not found if not wrong else any(wrong in each for each in found), found


def test_what_is_compiled_is_spoken_and_contradictions_are_refused(tmp_path: Path) -> None:
    for room, word in (("words", "Раз"), ("screens", "Раз")):
        catalogue = Catalog(locale="ru")
        catalogue.add("One", word)
        catalogue.add(("{n} card", "{n} cards"), ("{n} карта", "{n} карты", "{n} карт"))
        catalogue.add("May", "май", context="alone")
        catalogues._write(catalogue, catalogues.path_of("ru", room, tmp_path))
    assert catalogues.compile_all(tmp_path) == []
    with (tmp_path / "ru.mo").open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    assert spoken.gettext("One") == "Раз"
    assert spoken.pgettext("alone", "May") == "май"
    said = [spoken.ngettext("{n} card", "{n} cards", n) for n in (1, 3, 5, 21)]
    assert said == ["{n} карта", "{n} карты", "{n} карт", "{n} карта"]
    other = Catalog(locale="ru")
    other.add("One", "Один")
    catalogues._write(other, catalogues.path_of("ru", "screens", tmp_path))
    (problem,) = catalogues.compile_all(tmp_path)
    assert "words.po and screens.po" in problem
