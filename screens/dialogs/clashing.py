"""Two people changed the same words: asks the one who comes second what is to stand."""

from facilitator.words.language import _
from screens.dialogs.choose import ChooseDialog

THEIRS, YOURS, BOTH = "theirs", "yours", "both"


def clash_dialog(theirs: str, yours: str) -> ChooseDialog:
    """Offers both wordings and the two together; Esc leaves yours in the line."""
    return ChooseDialog(
        _("Somebody changed this while you were typing. What shall stand?"),
        [
            (YOURS, _("Yours: {words}").format(words=yours)),
            (THEIRS, _("Theirs: {words}").format(words=theirs)),
            (BOTH, _("Both: {words}").format(words=together(theirs, yours))),
        ],
    )


def together(theirs: str, yours: str) -> str:
    """Both wordings in one text, theirs first."""
    return f"{theirs} / {yours}"
