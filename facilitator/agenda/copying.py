"""An editable copy of an agenda: everything in one file, with words on what may be changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

from facilitator.agenda.library import FOLDER, all_agendas
from facilitator.agenda.schema import ID_LETTERS
from facilitator.agenda.stages import AGENDA_KINDS, KINDS, Agenda
from facilitator.agenda.tables import UnknownName
from facilitator.words.language import N_, _

_HEAD = """\
# An agenda of your own. Change any text, minutes or order, then start a session with it.
# Sessions held before keep the agenda they were held with.
#
# A stage may also be taken from the catalogue: [[stage]] with use = "S1", and below it only
# the lines that shall differ. A pause is use = "break" with title and minutes.
# Kinds of stage: {kinds}.
# In sections, id begins the references of cards and prefix sends a card there: "s: a fact".
# Minutes of the whole agenda: {minutes}, breaks of {breaks} included.

"""
_PARTS_HEAD = """\
# Forms, ledgers and sheets the stages above name. Fields may be added, renamed and removed;
# those that figures are computed from must stay.

"""
_WIDTH = 88
_WORDS = {
    "prompts": N_("asked one at a time"),
    "pitfalls": N_("shown to the moderator only"),
    "exit": N_("tested before the next stage is offered"),
    "entry": N_("tested before the stage is opened; a reason opens it all the same"),
}


def copy_agenda(id: str, config_dir: Path, new_id: str = "") -> Path:
    """Write a self-contained copy of an agenda into `config_dir/agendas` and return its path.

    Without `new_id` the copy is called my_<id>, numbered if that is taken. Raises UnknownName when
    there is no such agenda, ValueError when `new_id` is not an id, FileExistsError when it is
    taken, OSError when the directory does not let itself be written to.
    """
    if not set(new_id) <= ID_LETTERS:
        raise ValueError(
            _("'{name}' is no name for an agenda; use letters a–z, digits, - and _").format(
                name=new_id
            )
        )
    loaded = all_agendas(config_dir)
    try:
        agenda = loaded.agenda(id)
    except KeyError:
        known = ", ".join(each.id for each in loaded.agendas)
        raise UnknownName(
            _("There is no agenda {id}. There are: {known}.").format(id=id, known=known)
        ) from None
    folder = config_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    taken = {each.id for each in loaded.agendas} | {path.stem for path in folder.glob("*.toml")}
    if new_id in taken:
        raise FileExistsError(
            _("there is an agenda '{new_id}' already; choose another name").format(new_id=new_id)
        )
    name = new_id or next(each for each in _names(f"my_{id}") if each not in taken)
    path = folder / f"{name}.toml"
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(write_agenda(agenda, name))
    return path


def _names(name: str) -> Iterable[str]:
    yield name
    for number in range(2, 1000):
        yield f"{name}_{number}"


def write_agenda(agenda: Agenda, id: str) -> str:
    """Return an agenda as the text of a file that needs nothing else."""
    head = _HEAD.format(kinds=", ".join(KINDS), minutes=agenda.minutes, breaks=agenda.break_minutes)
    top: dict[str, Any] = {"id": id, "title": agenda.title, "description": agenda.description}
    top["before"] = list(agenda.before)
    if agenda.kind != AGENDA_KINDS[0]:
        top |= {"kind": agenda.kind, "takes": list(agenda.takes)}
    text = head + _pairs(top)
    named: dict[tuple[str, str], Mapping[str, Any]] = {}
    for at, stage in enumerate(agenda.stages):
        data = stage.to_plain()
        for key in ("exit", "entry"):
            if key in data or key == "exit":
                data[key] = [_flat(each) for each in data.get(key, ())]
        for key in ("forms", "ledgers", "sheets"):
            for part in data.get(key, ()):
                named[key[:-1], part["id"]] = part
            if key in data:
                data[key] = [part["id"] for part in data[key]]
        if "ledger" in data:
            named["ledger", data["ledger"]["id"]] = data["ledger"]
            data["ledger"] = data["ledger"]["id"]
        text += f"\n[[stage]]\n{_pairs(data, explain=at == 0)}"
    if named:
        text += "\n" + _PARTS_HEAD
    blocks = (f"[[{key}]]\n{_pairs(part)}" for (key, _unused), part in named.items())
    return text + "\n".join(blocks)


def _flat(exit: Mapping[str, Any]) -> dict[str, Any]:
    return {"check": exit["check"], **exit["parameters"], "text": exit["text"]}


def _pairs(table: Mapping[str, Any], *, explain: bool = False) -> str:
    """Return the keys of a table, a line each; long lists take a line per entry."""
    lines: list[str] = []
    for key, value in table.items():
        if value in ([], None):
            continue
        if explain and key in _WORDS:
            lines.append(f"# {key}: {_(_WORDS[key])}")
        line = f"{key} = {_value(value)}"
        if isinstance(value, list) and len(line) > _WIDTH:
            entries = "".join(f"  {_value(each)},\n" for each in cast("list[Any]", value))
            line = f"{key} = [\n{entries}]"
        lines.append(line)
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        pairs = cast("Mapping[str, Any]", value).items()
        return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in pairs) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_value(each) for each in cast("list[Any]", value)) + "]"
    # The escapes of JSON are also those of TOML; true, false and whole numbers look the same.
    return json.dumps(value, ensure_ascii=False)
