"""How long stages took in earlier sessions of the same database."""

from sqlalchemy import Connection, text

_STAGES = """
select s."key", s.kind, s.elapsed
from stage o
join stage s on s."key" = o."key" and s.kind = o.kind and s.workshop_id <> o.workshop_id
join workshop w on w.id = s.workshop_id
where o.workshop_id = :here and s.state = 'done' and s.elapsed > 0 and not w.deleted
"""


def stage_seconds(connection: Connection, workshop_id: str) -> dict[tuple[str, str], list[int]]:
    """Seconds each stage of a session took in every other session that is not deleted.

    By key and kind of the stage; only stages the room has left count.
    """
    found: dict[tuple[str, str], list[int]] = {}
    for key, kind, elapsed in connection.execute(text(_STAGES), {"here": workshop_id}):
        found.setdefault((key, kind), []).append(elapsed)
    return found
