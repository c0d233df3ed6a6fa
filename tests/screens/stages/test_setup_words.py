"""What the header of a session begins with in the line: codes by what they are called."""

from pathlib import Path

from facilitator.agenda import stage
from facilitator.words import language
from facilitator.workshop.stages import new_stage
from tests.screens.stages.host import bare, showing


async def test_codes_of_the_header_are_edited_as_words(tmp_path: Path) -> None:
    language.use("ru")
    try:
        async with showing(tmp_path, "P1", bare(new_stage("w", stage("P1")))) as shown:
            shown.body.go_to("unit")
            await shown.settle()
            assert shown.screen.line.value == "тысячи"
            shown.body.go_to("language")
            await shown.settle()
            assert shown.screen.line.value == "English"
            await shown.press("ctrl+u")
            await shown.type("польский")
            assert "Polski" in shown.told
            await shown.press("ctrl+u")
            await shown.type("Polski")
            assert shown.state.workshop.language == "pl"
    finally:
        language.use(language.ENGLISH)
