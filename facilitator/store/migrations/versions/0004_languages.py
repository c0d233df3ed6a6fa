"""The language of a session, which is not that of the screen."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Call every session there is an English one."""
    op.add_column(
        "workshop", sa.Column("language", sa.String(), nullable=False, server_default="en")
    )
