"""The language of a session: of its agenda and documents, whatever the screen speaks."""

import gettext

import pytest

from facilitator.agenda import ready_agenda
from facilitator.model import Criterion, Stage
from facilitator.words import language
from facilitator.words.language import speaking
from facilitator.workshop.edit import Refused
from facilitator.workshop.library import Library
from facilitator.workshop.setup import change_session
from facilitator.workshop.stages import add_stage, plan_of


class Marked(gettext.NullTranslations):
    """Says which language a text was translated into."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code

    def gettext(self, message: str) -> str:
        return f"{self.code}:{message}"


@pytest.fixture(autouse=True)
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    def catalogue(code: str) -> gettext.NullTranslations:
        return gettext.NullTranslations() if code == "en" else Marked(code)

    monkeypatch.setattr(language, "_catalogue", catalogue)


async def test_a_session_is_made_in_its_language_and_said_anew_in_another(
    library: Library,
) -> None:
    opened = await library.create(ready_agenda("half_day"), "Plan", language="pl")
    state = opened.state
    assert state.workshop.language == "pl"
    assert state.workshop.agenda_title == "pl:Half day"
    assert state.workshop.rule_lists == "pl:dot vote"
    swot = next(each for each in state.stages if each.key == "S1")
    plan = plan_of(swot)
    assert swot.title == "pl:SWOT"
    assert plan.prompts[0] == "pl:Facts first: what proves it?"
    assert plan.exit[0].text == "pl:at least 5 items in each quadrant"
    assert [each.title for each in plan.sections][:2] == ["pl:Strengths", "pl:Weaknesses"]
    assert plan.sections[0].id == "S"
    assert plan.sections[0].note == "pl:evidence"
    assert plan.exit[0].check == "min_cards"
    assert all(each.name.startswith("pl:") for each in state.rows(Criterion))
    assert (await library.read(opened.id)).state.workshop.language == "pl"

    titled = state.stages[2]
    await opened.run(_reword, titled.id)
    await opened.run(change_session, language="Русский", rule_actions="we shake hands")
    state = opened.state
    swot = next(each for each in state.stages if each.key == "S1")
    assert (swot.title, plan_of(swot).prompts[0]) == (
        "ru:SWOT",
        "ru:Facts first: what proves it?",
    )
    assert state.workshop.rule_lists == "ru:dot vote"
    assert state.workshop.rule_actions == "we shake hands"
    assert opened.state.find(Stage, titled.id).title == "Our own words"
    assert all(each.name.startswith("ru:") for each in state.rows(Criterion))

    await opened.undo()
    assert opened.state.workshop.language == "pl"
    await opened.run(change_session, language="en")
    assert plan_of(next(each for each in opened.state.stages if each.key == "S1")).title == "SWOT"


def _reword(edit, stage_id: str) -> None:
    edit.says("Renamed")
    edit.change(edit.get(Stage, stage_id), title="Our own words")


async def test_a_new_session_speaks_as_the_screen_does_and_later_stages_as_the_session(
    library: Library,
) -> None:
    with speaking("ru"):
        opened = await library.create(ready_agenda("half_day"), "План")
    assert opened.state.workshop.language == "ru"
    stage = await opened.run(add_stage, ready_agenda("full_day").stage("S3"))
    assert stage.title.startswith("ru:")
    copy = await library.duplicate(opened.id)
    assert copy.state.workshop.language == "ru"
    plan = await library.derive(opened.id, ready_agenda("follow_up"))
    assert plan.state.workshop.language == "ru"
    assert plan.state.workshop.agenda_title == "ru:Follow-up"


async def test_another_language_is_refused_at_its_field(library: Library) -> None:
    opened = await library.create(ready_agenda("half_day"), "Plan")
    with pytest.raises(Refused) as refused:
        await opened.run(change_session, language="fr")
    assert refused.value.field == "language"
    assert "ru Русский" in refused.value.sentence
