"""Plans made from a session: what a workshop is, where it comes from, rows described by data."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Call every workshop there is a session that stands alone, and add the table of rows."""
    for name, first in (("kind", "session"), ("parent_id", ""), ("person", "")):
        op.add_column(
            "workshop", sa.Column(name, sa.String(), nullable=False, server_default=first)
        )
    for name, first in (("parent_seq", "0"), ("version", "1")):
        op.add_column(
            "workshop", sa.Column(name, sa.Integer(), nullable=False, server_default=first)
        )
    for name in ("period_first", "period_last"):
        op.add_column("workshop", sa.Column(name, sa.Date(), nullable=True))
    op.add_column("action", sa.Column("origin_id", sa.String(), nullable=False, server_default=""))
    op.create_index("ix_workshop_parent_id", "workshop", ["parent_id"], unique=False)
    # The list of thousands of plans counts their stages from this alone.
    op.create_index(
        "ix_stage_workshop_id_kind_state", "stage", ["workshop_id", "kind", "state"], unique=False
    )
    op.create_index("ix_action_origin_id", "action", ["origin_id"], unique=False)
    op.create_table(
        "record",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("ledger", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name="fk_record_workshop_id_workshop"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_record"),
    )
    op.create_index("ix_record_workshop_id", "record", ["workshop_id"], unique=False)
    op.create_index(
        "ix_record_workshop_id_ledger", "record", ["workshop_id", "ledger"], unique=False
    )
