"""What every table shares: a key that sorts by time, a home workshop, a plain form."""

import secrets
import time
from datetime import date
from functools import cache
from typing import Any, ClassVar, Self

from sqlalchemy import MetaData
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention


def new_id() -> str:
    """A UUID version 7 as 32 hexadecimal digits: unique anywhere, sorted by time of creation."""
    value = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    return f"{value & ~(0x3 << 62) | 0x2 << 62:032x}"


class Row(SQLModel):
    """One row of one workshop; treated as immutable once read."""

    __tablename__: ClassVar[Any]

    id: str = Field(default_factory=new_id, primary_key=True)

    def plain(self) -> dict[str, Any]:
        """The row as values JSON can hold: dates as ISO text, enumerations as their value.

        A row that was read holds enumerations as text already, which is no reason to warn.
        """
        return self.model_dump(mode="json", warnings=False)

    @classmethod
    def from_plain(cls, values: dict[str, Any]) -> Self:
        """The row that `plain` described; raises `pydantic.ValidationError` on a wrong type."""
        return cls.model_validate(values)

    @classmethod
    def typed(cls, name: str, value: Any) -> Any:
        """One plain value as its column wants it; only days are stored as something else."""
        return date.fromisoformat(value) if value is not None and name in cls._days() else value

    @classmethod
    @cache
    def _days(cls) -> frozenset[str]:
        fields = cls.model_fields.items()
        return frozenset(name for name, field in fields if field.annotation == date | None)

    def with_changes(self, values: dict[str, Any]) -> Self:
        """A copy of the row with some values (in plain form) replaced."""
        return type(self).from_plain(self.plain() | values)


class Member(Row):
    """A row that belongs to one workshop and has a place among its like."""

    workshop_id: str = Field(foreign_key="workshop.id", index=True)
    position: int = 0
