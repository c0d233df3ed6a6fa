"""A call of a command, and rows named the way the room names them."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from facilitator.model import Card, Channel, Participant, Record, Stage
from facilitator.workshop.state import State

SESSION, SALES, QUARTER, PERSON, REVIEW = (
    "session",
    "sales_plan",
    "operational_plan",
    "personal_plan",
    "follow_up",
)

Value = Any


@dataclass(frozen=True, slots=True)
class Call:
    """A command with its values; a function among them is asked with the state."""

    kind: str
    command: Callable[..., Any]
    args: tuple[Value, ...]
    kwargs: dict[str, Value]

    def values(self, state: State) -> tuple[list[Value], dict[str, Value]]:
        """What the command is called with in this state."""
        return (
            [_asked(each, state) for each in self.args],
            {name: _asked(each, state) for name, each in self.kwargs.items()},
        )


def _asked(value: Value, state: State) -> Value:
    return value(state) if inspect.isfunction(value) else value


def call(kind: str, command: Callable[..., Any], *args: Value, **kwargs: Value) -> Call:
    return Call(kind, command, args, kwargs)


def card(ref: str) -> Callable[[State], str]:
    return lambda state: next(each.id for each in state.rows(Card) if each.ref == ref)


def person(initials: str) -> Callable[[State], str]:
    return lambda state: next(
        each.id for each in state.rows(Participant) if each.initials == initials
    )


def stage(key: str) -> Callable[[State], str]:
    return lambda state: next(each.id for each in state.rows(Stage) if each.key == key)


def record(ref: str) -> Callable[[State], str]:
    return lambda state: next(each.id for each in state.rows(Record) if each.ref == ref)


def channel(name: str) -> Callable[[State], str]:
    return lambda state: next(each.id for each in state.rows(Channel) if each.name == name)


def last(table: type[Any]) -> Callable[[State], str]:
    return lambda state: state.rows(table)[-1].ref
