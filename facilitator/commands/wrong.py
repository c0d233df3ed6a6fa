"""What a person is told whose words the command line could not read."""

import difflib
from typing import Literal, get_args, get_origin

from cyclopts import (
    CoercionError,
    CycloptsError,
    MissingArgumentError,
    RepeatArgumentError,
    UnknownOptionError,
)

from facilitator.words.language import _


def sentence(error: CycloptsError) -> str:
    """The problem in the language of the moment; a rare one in the words of the reader itself."""
    if isinstance(error, UnknownOptionError):
        return _unknown(error)
    if isinstance(error, RepeatArgumentError):
        return _("{name} is given more than once.").format(name=error.token.keyword)
    if isinstance(error, MissingArgumentError) and error.argument is not None:
        if error.argument.field_info.is_positional and not error.keyword:
            return _("{name} is missing.").format(name=_bare(error.argument.name))
        return _("{name} wants a value.").format(name=error.keyword or error.argument.name)
    if isinstance(error, CoercionError) and error.token is not None:
        return _unfit(error, error.token.value, error.token.keyword)
    return str(error)


def _unknown(error: UnknownOptionError) -> str:
    option = error.token.keyword or error.token.value
    known = [name for each in error.argument_collection if each.parse for name in each.names]
    near = difflib.get_close_matches(option, known, n=1)
    if not near:
        return _("There is no option {option}.").format(option=option)
    return _("There is no option {option}. Did you mean {near}?").format(
        option=option, near=near[0]
    )


def _unfit(error: CoercionError, value: str, keyword: str | None) -> str:
    name = keyword or (_bare(error.argument.name) if error.argument is not None else "?")
    if get_origin(error.target_type) is Literal:
        return _("{name} is one of {choices}, not “{value}”.").format(
            name=name, choices=", ".join(map(str, get_args(error.target_type))), value=value
        )
    return _("“{value}” cannot be read for {name}.").format(name=name, value=value)


def _bare(name: str) -> str:
    """A parameter without a name of its own, as --help writes it."""
    return name.lstrip("-").upper()
