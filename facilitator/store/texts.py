"""Every text of all sessions, for searching: one statement for each table, no objects in between.

The same words for SQLite and PostgreSQL. What is deleted is left out, and so are the moderator's
own notes, a person's own goal and what only the program keeps: a search is shown where the room
may see it.
"""

from typing import Any, TypeAlias

from sqlalchemy import Connection

BETWEEN = " · "
"""Stands between the fields of one text; empty fields leave several in a row."""


Text: TypeAlias = tuple[str, str, str, str, str, str]
"""What somebody wrote: id of the session, table, id of the row, reference, place, words.

The place is the stage of a card, decision or parked item, the ledger of a row, or
form|subject|field.
"""


_FIELDS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "workshop": ("''", "''", ("title", "company", "question", "person")),
    "participant": ("initials", "''", ("name", "role")),
    "card": ("ref", "board", ("text", "evidence", "subject")),
    "requirement": ("ref", "''", ("text", "evidence", "process_change")),
    "goal": ("ref", "''", ("text", "metric", "scope", "milestone", "not_doing", "data_source")),
    "action": ("ref", "''", ("title", "measure", "first_step", "evidence", "amendment")),
    "decision": ("ref", "stage_key", ("text", "reason")),
    "parked": ("ref", "stage_key", ("text", "note", "raised_by")),
    "criterion": ("ref", "''", ("name", "low", "middle", "high")),
    "record": ("ref", "ledger", ('cast("values" as text)',)),
    "answer": ("''", "form || '|' || subject || '|' || field", ("text",)),
    "vote": ("''", "target_id", ("note",)),
    "plan_vote": ("''", "participant_id", ("reason", "amendment")),
}
"""By table: its reference, its place, the fields whose words are searched."""

_ALSO = {
    "answer": "and form not in ('ticks', 'personal_goal') "
    "and form not like 'private:%' and form not like 'room:%'",
    "vote": "and note <> ''",
    "plan_vote": "and (reason <> '' or amendment <> '')",
}

TABLES = tuple(_FIELDS)


def statement(table: str) -> str:
    """What is asked of one table; a row of the answer is a `Text`."""
    ref, place, fields = _FIELDS[table]
    owner = "id" if table == "workshop" else "workshop_id"
    words = f" || '{BETWEEN}' || ".join(fields)
    return (
        f"select {owner}, '{table}', id, {ref}, {place}, {words} from {table} "
        f"where {owner} in (select id from workshop where not deleted) {_ALSO.get(table, '')}"
    )


def texts(connection: Connection) -> list[Text]:
    """Every text, table by table."""
    found: list[Text] = []
    for table in TABLES:
        # The driver's own cursor, and its own rows: tens of thousands are wanted within a moment.
        cursor: Any = connection.connection.cursor()
        try:
            cursor.execute(statement(table))
            found += cursor.fetchall()
        finally:
            cursor.close()
    return found
