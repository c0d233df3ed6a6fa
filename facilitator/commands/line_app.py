"""The command line as it begins: the program's name, and what several commands understand."""

from typing import Annotated

from cyclopts import App, Parameter

from facilitator import __version__
from facilitator.commands.cut import Cut
from facilitator.commands.reading import Reading
from facilitator.commands.settings import Looks, Settings
from facilitator.commands.speech import Help
from facilitator.commands.warehouse import Server
from facilitator.words.language import N_

app = App(
    name="facilitator",
    help=N_("From a sales audit through a strategic session to an action plan everyone agreed to."),
    version=__version__,
    help_format="plaintext",
    help_formatter=Help(),  # says what it shows in the language of the moment
    default_parameter=Parameter(negative="", show_default=False),
    suppress_keyboard_interrupt=False,  # it would end without a word
)

Common = Annotated[Settings, Parameter(name="*")]
Screen = Annotated[Looks, Parameter(name="*")]
Files = Annotated[Reading, Parameter(name="*")]
Table = Annotated[Server, Parameter(name="*")]
Rows = Annotated[Cut, Parameter(name="*")]

Reference = Annotated[str, Parameter(help=N_("Number of the session, or part of its title."))]
Ledgered = Annotated[str, Parameter(help=N_("Reference of the action, such as A07."))]
Json = Annotated[bool, Parameter(name="--json", help=N_("Print JSON."))]

DEFAULT = Settings()
LOOKS = Looks()
READING, SERVER, CUT = Reading(), Server(), Cut()
